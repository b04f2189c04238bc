"""What a stretch of a message sounds like: a question, or a story of another day or of somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from actions.reading import Kind, Mention, Parse, Tag
from actions.understanding.part import ENDS, FIGURES, ORDERS, SHORT, VALUES

_OPENERS = frozenset(
    {"et", "mais", "alors", "donc", "bonjour", "bonsoir", "euh", "ah", "oui", "non", "ok", "dites", "dis", "moi", ",",
     "svp", "merci", "pardon", "en", "fait", "au", "juste", "petite", "question", ":", "sinon", "du", "coup", "salut"}
)  # fmt: skip


def is_in_brackets(parse: Parse, at: int) -> bool:
    """« (hors convention ? non, secteur 2) » is said in passing."""
    opened = max((place for place in range(at) if parse.tokens[place].norm == "("), default=None)
    closed = ")" in parse.norms(at) and opened is not None and ")" not in parse.norms(opened, at)
    return closed and "\n" not in parse.norms(opened or 0, at + 1)


def is_a_story(parse: Parse, first: int, last: int) -> bool:
    names = {tag.name for tag in parse.tags if first <= tag.first and tag.last <= last}
    holds = any(first <= mention.first < last and mention.kind in VALUES for mention in parse.mentions)
    return holds and recounts(parse, first, last, names, holds=holds)


def is_a_question(parse: Parse, first: int, last: int) -> bool:
    tags = [tag for tag in parse.tags if first <= tag.first and tag.last <= last]
    values = any(
        first <= mention.first < last and mention.kind in FIGURES and mention.value is not None
        for mention in parse.mentions
    )
    words = [norm for norm in parse.norms(first, last) if norm.isalpha()]
    return (
        len(words) > 1 and not values and (asks_something(parse, first, last, tags) or "?" in parse.norms(first, last))
    )


def recounts(parse: Parse, first: int, last: int, names: set[str], *, holds: bool) -> bool:
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


def asks_something(parse: Parse, first: int, last: int, tags: Sequence[Tag]) -> bool:
    norms = parse.norms(first, last)
    marked = any(norm == "?" and not is_in_brackets(parse, at) for at, norm in enumerate(norms, start=first))
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


def starts_with_why(parse: Parse, first: int, last: int) -> bool:
    opened = first
    while opened < last and parse.tokens[opened].norm in _OPENERS:
        opened += 1
    return parse.norms(opened, min(opened + 1, last)) == ("pourquoi",) or (
        parse.norms(opened, min(opened + 3, last)) in _WHY_IN_WORDS
    )


_WHY_IN_WORDS = frozenset(
    {("d", "ou", "vient"), ("d", "ou", "viennent"), ("d", "ou", "sort"), ("d", "ou", "sortent"), ("a", "quoi", "sert")}
)
