"""Every benefit key, form of cover and form of ceiling of the contract has a YAML case in which it decides an amount.

To be written in a case is not enough: an entry counts when another cover in its place, or a ceiling when it is taken
away, changes an amount that the case expects. So a new key, form or period without such a case fails here.
"""

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from quote_engine import estimate
from quote_engine.contract.benefits import known_keys
from quote_engine.contract.guarantee import BEYOND, CEILING_PERIODS, KINDS, ONE_COVER
from quote_engine.contract.terms import CHARGES
from tests.support.engine_cases import engine_cases

Json = dict[str, Any]
Form = tuple[str, ...]
CONTRACTS = ("guarantee", "top_up")
OTHER_COVERS: tuple[Json, ...] = ({"none": True}, {"actual_cost": True})
"""An entry that pays differs from one of the two, whatever it is."""
ABSENT = {"amo": "included", "per": "act"}
"""What an optional key of a cover stands for when it is absent."""


def forms_of_cover() -> set[Form]:
    """List the schema's covers: each alternative, with each value of its lists, with and without an optional figure."""
    forms: set[Form] = set()
    for alternative in ONE_COVER.schema["oneOf"]:
        kind = alternative["required"][0]
        choices = []
        for name, schema in alternative["properties"].items():
            if "enum" in schema:
                choices.append(schema["enum"])
            elif name != kind:
                choices.append(["", name])
        forms |= {(kind, *chosen) for chosen in itertools.product(*choices)}
    return forms


def form_of_cover(cover: Json) -> Form:
    alternative = next(a for a in ONE_COVER.schema["oneOf"] if a["required"][0] in cover)
    kind = alternative["required"][0]
    chosen = [
        cover.get(name, ABSENT[name]) if "enum" in schema else (name if name in cover else "")
        for name, schema in alternative["properties"].items()
        if name != kind
    ]
    return (kind, *chosen)


def forms_of_ceiling() -> set[Form]:
    return set(itertools.product(("amount", "days"), CEILING_PERIODS, BEYOND))


def form_of_ceiling(ceiling: Json) -> Form:
    return ("amount" if "amount" in ceiling else "days", ceiling.get("per", "year"), ceiling.get("beyond", "amo"))


def amounts(quote: Json) -> dict[str, tuple[str, str]]:
    """Give what the cover and the top-up pay on each line, item of the stay and charge."""
    result = estimate(quote)
    assert result["status"] == "ok", result
    shares = (*result["lines"], *result["stay"], *result.get("charges", []))
    return {share["id"]: (share["amc"], share["top_up"]) for share in shares}


def told(expected: Json) -> set[str]:
    """Give the lines and items for which a case expects what the cover pays, or what is left."""
    shares = {**expected.get("lines", {}), **expected.get("stay", {}), **expected.get("charges", {})}
    return {name for name, figures in shares.items() if {"amc", "top_up", "member"} & set(figures)}


def with_entry(quote: Json, contract: str, number: int, entry: Json) -> Json:
    benefits = [entry if n == number else other for n, other in enumerate(quote[contract]["benefits"])]
    return {**quote, contract: {**quote[contract], "benefits": benefits}}


@dataclass(frozen=True)
class Entry:
    """One entry of a case's cover, and the lines and items whose shares the case expects."""

    quote: Json
    contract: str
    number: int
    shown: set[str]

    @property
    def written(self) -> Json:
        found: Json = self.quote[self.contract]["benefits"][self.number]
        return found

    def decides(self, instead: Json) -> bool:
        """Tell whether another entry in this place changes what the case expects."""
        before, after = amounts(self.quote), amounts(with_entry(self.quote, self.contract, self.number, instead))
        return any(after[share] != before[share] for share in self.shown)


def entries() -> Iterator[Entry]:
    """Give each entry of each case's covers.

    No contract is responsible here: the limit without OPTAM would let the OPTAM entry change what another pays.
    """
    for _, case in engine_cases():
        if case["expected"].get("status", "ok") != "ok":
            continue
        contracts = [contract for contract in CONTRACTS if contract in case["quote"]]
        quote = {**case["quote"], **{c: {**case["quote"][c], "responsible": False} for c in contracts}}
        for contract in contracts:
            for number in range(len(quote[contract]["benefits"])):
                yield Entry(quote, contract, number, told(case["expected"]))


@functools.cache
def deciding() -> tuple[set[str], set[Form], set[Form]]:
    """Give the keys, the forms of cover and the forms of ceiling that decide an amount of a case."""
    keys: set[str] = set()
    covers: set[Form] = set()
    ceilings: set[Form] = set()
    for entry in entries():
        written = entry.written
        if any(entry.decides({"for": written["for"], "cover": cover}) for cover in OTHER_COVERS):
            keys.add(written["for"])
            covers.add(form_of_cover(written["cover"]))
        for ceiling in written.get("ceilings", []):
            others = [other for other in written["ceilings"] if other is not ceiling]
            if entry.decides({**written, "ceilings": others}):
                ceilings.add(form_of_ceiling(ceiling))
    return keys, covers, ceilings


def test_every_benefit_key_pays_in_a_case() -> None:
    assert known_keys() - deciding()[0] == set()


def test_every_form_of_cover_pays_in_a_case() -> None:
    assert forms_of_cover() - deciding()[1] == set()


def test_every_form_of_ceiling_limits_in_a_case() -> None:
    assert forms_of_ceiling() - deciding()[2] == set()


def test_the_schema_lists_the_forms_that_the_engine_reads() -> None:
    assert {form[0] for form in forms_of_cover()} == set(KINDS)


def test_the_forms_are_those_of_the_contract() -> None:
    """What the schema lists is what the contract says in words; a form that it loses would pass unseen above."""
    assert len(known_keys()) == 4 * 3 * 4 + 14 + 7 + len(CHARGES)
    assert forms_of_cover() >= {
        ("percent_of_base", "included"), ("percent_of_base", "excluded"), ("ticket_moderateur", ""),
        ("ticket_moderateur", "plus_percent_of_base"), ("percent_of_amo",), ("actual_cost",), ("amount", "act"),
        ("amount", "day"), ("amount", "night"), ("amount", "year"), ("zero_remaining",), ("none",),
    }  # fmt: skip
    assert len(forms_of_ceiling()) == 2 * 3 * 2


@pytest.mark.parametrize("key", ["medical_act", "medical_act.optam"])
def test_an_entry_that_another_hides_does_not_count(key: str) -> None:
    """Show that the proof tells an entry that pays from one that is only written."""
    line = {"id": "1", "nature": "medical_act", "base": "100.00", "fee": "300.00", "sector": "sector_1"}
    benefits = [{"for": name, "cover": {"percent_of_base": 200}} for name in ("medical_act", "medical_act.optam")]
    quote = {"date": "2026-06-01", "setting": "outpatient", "lines": [line], "guarantee": {"benefits": benefits}}
    entry = Entry(quote, "guarantee", [benefit["for"] for benefit in benefits].index(key), {"1"})

    decides = any(entry.decides({"for": key, "cover": cover}) for cover in OTHER_COVERS)

    assert decides is (key == "medical_act.optam")
