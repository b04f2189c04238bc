"""What advisors computed in a case on a corrected copy of the member's draft, as it was kept."""

from typing import Any

from sqlalchemy.orm import Session

from auth_gateway.cases.models import Case, CaseEstimate
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.errors import not_found
from auth_gateway.platform.sealing import unseal_json

Json = dict[str, Any]


def estimate_of_case(db: Session, case: Case, estimate_id: str) -> CaseEstimate:
    """Return an estimate that was computed in this case, or 404."""
    estimate = db.get(CaseEstimate, estimate_id)
    if estimate is None or estimate.case_id != case.id:
        raise not_found("analysis")
    return estimate


def content_of(cipher: Cipher, estimate: CaseEstimate) -> Json:
    """Open what was computed: `changes`, `draft`, `quote`, `before`, `after` and `differences`."""
    content: Json = unseal_json(cipher, estimate.content_sealed, f"case_estimates.content:{estimate.id}")
    return content
