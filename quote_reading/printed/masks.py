"""Figures that are never a value of a line: numbers of people, firms and accounts, telephones, days, percentages."""

import re

from quote_reading.vocabulary import fold

_SUM = r"[0-9]{1,3}(?:[ .]?[0-9]{3})*(?:[,.][0-9]{2}(?![0-9])| ?€| ?eur)"
"""« Tarif de la Sécurité sociale : 459,80 € » tells a sum, not a number."""
_OF_PEOPLE = (
    re.compile(r"\bfr ?[0-9]{2}(?: ?[0-9a-z]{4}){5} ?[0-9a-z]{3}\b"),  # IBAN
    re.compile(r"(?<![0-9])[12] ?[0-9]{2} ?[0-9]{2} ?(?:[0-9]{2}|2[ab]) ?[0-9]{3} ?[0-9]{3}(?: ?[0-9]{2})?(?![0-9])"),
    re.compile(r"(?:\+33 ?|(?<![0-9])0)[1-9](?:[ .-]?[0-9]{2}){4}(?![0-9])"),
)
_FORMS = (
    *_OF_PEOPLE,
    re.compile(r"(?<![0-9])[0-9]{1,2} ?[/.-] ?[0-9]{1,2} ?[/.-] ?(?:[0-9]{4}|[0-9]{2})(?![0-9])"),
    re.compile(r"(?<![0-9,.])[0-9]{8,}(?![0-9])"),
    re.compile(r"(?<![0-9])[0-9]{3} ?[0-9]{3} ?[0-9]{3} ?[0-9]{5}(?![0-9])"),  # SIRET
    re.compile(r"(?<![0-9,.])[0-9]{1,3}(?:[,.][0-9]{1,2})? ?%"),
    re.compile(
        r"\b(?:n°|no|numero)? ?(?:rpps|adeli|finess|siret|siren|rcs|ape|ss|secu|securite sociale|am|adherent|dossier"
        r"|devis|iban|bic|tva intracommunautaire|facture|client|patient)\b ?:? ?n?°? ?"
        rf"(?!{_SUM})[0-9][0-9 .a-z]*"
    ),
    re.compile(r"\b(?:tel|tél|telephone|fax|mobile|port)\b ?\.? ?:? ?[0-9+][0-9 .]*"),
    re.compile(r"\b(?:nf|en|iso)(?: (?:nf|en|iso))* ?[0-9]{3,6}(?:-[0-9]+)?"),
    re.compile(r"(?<![0-9])[0-9]{1,2} ?h ?(?:[0-9]{2})?\b"),
)


def masked(folded: str) -> str:
    """Return the text with what is never a value blanked out, as long as before."""
    for form in _FORMS:
        folded = form.sub(lambda found: "_" * len(found.group()), folded)
    return folded


def numbers_masked(text: str) -> str:
    """Return a text without the numbers of people, firms, accounts and telephones."""
    for start, end in numbers_of_people(fold(text)):
        text = text[:start] + "…" * (end - start) + text[end:]
    return text


def numbers_of_people(folded: str) -> list[tuple[int, int]]:
    """Return where the numbers of people, firms, accounts and telephones begin and end."""
    return [found.span() for form in _OF_PEOPLE for found in form.finditer(folded)]
