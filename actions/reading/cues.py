"""What a member is doing besides answering, by ordered lexical cues."""

import re

from actions.reading.calendar_words import MONTH
from actions.reading.phrases import Phrase, Phrases, longest, phrases_of
from actions.reading.ranks import ORDINAL, ORDINALS
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
_LINE = re.compile(r"(?:lignes?|actes?) ?(?:n°|numero|num|no)? ?(\d{1,2})(?![\d,.]| ?(?:€|euro))")
_VALUE = re.compile(rf"(?<!ligne )(?<!acte )(?<!secteur )\d|(?<![a-z]){MONTH}")
_NO_THEN_A_FIGURE = re.compile(r"(?:^(?:euh |ah |mais |alors )*|\d ?(?:€|euros?)?,? )non,? (?=\d)")
_ARTICLE = re.compile(r"^(?:et |mais |alors |euh )*(?:l['’]|le |la |les |un |une |des |du )", re.IGNORECASE)
_ORDINAL = re.compile(rf"(?<![a-z0-9])({ORDINAL}) (?:ligne|acte|dent|couronne)")
_OF_A_LINE = {"correction", "delete_line", "undo", "why"}


def read_cue(text: str) -> Cue | None:
    """Return the first cue in order, unless longer words say another; None for a plain answer."""
    read = phrases_of(text)
    said = longest(read.of("cues") + read.of("dont_know"))
    said = [phrase for phrase in said if phrase.label != "plain"]
    if _VALUE.search(read.view.key):  # « je ne sais pas, environ 850 » gives the value
        said = [phrase for phrase in said if phrase.label != "dont_know"]
    if not said:
        return _denied_value(read)
    kind = min((phrase.label for phrase in said), key=ORDER.index)
    return _cue(kind, read, [phrase for phrase in said if phrase.label == kind])


def read_field(text: str) -> str | None:
    """Return the field that a text names, whether or not it says anything else of it."""
    return _field(phrases_of(text))


def _denied_value(read: Phrases) -> Cue | None:
    """« non, 950 » and « 850 non 950 » put another figure in the place of the first."""
    match = _NO_THEN_A_FIGURE.search(read.view.key)
    return (
        Cue("correction", _field(read), rest=_trimmed(read.view.said(match.end(), len(read.view.key))))
        if match
        else None
    )


def _cue(kind: str, read: Phrases, said: list[Phrase]) -> Cue:
    key, last = read.view.key, said[-1]
    rest = _trimmed(read.view.said(last.end, len(key))) if last.end < len(key) else ""
    if kind == "question_term" and not rest:  # « l'OPTAM, c'est quoi ? »
        rest = _trimmed(_ARTICLE.sub("", _trimmed(read.view.said(0, said[0].start)))) if said[0].start else ""
    if kind not in _OF_A_LINE:
        return Cue(kind, rest=rest)
    return Cue(kind, _field(read), _line(key), rest)


def _trimmed(words: str) -> str:
    return words.strip(" \t\n\u00a0\u202f,.;:!?'’\"«»-")


def _field(read: Phrases) -> str | None:
    fields = longest(read.of("fields"))
    return fields[0].label if fields else None


def _line(key: str) -> int | None:
    match = _ORDINAL.search(key)
    if match is not None:
        return ORDINALS.get(match[1], LAST_LINE)
    match = _LINE.search(key)
    return int(match[1]) if match else None
