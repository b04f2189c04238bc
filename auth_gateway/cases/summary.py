"""What the desk's list says of a case, made when the case is and kept sealed: act, amount left to pay, why, last words.

The list shows fifty rows at once: it opens one sealed value a row instead of replaying fifty conversations.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import estimate_of
from auth_gateway.cases.models import Author, Case
from auth_gateway.conversations.models import Conversation
from auth_gateway.conversations.record import has_estimate, read_log
from auth_gateway.conversations.views import asking_view
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.french import euros
from auth_gateway.platform.sealing import seal_json, unseal_json
from auth_gateway.sheets import headline_of
from quote_draft import Draft, draft_view

Json = dict[str, Any]

EXCERPT = 140


def describe(db: Session, cipher: Cipher, conversation: Conversation | None) -> Json:
    """Return what the conversation gives: `act`, `why` with the field that was being asked, and `left`.

    `left` is the figure of the estimate in words, a range where it is one; none once the quote has changed since.
    """
    if conversation is None:
        return describe_alone()
    draft = Draft.replay(read_log(db, cipher, conversation.id))
    analysis = _latest(db, conversation) if has_estimate(conversation, draft) else None
    return {
        "act": next((line["label"] for line in draft_view(draft)["lines"] if line["label"]), None),
        "left": headline_of(estimate_of(cipher, analysis)).text if analysis else None,
        "why": "to_check" if analysis else "stuck",
        "asked": None if analysis else _asked(cipher, conversation),
    }


def describe_alone() -> Json:
    return {"act": None, "left": None, "why": "sent_alone", "asked": None}


def _latest(db: Session, conversation: Conversation) -> Analysis | None:
    those = select(Analysis).where(Analysis.conversation_id == conversation.id)
    return db.scalar(those.order_by(Analysis.created_at.desc()).limit(1))


def _asked(cipher: Cipher, conversation: Conversation) -> str | None:
    sealed = conversation.asked_sealed
    asked = asking_view(unseal_json(cipher, sealed, f"conversations.asked:{conversation.id}")) if sealed else None
    return str(asked["field"]) if asked else None


def keep(cipher: Cipher, case: Case, summary: Json) -> None:
    case.summary_sealed = seal_json(cipher, summary, f"cases.summary:{case.id}")


def read(cipher: Cipher, case: Case) -> Json:
    """Return what was kept; a case from before the lists had it says nothing, one from before ranges one amount."""
    if case.summary_sealed is None:
        return {**describe_alone(), "last": None}
    summary: Json = unseal_json(cipher, case.summary_sealed, f"cases.summary:{case.id}")
    if "left_to_pay" in summary:
        amount = summary.pop("left_to_pay")
        summary["left"] = euros(amount) if amount else None
    return summary


def last_words(cipher: Cipher, case: Case, author: Author, text: str) -> None:
    """Keep the beginning of the message that was written last."""
    keep(cipher, case, {**read(cipher, case), "last": {"from": author.value, "text": excerpt(text)}})


def excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rstrip() + "…"
