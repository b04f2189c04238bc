"""Which person of the account is described: by an age, a birth, or a place among brothers and sisters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from actions.reading import Kind, Parse, number_worth
from quote_draft import Beneficiary, DraftContext

YEARS = ("an", "ans")
_BORN = frozenset({"ne", "nee", "nes", "nees"})
_OF_A_YEAR = 4  # digits
_ELDEST, _YOUNGEST = "eldest", "youngest"
PLACES = (_ELDEST, _YOUNGEST)
"""What the lexicon says of a child by its place: « l'aîné », « la petite dernière »."""


def told_apart(parse: Parse, people: Iterable[Beneficiary], today: date) -> list[str]:
    """Return the persons that every description of the message fits; none when it describes nobody.

    « mon fils de 8 ans », « celui qui est né en 2019 », « l'aîné », « la petite dernière, elle a 7 ans ».
    """
    people = [person for person in people if person.birth_date is not None]
    described = [
        fits for fits in (_of_an_age(parse, people, today), _born(parse, people), _placed(parse, people)) if fits
    ]
    if not described:
        return []
    return [person.id for person in people if all(person.id in fits for fits in described)]


def described_alone(parse: Parse, context: DraftContext) -> str | None:
    """Return the only person of the account that a message describes, however it calls them: « celle de 7 ans »."""
    days = {at for one in parse.of(Kind.DATE, Kind.OTHER) for at in range(one.first, one.last)}
    words = [token.norm for at, token in enumerate(parse.tokens) if token.norm.isalpha() and at not in days]
    fits = told_apart(parse, context.beneficiaries, context.today) if _POINTING.issuperset(words) else []
    return fits[0] if len(fits) == 1 else None


_POINTING = _BORN | frozenset({
    "celui", "celle", "l", "le", "la", "de", "du", "qui", "grand", "grande", "petit", "petite", "gars", "a", "est",
    "en", "il", "elle", "c", "ce", "enfant", "pour",
    "d", "an", "ans", "age", "agee", "mon", "ma", "son", "sa", "date", "naissance", "avec",
})  # fmt: skip
"""What points at somebody without saying who; « ma petite-nièce de 7 ans » says it, and is not of the account."""


def names_people_only(parse: Parse) -> bool:
    """« ni moi ni ma femme, le petit » says nothing that happens to any of them."""
    people = {at for one in parse.of(Kind.PERSON) for at in range(one.first, one.last)}
    return bool(people) and all(
        at in people or not token.norm.isalpha() or token.norm in _BETWEEN_PEOPLE
        for at, token in enumerate(parse.tokens)
    )


_BETWEEN_PEOPLE = frozenset({
    "ni", "et", "ou", "pas", "non", "oui", "c", "ce", "est", "pour", "mais", "plutot", "seulement", "juste", "moi",
    "de", "que", "an", "ans", "avec",
})  # fmt: skip


def _of_an_age(parse: Parse, people: list[Beneficiary], today: date) -> set[str]:
    others = [parse.norms(mention.first, mention.last) for mention in parse.of(Kind.OTHER)]
    told = [norm for norms in others if norms[-1] in YEARS for norm in norms]  # « 7 ou 12 ans » may be either
    ages = {int(norm) if norm.isdecimal() else number_worth().get(norm, -1) for norm in told}
    return {person.id for person in people if person.birth_date and _age(person.birth_date, today) in ages}


def _born(parse: Parse, people: list[Beneficiary]) -> set[str]:
    """« né en 2019 », « née le 9 septembre 2019 », « de 2014 »: a year alone is of a birth if one has it."""
    days = {mention.value for mention in parse.of(Kind.DATE) if isinstance(mention.value, date)}
    years = {int(norm) for norm in parse.norms() if norm.isdecimal() and len(norm) == _OF_A_YEAR}
    if days:
        return {person.id for person in people if person.birth_date in days and _BORN & set(parse.norms())}
    return {person.id for person in people if person.birth_date and person.birth_date.year in years}


def _placed(parse: Parse, people: list[Beneficiary]) -> set[str]:
    children = sorted((one for one in people if one.relation == "child"), key=lambda one: str(one.birth_date))
    if not children:
        return set()
    places = {_ELDEST: children[0], _YOUNGEST: children[-1]}
    return {places[str(one.value)].id for one in parse.of(Kind.PERSON) if one.value in PLACES}


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
