"""« Mes documents »: estimates, answers and what was sent, told apart and filtered; one estimate on screen."""

from typing import Any

from fastapi import APIRouter, Response

from auth_gateway.accounts import cipher_of
from auth_gateway.analyses.service import analysis_of, reader_of, sheet_of
from auth_gateway.cases.following import ListedCase, cases_of
from auth_gateway.cases.models import CaseState
from auth_gateway.conversations.routes import Acting
from auth_gateway.dependencies import CurrentMember, Services
from auth_gateway.documents.service import Document, documents_of, replaced_among
from auth_gateway.pages.frame import member_shell
from auth_gateway.pages.rendering import CurrentPages
from auth_gateway.pages.space import people_of, read_only
from auth_gateway.platform.french import euros
from auth_gateway.sheets import page_of
from wording import in_sentence, say, words

HOME = "/espace/documents"

TONES = {CaseState.WAITING_FOR_YOU: "open", CaseState.ANSWERED: "done", CaseState.CLOSED: ""}

Json = dict[str, Any]

router = APIRouter(prefix=HOME, include_in_schema=False)


@router.get("")
def list_documents(
    *,
    services: Services,
    member: CurrentMember,
    caller: Acting,
    pages: CurrentPages,
    genre: str = "",
    pour: str = "",
) -> Response:
    with services.db.read() as db:
        found = documents_of(db, reader_of(member.person, member.rights))
        cases = cases_of(db, services.settings, caller)
    every = sorted([*map(_document, found), *map(_case, cases)], key=lambda each: each["at"], reverse=True)
    kinds = {
        kind: text for kind, text in words("documents", "kinds").items() if kind in {each["kind"] for each in every}
    }
    people = people_of(member) if len({each["for"] for each in every if each["for"]}) > 1 else {}
    return pages.render(
        "documents.html",
        member_shell(services, member, HOME),
        read_only=read_only(member),
        any=bool(every),
        documents=[each for each in every if genre in {"", each["kind"]} and pour in {"", each["for"]}],
        kinds=kinds,
        people=people,
        genre=genre,
        pour=pour,
    )


def _document(document: Document) -> Json:
    """Lay out an estimate, or what an advisor sent, which is read with what was written around it."""
    return {
        "kind": document.kind,
        "kind_label": say("documents", "kinds", document.kind),
        "at": document.created_at,
        "for": document.beneficiary,
        "who": document.first_name or say("pages", "relations", "self"),
        "title": document.title,
        "href": f"/espace/echanges/{document.case_id}" if document.case_id else f"{HOME}/{document.id}",
        "asked": euros(document.charged) if document.charged else None,
        "left": in_sentence(document.in_short) if document.in_short else None,
        "state": say("documents", "replaced") if document.replaced else None,
        "tone": "",
        "replaced": document.replaced,
        "file": document.url,
    }


def _case(case: ListedCase) -> Json:
    """Lay out what was sent to Ligne claire, with where it stands."""
    subject = say("cases", "subjects", case.subject)
    return {
        "kind": "sent",
        "kind_label": say("documents", "kinds", "sent"),
        "at": case.created_at,
        "for": None,
        "who": None,
        "title": say("documents", "sent", subject=subject, reference=case.reference),
        "href": f"/espace/echanges/{case.id}",
        "asked": None,
        "left": None,
        "state": say("cases", "states", case.state),
        "tone": TONES.get(case.state, "running"),
        "replaced": False,
        "file": None,
    }


@router.get("/{analysis_id}")
def read(services: Services, member: CurrentMember, pages: CurrentPages, analysis_id: str) -> Response:
    with services.db.read() as db:
        reader = reader_of(member.person, member.rights)
        analysis = analysis_of(db, reader, analysis_id)
        replaced = analysis.id in replaced_among(db, [analysis])
        cipher = cipher_of(db, analysis.person_id)
    who = reader.first_name(analysis.beneficiary_id)
    sheet = sheet_of(cipher, analysis, member=member.person, who=who, replaced=replaced)
    return pages.render("document.html", member_shell(services, member, HOME), estimate=page_of(sheet), id=analysis.id)
