"""The acts that a sentence names by words or by code, as the nomenclature knows them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from actions.reading import VERTEBRA, Kind, Mention, Parse, Tag, is_everyday, words_of
from quote_draft import TEETH, Draft, act_value
from quote_engine import (
    Act,
    ActMatch,
    ActSpan,
    ClosedAct,
    find_act,
    find_acts_in,
    find_letters_in,
    is_orthodontics,
    is_word_of_acts,
    nearest_codes,
)

MOST_CANDIDATES = 5
SHORTEST_TELLING = 4
"""Letters of a word that tells an act."""


@dataclass(frozen=True, slots=True)
class ActName:
    """Words that name an act, tokens first…last: the acts that they may mean, best first; none when not known.

    `is_clear` says that the first one leads so plainly that it may be taken and echoed; `is_plain` that the words name
    an act even where none is asked for. `sought` are the words that were looked up.
    """

    first: int
    last: int
    words: str
    candidates: tuple[Mapping[str, str], ...]
    is_clear: bool
    denied: bool = False
    is_plain: bool = False
    sought: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeFound:
    """What the nomenclature says of a code: the act, or what it may be instead and why."""

    act: Mapping[str, str] | None
    candidates: tuple[Mapping[str, str], ...] = ()
    why: str = ""


def names_in(parse: Parse, on: date, family: str | None, tooth: int | None) -> list[ActName]:
    """Return the acts named by words, in order; words that belong to a value or a code are never part of a name."""
    values = [mention for mention in parse.mentions if mention.kind in _VALUES or _is_apart(mention)]
    values = [mention for mention in values if mention.value != "self"]  # « je dois me faire opérer de la hanche »
    values = [mention for mention in values if mention.unit != VERTEBRA]  # « hernie discale L5-S1 »
    taken = {at for mention in values for at in range(mention.first, mention.last)}
    taken |= {at for tag in parse.tagged(*_SPEECH) for at in range(tag.first, tag.last) if not _is_noun(parse, tag)}
    taken |= {one.first for one in parse.of(Kind.NUMBER) if _is_tooth_of_a_material(parse, one)}
    taken |= {0} if parse.norms(0, 1) == ("non",) else set()  # « non la couronne c'est 550 » is of no « non précieux »
    teeth = {mention.first for mention in parse.of(Kind.TEETH) if mention.value and _follows_its_noun(parse, mention)}
    words = [
        _TOOTH if at in teeth else _ELSEWHERE if at in taken else token.norm for at, token in enumerate(parse.tokens)
    ]
    found = find_acts_in(words, on, family, tooth, is_everyday)
    spans = [span for span in found if not _is_the_material(parse, span.first)]
    if family != "medical" and (treatment := _orthodontics(parse, on)):
        apart = [_without_end(span, taken) for span in spans if span.matches and not _overlap(span, treatment)]
        others = [_name(parse, span) for span in apart]
        return sorted([treatment, *others], key=lambda name: name.first)
    names = [
        _name(parse, _without_end(span, taken))
        for span in spans
        if not _is_everyday(words[span.first : span.last]) and not _is_a_place(parse, span) and not _ranks(parse, span)
    ]
    named = sorted([*_without_reasons(parse, names), *_not_repaid(parse, names)], key=lambda name: name.first)
    return _with_materials_apart(parse, named, on, tooth)


def _is_noun(parse: Parse, tag: Tag) -> bool:
    """« correction de la cloison » is an act, « correction : 900 € » puts right."""
    return tag.name == "correction" and parse.norms(tag.last, tag.last + 1) in (("de",), ("d",), ("des",), ("du",))


_TOOTH = "dent"
"""What stands for « la 28 »: « extraction de la 28 » is that of a tooth."""


def _follows_its_noun(parse: Parse, mention: Mention) -> bool:
    """« extraction de la 28 », but not « enlève la 28 »: that takes a line out."""
    ordered = any(0 <= mention.first - tag.last <= 1 for tag in parse.tagged("delete"))
    before = parse.norms(max(0, mention.first - 2), mention.first)
    return not ordered and (before == ("de", "la") or before[-1:] in _OF_SEVERAL)


_OF_SEVERAL = (("des",), ("de",))


def _without_end(span: ActSpan, taken: Collection[int]) -> ActSpan:
    """Leave to the tooth its own words, at the end of a name."""
    last = span.last
    while last - 1 > span.first and last - 1 in taken:
        last -= 1
    return replace(span, last=last)


def _is_tooth_of_a_material(parse: Parse, number: Mention) -> bool:
    """« couronne 14 céramo-métallique »: the figure between a noun and its material counts nothing."""
    after = number.last + (parse.norms(number.last, number.last + 1) == ("en",))
    bare = number.unit is None and number.value in TEETH and number.first > 0
    return bare and any(tag.first == after for tag in parse.tagged(_MATERIAL))


def _with_materials_apart(parse: Parse, names: Sequence[ActName], on: date, tooth: int | None) -> list[ActName]:
    """Give each material told apart its noun: that of the name before it, or of a name of its own like that one.

    « couronne 26 céramique à 700 € » names one act, « couronne 26 métal 290 € et céramique sur la 15 » two.
    """
    kept: list[ActName] = []
    for name in names:
        head = kept[-1] if kept and kept[-1].candidates and _is_of_a_material(parse, name) else None
        if head is None:
            kept.append(name)
            continue
        matched = _of_head_and_material(parse, head, name, on, tooth)
        if _holds_a_material(parse, head) or _begins_another(parse, head, name):
            kept.append(replace(matched or name, words=f"{_noun_of(parse, head)} {name.words}", is_plain=True))
        elif matched is not None:  # else the noun says all that is known of it: « inlay-core 26 métal »
            whole = f"{head.words} {name.words}"
            kept[-1] = replace(matched, first=head.first, last=head.last, words=whole, is_plain=True)
    return kept


def _of_head_and_material(
    parse: Parse, head: ActName, material: ActName, on: date, tooth: int | None
) -> ActName | None:
    noun = words_of(_noun_of(parse, head))
    words = (*noun, "en", *(one for one in parse.norms(material.first, material.last) if one != "en"))
    spans = [span for span in find_acts_in(words, on, "dental", tooth) if span.matches]
    if len(spans) != 1:
        return None
    return replace(_name(parse, replace(spans[0], first=material.first, last=material.last)), sought=words)


def of_its_tooth(name: ActName, on: date, family: str | None, tooth: int) -> ActName:
    """Return a name with the acts that its words mean of a tooth; as it is where they mean none."""
    spans = [span for span in find_acts_in(name.sought, on, family, tooth) if span.matches]
    if len(spans) != 1:
        return name
    matches = spans[0].matches
    candidates = tuple(as_value(match.act) for match in matches[:MOST_CANDIDATES])
    return replace(name, candidates=candidates, is_clear=_is_clear(matches))


def _noun_of(parse: Parse, name: ActName) -> str:
    """Return the words of a name before its material: « couronne » of « couronne en métal »."""
    ends = [tag.first for tag in parse.tagged(_MATERIAL) if name.first < tag.first < name.last]
    words = list(parse.norms(name.first, min(ends, default=name.last)))
    while words and words[-1] in _ARTICLES:
        words.pop()
    return " ".join(words)


def _is_of_a_material(parse: Parse, name: ActName) -> bool:
    told = {at for tag in parse.tagged(_MATERIAL) for at in range(tag.first, tag.last)}
    return all(at in told or parse.tokens[at].norm == "en" for at in range(name.first, name.last))


def _holds_a_material(parse: Parse, name: ActName) -> bool:
    said = set(words_of(name.words))
    return any(set(parse.norms(tag.first, tag.last)) <= said for tag in parse.tagged(_MATERIAL))


def _begins_another(parse: Parse, head: ActName, material: ActName) -> bool:
    """« couronne 26 500 € et métal 27 290 € », « couronne 26 500 €, métal 27 290 € »."""
    values = [one for one in parse.mentions if head.last <= one.first < material.first]
    told = {at for one in values for at in range(one.first, one.last)} | _joints_of_teeth(values)
    between = {parse.tokens[at].norm for at in range(head.last, material.first) if at not in told}
    priced = any(one.kind == Kind.MONEY for one in values)
    return bool(between & _JOINS) or (priced and "," in between)


def _joints_of_teeth(values: Sequence[Mention]) -> set[int]:
    """Return where « et » joins two teeth: « couronnes 26 et 27 en zircone » are of one material."""
    teeth = [one for one in values if one.kind == Kind.TEETH or (one.kind == Kind.NUMBER and one.value in TEETH)]
    return {one.last for one, other in pairwise(teeth) if other.first == one.last + 1}


_MATERIAL = "tooth.material"
_JOINS = frozenset({"et", "ou", "puis", ";", "\n", "+"})


def _without_reasons(parse: Parse, names: list[ActName]) -> list[ActName]:
    """« en ALD pour un cancer du sein : mastectomie 950 € »: what one is ill of is no act beside the one told."""
    ills = {tag.first for tag in parse.tagged("illness")}
    reasons = [name for name in names if name.first in ills and _is_a_reason(parse, name.first)]
    return names if len(reasons) == len(names) else [name for name in names if name not in reasons]


def _is_a_reason(parse: Parse, first: int) -> bool:
    while first > 0 and parse.tokens[first - 1].norm in _ARTICLES - {"pour"}:
        first -= 1
    return any(tag.last == first for tag in parse.tagged("reason"))


def _not_repaid(parse: Parse, names: Sequence[ActName]) -> Iterator[ActName]:
    """« analyse occlusale 90 € NR »: what nobody repays is in no nomenclature, and is named by the words before it."""
    told = {at for mention in parse.mentions for at in range(mention.first, mention.last)}
    told |= {at for name in names for at in range(name.first, name.last)}
    told |= {at for tag in parse.tagged(*_SPEECH) for at in range(tag.first, tag.last)}
    told |= {at for tag in parse.tags if tag.name.startswith("label.") for at in range(tag.first, tag.last)}
    prices = {mention.last: mention for mention in parse.of(Kind.MONEY)}
    for mention in parse.of(Kind.CHOICE):
        if mention.value != _NOT_COVERED:
            continue
        last = prices[mention.first].first if mention.first in prices else mention.first
        first = last
        while first > 0 and first - 1 not in told and parse.tokens[first - 1].norm not in _ENDS_A_NAME:
            first -= 1
        while first < last and parse.tokens[first].norm in _ARTICLES:
            first += 1
        while first < last and parse.tokens[last - 1].norm in _BEFORE_A_PRICE:
            last -= 1
        begins = first == 0 or parse.tokens[first - 1].norm in _ENDS_A_NAME | _ARTICLES
        if begins and _tell_something(parse.norms(first, last)):
            yield _name(parse, ActSpan(first, last, []))


def _tell_something(words: Sequence[str]) -> bool:
    return any(len(word) >= _SHORTEST_NAME and not is_everyday(word) for word in words)


_SHORTEST_NAME = 3  # letters: « PRF »
_NOT_COVERED = ("line.covered", False)
_ENDS_A_NAME = frozenset({",", ";", ".", "\n", "+", "et", "puis", "plus", "avec"})
_BEFORE_A_PRICE = frozenset({"a", ":", "de", "pour", "-"})


def _is_everyday(words: Sequence[str]) -> bool:
    """« on verra » names no wart: everyday words, of which none is a word of acts as it is spelt, name nothing."""
    return all(is_everyday(word) and not is_word_of_acts(word) for word in words)


def _overlap(span: ActSpan, name: ActName) -> bool:
    return span.first < name.last and name.first < span.last


def _orthodontics(parse: Parse, on: date) -> ActName | None:
    """« semestre d'orthodontie » is a letter of the NGAP, that no search of acts finds; a code beside it says which."""
    span = None if parse.of(Kind.CODE) else find_letters_in(parse.norms())
    if span is None:
        return None
    offered = [{"code": code, "label": act["label"]} for code in span.codes if (act := act_value(code, on))]
    said = parse.text[parse.tokens[span.first].start : parse.tokens[span.last - 1].end]
    return ActName(span.first, span.last, said, tuple(offered), len(offered) == 1, is_plain=True)


