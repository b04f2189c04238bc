"""« Mes échanges »: the member's cases, each with its messages; forms that need no script."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Response

from auth_gateway.cases import following, steps
from auth_gateway.cases.models import CaseState
from auth_gateway.cases.states import OPEN
from auth_gateway.cases.written import FORM_BYTES, sent_files
from auth_gateway.conversations.routes import Acting, WatchingCaller
from auth_gateway.conversations.schemas import checked_text
from auth_gateway.conversations.service import Caller
from auth_gateway.dependencies import CurrentMember, Services, SignedInMember, WatchingMember
from auth_gateway.files import SentFile
from auth_gateway.pages.contact import told
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
TEXT_CHARACTERS = 20_000
HELPFUL = {"oui": True, "non": False}

router = APIRouter(prefix=HOME, include_in_schema=False)


After = Annotated[str | None, Query(max_length=200)]


@router.get("")
def exchanges(
    services: Services, member: CurrentMember, caller: Acting, pages: CurrentPages, apres: After = None
) -> Response:
    return pages.render("exchanges.html", member_shell(services, member, HOME), **_listed(services, caller, apres))


@router.get("/liste")
def list_alone(
    services: Services, member: WatchingMember, caller: WatchingCaller, pages: CurrentPages, apres: After = None
) -> Response:
    """Give the list without its page, for one that is looked at: reading it does not prolong the session."""
    return pages.render("_exchanges.html", member_shell(services, member, HOME), **_listed(services, caller, apres))


def _listed(services: ServiceSet, caller: Caller, after: str | None) -> Json:
    with services.db.read() as db:
        page = following.page_of(db, services.settings, caller, after)
    following_page = page.next_cursor and f"{HOME}?apres={page.next_cursor}"
    return {"cases": [_row(each) for each in page.rows], "after": after, "next_page": following_page}


def _row(case: following.ListedCase) -> Json:
    return {
        "id": case.id,
        "reference": case.reference,
        "subject": say("cases", "subjects", case.subject),
        "state": say("cases", "states", case.state),
        "sent_at": case.created_at,
    }


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
    texte: Annotated[str, Form(max_length=TEXT_CHARACTERS)] = "",
    files: Annotated[list[SentFile], Depends(sent_files)],
) -> Response:
    """Write in a case, or open it again when it is over: to the member it is the same gesture."""
    try:
        text = checked_text(texte)
        with services.db.read() as db:
            over = following.case_of(db, caller, case_id).state not in OPEN
        if over:
            steps.reopen(services, caller, case_id, text, files)
        else:
            steps.write(services, caller, case_id, text, files)
    except ProblemError as problem:
        return _page(services, member, caller, pages, case_id, problem=problem, text=texte)
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
    """Keep what was said: an amount may come long after the rest, or alone."""
    try:
        steps.rate(services, caller, case_id, helpful=HELPFUL.get(aide), real=_amount(remboursement))
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
        may_describe=member.rights.may_estimate,
        notice=notice,
        problem=problem and told(problem),
        text=text,
    )


def _shown(services: ServiceSet, caller: Caller, case_id: str) -> Json:
    """Lay out a case: its state, what was said and sent by both sides in order, and what the member thought of it."""
    with services.db.read() as db:
        found = following.whole(db, services.settings, following.case_of(db, caller, case_id))
    rating = found.rating or following.Rating(None, None)
    return {
        "case": {
            "id": found.id,
            "reference": found.reference,
            "subject": say("cases", "subjects", found.subject),
            "state": say("cases", "states", found.state),
            "explained": say("cases", "explained", found.state),
            "expected": found.expected if found.state in OPEN - {CaseState.WAITING_FOR_YOU} else None,
            "close_reason": found.close_reason,
            "comment": found.comment,
            "sent_at": found.created_at,
            "files": _joined(found.files, None),
            "messages": [
                {
                    "id": each["id"],
                    "author": each["from"],
                    "name": each["name"] or say("pages", "self"),
                    "at": each["at"],
                    "text": each["text"],
                    "document": each["document"],
                    "files": _joined(found.files, each["id"]),
                }
                for each in found.messages
            ],
            "may_rate": found.may_rate,
            "helpful": rating.helpful,
            "real": (rating.real_reimbursement or "").replace(".", ","),
        },
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
