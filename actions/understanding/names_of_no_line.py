"""Acts that a sentence names and that are no line of the quote: stories, reasons, circumstances, what is supposed."""

from __future__ import annotations

from actions.reading import Kind, Parse
from actions.understanding.act_names import ARTICLES, ActName


def without_names_of_no_line(parse: Parse, names: list[ActName]) -> list[ActName]:
    """Return the names of what is to be done and paid, in their order."""
    names = _without_announcements(parse, _without_reasons(parse, _without_stories(parse, names)))
    return [name for name in _without_circumstances(parse, names) if not _is_supposed(parse, name)]


def _without_stories(parse: Parse, names: list[ActName]) -> list[ActName]:
    """« ma couronne est tombée, il demande 500 € pour … »: what happened to something of mine is no act to be paid."""
    kept = [name for name in names if not _is_a_story(parse, name)]
    return kept if any(name.candidates for name in kept) else names


def _without_announcements(parse: Parse, names: list[ActName]) -> list[ActName]:
    """« devis pour un implant : pose d'implant 1150 €, pilier 350 € »: what the quote is said to be of is no line."""
    acts = [*(name.first for name in names), *(code.first for code in parse.of(Kind.CODE))]
    return [
        name
        for name in names
        if not _is_announced(parse, name, min((at for at in acts if at >= name.last), default=None))
    ]


def _is_announced(parse: Parse, name: ActName, following: int | None) -> bool:
    """Say whether a name heads the acts from `following` on: a colon comes before them, and no price."""
    if following is None or ":" not in parse.norms(name.last, following):
        return False
    if any(name.last <= price.first < following for price in parse.of(Kind.MONEY)):
        return False
    return not name.candidates or _says_whose(parse, name) or _is_what_the_quote_is_for(parse, name)


def _is_what_the_quote_is_for(parse: Parse, name: ActName) -> bool:
    """« devis pour un implant »."""
    before = parse.norms(max(0, name.first - _ANNOUNCED), name.first)
    return "devis" in before and set(before[before.index("devis") + 1 :]) <= ARTICLES | _FOR


_FOR = frozenset({"pour", "de", "d", "un", "une"})


def _says_whose(parse: Parse, name: ActName) -> bool:
    """« l'appareil dentaire de mon fils : 2 semestres TO90 », « je me fais traiter les varices : … » head a quote."""
    return any(name.last <= one.first <= name.last + _ANNOUNCED for one in parse.of(Kind.PERSON))


_ANNOUNCED = 4  # tokens: « devis pour mon un »


def _is_a_story(parse: Parse, name: ActName) -> bool:
    mine = parse.norms(max(0, name.first - 1), name.first) in _MINE
    ends = (at for at in range(name.first, len(parse.tokens)) if parse.tokens[at].norm in _ENDS)
    said = parse.norms(name.first, min(next(ends, len(parse.tokens)), name.last + _STORY))
    priced = any(name.first <= one.first < name.first + len(said) for one in parse.of(Kind.MONEY))
    return mine and not priced and any(word.startswith(_HAPPENED) for word in said)


_MINE = (("ma",), ("mon",), ("mes",), ("sa",), ("son",))
_ENDS = frozenset({",", ".", ";", ":", "\n"})
_STORY = 5  # tokens
_HAPPENED = ("tombe", "casse", "perdu", "descelle", "fele", "abime", "decolle", "fracture")


def _without_reasons(parse: Parse, names: list[ActName]) -> list[ActName]:
    """« en ALD pour un cancer du sein : mastectomie 950 € »: what one is ill of is no act beside the one told."""
    ills = {tag.first for tag in parse.tagged("illness")}
    reasons = [name for name in names if name.first in ills and _is_a_reason(parse, name.first)]
    return names if len(reasons) == len(names) else [name for name in names if name not in reasons]


def _is_a_reason(parse: Parse, first: int) -> bool:
    while first > 0 and parse.tokens[first - 1].norm in (ARTICLES | _OWN) - {"pour"}:
        first -= 1
    return any(tag.last == first for tag in parse.tagged("reason"))


_OWN = frozenset({"mon", "ma", "mes", "son", "sa", "ses"})


def _without_circumstances(parse: Parse, names: list[ActName]) -> list[ActName]:
    """« greffe osseuse avant implant, 800 € »: what comes before or after the act that is priced is none beside it."""
    kept: list[ActName] = []
    prices = {mention.first for mention in parse.of(Kind.MONEY)}
    for name in names:
        between = parse.norms(kept[-1].last, name.first) if kept else ()
        apart = [norm for norm in between if norm not in ARTICLES]
        if not (len(apart) == 1 and apart[0] in _BEFORE_OR_AFTER and name.last not in prices):
            kept.append(name)
    return kept


_BEFORE_OR_AFTER = frozenset({"avant", "apres", "sous"})


def _is_supposed(parse: Parse, name: ActName) -> bool:
    """« 1250 €, mais en résine ce serait sans reste à charge »: what is not on the quote is no line of it."""
    at = name.last
    while at < len(parse.tokens) and parse.tokens[at].norm in _IT:
        at += 1
    return parse.norms(at, at + 1) in _WOULD


_IT = frozenset({"ce", "ca", "c", "cela", "on", "il", "elle", "j"})
_WOULD = (("serait",), ("seraient",), ("aurait",), ("couterait",), ("reviendrait",), ("ferait",))
