"""What an estimate rests on, what the member should check, and what it does not say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from auth_gateway.sheets.sheet import DOCTORS_SECTOR, EstimateSheet, named, said
from wording import say, words

Json = Mapping[str, Any]

OUR_LIMITS = frozenset({"after_last_check", "flat_fee_date_disputed"})
"""Warnings about what we know, not about the quote: they stand among the limits."""
CONDITION = "line.condition_met"
TOLD_BY = {
    "conditional_cover": CONDITION,
    "modifiers_assumed_none": "line.modifiers",
    "limbs_not_told": "line.side",
    "many_acts": "line.association",
    "prior_agreement": "line.agreement",
    "stay_cost_unknown": "stay.cost",
}
"""The field that would make a fact of what a warning supposes."""
SUPPOSED = frozenset({"sector_unknown", "fee_ceiling_unknown", *TOLD_BY})
"""Warnings that are hypotheses of the engine: they stand with those of the conversation."""


def hypotheses_of(sheet: EstimateSheet) -> list[Json]:
    """Give what nobody said and the figure rests on, each with the field of the draft that would change it."""
    assumed = sheet.estimate.get("assumptions", ())
    told = {"sector_unknown"} if any(one.get("field") == DOCTORS_SECTOR for one in assumed) else set()
    engines = [one for one in _warnings(sheet) if one["code"] in SUPPOSED - told]
    conditional = any(one["code"] == "conditional_cover" for one in engines)  # which names the condition
    rest = [one for one in assumed if not (conditional and one.get("field") == CONDITION)]
    return _grouped([*(_with_its_field(one, sheet) for one in engines), *rest], sheet)


def points_to_check(sheet: EstimateSheet) -> list[Json]:
    return _grouped([one for one in _warnings(sheet) if one["code"] not in OUR_LIMITS | SUPPOSED], sheet)


def limits_of(sheet: EstimateSheet) -> Sequence[str]:
    always = dict(words("estimate_page", "always"))
    if sheet.outside_pathway:
        always["described"] = said("described_outside_pathway")
    used = said("already_used" if sheet.quote.get("consumed") else "nothing_used")
    return [
        *([said("fictitious_figures")] if sheet.fictitious else []),
        *always.values(),
        *([used] if sheet.cover else []),
        *(warning["text"] for warning in _warnings(sheet) if warning["code"] in OUR_LIMITS),
    ]


def _warnings(sheet: EstimateSheet) -> Sequence[Json]:
    found: Sequence[Json] = sheet.estimate.get("warnings", ())
    return found


def _with_its_field(warning: Json, sheet: EstimateSheet) -> Json:
    """Say where what is not known can be told: the sector, on the first line that lacks it."""
    if warning["code"] in TOLD_BY:
        return {**warning, "field": TOLD_BY[warning["code"]]}
    if warning["code"] != "sector_unknown":
        return warning
    lacking = (str(line["id"]) for line in sheet.quote.get("lines", ()) if not line.get("sector"))
    first = next((line for line in lacking if line.isdecimal()), None)
    text = say("assumptions", "sector_unknown")
    return {**warning, "text": text, "field": DOCTORS_SECTOR, "line": first}


def _grouped(remarks: Iterable[Json], sheet: EstimateSheet) -> list[Json]:
    """Say each text once, with the lines concerned and the field of the first of them."""
    lines = {str(line["id"]): named(line, sheet) for line in sheet.estimate["lines"]}
    found: dict[str, dict[str, Any]] = {}
    for remark in remarks:
        number = None if remark.get("line") is None else str(remark["line"])
        one = found.setdefault(
            remark["text"], {"text": remark["text"], "names": [], "field": remark.get("field"), "line": number}
        )
        if number in lines and lines[number] not in one["names"]:
            one["names"].append(lines[number])
    several = len(lines) > 1
    return [
        {
            "concerned": " · ".join(one["names"]) if several and one["names"] else None,
            "text": one["text"],
            "field": one["field"],
            "line": int(one["line"]) if one["field"] and one["line"] else None,
        }
        for one in found.values()
    ]
