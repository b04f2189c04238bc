"""The published worked examples of the research folder, and an estimate's figures under the names they use."""

import json
from decimal import Decimal
from typing import Any

from tests.support.shared import SHARED

Json = dict[str, Any]


def euros(value: float | str | Decimal) -> str:
    return f"{Decimal(str(value)):.2f}"


def cases_of(use: str) -> dict[str, Json]:
    """Give the published cases of one use by id; none where the research folder is absent."""
    if not SHARED.is_dir():
        return {}
    cases = json.loads((SHARED / "cases" / "reimbursement_public.json").read_text(encoding="utf-8"))
    return {case["id"]: case for case in cases if case["test_use"] == use}


def figures_of(found: Json, *, with_participation: bool) -> dict[str, str]:
    """Give a line's figures under the names of the published cases, before or after the participation."""
    left_out = Decimal(0) if with_participation else Decimal(found["participation"])
    covered = min(Decimal(found["base"]), Decimal(found["charged"]))
    return {
        "amo_share": found["amo" if with_participation else "amo_gross"],
        "complementary_share": found["amc"],
        "member_pays": euros(Decimal(found["member"]) - left_out),
        "ticket_moderateur": euros(covered - Decimal(found["amo_gross"])),
    }
