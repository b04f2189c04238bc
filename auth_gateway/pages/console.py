"""A conversation that was handed over, whole, beside its draft and its estimates."""

from typing import Any

from fastapi import APIRouter, Response

from auth_gateway.console import service
from auth_gateway.dependencies import CurrentAdvisor, Services
from auth_gateway.documents.quote_words import change_in_words, draft_blocks
from auth_gateway.pages.desk_estimates import estimate
from auth_gateway.pages.desk_thread import said
from auth_gateway.pages.desk_words import about
from auth_gateway.pages.frame import advisor_shell
from auth_gateway.pages.rendering import CurrentPages

Json = dict[str, Any]

router = APIRouter(prefix="/conseiller", include_in_schema=False)


@router.get("/conversations/{conversation_id}")
def conversation(services: Services, desk: CurrentAdvisor, pages: CurrentPages, conversation_id: str) -> Response:
    with services.db.session() as db:
        found = service.open_conversation(db, desk, conversation_id, services.clock.now())
    changes = {each["seq"]: [change_in_words(one) for one in each["changes"]] for each in found.changes}
    member = found.member
    return pages.render(
        "console_conversation.html",
        advisor_shell(services, desk, ""),
        conversation={
            "who": f"{member.first_name} {member.last_name}",
            "about": about(member),
            "cases": [
                {
                    "href": f"/conseiller/dossiers/{each.id}",
                    "reference": each.reference,
                    "received_at": each.created_at,
                    "comment": each.comment,
                }
                for each in found.cases
            ],
            "messages": [said(each, changes.get(each["seq"], [])) for each in found.messages],
            "draft": draft_blocks(found.draft),
            "estimates": [estimate(each) for each in found.analyses],
        },
    )
