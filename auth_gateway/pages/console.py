"""The advisors' pages: what there is to work through, and one conversation beside its draft and its estimates."""

import datetime as dt
from typing import Any

from fastapi import APIRouter, Response

from auth_gateway.analyses.service import covers_of
from auth_gateway.console import service
from auth_gateway.dependencies import CurrentAdvisor, Services
from auth_gateway.documents.sheet import EstimateSheet, page_of
from auth_gateway.members.covers import label_of
from auth_gateway.pages.frame import advisor_shell
from auth_gateway.pages.french import date_time
from auth_gateway.pages.quote_words import change_in_words, draft_blocks
from auth_gateway.pages.rendering import CurrentPages
from auth_gateway.platform.french import long_date

Json = dict[str, Any]

AUTHORS = {"member": "Adhérent", "bot": "Claire", "advisor": "Conseiller"}
CARDS = {
    "estimate": "Carte\u202f: estimation",
    "draft": "Carte\u202f: récapitulatif du devis",
    "handover_form": "Carte\u202f: formulaire d’envoi à Ligne claire",
    "document": "Carte\u202f: document",
}
TONES = {"open": "running", "estimated": "done", "handed_over": "open", "set_aside": ""}

router = APIRouter(prefix="/conseiller", include_in_schema=False)


@router.get("")
def work_list(services: Services, advisor: CurrentAdvisor, pages: CurrentPages) -> Response:
    return pages.render(
        "console.html",
        advisor_shell(services, advisor, "/conseiller"),
        cases=[_case(each) | _member(each["member"]) for each in service.cases(services)],
        conversations=[_listed(each) for each in service.conversations(services)],
    )


@router.get("/conversations/{conversation_id}")
def conversation(services: Services, advisor: CurrentAdvisor, pages: CurrentPages, conversation_id: str) -> Response:
    found = service.conversation(services, advisor.account, conversation_id)
    changes = {each["seq"]: [change_in_words(one) for one in each["changes"]] for each in found["changes"]}
    return pages.render(
        "console_conversation.html",
        advisor_shell(services, advisor, ""),
        conversation={
            **_listed(found),
            "about": _about(found),
            "cases": [_case(each) for each in found["cases"]],
            "messages": [_message(each, changes.get(each["seq"], [])) for each in found["messages"]],
            "draft": draft_blocks(found["draft"]),
            "estimates": [_estimate(each) for each in found["analyses"]],
        },
    )


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def _member(member: Json) -> Json:
    return {"who": f"{member['first_name']} {member['last_name']}", "mutuelle": member["mutuelle"]["name"]}


def _listed(row: Json) -> Json:
    return {
        "id": row["id"],
        **_member(row["member"]),
        "state": row["state_label"],
        "tone": TONES.get(row["state"], ""),
        "messages_count": row["message_count"],
        "begun_at": _moment(row["created_at"]),
        "last_at": _moment(row["last_activity_at"]),
    }


def _case(case: Json) -> Json:
    file = case["attachment"]
    return {
        "href": f"/conseiller/conversations/{case['conversation_id']}" if case["conversation_id"] else None,
        "received_at": _moment(case["created_at"]),
        "comment": case["comment"],
        "attachment": file["url"] if file else None,
        "file_name": file["name"] if file else None,
    }


def _about(found: Json) -> list[tuple[str, str]]:
    member = found["member"]
    guarantee, top_up = member["guarantee_id"], member["top_up_id"]
    rows = [
        ("Mutuelle", member["mutuelle"]["name"]),
        ("Numéro d’adhérent", member["member_number"]),
        ("Naissance", long_date(dt.date.fromisoformat(member["birth_date"]))),
        ("Garantie", label_of(guarantee) if guarantee else "aucune"),
        ("Surcomplémentaire", label_of(top_up) if top_up else "aucune"),
        ("Conversation commencée le", date_time(_moment(found["created_at"]))),
        ("État", found["state_label"]),
    ]
    return [(label, str(value)) for label, value in rows]


def _message(message: Json, changes: list[str]) -> Json:
    card = message["card"]
    return {
        "author": message["from"],
        "name": AUTHORS[message["from"]],
        "at": _moment(message["at"]),
        "text": message["text"],
        "card": CARDS.get(card["type"]) if card else None,
        "choices": [button["title"] for button in message["buttons"]],
        "changes": changes,
    }


def _estimate(analysis: Json) -> Json:
    """Lay out the page that the member may print: advisor and member look at the same thing."""
    cover = covers_of(analysis["quote"])
    return page_of(
        EstimateSheet(
            estimate=analysis["estimate"],
            quote=analysis["quote"],
            reference=analysis["id"][:8].upper(),
            made_on=dt.date.fromisoformat(analysis["made_on"]),
            cover=cover["guarantee"],
            top_up=cover["top_up"],
            fictitious=cover["fictitious"],
        )
    )
