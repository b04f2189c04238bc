"""What holds for every quote, whatever its lines, stay and covers."""

import copy
import json
from collections.abc import Callable
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quote_engine import estimate
from quote_engine.nomenclature.acts import all_acts
from tests.support.engine_strategies import Json, covers, euros, guarantees, json_values, quotes, shared_ceilings

FEWER = settings(max_examples=150, deadline=None)
SHARES = ("amo", "amc", "top_up", "member")
BODY = ("lines", "stay", "total")


def cents(text: str) -> int:
    return int(text.replace(".", ""))


def bodies(result: Json) -> list[Json]:
    return [result, *result.get("hypotheses", [])]


def items_of(body: Json) -> list[Json]:
    """Give the lines, items of the stay and charges that have figures."""
    return [one for one in (*body["lines"], *body["stay"], *body.get("charges", [])) if "refused" not in one]


def with_figures(quote: Json) -> Json:
    """Estimate a quote, in whole or in part."""
    result = estimate(quote)
    assert result["status"] in {"ok", "partial", "refused"}, result
    assume(result["status"] != "refused")
    return result


def accepted(quote: Json) -> Json:
    result = with_figures(quote)
    assume(result["status"] == "ok")
    return result


@FEWER
@given(quotes(sectors=("sector_1", "sector_2_optam", "sector_2", None)))
def test_shares_add_up_to_the_charge_and_nobody_pays_less_than_nothing(quote: Json) -> None:
    for body in bodies(with_figures(quote)):
        for share in (*items_of(body), body["total"]):
            assert cents(share["charged"]) == sum(cents(share[payer]) for payer in SHARES)
            assert all(cents(share[payer]) >= 0 for payer in SHARES)


def on_paper(quote: Json, body: Json) -> int:
    """Add up what the paper asks for, with what the stay brings that no paper says: the daily fee and the flat fee."""
    lines = sum(cents(line["fee"]) * line.get("quantity", 1) for line in quote["lines"] if "fee" in line)
    shared = sum(cents(shared["fee"]) for shared in quote.get("shared_fees", []))
    stay = quote.get("stay") or {}
    days = stay.get("days", 0)
    asked = cents(stay.get("cost") or "0.00") + cents(stay.get("private_room_per_day") or "0.00") * days
    charges: int = sum(
        cents(charge["amount"]) * (charge.get("days", days) if charge.get("per") == "day" else 1)
        for charge in quote.get("charges", [])
    )
    brought = sum(cents(item["charged"]) for item in items_of(body) if item["id"] in {"daily_hospital_fee", "flat_fee"})
    return int(lines + shared + asked + charges + brought)


@FEWER
@given(quotes(sectors=("sector_1", "sector_2_optam", "sector_2", None), damaged=True))
def test_what_is_on_the_paper_is_charged_or_told_as_not_estimated(quote: Json) -> None:
    for body in bodies(with_figures(quote)):
        assert cents(body["total"]["charged"]) + cents(body.get("not_estimated", "0.00")) == on_paper(quote, body)
        assert cents(body["total"]["charged"]) == sum(cents(item["charged"]) for item in items_of(body))
        assert ("not_estimated" in body) == any("refused" in one for one in (*body["lines"], *body["stay"]))


@FEWER
@given(quotes(), st.integers(1, 50_000), st.integers(0, 3))
def test_a_higher_fee_never_lowers_what_the_member_pays(quote: Json, more: int, which: int) -> None:
    """Without « N % of what the Assurance Maladie pays »: below the base, that promise may grow faster than the fee.

    To a cent for each act: a cent more may make another act the one that counts in full, and each is rounded by itself.
    """
    assume("percent_of_amo" not in json.dumps(quote))
    before = accepted(quote)
    line = quote["lines"][which % len(quote["lines"])]
    fee = cents(line["fee"]) + more

    after = accepted({**quote, "lines": [{**o, "fee": euros(fee)} if o is line else o for o in quote["lines"]]})

    acts = sum(each.get("quantity", 1) for each in quote["lines"])
    assert cents(after["total"]["member"]) >= cents(before["total"]["member"]) - acts


def amount_per(period: str) -> Callable[[int], Json]:
    return lambda n: {"amount": f"{n}.00", "per": period}


LEVELS: dict[str, Callable[[int], Json]] = {
    "percent_of_base, included": lambda n: {"percent_of_base": n, "amo": "included"},
    "percent_of_base, excluded": lambda n: {"percent_of_base": n, "amo": "excluded"},
    "ticket_moderateur, plus": lambda n: {"ticket_moderateur": True, "plus_percent_of_base": n},
    "percent_of_amo": lambda n: {"percent_of_amo": n},
    **{f"amount, {period}": amount_per(period) for period in ("act", "day", "night", "year")},
}
"""The forms of cover that have a level, each built from its level."""
levels = st.tuples(st.integers(0, 400), st.integers(0, 300)).map(lambda pair: (pair[0], sum(pair)))


