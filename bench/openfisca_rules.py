"""The rules of the benchmark's quotes, written as an OpenFisca-core system: the yardstick of `bench/engine.py`.

Run in `var/bench-venv`, a process of its own. It checks its figures against the engine's, to the cent, then measures
itself and prints one JSON object. Amounts are whole cents and rates whole percents: rounding is exact.
It gives figures only, without a sentence or a source: the engine's own work is the larger one.
"""

import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import Parameter, ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.surgical_quotes import surgical_quotes
from quote_engine import Act, estimate, find_act, find_guarantee
from quote_engine.money import to_cents
from quote_engine.parameters import all_parameters

CHECKED = 3_000
SINGLE = 300
VECTOR = 10_000
ROUNDS = 7

Formula = Callable[..., Any]

Line = build_entity(key="line", plural="lines", label="Line of a quote", is_person=True)
Quote = build_entity(key="quote", plural="quotes", label="Quote", roles=[{"key": "content", "plural": "contents"}])

USED = {
    "threshold": "flat_fee/threshold",
    "flat_fee": "flat_fee/amount",
    "daily_fee": "hospital/daily_fee_general",
    "stay_rate": "amo/stay",
    "overrun_limit": "complementary/non_optam_overrun",
    "overrun_gap": "complementary/non_optam_gap",
}


VARIABLES: list[type[Variable]] = []


def fact(entity: Any, *names: str) -> None:
    """Declare whole numbers that the quote gives."""
    for name in names:
        _declare(entity, name, {})


def rule(entity: Any) -> Callable[[Formula], Formula]:
    """Declare a function as the formula of the variable that bears its name."""

    def declare(formula: Formula) -> Formula:
        _declare(entity, formula.__name__, {"formula": formula})
        return formula

    return declare


def _declare(entity: Any, name: str, more: dict[str, Any]) -> None:
    common = {"value_type": int, "entity": entity, "definition_period": DateUnit.DAY}
    VARIABLES.append(type(name, (Variable,), common | more))


def part(cents: Any, percent: Any) -> Any:
    """Give a percent of cents, half up."""
    return (cents * percent + 50) // 100


fact(Line, "fee", "tariff_optam", "tariff_non_optam", "non_optam")
fact(Quote, "days", "stay_cost", "room_price", "cover_optam", "cover_non_optam", "cover_room", "cover_room_days")
fact(Quote, "top_up_percent", "top_up_room")


@rule(Line)
def base(line: Any, day: Any) -> Any:
    """The tariff of the practitioner's grid."""
    return np.where(line("non_optam", day), line("tariff_non_optam", day), line("tariff_optam", day))


@rule(Quote)
def heavy(quote: Any, day: Any, law: Any) -> Any:
    """Whether an act reaches the threshold of the flat fee: the whole stay is then reimbursed in full."""
    return quote.any(quote.members("base", day) >= law(day).threshold)


@rule(Line)
def amo(line: Any, day: Any, law: Any) -> Any:
    covered = np.minimum(line("base", day), line("fee", day))
    return np.where(line.quote("heavy", day), covered, part(covered, law(day).stay_rate))


@rule(Line)
def amc(line: Any, day: Any, law: Any) -> Any:
    """A percent of the base, Assurance Maladie included; without OPTAM, what a responsible contract may pay."""
    values, base_, fee, paid = law(day), line("base", day), line("fee", day), line("amo", day)
    minimum = np.maximum(np.minimum(base_, fee) - paid, 0)
    optam, non_optam = line.quote("cover_optam", day), line.quote("cover_non_optam", day)
    percent = np.where(line("non_optam", day), non_optam, optam)
    asked = np.maximum(minimum, np.minimum(fee, part(base_, percent)) - paid)
    overrun = np.minimum(values.overrun_limit, np.maximum(optam - 100, 0) - values.overrun_gap)
    limit = minimum + part(base_, np.maximum(overrun, 0))
    return np.where(line("non_optam", day), np.minimum(asked, limit), asked)


@rule(Line)
def top_up(line: Any, day: Any) -> Any:
    """A percent of the base on top, at most what is left."""
    left = line("fee", day) - line("amo", day) - line("amc", day)
    return np.minimum(left, part(line("base", day), line.quote("top_up_percent", day)))


@rule(Line)
def member(line: Any, day: Any) -> Any:
    return line("fee", day) - line("amo", day) - line("amc", day) - line("top_up", day)


@rule(Quote)
def stay_share(quote: Any, day: Any, law: Any) -> Any:
    """What the Assurance Maladie leaves of the stay's cost before the daily fee is looked at."""
    cost = quote("stay_cost", day)
    return np.where(quote("heavy", day), 0, cost - part(cost, law(day).stay_rate))


