"""Quotes made up at random: what the contract allows, whatever it means, and values that JSON can carry."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from quote_engine.contract.terms import CHARGES
from quote_engine.nomenclature.acts import all_acts

Json = dict[str, Any]
CODES = sorted(all_acts())


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
    if draw(st.integers(0, 9)) == 0:
        found |= draw(st.sampled_from([{"quantity": 3}, {"covered": False}, {"label": "Implant", "covered": False}]))
    return found


charges = st.builds(
    lambda kind, amount, by_day: {"id": f"charge {kind}", "kind": kind, "amount": amount, **by_day},
    st.sampled_from(CHARGES),
    money(60_000),
    st.sampled_from([{}, {"per": "day", "days": 2}]),
)
"""Kinds are different ones in a quote, so their identifiers are."""


def refused_lines(number: int) -> st.SearchStrategy[Json]:
    """Lines that nothing is known of, or whose code is closed."""
    return st.builds(
        lambda code, fee: {"id": str(number), "code": code, "fee": fee, "sector": "sector_1"},
        st.sampled_from(["ZZZZ999", "BFGA004"]),
        money(),
    )


@st.composite
def quotes(
    draw: st.DrawFn,
    sectors: tuple[str | None, ...] = ("sector_1", "sector_2_optam", "sector_2"),
    *,
    damaged: bool = False,
) -> Json:
    """Give a quote; a `damaged` one may have lines that are refused, or that share a price."""
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
    if draw(st.integers(0, 4)) == 0:
        quote["charges"] = draw(st.lists(charges, max_size=3, unique_by=lambda charge: str(charge["kind"])))
    if damaged and draw(st.booleans()):
        quote["lines"].append(draw(refused_lines(count + 1)))
    if damaged and draw(st.booleans()):
        quote["lines"] += [{**draw(lines(number, sectors)), "id": f"shared {number}"} for number in (1, 2)]
        shared = quote["lines"][-2:]
        quote["shared_fees"] = [{"lines": [line["id"] for line in shared], "fee": shared[0]["fee"]}]
        for line in shared:
            line.pop("fee")
            line.pop("quantity", None)
    if setting != "outpatient":
        quote["stay"] = {
            "days": draw(st.integers(1, 12)),
            "cost": draw(st.none() | money(500_000)),
            "private_room_per_day": draw(st.none() | money(20_000)),
        }
    return quote


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
