"""Letters and digits glued together: a unit after a figure, a figure half read (« 145O »), or a reference."""

from functools import cache

from actions.reading.kinds.numbers.figure import LONGEST, Figure, worth
from actions.reading.sentence import Sentence

_LOOKALIKE = str.maketrans("oilsbz", "011582")


def odd_run(sentence: Sentence, at: int) -> Figure | None:
    """Return the run that begins at a token, when no unit explains it."""
    last = at + 1
    while goes_on(sentence, last) and sentence.free(last, last + 1):
        last += 1
    written = "".join(sentence.norms[at:last])
    if last == at + 1 or written.isdigit() or written.isalpha():
        return None
    repaired = written.translate(_LOOKALIKE)
    if not repaired.isdigit() or len(repaired) > LONGEST:
        return Figure(at, last, None, doubt="reference")
    plain = "".join(one for one in written if one.isdigit())
    meanings = tuple(dict.fromkeys((int(repaired) * 100, int(plain) * 100)))
    return Figure(at, last, None, doubt="half_read", alternatives=meanings)


def goes_on(sentence: Sentence, at: int) -> bool:
    """Tell whether letters or digits are glued to the digits or letters before them and mean nothing by themselves."""
    before, norm = sentence.norm(at - 1), sentence.norm(at)
    if not (sentence.glued(at) and norm.isalnum() and before.isalnum() and norm.isascii() and before.isascii()):
        return False
    if norm.isdigit():
        return not before.isdigit() and before not in _explained()["before"]
    explained = norm in _explained()["after"] or norm in worth()
    return not (explained or sentence.starting(at, "unit.") or sentence.starting(at, "calendar."))


@cache
def _explained() -> dict[str, frozenset[str]]:
    return {
        "before": frozenset(
            {"x", "d", "s", "n", "no", "k", "e", "h", "eur", "euro", "euros", "j", "c", "t", "r", "dent"}
        ),
        "after": frozenset({"e", "er", "ere", "eme", "ieme", "nd", "nde", "re", "x", "bis", "ter"}),
    }
