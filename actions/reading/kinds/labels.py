"""Which amount a label governs: « base 459,80 », « honoraires du chirurgien : 1200 », « 328 de dépassement »."""

from actions.reading.kinds.numbers import figure_at
from actions.reading.mentions import Kind, Tag
from actions.reading.sentence import Sentence

_CONNECTORS = frozenset(
    {"de", "d", "a", ":", "=", "est", "c", "sont", "fait", "etait", "hauteur", "du", "le", "etant", "("}
)
_OF = frozenset({"du", "de", "l", "la", "le", "d"})
_MOST_CONNECTORS = 4
_SAID_AFTER = frozenset({"label.overrun", "label.amo", "label.amc", "label.member", "label.deposit"})
_SAID_BEFORE = frozenset({"label.asks", "label.income"})


def governed(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether a label directly governs the figure of tokens `first`…`last`, before it or after it."""
    return _governed_before(sentence, first) or _governed_after(sentence, last)


def governs(sentence: Sentence, label: Tag) -> bool:
    """Tell whether the amount that a label governs follows it."""
    at = label.last
    while sentence.norm_in(at, _OF):
        at += 1
    role = sentence.starting(at, "role.")
    at = _after_connectors(sentence, label.last if role is None else role.last)
    mention = sentence.mention_at(at)
    return mention is not None and mention.kind is Kind.MONEY


def _governed_before(sentence: Sentence, at: int) -> bool:
    for place in range(at, max(-1, at - _MOST_CONNECTORS - 1), -1):
        role = sentence.ending(place, "role.")  # « honoraires du chirurgien 1200 »
        if sentence.ending(place, "label.") or (role and _labelled(sentence, role.first)):
            return True
        if not sentence.norm_in(place - 1, _CONNECTORS):
            return False
    return False


def _labelled(sentence: Sentence, at: int) -> bool:
    while sentence.norm_in(at - 1, _OF):
        at -= 1
    return sentence.ending(at, "label.") is not None


def _governed_after(sentence: Sentence, at: int) -> bool:
    """« 328 de dépassement », « 50 remboursé par la mutuelle », the label being no other amount's."""
    joined = sentence.norm_in(at, {"de", "d", "en"})
    label = sentence.starting(at + 1 if joined else at, "label.")
    if label is None or label.name in _SAID_BEFORE:
        return False
    return joined or (
        label.name in _SAID_AFTER and figure_at(sentence, _after_connectors(sentence, label.last)) is None
    )


def _after_connectors(sentence: Sentence, at: int) -> int:
    start = at
    while at - start < _MOST_CONNECTORS and sentence.norm_in(at, _CONNECTORS):
        at += 1
    return at
