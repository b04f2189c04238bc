"""Names told one after the other with no price between: one act told twice, one in two parts, or one of the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.reading import Kind, Parse
from actions.understanding.act_names import ActName
from actions.understanding.item import CUTS


def each_act_once(parse: Parse, names: Sequence[ActName]) -> list[ActName]:
    """Return the names of the acts of a quote: those told twice once, without those that were done before."""
    kept: list[ActName] = []
    for name in _of_now(parse, names):
        both = (_done_so(parse, kept[-1], name) or _both(parse, kept[-1], name)) if kept else None
        if both is None:
            kept.append(name)
        else:
            kept[-1] = both
    return kept


def _of_now(parse: Parse, names: Sequence[ActName]) -> list[ActName]:
    """« après mon bypass, une abdominoplastie », « j'ai fait trois infiltrations, alors on m'opère »: done before."""
    now = [name for name in names if not any(_is_within_reach(parse, tag.last, name) for tag in parse.tagged("done"))]
    return now or list(names)


def _is_within_reach(parse: Parse, last: int, name: ActName) -> bool:
    between = parse.norms(last, name.first)
    return last <= name.first and not any(norm in CUTS or norm in _NOT_DONE for norm in between)


_NOT_DONE = frozenset({"devis", "pour", "alors", "donc", "maintenant", "mais"})
"""What parts something done from what is to be done: « j'ai eu un devis pour une prothèse de hanche »."""


def _both(parse: Parse, one: ActName, other: ActName) -> ActName | None:
    """Return the one act that two names tell, None where they tell two.

    « Maladie de Dupuytren, aponévrotomie à l'aiguille » tells the same act twice, « bandelette urinaire (TVT/TOT) »
    what it may be, « rhinoplastie fonctionnelle avec correction de la cloison » one known by a part of its words.
    """
    if one.denied or other.denied or _is_dental(one, other) or _is_counted(parse, one.last, other.first):
        return None
    between = parse.norms(one.last, other.first)
    common = tuple(act for act in one.candidates if act in other.candidates)
    if common and one.sought != other.sought and not _JOINS & set(between):
        is_clear = len(common) == 1 or (one.is_clear and common[0] == one.candidates[0])
        last = other.last if between in _OPENS else one.last
        return replace(one, last=last, candidates=common, is_clear=is_clear, is_plain=True)
    glosses = between in _OPENS or (between in _OR and _is_in_brackets(parse, other))
    if glosses and one.candidates and other.candidates:
        others = tuple(act for act in other.candidates if act not in one.candidates)
        return _as_one(parse, one, other, (*one.candidates, *others))
    if between[-1:] == _OPENS[0] and not CUTS & set(between) and other.candidates:  # « boule au sein (tumorectomie) »
        return replace(one, candidates=other.candidates, is_clear=other.is_clear, is_plain=True)
    if between in _WITH and bool(one.candidates) != bool(other.candidates):
        return _as_one(parse, one, other, one.candidates or other.candidates)
    return None


def _done_so(parse: Parse, one: ActName, other: ActName) -> ActName | None:
    """« extraction de la 46 avec séparation des racines »: of two acts of one noun, the second says how it is done."""
    teeth = {at for mention in parse.of(Kind.TEETH) for at in range(mention.first, mention.last)}
    between = {parse.tokens[at].norm for at in range(one.last, other.first) if at not in teeth}
    nouns = {act["label"].split()[0] for name in (one, other) for act in name.candidates[:1]}
    said = bool(one.candidates and other.candidates) and "avec" in between and between <= _HOW and len(nouns) == 1
    return replace(other, first=one.first) if said else None


_HOW = frozenset({"avec", "dent", "de", "la", "sur", "une", "un", ","})
_WITH = (("avec",), ("avec", "une"), ("avec", "un"))
_JOINS = frozenset({"et", "+", "puis", "plus", "&", "avec"})
_OPENS = (
    ("(",),
    (
        ",",
        "(",
    ),
)
_OR = (("/",), ("ou",))


def _is_dental(*names: ActName) -> bool:
    """A dentist's acts that follow each other are told one by one: « couronne (inlay-core compris) »."""
    return any(act["code"].startswith(_OF_THE_MOUTH) for name in names for act in name.candidates)


_OF_THE_MOUTH = ("HB", "LB")


def _is_counted(parse: Parse, first: int, last: int) -> bool:
    """Tell whether a price or a tooth stands between two names: each is then a line of its own."""
    return any(first <= one.first < last for one in parse.of(Kind.MONEY, Kind.NUMBER, Kind.TEETH))


def _is_in_brackets(parse: Parse, name: ActName) -> bool:
    before = parse.norms(0, name.first)
    return before.count("(") > before.count(")")


def _as_one(parse: Parse, one: ActName, other: ActName, candidates: tuple[Mapping[str, str], ...]) -> ActName:
    words = parse.text[parse.tokens[one.first].start : parse.tokens[other.last - 1].end]
    sought = (*one.sought, *other.sought)
    return replace(
        one, last=other.last, words=words, candidates=candidates, is_clear=False, is_plain=True, sought=sought
    )
