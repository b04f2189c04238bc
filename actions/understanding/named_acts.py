"""The acts that a sentence names by words: what it says of them, without what belongs to a value or to talk."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from actions.reading import VERTEBRA, Kind, Mention, Parse, Tag, is_everyday
from actions.understanding.act_names import ARTICLES, ActName, name_of
from actions.understanding.details import is_the_material, is_tooth_of_a_detail, with_details_apart
from actions.understanding.item import MOST_OF_AN_ACT
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
    names = sorted([*_without_reasons(parse, _without_stories(parse, names)), *treatments], key=lambda name: name.first)
    names = _without_announcements(parse, names)
    names = [name for name in _without_circumstances(parse, names) if not _is_supposed(parse, name)]
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


def _without_stories(parse: Parse, names: list[ActName]) -> list[ActName]:
    """« ma couronne est tombée, il demande 500 € pour … »: what happened to something of mine is no act to be paid."""
    kept = [name for name in names if not _is_a_story(parse, name)]
    return kept if any(name.candidates for name in kept) else names


def _without_announcements(parse: Parse, names: list[ActName]) -> list[ActName]:
    """« devis pour un implant : pose d'implant 1150 €, pilier 350 € »: what the quote is said to be of is no line."""
    kept = []
    prices = [one.first for one in parse.of(Kind.MONEY)]
    for at, name in enumerate(names):
        end = names[at + 1].first if at + 1 < len(names) else None
        before = parse.norms(max(0, name.first - _ANNOUNCED), name.first)
        said = before.index("devis") if "devis" in before else None
        leads = said is not None and set(before[said + 1 :]) <= ARTICLES | {"pour", "de", "d", "un", "une"}
        priced = end is None or any(name.last <= price < end for price in prices)
        opens = end is not None and ":" in parse.norms(name.last, end)
        if not (leads and opens and not priced):
            kept.append(name)
    return kept


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
