"""The acts that a sentence names by words: what it says of them, without what belongs to a value or to talk."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from actions.reading import VERTEBRA, Kind, Mention, Parse, Tag, is_everyday
from actions.understanding.act_names import ActName, name_of
from actions.understanding.details import is_the_material, is_tooth_of_a_detail, with_details_apart
from actions.understanding.item import MOST_OF_AN_ACT
from actions.understanding.names_of_no_line import without_names_of_no_line
from actions.understanding.unknown_names import names_not_known
from quote_draft import TEETH, act_value
from quote_engine import ActSpan, LetterSpan, find_acts_in, find_letters_in, is_word_of_acts, takes_out


def names_in(parse: Parse, on: date, family: str | None, tooth: int | None) -> list[ActName]:
    """Return the acts named by words, in order; words that belong to a value or a code are never part of a name."""
    values = [mention for mention in parse.mentions if mention.kind in _VALUES or _is_apart(mention)]
    values = [mention for mention in values if mention.value != "self"]  # « je dois me faire opérer de la hanche »
    values = [mention for mention in values if mention.unit != VERTEBRA]  # « hernie discale L5-S1 »
    taken = {at for mention in values for at in range(mention.first, mention.last)}
    taken |= {at for tag in parse.tagged(*_SPEECH) for at in range(tag.first, tag.last) if not _is_noun(parse, tag, on)}
    taken |= {one.first for one in parse.of(Kind.NUMBER) if is_tooth_of_a_detail(parse, one) or one.unit == "session"}
    taken |= {at for one in parse.of(Kind.NUMBER) if one.per for at in range(one.first, one.last)}  # « 550 la facette »
    taken |= {
        at
        for one in parse.of(Kind.NUMBER)
        if _is_a_sum(one) or _is_spelt_out(parse, one)
        for at in range(one.first, one.last)
    }
    taken |= {0} if parse.norms(0, 1) == ("non",) else set()  # « non la couronne c'est 550 » is of no « non précieux »
    taken |= {one.last for one in parse.of(Kind.NUMBER) if parse.norms(one.last, one.last + 1) == ("x",)}
    teeth = {one.first for one in parse.of(Kind.TEETH, Kind.NUMBER) if _is_a_tooth_after_its_noun(parse, one)}
    teeth |= _places_after_bare_removals(parse)
    taken |= teeth | {
        at for at, token in enumerate(parse.tokens) if token.norm in _TO_SOMEBODY and _takes_out(parse, at + 1)
    }
    words = [
        _TOOTH if at in teeth else _ELSEWHERE if at in taken else token.norm for at, token in enumerate(parse.tokens)
    ]
    for number in parse.of(Kind.NUMBER):  # « extraire les 3 dernières dents » is of 3 teeth
        if number.unit == "tooth" and parse.norms(number.last, number.last + 1) in _RANKING:
            words[number.last] = _LINK
    for tag in parse.tagged("tooth.material"):  # « couronne céramo-métallique sur implant »: of any matter
        if parse.norms(tag.last, tag.last + 2) in _ON_AN_IMPLANT:
            words[tag.first : tag.last] = [_LINK] * (tag.last - tag.first)
    found = find_acts_in(words, on, family, tooth, is_everyday)
    if any(not span.matches for span in found) and (described := _teeth_described(parse)):
        words = [_TOOTH if at in described else word for at, word in enumerate(words)]
        found = find_acts_in(words, on, family, tooth, is_everyday)
    spans = [span for span in found if not is_the_material(parse, span.first)]
    names = [
        name_of(parse, _without_end(span, taken))
        for span in spans
        if not _is_everyday(words[span.first : span.last]) and not _is_a_place(parse, span) and not _ranks(parse, span)
    ]
    treatments = [] if family == "medical" else _orthodontics(parse, on)
    names = [name for name in names if not any(_is_told_by(parse, name, one) for one in treatments)]
    names = without_names_of_no_line(parse, sorted([*names, *treatments], key=lambda name: name.first))
    talk = {at for tag in parse.tagged(*_SPEECH, *_PLACES) for at in range(tag.first, tag.last)}
    named = sorted([*names, *names_not_known(parse, names, talk)], key=lambda name: name.first)
    return with_details_apart(parse, named, on, tooth)


def _is_noun(parse: Parse, tag: Tag, on: date) -> bool:
    """« correction de la cloison », « faux moignon » are acts, « correction : 900 € », « c'est faux » put right."""
    if tag.name == "wrong" and any(span.matches for span in find_acts_in(parse.norms(tag.first, tag.last + 1), on)):
        return True
    return tag.name == "correction" and parse.norms(tag.last, tag.last + 1) in (("de",), ("d",), ("des",), ("du",))