def _is_the_material(parse: Parse, first: int) -> bool:
    """« matériau : zircone » is a column of the paper, and names no act."""
    return any(0 <= first - tag.last <= _AFTER_ITS_COLUMN for tag in parse.tagged("field.line.material"))


_AFTER_ITS_COLUMN = 2  # tokens: « matériau : »


def _is_a_place(parse: Parse, span: ActSpan) -> bool:
    """« en bas », « à gauche » name no act by themselves."""
    tags = [tag for tag in parse.tags if tag.name in _PLACES]
    return all(any(tag.first <= at < tag.last for tag in tags) for at in range(span.first, span.last))


def _ranks(parse: Parse, span: ActSpan) -> bool:
    """« la première, la seconde » are lines of the quote."""
    told = {at for rank in parse.of(Kind.RANK) for at in range(rank.first, rank.last)}
    said = [at for at in range(span.first, span.last) if parse.tokens[at].norm not in {",", "la", "le", "et"}]
    return bool(said) and set(said) <= told


_PLACES = frozenset({"tooth.up", "tooth.down", "side.left", "side.right", "side.both"})


def names_of_materials(parse: Parse, head: tuple[str, ...], on: date, tooth: int | None) -> list[ActName]:
    """Return the acts that materials alone name, of the kind that the noun `head` tells: « (couronne) en zircone »."""
    names = []
    for tag in parse.tagged("tooth.material"):
        if _is_the_material(parse, tag.first):
            continue
        spans = find_acts_in((*head, "en", *parse.norms(tag.first, tag.last)), on, "dental", tooth)
        matched = [span for span in spans if span.matches]
        if matched and head:
            names.append(replace(_name(parse, replace(matched[0], first=tag.first, last=tag.last)), is_plain=True))
    return names


