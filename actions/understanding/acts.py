"""What the member is doing, sentence by sentence: telling, asking, supposing, recounting, ordering.

A message is cut where one sentence ends or where a question or an order begins; each part does one thing. Only what is
told may write in the draft: a question, a supposition and a story never do (second law of docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from actions.reading import Kind, Mention, Parse, Tag


class Act(StrEnum):
    TELLING = "telling"
    ASKING = "asking"
    WHY = "why"
    SUPPOSING = "supposing"
    RECOUNTING = "recounting"
    NOT_KNOWING = "not_knowing"
    ORDERING = "ordering"  # undo, delete, stop, hand over…: `order` says which


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens first…last of a message and what they do.

    `order` is a kind of the contract when they order something; `subject` is the token where what they ask about
    begins, when it was said before them.
    """

    act: Act
    first: int
    last: int
    order: str | None = None
    subject: int | None = None

    def of(self, parse: Parse) -> Parse:
        """Return the reading of this part alone, its places unchanged."""
        return within(parse, [self])


ENDS = frozenset({".", "!", "?", ";", "\n", "…"})
_JOINTS = frozenset({"mais", "et", ",", "puis", "sinon", "alors", "donc", "par", "contre", "ensuite", "apres", ":"})
_OPENERS = frozenset(
    {"et", "mais", "alors", "donc", "bonjour", "bonsoir", "euh", "ah", "oui", "non", "ok", "dites", "dis", "moi", ",",
     "svp", "merci", "pardon", "en", "fait", "au", "juste", "petite", "question", ":", "sinon", "du", "coup", "salut"}
)  # fmt: skip
FIGURES = (Kind.MONEY, Kind.NUMBER, Kind.DATE, Kind.NIGHTS, Kind.TEETH, Kind.CODE)
VALUES = (*FIGURES, Kind.CHOICE)
ORDERS = {
    "undo": "undo",
    "order.compare": "compare",  # « compare avec mon autre devis » starts no new one
    "order.restart": "restart",
    "keep_only": "keep_only",
    "delete": "delete_line",
    "order.stop": "stop",
    "order.handover": "handover",
    "order.support": "support",
    "order.complaint": "complaint",
    "order.summary": "summary",
    "order.medical_advice": "medical_advice",
    "order.document": "document",
    "order.worry": "worry",
    "order.help": "help",
    "help": "help",
    "order.bye": "bye",
}
"""Tags of the lexicon that order something, the heaviest first."""
SHORT = 4
"""Words of an answer that a question mark only makes unsure: « 850 ? »."""


def parts_of(parse: Parse, intents: Sequence[tuple[str, float]] = ()) -> list[Part]:
    """Return the parts of a message in order; the intent model speaks for a message that is one part."""
    cuts = _cuts(parse)
    bounds = [0, *cuts, len(parse.tokens)]
    spans = [(first, last) for first, last in pairwise(bounds) if _says(parse, first, last)]
    parts = [_part(parse, first, last) for first, last in spans]
    if len(parts) == 1:
        return [_advised(parts[0], parse, intents)]
    return _with_what_they_follow(parts, parse)


def within(parse: Parse, parts: Sequence[Part]) -> Parse:
    """Return a reading of which only these parts are left."""
    inside = {at for part in parts for at in range(part.first, part.last)}
    return Parse(
        parse.text,
        parse.today,
        parse.tokens,
        tuple(mention for mention in parse.mentions if mention.first in inside),
        tuple(tag for tag in parse.tags if tag.first in inside),
    )


_TELLS_ANEW = ("put", "change", "add", "correction")
"""What follows an order and tells something again: « annule et mets 900 »."""


def _says(parse: Parse, first: int, last: int) -> bool:
    return any(norm not in ENDS and norm != "," for norm in parse.norms(first, last))


