"""« non pas la hanche », « non c'est pas bon »: a « non » of what is noted, and none of what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from actions.reading import Parse, words_of
from actions.situation import Situation
from actions.understanding.answers import opening_answer, said_in
from actions.understanding.moves import Do, Move
from actions.understanding.part import VALUES

_LETTERS = 4
"""Letters of a word by which an act of the quote is told."""
_BESIDE = frozenset({"le", "la", "l", "les", "un", "une", "de", "du", "des", "d", "pour"})
_MISTAKES = frozenset({"erreur", "trompe", "trompee", "trompez", "confondu", "confondez"})
_ITS_OWN = (("c", "est"), ("c", "etait"), ("ce", "sera"), ("c", "sera"))
_ANOTHER = (("un", "autre"), ("une", "autre"))
_SIDES = {"side.left": "left", "side.right": "right", "side.both": "both"}


def objects(parse: Parse, situation: Situation) -> bool:
    """Say whether a message that opens with « non » puts right what is noted, rather than answering the question."""
    opening = opening_answer(parse)
    said = said_in(parse)
    if not situation.draft.lines or situation.asked not in _ASKED or "finish" in said or "yes" in said:
        return False
    if (opening is None or opening.value != "no") and parse.norms(0, 1) != ("non",):
        return False
    if parse.has("wrong") or _MISTAKES & set(parse.norms()) or line_denied(parse, situation) is not None:
        return True
    told = bool(parse.of(*VALUES)) or parse.has(*_SIDES)
    puts_right = parse.has("correction") or _says_what_it_was(parse)
    return _is_other_than_noted(parse, situation) or (told and puts_right)


_ASKED = ("more_lines", "line.sector", "line.activity", "line.fee", "line.base")


def objected(parse: Parse, situation: Situation) -> list[Move]:
    """Ask the act again where it is what is denied, else what is to be put right."""
    line = line_denied(parse, situation)
    return [Do("ask_again", "line.act", line)] if line else [Do("correct_what")]


def line_denied(parse: Parse, situation: Situation) -> int | None:
    """« non pas la hanche », « non ce n'est pas une prothèse totale »: the line whose act these words name."""
    for at in _denied_words(parse):
        for number, line in enumerate(situation.draft.lines, start=1):
            known = words_of(f"{line.label or ''} {line.understood.get('act') or ''}")
            if parse.norms(at, at + 1)[0] in known:
                return number
    return None


def _denied_words(parse: Parse) -> Iterator[int]:
    """Return where the first word of weight after each « pas » stands."""
    for place, norm in enumerate(parse.norms()):
        after = parse.norms(place + 1, len(parse.tokens)) if norm == "pas" else ()
        skipped = next((at for at, word in enumerate(after) if word not in _BESIDE), None)
        if skipped is not None and len(after[skipped]) >= _LETTERS:
            yield place + 1 + skipped


def _is_other_than_noted(parse: Parse, situation: Situation) -> bool:
    """« non, la gauche », of a right hip; « non, c'est un autre acte »."""
    if parse.norms(*_after_its_own(parse)) in _ANOTHER:
        return True
    said = {_SIDES[tag.name] for tag in parse.tagged(*_SIDES)}
    held = {line.values.get("side") for line in situation.draft.lines} - {None}
    return bool(said and held and not said & held) and not parse.has("add", "also", "same")


def _says_what_it_was(parse: Parse) -> bool:
    """« non c'était la gauche », « non, c'est le 15 »: the value follows at once."""
    first, last = _after_its_own(parse)
    starts = [one.first for one in parse.of(*VALUES)] + [tag.first for tag in parse.tagged(*_SIDES)]
    return any(first <= start < last for start in starts)


def _after_its_own(parse: Parse) -> tuple[int, int]:
    """Return the two tokens after « non, c'est »; none where it is not said so."""
    first = 2 if parse.norms(1, 2) == (",",) else 1
    return (first + 2, first + 4) if parse.norms(first, first + 2) in _ITS_OWN else (0, 0)
