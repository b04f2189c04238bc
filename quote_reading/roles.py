"""Which column of amounts is what: by the words over it, and by what its numbers make with those of the others.

Words of headings are many, arithmetic is one: a fee is the base and the overrun, or what is repaid and what is left;
the fees make the total; a base is the nomenclature's. Words decide where numbers say nothing, and where both are silent
the amounts have no role.
"""

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quote_reading.headings import MONEY, PART, Column, Heading

TOLD = ("fee", "base", "overrun", "reimbursed", "remaining")
"""Roles that numbers can prove."""
MOST_STRIPS = 8
"""Columns of amounts whose roles are sought: the words alone decide on a wider table."""
UNHEADED = 5.0
"""Heights of a row between a strip of amounts and its heading at most."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount of a row, in cents, with its sides."""

    cents: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Entry:
    """The amounts of one act's row, and the tariffs that the nomenclature has for the act."""

    cells: tuple[Cell, ...]
    tariffs: Collection[int]


@dataclass(frozen=True, slots=True)
class _Strip:
    """Amounts one under the other: for each entry its own or None, and what the heading says."""

    left: float
    right: float
    values: tuple[int | None, ...]
    heading: Column | None = None


Roles = Mapping[str, int]
"""For each role the place of its strip."""


def settled(heading: Heading, entries: Sequence[Entry], totals: Collection[int], height: float) -> Heading:
    """Return the heading with a column for each strip of amounts, under the role that fits best."""
    strips = _strips(entries)
    heading = _cut_over(strips, heading)
    strips = _headed(strips, heading, height)
    if not strips or len(strips) > MOST_STRIPS:
        return heading
    best = max(_assignments(strips), key=lambda roles: _score(roles, strips, entries, totals))
    named = {place: role for role, place in best.items()}
    others = [column for column in heading.columns if not _is_money(column)]
    unclear = any(
        place not in named and (strip.heading is None or strip.heading.role in {"other", *TOLD})
        for place, strip in enumerate(strips)
    )
    columns = [_column(strip, named.get(place), unclear=unclear) for place, strip in enumerate(strips)]
    if any(place not in named and _makes_a_total(strip, totals) for place, strip in enumerate(strips)):
        columns = [replace(column, contested=column.role == "fee" and not column.exact) for column in columns]
    empty = [
        column
        for column in heading.columns
        if _is_money(column) and not any(strip.heading is column for strip in strips)
    ]
    return replace(heading, columns=tuple(sorted([*others, *columns, *empty], key=lambda column: column.left)))


def _makes_a_total(strip: _Strip, totals: Collection[int]) -> bool:
    return None not in strip.values and sum(filter(None, strip.values)) in totals


def _column(strip: _Strip, role: str | None, *, unclear: bool) -> Column:
    """Return the column of a strip. `exact`: its words say its role, and no strip beside it is without one."""
    head = strip.heading
    words = None if head is None else head.role
    kept = words if words in MONEY and words not in TOLD else PART
    exact = head is not None and head.role == role and head.exact and not unclear
    return Column(role or kept, strip.left, strip.right, exact)


def _is_money(column: Column) -> bool:
    return column.role in MONEY


def _strips(entries: Sequence[Entry]) -> list[_Strip]:
    """Put amounts together that stand under each other; of copied rows without columns, by their order."""
    counts = {len(entry.cells) for entry in entries}
    held: list[tuple[float, float, dict[int, int]]] = []
    for place, entry in enumerate(entries):
        for cell in entry.cells:
            home = next(
                (
                    at
                    for at, (left, right, values) in enumerate(held)
                    if cell.left < right and left < cell.right and place not in values
                ),
                None,
            )
            if home is None:
                held.append((cell.left, cell.right, {place: cell.cents}))
            else:
                left, right, values = held[home]
                held[home] = (min(left, cell.left), max(right, cell.right), {**values, place: cell.cents})
    if len(counts) == 1 and counts != {len(held)}:
        return [
            _Strip(
                min(cell.left for cell in cells), max(cell.right for cell in cells), tuple(cell.cents for cell in cells)
            )
            for cells in zip(*(entry.cells for entry in entries), strict=True)
        ]
    return [
        _Strip(left, right, tuple(values.get(place) for place in range(len(entries))))
        for left, right, values in sorted(held, key=lambda one: one[0])
    ]


def _headed(strips: Sequence[_Strip], heading: Heading, height: float) -> list[_Strip]:
    """Give each strip its heading: both from left to right, so that the sum of their distances is the least."""
    told = [replace(strip, heading=column) for strip, column in zip(strips, heading.money, strict=False)]
    if len(strips) == len(heading.money) and not any(_stands_under_another(strip, heading) for strip in told):
        return told
    columns = [column for column in heading.columns if _is_money(column) or column.role in {"other", "quantity"}]

    @functools.cache
    def best(strip: int, column: int) -> tuple[float, tuple[int | None, ...]]:
        if strip == len(strips):
            return 0.0, ()
        one = strips[strip]
        away, rest = best(strip + 1, column)
        choices: list[tuple[float, tuple[int | None, ...]]] = [(away + UNHEADED * height, (None, *rest))]
        for place in range(column, len(columns)):
            gap = columns[place].distance(one.left, one.right)
            aside = abs(columns[place].left + columns[place].right - one.left - one.right) / 100
            away, rest = best(strip + 1, place + 1)
            choices.append((away + gap + aside, (place, *rest)))
        return min(choices, key=lambda choice: choice[0])

    return [
        replace(strip, heading=None if place is None else columns[place])
        for strip, place in zip(strips, best(0, 0)[1], strict=True)
    ]