_TOOTH = "dent"
"""What stands for « la 28 »: « extraction de la 28 » is that of a tooth."""


def _takes_out(parse: Parse, at: int) -> bool:
    return at < len(parse.tokens) and takes_out(parse.tokens[at].norm)


_TO_SOMEBODY = frozenset({"m", "me", "on", "lui", "nous", "vous", "se", "s"})


def _places_after_bare_removals(parse: Parse) -> set[int]:
    """« on m'arrache 14, 15 et 16, extraction à 50 € la dent »: where teeth are told, it is of them."""
    if not parse.of(Kind.TEETH):
        return set()
    ends = {one.first for one in parse.of(Kind.MONEY)} | {len(parse.tokens)}
    removals = (at for at, token in enumerate(parse.tokens) if token.norm in _REMOVALS)
    return {at + 1 for at in removals if parse.norms(at + 1, at + 2) in _BEFORE_A_PRICE and at + 2 in ends}


_REMOVALS = frozenset({"extraction", "extractions", "avulsion", "avulsions"})
_BEFORE_A_PRICE = (("a",), (":",), ("pour",))


_LINK = "de"
_ON_AN_IMPLANT = (("sur", "implant"), ("sur", "implants"), ("implanto", "portee"), ("implantoportee",))
_RANKING = frozenset({("premiere",), ("premieres",), ("derniere",), ("dernieres",), ("autres",)})


def _teeth_described(parse: Parse) -> set[int]:
    """« scellement de sillons sur les 4 premières molaires » is that of 4 teeth: which ones parts no acts."""
    return {
        at
        for mention in parse.of(Kind.TEETH)
        if mention.value is None and not parse.norms(mention.last - 1, mention.last)[0].startswith("sagesse")
        for at in range(mention.first, mention.last)
    }


def _is_a_sum(mention: Mention) -> bool:
    """« la couronne neuf cents »: a number above every tooth is part of no name."""
    return mention.unit is None and isinstance(mention.value, int) and mention.value > max(TEETH)


def _is_spelt_out(parse: Parse, mention: Mention) -> bool:
    """« couronnes sur quarante-quatre, quarante-cinq »: more than any act is done of, in words, is part of no name."""
    in_words = not any(parse.tokens[at].norm.isdigit() for at in range(mention.first, mention.last))
    return in_words and isinstance(mention.value, int) and mention.value > MOST_OF_AN_ACT


def _is_a_tooth_after_its_noun(parse: Parse, mention: Mention) -> bool:
    """« extraction de la 28 », « extraction 28 », but not « enlève la 28 »: that takes a line out."""
    if any(0 <= mention.first - tag.last <= 1 for tag in parse.tagged("delete")):
        return False
    before = mention.first
    while before > 0 and parse.tokens[before - 1].norm in _BEFORE_A_TOOTH:
        before -= 1
    taken_out = before > 0 and takes_out(parse.tokens[before - 1].norm)
    if mention.kind == Kind.NUMBER:
        return taken_out and mention.unit is None and mention.value in TEETH
    of_it = parse.norms(max(0, mention.first - 2), mention.first)
    return bool(mention.value) and (taken_out or of_it == ("de", "la") or of_it[-1:] in _OF_SEVERAL)