def _cuts(parse: Parse) -> list[int]:
    inside = {at for mention in parse.mentions for at in range(mention.first + 1, mention.last)}
    ends = (at for at, token in enumerate(parse.tokens) if token.norm in ENDS and at not in inside)
    cuts = {at + 1 for at in ends if not _is_in_brackets(parse, at)}  # a decimal point ends nothing
    opening = [tag for tag in parse.tags if tag.name in ("interrogative", "hypothesis", *ORDERS, *_TELLS_ANEW)]
    governs_what_precedes = ("hypothesis", "delete")  # « …, juste pour voir », « la chambre, supprime »
    opening = [
        tag for tag in opening if tag.name not in governs_what_precedes or _says(parse, tag.last, len(parse.tokens))
    ]
    orders = [tag for tag in parse.tags if tag.name in ORDERS]
    opening = [
        tag for tag in opening if tag.name not in _TELLS_ANEW or any(order.last <= tag.first for order in orders)
    ]
    cuts |= _around_orders(parse, orders, inside)
    for tag in opening:
        at = tag.first
        joints = 0
        while at - joints > 0 and parse.tokens[at - joints - 1].norm in _JOINTS:
            joints += 1
        if joints and at - joints > 0 and at not in inside:
            cuts.add(at - joints)
    asks = [at for at, norm in enumerate(parse.norms()) if norm == "pourquoi"]
    cuts |= {
        at
        for at in asks
        if any(one.last == at and one.kind in VALUES and one.value is not None for one in parse.mentions)
    }
    cuts |= _the_own_after_a_story(parse, inside)
    cuts |= _stories_after_a_value(parse, sorted({0, *cuts, len(parse.tokens)}), inside)
    cuts |= _questions_after_a_value(parse, sorted({0, *cuts, len(parse.tokens)}), inside)
    return sorted(cut for cut in cuts if 0 < cut < len(parse.tokens))


def _is_in_brackets(parse: Parse, at: int) -> bool:
    """« (hors convention ? non, secteur 2) » is said in passing."""
    opened = max((place for place in range(at) if parse.tokens[place].norm == "("), default=None)
    closed = ")" in parse.norms(at) and opened is not None and ")" not in parse.norms(opened, at)
    return closed and "\n" not in parse.norms(opened or 0, at + 1)


_ASIDE = ("order.worry",)
"""What is said in passing: « on me remplace la hanche, j'ai peur, c'est le 14 janvier »."""
_NEAR_AN_ORDER = 6
_NAMING = (Kind.ROLE, Kind.FIELD, Kind.TEETH, Kind.NIGHTS, Kind.DATE, Kind.CHOICE)
"""What names something else after the line that goes: « enlevez l'anesthésiste, et le chirurgien est à 1600 »."""


def _around_orders(parse: Parse, orders: Sequence[Tag], inside: set[int]) -> set[int]:
    """« corrigez le montant à 1540 et je veux parler à quelqu'un », « annulez, et le montant c'est 1500 »."""
    values = [mention for mention in parse.mentions if mention.kind in (*VALUES, Kind.ANSWER)]
    found = set()
    for tag in orders:
        for at in range(tag.first - 1, max(0, tag.first - _NEAR_AN_ORDER) - 1, -1):
            if any(mention.first <= at < mention.last for mention in values):
                break
            told = tag.name in _ASIDE or any(one.last <= at for one in values)
            if parse.tokens[at].norm in _JOINTS and at not in inside and told:
                found.add(at)
                break
        for at in range(tag.last, min(len(parse.tokens), tag.last + _NEAR_AN_ORDER)):
            if parse.tokens[at].norm in _JOINTS and at not in inside:
                after = [one for one in parse.mentions if one.first > at]
                tells = any(one.kind in VALUES for one in after)
                if tells and (tag.name != "delete" or any(one.kind in _NAMING for one in after)):
                    found.add(at)
                break
    return found


def _questions_after_a_value(parse: Parse, bounds: Sequence[int], inside: set[int]) -> set[int]:
    """« 1450, c'est cher pour ça ? »: where a value is told first and what follows asks, the question begins there."""
    found = set()
    for first, last in pairwise(bounds):
        for at in range(first + 1, last - 1):
            if parse.tokens[at].norm not in _JOINTS or at in inside:
                continue
            told = (*VALUES, Kind.ANSWER)
            holds = any(
                first <= mention.first and mention.last <= at and mention.kind in told for mention in parse.mentions
            )
            supposes = any(at < tag.first and tag.last <= last for tag in parse.tagged("hypothesis"))
            if supposes:  # « avec la 27 à 600, vous arrivez à combien ? » supposes it all
                continue
            if holds and _is_a_question(parse, at + 1, last) and not _is_a_question(parse, first, at):
                found.add(at)
                break
    return found