def member(quote: Json) -> int:
    return cents(accepted(quote)["total"]["member"])


def by_default(cover: Json, ceilings: list[Json] | None = None, *, responsible: bool = True) -> Json:
    return {"responsible": responsible, "benefits": [{"for": "default", "cover": cover, "ceilings": ceilings or []}]}


def without_shared_sums(contract: Json | None) -> Json | None:
    """Leave only what looks at one expense alone: no yearly sum, no ceiling that several lines use up."""
    if contract is None:
        return None
    benefits = [
        {
            **benefit,
            "cover": benefit["cover"] | ({"per": "act"} if "per" in benefit["cover"] else {}),
            "ceilings": [c for c in benefit["ceilings"] if c["per"] == "act"],
        }
        for benefit in contract["benefits"]
    ]
    return {**contract, "benefits": benefits}


@FEWER
@given(
    quote=quotes(),
    form=st.sampled_from(sorted(LEVELS)),
    level=levels,
    ceiling=st.none() | shared_ceilings,
    responsible=st.booleans(),
)
def test_a_higher_level_of_any_form_never_costs_more(
    quote: Json, form: str, level: tuple[int, int], ceiling: Json | None, *, responsible: bool
) -> None:
    """One entry for all, alone or under one shared ceiling.

    A top-up is left out: what a better cover pays of one line under a shared ceiling, it may no longer pay of another,
    which the top-up may not cover.
    """
    shared = [] if ceiling is None else [ceiling]
    low, high = (by_default(LEVELS[form](n), shared, responsible=responsible) for n in level)

    assert member({**quote, "top_up": None, "guarantee": high}) <= member({**quote, "top_up": None, "guarantee": low})


@FEWER
@given(quotes(), guarantees(), st.sampled_from(sorted(LEVELS)), levels, st.integers(0, 4))
def test_a_higher_level_of_one_entry_never_costs_more(
    quote: Json, contract: Json, form: str, level: tuple[int, int], which: int
) -> None:
    """Among other entries and with a top-up, as long as no sum is shared by lines."""
    quote = {**quote, "top_up": without_shared_sums(quote["top_up"])}
    entry = which % len(contract["benefits"])

    def at(n: int) -> int:
        benefits = [
            {**benefit, "cover": LEVELS[form](n)} if number == entry else benefit
            for number, benefit in enumerate(contract["benefits"])
        ]
        return member({**quote, "guarantee": without_shared_sums({**contract, "benefits": benefits})})

    assert at(level[1]) <= at(level[0])


@FEWER
@given(quote=quotes(), cover=covers, ceiling=st.none() | shared_ceilings, responsible=st.booleans())
def test_nothing_is_better_than_actual_cost(
    quote: Json, cover: Json, ceiling: Json | None, *, responsible: bool
) -> None:
    """Under the same ceiling if any, and without top-up, for the reason given above."""
    shared = [] if ceiling is None else [ceiling]

    def under(form: Json) -> int:
        return member({**quote, "top_up": None, "guarantee": by_default(form, shared, responsible=responsible)})

    assert under({"actual_cost": True}) == under({"zero_remaining": True}) <= under(cover)


@FEWER
@given(quotes(), covers, shared_ceilings, st.integers(0, 50_000), st.integers(0, 10))
def test_a_higher_ceiling_never_costs_more(quote: Json, cover: Json, ceiling: Json, more: int, days: int) -> None:
    """One ceiling for all; and no ceiling at all is the highest."""
    raised = dict(ceiling)
    if "days" in ceiling:
        raised["days"] += days
    else:
        raised["amount"] = euros(cents(ceiling["amount"]) + more)

    def under(*ceilings: Json) -> int:
        return member({**quote, "top_up": None, "guarantee": by_default(cover, list(ceilings))})

    assert under() <= under(raised) <= under(ceiling)


@FEWER
@given(quotes(sectors=(None,)))
def test_the_range_holds_every_hypothesis_and_the_dearest_is_shown(quote: Json) -> None:
    result = accepted(quote)
    assume("range" in result)

    members = [cents(h["total"]["member"]) for h in result["hypotheses"]]
    assert cents(result["range"]["member"]["min"]) == min(members)
    assert cents(result["range"]["member"]["max"]) == max(members) == cents(result["total"]["member"])