_OF_SEVERAL = (("des",), ("de",))
_BEFORE_A_TOOTH = frozenset({"de", "la", "des", "les", "sur", ":", "("})


def _without_end(span: ActSpan, taken: Collection[int]) -> ActSpan:
    """Leave to the tooth its own words, at the end of a name."""
    last = span.last
    while last - 1 > span.first and last - 1 in taken:
        last -= 1
    return replace(span, last=last)


def _is_everyday(words: Sequence[str]) -> bool:
    """« on verra » names no wart: everyday words, of which none is a word of acts as it is spelt, name nothing."""
    return all(is_everyday(word) and not is_word_of_acts(word) for word in words)


def _orthodontics(parse: Parse, on: date) -> list[ActName]:
    """« semestre d'orthodontie » is a letter of the NGAP, that no search of acts finds; a code beside it says which.

    What is told in several words before one price is one treatment: « orthodontie, multi-bagues, 4 semestres ».
    """
    told: list[list[LetterSpan]] = []
    for span in [] if parse.of(Kind.CODE) else find_letters_in(parse.norms()):
        if told and not _priced_between(parse, told[-1][-1].last, span.first):
            told[-1].append(span)
        else:
            told.append([span])
    telling = [spans for spans in told if any(parse.norms(*one[:2]) not in _TERMS for one in spans)]
    return [_treatment(parse, spans, on) for spans in telling]


_TERMS = frozenset({("semestre",), ("semestres",)})
"""What says which treatment is meant, and names none: « l'orthodontiste prend 680 € par semestre »."""


def _treatment(parse: Parse, spans: Sequence[LetterSpan], on: date) -> ActName:
    named, codes = spans[0], spans[0].codes
    for span in spans[1:]:
        if common := tuple(code for code in codes if code in span.codes):
            codes = common
    offered = [{"code": code, "label": act["label"]} for code in codes if (act := act_value(code, on))]
    said = parse.text[parse.tokens[named.first].start : parse.tokens[named.last - 1].end]
    return ActName(named.first, named.last, said, tuple(offered), len(offered) == 1, is_plain=True)


def _is_told_by(parse: Parse, name: ActName, treatment: ActName) -> bool:
    """« un appareil dentaire, c'est de l'orthodontie »: before one price, the treatment says what it is."""
    if name.first < treatment.last and treatment.first < name.last:
        return True
    first, last = sorted((name, treatment), key=lambda one: one.first)
    is_vague = not name.candidates or parse.norms(name.first, name.first + 1)[0].startswith("appareil")
    return is_vague and not _priced_between(parse, first.last, last.first)


def _priced_between(parse: Parse, first: int, last: int) -> bool:
    return any(first <= one.first and one.last <= last for one in parse.of(Kind.MONEY))


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


def _is_apart(mention: Mention) -> bool:
    """A tooth told by its number names no act, nor does « chambre double »; « dents de sagesse » does."""
    chosen = mention.value[0] if mention.kind == Kind.CHOICE and mention.value is not None else None
    return chosen in _NO_ACTS or (mention.kind == Kind.TEETH and mention.value is not None)


_NO_ACTS = frozenset(
    {"stay.private_room", "line.sector", "line.covered", "line.modifiers", "line.association", "line.agreement"}
)  # what is chosen there is said in words that acts have too: « adhérent OPTAM »


_VALUES = (Kind.MONEY, Kind.DATE, Kind.CODE, Kind.NIGHTS, Kind.PERSON, Kind.ROLE, Kind.OTHER)
_SPEECH = ("correction", "wrong", "unknown", "finish", "hedge", "greeting", "thanks", "polite", "earlier", "later",
           "also", "same", "other", "label.asks", "costs", "change", "add", "put", "whole", "everywhere",
           "interrogative", "calendar.leaving", "keep_only")  # fmt: skip
_ELSEWHERE = "."  # ends a name, as a full stop does