def _stories_after_a_value(parse: Parse, bounds: Sequence[int], inside: set[int]) -> set[int]:
    """« 1420 euros, ma sœur avait payé 1100 »: the quote is told first, and then somebody else's."""
    found = set()
    for first, last in pairwise(bounds):
        for at in range(last - 2, first, -1):
            but = any(tag.first == at for tag in parse.tagged("but"))
            if not (but or parse.tokens[at].norm in {",", "mais", "et"}) or at in inside:
                continue
            if _is_a_story(parse, at + 1, last) and not _is_a_story(parse, first, at):
                found.add(at)
                break
    return found


def _the_own_after_a_story(parse: Parse, inside: set[int]) -> set[int]:
    """« ma voisine a payé 2100, moi c'est 1390 »: somebody else's case first, and then the quote's."""
    before = {tag.first: tag.first - 1 for tag in parse.tagged("own") if tag.first > 1}
    return {
        at
        for at in before.values()
        if parse.tokens[at].norm in _JOINTS
        and at not in inside
        and (_is_a_story(parse, 0, at) or _is_somebody_elses(parse, at))
    }


def _is_somebody_elses(parse: Parse, at: int) -> bool:
    """« une amie m'a parlé de vous, moi c'est 690 euros »: nothing of the story is told, but that it is one."""
    mine = parse.norms(at + 1, at + 2) == ("moi",) or "moi" in parse.norms(at + 1, at + 4)
    return mine and any(tag.last <= at for tag in parse.tagged("reported"))


def _is_a_story(parse: Parse, first: int, last: int) -> bool:
    names = {tag.name for tag in parse.tags if first <= tag.first and tag.last <= last}
    holds = any(first <= mention.first < last and mention.kind in VALUES for mention in parse.mentions)
    return holds and _recounts(parse, first, last, names, holds=holds)


def _is_a_question(parse: Parse, first: int, last: int) -> bool:
    tags = [tag for tag in parse.tags if first <= tag.first and tag.last <= last]
    values = any(
        first <= mention.first < last and mention.kind in FIGURES and mention.value is not None
        for mention in parse.mentions
    )
    words = [norm for norm in parse.norms(first, last) if norm.isalpha()]
    return len(words) > 1 and not values and (_asks(parse, first, last, tags) or "?" in parse.norms(first, last))


def _part(parse: Parse, first: int, last: int) -> Part:  # noqa: PLR0911  one return an act, in their order
    tags = _not_polite([tag for tag in parse.tags if first <= tag.first and tag.last <= last])
    tags = [tag for tag in tags if tag.name not in _OTHERS_CASE or not _is_likened(parse, tag)]
    names = {tag.name for tag in tags}
    values = [mention for mention in parse.mentions if first <= mention.first < last and mention.kind in VALUES]
    figures = [mention for mention in values if mention.kind in FIGURES]
    order = next((order for name, order in ORDERS.items() if name in names), None)
    order = None if order == "bye" and values else order  # « 4 nuits, et bonne soirée »
    asks = _asks(parse, first, last, tags)
    if "order.why" in names or _starts_with_why(parse, first, last):
        return Part(Act.WHY, first, last)
    tags = [tag for tag in tags if tag.name != "hypothesis" or _opens_or_supposes(parse, tag, first)]
    names = {tag.name for tag in tags}
    supposed = [tag.last for tag in tags if tag.name == "hypothesis"]
    persons = any(min(supposed, default=last) <= mention.first < last for mention in parse.of(Kind.PERSON))
    shares = any(first <= mention.first < last for mention in parse.of(Kind.PERCENT))
    supposes = values or asks or persons or shares or names & {"delete", "keep_only"}
    if "hypothesis" in names and supposes and not _comes_before("unknown", "hypothesis", tags):
        return Part(Act.SUPPOSING, first, last)
    if "unknown" in names and not figures:
        wonders = any(_asks_indirectly(parse, tag) for tag in tags if tag.name == "unknown")
        return Part(Act.ASKING if wonders else Act.NOT_KNOWING, first, last)
    if order in ("document", "compare", "handover", "support", "medical_advice", "worry", "complaint", "help"):
        return Part(Act.ORDERING, first, last, order)
    if asks:
        return Part(Act.ASKING, first, last)
    if "explain" in names:
        return Part(Act.WHY, first, last)
    if _recounts(parse, first, last, names, holds=bool(values)):
        return Part(Act.RECOUNTING, first, last)
    counts = any(mention.relative is not None for mention in values)  # « enlevez 50 euros » takes no line out
    if order is not None and not (order == "undo" and _is_qualified(names)) and not (order == "delete_line" and counts):
        return Part(Act.ORDERING, first, last, order)
    return Part(Act.TELLING, first, last)


