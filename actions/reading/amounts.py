"""Amounts in euros, as integer cents.

A sum with its unit wins over a bare number, and a bare number counts only where nothing says that it is a tooth, a
date, a duration, a line, a code. Whatever can be read two ways comes back with both and no value.
"""

import itertools
import re
from dataclasses import dataclass
from decimal import Decimal

from actions.reading import amount_patterns as patterns
from actions.reading.normalise import View
from actions.reading.numbers import digits_of
from actions.reading.result import Reading


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    cents: tuple[int, ...]  # one value, or the values that the same characters could mean
    unit: bool
    about: bool
    negative: bool
    denied: bool
    other: bool = False  # an overrun, a refund, what is left to pay: not what the practitioner asks


def read_amount(text: str) -> Reading[int | None] | None:
    """Return the amount of an answer in cents, or what makes it doubtful; None when there is no amount."""
    view = digits_of(text)
    dashed = _between_dashes(view)
    if dashed is not None:
        return dashed
    found = _kept(_found_in(view))
    if not found:
        return None
    best = [one for one in found if one.unit] or found
    between = _range_of(view, found)
    if between is not None:
        return between
    values = {one.cents for one in best}
    if len(values) == 1:
        return _reading(view, best[0])
    return _doubtful(view, best, "several_amounts")


def read_amounts(text: str) -> list[Reading[int | None]]:
    """Return every amount of a text, in its order; bare numbers only where no sum carries its unit."""
    view = digits_of(text)
    found = _found_in(view)
    found = [one for one in found if not one.denied] or found
    if any(one.unit for one in found):
        found = [one for at, one in enumerate(found) if one.unit or _beside_a_sum(view.key, found, at)]
    return [_reading(view, one) for one in found]


def _beside_a_sum(key: str, found: list[_Found], at: int) -> bool:
    """« 230 et 550 euros » are two sums, the sign said once."""
    one = found[at]
    after = found[at + 1] if at + 1 < len(found) else None
    before = found[at - 1] if at else None
    return (after is not None and after.unit and bool(patterns.LISTED.fullmatch(key, one.end, after.start))) or (
        before is not None and before.unit and bool(patterns.LISTED.fullmatch(key, before.end, one.start))
    )


def _kept(found: list[_Found]) -> list[_Found]:
    found = [one for one in found if not one.denied] or found
    return [one for one in found if not one.other] or found


def _found_in(view: View) -> list[_Found]:
    key = patterns.NOT_MONEY.sub(_masked, view.key)
    found = [one for match in patterns.SUM.finditer(key) if (one := _sum(key, match)) is not None]
    found += [
        _Found(match.start(), match.end(), (int(match[1]),), unit=True, about=False, negative=False, denied=False)
        for match in patterns.CENTS_ALONE.finditer(key)
        if not any(one.unit and one.start <= match.start() < one.end for one in found)
    ]
    for match in patterns.ABOUT_NUMBER.finditer(key):
        cents = patterns.ROUND[match["word"]] * 100
        found.append(_Found(match.start(), match.end(), (cents,), unit=True, about=True, negative=False, denied=False))
    if not found:
        found = [
            _Found(match.start(), match.end(), (0,), unit=True, about=False, negative=False, denied=False)
            for match in patterns.FREE.finditer(key)
        ][:1]
    return sorted(_without_overlaps(found), key=lambda one: one.start)


def _masked(match: re.Match[str]) -> str:
    name = next(name for name, said in match.groupdict().items() if said)
    start, end = match.start(name) - match.start(), match.end(name) - match.start()
    return match[0][:start] + "_" * (end - start) + match[0][end:]


