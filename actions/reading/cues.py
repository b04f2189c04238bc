"""What a member is doing besides answering, by ordered lexical cues."""

import re

from actions.reading.phrases import Phrase, Phrases, longest, phrases_of
from actions.reading.result import Cue

ORDER = (
    "emergency",
    "handover",
    "stop",
    "restart",
    "support",
    "complaint",
    "medical_advice",
    "correction",
    "undo",
    "delete_line",
    "add_line",
    "summary",
    "why",
    "question_term",
    "dont_know",
    "finish",
    "greet",
    "thanks",
    "bye",
    "bot_challenge",
)
LAST_LINE = -1
_LINE = re.compile(
    r"(?:lignes?|actes?|n°|numero|couronnes?|la|le|l'acte) ?(?:n°|numero|num|no)? ?(\d{1,2})(?!\d| ?(?:€|euro|nuit))"
)
_ORDINALS = {
    "premier": 1,
    "premiere": 1,
    "1er": 1,
    "1ere": 1,
    "deuxieme": 2,
    "second": 2,
    "seconde": 2,
    "2eme": 2,
    "2e": 2,
    "troisieme": 3,
    "3eme": 3,
    "3e": 3,
    "quatrieme": 4,
    "4eme": 4,
    "4e": 4,
    "cinquieme": 5,
    "5eme": 5,
    "dernier": LAST_LINE,
    "derniere": LAST_LINE,
}
_ORDINAL = re.compile(rf"(?<![a-z0-9])({'|'.join(_ORDINALS)}) (?:ligne|acte|dent|couronne)")
_OF_A_LINE = {"correction", "delete_line", "undo", "why"}


def read_cue(text: str) -> Cue | None:
    """Return the first cue in order; None for a plain answer."""
    read = phrases_of(text)
    for kind in ORDER:
        said = read.of("dont_know") if kind == "dont_know" else [one for one in read.of("cues") if one.label == kind]
        if said:
            return _cue(kind, read, longest(said))
    return None


def _cue(kind: str, read: Phrases, said: list[Phrase]) -> Cue:
    last = said[-1] if kind in {"correction", "question_term"} else said[0]
    rest = read.view.said(last.end, len(read.view.key)) if last.end < len(read.view.key) else ""
    rest = rest.strip(" \u00a0\u202f,.;:!?'’\"«»-")
    if kind not in _OF_A_LINE:
        return Cue(kind, rest=rest)
    return Cue(kind, _field(read), _line(read.view.key), rest)


def _field(read: Phrases) -> str | None:
    fields = longest(read.of("fields"))
    return fields[0].label if fields else None


def _line(key: str) -> int | None:
    match = _ORDINAL.search(key)
    if match is not None:
        return _ORDINALS[match[1]]
    match = re.search(r"(?:lignes?|actes?) ?(?:n°|numero|num|no)? ?(\d{1,2})(?![\d,.]| ?(?:€|euro))", key)
    return int(match[1]) if match else None
