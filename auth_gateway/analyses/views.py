"""How an estimate is listed and shown: the engine's figures untouched."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import Reader, cover_labels_of, estimate_of, quote_of
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.french import cents, plain
from auth_gateway.sheets import EstimateSheet, headline_of, named
from wording import say

Json = dict[str, Any]

PAYERS = ("charged", "amo", "amc", "top_up", "member")


def title_of(acts: Iterable[str]) -> str:
    """Name a quote by its acts, each once; beyond two, by the first and how many others. Empty without any."""
    first, *others = [*dict.fromkeys(act.replace("'", "’") for act in acts)] or [""]
    if len(others) > 1:
        return say("quotes", "and_others", first=first, count=len(others))
    return " · ".join((first, *others))


def summary(cipher: Cipher, reader: Reader, analysis: Analysis) -> Json:
    estimate = estimate_of(cipher, analysis)
    return {
        "id": analysis.id,
        "conversation_id": analysis.conversation_id if analysis.person_id == reader.person.id else None,
        "created_at": analysis.created_at,
        "made_on": analysis.made_on,
        "beneficiary": reader.beneficiary(analysis.beneficiary_id),
        "first_name": reader.first_name(analysis.beneficiary_id),
        "care_date": estimate["date"],
        "labels": [line["label"] for line in estimate["lines"]],
        "total": estimate["total"],
        "left": headline_of(estimate).text,
        "pdf": f"/api/v1/analyses/{analysis.id}.pdf",
    }


def whole(cipher: Cipher, reader: Reader, analysis: Analysis) -> Json:
    return {
        **summary(cipher, reader, analysis),
        "parameters_version": analysis.parameters_version,
        "cover": cover_labels_of(cipher, analysis),
        "quote": quote_of(cipher, analysis),
        "estimate": estimate_of(cipher, analysis),
    }


def comparison(first: Json, second: Json) -> Json:
    """Set two whole analyses side by side: line by line, and `difference`, the second less the first."""
    one, two = first["estimate"]["total"], second["estimate"]["total"]
    difference = {payer: plain(cents(two[payer]) - cents(one[payer])) for payer in PAYERS}
    return {"analyses": [first, second], "difference": difference, "lines": paired_lines(first, second)}


def paired_lines(first: Json, second: Json) -> list[Json]:
    """Set each line, charge and part of the stay beside the same one of the other; None where the other has none.

    Lines are the same by their act, teeth and practitioner; of those that are left, by their teeth: another crown of
    one tooth, which is named too.
    """
    ours, theirs = _parts(first), _parts(second)
    others: dict[int, _Part] = {}
    for is_same in (_same_act, _same_teeth):
        for place, mine in enumerate(ours):
            same = next((each for each in theirs if place not in others and is_same(mine, each)), None)
            if same:
                theirs.remove(same)
                others[place] = same
    pairs = [_pair(mine, others.get(place)) for place, mine in enumerate(ours)]
    return pairs + [{"label": each.label, "first": None, "second": each.figures} for each in theirs]


def _same_act(one: "_Part", two: "_Part") -> bool:
    return one.same == two.same


def _same_teeth(one: "_Part", two: "_Part") -> bool:
    return bool(one.teeth) and one.teeth == two.teeth


def _pair(mine: "_Part", other: "_Part | None") -> Json:
    if other is None:
        return {"label": mine.label, "first": mine.figures, "second": None}
    label = mine.label if other.label == mine.label else f"{mine.label} / {other.label}"
    return {"label": label, "first": mine.figures, "second": other.figures}


def ranges_of(estimate: Json, item_id: str | None = None) -> Json:
    """Return, payer by payer, {"min", "max"} of the total or of one item over all hypotheses; nothing without any.

    What a payer would pay is between them; the figures of the item itself are those of the dearest case.
    """
    cases = [_figures_of(each, item_id) for each in estimate.get("hypotheses", ())]
    if None in cases:
        return {}
    paid = [[cents(each.get(payer, "0.00")) for each in cases if each] for payer in PAYERS]
    return {
        payer: {"min": plain(min(amounts)), "max": plain(max(amounts))}
        for payer, amounts in zip(PAYERS, paid, strict=True)
        if amounts
    }


def _figures_of(hypothesis: Json, item_id: str | None) -> Json | None:
    if item_id is None:
        total: Json = hypothesis["total"]
        return total
    items = (item for kind in ("lines", "charges", "stay") for item in hypothesis.get(kind, ()))
    return next((item for item in items if item["id"] == item_id and "refused" not in item), None)


@dataclass(frozen=True)
class _Part:
    """One thing that is paid: what makes it the same in another quote, its teeth, its name and figures."""

    same: tuple[Any, ...]
    teeth: tuple[int, ...]
    label: str
    figures: Json


def _parts(analysis: Json) -> list[_Part]:
    sheet = EstimateSheet(
        analysis["estimate"], analysis["quote"], reference=analysis["id"], made_on=analysis["made_on"]
    )
    parts = []
    for item in sheet.items():
        line = sheet.described(item)
        teeth = tuple(line.get("teeth") or ([line["tooth"]] if line.get("tooth") else []))
        act = line.get("code") or item.get("kind") or item.get("label") or item["id"]
        figures = {**item, "range": ranges_of(analysis["estimate"], item["id"])}
        parts.append(_Part((act, teeth, line.get("activity")), teeth, named(item, sheet), figures))
    return parts