def _asks_indirectly(parse: Parse, unknown: Tag) -> bool:
    """« je ne sais pas ce que c'est, l'OPTAM » asks; « je ne sais pas combien » answers."""
    after = parse.norms(unknown.last, unknown.last + _LONGEST_OPENING)
    if parse.norms(unknown.first, unknown.first + 1) == ("comment",):
        return True  # « comment savoir son secteur »
    return any(after[: len(opening)] == opening for opening in _OPENING_AN_INDIRECT_QUESTION)


_OPENING_AN_INDIRECT_QUESTION = frozenset({
    ("ce", "que", "c"), ("ce", "qu", "est"), ("ce", "que", "ca"), ("ce", "que", "veut"), ("ce", "que", "signifie"),
    ("c", "est", "quoi"), ("ce", "est", "quoi"), ("comment",), ("ou", "c", "est"), ("ou", "est"), ("ou", "trouver"),
    ("ou", "le"), ("ou", "la"), ("a", "quoi"),
})  # fmt: skip
_LONGEST_OPENING = 3

_OTHERS_CASE = ("reported", "calendar.period.last_year")


def _is_likened(parse: Parse, tag: Tag) -> bool:
    """« quatre, comme ma voisine », « comme l'an dernier »: what is told is like another case, and the quote's own."""
    return "comme" in parse.norms(max(0, tag.first - 2), tag.first)


def _opens_or_supposes(parse: Parse, tag: Tag, first: int) -> bool:
    """« et sans la chambre ? », « et à 520 ? » suppose; « sans chambre et sans OPTAM » tells."""
    said = parse.norms(tag.first, tag.last)[:2]
    if said[0] == "si" and parse.norms(max(0, tag.first - 1), tag.first) in _BEFORE_YES | _WONDERING:
        return False  # « ah si, l'anesthésiste : 395 », « comment savoir si je suis à 100 % »
    if said == ("et", "a"):
        return tag.first == first and "?" in parse.norms(tag.last, len(parse.tokens))
    return said not in {("et", "avec"), ("et", "sans")} or tag.first == first


_WONDERING = frozenset({("sait",), ("sais",), ("savoir",), ("demande",), ("voir",), ("verifier",)})
_BEFORE_YES = frozenset({("ah",), ("oh",), ("mais",), ("eh",), ("si",)})


def _not_polite(tags: list[Tag]) -> list[Tag]:
    """« s'il vous plaît » supposes nothing."""
    polite = {at for tag in tags if tag.name == "polite" for at in range(tag.first, tag.last)}
    return [tag for tag in tags if tag.name == "polite" or tag.first not in polite]


def _recounts(parse: Parse, first: int, last: int, names: set[str], *, holds: bool) -> bool:
    """Tell another day's or another person's case: what was paid, what they asked, what a mother had."""
    if "reported" in names or "calendar.period.last_year" in names:
        return not names & {"conclusion", "change"}  # « il m'a dit 1200, mais c'est écrit 1450, donc 1450 »
    if not holds or names & {"correction", "change", "put"}:
        return False
    others = [
        mention
        for mention in parse.of(Kind.PERSON)
        if first <= mention.first < last and _is_their_own(parse, mention, last)
    ]
    return bool(others) or any(_is_imperfect(norm) for norm in parse.norms(first, last))


def _is_their_own(parse: Parse, person: Mention, last: int) -> bool:
    """What is told after somebody else is theirs: « ma sœur, 1100 »; what they read or say for the member is not."""
    paid = any(0 <= role.first - person.last <= _OF_A_TRADE for role in parse.of(Kind.ROLE))
    if person.value not in ("other", "parent") or paid or parse.norms(person.last, person.last + 1) in _SPEAKING:
        return False
    if "pour" in parse.norms(max(0, person.first - 2), person.first + 1):
        return False
    if any(one.value == "self" and one.first >= person.last for one in parse.of(Kind.PERSON)):
        return False  # « j'accompagne ma mère, mais là c'est pour moi »
    return any(person.last <= mention.first < last and mention.kind in VALUES for mention in parse.mentions)