def is_on_the_quote(name: ActName, draft: Draft) -> bool:
    """Words that alone would tell little name an act that the quote has."""
    codes = {line.code for line in draft.lines}
    said = {word for word in words_of(name.words) if len(word) >= SHORTEST_TELLING}
    labels = [set(words_of(line.label or "")) for line in draft.lines]
    return bool(codes & {one["code"] for one in name.candidates}) or any(said and said <= label for label in labels)


def _is_apart(mention: Mention) -> bool:
    """A tooth told by its number names no act, nor does « chambre double »; « dents de sagesse » does."""
    chosen = mention.value[0] if mention.kind == Kind.CHOICE and mention.value is not None else None
    return chosen in _NO_ACTS or (mention.kind == Kind.TEETH and mention.value is not None)


_NO_ACTS = frozenset(
    {"stay.private_room", "line.sector", "line.modifiers", "line.association", "line.agreement"}
)  # what is chosen there is said in words that acts have too: « adhérent OPTAM »


def _name(parse: Parse, span: ActSpan) -> ActName:
    matches = span.matches
    return ActName(
        span.first,
        span.last,
        parse.text[parse.tokens[span.first].start : parse.tokens[span.last - 1].end],
        tuple(as_value(match.act) for match in matches[:MOST_CANDIDATES]),
        _is_clear(matches) and not span.in_part,
        _is_denied(parse, span.first),
        span.last - span.first > 1 and bool(matches) and (matches[0].clear or matches[0].score >= SURE_SCORE),
        parse.norms(span.first, span.last),
    )


