"""Answers among a few: who, where, which sector, which fee."""

import re

from actions.reading.answers import read_dont_know, read_yes_no
from actions.reading.phrases import Phrase, Phrases, longest, phrases_of
from actions.reading.result import Reading

Choice = str | int

_BARE_SECTOR = {"1": "sector_1", "2": "optam_needed", "3": "not_conventioned"}
_DENIALS = {"pas", "non", "ni", "sauf"}
_STRONGER = {  # when both are said, the first one says more
    "sector": (
        ("not_conventioned", "optam_needed"),
        ("sector_1", "optam_needed"),
        ("sector_2", "sector_2_optam"),
        ("sector_2", "optam_needed"),
        ("sector_2_optam", "optam_needed"),
    ),
    "setting": (("day_case", "inpatient"), ("outpatient", "inpatient"), ("day_case", "outpatient")),
    "family": (("dental", "medical"),),
    "optam": (("no", "yes"),),
    "exemption": (
        ("ald", "none"),
        ("maternity", "none"),
        ("work_accident", "none"),
        ("css", "none"),
        ("invalidity_pension", "none"),
        ("newborn", "none"),
    ),
    "activity": (("4", "1"),),
    "beneficiary": (("child", "self"),),
}
CHOICES = ("family", "setting", "sector", "exemption", "activity", "beneficiary", "room_unit", "fee_scope", "optam")


def read_choice(text: str, what: str) -> Reading[Choice | None] | None:
    """Return the choice named, or the several that are, as a doubt."""
    if what not in CHOICES:
        raise ValueError(f"unknown choice {what!r}: one of {', '.join(CHOICES)} is accepted")
    read = phrases_of(text)
    said = _not_denied(read, longest(read.of(what)), what)
    labels = _strongest(dict.fromkeys(phrase.label for phrase in said), what)
    if labels:
        return _chosen(read, [phrase for phrase in said if phrase.label in labels], labels)
    return _bare(read, text, what)


def _not_denied(read: Phrases, said: list[Phrase], what: str) -> list[Phrase]:
    """« pas dentaire, médical » leaves what is not denied; a lone denial leaves nothing."""
    return [
        phrase
        for phrase in said
        if not (phrase.first and read.words[phrase.first - 1] in _DENIALS)
        or (what in {"exemption", "sector", "optam"} and phrase.label in {"none", "no", "not_conventioned", "sector_2"})
    ]


def _strongest(labels: dict[str, None], what: str) -> list[str]:
    dropped = {weak for strong, weak in _STRONGER.get(what, ()) if strong in labels and weak in labels}
    return [label for label in labels if label not in dropped]


def _chosen(read: Phrases, said: list[Phrase], labels: list[str]) -> Reading[Choice | None]:
    values = tuple(_value(label) for label in labels)
    together = said if len(values) > 1 else _together(said)
    start, end = together[0].start, max(phrase.end for phrase in together)
    understood, span = read.view.said(start, end), read.view.span(start, end)
    if len(values) > 1:
        return Reading(None, understood, doubt="several_choices", alternatives=values, span=span)
    return Reading(values[0], understood, span=span)


def _together(said: list[Phrase]) -> list[Phrase]:
    """Return the first phrase and those that follow it closely: « conventionné, secteur 1 »."""
    kept = said[:1]
    for phrase in said[1:]:
        if phrase.first - kept[-1].last > 2:
            break
        kept.append(phrase)
    return kept


def _value(label: str) -> Choice:
    return int(label) if label.isdigit() else label


def _bare(read: Phrases, text: str, what: str) -> Reading[Choice | None] | None:
    whole = (0, len(text))
    if what == "sector":
        if read_dont_know(text):
            return Reading("unknown", text.strip(), span=whole)
        number = re.fullmatch(r"(?:le |du |en |c'est (?:le |du )?)?([123])[ .!]*", read.view.key)
        return Reading(_BARE_SECTOR[number[1]], text.strip(), span=whole) if number else None
    if what == "optam" and (answer := read_yes_no(text)) is not None:
        return Reading("yes" if answer.value else "no", answer.understood, span=answer.span)
    return None