_OF_A_TRADE = 2  # tokens: « son collègue de l'anesthésie »
_SPEAKING = frozenset({("dit",), ("dis",), ("lit",), ("pense",), ("croit",), ("tape",), ("ecrit",), ("me",)})
_NOT_IMPERFECT = frozenset({
    "fait", "refait", "parfait", "lait", "trait", "extrait", "retrait", "souhait", "etait", "avait", "portrait",
    "forfait", "satisfait", "plait", "sait", "connait", "parait", "nait", "paient", "essaient",
    "disparait", "apparait", "voulait", "fallait", "voulais", "etais",
})  # fmt: skip


def _is_imperfect(norm: str) -> bool:
    """« ils demandaient », « la faisait »: a past that lasted; a conditional (« serait ») is none."""
    if norm.endswith(("raient", "rait")) or norm in _NOT_IMPERFECT:
        return False
    return len(norm) > SHORT and norm.endswith(("aient", "ait"))


def _is_qualified(names: set[str]) -> bool:
    """« annule l'anesthésiste » takes a line out rather than the last answer back."""
    return any(name.startswith("role.") or name == "rank" for name in names)


def _asks(parse: Parse, first: int, last: int, tags: Sequence[Tag]) -> bool:
    norms = parse.norms(first, last)
    marked = any(norm == "?" and not _is_in_brackets(parse, at) for at, norm in enumerate(norms, start=first))
    content = [norm for norm in norms if norm not in ENDS and norm != ","]
    words = [tag for tag in tags if tag.name == "interrogative" and not _is_stated(parse, tag)]
    opened = first
    while opened < last and parse.tokens[opened].norm in _OPENERS:
        opened += 1
    if any(tag.first <= opened < tag.last or tag.first == opened for tag in words):
        return True
    words = [tag for tag in words if not _is_a_filler(parse, tag, marked=marked)]
    if any(tag.last == last or (tag.last == last - 1 and marked) for tag in words):
        return True
    if marked:
        return bool(words) or len(content) > SHORT or _states_and_holds_nothing(parse, first, last, content)
    return any(tag.last - tag.first > 1 for tag in words)


def _states_and_holds_nothing(parse: Parse, first: int, last: int, content: Sequence[str]) -> bool:
    """« l'anesthésiste est compris ? » asks; « c'est le chirurgien ? », « le secteur est 2 ? » are unsure answers."""
    values = any(first <= one.first < last and one.kind in VALUES for one in parse.mentions)
    if _ASKED_OF_A_THING & set(content) and not any(
        first <= one.first < last and one.kind in FIGURES for one in parse.mentions
    ):
        return True  # « chambre seule remboursée ? »
    orders = any(first <= tag.first and tag.last <= last for tag in parse.tagged(*ORDERS))
    return not (values or orders) and content[:1] not in (["c"], ["ce"]) and bool(_STATING & set(content))


_STATING = frozenset({"est", "sont", "sera", "seront"})
_ASKED_OF_A_THING = frozenset(
    {
        "rembourse",
        "remboursee",
        "rembourses",
        "remboursees",
        "couvert",
        "couverte",
        "obligatoire",
        "gratuit",
        "gratuite",
    }
)


def _is_stated(parse: Parse, tag: Tag) -> bool:
    """« ce que je paye », « c'est ce qu'il prend » ask nothing."""
    before = parse.norms(max(0, tag.first - 1), tag.first)
    return before == ("ce",) or (before == ("c",) and parse.norms(tag.first, tag.first + 2) == ("est", "ce"))


def _is_a_filler(parse: Parse, tag: Tag, *, marked: bool) -> bool:
    """« 1450 quoi » asks nothing."""
    after_a_value = any(mention.last == tag.first and mention.kind in VALUES for mention in parse.mentions)
    return not marked and after_a_value and parse.norms(tag.first, tag.last) == ("quoi",)


def _starts_with_why(parse: Parse, first: int, last: int) -> bool:
    opened = first
    while opened < last and parse.tokens[opened].norm in _OPENERS:
        opened += 1
    return parse.norms(opened, min(opened + 1, last)) == ("pourquoi",) or (
        parse.norms(opened, min(opened + 3, last)) in _WHY_IN_WORDS
    )


_WHY_IN_WORDS = frozenset(
    {("d", "ou", "vient"), ("d", "ou", "viennent"), ("d", "ou", "sort"), ("d", "ou", "sortent"), ("a", "quoi", "sert")}
)


