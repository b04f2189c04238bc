"""What is told of an act apart from its noun, and chooses among the acts of that noun: its material, its faces.

« couronne 26 céramique à 700 € » names one act, « couronne 26 métal 290 € et céramique 27 à 500 € » two; « carie sur la
36, deux faces » is of two faces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from actions.reading import Kind, Mention, Parse, words_of
from actions.understanding.act_names import ARTICLES, ActName, name_of
from quote_draft import TEETH
from quote_engine import ActSpan, find_acts_in

_DETAILS = ("tooth.material", "tooth.faces")
_JOINS = frozenset({"et", "ou", "puis", ";", "\n", "+", "/"})


def with_details_apart(parse: Parse, names: Sequence[ActName], on: date, tooth: int | None) -> list[ActName]:
    """Give each detail told apart its noun: that of the name before it, or of a name of its own like that one."""
    told = _with_what_names_nothing_alone(parse, names)
    kept: list[ActName] = []
    nouns: dict[int, str] = {}  # of names that are a detail, by their place
    told = [_whole(parse, name) if _is_a_detail(parse, name) else name for name in told]
    for at, name in enumerate(told):
        head = kept[-1] if kept and kept[-1].candidates and _is_a_detail(parse, name) else None
        if head is None:
            kept += [name] if name.words else []
            continue
        noun = nouns.get(head.first) or _noun_of(parse, head)
        matched = _of_noun_and_detail(parse, noun, name, on, tooth)
        following = told[at + 1].first if at + 1 < len(told) else len(parse.tokens)
        if _begins_another(parse, head, name, following):
            nouns[name.first] = noun
            said = parse.text[parse.tokens[name.first].start : parse.tokens[name.last - 1].end]
            own = (
                name if matched is None and name.candidates else None
            )  # « onlay 36 300 € / composite 2 faces 35 70 € »
            kept.append(own or replace(matched or name, words=f"{noun} {said}", is_plain=True))
        elif matched is not None and not _holds_a_detail_like(parse, head, name):
            # else the noun says all that is known of it: « inlay-core 26 métal »
            whole = f"{head.words} {name.words}".strip()
            kept[-1] = replace(matched, first=head.first, last=head.last, words=whole, is_plain=True)
    return [_of_one_face(parse, name) for name in kept]


def _of_one_face(parse: Parse, name: ActName) -> ActName:
    """« carie une face »: one is a number here, and settles which filling it is."""
    said = any(
        name.first <= tag.first < tag.last <= name.last and parse.norms(tag.first, tag.last) in _ONE_FACE
        for tag in parse.tagged("tooth.faces")
    )
    of_one = tuple(one for one in name.candidates if words_of(one["label"])[-2:] in _ONE_FACE) if said else ()
    return replace(name, candidates=of_one, is_clear=True, is_plain=True) if len(of_one) == 1 else name


_ONE_FACE = (("une", "face"), ("1", "face"))


def _with_what_names_nothing_alone(parse: Parse, names: Sequence[ActName]) -> list[ActName]:
    """Return the names with the details that no search takes for one: « deux faces »; these have no words."""
    inside = {at for name in names for at in range(name.first, name.last)}
    apart = [
        ActName(tag.first, tag.last, "", (), is_clear=False)
        for tag in parse.tagged("tooth.faces")
        if not inside & set(range(tag.first, tag.last))
    ]
    return sorted([*names, *apart], key=lambda name: name.first)


def _whole(parse: Parse, detail: ActName) -> ActName:
    """« la 47, trois faces »: the number belongs to what it counts."""
    tags = [tag for tag in parse.tagged(*_DETAILS) if tag.first < detail.last and detail.first < tag.last]
    first, last = min(tag.first for tag in tags), max(tag.last for tag in tags)
    return replace(detail, first=min(first, detail.first), last=max(last, detail.last))


def _of_noun_and_detail(parse: Parse, noun: str, detail: ActName, on: date, tooth: int | None) -> ActName | None:
    words = (*words_of(noun), "en", *(one for one in parse.norms(detail.first, detail.last) if one != "en"))
    spans = [span for span in find_acts_in(words, on, "dental", tooth) if span.matches]
    if len(spans) != 1:
        return None
    return replace(name_of(parse, replace(spans[0], first=detail.first, last=detail.last)), sought=words)


def _noun_of(parse: Parse, name: ActName) -> str:
    """Return the words of a name before its detail: « couronne » of « couronne en métal »."""
    ends = [tag.first for tag in parse.tagged(*_DETAILS) if name.first < tag.first < name.last]
    first = next((one.last for one in parse.of(Kind.NUMBER) if one.first == name.first), name.first)
    words = list(parse.norms(first, min(ends, default=name.last)))
    while words and words[-1] in ARTICLES:
        words.pop()
    return " ".join(words)


def _is_a_detail(parse: Parse, name: ActName) -> bool:
    if name.candidates and parse.norms(max(0, name.first - 1), name.first) in _ONE:  # « couronne 600 €, un composite »
        return False
    told = {at for tag in parse.tagged(*_DETAILS) for at in range(tag.first, tag.last)}
    return all(at in told or parse.tokens[at].norm in _LEADS for at in range(name.first, name.last))


_ONE = (("un",), ("une",), ("des",), ("1",))
_LEADS = frozenset({"en", "-"})


def _holds_a_detail_like(parse: Parse, name: ActName, detail: ActName) -> bool:
    """« couronne céramique sur la 26 …, zircone »: what is told of it already stands."""
    kinds = {tag.name for tag in parse.tagged(*_DETAILS) if detail.first <= tag.first < detail.last}
    said = set(words_of(name.words))
    return any(set(parse.norms(tag.first, tag.last)) <= said for tag in parse.tagged(*kinds))


def _begins_another(parse: Parse, head: ActName, detail: ActName, following: int) -> bool:
    """« couronne 26 500 € et métal 27 290 € », « couronne 26 500 €, métal 27 290 € »: with a price of its own."""
    values = [one for one in parse.mentions if head.last <= one.first < detail.first]
    told = {at for one in values for at in range(one.first, one.last)} | _joints_of_teeth(values)
    between = {parse.tokens[at].norm for at in range(head.last, detail.first) if at not in told}
    priced = any(one.kind in (Kind.MONEY, Kind.NUMBER) for one in values)
    after = [one for one in parse.of(Kind.MONEY, Kind.NUMBER, Kind.TEETH, Kind.LABEL) if one.first >= detail.last]
    own = bool(after) and after[0].first < following and after[0].kind != Kind.LABEL  # « en résine ce serait rac 0 »
    return own and (bool(between & _JOINS) or (priced and "," in between))


def _joints_of_teeth(values: Sequence[Mention]) -> set[int]:
    """Return where « et » joins two teeth: « couronnes 26 et 27 en zircone » are of one material."""
    teeth = [one for one in values if one.kind == Kind.TEETH or (one.kind == Kind.NUMBER and one.value in TEETH)]
    return {one.last for one, other in pairwise(teeth) if other.first == one.last + 1}


def is_the_material(parse: Parse, first: int) -> bool:
    """« matériau : zircone » is a column of the paper, and names no act."""
    return any(0 <= first - tag.last <= _AFTER_ITS_COLUMN for tag in parse.tagged("field.line.material"))


_AFTER_ITS_COLUMN = 2  # tokens: « matériau : »


def names_of_materials(parse: Parse, head: tuple[str, ...], on: date, tooth: int | None) -> list[ActName]:
    """Return the acts that materials alone name, of the kind that the noun `head` tells: « (couronne) en zircone »."""
    names = []
    for tag in parse.tagged("tooth.material"):
        if is_the_material(parse, tag.first):
            continue
        spans = find_acts_in((*head, "en", *parse.norms(tag.first, tag.last)), on, "dental", tooth)
        matched = [span for span in spans if span.matches]
        if matched and head:
            span: ActSpan = replace(matched[0], first=tag.first, last=tag.last)
            names.append(replace(name_of(parse, span), is_plain=True))
    return names


def is_tooth_of_a_detail(parse: Parse, number: Mention) -> bool:
    """« couronne 14 céramo-métallique »: the figure between a noun and its detail counts nothing."""
    after = number.last + (parse.norms(number.last, number.last + 1) == ("en",))
    bare = number.unit is None and number.value in TEETH and number.first > 0
    return bare and any(tag.first == after for tag in parse.tagged(*_DETAILS))
