"""Every text of an estimate's page, in the shape that the card, the PDF and the advisor's page lay out.

Every figure comes from the engine's result, every word from `wording`; nothing is computed but sums of the paper,
percentages and the widths of the bars.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from auth_gateway.platform.french import cents, euros, plain
from auth_gateway.sheets.advice import advice_of
from auth_gateway.sheets.answer import answer_of
from auth_gateway.sheets.headline import Headline, asked_of, headline_of, not_estimated
from auth_gateway.sheets.ledger import SHARES, item_ledger, whole_ledger
from auth_gateway.sheets.remarks import hypotheses_of, limits_of, points_to_check
from auth_gateway.sheets.sheet import EstimateSheet, named, said, sector_in_words
from wording import capitalised, long_date, say, words

Json = Mapping[str, Any]


def page_of(sheet: EstimateSheet) -> dict[str, Any]:
    """Give the page as JSON: texts, and shares from 0 to 1 for the bars."""
    estimate, headline = sheet.estimate, headline_of(sheet.estimate)
    items = [item_ledger(item, sheet) for item in sheet.items()]
    alone = items[0] if len(items) == 1 and not items[0]["refused"] else None
    return {
        "title": said("title"),
        "description": said("description"),
        "words": {"brand": say("names", "platform"), **words("estimate_page", "headings")},
        "heading": said("heading"),
        "headline": headline.text,
        "in_short": headline.in_short,
        "subtitle": said("subtitle", charged=euros(asked_of(estimate)), who=_for_whom(sheet)),
        "answer": answer_of(sheet.answer) if sheet.answer else None,
        "replaced": said("replaced") if sheet.replaced else None,
        "reasons": list(_reasons(estimate, headline)),
        "made_on": said("made_on", date=long_date(sheet.made_on)),
        "reference": said("reference", reference=sheet.reference),
        "footer": said("footer", version=estimate["parameters_version"], reference=sheet.reference),
        "facts": _facts(sheet),
        "case": _case(estimate),
        "total": whole_ledger(estimate, headline, alone),
        "alone": alone,
        "supposed": hypotheses_of(sheet),
        "next_steps": advice_of(sheet, headline),
        "items": [item for item in items if not item["nothing_left"]],
        "nothing_left": [item for item in items if item["nothing_left"]],
        "hypotheses": _hypotheses(sheet),
        "notices": points_to_check(sheet),
        "limits": limits_of(sheet),
    }


def _for_whom(sheet: EstimateSheet) -> str:
    return said("for_whom", "self") if sheet.who is None else said("for_whom", "other", name=sheet.who)


def _reasons(estimate: Json, headline: Headline) -> Sequence[str]:
    """Say why there is a range, or why there could have been one."""
    between = estimate.get("range", {}).get("member")
    reasons = []
    if between is not None:
        same = between["min"] == between["max"]
        reasons.append(said("reasons", "same" if same else "sector" if estimate.get("sector") else "unknown"))
    if not_estimated(estimate):
        reasons.append(said("reasons", "not_estimated", amount=euros(plain(not_estimated(estimate)))))
    return [*reasons, said("reasons", "not_counted")] if headline.open else reasons


def _facts(sheet: EstimateSheet) -> Sequence[Json]:
    quote = sheet.quote
    patient = quote.get("patient") or {}
    exemption = patient.get("exemption")
    facts = {
        "member": sheet.member,
        "who": sheet.who or sheet.member or said("who"),
        "care_date": long_date(date.fromisoformat(sheet.estimate["date"])),
        "setting": _setting(quote),
        "scheme": said("scheme", patient.get("scheme") or "general"),
        "exemption": say("fields", "choices", "exemption", exemption) if exemption else None,
        "pathway": said("outside_pathway") if sheet.outside_pathway else None,
        "cover": sheet.cover or said("no_cover"),
        "top_up": sheet.top_up,
    }
    return [{"label": said("facts", name), "value": value} for name, value in facts.items() if value]


def _setting(quote: Json) -> str | None:
    if not quote.get("setting"):
        return None
    setting, days = say("fields", "choices", "setting", quote["setting"]), (quote.get("stay") or {}).get("days")
    return said("stay_of", setting=setting, count=days) if quote["setting"] == "inpatient" and days else setting


def _case(estimate: Json) -> str | None:
    """Say which case the detail shows, where there are several."""
    if "hypotheses" not in estimate:
        return None
    sector, between = estimate.get("sector"), estimate["range"]["member"]
    if not sector:
        return said("case", "dearest")
    same = between["min"] == between["max"]
    return said("case", "any" if same else "sector", sector=sector_in_words(sector))


def _hypotheses(sheet: EstimateSheet) -> Json | None:
    """Lay out the total in each case, then what each line would leave to pay, where there are several lines."""
    hypotheses = sheet.estimate.get("hypotheses")
    if not hypotheses:
        return None
    form = "sector" if "sector" in hypotheses[0] else "unknown"
    cases = [_case_in_words(each) for each in hypotheses]
    if form == "unknown":  # they stand alone, not in a sentence
        cases = [capitalised(case) for case in cases]
    totals = [each["total"] for each in hypotheses]
    payers = [payer for payer in SHARES if payer == "member" or any(cents(each.get(payer, "0.00")) for each in totals)]
    return {
        "title": said("hypotheses", form, "title"),
        "text": said("hypotheses", form, "text"),
        "first_column": said("hypotheses", form, "first_column"),
        "columns": [say("names", payer) for payer in payers],
        "rows": [
            {"label": case, "amounts": [euros(each["total"].get(payer, "0.00")) for payer in payers]}
            for case, each in zip(cases, hypotheses, strict=True)
        ],
        "by_item": {
            "title": said("hypotheses", "by_item"),
            "first_column": said("headings", "line"),
            "columns": cases,
            "rows": _by_item(sheet, hypotheses),
        },
    }


def _case_in_words(hypothesis: Json) -> str:
    """« secteur 1 », « secteur 1, condition remplie »… as the engine says; an estimate kept from before does not."""
    if "label" in hypothesis:
        return str(hypothesis["label"])
    sector = sector_in_words(hypothesis["sector"]) if "sector" in hypothesis else None
    if "favourable" not in hypothesis:
        return sector or said("case", "dearest")
    way = said("hypotheses", "favourable" if hypothesis["favourable"] else "unfavourable")
    return ", ".join(part for part in (sector, way) if part)


def _by_item(sheet: EstimateSheet, hypotheses: Sequence[Json]) -> Sequence[Json]:
    members = [{item["id"]: item["member"] for item in _figures(each)} for each in hypotheses]
    shared = [item for item in sheet.items() if all(item["id"] in each for each in members)]
    if len(shared) < 2:
        return []
    return [{"label": named(item, sheet), "amounts": [euros(each[item["id"]]) for each in members]} for item in shared]


def _figures(estimate: Json) -> Sequence[Json]:
    items = [item for part in ("lines", "charges", "stay") for item in estimate.get(part, ())]
    return [item for item in items if "refused" not in item]
