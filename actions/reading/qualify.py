"""How a value is said, once for every kind: approximate, bounded, a share, relative, denied, replaced by the next."""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from actions.reading.kinds.teeth import ADULT
from actions.reading.mentions import Exactness, Kind, Mention, Tag
from actions.reading.sentence import Sentence
from quote_engine import is_word_of_acts

_COUNTED = frozenset({Kind.MONEY, Kind.NUMBER, Kind.NIGHTS, Kind.PERCENT})
_AMOUNTS = frozenset({Kind.MONEY, Kind.NUMBER})
_CONCLUDED = frozenset({Kind.MONEY, Kind.NUMBER, Kind.NIGHTS, Kind.DATE, Kind.TEETH})
_OUTDATED = _COUNTED | {Kind.TEETH, Kind.DATE}
_OF_A_LINE = frozenset({Kind.MONEY, Kind.NUMBER, Kind.TEETH})
_NAMING = frozenset({Kind.ROLE, Kind.RANK, Kind.CODE, Kind.TEETH})
_ROOM_WANTED = ("stay.private_room", True)
_NO_OPTAM = ("line.sector", "no_optam")
_NEVER_DENIED = frozenset({Kind.ANSWER, Kind.LABEL, Kind.OTHER})
_LEADS = frozenset(  # articles, prepositions and nouns that stand between a qualifier and its value
    [
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "a",
        "au",
        "en",
        "pour",
        "sur",
        "dent",
        "euh",
        ":",
        "un",
        "une",
        "dans",
        "avec",
        "montant",
        "prix",
        "(",
        "mon",
        "ma",
        "pris",
        "prends",
        "prend",
        "prendrai",
        "demande",
        "reserve",
        "veux",
        "souhaite",
        "besoin",
    ]
)
_MOST_LEADS = 3
_MOST_ASIDE = 9  # tokens of « ah non, je lis mal »
_MOST_APART = 5  # tokens between two values of which one replaces the other
_ASIDE = frozenset([",", "euh", "pardon", "c", "est", "le", "la", "de", "du"])
_SLIPPING = _ASIDE | {
    "ah",
    "oh",
    "ben",
    "enfin",
    "mais",
    "je",
    "veux",
    "dire",
    "plutot",
    "la",
    "les",
    "dent",
    "a",
    "au",
}
_OF = frozenset({"de", "des", "sur"})
_SHARES = {"half": (1, 2), "third": (1, 3), "quarter": (1, 4), "two_thirds": (2, 3), "double": (2, 1), "triple": (3, 1)}
_BOUNDS = {"about": Exactness.ABOUT, "at_least": Exactness.AT_LEAST, "at_most": Exactness.AT_MOST}


