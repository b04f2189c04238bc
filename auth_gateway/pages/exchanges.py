"""« Mes échanges »: the member's cases, each with its messages; forms that need no script."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response

from auth_gateway.cases import following
from auth_gateway.cases.models import CaseState
from auth_gateway.cases.routes import FORM_BYTES, NewMessage, read_message
from auth_gateway.cases.states import OPEN
from auth_gateway.conversations.routes import Acting, WatchingCaller
from auth_gateway.conversations.schemas import checked_text
from auth_gateway.conversations.service import Caller
from auth_gateway.dependencies import CurrentMember, Services, SignedInMember, WatchingMember
from auth_gateway.pages.contact import told
from auth_gateway.pages.desk_words import moment
from auth_gateway.pages.frame import member_shell
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.french import typed
from auth_gateway.services import ServiceSet
from auth_gateway.shares import UploadPlace
from wording import say, words

Json = dict[str, Any]

HOME = "/espace/echanges"

router = APIRouter(prefix=HOME, include_in_schema=False)


@router.get("")
def exchanges(services: Services, member: CurrentMember, caller: Acting, pages: CurrentPages) -> Response:
    return pages.render("exchanges.html", member_shell(services, member, HOME), cases=_cases(services, caller))


@router.get("/liste")
def list_alone(services: Services, member: WatchingMember, caller: WatchingCaller, pages: CurrentPages) -> Response:
    """Give the list without its page, for one that is looked at: reading it does not prolong the session."""
    return pages.render("_exchanges.html", member_shell(services, member, HOME), cases=_cases(services, caller))


def _cases(services: ServiceSet, caller: Caller) -> list[Json]:
    with services.db.read() as db:
        found = following.cases_of(db, services, caller)
    return [
        {
            "id": each["id"],
            "reference": each["reference"],
            "subject": say("cases", "subjects", each["subject"]),
            "state": say("cases", "states", each["state"]),
            "sent_at": moment(each["created_at"]),
        }
        for each in found
    ]


@router.get("/{case_id}")
def exchange(
    *, services: Services, member: CurrentMember, caller: Acting, pages: CurrentPages, case_id: str, fait: str = ""
) -> Response:
    notice = words("cases", "done").get(fait)
    return _page(services, member, caller, pages, case_id, notice=notice)


@router.get("/{case_id}/fil")
def thread_alone(
    services: Services, member: WatchingMember, caller: WatchingCaller, pages: CurrentPages, case_id: str
) -> Response:
    """Give what changes of a case without its page, as the list."""
    return pages.render("_exchange.html", member_shell(services, member, HOME), **_shown(services, caller, case_id))


@router.post("/{case_id}/message", max_body_size=FORM_BYTES, dependencies=[UploadPlace])
def write(
    *,
    services: Services,
    member: CurrentMember,
    caller: Acting,
    pages: CurrentPages,
    case_id: str,
    message: Annotated[NewMessage, Depends(read_message)],
) -> Response:
    """Write in a case, or open it again when it is over: to the member it is the same gesture."""
    try:
        text = checked_text(message.text)
        with services.db.read() as db:
            over = following.case_of(db, caller, case_id).state not in OPEN
        if over:
            following.reopen(services, caller, case_id, text, message.files)
        else:
            following.write(services, caller, case_id, text, message.files)
    except ProblemError as problem:
        return _page(services, member, caller, pages, case_id, problem=problem, text=message.text)
    return to(f"/espace/echanges/{case_id}?fait=message")


@router.post("/{case_id}/avis")
def rate(
    *,
    services: Services,
    member: CurrentMember,
    caller: Acting,
    pages: CurrentPages,
    case_id: str,
    aide: Annotated[str, Form(max_length=3)] = "",
    remboursement: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    try:
        real = _amount(remboursement)
        following.rate(services, caller, case_id, helpful=aide == "oui", real=real)
    except ProblemError as problem:
        return _page(services, member, caller, pages, case_id, problem=problem)
    return to(f"/espace/echanges/{case_id}?fait=avis")


def _amount(text: str) -> str | None:
    """Read an amount; None when nothing was typed."""
    if not text.strip():
        return None
    amount = typed(text)
    if amount is None:
        raise ProblemError(422, "amount")
    return amount


def _page(
    services: ServiceSet,
    member: SignedInMember,
    caller: Caller,
    pages: Pages,
    case_id: str,
    *,
    notice: str | None = None,
    problem: ProblemError | None = None,
    text: str = "",
) -> Response:
    return pages.render(
        "exchange.html",
        member_shell(services, member, HOME),
        problem.status if problem else 200,
        **_shown(services, caller, case_id),
        notice=notice,
        problem=problem and told(problem),
        text=text,
    )


def _shown(services: ServiceSet, caller: Caller, case_id: str) -> Json:
    """Lay out a case: its state, what was said and sent by both sides in order, and what the member thought of it."""
    with services.db.read() as db:
        found = following.whole(db, services, following.case_of(db, caller, case_id))
    state = CaseState(found["state"])
    return {
        "case": {
            "id": found["id"],
            "reference": found["reference"],
            "subject": say("cases", "subjects", found["subject"]),
            "state": say("cases", "states", state),
            "explained": say("cases", "explained", state),
            "expected": found["expected"] if state in OPEN - {CaseState.WAITING_FOR_YOU} else None,
            "close_reason": found["close_reason"],
            "comment": found["comment"],
            "sent_at": moment(found["created_at"]),
            "files": _joined(found["files"], None),
            "messages": [
                {
                    "id": each["id"],
                    "author": each["from"],
                    "name": each["name"] or say("pages", "self"),
                    "at": moment(each["at"]),
                    "text": each["text"],
                    "document": each["document"],
                    "files": _joined(found["files"], each["id"]),
                }
                for each in found["messages"]
            ],
            "rating": found["rating"],
        },
        "over": state not in OPEN,
    }


def _joined(files: list[Json], message_id: str | None) -> list[Json]:
    """Lay out the files of a message, those of the case itself when none; each is given once it is released."""
    return [
        {
            "name": each["name"],
            "url": each["url"] if each["pages"] else None,
            "state": say("cases", "file_states", each["state"]),
        }
        for each in files
        if each["message_id"] == message_id
    ]
