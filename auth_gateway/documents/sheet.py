"""What the printed estimate says, in order: every figure comes from the engine's result, every word from estimate.yml.

Nothing is computed here but percentages and the widths of the bars.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from auth_gateway.platform.french import NARROW_SPACE, cents, euros, long_date, percents

FOLDER = Path(__file__).parents[2] / "web" / "documents"
PAYERS = ("amo", "amc", "top_up", "member")

Json = Mapping[str, Any]


@dataclass(frozen=True)
class EstimateSheet:
    """One stored estimate and what the page says around it.

    `estimate` and `quote` are the engine's output and input. `who` is the first name of the dependant concerned,
    None for the member. The covers' labels are those shown to the member.
    """

    estimate: Json
    quote: Json
    reference: str
    made_on: date
    who: str | None = None
    cover: str | None = None
    top_up: str | None = None
    fictitious: bool = False


@cache
def words() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / "estimate.yml").read_text(encoding="utf-8"))
    return loaded


def page_of(sheet: EstimateSheet) -> dict[str, Any]:
    """Every text of the page, in the shape that estimate.typ lays out."""
    said, estimate = words(), sheet.estimate
    total = estimate["total"]
    payers = _payers(total)
    version = str(estimate["parameters_version"])
    columns = ("charged", *payers)
    return {
        "title": said["title"],
        "description": said["description"],
        "words": {
            "brand": said["brand"], "page": said["page"], "lines": said["lines"], "line": said["line"],
            "explained": said["explained"], "limits": said["limits"],
        },
        "heading": said["heading"],
        "subtitle": said["subtitle"].format(charged=euros(total["charged"]), who=_who(sheet, short=True)),
        "made_on": said["made_on"].format(date=long_date(sheet.made_on)),
        "reference": said["reference"].format(reference=sheet.reference),
        "footer": said["footer"].format(version=version, reference=sheet.reference),
        "range": _range(estimate),
        "total": {"member": euros(total["member"]), "bar": _bar(total, payers), "legend": _legend(total, payers)},
        "facts": _facts(sheet, version),
        "columns": [said["charged"], *(said["payers"][payer]["short"] for payer in payers)],
        "rows": [_row(item, sheet, payers) for item in _items(estimate)],
        "total_row": {
            "label": said["total"], "detail": None, "bar": None,
            "amounts": [euros(total[column]) for column in columns],
        },
        "hypotheses": _hypotheses(estimate, payers),
        "explained": [
            {"label": _label(item), "steps": [_step(step) for step in item["steps"]]}
            for item in _items(estimate)
            if item.get("steps")
        ],
        "limits": _limits(sheet),
    }  # fmt: skip


def _items(estimate: Json) -> list[Json]:
    return [*estimate["lines"], *estimate.get("stay", ())]


def _payers(total: Json) -> tuple[str, ...]:
    """Leave the top-up cover out where it pays nothing."""
    return tuple(payer for payer in PAYERS if payer != "top_up" or cents(total.get("top_up", "0.00")))


def _who(sheet: EstimateSheet, *, short: bool) -> str:
    said = words()["who"]
    if sheet.who is None:
        return str(said["self_short" if short else "self"])
    return str(said["other_short" if short else "other"]).format(name=sheet.who)


def _facts(sheet: EstimateSheet, version: str) -> list[dict[str, str]]:
    said, quote = words(), sheet.quote
    patient = quote.get("patient") or {}
    facts = {
        "who": _who(sheet, short=False),
        "care_date": long_date(date.fromisoformat(sheet.estimate["date"])),
        "setting": said["setting"].get(quote.get("setting")),
        "scheme": said["scheme"][patient.get("scheme", "general")],
        "cover": sheet.cover or said["no_cover"],
        "top_up": sheet.top_up,
        "version": version,
    }
    return [{"label": said["facts"][name], "value": value} for name, value in facts.items() if value]


def _row(item: Json, sheet: EstimateSheet, payers: Sequence[str]) -> dict[str, Any]:
    return {
        "label": _label(item),
        "detail": _detail(item, sheet),
        "bar": _bar(item, payers),
        "amounts": [euros(item["charged"]), *(euros(item.get(payer, "0.00")) for payer in payers)],
    }


def _label(item: Json) -> str:
    return str(item.get("label") or words()["stay"][item["id"]])


def _detail(item: Json, sheet: EstimateSheet) -> str | None:
    """Tell this line from another: its code, whose fee it is, the tooth, the sector, the base."""
    said = words()
    line = next((line for line in sheet.quote.get("lines", ()) if str(line["id"]) == str(item["id"])), None)
    if line is None:
        return None
    parts = [
        said["code"].format(code=line["code"]) if line.get("code") else None,
        said["anaesthetist"] if line.get("activity") == 4 else None,
        said["tooth"].format(tooth=line["tooth"]) if line.get("tooth") else None,
        said["sector"].get(line.get("sector")),
        said["base"].format(base=euros(item["base"])) if item.get("base") else None,
    ]
    return " · ".join(part for part in parts if part) or None


def _bar(amounts: Json, payers: Sequence[str]) -> dict[str, Any] | None:
    """Shares from 0 to 1 and the sentence that says the same; None where nothing is charged."""
    charged = cents(amounts["charged"])
    if charged <= 0:
        return None
    said = words()
    shares = [(payer, amounts[payer]) for payer in payers if cents(amounts.get(payer, "0.00")) > 0]
    spoken = ", ".join(
        f"{said['payers'][payer]['short']} {euros(amount)} ({percent}{NARROW_SPACE}%)"
        for (payer, amount), percent in zip(shares, percents([cents(a) for _, a in shares]), strict=True)
    )
    return {
        "shares": [{"payer": payer, "part": cents(amount) / charged} for payer, amount in shares],
        "alt": said["alternative"].format(charged=euros(amounts["charged"]), shares=spoken),
    }


def _legend(total: Json, payers: Sequence[str]) -> list[dict[str, str]]:
    shares = percents([cents(total[payer]) for payer in payers])
    return [
        {
            "payer": payer,
            "label": words()["payers"][payer]["legend"],
            "amount": euros(total[payer]),
            "percent": f"{share}{NARROW_SPACE}%",
        }
        for payer, share in zip(payers, shares, strict=True)
    ]


def _range(estimate: Json) -> str | None:
    if not estimate.get("range"):
        return None
    member = estimate["range"]["member"]
    return str(words()["range"].format(min=euros(member["min"]), max=euros(member["max"])))


def _hypotheses(estimate: Json, payers: Sequence[str]) -> dict[str, Any] | None:
    if not estimate.get("hypotheses"):
        return None
    said = words()
    return {
        "title": said["hypotheses"]["title"],
        "text": said["hypotheses"]["text"],
        "first_column": said["hypotheses"]["first_column"],
        "columns": [said["payers"][payer]["short"] for payer in payers],
        "rows": [
            {
                "label": said["sector"][hypothesis["sector"]],
                "amounts": [euros(hypothesis["total"].get(payer, "0.00")) for payer in payers],
            }
            for hypothesis in estimate["hypotheses"]
        ],
    }


def _step(step: Json) -> dict[str, str | None]:
    return {
        "text": step["text"],
        "amount": euros(step["amount"]) if step.get("amount") is not None else None,
        "source": step.get("source") or None,
    }


def _limits(sheet: EstimateSheet) -> list[str]:
    said = words()
    fictitious = [said["fictitious_figures"]] if sheet.fictitious else []
    warnings = (warning["text"] for warning in sheet.estimate.get("warnings", ()))
    return [*fictitious, *said["always"], *dict.fromkeys(warnings)]
