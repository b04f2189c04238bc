"""Two dates together: « du 3 au 5 mars » bounds a stay, « le 3 ou le 10 mars » leaves a choice."""

from dataclasses import replace
from datetime import date, timedelta

from actions.reading.kinds.dates.calendar_days import last_such
from actions.reading.kinds.dates.said import SaidDate, resolved
from actions.reading.kinds.dates.words import said_date_at
from actions.reading.kinds.nights import MOST_NIGHTS
from actions.reading.mentions import Kind
from actions.reading.sentence import Sentence

_MOST_APART = 7  # tokens between the two dates
_UNTIL = frozenset({"au", "jusqu", "a", "-"})
_OR = frozenset({"ou", "voire"})
_JOINTS = (
    _UNTIL
    | _OR
    | {"j", "en", "y", "nous", "et", "le", "la", "je", "on", "me", "du", ",", "pour", "prevue", "matin", "soir", ">"}
)


def take_pair(sentence: Sentence, said: SaidDate) -> int | None:
    """Take a date and the one joined to it, and return the token after them."""
    found = _second(sentence, said)
    if found is None:
        return None
    joint, second = found
    sentence.release(said.first, second.last)
    begins, ends = _bounds(_completed(said, second), second, sentence.today)
    if joint != "stay":
        alternatives = tuple(day for day in (begins, ends) if day is not None)
        sentence.take(Kind.DATE, None, said.first, second.last, unit="day", doubt=joint, alternatives=alternatives)
    elif begins is None or ends is None or ends < begins:
        sentence.take(Kind.NIGHTS, None, said.first, second.last, unit="dates", doubt="no_such_date")
    else:
        nights = (ends - begins).days
        doubt = "too_many" if nights > MOST_NIGHTS else None
        sentence.take(
            Kind.NIGHTS,
            nights,
            said.first,
            second.last,
            unit="dates",
            doubt=doubt,
            alternatives=(begins,),
        )
    return second.last


def _second(sentence: Sentence, said: SaidDate) -> tuple[str, SaidDate] | None:
    """Return how a second date is joined to the first (a doubt, or "stay"), and that date."""
    said_between: set[str] = set()
    leaving = False
    for at in range(said.last, min(len(sentence), said.last + _MOST_APART)):
        second = said_date_at(sentence, at) if at > said.last or sentence.norm(at - 1) == "-" else None
        if second is not None:
            joint = _joint(sentence, said, second, said_between, leaving=leaving)
            return None if joint is None or at == said.last else (joint, second)
        aside = sentence.mention_at(at)
        if aside is not None and aside.kind is Kind.OTHER:
            continue  # « le 3 mars à 7h et je sors le 6 »
        leaving = leaving or sentence.starting(at, "calendar.leaving") is not None
        if not (sentence.norm_in(at, _JOINTS) or (leaving and not sentence.norm_in(at, {"\n", ".", ";"}))):
            return None
        said_between.add(sentence.norm(at))
    return None


def _joint(sentence: Sentence, said: SaidDate, second: SaidDate, words: set[str], *, leaving: bool) -> str | None:
    both_bare = said.bare and second.bare
    if leaving or (words & _UNTIL and (sentence.norm_in(said.first - 1, {"du", "de"}) or not both_bare)):
        return "stay"
    if words & _OR:
        return "either"
    article = said.first - 1 if sentence.norm(said.first - 1) == "le" else said.first
    between = sentence.ending(said.first, "between") or sentence.ending(article, "between")
    return "between" if between and sentence.norm_in(second.first - 1, {"et", "le"}) else None


def _completed(said: SaidDate, second: SaidDate) -> SaidDate:
    """« du 27 au 2 mars »: the month said once is the second one's, or the month before."""
    if said.month is not None or said.weekday is not None or second.month is None or said.day is None:
        return said
    month, year = second.month, second.year
    if second.day is not None and said.day > second.day:
        month, year = (month - 1, year) if month > 1 else (12, None if year is None else year - 1)
    return replace(said, month=month, year=year, bare=False)


def _bounds(first: SaidDate, second: SaidDate, today: date) -> tuple[date | None, date | None]:
    """Return both days: the second from the first one on, unless it alone has a year."""
    begins = resolved(first, today)
    if second.year is None or first.year is not None:
        return begins, None if begins is None else resolved(second, begins)
    ends = resolved(second, today)
    if ends is None:
        return begins, None
    if first.month is None or first.day is None:
        return resolved(first, ends - timedelta(days=31)), ends
    return last_such(ends, first.month, first.day), ends
