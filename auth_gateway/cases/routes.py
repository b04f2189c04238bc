"""Cases, the member's side, and the support cell's form."""

from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import FormData
from starlette.responses import StreamingResponse

from auth_gateway.cases import events, following, service, support
from auth_gateway.cases.expected import expected
from auth_gateway.cases.files import FILES_AT_ONCE
from auth_gateway.cases.models import Subject
from auth_gateway.cases.service import Sending
from auth_gateway.conversations.routes import Acting, WatchingCaller
from auth_gateway.conversations.schemas import checked_text
from auth_gateway.dependencies import CurrentMember, Services, WatchingMember, sent_file
from auth_gateway.files import FILE_BYTES, SentFile
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.events import HEADERS, MEDIA_TYPE
from auth_gateway.shares import HeldStream, UploadPlace

Json = dict[str, Any]
Body = TypeVar("Body", bound=BaseModel)

FIELDS = frozenset({"file", "comment", "conversation_id", "document", "subject", "csrf_token"})
FORM_BYTES = FILES_AT_ONCE * FILE_BYTES + 64 * 1024  # the files, and the form around them

router = APIRouter(prefix="/api/v1", tags=["cases"])

_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "maxItems": FILES_AT_ONCE,
                        },
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
        raise ProblemError(422, "invalid_request", errors=[{"path": "subject", "message": subject}])
    conversation_id = texts.get("conversation_id") or None
    document = texts.get("document") or None
    return Sending(checked_text(comment) if comment else None, conversation_id, files, Subject(subject), document)


@router.post("/cases", status_code=201, openapi_extra=_FORM, max_body_size=FORM_BYTES, dependencies=[UploadPlace])
def hand_over(services: Services, caller: Acting, sending: Annotated[Sending, Depends(read_form)]) -> Json:
    case = service.hand_over(services, caller, sending)
    when = expected(services.settings, case)
    return {"id": case.id, "reference": case.reference, "expected": when}


@router.get("/cases")
def list_cases(services: Services, caller: WatchingCaller) -> list[Json]:
    with services.db.read() as db:
        return following.cases_of(db, services, caller)


@router.get("/cases/events", response_class=StreamingResponse)
def watch(*, request: Request, place: HeldStream, services: Services, member: WatchingMember) -> StreamingResponse:
    """Server-sent events `changed`, with the case of the member's in which something has happened."""
    stream = events.stream(services, request, place, member.person.id)
    return StreamingResponse(stream, media_type=MEDIA_TYPE, headers=HEADERS)


@router.get("/cases/{case_id}")
def read_case(services: Services, caller: WatchingCaller, case_id: str) -> Json:
    with services.db.read() as db:
        return following.whole(db, services, following.case_of(db, caller, case_id))


class Text(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str


@dataclass(frozen=True)
class NewMessage:
    text: str
    files: list[SentFile]


async def read_message(request: Request, _member: CurrentMember) -> NewMessage:
    """Read `{"text"}`, or a form with `text` (`texte` on our own pages) and files."""
    if request.headers.get("content-type", "").startswith("application/json"):
        return NewMessage(read_json(Text, await request.body()).text, [])
    return await read_message_form(request)


def read_json(model: type[Body], body: bytes) -> Body:
    """Read a body that may also come as a form; refused as the framework refuses one that may not."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


async def read_message_form(request: Request) -> NewMessage:
    async with request.form() as form:
        text = form.get("text") or form.get("texte") or ""
        return NewMessage(text if isinstance(text, str) else "", await files_of(form))


async def files_of(form: FormData) -> list[SentFile]:
    files = [await sent_file(part) for part in form.getlist("file")]
    return [file for file in files if file is not None]


class Rating(BaseModel):
    model_config = ConfigDict(extra="forbid")

    helpful: bool
    real_reimbursement: str | None = Field(default=None, pattern=r"^[0-9]{1,7}\.[0-9]{2}$")


@router.post("/cases/{case_id}/messages", status_code=201, max_body_size=FORM_BYTES, dependencies=[UploadPlace])
def write_message(
    services: Services, caller: Acting, case_id: str, message: Annotated[NewMessage, Depends(read_message)]
) -> Json:
    return {"id": following.write(services, caller, case_id, checked_text(message.text), message.files).id}


@router.post("/cases/{case_id}/reopen", status_code=204)
def reopen(services: Services, caller: Acting, case_id: str, body: Text) -> None:
    following.reopen(services, caller, case_id, checked_text(body.text))


@router.post("/cases/{case_id}/rating", status_code=204)
def rate(services: Services, caller: Acting, case_id: str, body: Rating) -> None:
    following.rate(services, caller, case_id, helpful=body.helpful, real=body.real_reimbursement)


class SupportForm(BaseModel):
    model_config = ConfigDict(extra="forbid")

    subject: str = Field(default="", max_length=200)
    message: str


@router.post("/support", status_code=201)
def ask_support(services: Services, member: CurrentMember, form: SupportForm) -> Json:
    """Open to read-only accounts too (K23)."""
    return {"id": support.ask_support(services, member.person, form.subject, checked_text(form.message)).id}
