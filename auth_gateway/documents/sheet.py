"""What the printed estimate says, in order: every figure comes from the engine's result, every word from `wording`.

Nothing is computed here but percentages and the widths of the bars.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from auth_gateway.platform.french import cents, euros, percents
from wording import in_sentence, long_date, say, words

NOT_FIRST = "\u00a0· "
"""Between two details: a line of the page never begins with the dot."""
PAYERS = ("amo", "amc", "top_up", "member")

OUR_LIMITS = frozenset({"after_last_check", "flat_fee_date_disputed"})
"""Warnings about what we know, not about the quote: they stand among the limits."""
SAID_ELSEWHERE = OUR_LIMITS | {"sector_unknown", "sector_among", "no_cover"}
"""The page gives the range, each hypothesis, and the cover among the facts."""

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Advice:
    """What an advisor wrote, and what they corrected in the quote, each correction a sentence before → after."""

    by: str
    text: str
    corrections: Sequence[str] = ()


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
    advice: Advice | None = None


_said = partial(say, "estimate_page")


def page_of(sheet: EstimateSheet) -> dict[str, Any]:
    """Every text of the page, in the shape that estimate.typ lays out."""
    estimate = sheet.estimate
    total = estimate["total"]
    payers = _payers(total)
    version = str(estimate["parameters_version"])
    columns = ("charged", *payers)
    return {
        "title": _said("title"),
        "description": _said("description"),
        "words": {
            "brand": say("names", "platform"),
            **{name: _said(name) for name in ("page", "of", "lines", "line", "notices", "explained", "limits")},
        },
        "heading": _said("heading"),
        "subtitle": _said("subtitle", charged=euros(total["charged"]), who=_who(sheet, "for_whom")),
        "made_on": _said("made_on", date=long_date(sheet.made_on)),
        "reference": _said("reference", reference=sheet.reference),
        "footer": _said("footer", version=version, reference=sheet.reference),
        "range": _range(estimate),
        "total": {"member": euros(total["member"]), "bar": _bar(total, payers), "legend": _legend(total, payers)},
        "facts": _facts(sheet, version),
        "supposed": _supposed(estimate),
        "columns": [say("names", column) for column in columns],
        "rows": [_row(item, sheet, payers) for item in _items(estimate)],
        "total_row": {
            "label": _said("total"), "detail": None, "bar": None,
            "amounts": [euros(total[column]) for column in columns],
        },
        "hypotheses": _hypotheses(sheet, payers),
        "notices": _notices(sheet),
        "explained": [_explained(item, sheet) for item in _items(estimate) if item.get("steps")],
        "limits": _limits(sheet),
        "advice": _advice(sheet.advice) if sheet.advice else None,
    }  # fmt: skip


def letter_of(advice: Advice, reference: str, made_on: date) -> dict[str, Any]:
    """Every text of an answer that carries no estimate, for the same layout."""
    return {
        "title": _said("letter", "title"),
        "description": _said("letter", "description"),
        "words": {"brand": say("names", "platform"), **{name: _said(name) for name in ("page", "of")}},
        "made_on": _said("letter", "made_on", date=long_date(made_on)),
        "reference": _said("reference", reference=reference),
        "footer": _said("letter", "footer", reference=reference),
        "total": None,
        "advice": _advice(advice),
    }


def _advice(advice: Advice) -> dict[str, Any]:
    return {
        "heading": _said("advice", "heading"),
        "by": _said("advice", "by", name=advice.by),
        "paragraphs": [part.strip() for part in advice.text.split("\n") if part.strip()],
        "corrections_heading": _said("advice", "corrections"),
        "corrections": list(advice.corrections),
    }


def _items(estimate: Json) -> list[Json]:
    return [*estimate["lines"], *estimate.get("stay", ())]


def _payers(total: Json) -> tuple[str, ...]:
    """Leave the top-up cover out where it pays nothing."""
    return tuple(payer for payer in PAYERS if payer != "top_up" or cents(total.get("top_up", "0.00")))


def _who(sheet: EstimateSheet, form: str) -> str:
    return _said(form, "self") if sheet.who is None else _said(form, "other", name=sheet.who)


def _facts(sheet: EstimateSheet, version: str) -> list[dict[str, str]]:
    quote = sheet.quote
    patient = quote.get("patient") or {}
    exemption = patient.get("exemption")
    facts = {
        "who": _who(sheet, "who"),
        "care_date": long_date(date.fromisoformat(sheet.estimate["date"])),
        "setting": _setting(quote),
        "scheme": _said("scheme", patient.get("scheme") or "general"),
        "exemption": say("fields", "choices", "exemption", exemption) if exemption else None,
        "pathway": _said("outside_pathway") if _outside_pathway(quote) else None,
        "cover": sheet.cover or _said("no_cover"),
        "top_up": sheet.top_up,
        "version": version,
    }
    return [{"label": _said("facts", name), "value": value} for name, value in facts.items() if value]


def _setting(quote: Json) -> str | None:
    if not quote.get("setting"):
        return None
    setting, days = say("fields", "choices", "setting", quote["setting"]), (quote.get("stay") or {}).get("days")
    return _said("stay_of", setting=setting, count=days) if quote["setting"] == "inpatient" and days else setting


def _outside_pathway(quote: Json) -> bool:
    return (quote.get("patient") or {}).get("in_pathway") is False


def _supposed(estimate: Json) -> str | None:
    """Say which sector the figures suppose, where the engine had to suppose one."""
    sector = estimate.get("sector")
    return _said("supposed", sector=_sector(sector)) if sector else None


def _sector(sector: str) -> str:
    return in_sentence(say("fields", "choices", "line.sector", sector))


def _row(item: Json, sheet: EstimateSheet, payers: Sequence[str]) -> dict[str, Any]:
    base = _said("base", base=euros(item["base"])) if item.get("base") else None
    return {
        "label": _label(item),
        "detail": _joined(*_marks(item, sheet), base),
        "bar": _bar(item, payers),
        "amounts": [euros(item["charged"]), *(euros(item.get(payer, "0.00")) for payer in payers)],
    }


def _explained(item: Json, sheet: EstimateSheet) -> dict[str, Any]:
    charged = _said("charged_item", charged=euros(item["charged"]))
    return {
        "label": _label(item),
        "detail": _joined(*_marks(item, sheet), charged),
        "steps": [_step(step) for step in item["steps"]],
    }


def _label(item: Json) -> str:
    return str(item.get("label") or say("estimate", "stay", item["id"])).replace("'", "’")


def _marks(item: Json, sheet: EstimateSheet) -> list[str | None]:
    """Tell this line from another: its code, whose fee it is, the tooth, the sector, the modifiers."""
    line = _described(item["id"], sheet)
    if line is None:
        return []
    letters = line.get("modifiers") or []
    return [
        _said("code", code=line["code"]) if line.get("code") else None,
        _said("anaesthetist") if line.get("activity") == 4 else None,
        _said("tooth", tooth=line["tooth"]) if line.get("tooth") else None,
        _sector(line["sector"]) if line.get("sector") else None,
        _said("modifiers", count=len(letters), letters=", ".join(letters)) if letters else None,
    ]


def _described(line_id: str, sheet: EstimateSheet) -> Json | None:
    return next((line for line in sheet.quote.get("lines", ()) if str(line["id"]) == str(line_id)), None)


def _joined(*parts: str | None) -> str | None:
    return NOT_FIRST.join(part for part in parts if part) or None


def _bar(amounts: Json, payers: Sequence[str]) -> dict[str, Any] | None:
    """Shares from 0 to 1 and the sentence that says the same; None where nothing is charged."""
    charged = cents(amounts["charged"])
    if charged <= 0:
        return None
    shares = [(payer, amounts[payer]) for payer in payers if cents(amounts.get(payer, "0.00")) > 0]
    spoken = ", ".join(
        _said("share", payer=say("names", payer), amount=euros(amount), percent=percent)
        for (payer, amount), percent in zip(shares, percents([cents(a) for _, a in shares]), strict=True)
    )
    return {
        "shares": [{"payer": payer, "part": cents(amount) / charged} for payer, amount in shares],
        "alt": _said("alternative", charged=euros(amounts["charged"]), shares=spoken),
    }


def _legend(total: Json, payers: Sequence[str]) -> list[dict[str, str]]:
    shares = percents([cents(total[payer]) for payer in payers])
    return [
        {
            "payer": payer,
            "label": say("names", payer),
            "amount": euros(total[payer]),
            "percent": _said("percent", percent=share),
        }
        for payer, share in zip(payers, shares, strict=True)
    ]


def _range(estimate: Json) -> str | None:
    if not estimate.get("range"):
        return None
    member = estimate["range"]["member"]
    if member["min"] == member["max"]:
        return _said("same_everywhere")
    return _said("range", min=euros(member["min"]), max=euros(member["max"]))


def _hypotheses(sheet: EstimateSheet, payers: Sequence[str]) -> dict[str, Any] | None:
    """Lay out the total in each sector, then what each line would leave to pay, where there are several lines."""
    hypotheses = sheet.estimate.get("hypotheses")
    if not hypotheses:
        return None
    sectors = [_sector(each["sector"]) for each in hypotheses]
    return {
        "title": _said("hypotheses", "title"),
        "text": _said("hypotheses", "text"),
        "first_column": _said("hypotheses", "first_column"),
        "columns": [say("names", payer) for payer in payers],
        "rows": [
            {"label": sector, "amounts": [euros(each["total"].get(payer, "0.00")) for payer in payers]}
            for sector, each in zip(sectors, hypotheses, strict=True)
        ],
        "by_item": {
            "title": _said("hypotheses", "by_item"),
            "first_column": _said("line"),
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
    return _said("named", label=_label(item), tooth=_said("tooth", tooth=tooth)) if tooth else _label(item)


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
    always = dict(words("estimate_page", "always"))
    if _outside_pathway(sheet.quote):
        always["described"] = _said("described_outside_pathway")
    used = _said("already_used" if sheet.quote.get("consumed") else "nothing_used")
    return [
        *([_said("fictitious_figures")] if sheet.fictitious else []),
        *always.values(),
        *([used] if sheet.cover else []),
        *(warning["text"] for warning in sheet.estimate.get("warnings", ()) if warning["code"] in OUR_LIMITS),
    ]
