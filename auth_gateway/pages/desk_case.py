"""A case at the desk: what is done in it, by plain forms; each leads back to the case."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response

from auth_gateway.cases.written import FORM_BYTES, sent_files
from auth_gateway.console import canned
from auth_gateway.conversations.schemas import checked_text
from auth_gateway.dependencies import CurrentSupervisor, Services
from auth_gateway.files import SentFile
from auth_gateway.pages.desk_case_page import CurrentCasePage
from auth_gateway.platform.errors import ProblemError
from auth_gateway.shares import UploadPlace
from wording import words

router = APIRouter(prefix="/conseiller/dossiers/{case_id}", include_in_schema=False)

TEXT_CHARACTERS = 20_000
FINISHED = frozenset({"reponse", "termine"})  # steps after which one goes on with another case


@router.get("")
def show(case: CurrentCasePage, estimation: Annotated[str, Query(max_length=40)] = "", fait: str = "") -> Response:
    return case.shown(estimate_id=estimation, notice=words("desk", "done").get(fait), finished=fait in FINISHED)


@router.post("/prendre")
def take(case: CurrentCasePage) -> Response:
    return case.done("pris", case.acting.take)


@router.post("/rendre")
def release(case: CurrentCasePage) -> Response:
    return case.done("rendu", case.acting.release)


@router.post("/attribuer")
def assign(
    case: CurrentCasePage,
    _supervisor: CurrentSupervisor,
    conseiller: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    return case.done("attribue", lambda: case.acting.assign(conseiller))


@router.post("/repondre", max_body_size=FORM_BYTES, dependencies=[UploadPlace])
def reply(
    *,
    services: Services,
    case: CurrentCasePage,
    texte: Annotated[str, Form(max_length=TEXT_CHARACTERS)] = "",
    geste: Annotated[str, Form(max_length=10)] = "garde",
    estimation: Annotated[str, Form(max_length=40)] = "",
    modele: Annotated[str, Form(max_length=40)] = "",
    files: Annotated[list[SentFile], Depends(sent_files)],
) -> Response:
    """Send, keep or go on with what was written, by the button that was pressed; a refusal keeps the text."""
    if geste == "modele":
        with services.db.read() as db:
            reply = canned.text_of(db, modele)
        return case.shown(estimate_id=estimation, text="\n\n".join(filter(None, (texte.rstrip(), reply))))
    acting = case.acting
    steps = {
        "message": lambda: acting.message(checked_text(texte), files),
        "question": lambda: acting.ask(checked_text(texte), files),
        "reponse": lambda: acting.answer(checked_text(texte), estimation or None, files),
        "garde": lambda: acting.keep_reply(texte),
    }
    step = steps.get(geste, steps["garde"])
    return case.done(geste, step, estimate_id="" if geste == "reponse" else estimation, text=texte)


@router.post("/urgence")
def mark(case: CurrentCasePage, urgence: Annotated[str, Form(max_length=10)] = "") -> Response:
    urgent = urgence == "urgent"
    return case.done("urgent" if urgent else "normal", lambda: case.acting.mark(urgent=urgent))


@router.post("/echeance")
def set_due(case: CurrentCasePage, echeance: Annotated[str, Form(max_length=10)] = "") -> Response:
    """Set the day; an empty one takes it away, and one that is none is refused."""

    def step() -> None:
        try:
            day = dt.date.fromisoformat(echeance) if echeance else None
        except ValueError as error:
            raise ProblemError(422, "due_past") from error
        case.acting.due(day)

    return case.done("echeance", step)


@router.post("/note")
def note(case: CurrentCasePage, texte: Annotated[str, Form(max_length=TEXT_CHARACTERS)] = "") -> Response:
    return case.done("note", lambda: case.acting.note(checked_text(texte)))


@router.post("/terminer")
def close(case: CurrentCasePage, motif: Annotated[str, Form(max_length=TEXT_CHARACTERS)] = "") -> Response:
    return case.done("termine", lambda: case.acting.close(checked_text(motif)))
