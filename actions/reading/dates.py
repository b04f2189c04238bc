"""Dates of care: written out, in figures or told from today.

A year left out is the next such date. A month, a week or a season is its first day, flagged approximate. A date that
no calendar has comes back without a value and with its doubt.
"""

import re
from datetime import date
from functools import lru_cache

from actions.reading import calendar_words as words
from actions.reading.date_rules import ALWAYS, WHEN_ASKED, Moment, Rule
from actions.reading.normalise import View
from actions.reading.numbers import digits_of
from actions.reading.result import Reading

IMPOSSIBLE = "impossible_date"
SEVERAL = "several_dates"

_DENIED = re.compile(r"(?:\bpas|\bnon pas|au lieu d(?:e|u)|plutot que)(?: le| du| en| pour le| au)? ?$")
_ABOUT_BEFORE = re.compile(
    r"(?:vers|autour(?: d[eu])?|alentours(?: d[eu])?|environs(?: d[eu])?|environ|a peu pres|apres|avant"
    r"|a partir d[eu]|courant)(?: le)? ?$"
)
_ABOUT_AFTER = re.compile(r" ?,? ?(?:environ|a peu pres|normalement|en principe|je crois|je pense|a confirmer)")
_FROM_TO = re.compile(r" ?(?:au|-|jusqu'au|a|->)(?![a-z])")
_FOUND = tuple[int, int, Moment]


def read_date(text: str, today: date, *, asked: bool = True) -> Reading[date | None] | None:
    """Return the date of an answer; `asked` lets « le 12 » and « en mars » alone stand for a date."""
    view = _calendar_view(text)
    found = _found(view, today, asked=asked)
    if not found:
        return None
    kept = [one for one in found if not _DENIED.search(view.key[: one[0]])] or found
    start, end, moment = kept[0]
    span, said = view.span(start, end), view.said(start, end)
    if moment.day is None:
        return Reading(None, said, doubt=IMPOSSIBLE, span=span)
    days = {other.day for _start, _end, other in kept}
    if len(kept) > 1 and len(days) > 1:
        return _of_several(view, kept)
    about = _ABOUT_BEFORE.search(view.key[:start]) or _ABOUT_AFTER.match(view.key, end)
    return Reading(moment.day, said, approximate=moment.approximate or bool(about), span=span)


def read_date_doubt(text: str, today: date) -> str | None:
    """Return why the date of a text cannot be taken, when it has one."""
    reading = read_date(text, today)
    return reading.doubt if reading else None


def _of_several(view: View, kept: list[_FOUND]) -> Reading[date | None]:
    """« du 3 au 5 mars » begins on the 3rd; « le 3 ou le 10 » has to be asked."""
    (start, first_end, first), (second, end, _other) = kept[0], kept[-1]
    said, span = view.said(start, end), view.span(start, end)
    if _FROM_TO.match(view.key[first_end:second] + view.key[second:end]):
        return Reading(first.day, said, approximate=first.approximate, span=span)
    if re.search(r"entre(?: le)? ?$", view.key[:start]) or view.key.startswith("entre", start):
        return Reading(first.day, said, approximate=True, span=span)
    days = tuple(dict.fromkeys(moment.day for _start, _end, moment in kept if moment.day))
    return Reading(None, said, doubt=SEVERAL, alternatives=days, span=span)


@lru_cache(maxsize=256)
def _calendar_view(text: str) -> View:
    return digits_of(text).rewritten(words.WORD, lambda match: words.repaired(match[0]))


def _found(view: View, today: date, *, asked: bool) -> list[_FOUND]:
    found = _matching(view, today, ALWAYS)
    if asked and not found:
        for rule in WHEN_ASKED:
            found = found or _matching(view, today, (rule,))
    return sorted(found, key=lambda one: one[0])


def _matching(view: View, today: date, rules: tuple[Rule, ...]) -> list[_FOUND]:
    found: list[_FOUND] = []
    for pattern, build in rules:
        for match in pattern.finditer(view.key):
            if any(match.start() < end and start < match.end() for start, end, _moment in found):
                continue
            moment = build(match, today)
            if moment is not None:
                found.append((match.start(), match.end(), moment))
    return found
