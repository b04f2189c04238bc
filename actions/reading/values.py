"""Every value of a sentence, each labelled with the one field that it can be."""

import re
from collections.abc import Callable
from datetime import date

from actions.reading.amounts import read_amounts
from actions.reading.choices import read_choice
from actions.reading.codes import read_act_codes
from actions.reading.dates import read_date
from actions.reading.nights import read_nights
from actions.reading.normalise import key_of, view_of
from actions.reading.result import Reading
from actions.reading.teeth import read_all_teeth

Labelled = tuple[str, Reading[object]]

_BASE = re.compile(r"(?:\bbase(?: de remboursement| de la secu| secu)?|brss|bdr)(?: est| c'est| de|:| a)* ?$")
_ROOM = re.compile(r"chambre[^.;]{0,40}$")
_PER = re.compile(r" ?(?:/ ?|par |la |le |chaque |a la )(?:(?P<day>jour|journee)|(?P<night>nuit|nuitee))(?![a-z])")
_NEARBY = 60  # characters around an amount that say what it is
_MOST = 20  # amounts of one message
_PLACE = re.compile(r"clinique|hopital")
_FOR_ME = re.compile(r"\bpour moi(?![a-z])|c'est moi\b")
_CHOICES = (
    ("setting", "setting"),
    ("line.activity", "activity"),
    ("line.sector", "sector"),
    ("exemption", "exemption"),
    ("beneficiary", "beneficiary"),
    ("family", "family"),
)


def read_values(text: str, today: date, known_code: Callable[[str], bool] | None = None) -> list[Labelled]:
    """Return the values found, in the order of the text."""
    found: list[Labelled] = []
    _add(found, "line.act", *read_act_codes(text, known_code))
    _add(found, "line.tooth", *read_all_teeth(text))
    _add(found, "care_date", read_date(text, today, asked=False))
    for amount in read_amounts(text)[:_MOST]:
        for field, reading in _labelled(text, amount):
            _add(found, field, reading)
    for field, what in _CHOICES:
        _add(found, field, _told(text, what))
    nights = read_nights(text, asked=False)
    if nights is not None and nights.value != 0:
        found = [one for one in found if one[0] != "setting" or not _within(one[1], nights)]
        found.append(("stay.nights", nights))
    return sorted(found, key=lambda one: one[1].span)


def _told(text: str, what: str) -> Reading[object] | None:
    """Return a choice that was told on its own words, not by « non » or « 2 », which answer a question."""
    reading = read_choice(text, what)
    if reading is None or reading.doubt is not None or reading.value in {"unknown", "none"}:
        return None
    if reading.value == "self" and not _FOR_ME.search(key_of(text)):
        return None
    if what == "family" and _PLACE.fullmatch(key_of(reading.understood)):
        return None  # where it is done does not say what is done
    return None if re.fullmatch(r"[\d\W]*", reading.understood) else reading


def _labelled(text: str, amount: Reading[int | None]) -> list[Labelled]:
    start, end = amount.span
    before, rest = key_of(text[max(0, start - _NEARBY) : start]), view_of(text[end : end + _NEARBY])
    if _BASE.search(before):
        value = amount.value if amount.doubt != "other_amount" else amount.alternatives[0]
        return [("line.base", Reading(value, amount.understood, amount.approximate, span=amount.span))]
    per = _PER.match(rest.key)
    if per is None:
        return [("stay.private_room.price" if _ROOM.search(before) else "line.fee", amount)]
    start, end = (end + place for place in rest.span(*per.span()))
    unit = "day" if per["day"] else "night"
    return [
        ("stay.private_room.price", amount),
        ("stay.private_room.per", Reading(unit, text[start:end], span=(start, end))),
    ]


def _add(found: list[Labelled], field: str, *readings: Reading[object] | None) -> None:
    for reading in readings:
        if reading is None or reading.doubt == "other_amount":
            continue
        if not any(_overlap(reading, other) for _field, other in found):
            found.append((field, reading))


def _overlap(one: Reading[object], other: Reading[object]) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _within(one: Reading[object], other: Reading[object]) -> bool:
    return other.span[0] <= one.span[0] and one.span[1] <= other.span[1]
