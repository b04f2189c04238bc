"""The advisors' pages: what there is to work through, and one conversation beside its draft and its estimates."""

import datetime as dt
from typing import Any

from fastapi import APIRouter, Response

from auth_gateway.analyses.service import covers_of
from auth_gateway.console import service
from auth_gateway.dependencies import CurrentAdvisor, Services
from auth_gateway.members.covers import label_of
from auth_gateway.pages.frame import advisor_shell
from auth_gateway.pages.french import date_time
from auth_gateway.pages.quote_words import change_in_words, draft_blocks
from auth_gateway.pages.rendering import CurrentPages
from auth_gateway.sheets import EstimateSheet, page_of
from wording import long_date, say, words

Json = dict[str, Any]

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
    none = say("pages", "console", "none")
    facts = {
        "mutuelle": member["mutuelle"]["name"],
        "member_number": member["member_number"],
        "birth_date": long_date(dt.date.fromisoformat(member["birth_date"])),
        "guarantee": label_of(guarantee) if guarantee else none,
        "top_up": label_of(top_up) if top_up else none,
        "begun_at": date_time(_moment(found["created_at"])),
        "state": found["state_label"],
    }
    labels = words("pages", "console", "about")
    return [(labels[name], str(fact)) for name, fact in facts.items()]


def _message(message: Json, changes: list[str]) -> Json:
    card = message["card"]
    return {
        "author": message["from"],
        "name": say("pages", "console", "authors", message["from"]),
        "at": _moment(message["at"]),
        "text": message["text"],
        "card": words("pages", "console", "cards").get(card["type"]) if card else None,
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
            replaced=analysis["replaced"],
            cover=cover["guarantee"],
            top_up=cover["top_up"],
            fictitious=cover["fictitious"],
        )
    )
