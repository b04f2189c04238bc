"""What a paper is when it is no quote, by its words."""

from collections.abc import Sequence

from quote_reading.paper import Sheet
from quote_reading.result import NotAQuote
from quote_reading.rows import Row
from quote_reading.vocabulary import said_in

FEWEST_WORDS = 6
EVEN = 4.0
"""How far the greys of a blank page are from their mean, of 255."""
SIGNS_OF_A_PRESCRIPTION = 2


def not_a_quote(sheets: Sequence[Sheet], rows: Sequence[Row], *, has_lines: bool) -> NotAQuote | None:
    """Return what the paper is; None for a quote."""
    text = "\n".join(row.folded for row in rows)
    if _is_a_bill(rows):
        return NotAQuote.BILL
    if has_lines:
        return None
    signs = {text[said.start : said.end] for said in said_in("prescription", text)}
    if "ordonnance" in signs or len(signs) > SIGNS_OF_A_PRESCRIPTION:
        return NotAQuote.PRESCRIPTION
    if sum(len(row.words) for row in rows) >= FEWEST_WORDS:
        return NotAQuote.OTHER
    return NotAQuote.BLANK if all(sheet.unevenness < EVEN for sheet in sheets) else NotAQuote.PICTURE


def _is_a_bill(rows: Sequence[Row]) -> bool:
    """Tell a bill by what comes first: its title at the beginning of a cell, or the words of a quote."""
    for row in rows:
        for cell in row.folded.split("\t"):
            quote = [said.start for said in said_in("quote_title", cell)]
            if 0 not in quote and any(said.start == 0 for said in said_in("bill", cell)):
                return True
            if quote:
                return False
    return False
