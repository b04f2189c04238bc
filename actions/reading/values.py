"""Every value of a sentence, each labelled with the one field that it can be."""

from collections.abc import Callable
from datetime import date

from actions.reading.amounts import read_amounts
from actions.reading.choices import read_choice
from actions.reading.codes import read_act_codes
from actions.reading.dates import read_date
from actions.reading.nights import read_nights
from actions.reading.result import Reading
from actions.reading.teeth import read_teeth

Labelled = tuple[str, Reading[object]]


def read_values(text: str, today: date, known_code: Callable[[str], bool] | None = None) -> list[Labelled]:
    """Return the values found, in the order of the text."""
    found: list[Labelled] = [("line.act", reading) for reading in read_act_codes(text, known_code)]
    _add(found, "line.tooth", read_teeth(text, asked=False))
    _add(found, "care_date", read_date(text, today, asked=False))
    for amount in read_amounts(text):
        _add(found, "line.fee", amount)
    _add(found, "stay.nights", read_nights(text, asked=False))
    for field, what in (
        ("setting", "setting"),
        ("line.activity", "activity"),
        ("line.sector", "sector"),
        ("exemption", "exemption"),
        ("family", "family"),
    ):
        _add(found, field, read_choice(text, what))
    return sorted(found, key=lambda one: one[1].span)


def _add(found: list[Labelled], field: str, reading: Reading[object] | None) -> None:
    if reading is None:
        return
    start, end = reading.span
    if not any(start < other.span[1] and other.span[0] < end for _field, other in found):
        found.append((field, reading))
