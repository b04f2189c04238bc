"""Which of the values offered a member means: by its place, its code, or words of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.reading import Kind, Parse, words_of
from actions.situation import Situation
from actions.understanding.assign import Told, assign
from actions.understanding.moves import Do, Give, Move
from quote_draft import Asking

_FILLERS = frozenset({"le", "la", "les", "un", "une", "des", "du", "de", "d", "l", "en", "c", "est", "a", "au", "celle",
                      "celui", "pour", "sur", "et", "oui", "plutot", "je", "crois", "pense", "que"})  # fmt: skip
_THE_FIRST = frozenset(
    {"le", "la", "premier", "1er", "oui", "c", "est", "ce", "sera", "plutot", "alors", "bon", "disons", "va", "pour",
     "je", "dirais", "prends", "mets", "donc", "ben", ",", ".", "!"}
)  # fmt: skip


def chosen(parse: Parse, situation: Situation) -> list[Move]:
    """Return the choice among the candidates or values offered with the question; nothing when none is meant."""
    options, asking = situation.options, situation.asking
    candidates: Sequence[Mapping[str, str]] = options.get("candidates") or ()
    choices: Sequence[Any] = options.get("choices") or ()
    offered = len(candidates) or len(choices)
    if asking is None or not offered or (parse.has("add") and parse.of(Kind.MONEY)):
        return []  # « ajoutez 2 piliers d'implants à 600 € » tells another line
    rank = _rank(parse, offered, numbers=bool(candidates))
    if rank is not None:
        return [Do("choose_rank", amount=rank)]
    if candidates and not parse.of(Kind.CODE):
        fitting = named_among(parse, candidates)
        if len(fitting) == 1:
            return [Give("line.act", asking.line, dict(fitting[0]), parse.text.strip())]
        if fitting and len(fitting) < len(candidates):
            return [Do("fewer_candidates", line=asking.line, topic=" ".join(one["code"] for one in fitting))]
    return []


def _rank(parse: Parse, offered: int, *, numbers: bool) -> int | None:
    if numbers and {"premier", "1er"} & set(parse.norms()) and set(parse.norms()) <= _THE_FIRST:
        return 1  # « le premier » is a day of the month elsewhere
    kinds = (Kind.RANK, Kind.NUMBER) if numbers else (Kind.RANK,)
    said = [mention for mention in parse.of(*kinds) if mention.unit is None and mention.value is not None]
    if numbers and set(parse.norms()) <= _THE_FIRST | {norm for norm in parse.norms() if norm.isdecimal()}:
        days = [one for one in parse.of(Kind.DATE) if one.unit == "day_of_month"]  # « le 2 »
        said += [replace(one, value=one.value.day) for one in days if one.value is not None]
        if days and len(said) == 1 and 1 <= said[0].value <= offered:
            return int(said[0].value)
    figures = parse.of(Kind.NUMBER, Kind.TEETH, Kind.CODE, Kind.DATE, Kind.NIGHTS)
    if len(said) != 1 or any(figure not in said for figure in figures):
        return None
    rank = offered if said[0].value == -1 else int(said[0].value)
    return rank if 1 <= rank <= offered else None


def named_among(parse: Parse, candidates: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Return the candidates whose label holds every telling word of the message."""
    said = {norm for norm in parse.norms() if norm.isalpha() and norm not in _FILLERS and len(norm) > 2}
    known = [(one, set(words_of(one["label"]))) for one in candidates]
    telling = {word for word in said if any(_holds(label, word) for _, label in known)}
    answers = {norm for one in parse.of(Kind.ANSWER) for norm in parse.norms(one.first, one.last)}
    if telling <= answers or len(said - telling) > len(telling):  # « non, c'est tout » names no « non précieux »
        return []
    return [one for one, label in known if all(_holds(label, word) for word in telling)]


def _holds(label: set[str], word: str) -> bool:
    return word in label or any(
        len(word) > 4 and (one.startswith(word) or word.startswith(one)) for one in label if len(one) > 4
    )


_BESIDE_A_CHOICE = (Kind.MONEY, Kind.CHOICE, Kind.TEETH, Kind.DATE, Kind.NIGHTS)


def beside_the_choice(parse: Parse, situation: Situation) -> list[Move]:
    """« la deuxième, à 540 € »: what is told with the choice is of the same line."""
    prices = [one for one in parse.of(Kind.NUMBER) if parse.norms(max(0, one.first - 1), one.first) == ("a",)]
    told = (*parse.of(*_BESIDE_A_CHOICE), *prices)  # « celle en zircone à 600 »
    if set(parse.norms()) <= _THE_FIRST:
        return []
    rest = Parse(parse.text, parse.today, parse.tokens, told, parse.tags)
    asking = situation.asking
    if not rest.mentions or asking is None or not asking.line or not situation.options.get("candidates"):
        return []
    described = (
        situation.draft if asking.line <= len(situation.draft.lines) else situation.draft.after([{"kind": "add_line"}])
    )
    fee_asked = replace(situation, asking=Asking("line.fee", asking.line), draft=described)
    return assign(rest, [], fee_asked, Told())