def _is_clear(matches: Sequence[ActMatch]) -> bool:
    leads = len(matches) > 1 and matches[0].score >= SURE_SCORE and matches[0].score - matches[1].score >= LEAD
    return bool(matches) and (matches[0].clear or leads or len(matches) == 1)


SURE_SCORE, LEAD = 0.95, 0.05
"""A name that fits its act whole, and the next one less, is that act: it is echoed, with a way out."""
_VALUES = (Kind.MONEY, Kind.DATE, Kind.CODE, Kind.NIGHTS, Kind.PERSON, Kind.ROLE, Kind.OTHER)
_SPEECH = ("correction", "wrong", "unknown", "finish", "hedge", "greeting", "thanks", "polite", "earlier", "later",
           "also", "same", "other", "label.asks", "costs", "change", "add", "put", "whole", "everywhere",
           "interrogative", "calendar.leaving", "keep_only")  # fmt: skip
_ELSEWHERE = "."  # ends a name, as a full stop does


def _is_denied(parse: Parse, first: int) -> bool:
    """« c'est pas une hanche, c'est un genou »: only an article stands between the denial and the act."""
    ends = {tag.last for tag in parse.tagged("denial", "instead_of")}
    at = first
    while at > 0 and at not in ends and parse.tokens[at - 1].norm in _ARTICLES:
        at -= 1
    return at in ends


_ARTICLES = frozenset({"un", "une", "en", "le", "la", "l", "de", "d", "du", "des", "pour", "les"})


def look_up(code: str, on: date, family: str | None) -> CodeFound:
    """Find a code on a day; a closed one gives its successors, an unknown one the codes that look like it."""
    if is_orthodontics(code) and (letter := act_value(code, on)):
        return CodeFound({"code": code, "label": letter["label"]})
    act = find_act(code, on)
    if isinstance(act, Act):
        return CodeFound(as_value(act))
    if isinstance(act, ClosedAct):
        successors = [found for one in act.successors if isinstance(found := find_act(one, on), Act)]
        return CodeFound(None, tuple(as_value(one) for one in successors[:MOST_CANDIDATES]), "closed_code")
    alike = [one for one in nearest_codes(code, on) if family in (None, one.family)]
    return CodeFound(None, tuple(as_value(one) for one in alike[:MOST_CANDIDATES]), "unknown_code")


def as_value(act: Act) -> Mapping[str, str]:
    """Return an act as it is offered: its code and its label."""
    return {"code": act.code, "label": act.label.replace("'", "’")}
