"""Cases, the member's side, and the support cell's form."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import StreamingResponse

from auth_gateway.cases import events, following, steps
from auth_gateway.cases.expected import expected
from auth_gateway.cases.following import ListedCase, SentCase
from auth_gateway.cases.models import Subject
from auth_gateway.cases.service import Sending
from auth_gateway.cases.written import FILES_SCHEMA, FORM_BYTES, Text, Written, files_of, reading, taking_files
from auth_gateway.conversations.routes import Acting, WatchingCaller
from auth_gateway.conversations.schemas import checked_text
from auth_gateway.dependencies import CurrentMember, Services, WatchingMember
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.events import HEADERS, MEDIA_TYPE
from auth_gateway.platform.paging import lead_on
from auth_gateway.shares import HeldStream, UploadPlace
from wording import say

Json = dict[str, Any]

FIELDS = frozenset({"file", "comment", "conversation_id", "document", "subject", "csrf_token"})
WrittenText = Annotated[Written[Text], Depends(reading(Text))]

router = APIRouter(prefix="/api/v1", tags=["cases"])

_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": FILES_SCHEMA,
                        "comment": {"type": "string", "maxLength": 2000},
                        "conversation_id": {"type": "string"},
                        "document": {"type": "string", "description": "A paper sent in that conversation"},
                        "subject": {"type": "string", "enum": list(Subject)},
                    },
                }
            }
        },
    }
}


async def read_form(request: Request, _member: CurrentMember) -> Sending:
    """Read the form only once the member is known; the body's size is limited while it streams in."""
    async with request.form() as form:  # limited where the CSRF token was read
        unknown = [
            name
            for name, value in form.multi_items()
            if name not in FIELDS or (name != "file" and not isinstance(value, str))
        ]
        if unknown:
            raise ProblemError(422, "unknown_field", fields=unknown)
        files = await files_of(form)
        texts = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
    comment, subject = texts.get("comment"), texts.get("subject") or Subject.QUOTE
    if subject not in set(Subject):
        raise ProblemError(
            422, "invalid_request", errors=[{"path": "subject", "message": say("problems", "invalid_value", "other")}]
        )
    conversation_id = texts.get("conversation_id") or None
    document = texts.get("document") or None
    return Sending(checked_text(comment) if comment else None, conversation_id, files, Subject(subject), document)


@router.post("/cases", status_code=201, openapi_extra=_FORM, max_body_size=FORM_BYTES, dependencies=[UploadPlace])
def hand_over(services: Services, caller: Acting, sending: Annotated[Sending, Depends(read_form)]) -> Json:
    case = steps.hand_over(services, caller, sending)
    when = expected(services.settings, case)
    return {"id": case.id, "reference": case.reference, "expected": when}


@router.get("/cases")
def list_cases(
    request: Request,
    response: Response,
    services: Services,
    caller: WatchingCaller,
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> list[ListedCase]:
    with services.db.read() as db:
        page = following.page_of(db, services.settings, caller, after)
    lead_on(request, response, page.next_cursor)
    return page.rows


@router.get("/cases/events", response_class=StreamingResponse)
def watch(*, request: Request, place: HeldStream, services: Services, member: WatchingMember) -> StreamingResponse:
    """Server-sent events `changed`, with the case of the member's in which something has happened."""
    stream = events.stream(services, request, place, member.person.id)
    return StreamingResponse(stream, media_type=MEDIA_TYPE, headers=HEADERS)


@router.get("/cases/{case_id}")
def read_case(services: Services, caller: WatchingCaller, case_id: str) -> SentCase:
    with services.db.read() as db:
        return following.whole(db, services.settings, following.case_of(db, caller, case_id))


@router.post("/cases/{case_id}/messages", status_code=201, **taking_files(Text))
def write_message(services: Services, caller: Acting, case_id: str, written: WrittenText) -> Json:
    text = checked_text(written.fields.text)
    return {"id": steps.write(services, caller, case_id, text, written.files).id}


@router.post("/cases/{case_id}/reopen", status_code=204, **taking_files(Text))
def reopen(services: Services, caller: Acting, case_id: str, written: WrittenText) -> None:
    steps.reopen(services, caller, case_id, checked_text(written.fields.text), written.files)


class Rating(BaseModel):
    """Whether it helped and what was really reimbursed, in euros: both, or one now and the other one later."""

    model_config = ConfigDict(extra="forbid")

    helpful: bool | None = None
    real_reimbursement: str | None = Field(default=None, pattern=r"^[0-9]{1,7}\.[0-9]{2}$")


@router.post("/cases/{case_id}/rating", status_code=204)
def rate(services: Services, caller: Acting, case_id: str, body: Rating) -> None:
    steps.rate(services, caller, case_id, helpful=body.helpful, real=body.real_reimbursement)


class SupportForm(BaseModel):
    model_config = ConfigDict(extra="forbid")

    subject: str = Field(default="", max_length=200)
    message: str


@router.post("/support", status_code=201)
def ask_support(services: Services, member: CurrentMember, form: SupportForm) -> Json:
    """Open to read-only accounts too (K23)."""
    return {"id": steps.ask_support(services, member.person, form.subject, checked_text(form.message)).id}
