"""Facts of other people: « ma fille est enceinte », « mon mari, lui, est en ALD » tell nothing of one's own quote."""

from __future__ import annotations

from dataclasses import replace

from actions.reading import Kind, Mention, Parse, Tag
from actions.situation import Situation
from actions.understanding.part import FIGURES

_RELATIVES = ("spouse", "parent", "other")
_BETWEEN = frozenset({"lui", "elle", "il", "aussi", "qui", "n", "ne", ","})
_VERBS = frozenset(
    {"est", "sera", "etait", "a", "aura", "avait", "reste", "sort", "dort", "touche", "gagne", "percoit", "beneficie"}
)
_THEIRS = ("care", "surgery")
"""Whoever is operated may be the patient: « ma femme est opérée », which is answered as such."""


_BEGINNING = ("describe", "line.act")
"""Where « ma femme a un devis de 1 200 € » says whom a quote is for."""
_OF_A_COMPANION = ("label.charge.companion", "field.stay.private_room", "choice.stay.private_room.yes")
"""« mon mari dort avec moi, lit accompagnant 28 € »: what is paid for whoever stays there is of the quote."""


def with_others_told_of(parse: Parse, situation: Situation) -> Parse:
    """Return the message with what is said of somebody whom the quote is not for marked as told of another case."""
    others = [one for one in parse.of(Kind.PERSON) if not _may_be_the_patient(one, situation)]
    tags = [tag for one in others if (tag := _told_of(one, parse, situation)) is not None]
    return replace(parse, tags=(*parse.tags, *tags)) if tags else parse


def _may_be_the_patient(person: Mention, situation: Situation) -> bool:
    """Whoever is on the account may be until the quote is somebody's; another adult has a space of their own."""
    patient = situation.draft.beneficiary
    known = {one.id: one.relation for one in situation.context.beneficiaries}
    if person.value in _RELATIVES and person.value not in known.values():
        return False
    if patient is None or person.value in (patient, "self"):
        return True
    return person.value == "child" and known.get(patient) == "child"


def _told_of(person: Mention, parse: Parse, situation: Situation) -> Tag | None:
    """Return the tag over somebody and their verb, where a value that a quote could hold comes after it."""
    at = person.last
    while at < len(parse.tokens) and parse.tokens[at].norm in _BETWEEN:
        at += 1
    said = parse.norms(at, at + 1)
    if not set(said) & _VERBS or parse.norms(max(0, person.first - 1), person.first) == ("pour",):
        return None
    told = [one.value[0] for one in parse.of(Kind.CHOICE) if one.first >= at and one.value]
    told += ["exemption" for one in parse.of(Kind.PERCENT) if one.first > at]  # « ma mère est à 100 % »
    told += ["figure" for one in parse.of(*FIGURES, Kind.OTHER) if one.first >= at]
    of_another = "exemption" in told if situation.asked in _BEGINNING else any(field != "family" for field in told)
    is_operated = parse.has(*_THEIRS)
    of_another = of_another and not parse.has(*_OF_A_COMPANION)
    return Tag("reported", person.first, at + 1) if of_another and not is_operated else None
