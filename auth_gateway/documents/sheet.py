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
NOT_FIRST = "\u00a0· "
"""Between two details: a line of the page never begins with the dot."""
PAYERS = ("amo", "amc", "top_up", "member")

OUR_LIMITS = frozenset({"after_last_check", "flat_fee_date_disputed"})
"""Warnings about what we know, not about the quote: they stand among the limits."""
SAID_ELSEWHERE = OUR_LIMITS | {"sector_unknown", "sector_among", "no_cover"}
"""The page gives the range, each hypothesis, and the cover among the facts."""

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
            "brand": said["brand"], "page": said["page"], "of": said["of"], "lines": said["lines"],
            "line": said["line"], "notices": said["notices"], "explained": said["explained"], "limits": said["limits"],
        },
        "heading": said["heading"],
        "subtitle": said["subtitle"].format(charged=euros(total["charged"]), who=_who(sheet, short=True)),
        "made_on": said["made_on"].format(date=long_date(sheet.made_on)),
        "reference": said["reference"].format(reference=sheet.reference),
        "footer": said["footer"].format(version=version, reference=sheet.reference),
        "range": _range(estimate),
        "total": {"member": euros(total["member"]), "bar": _bar(total, payers), "legend": _legend(total, payers)},
        "facts": _facts(sheet, version),
        "supposed": _supposed(estimate),
        "columns": [said["charged"], *(said["payers"][payer]["short"] for payer in payers)],
        "rows": [_row(item, sheet, payers) for item in _items(estimate)],
        "total_row": {
            "label": said["total"], "detail": None, "bar": None,
            "amounts": [euros(total[column]) for column in columns],
        },
        "hypotheses": _hypotheses(sheet, payers),
        "notices": _notices(sheet),
        "explained": [_explained(item, sheet) for item in _items(estimate) if item.get("steps")],
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
        "setting": _setting(quote),
        "scheme": said["scheme"][patient.get("scheme") or "general"],
        "exemption": said["exemption"].get(patient.get("exemption")),
        "pathway": said["outside_pathway"] if _outside_pathway(quote) else None,
        "cover": sheet.cover or said["no_cover"],
        "top_up": sheet.top_up,
        "version": version,
    }
    return [{"label": said["facts"][name], "value": value} for name, value in facts.items() if value]


def _setting(quote: Json) -> str | None:
    said = words()
    setting, days = said["setting"].get(quote.get("setting")), (quote.get("stay") or {}).get("days")
    if setting is None or quote.get("setting") != "inpatient" or not days:
        return None if setting is None else str(setting)
    return str(said["stay"]["one" if days == 1 else "many"].format(setting=setting, days=days))


def _outside_pathway(quote: Json) -> bool:
    return (quote.get("patient") or {}).get("in_pathway") is False


def _supposed(estimate: Json) -> str | None:
    """Say which sector the figures suppose, where the engine had to suppose one."""
    said, sector = words(), estimate.get("sector")
    return str(said["supposed"].format(sector=said["sector"][sector])) if sector else None


def _row(item: Json, sheet: EstimateSheet, payers: Sequence[str]) -> dict[str, Any]:
    base = words()["base"].format(base=euros(item["base"])) if item.get("base") else None
    return {
        "label": _label(item),
        "detail": _joined(*_marks(item, sheet), base),
        "bar": _bar(item, payers),
        "amounts": [euros(item["charged"]), *(euros(item.get(payer, "0.00")) for payer in payers)],
    }


def _explained(item: Json, sheet: EstimateSheet) -> dict[str, Any]:
    charged = words()["charged_item"].format(charged=euros(item["charged"]))
    return {
        "label": _label(item),
        "detail": _joined(*_marks(item, sheet), charged),
        "steps": [_step(step) for step in item["steps"]],
    }


def _label(item: Json) -> str:
    return str(item.get("label") or words()["stay_items"][item["id"]]).replace("'", "’")


