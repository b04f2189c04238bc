"""The advisors' desk over HTTP: for them only, anybody else finds nothing here (404)."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import StreamingResponse

from auth_gateway.cases.models import CaseState, Subject
from auth_gateway.cases.written import Text, Written, reading, taking_files
from auth_gateway.console import canned, events, examples, figures, listing, papers, review, service
from auth_gateway.console.acting import Acting
from auth_gateway.console.acting import read_file as read_paper
from auth_gateway.console.case import WholeCase
from auth_gateway.console.figures import Period
from auth_gateway.console.listing import Filters, Row, Sort
from auth_gateway.console.models import ExampleKind, Label
from auth_gateway.console.presence import HeldPresence
from auth_gateway.console.review import DRAWN_AT_MOST, INTENT, Gesture, HandedOver, Reviewed, Transcript
from auth_gateway.console.service import WholeConversation
from auth_gateway.conversations.schemas import DraftChanges, checked_text
from auth_gateway.conversations.signals import SIGNALS
from auth_gateway.dependencies import CurrentAdvisor, CurrentSupervisor, KeepsReplies, Services, WatchingAdvisor
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.db import LARGEST_INTEGER
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.events import HEADERS, MEDIA_TYPE
from auth_gateway.platform.paging import lead_on
from auth_gateway.shares import HeldStream
from wording import say

Json = dict[str, Any]
Cursor = Annotated[str | None, Query(max_length=200)]

router = APIRouter(prefix="/api/v1/console", tags=["console"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Message(_Body):
    """What is written, or the canned reply that is sent as it is."""

    text: str = ""
    canned: str | None = Field(default=None, max_length=40)


class Urgency(_Body):
    urgent: bool


class Due(_Body):
    """The last day of the delay told to the member; null tells none."""

    due: dt.date | None


class NewReply(_Body):
    title: str = Field(min_length=1, max_length=80)
    text: str


class Answer(Text):
    estimate: str | None = Field(default=None, max_length=40)


class Reason(_Body):
    reason: str


class Assignment(_Body):
    assignee: str = Field(max_length=40)


class KeptText(_Body):
    text: str = Field(max_length=20_000)


def acting(services: Services, desk: CurrentAdvisor, case_id: str) -> Acting:
    return Acting(services, desk, case_id)


ActingHere = Annotated[Acting, Depends(acting)]


def read_filters(
    *,
    state: Annotated[str, Query(max_length=100)] = "",
    mutuelle: Annotated[str, Query(max_length=8)] = "",
    assignee: Annotated[str, Query(max_length=40)] = "",
    subject: Subject | None = None,
    q: Annotated[str, Query(max_length=100)] = "",
    sort: Sort = Sort.WAITING,
    urgent: bool = False,
) -> Filters:
    """Read the list's filters; `state` may name several, separated by commas."""
    try:
        states = frozenset(CaseState(each) for each in state.split(",") if each)
    except ValueError as error:
        raise ProblemError(
            422, "invalid_request", errors=[{"path": "state", "message": say("problems", "invalid_value", "other")}]
        ) from error
    return Filters(states, mutuelle or None, assignee or None, subject, q, urgent, sort)


@router.get("/cases")
def list_cases(
    *,
    request: Request,
    response: Response,
    services: Services,
    desk: CurrentAdvisor,
    filters: Annotated[Filters, Depends(read_filters)],
    after: Cursor = None,
) -> list[Row]:
    with services.db.session() as db:
        page = listing.page(db, desk, filters, after, services.clock.now())
    lead_on(request, response, page.next_cursor)
    return page.rows


@router.get("/cases/{case_id}")
def read_case(services: Services, desk: CurrentAdvisor, case_id: str) -> WholeCase:
    with services.db.session() as db:
        return service.open_case(db, desk, case_id, services.clock.today(), services.clock.now())


@router.post("/cases/{case_id}/take", status_code=204)  # noqa: FAST003  read by `acting`
def take(case: ActingHere) -> None:
    case.take()


@router.post("/cases/{case_id}/release", status_code=204)  # noqa: FAST003  read by `acting`
def release(case: ActingHere) -> None:
    case.release()


@router.post("/cases/{case_id}/assign", status_code=204)
def assign(services: Services, supervisor: CurrentSupervisor, case_id: str, body: Assignment) -> None:
    Acting(services, supervisor, case_id).assign(body.assignee)


@router.post("/cases/{case_id}/messages", status_code=201, **taking_files(Message))
def write_message(
    services: Services, case: ActingHere, written: Annotated[Written[Message], Depends(reading(Message))]
) -> Json:
    text = written.fields.text
    if written.fields.canned is not None and not text.strip():
        with services.db.read() as db:
            text = canned.text_of(db, written.fields.canned)
    case.message(checked_text(text), written.files)
    return {}


