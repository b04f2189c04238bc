"""The acts that a sentence names by words or by code, as the nomenclature knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.reading import Parse, words_of
from quote_draft import Draft, act_value
from quote_engine import (
    Act,
    ActMatch,
    ActSpan,
    ClosedAct,
    find_act,
    find_acts_in,
    is_orthodontics,
    nearest_codes,
)

MOST_CANDIDATES = 5
SHORTEST_TELLING = 4
"""Letters of a word that tells an act."""


@dataclass(frozen=True, slots=True)
class ActName:
    """Words that name an act, tokens first…last: the acts that they may mean, best first; none when not known.

    `is_clear` says that the first one leads so plainly that it may be taken and echoed; `is_plain` that the words name
    an act even where none is asked for. `sought` are the words that were looked up.
    """

    first: int
    last: int
    words: str
    candidates: tuple[Mapping[str, str], ...]
    is_clear: bool
    denied: bool = False
    is_plain: bool = False
    sought: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeFound:
    """What the nomenclature says of a code: the act, or what it may be instead and why."""

    act: Mapping[str, str] | None
    candidates: tuple[Mapping[str, str], ...] = ()
    why: str = ""


def of_its_tooth(name: ActName, on: date, family: str | None, tooth: int) -> ActName:
    """Return a name with the acts that its words mean of a tooth; as it is where they mean none."""
    spans = [span for span in find_acts_in(name.sought, on, family, tooth) if span.matches]
    if len(spans) != 1:
        return name
    matches = spans[0].matches
    candidates = tuple(as_value(match.act) for match in matches[:MOST_CANDIDATES])
    return replace(name, candidates=candidates, is_clear=_is_clear(matches))


def family_of(code: str, on: date) -> str | None:
    """Return what kind of quote an act is of; None for one that is not known."""
    act = act_value(code, on)
    return act["facts"]["family"] if act else None


def codes_of_the_noun(words: str, on: date) -> list[str]:
    """« bridge de 5 éléments »: of an act that is not known, the first word says what kind of act it is."""
    spans = find_acts_in(words_of(words)[:1], on)
    return [match.act.code for span in spans for match in span.matches]


def is_on_the_quote(name: ActName, draft: Draft) -> bool:
    """Words that alone would tell little name an act that the quote has."""
    codes = {line.code for line in draft.lines}
    said = {word for word in words_of(name.words) if len(word) >= SHORTEST_TELLING}
    labels = [set(words_of(line.label or "")) for line in draft.lines]
    return bool(codes & {one["code"] for one in name.candidates}) or any(said and said <= label for label in labels)


def name_of(parse: Parse, span: ActSpan) -> ActName:
    matches = span.matches
    return ActName(
        span.first,
        span.last,
        parse.text[parse.tokens[span.first].start : parse.tokens[span.last - 1].end],
        tuple(as_value(match.act) for match in matches[:MOST_CANDIDATES]),
        _is_clear(matches) and not span.in_part,
        _is_denied(parse, span.first),
        span.last - span.first > 1 and bool(matches) and (matches[0].clear or matches[0].score >= SURE_SCORE),
        parse.norms(span.first, span.last),
    )


def _is_clear(matches: Sequence[ActMatch]) -> bool:
    leads = len(matches) > 1 and matches[0].score >= SURE_SCORE and matches[0].score - matches[1].score >= LEAD
    return bool(matches) and (matches[0].clear or leads or len(matches) == 1)


SURE_SCORE, LEAD = 0.95, 0.05
"""A name that fits its act whole, and the next one less, is that act: it is echoed, with a way out."""


def _is_denied(parse: Parse, first: int) -> bool:
    """« c'est pas une hanche, c'est un genou »: only an article stands between the denial and the act."""
    ends = {tag.last for tag in parse.tagged("denial", "instead_of")}
    at = first
    while at > 0 and at not in ends and parse.tokens[at - 1].norm in ARTICLES:
        at -= 1
    return at in ends


ARTICLES = frozenset({"un", "une", "en", "le", "la", "l", "de", "d", "du", "des", "pour", "les"})


def look_up(code: str, on: date, family: str | None) -> CodeFound:
    """Find a code on a day; a closed one gives its successors, an unknown one the codes that look like it."""
    if is_orthodontics(code) and (letter := act_value(code, on)):
        return CodeFound({"code": code, "label": letter["label"]})
    act = find_act(code, on)
    if isinstance(act, Act):
        return CodeFound(as_value(act))
    if isinstance(act, ClosedAct):
        successors = [found for one in act.successors if isinstance(found := find_act(one, on), Act)]
        return CodeFound(None, tuple(as_value(one) for one in successors[:MOST_CANDIDATES]), "closed_code")
    alike = [one for one in nearest_codes(code, on) if family in (None, one.family)]
    return CodeFound(None, tuple(as_value(one) for one in alike[:MOST_CANDIDATES]), "unknown_code")


def as_value(act: Act) -> Mapping[str, str]:
    """Return an act as it is offered: its code and its label."""
    return {"code": act.code, "label": act.label.replace("'", "’")}
