"""How an estimate is listed and shown: the engine's figures untouched."""

from typing import Any

from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import Reader, cover_labels_of, estimate_of, quote_of
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.french import cents, plain
from auth_gateway.sheets import headline_of
from wording import say

Json = dict[str, Any]

PAYERS = ("charged", "amo", "amc", "top_up", "member")


def summary(cipher: Cipher, reader: Reader, analysis: Analysis) -> Json:
    estimate = estimate_of(cipher, analysis)
    return {
        "id": analysis.id,
        "conversation_id": analysis.conversation_id if analysis.person_id == reader.person.id else None,
        "created_at": analysis.created_at.isoformat().replace("+00:00", "Z"),
        "made_on": analysis.made_on.isoformat(),
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
    """Set each line and each part of the stay beside the same one of the other; None where the other has none.

    Lines are the same by their act, tooth and practitioner; failing that by their tooth: another crown of one tooth.
    """
    theirs = _parts(second)
    pairs = []
    for mine in _parts(first):
        same = next((each for each in theirs if each[0] == mine[0]), None) or next(
            (each for each in theirs if mine[1] is not None and each[1] == mine[1]), None
        )
        if same:
            theirs.remove(same)
        pairs.append({"label": mine[2]["label"], "first": mine[2], "second": same[2] if same else None})
    return pairs + [{"label": each[2]["label"], "first": None, "second": each[2]} for each in theirs]


def _parts(analysis: Json) -> list[tuple[Any, int | None, Json]]:
    """Give what makes a part the same, its tooth, and its figures under a name."""
    asked = {str(line.get("id", place)): line for place, line in enumerate(analysis["quote"].get("lines", []), start=1)}
    parts: list[tuple[Any, int | None, Json]] = []
    for line in analysis["estimate"]["lines"]:
        quoted = asked.get(str(line["id"]), {})
        tooth = quoted.get("tooth")
        label = say("quotes", "tooth", label=line["label"], tooth=tooth) if tooth else line["label"]
        parts.append(
            ((quoted.get("code") or line["label"], tooth, quoted.get("activity")), tooth, {**line, "label": label})
        )
    parts += [
        (item["id"], None, {**item, "label": say("estimate", "stay", item["id"])})
        for item in analysis["estimate"].get("stay", [])
    ]
    return parts