@rule(Quote)
def daily_fee_due(quote: Any, day: Any, law: Any) -> Any:
    """The daily fee, unless the member's share of the stay's cost is at least as large."""
    fee_ = law(day).daily_fee * quote("days", day)
    share = quote("stay_share", day)
    return np.where((share > 0) & (share >= fee_), 0, fee_)


@rule(Quote)
def stay_amo(quote: Any, day: Any) -> Any:
    """The share is included in the daily fee when that is larger."""
    cost = quote("stay_cost", day)
    return np.where(quote("daily_fee_due", day) > 0, cost, cost - quote("stay_share", day))


@rule(Quote)
def stay_amc(quote: Any, day: Any) -> Any:
    return quote("stay_cost", day) - quote("stay_amo", day)


@rule(Quote)
def flat_fee_due(quote: Any, day: Any, law: Any) -> Any:
    return np.where(quote("heavy", day), law(day).flat_fee, 0)


@rule(Quote)
def room(quote: Any, day: Any) -> Any:
    return quote("room_price", day) * quote("days", day)


@rule(Quote)
def room_amc(quote: Any, day: Any) -> Any:
    """So much a day, for so many days."""
    covered = np.minimum(quote("days", day), quote("cover_room_days", day))
    return np.minimum(quote("room_price", day), quote("cover_room", day)) * covered


@rule(Quote)
def room_top_up(quote: Any, day: Any) -> Any:
    allowed = np.minimum(quote("room_price", day), quote("top_up_room", day)) * quote("days", day)
    return np.minimum(quote("room", day) - quote("room_amc", day), allowed)


@rule(Quote)
def total_amo(quote: Any, day: Any) -> Any:
    return quote.sum(quote.members("amo", day)) + quote("stay_amo", day)


@rule(Quote)
def total_amc(quote: Any, day: Any) -> Any:
    """The daily fee and the flat fee are covered in full."""
    fees = quote("daily_fee_due", day) + quote("flat_fee_due", day)
    return quote.sum(quote.members("amc", day)) + quote("stay_amc", day) + fees + quote("room_amc", day)


@rule(Quote)
def total_top_up(quote: Any, day: Any) -> Any:
    return quote.sum(quote.members("top_up", day)) + quote("room_top_up", day)


@rule(Quote)
def total_member(quote: Any, day: Any) -> Any:
    room_left = quote("room", day) - quote("room_amc", day) - quote("room_top_up", day)
    return quote.sum(quote.members("member", day)) + room_left


LINE_FIGURES = ("base", "amo", "amc", "top_up", "member")
TOTALS = ("amo", "amc", "top_up", "member")


def build_system() -> TaxBenefitSystem:
    """Build the system, with the engine's own dated values."""
    system = TaxBenefitSystem([Line, Quote])
    system.add_variables(*VARIABLES)
    parameters = ParameterNode("", data={})
    for name, engine_name in USED.items():
        parameter = all_parameters()[engine_name]
        factor = 100 if parameter.unit == "rate" else 1
        values = {w.start.isoformat(): {"value": int(w.value.amount * factor)} for w in parameter.windows}
        parameters.add_child(name, Parameter(name, {"values": values}))
    system.parameters = parameters
    return system


def facts_of(quote: dict[str, Any]) -> tuple[list[dict[str, int]], dict[str, int]]:
    """Turn a quote into numbers: looking up acts and covers is outside of what is measured here."""
    lines = [{"fee": to_cents(line["fee"]), "non_optam": int(line["sector"] == "sector_2"), **_tariffs(line, quote)}
             for line in quote["lines"]]  # fmt: skip
    stay = quote["stay"]
    cover, top_up_cover = _benefits(quote["guarantee_id"]), _benefits(quote["top_up_id"])
    room_cover = cover["private_room.inpatient"]
    return lines, {
        "days": stay["days"],
        "stay_cost": to_cents(stay["cost"]),
        "room_price": to_cents(stay["private_room_per_day"]),
        "cover_optam": cover["medical_act.optam"]["cover"]["percent_of_base"],
        "cover_non_optam": cover["medical_act.non_optam"]["cover"]["percent_of_base"],
        "cover_room": to_cents(room_cover["cover"]["amount"]),
        "cover_room_days": room_cover["ceilings"][0]["days"],
        "top_up_percent": top_up_cover["medical_act"]["cover"]["percent_of_base"],
        "top_up_room": to_cents(top_up_cover["private_room.inpatient"]["cover"]["amount"]),
    }


