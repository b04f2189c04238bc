"""The price of the stay itself: « frais de séjour 2500 € », « l'hospitalisation à 1076,91 € par jour »."""

from __future__ import annotations

from actions.understanding.assign.sheet import BOUNDS, Sheet
from quote_draft import euros

LABEL = "stay_cost"
PERIODS = {"day": "day", "night": "day", None: "stay", "stay": "stay", "all": "stay"}
"""A hospital counts its days by the nights."""


def place_stay_cost(sheet: Sheet) -> None:
    """Take the price of the stay out of what is said of lines; one that is not told exactly is said back."""
    for item in sheet.items:
        mention = item.mention
        if item.label != LABEL or sheet.is_placed(item) or mention is None:
            continue
        if sheet.dental or mention.per not in PERIODS or mention.doubt is not None or mention.exactness in BOUNDS:
            sheet.leave(item, "no_stay" if sheet.dental else None)
            continue
        value = {"amount": euros(item.cents), "per": PERIODS[mention.per]}
        sheet.give("stay.cost", None, value, item, corrects=sheet.draft.get("stay.cost") not in (None, value))
