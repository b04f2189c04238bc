"""Dates, said in figures, in words or from today, and the stays that two of them bound.

A year left out is the next such date, of a quote or a birth the last one. A stay between two dates is one NIGHTS
mention of unit "dates", whose first alternative is the day it begins.
"""

from dataclasses import replace
from datetime import timedelta

from actions.reading.kinds.dates.moments import shifted, take_moment
from actions.reading.kinds.dates.owner import has_happened, owner_of
from actions.reading.kinds.dates.said import SaidDate, resolved
from actions.reading.kinds.dates.stays import take_pair
from actions.reading.kinds.dates.words import said_date_at
from actions.reading.mentions import Exactness, Kind
from actions.reading.sentence import Sentence

_OF_THE_PAST = frozenset({"quote", "birth"})


def take_dates(sentence: Sentence) -> None:
    at = 0
    while at < len(sentence):
        said = said_date_at(sentence, at)
        if said is None or _begins_a_feast(sentence, said):
            at = take_moment(sentence, at) or at + 1
        else:
            at = take_pair(sentence, said) or _take_one(sentence, said)


def _begins_a_feast(sentence: Sentence, said: SaidDate) -> bool:
    """« lundi de Pâques » is no Monday like another."""
    feast = sentence.starting(said.first, "calendar.period.")
    return feast is not None and feast.last > said.last


def _take_one(sentence: Sentence, said: SaidDate) -> int:
    owner = owner_of(sentence, said.first)
    dated = said.year is None and said.month is not None
    past = owner in _OF_THE_PAST or has_happened(sentence, said.first)
    day = resolved(replace(said, past=True) if past and dated else said, sentence.today)
    unit = _unit_of(said)
    day = day and day + timedelta(days=shifted(sentence, said.first))
    sentence.take(
        Kind.DATE,
        day,
        said.first,
        said.last,
        unit=owner or unit,
        doubt="no_such_date" if day is None else None,
        exactness=Exactness.ABOUT if unit == "month" else Exactness.EXACT,
        splits=_splits(said),
    )
    return said.last


def _unit_of(said: SaidDate) -> str:
    if said.bare:
        return "day_of_month"
    if said.weekday is not None:
        return "relative"
    return "month" if said.day is None else "day"


def _splits(said: SaidDate) -> tuple[tuple[int | None, ...], ...]:
    """« le 15 » may be the fifteenth of something, « 11/12 » two teeth."""
    if said.bare:
        return ((said.day,),)
    return ((said.day, said.month),) if said.list_too else ()
