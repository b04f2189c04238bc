"""Figures in digits: « 1250 », « 1 250,50 », « 1.250,50 », « 1'250.00 »; « 1,250 » can be read two ways."""

from actions.reading.kinds.numbers.figure import LONGEST, Figure
from actions.reading.sentence import Sentence

_MOST_GROUPS = 4


def in_digits(sentence: Sentence, at: int) -> Figure | None:
    if not sentence.is_number(at):
        return None
    if len(sentence.norm(at)) > LONGEST:
        return Figure(at, at + 1, None, doubt="reference")
    groups = _spaced_groups(sentence, at)
    if len(groups) > 1:
        return _of_groups(sentence, at, groups)
    parts = _glued_parts(sentence, at)
    return _of_parts(sentence.norm(at), parts, at) if parts else Figure(at, at + 1, int(sentence.norm(at)) * 100)


def _spaced_groups(sentence: Sentence, at: int) -> list[str]:
    """Return the digits of « 1 200 000 », group by group; the first one alone when they are several numbers."""
    groups = [sentence.norm(at)]
    if len(groups[0]) > 3 or groups[0][0] == "0":
        return groups
    after = at + 1
    while len(groups) < _MOST_GROUPS and _is_group(sentence, after):
        groups.append(sentence.norm(after))
        after += 1
    if len(groups) > 2 and sentence.is_number(after) and not sentence.glued(after):
        return groups[:1]
    closed = _decimals_at(sentence, after) is not None or sentence.starting(after, "unit.euro") is not None
    sure = closed or groups[-1] == "000" or (len(groups) == 2 and len(groups[0]) < 3)
    return groups if sure else groups[:1]  # « 850 300 » is two numbers, « 26 650 120 » a row of a table


def _is_group(sentence: Sentence, at: int) -> bool:
    if not (sentence.is_number(at) and len(sentence.norm(at)) == 3 and sentence.free(at, at + 1)):
        return False
    gap = sentence.text[sentence.tokens[at - 1].end : sentence.tokens[at].start]
    return bool(gap) and gap.isspace()


def _of_groups(sentence: Sentence, at: int, groups: list[str]) -> Figure:
    last = at + len(groups)
    decimals = _decimals_at(sentence, last)
    cents = int((decimals or "").ljust(2, "0"))
    cut = None
    if len(groups) == 2 and len(groups[0]) < 3:
        cut = (int(groups[0]), int(groups[1]) * 100 + cents)
    places = len(decimals or "")
    end = last + 2 if places else last
    return Figure(at, end, int("".join(groups)) * 100 + cents, places, grouped=True, cut=cut)


def _decimals_at(sentence: Sentence, at: int) -> str | None:
    """Return the one or two digits glued after a comma or a point."""
    part = _part_at(sentence, at, ",.")
    if part is None or len(part[1]) > 2 or _part_at(sentence, at + 2, ",./-") is not None:
        return None
    return part[1]


def _part_at(sentence: Sentence, at: int, signs: str) -> tuple[str, str] | None:
    """Return a sign and the digits after it, both glued."""
    glued = sentence.norm_in(at, signs) and sentence.glued(at) and sentence.glued(at + 1)
    if not (glued and sentence.is_number(at + 1) and sentence.free(at, at + 2)):
        return None
    return sentence.norm(at), sentence.norm(at + 1)


def _glued_parts(sentence: Sentence, at: int) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    while (part := _part_at(sentence, at + 1 + 2 * len(parts), ",.'")) is not None:
        parts.append(part)
    return parts


def _of_parts(whole: str, parts: list[tuple[str, str]], at: int) -> Figure:
    """Read the groups and decimals of a chain; one that is no number is a reference."""
    last = at + 1 + 2 * len(parts)
    sign, end = parts[-1]
    groups = [digits for _sign, digits in parts[:-1]]
    separators = {one for one, _digits in parts[:-1]}
    reference = Figure(at, last, None, doubt="reference")
    if len(separators) > 1 or any(len(group) != 3 for group in groups) or (groups and len(whole) > 3):
        return reference
    number = int("".join([whole, *groups]))
    if len(end) <= 2 and sign != "'" and sign not in separators:
        cents = int(end.ljust(2, "0"))
        cut = (number, cents) if len(whole) == len(end) == 2 and not groups else None
        return Figure(at, last, number * 100 + cents, len(end), grouped=bool(groups), cut=cut)
    if len(end) != 3 or len(whole) > 3 or not separators <= {sign}:
        return reference
    thousands = int(f"{number}{end}") * 100
    if groups or sign == "'":
        return Figure(at, last, thousands, grouped=True)
    decimal = number * 100 + int(end[:2])
    if whole == "0":
        return Figure(at, last, decimal, 3)
    return Figure(at, last, None, doubt="ambiguous", grouped=True, alternatives=(decimal, thousands))