def _cut_over(strips: Sequence[_Strip], heading: Heading) -> Heading:
    """Return the heading with one that stands over several strips cut: headings that stand close are read as one."""
    columns: list[Column] = []
    for column in heading.columns:
        under = [strip for strip in strips if _are_over(heading.columns, strip) == [column]]
        if (_is_money(column) or column.role == "other") and len(under) > 1:
            columns += [Column(column.role, strip.left, strip.right, exact=False) for strip in under]
        else:
            columns.append(column)
    return replace(heading, columns=tuple(columns))


def _are_over(columns: Sequence[Column], strip: _Strip) -> list[Column]:
    return [column for column in columns if column.distance(strip.left, strip.right) == 0]


def _stands_under_another(strip: _Strip, heading: Heading) -> bool:
    """Tell whether a strip stands right under a heading that is not known, and not under the one that it was given."""
    if strip.heading is None or strip.heading.distance(strip.left, strip.right) == 0:
        return False
    return any(column.role == "other" and column.distance(strip.left, strip.right) == 0 for column in heading.columns)


def _assignments(strips: Sequence[_Strip]) -> Iterator[dict[str, int]]:
    """Give every way of sharing the roles out: a strip may have none."""

    def shared(place: int, taken: dict[str, int]) -> Iterator[dict[str, int]]:
        if place == len(strips):
            yield taken
            return
        yield from shared(place + 1, taken)
        for role in _possible(strips[place]):
            if role not in taken:
                yield from shared(place + 1, {**taken, role: place})

    yield from shared(0, {})


def _possible(strip: _Strip) -> Sequence[str]:
    """Return the roles that a strip may have: what its words say clearly is not put in question, but « tarif »."""
    head = strip.heading
    if head is None or head.role in {"other", "fee"} or not head.exact:
        return TOLD
    if head.role in TOLD:
        return (head.role,)
    return ()


def _score(roles: Roles, strips: Sequence[_Strip], entries: Sequence[Entry], totals: Collection[int]) -> float:
    """Tell how well roles fit: a proof counts more than a word, a contradiction more than both."""
    values = {role: strips[place].values for role, place in roles.items()}
    return (
        sum(_by_words(strips[place], role) for role, place in roles.items())
        + _by_base(values, entries)
        + _by_total(values, totals)
        + _by_sums(values)
        + _by_order(values)
        + _by_rest(roles, strips)
        + (0 if "fee" in roles else -3)
    )


def _by_words(strip: _Strip, role: str) -> float:
    if strip.heading is None or strip.heading.role == "other":
        return -0.5
    if strip.heading.role == role:
        return 2.0
    return -1.5 if strip.heading.role != PART else -3.0


def _by_rest(roles: Roles, strips: Sequence[_Strip]) -> float:
    """Count against a fee the larger sums beside it that no words name: a fee is the largest of its row."""
    if "fee" not in roles:
        return 0.0
    fees = strips[roles["fee"]].values
    rest = [one for place, one in enumerate(strips) if place not in roles.values() and not _is_named(one)]
    told = [(fee, other) for one in rest for fee, other in zip(fees, one.values, strict=True) if fee and other]
    return -sum(other > fee for fee, other in told) / len(told) if told else 0.0


def _is_named(strip: _Strip) -> bool:
    return strip.heading is not None and strip.heading.exact


Values = Mapping[str, Sequence[int | None]]


def _by_base(values: Values, entries: Sequence[Entry]) -> float:
    """Count bases that are the nomenclature's."""
    told = [
        (base, entry.tariffs)
        for base, entry in zip(values.get("base", ()), entries, strict=False)
        if base is not None and entry.tariffs
    ]
    return 0.0 if not told else 5.0 * sum(base in tariffs for base, tariffs in told) / len(told) - 1.5


def _by_total(values: Values, totals: Collection[int]) -> float:
    """Tell whether the fees make a total."""
    fees = values.get("fee", ())
    return 4.0 if fees and None not in fees and sum(filter(None, fees)) in totals else 0.0


def _by_sums(values: Values) -> float:
    """Count fees that are the base and the overrun, or what is repaid and what is left."""
    score = 0.0
    for first, second in (("base", "overrun"), ("reimbursed", "remaining")):
        told = [
            (fee, one, other)
            for fee, one, other in zip(
                values.get("fee", ()), values.get(first, ()), values.get(second, ()), strict=False
            )
            if fee is not None and one is not None and other is not None
        ]
        if told:
            held = sum(fee == one + other or (second == "overrun" and other == 0) for fee, one, other in told)
            score += 6.0 * held / len(told) - 3.0
    return score


def _by_order(values: Values) -> float:
    """Count against it what is above a fee, but a base now and then, and what is repaid beyond the base."""
    score = 0.0
    for high, low, cost in (
        ("fee", "overrun", 3.0),
        ("fee", "reimbursed", 3.0),
        ("fee", "remaining", 3.0),
        ("fee", "base", 1.0),
        ("base", "reimbursed", 3.0),
    ):
        told = [
            (one, other)
            for one, other in zip(values.get(high, ()), values.get(low, ()), strict=False)
            if one is not None and other is not None
        ]
        if told:
            score -= cost * sum(one < other for one, other in told) / len(told)
    return score
