"""What holds for every quote, whatever its lines, stay and covers."""

import copy
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quote_engine import estimate
from quote_engine.nomenclature.acts import all_acts

Json = dict[str, Any]
FEWER = settings(max_examples=150, deadline=None)
CODES = sorted(all_acts())
SHARES = ("amo", "amc", "top_up", "member")
BODY = ("lines", "stay", "total")


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def money(most: int = 300_000) -> st.SearchStrategy[str]:
    return st.integers(0, most).map(euros)


covers = st.one_of(
    st.builds(
        lambda n, amo: {"percent_of_base": n, "amo": amo},
        st.integers(0, 500),
        st.sampled_from(["included", "excluded"]),
    ),
    st.builds(lambda n: {"ticket_moderateur": True, "plus_percent_of_base": n}, st.integers(0, 300)),
    st.builds(lambda n: {"percent_of_amo": n}, st.integers(0, 400)),
    st.builds(
        lambda a, per: {"amount": a, "per": per}, money(50_000), st.sampled_from(["act", "day", "night", "year"])
    ),
    st.sampled_from([{"actual_cost": True}, {"zero_remaining": True}, {"none": True}]),
)
ceilings = st.lists(
    st.one_of(
        st.builds(
            lambda name, amount, per, beyond: {"name": name, "amount": amount, "per": per, "beyond": beyond},
            st.sampled_from(["a", "b"]),
            money(80_000),
            st.sampled_from(["act", "stay", "year"]),
            st.sampled_from(["amo", "ticket_moderateur"]),
        ),
        st.builds(lambda days: {"name": "days", "days": days, "per": "year"}, st.integers(0, 20)),
    ),
    max_size=2,
)
shared_ceilings = st.one_of(
    st.builds(
        lambda amount, per, beyond: {"name": "all", "amount": amount, "per": per, "beyond": beyond},
        money(80_000),
        st.sampled_from(["act", "stay", "year"]),
        st.sampled_from(["amo", "ticket_moderateur"]),
    ),
    st.builds(
        lambda days, per: {"name": "all", "days": days, "per": per},
        st.integers(0, 20),
        st.sampled_from(["act", "stay", "year"]),
    ),
)
KEYS = [
    "medical_act.optam", "medical_act.non_optam", "medical_act.outpatient", "medical_act.non_optam.inpatient",
    "anaesthesia", "dental_prosthesis", "dental_prosthesis.free", "private_room.inpatient", "stay_cost",
]  # fmt: skip


@st.composite
def guarantees(draw: st.DrawFn) -> Json:
    keys = ["default", *draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=4))]
    benefits = [{"for": key, "cover": draw(covers), "ceilings": draw(ceilings)} for key in keys]
    return {"responsible": draw(st.booleans()), "benefits": benefits}


@st.composite
def lines(draw: st.DrawFn, number: int, sectors: tuple[str | None, ...]) -> Json:
    found: Json = {"id": str(number), "fee": draw(money()), "sector": draw(st.sampled_from(sectors))}
    if draw(st.booleans()):
        code = draw(st.sampled_from(CODES))
        found |= {"code": code, "activity": draw(st.sampled_from(sorted(all_acts()[code].activities)))}
    else:
        natures = ["consultation", "medical_act", "anaesthesia", "imaging", "dental_care", "dental_prosthesis"]
        found |= {"nature": draw(st.sampled_from(natures)), "base": draw(money(60_000))}
    if draw(st.booleans()):
        found["practitioner"] = draw(st.sampled_from(["A", "B"]))
    return found


@st.composite
def quotes(draw: st.DrawFn, sectors: tuple[str | None, ...] = ("sector_1", "sector_2_optam", "sector_2")) -> Json:
    count = draw(st.integers(1, 4))
    setting = draw(st.sampled_from(["inpatient", "day_case", "outpatient"]))
    quote: Json = {
        "date": draw(st.dates(dt.date(2019, 5, 11), dt.date(2026, 12, 31))).isoformat(),
        "setting": setting,
        "lines": [draw(lines(n + 1, sectors)) for n in range(count)],
        "patient": {
            "scheme": draw(st.sampled_from(["general", "general", "alsace_moselle"])),
            "exemption": draw(st.sampled_from([None, None, "ald", "maternity", "css", "work_accident"])),
            "in_pathway": draw(st.sampled_from([True, True, True, False])),
        },
        "guarantee": draw(st.none() | guarantees()),
        "top_up": draw(st.none() | guarantees()),
    }
    if setting != "outpatient":
        quote["stay"] = {
            "days": draw(st.integers(1, 12)),
            "cost": draw(st.none() | money(500_000)),
            "private_room_per_day": draw(st.none() | money(20_000)),
        }
    return quote


def cents(text: str) -> int:
    return int(text.replace(".", ""))


def every_share(result: Json) -> list[Json]:
    bodies = [result, *result.get("hypotheses", [])]
    return [share for body in bodies for share in (*body["lines"], *body["stay"], body["total"])]


def accepted(quote: Json) -> Json:
    result = estimate(quote)
    assert result["status"] in {"ok", "refused"}, result
    assume(result["status"] == "ok")
    return result


@FEWER
@given(quotes(sectors=("sector_1", "sector_2_optam", "sector_2", None)))
def test_shares_add_up_to_the_charge_and_nobody_pays_less_than_nothing(quote: Json) -> None:
    result = accepted(quote)

    for share in every_share(result):
        assert cents(share["charged"]) == sum(cents(share[payer]) for payer in SHARES)
        assert all(cents(share[payer]) >= 0 for payer in SHARES)


@FEWER
@given(quotes(), st.integers(1, 50_000), st.integers(0, 3))
def test_a_higher_fee_never_lowers_what_the_member_pays(quote: Json, more: int, which: int) -> None:
    before = accepted(quote)
    line = quote["lines"][which % len(quote["lines"])]
    fee = cents(line["fee"]) + more

    after = accepted({**quote, "lines": [{**o, "fee": euros(fee)} if o is line else o for o in quote["lines"]]})

    assert cents(after["total"]["member"]) >= cents(before["total"]["member"])


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

    supposed = next(h for h in result["hypotheses"] if h["sector"] == sector)
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
    bodies = {"": result, **{h["sector"]: h for h in result.get("hypotheses", [])}}
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
    alone = [estimate({**quote, "lines": [line]}) for line in quote["lines"]]
    assume(all(result["status"] == "ok" for result in alone))
    for sector in range(3):
        bodies = [result["hypotheses"][sector] if "hypotheses" in result else result for result in alone]
        tariffs = [body["lines"][0]["base"] for body in bodies]
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
    result = accepted(quote)

    for share in (*result["lines"], *result["stay"]):
        amounts = [step["amount"] for step in share["steps"]]
        for payer in ("amc", "top_up", "member"):
            assert share[payer] == "0.00" or share[payer] in amounts


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@FEWER
@given(quotes(), st.sampled_from(["date", "setting", "stay", "lines", "patient", "guarantee", "consumed"]), json_values)
def test_nothing_that_json_can_carry_raises(quote: Json, key: str, value: Any) -> None:
    assert estimate({**quote, key: value})["status"] in {"ok", "refused", "invalid"}