def of_doctor(line: Json) -> bool:
    nature = all_acts()[line["code"]].nature_of(line["activity"]) if "code" in line else line["nature"]
    return nature in {"consultation", "medical_act", "anaesthesia", "imaging"}


@FEWER
@given(quotes(sectors=(None, "sector_1", "sector_2")), st.sampled_from(["sector_1", "sector_2_optam", "sector_2"]))
def test_a_hypothesis_is_the_estimate_with_that_sector_and_lies_in_the_range(quote: Json, sector: str) -> None:
    result = accepted(quote)
    assume("range" in result)
    told = [
        {**line, "sector": sector} if line["sector"] is None and of_doctor(line) else line for line in quote["lines"]
    ]

    known = accepted({**quote, "lines": told})

    case = (sector, known.get("favourable"))
    supposed = next(h for h in result["hypotheses"] if (h.get("sector", sector), h.get("favourable")) == case)
    assert {key: supposed[key] for key in BODY} == {key: known[key] for key in BODY}
    bounds = result["range"]["member"]
    assert cents(bounds["min"]) <= cents(known["total"]["member"]) <= cents(bounds["max"])


@FEWER
@given(quotes(sectors=("sector_1", None)))
def test_the_same_quote_gives_the_same_estimate_and_is_left_as_it_was(quote: Json) -> None:
    copied = copy.deepcopy(quote)
    once = estimate(quote)

    assert quote == copied
    assert estimate(copied) == once


def by_id(result: Json) -> Json:
    """Give an answer with what has an order of its own set aside: lines by identifier, warnings sorted."""
    bodies = {"": result, **{h["label"]: h for h in result.get("hypotheses", [])}}
    return {
        "bodies": {
            name: ({line["id"]: line for line in body["lines"]}, body["stay"], body["total"])
            for name, body in bodies.items()
        },
        "range": result.get("range"),
        "warnings": sorted(json.dumps(warning, sort_keys=True) for warning in result["warnings"]),
    }


@st.composite
def reordered(draw: st.DrawFn) -> tuple[Json, Json]:
    """Give a quote twice, its lines in two orders; no two lines have the same tariff.

    Of two acts of one practitioner with one tariff, the first in the quote counts in full and bears the flat fee.
    """
    quote = draw(quotes(sectors=("sector_1", "sector_2_optam", "sector_2", None)))
    for line in quote["lines"]:
        line.pop("quantity", None)
    alone = [estimate({**quote, "lines": [line]}) for line in quote["lines"]]
    assume(all(result["status"] == "ok" for result in alone))
    for sector in ("sector_1", "sector_2_optam", "sector_2"):
        tariffs = [
            body["lines"][0]["base"]
            for result in alone
            for body in result.get("hypotheses", [result])
            if body.get("sector", sector) == sector and body["lines"][0].get("covered", True)
        ]
        assume(len(set(tariffs)) == len(tariffs))
    return quote, {**quote, "lines": draw(st.permutations(quote["lines"]))}


@FEWER
@given(reordered())
def test_the_order_of_lines_changes_nothing_without_shared_sums(pair: tuple[Json, Json]) -> None:
    """Order decides in three cases only, all left out: sums that lines share, equal tariffs, participations at a limit.

    The third cannot happen here: four lines at most, and a year that begins.
    """
    one, other = (
        {**quote, **{contract: without_shared_sums(quote[contract]) for contract in ("guarantee", "top_up")}}
        for quote in pair
    )

    result = accepted(one)
    assert by_id(accepted(other)) == by_id(result)


@FEWER
@given(reordered())
def test_the_order_of_lines_never_changes_what_the_assurance_maladie_pays(pair: tuple[Json, Json]) -> None:
    """Whatever ceilings the lines share."""
    figures = ("charged", "base", "overrun", "amo_gross", "participation", "amo")
    one, other = (
        {line["id"]: {key: line[key] for key in figures} for line in accepted({**quote})["lines"]} for quote in pair
    )

    assert one == other


@FEWER
@given(quotes())
def test_what_each_pays_has_its_step(quote: Json) -> None:
    for share in items_of(with_figures(quote)):
        amounts = [step["amount"] for step in share["steps"]]
        amo = "amo_gross" if "amo_gross" in share else "amo"
        for payer in (amo, "amc", "top_up", "member"):
            assert share[payer] == "0.00" or share[payer] in amounts


@FEWER
@given(quotes(), st.sampled_from(["date", "setting", "stay", "lines", "patient", "guarantee", "consumed"]), json_values)
def test_nothing_that_json_can_carry_raises(quote: Json, key: str, value: Any) -> None:
    assert estimate({**quote, key: value})["status"] in {"ok", "partial", "refused", "invalid"}
