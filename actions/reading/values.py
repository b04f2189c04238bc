"""Every value of a sentence, each labelled with the one field that it can be."""

import re
from collections.abc import Callable
from datetime import date

from actions.reading.amounts import read_amounts
from actions.reading.choices import read_choice
from actions.reading.codes import read_act_codes
from actions.reading.dates import read_date
from actions.reading.nights import read_nights
from actions.reading.normalise import key_of
from actions.reading.result import Reading
from actions.reading.teeth import read_all_teeth

Labelled = tuple[str, Reading[object]]

_BASE = re.compile(r"(?:\bbase(?: de remboursement| de la secu| secu)?|brss|bdr)(?: est| c'est| de|:| a)* ?$")
_ROOM = re.compile(r"chambre[^.;]{0,40}$")
_PER_DAY = re.compile(r" ?(?:/|par |la |le |chaque |a la )(?:jour|nuit|journee|nuitee)")
_CHOICES = (
    ("setting", "setting"),
    ("line.activity", "activity"),
    ("line.sector", "sector"),
    ("exemption", "exemption"),
    ("stay.private_room.per", "room_unit"),
    ("family", "family"),
)


def read_values(text: str, today: date, known_code: Callable[[str], bool] | None = None) -> list[Labelled]:
    """Return the values found, in the order of the text."""
    found: list[Labelled] = []
    _add(found, "line.act", *read_act_codes(text, known_code))
    _add(found, "line.tooth", *read_all_teeth(text))
    _add(found, "care_date", read_date(text, today, asked=False))
    for amount in read_amounts(text):
        _add(found, *_labelled(text, amount))
    priced = any(field == "stay.private_room.price" for field, _reading in found)
    nights = read_nights(text, asked=False)
    for field, what in _CHOICES:
        if field == "stay.private_room.per" and not priced:
            continue
        _add(found, field, _told(text, what))
    if nights is not None and nights.value != 0:
        found = [
            one for one in found if one[0] != "setting" or not _overlap(one[1], nights) or one[1].value != "inpatient"
        ]
        _add(found, "stay.nights", nights)
    return sorted(found, key=lambda one: one[1].span)


def _told(text: str, what: str) -> Reading[object] | None:
    """Return a choice that was told on its own words, not by « non » or « 2 », which answer a question."""
    reading = read_choice(text, what)
    if reading is None or reading.doubt is not None or reading.value in {"unknown", "none"}:
        return None
    return None if re.fullmatch(r"[\d\W]*", reading.understood) else reading


def _labelled(text: str, amount: Reading[int | None]) -> Labelled:
    before, after = key_of(text[: amount.span[0]]), key_of(text[amount.span[1] :])
    if _BASE.search(before):
        value = amount.value if amount.doubt != "other_amount" else amount.alternatives[0]
        return "line.base", Reading(value, amount.understood, amount.approximate, span=amount.span)
    if _ROOM.search(before) or _PER_DAY.match(after):
        return "stay.private_room.price", amount
    return "line.fee", amount


def _add(found: list[Labelled], field: str, *readings: Reading[object] | None) -> None:
    for reading in readings:
        if reading is None or reading.doubt == "other_amount":
            continue
        if not any(_overlap(reading, other) for _field, other in found):
            found.append((field, reading))


def _overlap(one: Reading[object], other: Reading[object]) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]