def _marks(item: Json, sheet: EstimateSheet) -> list[str | None]:
    """Tell this line from another: its code, whose fee it is, the tooth, the sector, the modifiers."""
    said = words()
    line = _described(item["id"], sheet)
    if line is None:
        return []
    letters = line.get("modifiers") or []
    return [
        said["code"].format(code=line["code"]) if line.get("code") else None,
        said["anaesthetist"] if line.get("activity") == 4 else None,
        said["tooth"].format(tooth=line["tooth"]) if line.get("tooth") else None,
        said["sector"].get(line.get("sector")),
        said["modifiers"]["one" if len(letters) == 1 else "many"].format(letters=", ".join(letters))
        if letters else None,
    ]  # fmt: skip


def _described(line_id: str, sheet: EstimateSheet) -> Json | None:
    return next((line for line in sheet.quote.get("lines", ()) if str(line["id"]) == str(line_id)), None)


def _joined(*parts: str | None) -> str | None:
    return NOT_FIRST.join(part for part in parts if part) or None


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
    if member["min"] == member["max"]:
        return str(words()["same_everywhere"])
    return str(words()["range"].format(min=euros(member["min"]), max=euros(member["max"])))


def _hypotheses(sheet: EstimateSheet, payers: Sequence[str]) -> dict[str, Any] | None:
    """Lay out the total in each sector, then what each line would leave to pay, where there are several lines."""
    hypotheses = sheet.estimate.get("hypotheses")
    if not hypotheses:
        return None
    said = words()
    sectors = [said["sector"][each["sector"]] for each in hypotheses]
    return {
        "title": said["hypotheses"]["title"],
        "text": said["hypotheses"]["text"],
        "first_column": said["hypotheses"]["first_column"],
        "columns": [said["payers"][payer]["short"] for payer in payers],
        "rows": [
            {"label": sector, "amounts": [euros(each["total"].get(payer, "0.00")) for payer in payers]}
            for sector, each in zip(sectors, hypotheses, strict=True)
        ],
        "by_item": {
            "title": said["hypotheses"]["by_item"],
            "first_column": said["line"],
            "columns": sectors,
            "rows": _by_item(sheet, hypotheses),
        },
    }


def _by_item(sheet: EstimateSheet, hypotheses: Sequence[Json]) -> list[dict[str, Any]]:
    members = [{item["id"]: item["member"] for item in _items(each)} for each in hypotheses]
    shared = [item for item in _items(sheet.estimate) if all(item["id"] in each for each in members)]
    if len(shared) < 2:
        return []
    return [{"label": _named(item, sheet), "amounts": [euros(each[item["id"]]) for each in members]} for item in shared]


def _named(item: Json, sheet: EstimateSheet) -> str:
    """Name a line outside its table: two crowns are told apart by their teeth."""
    tooth = (_described(item["id"], sheet) or {}).get("tooth")
    return f"{_label(item)}, {words()['tooth'].format(tooth=tooth)}" if tooth else _label(item)


def _step(step: Json) -> dict[str, Any]:
    return {
        "text": step["text"],
        "amount": euros(step["amount"]) if step.get("amount") is not None else None,
        "source": step.get("source") or None,
        "remainder": step["rule"] == "member",
    }


def _notices(sheet: EstimateSheet) -> list[dict[str, str | None]]:
    """Say what the engine warns of and what the conversation assumed, once each, with the lines concerned."""
    lines = {str(line["id"]): _named(line, sheet) for line in sheet.estimate["lines"]}
    concerned: dict[str, list[str]] = {}
    for warning in (*sheet.estimate.get("warnings", ()), *sheet.estimate.get("assumptions", ())):
        if warning["code"] not in SAID_ELSEWHERE:
            names = concerned.setdefault(warning["text"], [])
            names += [lines[str(warning["line"])]] if str(warning.get("line")) in lines else []
    return [{"concerned": " · ".join(dict.fromkeys(names)) or None, "text": text} for text, names in concerned.items()]


def _limits(sheet: EstimateSheet) -> list[str]:
    said = words()
    always = dict(said["always"])
    if _outside_pathway(sheet.quote):
        always["described"] = said["described_outside_pathway"]
    used = said["already_used" if sheet.quote.get("consumed") else "nothing_used"]
    return [
        *([said["fictitious_figures"]] if sheet.fictitious else []),
        *always.values(),
        *([used] if sheet.cover else []),
        *(warning["text"] for warning in sheet.estimate.get("warnings", ()) if warning["code"] in OUR_LIMITS),
    ]