def _without_overlaps(found: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (not one.unit, one.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return kept


def _sum(key: str, match: re.Match[str]) -> _Found | None:
    start, end = match.span()
    before, after = key[max(0, start - 40) : start], key[end : end + 40]
    unit = bool(match["unit"] or match["after"] or match["kilo"])
    if match["unit"] == "e" and re.match(r" ?(?:dent|jour|nuit|acte|ligne|fois|molaire|etage)", after):
        return None
    if not unit and (patterns.NOT_MONEY_BEFORE.search(before) or patterns.NOT_MONEY_AFTER.search(after)):
        return None
    return _Found(
        start,
        end,
        _cents(match),
        unit=unit,
        about=bool(patterns.ABOUT_BEFORE.search(before) or patterns.ABOUT_AFTER.search(after)),
        negative=bool(match["sign"]),
        denied=bool(patterns.DENIED.search(before)),
        other=bool(patterns.OTHER_BEFORE.search(before) or patterns.OTHER_AFTER.search(after)),
    )


def _cents(match: re.Match[str]) -> tuple[int, ...]:
    if match["kilo"]:
        thousands = Decimal(match["kilo"].replace(",", "."))
        return (int(thousands * 100_000) + int(match["hundreds"] or 0) * 10_000,)
    number = match["after"] or match["number"]
    if match["cents"]:
        digits = match["cents"]
        return (_whole(number) * 100 + int(digits),)
    return _meanings(number)


def _whole(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _meanings(number: str) -> tuple[int, ...]:
    """Return the cents that a written number can mean: « 1,250 » is 1.25 or 1250."""
    number = number.replace(" ", "").replace("'", "")
    separators = re.findall(r"[.,]", number)
    if not separators:
        return (int(number) * 100,)
    head, last = re.split(r"[.,](?=\d+$)", number)
    if len(separators) == 1 and len(last) == 3:
        whole = int(head + last) * 100
        decimal = int(Decimal(f"{head}.{last}") * 100)
        return (decimal,) if head.startswith("0") else (decimal, whole)
    if len(last) == 3:
        return (_whole(number) * 100,)
    return (int(Decimal(f"{_whole(head)}.{last}") * 100),)


def _between_dashes(view: View) -> Reading[int | None] | None:
    for match in patterns.DASHED.finditer(view.key):
        low, high = int(match["low"]), int(match["high"])
        if low < high and (low >= 100 or (match["unit"] and match["sign"] == "-")):
            return Reading(
                None,
                view.said(*match.span()),
                approximate=True,
                doubt="range",
                alternatives=(low * 100, high * 100),
                span=view.span(*match.span()),
            )
    return None


def _range_of(view: View, found: list[_Found]) -> Reading[int | None] | None:
    """« entre 800 et 900 » and « 800-900 € » are two amounts for one answer."""
    for first, second in itertools.pairwise(found):
        joint = view.key[first.end : second.start]
        said_between = bool(patterns.BETWEEN.search(view.key[: first.start]))
        if len(first.cents) > 1 or len(second.cents) > 1 or not patterns.RANGE.fullmatch(joint):
            continue
        if not said_between and (joint == " et " or second.cents[0] > 3 * first.cents[0]):
            continue  # « 26 à 550 euros » is a tooth and its price
        return _doubtful(view, [first, second], "range", start=first.start)
    return None


def _reading(view: View, one: _Found) -> Reading[int | None]:
    span = view.span(one.start, one.end)
    understood = view.said(one.start, one.end)
    if one.other:
        return Reading(None, understood, one.about, "other_amount", one.cents, span)
    if one.negative:
        return Reading(None, understood, doubt="negative_amount", alternatives=one.cents, span=span)
    if len(one.cents) > 1:
        return Reading(None, understood, one.about, "ambiguous_amount", one.cents, span)
    return Reading(one.cents[0], understood, approximate=one.about, span=span)


def _doubtful(view: View, found: list[_Found], doubt: str, start: int | None = None) -> Reading[int | None]:
    first, last = (found[0].start if start is None else start), found[-1].end
    alternatives = tuple(dict.fromkeys(cents for one in found for cents in one.cents))
    return Reading(
        None,
        view.said(first, last),
        approximate=doubt == "range",
        doubt=doubt,
        alternatives=alternatives,
        span=view.span(first, last),
    )