@router.post("/cases/{case_id}/urgency", status_code=204)  # noqa: FAST003  read by `acting`
def mark(case: ActingHere, body: Urgency) -> None:
    case.mark(urgent=body.urgent)


@router.post("/cases/{case_id}/due", status_code=204)  # noqa: FAST003  read by `acting`
def set_due(case: ActingHere, body: Due) -> None:
    case.due(body.due)


@router.post("/cases/{case_id}/ask", status_code=201, **taking_files(Text))
def ask(case: ActingHere, written: Annotated[Written[Text], Depends(reading(Text))]) -> Json:
    case.ask(checked_text(written.fields.text), written.files)
    return {}


@router.post("/cases/{case_id}/notes", status_code=201)  # noqa: FAST003  read by `acting`
def write_note(case: ActingHere, body: Text) -> Json:
    case.note(checked_text(body.text))
    return {}


@router.post("/cases/{case_id}/estimates", status_code=201)  # noqa: FAST003  read by `acting`
def estimate(case: ActingHere, body: DraftChanges) -> Json:
    estimate_id, content = case.correct(body.changes)
    return {"id": estimate_id, **content}


@router.post("/cases/{case_id}/answer", status_code=201, **taking_files(Answer))
def answer(case: ActingHere, written: Annotated[Written[Answer], Depends(reading(Answer))]) -> Json:
    return {"document": case.answer(checked_text(written.fields.text), written.fields.estimate, written.files)}


@router.post("/cases/{case_id}/close", status_code=204)  # noqa: FAST003  read by `acting`
def close(case: ActingHere, body: Reason) -> None:
    case.close(checked_text(body.reason))


@router.put("/cases/{case_id}/reply", status_code=204)  # noqa: FAST003  read by `acting`
def keep_reply(case: ActingHere, body: KeptText) -> None:
    """Keep what the advisor is writing, until it is sent."""
    case.keep_reply(body.text)


@router.get("/conversations")
def list_conversations(
    *,
    request: Request,
    response: Response,
    services: Services,
    desk: CurrentAdvisor,
    signal: Literal[SIGNALS] | None = None,  # type: ignore[valid-type]  # the names stand in one place
    q: Annotated[str, Query(max_length=100)] = "",
    first_day: Annotated[dt.date | None, Query(alias="from")] = None,
    last_day: Annotated[dt.date | None, Query(alias="to")] = None,
    sample: Annotated[int | None, Query(ge=1, le=DRAWN_AT_MOST)] = None,
    reason: Annotated[str, Query(max_length=200)] = "",
    after: Cursor = None,
) -> Sequence[HandedOver | Reviewed]:
    """List what was handed over; with `sample`, draw as many at random for a review whose reason is kept."""
    filters = review.Filters(signal, q, first_day, last_day)
    if sample is not None:
        with services.db.session() as db:
            return review.drawn(db, desk, filters, count=sample, reason=reason, now=services.clock.now())
    with services.db.read() as db:
        page = review.found(db, desk, filters, after)
    lead_on(request, response, page.next_cursor)
    return page.rows


@router.get("/conversations/{conversation_id}/review")
def review_conversation(services: Services, desk: CurrentAdvisor, conversation_id: str) -> Transcript:
    """Open a transcript without names: one of a case, or of a draw of the reader's."""
    with services.db.session() as db:
        return review.opened(db, desk, conversation_id, services.clock.now())


class NewLabel(_Body):
    label: Label
    seq: int | None = Field(default=None, ge=1, le=LARGEST_INTEGER)
    note: str = Field(default="", max_length=2_000)


@router.post("/conversations/{conversation_id}/labels", status_code=201)
def label_conversation(services: Services, desk: CurrentAdvisor, conversation_id: str, body: NewLabel) -> Json:
    now = services.clock.now()
    with services.db.session() as db:
        made = review.label(db, desk, conversation_id, body.label, seq=body.seq, note=body.note, now=now)
    return {"id": made}


class NewExample(_Body):
    conversation: str = Field(max_length=40)
    seq: int = Field(ge=1, le=LARGEST_INTEGER)
    intent: str = Field(pattern=INTENT)
    kind: ExampleKind = ExampleKind.TRAINING
    phrase: str | None = Field(default=None, max_length=2_000)


@router.post("/examples", status_code=201)
def keep_example(services: Services, desk: CurrentAdvisor, body: NewExample) -> Json:
    gesture = Gesture(body.conversation, body.seq, body.intent, body.kind, body.phrase)
    with services.db.session() as db:
        kept = review.keep_example(db, desk, gesture, services.clock.now())
    return {"id": kept.id, "kind": kept.kind, "intent": kept.intent, "phrase": kept.phrase}