def _tariffs(line: dict[str, Any], quote: dict[str, Any]) -> dict[str, int]:
    if "base" in line:
        return dict.fromkeys(("tariff_optam", "tariff_non_optam"), to_cents(line["base"]))
    day = dt.date.fromisoformat(quote["date"])
    act = find_act(line["code"], day)
    if not isinstance(act, Act):
        raise TypeError(line["code"])
    activity = act.activities[line.get("activity", 1)]
    return {
        "tariff_optam": activity.tariff(day, optam=True) or 0,
        "tariff_non_optam": activity.tariff(day, optam=False) or 0,
    }


def _benefits(guarantee_id: str) -> dict[str, Any]:
    return {benefit["for"]: benefit for benefit in (find_guarantee(guarantee_id) or {})["benefits"]}


def compute(
    system: TaxBenefitSystem, day: str, lines: dict[str, Any], quotes: dict[str, Any], quote_of: Any
) -> dict[str, Any]:
    """Compute every figure of some quotes of one day, given in columns; `quote_of` is each line's quote."""
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("line", np.arange(len(quote_of)))
    population = builder.declare_entity("quote", np.arange(len(quotes["days"])))
    builder.join_with_persons(population, quote_of, np.zeros(len(quote_of), dtype=int))
    simulation = builder.build(system)
    for name, column in (*lines.items(), *quotes.items()):
        simulation.set_input(name, day, column)
    return figures(simulation, day)


def compute_one(system: TaxBenefitSystem, day: str, lines: list[dict[str, int]], quote: dict[str, int]) -> Any:
    """Compute every figure of one quote given as a dictionary, as the engine takes it."""
    situation: dict[str, Any] = {
        "lines": {str(n): {name: {day: value} for name, value in line.items()} for n, line in enumerate(lines)},
        "quotes": {
            "quote": {
                "contents": [str(n) for n in range(len(lines))],
                **{name: {day: value} for name, value in quote.items()},
            }
        },
    }
    return figures(SimulationBuilder().build_from_dict(system, situation), day)


def figures(simulation: Simulation, day: str) -> dict[str, Any]:
    return {name: simulation.calculate(name, day) for name in (*LINE_FIGURES, *(f"total_{t}" for t in TOTALS))}


def columns(rows: list[dict[str, int]]) -> dict[str, Any]:
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def in_columns(quotes: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any], Any]:
    facts = [facts_of(quote) for quote in quotes]
    lines = [line for own, _ in facts for line in own]
    quote_of = np.repeat(np.arange(len(facts)), [len(own) for own, _ in facts])
    return columns(lines), columns([quote for _, quote in facts]), quote_of


def check(system: TaxBenefitSystem, quotes: list[dict[str, Any]]) -> None:
    """Compare every figure with the engine's; any difference stops the benchmark."""
    for day in sorted({quote["date"] for quote in quotes}):
        own = [quote for quote in quotes if quote["date"] == day]
        found = compute(system, day, *in_columns(own))
        answers = [estimate(quote) for quote in own]
        for name in LINE_FIGURES:
            expected = [to_cents(line[name]) for answer in answers for line in answer["lines"]]
            _same(f"{day} {name}", expected, found[name])
        for name in TOTALS:
            _same(
                f"{day} total {name}", [to_cents(answer["total"][name]) for answer in answers], found[f"total_{name}"]
            )


def _same(what: str, expected: list[int], found: Any) -> None:
    for number, (ours, theirs) in enumerate(zip(expected, found.tolist(), strict=True)):
        if ours != theirs:
            sys.exit(f"{what}: the engine says {ours}, OpenFisca {theirs} (number {number})")


def seconds_from_dictionary(system: TaxBenefitSystem, quote: dict[str, Any]) -> float:
    day, prepared = quote["date"], facts_of(quote)
    started = time.perf_counter()
    compute_one(system, day, *prepared)
    return time.perf_counter() - started


def seconds(system: TaxBenefitSystem, quotes: list[dict[str, Any]]) -> float:
    day, prepared = quotes[0]["date"], in_columns(quotes)
    started = time.perf_counter()
    compute(system, day, *prepared)
    return time.perf_counter() - started


def main() -> int:
    system = build_system()
    quotes = list(surgical_quotes(CHECKED))
    check(system, quotes)
    single = statistics.median(seconds(system, [quote]) for quote in quotes[:SINGLE])
    dictionary = statistics.median(seconds_from_dictionary(system, quote) for quote in quotes[:SINGLE])
    day = quotes[0]["date"]
    many = [quote | {"date": day} for quote in surgical_quotes(VECTOR)]
    check(system, many)
    vector = statistics.median(seconds(system, many) for _ in range(ROUNDS)) / VECTOR
    measured = {
        "checked": CHECKED + VECTOR,
        "dictionary_us": dictionary * 1e6,
        "columns_us": single * 1e6,
        "vector_us": vector * 1e6,
        "vector": VECTOR,
    }
    sys.stdout.write(json.dumps(measured) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
