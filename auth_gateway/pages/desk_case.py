"""A case at the desk: the thread with its signals beside the quote, the corrected copy, the reply; plain forms."""

import datetime as dt
import functools
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from sqlalchemy.orm import Session

from auth_gateway.analyses.service import covers_of
from auth_gateway.cases.models import Author, Case, CaseState
from auth_gateway.cases.routes import FORM_BYTES, read_message_form
from auth_gateway.cases.states import OPEN
from auth_gateway.console import canned, listing, papers, service
from auth_gateway.console.acting import Acting, loads
from auth_gateway.console.correcting import PAYERS, Copy, copy_of
from auth_gateway.console.scope import case_for
from auth_gateway.conversations.schemas import checked_text
from auth_gateway.dependencies import CurrentAdvisor, Services, SignedInAdvisor
from auth_gateway.documents.quote_words import change_in_words, draft_blocks, value_in_words
from auth_gateway.files import SentFile
from auth_gateway.members.covers import label_of
from auth_gateway.pages import desk_words
from auth_gateway.pages.contact import told as about_file
from auth_gateway.pages.draft_form import DraftForm
from auth_gateway.pages.frame import advisor_shell
from auth_gateway.pages.french import date_time
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.french import euros
from auth_gateway.services import ServiceSet
from auth_gateway.shares import UploadPlace
from auth_gateway.sheets import EstimateSheet, page_of
from wording import long_date, say, words

Json = dict[str, Any]

router = APIRouter(prefix="/conseiller/dossiers/{case_id}", include_in_schema=False)

Estimate = Annotated[str, Query(max_length=40)]
TEXT_CHARACTERS = 20_000


@router.get("")
def show(
    *,
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    case_id: str,
    estimation: Estimate = "",
    fait: str = "",
) -> Response:
    return _page(services, desk, pages, case_id, estimate_id=estimation, notice=words("desk", "done").get(fait))


@router.post("/prendre")
def take(services: Services, desk: CurrentAdvisor, pages: CurrentPages, case_id: str) -> Response:
    return _done(services, desk, pages, case_id, word="pris", step=Acting(services, desk, case_id).take)


@router.post("/rendre")
def release(services: Services, desk: CurrentAdvisor, pages: CurrentPages, case_id: str) -> Response:
    return _done(services, desk, pages, case_id, word="rendu", step=Acting(services, desk, case_id).release)


