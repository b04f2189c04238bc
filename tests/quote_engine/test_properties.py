"""What holds for every quote, whatever its lines, stay and covers."""

import datetime as dt
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quote_engine import estimate
from quote_engine.nomenclature.acts import all_acts

Json = dict[str, Any]
FEWER = settings(max_examples=150, deadline=None)
CODES = sorted(all_acts())
SHARES = ("amo", "amc", "top_up", "member")


def money(most: int = 300_000) -> st.SearchStrategy[str]:
    return st.integers(0, most).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")


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
KEYS = ["medical_act.optam", "medical_act.non_optam", "anaesthesia", "dental_prosthesis", "private_room.inpatient"]


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

    after = accepted(
        {**quote, "lines": [{**o, "fee": f"{fee // 100}.{fee % 100:02d}"} if o is line else o for o in quote["lines"]]}
    )

    assert cents(after["total"]["member"]) >= cents(before["total"]["member"])


@FEWER
@given(quotes(), st.integers(0, 300), st.integers(0, 200))
def test_a_better_cover_never_costs_more(quote: Json, level: int, more: int) -> None:
    def with_level(percent: int) -> Json:
        cover = {"benefits": [{"for": "default", "cover": {"percent_of_base": percent, "amo": "included"}}]}
        return accepted({**quote, "guarantee": cover})

    assert cents(with_level(level + more)["total"]["member"]) <= cents(with_level(level)["total"]["member"])


@FEWER
@given(quotes(sectors=(None,)))
def test_the_range_holds_every_hypothesis_and_the_dearest_is_shown(quote: Json) -> None:
    result = accepted(quote)
    assume("range" in result)

    members = [cents(h["total"]["member"]) for h in result["hypotheses"]]
    assert cents(result["range"]["member"]["min"]) == min(members)
    assert cents(result["range"]["member"]["max"]) == max(members) == cents(result["total"]["member"])


@FEWER
@given(quotes(sectors=("sector_1", None)))
def test_the_same_quote_gives_the_same_estimate(quote: Json) -> None:
    assert estimate(quote) == estimate(quote)


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