@router.get("/examples.yml", response_class=Response)
def examples_file(services: Services, _desk: CurrentAdvisor, kind: ExampleKind = ExampleKind.TRAINING) -> Response:
    """Give the examples as a file to be read before it enters the repository."""
    with services.db.read() as db:
        text = examples.training_file(db) if kind is ExampleKind.TRAINING else examples.held_out_file(db)
    headers = {"Content-Disposition": f'attachment; filename="{kind}.yml"', "Cache-Control": "no-store"}
    return Response(text, media_type="application/yaml", headers=headers)


@router.get("/conversations/{conversation_id}")
def read_conversation(services: Services, desk: CurrentAdvisor, conversation_id: str) -> WholeConversation:
    with services.db.session() as db:
        return service.open_conversation(db, desk, conversation_id, services.clock.now())


@router.get("/canned")
def list_replies(services: Services, _desk: CurrentAdvisor) -> list[Json]:
    with services.db.read() as db:
        return [{"id": each.id, "title": each.title, "text": each.text} for each in canned.replies(db)]


@router.put("/canned")
def keep_reply_text(services: Services, staff: KeepsReplies, body: NewReply) -> Json:
    """Write a canned reply, in the place of the one with this title."""
    title, text = checked_text(body.title), checked_text(body.text)
    with services.db.session() as db:
        return {"id": canned.keep(db, staff.account.id, title, text, services.clock.now())}


@router.delete("/canned/{reply_id}", status_code=204)
def drop_reply_text(services: Services, staff: KeepsReplies, reply_id: str) -> None:
    with services.db.session() as db:
        canned.drop(db, staff.account.id, reply_id, services.clock.now())


def read_period(
    services: Services,
    first: Annotated[dt.date | None, Query(alias="from")] = None,
    last: Annotated[dt.date | None, Query(alias="to")] = None,
) -> Period:
    """Read the days of the figures: the last thirty unless told."""
    last = last or paris_date(services.clock.now())
    return Period(first or last - dt.timedelta(days=29), last)


ReadPeriod = Annotated[Period, Depends(read_period)]


@router.get("/figures")
def read_figures(services: Services, desk: CurrentAdvisor, period: ReadPeriod) -> Json:
    with services.db.read() as db:
        tables = figures.figures(db, desk, period, services.clock.now())
    return {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "tables": [each.as_json() for each in tables],
    }


@router.get("/figures.csv", response_class=Response)
def figures_file(services: Services, desk: CurrentAdvisor, period: ReadPeriod) -> Response:
    with services.db.read() as db:
        text = figures.as_csv(figures.figures(db, desk, period, services.clock.now()))
    name = f"chiffres-{period.first}-{period.last}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response("\ufeff" + text, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/events", response_class=StreamingResponse)
def watch(
    *, request: Request, place: HeldStream, services: Services, _desk: WatchingAdvisor, here: HeldPresence
) -> StreamingResponse:
    """Server-sent events `new_case`, `new_message`, `taken` and `changed`, of the cases that the reader may see.

    With `case`, the reader is there for as long as they listen, and `here` names who else is.
    """
    return StreamingResponse(events.stream(services, request, place, here), media_type=MEDIA_TYPE, headers=HEADERS)


@router.get("/files/{file_id}", response_class=Response)
def download_file(services: Services, desk: CurrentAdvisor, file_id: str) -> Response:
    """Give a released file to be saved: its pages painted again, never what was sent."""
    with services.db.session() as db:
        file = service.open_file(db, desk, file_id, services.clock.now())
    return Response(
        file.whole(services.storage),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "no-store",
        },
    )


@router.post("/files/{file_id}/reading", status_code=204)
def read_file(services: Services, desk: CurrentAdvisor, file_id: str) -> None:
    """Read the quote on a released file; what was read is then beside it in its case."""
    read_paper(services, desk, file_id)


@router.get("/files/{file_id}/lines/{number}.png", response_class=Response)
def read_strip(
    services: Services, desk: CurrentAdvisor, file_id: str, number: Annotated[int, Path(ge=1, le=1000)]
) -> Response:
    """Show the strip of the page where a line was read, and nothing else of the page."""
    with services.db.session() as db:
        strip = papers.strip_of(db, desk, file_id, number, services.clock.now())
    return Response(
        strip.picture(services.storage),
        media_type="image/png",
        headers={"Cache-Control": "no-store"},
    )


@router.get("/files/{file_id}/pages/{number}.jpg", response_class=Response)
def read_page(
    services: Services, desk: CurrentAdvisor, file_id: str, number: Annotated[int, Path(ge=1, le=1000)]
) -> Response:
    """Show one page beside the case: a picture that was painted here."""
    with services.db.session() as db:
        file = service.look_at_file(db, desk, file_id, number, services.clock.now())
    return Response(
        file.page(services.storage, number),
        media_type="image/jpeg",
        headers={"Cache-Control": "no-store"},
    )