def _comes_before(one: str, other: str, tags: Sequence[Tag]) -> bool:
    ones = [tag.first for tag in tags if tag.name == one]
    others = [tag.first for tag in tags if tag.name == other]
    return bool(ones) and bool(others) and min(ones) < min(others)


LEAST_SURE = 0.6
SURE_BESIDE_VALUES = 0.85
"""How sure the model must be of what leads (measured: docs/decisions/0023-understanding-a-sentence.md)."""
_LEADING = {
    "stop": Part(Act.ORDERING, 0, 0, "stop"),
    "handover": Part(Act.ORDERING, 0, 0, "handover"),
    "support": Part(Act.ORDERING, 0, 0, "support"),
    "complaint": Part(Act.ORDERING, 0, 0, "complaint"),
    "medical_advice": Part(Act.ORDERING, 0, 0, "medical_advice"),
    "undo": Part(Act.ORDERING, 0, 0, "undo"),
    "start_over": Part(Act.ORDERING, 0, 0, "restart"),
    "ask_summary": Part(Act.ORDERING, 0, 0, "summary"),
    "worry": Part(Act.ORDERING, 0, 0, "worry"),
    "compare": Part(Act.ORDERING, 0, 0, "compare"),
    "question": Part(Act.ASKING, 0, 0),
    "why": Part(Act.WHY, 0, 0),
    "what_if": Part(Act.SUPPOSING, 0, 0),
    "story": Part(Act.RECOUNTING, 0, 0),
}


_HEARD_IN_A_QUESTION = frozenset(
    {"medical_advice", "handover", "support", "compare", "worry", "complaint", "summary", "restart", "stop", "undo"}
)
"""What may be asked for by a question: « un conseiller peut regarder ? », « c'est risqué à 78 ans ? »."""


def _advised(part: Part, parse: Parse, intents: Sequence[tuple[str, float]]) -> Part:
    """Let the model lead where no rule spoke: what is told stays told unless it is very sure."""
    if part.act not in (Act.TELLING, Act.ASKING, Act.RECOUNTING) or not intents:
        return part
    name, confidence = intents[0]
    led = _LEADING.get(name)
    if part.act is not Act.TELLING:
        heard = (
            led is not None and confidence >= LEAST_SURE and (led.order in _HEARD_IN_A_QUESTION or name == "what_if")
        )
        return Part(led.act, part.first, part.last, led.order) if heard and led is not None else part
    holds = any(mention.kind in VALUES for mention in parse.mentions)
    said = any(mention.kind == Kind.ANSWER for mention in parse.mentions) or parse.has("change", "put", "correction")
    if (name == "what_if" and parse.has("change")) or (holds and _is_nothing_but_values(parse)):
        return part
    if led is not None and led.order == "worry" and any(mention.kind in FIGURES for mention in parse.mentions):
        return part  # « j'ai peur, c'est le 14 janvier et le papier dit 1640 » tells a quote
    if led is None or confidence < (SURE_BESIDE_VALUES if holds or said else LEAST_SURE):
        return part
    return Part(led.act, part.first, part.last, led.order)


def _is_nothing_but_values(parse: Parse) -> bool:
    """« 1450 euro svp »: a value and politeness, which the model has nothing to say about."""
    said = {at for mention in parse.mentions for at in range(mention.first, mention.last)}
    said |= {at for tag in parse.tagged("polite", "hedge", "thanks") for at in range(tag.first, tag.last)}
    return not any(token.norm.isalpha() for at, token in enumerate(parse.tokens) if at not in said)


def _with_what_they_follow(parts: list[Part], parse: Parse) -> list[Part]:
    """What follows a story in the same breath belongs to it, until something is told anew of the quote."""
    kept: list[Part] = []
    for part in parts:
        before = kept[-1] if kept else None
        continues = (
            before is not None
            and before.act is Act.RECOUNTING
            and part.act is Act.TELLING
            and not _tells_of_the_quote(part, parse)
        )
        kept.append(Part(Act.RECOUNTING, part.first, part.last) if continues else part)
    return kept


def _tells_of_the_quote(part: Part, parse: Parse) -> bool:
    mine = within(parse, [part])
    return bool(mine.of(Kind.RANK, Kind.ROLE, Kind.CODE, Kind.FIELD)) or mine.has("change", "put", "correction", "own")
