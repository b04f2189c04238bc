"""What the member is doing, sentence by sentence: telling, asking, supposing, recounting, ordering.

A message is cut where one sentence ends or where a question or an order begins; each part does one thing. Only what is
told may write in the draft: a question, a supposition and a story never do (second law of docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from actions.reading import Kind, Parse, Tag
from actions.understanding.hearing import asks_something, recounts, starts_with_why
from actions.understanding.part import FIGURES, ORDERS, VALUES, Act, Part, within
from actions.understanding.parting import cuts_of, says_something


def parts_of(parse: Parse, intents: Sequence[tuple[str, float]] = ()) -> list[Part]:
    """Return the parts of a message in order; the intent model speaks for a message that is one part."""
    cuts = cuts_of(parse)
    bounds = [0, *cuts, len(parse.tokens)]
    spans = [(first, last) for first, last in pairwise(bounds) if says_something(parse, first, last)]
    parts = [_part(parse, first, last) for first, last in spans]
    if len(parts) == 1:
        return [_advised(parts[0], parse, intents)]
    return _with_what_they_follow(parts, parse)


def _part(parse: Parse, first: int, last: int) -> Part:  # noqa: PLR0911  one return an act, in their order
    tags = _not_polite([tag for tag in parse.tags if first <= tag.first and tag.last <= last])
    tags = [tag for tag in tags if tag.name not in _OTHERS_CASE or not _is_likened(parse, tag)]
    names = {tag.name for tag in tags}
    values = [mention for mention in parse.mentions if first <= mention.first < last and mention.kind in VALUES]
    figures = [mention for mention in values if mention.kind in FIGURES]
    order = next((order for name, order in ORDERS.items() if name in names), None)
    order = None if order == "bye" and values else order  # « 4 nuits, et bonne soirée »
    asks = asks_something(parse, first, last, tags)
    if "order.why" in names or starts_with_why(parse, first, last):
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
    if recounts(parse, first, last, names, holds=bool(values)):
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
    if said[0] == "si" and _is_a_yes(parse, tag):
        return False
    if said == ("et", "a"):
        return tag.first == first and "?" in parse.norms(tag.last, len(parse.tokens))
    return said not in {("et", "avec"), ("et", "sans")} or tag.first == first


def _is_a_yes(parse: Parse, tag: Tag) -> bool:
    """« en fait si, il y a l'anesthésiste », « non, en fait si il y en a un »: a « si » that contradicts a « non »."""
    told_after = parse.norms(tag.first + 1, tag.first + 2) == (",",)
    of_fact = parse.norms(max(0, tag.first - 2), tag.first) == ("en", "fait")
    return told_after or (of_fact and "non" in parse.norms(0, tag.first))


_WONDERING = frozenset({("sait",), ("sais",), ("savoir",), ("demande",), ("voir",), ("verifier",)})
_BEFORE_YES = frozenset({("ah",), ("oh",), ("mais",), ("eh",), ("si",)})


def _not_polite(tags: list[Tag]) -> list[Tag]:
    """« s'il vous plaît » supposes nothing."""
    polite = {at for tag in tags if tag.name == "polite" for at in range(tag.first, tag.last)}
    return [tag for tag in tags if tag.name == "polite" or tag.first not in polite]


def _is_qualified(names: set[str]) -> bool:
    """« annule l'anesthésiste » takes a line out rather than the last answer back."""
    return any(name.startswith("role.") or name == "rank" for name in names)


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
