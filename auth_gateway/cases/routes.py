"""Cases, the member's side, and the support cell's form."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import UploadFile

from auth_gateway.cases import following, service, support
from auth_gateway.cases.expected import expected
from auth_gateway.cases.models import Subject
from auth_gateway.cases.service import FILE_BYTES, Sending, SentFile
from auth_gateway.conversations.routes import Acting, WatchingCaller
from auth_gateway.conversations.schemas import checked_text
from auth_gateway.dependencies import CurrentMember, Services
from auth_gateway.platform.errors import ProblemError

Json = dict[str, Any]

FIELDS = frozenset({"file", "comment", "conversation_id", "subject", "csrf_token"})
FORM_BYTES = FILE_BYTES + 64 * 1024  # the file, and the form around it

router = APIRouter(prefix="/api/v1", tags=["cases"])

_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "comment": {"type": "string", "maxLength": 2000},
                        "conversation_id": {"type": "string"},
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
        sent = form.get("file", "")
        file = None
        if isinstance(sent, UploadFile):
            if (sent.size or 0) > FILE_BYTES:
                raise ProblemError(413, "file_too_large")
            if sent.filename or sent.size:  # a browser sends an empty nameless part where no file was chosen
                file = SentFile(sent.filename or "", await sent.read())
        elif sent:
            raise ProblemError(422, "not_a_file")
        texts = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
    comment, subject = texts.get("comment"), texts.get("subject") or Subject.QUOTE
    if subject not in set(Subject):
        raise ProblemError(422, "invalid_request", errors=[{"path": "subject", "message": subject}])
    conversation_id = texts.get("conversation_id") or None
    return Sending(checked_text(comment) if comment else None, conversation_id, file, Subject(subject))


@router.post("/cases", status_code=201, openapi_extra=_FORM, max_body_size=FORM_BYTES)
def hand_over(services: Services, caller: Acting, sending: Annotated[Sending, Depends(read_form)]) -> Json:
    case = service.hand_over(services, caller, sending)
    when = expected(services.settings, case.subject, case.due_at)
    return {"id": case.id, "reference": case.reference, "expected": when}


@router.get("/cases")
def list_cases(services: Services, caller: WatchingCaller) -> list[Json]:
    with services.db.read() as db:
        return following.cases_of(db, services, caller)


@router.get("/cases/{case_id}")
def read_case(services: Services, caller: WatchingCaller, case_id: str) -> Json:
    with services.db.read() as db:
        return following.whole(db, services, following.case_of(db, caller, case_id))


class Text(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str


class Rating(BaseModel):
    model_config = ConfigDict(extra="forbid")

    helpful: bool
    real_reimbursement: str | None = Field(default=None, pattern=r"^[0-9]{1,7}\.[0-9]{2}$")


@router.post("/cases/{case_id}/messages", status_code=201)
def write_message(services: Services, caller: Acting, case_id: str, body: Text) -> Json:
    return {"id": following.write(services, caller, case_id, checked_text(body.text)).id}


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