@router.post("/attribuer")
def assign(
    *,
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    case_id: str,
    conseiller: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    if not desk.supervises:
        raise ProblemError(403, "forbidden")
    acting = Acting(services, desk, case_id)
    return _done(services, desk, pages, case_id, word="attribue", step=lambda: acting.assign(conseiller))


async def read_files(request: Request, _desk: CurrentAdvisor) -> list[SentFile]:
    return (await read_message_form(request)).files


@router.post("/repondre", max_body_size=FORM_BYTES, dependencies=[UploadPlace])
def reply(
    *,
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    case_id: str,
    texte: Annotated[str, Form(max_length=TEXT_CHARACTERS)] = "",
    geste: Annotated[str, Form(max_length=10)] = "garde",
    estimation: Annotated[str, Form(max_length=40)] = "",
    modele: Annotated[str, Form(max_length=40)] = "",
    files: Annotated[list[SentFile], Depends(read_files)],
) -> Response:
    """Send, keep or go on with what was written, by the button that was pressed; a refusal keeps the text."""
    if geste == "modele":
        with services.db.read() as db:
            reply = canned.text_of(db, modele)
        whole = "\n\n".join(filter(None, (texte.rstrip(), reply)))
        return _page(services, desk, pages, case_id, estimate_id=estimation, text=whole)
    acting = Acting(services, desk, case_id)
    steps = {
        "message": lambda: acting.message(checked_text(texte), files),
        "question": lambda: acting.ask(checked_text(texte), files),
        "reponse": lambda: acting.answer(checked_text(texte), estimation or None, files),
        "garde": lambda: acting.keep_reply(texte),
    }
    step = steps.get(geste, steps["garde"])
    return _done(services, desk, pages, case_id, word=geste, step=step, estimation=estimation, text=texte)


@router.post("/urgence")
def mark(
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    case_id: str,
    urgence: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    acting, urgent = Acting(services, desk, case_id), urgence == "urgent"
    word = "urgent" if urgent else "normal"
    return _done(services, desk, pages, case_id, word=word, step=lambda: acting.mark(urgent=urgent))


@router.post("/echeance")
def set_due(
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    case_id: str,
    echeance: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Set the day; an empty one takes it away, and one that is none is refused."""

    def step() -> None:
        try:
            day = dt.date.fromisoformat(echeance) if echeance else None
        except ValueError as error:
            raise ProblemError(422, "due_past") from error
        Acting(services, desk, case_id).due(day)

    return _done(services, desk, pages, case_id, word="echeance", step=step)


@router.post("/note")
def note(
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    case_id: str,
    texte: Annotated[str, Form(max_length=TEXT_CHARACTERS)] = "",
) -> Response:
    acting = Acting(services, desk, case_id)
    return _done(services, desk, pages, case_id, word="note", step=lambda: acting.note(checked_text(texte)))


@router.post("/terminer")
def close(
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    case_id: str,
    motif: Annotated[str, Form(max_length=TEXT_CHARACTERS)] = "",
) -> Response:
    acting = Acting(services, desk, case_id)
    return _done(services, desk, pages, case_id, word="termine", step=lambda: acting.close(checked_text(motif)))


@router.post("/recalculer")
async def recompute(
    request: Request, services: Services, desk: CurrentAdvisor, pages: CurrentPages, case_id: str
) -> Response:
    """Compute on a copy with what differs from the form that was shown, on top of a former correction if any."""
    async with request.form() as sent:
        form = {name: value for name, value in sent.items() if isinstance(value, str)}
    former = form.get("estimation", "")
    try:
        with services.db.read() as db:
            case = case_for(db, desk, case_id)
            copied = copy_of(db, services, case)
        found = service.open_case(services, desk, case_id)
        before = _changes_of(found, former)
        changes = [*before, *(change for _name, change in _form(copied, before).changes(form))]
        estimate_id, _content = Acting(services, desk, case_id).correct(changes)
    except ProblemError as problem:
        if problem.status == 404:
            raise
        return _page(services, desk, pages, case_id, estimate_id=former, problem=_told(problem), status=problem.status)
    return to(f"/conseiller/dossiers/{case_id}?estimation={estimate_id}&fait=calcul#estimation")


@router.post("/fichiers/{file_id}/lire")
def read_paper(services: Services, desk: CurrentAdvisor, pages: CurrentPages, case_id: str, file_id: str) -> Response:
    step = functools.partial(papers.read, services, desk, file_id)
    return _done(services, desk, pages, case_id, word="lu", step=step, anchor=f"f-{file_id}")


@router.post("/fichiers/{file_id}/reprendre")
def take_paper(
    *,
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    case_id: str,
    file_id: str,
    ligne: Annotated[list[int], Form()] = [],  # noqa: B006  the framework copies it
) -> Response:
    """Put the chosen lines of a reading in the place of those of the copy, and compute."""
    try:
        found = service.open_case(services, desk, case_id)
        read = next((each["reading"] for each in found["files"] if each["id"] == file_id), None)
        if read is None:
            raise not_found("file")
        with services.db.read() as db:
            copied = copy_of(db, services, case_for(db, desk, case_id))
        estimate_id, _content = Acting(services, desk, case_id).correct(papers.taking(copied, read, ligne))
    except ProblemError as problem:
        if problem.status == 404:
            raise
        return _page(services, desk, pages, case_id, problem=_told(problem), status=problem.status)
    return to(f"/conseiller/dossiers/{case_id}?estimation={estimate_id}&fait=calcul#estimation")


def _told(problem: ProblemError) -> str:
    faults = problem.extensions.get("errors", [])
    return " ".join([problem.title, *(str(each["message"]) for each in faults)])


def _done(
    services: ServiceSet,
    desk: SignedInAdvisor,
    pages: Pages,
    case_id: str,
    *,
    word: str,
    step: Any,
    estimation: str = "",
    text: str | None = None,
    anchor: str = "",
) -> Response:
    """Do a step and show the case again; a refusal is told on the page, with what was written."""
    try:
        step()
    except ProblemError as problem:
        if problem.status == 404:
            raise
        told = about_file(problem)
        if problem.code == "case_taken":
            since = date_time(desk_words.moment(problem.extensions["since"]))
            told = say("desk", "taken", by=problem.extensions["by"], since=since)
        return _page(
            services, desk, pages, case_id, estimate_id=estimation, problem=told, text=text, status=problem.status
        )
    kept = f"&estimation={estimation}" if word == "garde" else ""
    return to(f"/conseiller/dossiers/{case_id}?fait={word}{kept}" + (f"#{anchor}" if anchor else ""))


def _form(copied: Copy, changes: list[Json]) -> DraftForm:
    """Lay out the copy as it became, as a form."""
    people = {each.id: copied.first_names.get(each.id, each.id) for each in copied.context.beneficiaries}
    return DraftForm(copied.after(changes), copied.context, people | {"self": say("pages", "console", "member")})


def _changes_of(found: Json, estimate_id: str) -> list[Json]:
    return next((each["changes"] for each in found["estimates"] if each["id"] == estimate_id), [])


def _page(
    services: ServiceSet,
    desk: SignedInAdvisor,
    pages: Pages,
    case_id: str,
    *,
    estimate_id: str = "",
    notice: str | None = None,
    problem: str | None = None,
    text: str | None = None,
    status: int = 200,
) -> Response:
    found = service.open_case(services, desk, case_id)
    with services.db.read() as db:
        case = case_for(db, desk, case_id)
        copied = copy_of(db, services, case)
        replies = canned.replies(db)
        near = listing.neighbours(db, desk, case)
        advisors = _advisors(db, case) if desk.supervises else []
    chosen = next((each for each in found["estimates"] if each["id"] == estimate_id), None)
    mine = found["assignee"] is not None and found["assignee"]["id"] == desk.account.id
    changes = {each["seq"]: [change_in_words(one) for one in each["changes"]] for each in found["changes"]}
    return pages.render(
        "desk_case.html",
        advisor_shell(services, desk, "/conseiller"),
        status,
        case={
            "id": case_id,
            "reference": found["reference"],
            "subject": say("desk", "subjects", found["subject"]),
            "urgent": found["urgent"],
            "due_at": found["due_at"] and desk_words.moment(found["due_at"]),
            "due_day": paris_date(desk_words.moment(found["due_at"])).isoformat() if found["due_at"] else "",
            "state": say("desk", "states", found["state"]),
            "tone": TONES[CaseState(found["state"])],
            "who": f"{found['member']['first_name']} {found['member']['last_name']}",
            "about": about(found["member"]),
            "comment": found["comment"],
            "received_at": desk_words.moment(found["created_at"]),
            "assignee": found["assignee"] and found["assignee"]["name"],
            "taken_at": found["taken_at"] and desk_words.moment(found["taken_at"]),
            "close_reason": found["close_reason"],
            "rating": _rating(found["rating"]),
            "files": [
                {**each, "ours": each["from"] == Author.ADVISOR, "reading": _reading(each["reading"])}
                for each in found["files"]
            ],
            "messages": [_message(each, found["files"]) for each in found["messages"]],
            "notes": [{**each, "at": desk_words.moment(each["at"])} for each in found["notes"]],
            "history": desk_words.history(found["history"]),
        },
        is_open=CaseState(found["state"]) in OPEN,
        mine=mine,
        near=near,
        advisors=advisors,
        replies=replies,
        signals=[(say("desk", "signals", name), numbers) for name, numbers in found["signals"].items()],
        exchanges=_exchanges([said(each, changes.get(each["seq"], [])) for each in found["transcript"]]),
        draft=draft_blocks(found["draft"]),
        estimates=[estimate(each) for each in found["analyses"][:1]],
        corrected=_corrected(chosen),
        file_states=words("desk", "file_states"),
        form=_form(copied, chosen["changes"] if chosen else []).groups(),
        text=found["kept_reply"] if text is None else text,
        notice=notice,
        problem=problem,
    )


TONES = {
    CaseState.RECEIVED: "open",
    CaseState.CHECKING_FILES: "open",
    CaseState.IN_PROGRESS: "running",
    CaseState.WAITING_FOR_YOU: "running",
    CaseState.ANSWERED: "done",
    CaseState.CLOSED: "",
}


def _advisors(db: Session, case: Case) -> list[tuple[str, str, int]]:
    return [(each.id, each.staff_name or "", load) for each, load in loads(db, case.mutuelle_id)]


def about(member: Json) -> list[tuple[str, str]]:
    """Say who a member is in civil terms, and their cover."""
    guarantee, top_up = member["guarantee_id"], member["top_up_id"]
    none = say("pages", "console", "none")
    facts = {
        "mutuelle": member["mutuelle"]["name"],
        "member_number": member["member_number"],
        "birth_date": long_date(dt.date.fromisoformat(member["birth_date"])),
        "guarantee": label_of(guarantee) if guarantee else none,
        "top_up": label_of(top_up) if top_up else none,
    }
    labels = words("pages", "console", "about")
    return [(labels[name], str(fact)) for name, fact in facts.items()]


def _rating(rating: Json | None) -> Json | None:
    if rating is None:
        return None
    real = rating["real_reimbursement"]
    return {"helpful": rating["helpful"], "real": euros(real) if real else None}


def _reading(read: Json | None) -> Json | None:
    """Lay out what was read of a file: its lines with their values, what must be looked at first, or what it is."""
    if read is None:
        return None
    return {
        "lines": [
            {
                "number": line["number"],
                "title": say("paper", "line", number=line["number"]),
                "strip": say("paper", "strip", page=line["where"]["page"], number=line["number"]),
                "values": [_value(line, name) for name in READ if line[name] is not None],
            }
            for line in read["lines"]
        ],
        "why": None if read["lines"] else say("quote_reading", "not_a_quote", read["not_a_quote"] or "other"),
    }


READ = ("act", "tooth", "quantity", "activity", "sector", "covered", "fee", "base")


def _value(line: Json, name: str) -> Json:
    field, reason = f"line.{name}", line["values"].get(name, {}).get("reason")
    value = {"code": line["act"], "label": line["label"]} if name == "act" else line[name]
    return {
        "label": say("fields", "names", field),
        "words": value_in_words(field, value),
        "doubt": say("quote_reading", "doubts", reason) if reason else None,
    }


def _message(message: Json, files: list[Json]) -> Json:
    return {
        "author": message["from"],
        "name": message["name"] or say("pages", "console", "authors", message["from"]),
        "at": desk_words.moment(message["at"]),
        "text": message["text"],
        "files": [file for file in files if file["message_id"] == message["id"]],
        **dict.fromkeys(("seq", "signals", "card", "changes", "choices")),  # those of the conversation
    }


def said(message: Json, changes: list[str]) -> Json:
    card = message["card"]
    return {
        "seq": message["seq"],
        "author": message["from"],
        "name": say("pages", "console", "authors", message["from"]),
        "at": desk_words.moment(message["at"]),
        "text": message["text"],
        "card": words("pages", "console", "cards").get(card["type"]) if card else None,
        "choices": [button["title"] for button in message["buttons"]],
        "changes": changes,
        "files": [],
        "signals": [say("desk", "signals", name) for name in message["signals"]],
        "routine": message["routine"],
    }


def _exchanges(messages: list[Json]) -> list[Json]:
    """Group the messages in runs, those of routine folded under their number."""
    runs: list[Json] = []
    for each in messages:
        if not runs or runs[-1]["routine"] != each["routine"]:
            runs.append({"routine": each["routine"], "messages": []})
        runs[-1]["messages"].append(each)
    for run in runs:
        run["title"] = say("desk", "routine", count=len(run["messages"]))
    return runs


def estimate(analysis: Json) -> Json:
    """Lay out the page that the member may print: advisor and member look at the same thing."""
    return _sheet(analysis, analysis["estimate"], replaced=analysis["replaced"])


def _sheet(kept: Json, figures: Json, *, replaced: bool = False) -> Json:
    """Lay out the page of an estimate as it was kept: `id`, `quote`, `made_on`, with the engine's result."""
    cover = covers_of(kept["quote"])
    return page_of(
        EstimateSheet(
            estimate=figures,
            quote=kept["quote"],
            reference=kept["id"][:8].upper(),
            made_on=dt.date.fromisoformat(kept["made_on"]),
            replaced=replaced,
            cover=cover["guarantee"],
            top_up=cover["top_up"],
            fictitious=cover["fictitious"],
        )
    )


def _corrected(estimate: Json | None) -> Json | None:
    """Lay out an estimate of the desk: what was changed, each payer before → after, and the new page whole."""
    if estimate is None:
        return None
    before, after = estimate["before"].get("total"), estimate["after"].get("total")
    return {
        "id": estimate["id"],
        "by": estimate["by"],
        "at": desk_words.moment(estimate["at"]),
        "changes": [change_in_words(each) for each in estimate["differences"]["fields"]],
        "rows": [
            (
                say("desk", "payers", payer),
                *(euros(total[payer]) if total and payer in total else None for total in (before, after)),
            )
            for payer in PAYERS
        ],
        "page": _sheet(estimate, estimate["after"]) if after else None,
        "refusal": None if after else _refusal(estimate["after"]),
    }


def _refusal(result: Json) -> str:
    """Say why the engine gave no figures."""
    why = result.get("refusal") or result.get("error") or {}
    return str(why.get("message", result["status"]))
