"""An estimate as it is shown: one set of words and figures for the card, the PDF and the advisor's page.

`page_of` gives every text ready to be laid out; `headline_of` the one figure, and `asked_of` what the quote asks for,
for whoever shows nothing else.
"""

from auth_gateway.sheets.answer import letter_of
from auth_gateway.sheets.headline import Headline, asked_of, headline_of
from auth_gateway.sheets.page import page_of
from auth_gateway.sheets.sheet import AdvisorAnswer, EstimateSheet, named, price_of_charge

__all__ = [
    "AdvisorAnswer",
    "EstimateSheet",
    "Headline",
    "asked_of",
    "headline_of",
    "letter_of",
    "named",
    "page_of",
    "price_of_charge",
]