def qualified(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with what is said of them, in their order."""
    one_by_one: tuple[Callable[[Sentence, Mention], Mention], ...] = (_shared, _bounded, _relative, _denied)
    kept = [one for mention in mentions for one in _two_of_which_one_is_denied(sentence, mention)]
    for qualify in one_by_one:
        kept = [qualify(sentence, mention) for mention in kept]
    kept = _replaced(sentence, _denied_together(sentence, kept))
    return [_settled(sentence, mention) for mention in kept]


def _before(sentence: Sentence, mention: Mention) -> list[Tag]:
    """Return the phrases that end before a mention, or before its articles and prepositions."""
    place, found = mention.first, list(sentence.all_ending(mention.first))
    while mention.first - place < _MOST_LEADS and sentence.norm_in(place - 1, _LEADS):
        place -= 1
        found += sentence.all_ending(place)
    return found


def _shared(sentence: Sentence, mention: Mention) -> Mention:
    """« la moitié de 2900 », « 30 % de 1200 € »: the share has to be asked."""
    if mention.kind not in _AMOUNTS or mention.value is None or mention.doubt:
        return mention
    tag = sentence.ending(mention.first, "share.")
    if tag is not None:
        top, bottom = _SHARES.get(tag.name.removeprefix("share."), (0, 1))
        part = mention.value * top // bottom
        return replace(mention, doubt="share", alternatives=(part,) if part else ())
    before = sentence.mention_at(mention.first - 2) if sentence.norm_in(mention.first - 1, _OF) else None
    if before is None or before.kind is not Kind.PERCENT or not before.value:
        return mention
    return replace(mention, doubt="share", alternatives=(mention.value * before.value // 10_000,))


def _bounded(sentence: Sentence, mention: Mention) -> Mention:
    if mention.kind not in _COUNTED and mention.kind is not Kind.DATE:
        return mention
    found = [tag for tag in _before(sentence, mention) if tag.name.endswith("_before")]
    after = mention.last + 1 if sentence.norm_in(mention.last, {",", "("}) else mention.last
    found = found or [tag for tag in sentence.all_starting(after) if tag.name.endswith("_after")]
    bounds = [tag for tag in found if tag.name.rpartition("_")[0] in _BOUNDS]
    if mention.kind in _AMOUNTS:  # « un blanchiment avant, à 400 € » is told first, and bounds no price
        bounds = [tag for tag in bounds if sentence.norm(tag.first) != "avant" and not _is_of_a_jaw(sentence, tag)]
    if mention.kind is Kind.DATE:  # « quatre nuits à partir du 7 décembre »: the stay begins that day
        bounds = [tag for tag in bounds if sentence.norm(tag.first) != "a"]
    if not bounds:
        return mention
    longest = max(bounds, key=lambda tag: tag.last - tag.first)
    return replace(mention, exactness=_BOUNDS[longest.name.rpartition("_")[0]])


def _is_of_a_jaw(sentence: Sentence, tag: Tag) -> bool:
    """« une prothèse complète supérieure à 1 350 € » says which jaw."""
    placed = sentence.starting(tag.first, "tooth.up") or sentence.starting(tag.first, "tooth.down")
    return placed is not None and is_word_of_acts(sentence.norm(tag.first - 1))


def _relative(sentence: Sentence, mention: Mention) -> Mention:
    """« une nuit de plus », « 50 € de moins », « un jour plus tôt », « encore une nuit »."""
    if mention.kind not in _COUNTED or mention.unit == "dates":
        return mention
    sign = _sign(sentence, mention)
    if sign is None:
        return mention
    if mention.doubt == "days_or_nights":  # a day more is a night more
        return replace(mention, relative=sign, value=max(mention.alternatives), doubt=None, alternatives=())
    return replace(mention, relative=sign)


def _sign(sentence: Sentence, mention: Mention) -> int | None:
    before = sentence.norm(mention.first - 1)
    if before == "moins" and mention.kind is not Kind.NUMBER and not sentence.ending(mention.first, "at_"):
        return -1
    if before in {"plus", "+"} and mention.kind is Kind.NIGHTS and not sentence.mentions_before(mention.first):
        return 1
    label = sentence.starting(mention.last, "label.")  # « 800 euros en plus de la base »
    names = set() if label else {tag.name for tag in sentence.all_starting(mention.last)}
    more, less = {"more"}, {"less"}
    if mention.kind is not Kind.NUMBER:
        names |= {tag.name for tag in sentence.all_ending(mention.first) if not _is_to_be_done(sentence, tag)}
        less = less | {"one_less"}
    if mention.kind is Kind.NIGHTS:
        more, less = more | {"later", "one_more"}, less | {"earlier"}
    if names & more:
        return 1
    return -1 if names & less else _moved(sentence, mention)


def _is_to_be_done(sentence: Sentence, tag: Tag) -> bool:
    """« quatre dents à enlever 800 euros »: what is to be done moves no price."""
    return sentence.norm(tag.first - 1) == "a" and sentence.norm(tag.first).endswith("er")


_TO = (("a", "l"), ("a", "la"), ("sur", "le"), ("sur", "la"))


def _moved(sentence: Sentence, mention: Mention) -> int | None:
    """« baissez les deux de 20 euros », « ajoutez 30 euros à chacun »."""
    if mention.kind is not Kind.MONEY:
        return None
    by = sentence.norm_in(mention.first - 1, {"de", "d"})
    to_somebody = mention.per == "each" or sentence.norm_in(mention.last, {"au", "aux"})
    to_somebody = to_somebody or sentence.norms[mention.last : mention.last + 2] in _TO
    for place in range(mention.first, max(0, mention.first - _MOST_APART) - 1, -1):
        for name, sign in (("raise", 1), ("lower", -1)):
            if sentence.ending(place, name) and (by or to_somebody):
                return sign
    return None


def _denied(sentence: Sentence, mention: Mention) -> Mention:
    """« pas 850 », « ni la 26 », « au lieu de 850 »; not the « pas » of « je ne sais pas, 850 »."""
    if mention.denied or mention.kind in _NEVER_DENIED or mention.value == _NO_OPTAM:
        return mention  # « ni l'un ni l'autre n'est OPTAM » has its denial in its value
    room = mention.kind is Kind.CHOICE and mention.value == _ROOM_WANTED
    if room and any(sentence.norm(at) == "sans" for at in range(mention.first - 3, mention.first)):
        return replace(mention, denied=True)
    if mention.kind is Kind.CHOICE and sentence.norms[mention.last : mention.last + 2] == ("?", "non"):
        return replace(mention, denied=True)
    for tag in _before(sentence, mention):
        if tag.name == "instead_of" and _stands_where(sentence, mention):
            continue
        if tag.name == "instead_of" or (tag.name == "denial" and not _within_a_mention(sentence, tag)):
            return replace(mention, denied=True)
    return mention


def _denied_together(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """« la 16 et la 17, pas 26 et 27 »: what is listed with a tooth that is denied is denied with it."""
    kept = mentions[:1]
    for mention in mentions[1:]:
        between = sentence.norms[kept[-1].last : mention.first]
        both = kept[-1].denied and set(between) <= _WITH and _tells_teeth(kept[-1]) and _tells_teeth(mention)
        both = both and (bool(between) or sum(not one.denied and _tells_teeth(one) for one in kept) > 1)
        kept.append(replace(mention, denied=True) if both else mention)
    return kept


def _tells_teeth(mention: Mention) -> bool:
    return mention.kind is Kind.TEETH or (mention.kind is Kind.NUMBER and mention.value in ADULT)


_WITH = frozenset({"et", "ni", "/", "la", "&"})


def _stands_where(sentence: Sentence, mention: Mention) -> bool:
    """« un implant à la place de la 36 » is on the 36, where no other tooth is told."""
    if mention.kind is not Kind.TEETH or not any(norm in _STANDING for norm in sentence.norms[: mention.first]):
        return False
    others = (one for at in range(len(sentence)) if (one := sentence.mention_at(at)) and one.kind is Kind.TEETH)
    return all(one is mention for one in others)


_STANDING = frozenset({"implant", "implants", "bridge", "prothese", "dentier", "pilier"})
"""What takes the place of a tooth."""


def _two_of_which_one_is_denied(sentence: Sentence, mention: Mention) -> list[Mention]:
    """« pas la 26, la 27 » tells two teeth apart: the first is denied."""
    told = sentence.norms[mention.first : mention.last]
    two = mention.kind is Kind.TEETH and mention.value is not None and len(mention.value) == 2
    apart = two and told.count(",") == 1 and "et" not in told
    if not apart or not any(tag.name == "denial" for tag in _before(sentence, mention)):
        return [mention]
    at = mention.first + told.index(",")
    end, start = sentence.tokens[at - 1].end, sentence.tokens[at + 1].start
    return [
        replace(mention, value=mention.value[:1], last=at, end=end, text=sentence.text[mention.start : end]),
        replace(mention, value=mention.value[1:], first=at + 1, start=start, text=sentence.text[start : mention.end]),
    ]


def _within_a_mention(sentence: Sentence, tag: Tag) -> bool:
    """Tell whether a « pas » belongs to a phrase of its own."""
    holder = sentence.mention_at(tag.last - 1)
    if holder is None or holder.first > tag.first:
        return False
    return holder.kind is not Kind.ANSWER or holder.value == "unknown"


def _replaced(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """« 850, non 950 » and « remplace 850 par 950 » deny the first of two values of one kind."""
    kept = [mention for mention in mentions if mention.kind is not Kind.ANSWER]
    pairs = [(left, right) for left, right in itertools.pairwise(kept) if _gives_way(sentence, left, right)]
    pairs += _of_former_times(sentence, kept)
    replaced = {left.first for left, _ in pairs} | _before_a_conclusion(sentence, kept)
    alike = {right.first: _like(right, left) for left, right in pairs}
    told = (alike.get(mention.first, mention) for mention in mentions)
    return [replace(mention, denied=True) if mention.first in replaced else mention for mention in told]


def _like(right: Mention, left: Mention) -> Mention:
    """« dent 37 non 36 », « 4 nuits, pardon 5 »: the bare number is what the value that it replaces was."""
    if right.kind is not Kind.NUMBER or right.value is None or right.unit is not None:
        return right
    if left.kind is Kind.TEETH:
        return replace(right, kind=Kind.TEETH, value=(right.value,))
    return (
        replace(right, kind=Kind.NIGHTS, unit="night") if left.kind is Kind.NIGHTS and left.unit == "night" else right
    )


def _before_a_conclusion(sentence: Sentence, mentions: Sequence[Mention]) -> set[int]:
    """« normalement trois nuits, mais il préfère cinq, donc cinq »: what comes before gives way, unless it is added up.

    Return where the values that give way begin. What names another line between them parts them.
    """
    ends = {tag.last for tag in sentence.tags if tag.name == "conclusion"}
    ends |= {tag.last for tag in sentence.tags if tag.name == "own" and _follows_but(sentence, tag)}
    exact = {tag.first for tag in sentence.tags if tag.name == "exactly"}
    for right in mentions:
        concluded = right.last in exact or any(
            place in ends for place in range(right.first, right.first - _MOST_LEADS - 1, -1)
        )
        if not concluded or right.kind not in _CONCLUDED or right.denied or right.doubt is not None:
            continue
        before = [one for one in mentions if one.first < right.first]
        parted = max((one.last for one in before if one.kind in _NAMING and one.kind is not right.kind), default=0)
        lefts = [
            one
            for one in before
            if _same_sort(one, right)
            and _of_one_size(one, right)
            and not one.denied
            and (one.first >= parted or one.kind not in _OF_A_LINE)
        ]
        if right.kind is Kind.NIGHTS:  # « du 6 au 9 mars, donc trois nuits » says the same twice
            lefts = [one for one in lefts if (one.kind, one.value) != (right.kind, right.value)]
        if any(one.kind in (Kind.NIGHTS, Kind.DATE) for one in lefts):  # a bare number after them counts the same
            lefts = [one for one in before if _same_sort(one, right)]
        if lefts and not _is_the_sum(right, lefts):
            return {one.first for one in lefts}
    return set()


def _of_former_times(sentence: Sentence, mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """« avant c'était 1150, ils ont augmenté à 1275 »: return what stood once, each with what stands now."""
    former = [tag.last for tag in sentence.tags if tag.name == "formerly"]
    now = [tag for tag in sentence.tags if tag.name == "now"]
    figures = [one for one in mentions if one.kind in _OUTDATED and not one.denied]
    return [
        (left, right)
        for left, right in itertools.pairwise(figures)
        if _same_sort(left, right)
        and any(0 <= left.first - last <= _MOST_APART for last in former)
        and any(left.last <= tag.first < right.first for tag in now)
        and not any(_parts(one, left, right) for one in mentions if left.last <= one.first < right.first)
    ]


def _parts(between: Mention, left: Mention, right: Mention) -> bool:
    """Tell whether what stands between two figures names another line; who says how many nights names none."""
    of_the_quote = {left.kind, right.kind} & {Kind.NIGHTS, Kind.DATE, Kind.TEETH}
    return between.kind in _NAMING and not (between.kind is Kind.ROLE and of_the_quote)


def _follows_but(sentence: Sentence, tag: Tag) -> bool:
    """« il m'avait dit 1300, mais sur le papier c'est 1450 »."""
    return sentence.norm(tag.first) == "moi" or any(
        sentence.norm(at) == "mais" for at in range(tag.first - 2, tag.first)
    )


def _is_the_sum(right: Mention, lefts: Sequence[Mention]) -> bool:
    values = [one.value for one in lefts]
    return len(values) > 1 and right.kind in _AMOUNTS and sum(v for v in values if isinstance(v, int)) == right.value


def _gives_way(sentence: Sentence, left: Mention, right: Mention) -> bool:
    if right.denied or not _same_sort(left, right):
        return False
    if _puts_itself_right(sentence, left, right):
        return True
    if right.first - left.last > _MOST_APART:
        return False
    between = [norm for norm in sentence.norms[left.last : right.first] if norm not in _ASIDE and norm.isalpha()]
    if between == ["non"] or _slips_between(sentence, left, right):
        return True
    return "par" in between and any(tag.name == "replace" for tag in _before(sentence, left))


def _slips_between(sentence: Sentence, left: Mention, right: Mention) -> bool:
    """« trois nuits, ah non quatre », « 650… ah non attendez, 560 »: all that is said between takes the first back."""
    taken_back = {
        at
        for tag in sentence.tags
        if tag.name in ("correction", "no") and left.last <= tag.first and tag.last <= right.first
        for at in range(tag.first, tag.last)
    }
    said = range(left.last, right.first)
    return bool(taken_back) and all(
        at in taken_back or sentence.norm(at) in _SLIPPING or not sentence.norm(at).isalnum() for at in said
    )


def _puts_itself_right(sentence: Sentence, left: Mention, right: Mention) -> bool:
    """« 1540, ah non je lis mal, 1450 »: the words between say nothing but that the first was wrong."""
    if left.kind not in _AMOUNTS or right.kind not in _AMOUNTS or right.first - left.last > _MOST_ASIDE:
        return False
    said = [
        tag for tag in sentence.tags if tag.name == "correction" and left.last <= tag.first < tag.last <= right.first
    ]
    return bool(said) and sentence.norm(left.last) == "," and sentence.norm(right.first - 1) == ","


def _same_sort(one: Mention, other: Mention) -> bool:
    """Tell whether two values may be of one thing: a bare number may be whatever it is small enough for."""
    if one.kind is other.kind:
        return True
    number, told = (one, other) if one.kind is Kind.NUMBER else (other, one)
    if number.kind is not Kind.NUMBER or told.kind not in _LARGEST:
        return False
    return number.value is None or number.value <= _LARGEST[told.kind]


def _of_one_size(one: Mention, right: Mention) -> bool:
    """« 16, 17 et 26, 1800 au total donc 600 pièce »: a small figure is no price that a large one concludes."""
    if one.kind is not Kind.NUMBER or right.kind not in _AMOUNTS or not one.value or not right.value:
        return True
    price = right.value // 100 if right.kind is Kind.MONEY else right.value
    return bool(one.value * _MUCH_SMALLER >= price)


_MUCH_SMALLER = 10
_LARGEST = {Kind.MONEY: math.inf, Kind.PERCENT: 100, Kind.TEETH: 99, Kind.NIGHTS: 99, Kind.DATE: 31, Kind.CHOICE: 3}


def _settled(sentence: Sentence, mention: Mention) -> Mention:
    """« pas d'ALD », « sans la chambre seule »: what is denied is an answer by itself."""
    exempts = mention.kind is Kind.CHOICE and mention.value is not None and mention.value[0] == "exemption"
    unrelated = any(tag.name == "unrelated" and tag.first >= mention.last for tag in sentence.tags)
    if exempts and (mention.denied or unrelated):  # « une ALD, mais pas pour la hanche »
        return replace(mention, value=("exemption", "none"), denied=False)
    if mention.denied and mention.value == _ROOM_WANTED:
        return replace(mention, value=(_ROOM_WANTED[0], False), denied=False)
    return mention
