"""Figures that are never a value of a line: numbers of people, firms and accounts, telephones, days, percentages."""

import re

from quote_reading.vocabulary import fold

_SUM = r"[0-9]{1,3}(?:[ .]?[0-9]{3})*(?:[,.][0-9]{2}(?![0-9])| ?€| ?eur)"
"""« Tarif de la Sécurité sociale : 459,80 € » tells a sum, not a number."""
_FIGURE = "[0-9oqdilzsbg|]"
"""A figure, or what a picture makes of one."""
_APART = "[ ._-]{0,2}"
_GROUPS = (
    rf"[12ilz|]{_APART}{_FIGURE}{{2}}{_APART}{_FIGURE}{{2}}{_APART}{_FIGURE}[0-9oqdilzsbg|a]{_APART}"
    rf"{_FIGURE}{{3}}{_APART}{_FIGURE}{{3}}(?:{_APART}\(?{_FIGURE}{{2}}\)?)?"
)
_ANYHOW = rf"[12ilz|](?:{_APART}[0-9oqdilzsbg|a]){{12,14}}"
"""The thirteen or fifteen signs of a social-security number, in its groups or however they are spaced."""
_MANY_FIGURES = r"(?=(?:[^0-9\t]{0,5}[0-9]){7})"
_DAY = r"[0-9]{1,2} ?[/.-] ?[0-9]{1,2} ?[/.-] ?(?:[0-9]{4}|[0-9]{2})(?![0-9])"
_OF_ONE_PERSON = (
    re.compile(rf"(?<![0-9a-z]){_MANY_FIGURES}{_GROUPS}(?![0-9a-z])"),
    re.compile(
        r"(?:\b(?:ss|secu|securite sociale|insee|nir|immatriculation|matricule)\b[^0-9\t]{0,12}|(?=[^\t]{0,9}[0-9]{7}))"
        rf"(?<![0-9a-z]){_MANY_FIGURES}(?P<number>{_ANYHOW})(?![0-9a-z])"
    ),
    re.compile(rf"\b(?:nee?\b(?: ?\(?e\)?)?|naiss[a-z]*\.?|ddn\b)[^0-9\t]{{0,12}}\t?(?P<number>{_DAY})"),
    re.compile(r"(?<![0-9])(?P<number>[0-9]{1,2} ?[/.-] ?[0-9]{1,2} ?[/.-] ?19[0-9]{2})(?![0-9])"),
)
"""Social-security numbers and days of birth."""
_OF_PEOPLE = (
    *_OF_ONE_PERSON,
    re.compile(r"\bfr ?[0-9]{2}(?: ?[0-9a-z]{4}){5} ?[0-9a-z]{3}\b"),  # IBAN
    re.compile(r"(?:\+33 ?|(?<![0-9])0)[1-9](?:[ .-]?[0-9]{2}){4}(?![0-9])"),
    re.compile(r"[a-z0-9._+-]+ ?@ ?[a-z0-9.-]+"),
)
_FORMS = (
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
    re.compile(r"(?<=[a-z€%.])\.? \([0-9]\)|\([a-z][0-9]\)"),  # the mark of a note
)


def masked(folded: str) -> str:
    """Return the text with what is never a value blanked out, as long as before."""
    for start, end in numbers_of_people(folded):
        folded = folded[:start] + "_" * (end - start) + folded[end:]
    for form in _FORMS:
        folded = form.sub(lambda found: "_" * len(found.group()), folded)
    return folded


def numbers_masked(text: str) -> str:
    """Return a text without the numbers of people, firms, accounts and telephones."""
    for start, end in numbers_of_people(fold(text)):
        text = text[:start] + "…" * (end - start) + text[end:]
    return text


def tells_of_a_person(folded: str) -> bool:
    """Tell whether a text holds somebody's social-security number or day of birth."""
    return any(form.search(folded) for form in _OF_ONE_PERSON)


def numbers_of_people(folded: str) -> list[tuple[int, int]]:
    """Return where people's numbers and days of birth, accounts, telephones and addresses of mail begin and end."""
    spans: list[tuple[int, int]] = []
    found = (
        one.span("number" if "number" in form.groupindex else 0) for form in _OF_PEOPLE for one in form.finditer(folded)
    )
    for start, end in sorted(found):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
