"""How an estimate is listed and shown: the engine's figures untouched."""

from typing import Any

from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import Reader, cover_labels_of, estimate_of, quote_of
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.french import cents, plain
from auth_gateway.sheets import headline_of

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
    """Set two whole analyses side by side; `difference` is the second less the first."""
    one, two = first["estimate"]["total"], second["estimate"]["total"]
    difference = {payer: plain(cents(two[payer]) - cents(one[payer])) for payer in PAYERS}
    return {"analyses": [first, second], "difference": difference}
