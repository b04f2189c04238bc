"""The hand-over form and the support cell's form."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import UploadFile

from auth_gateway.cases import service
from auth_gateway.cases.service import FILE_BYTES, SentFile
from auth_gateway.conversations.routes import Acting
from auth_gateway.conversations.schemas import checked_text
from auth_gateway.dependencies import CurrentMember, Services
from auth_gateway.platform.errors import ProblemError

Json = dict[str, Any]

FIELDS = frozenset({"file", "comment", "conversation_id", "csrf_token"})
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
                    },
                }
            }
        },
    }
}


@dataclass(frozen=True)
class HandOverForm:
    comment: str | None
    conversation_id: str | None
    file: SentFile | None


async def read_form(request: Request, _member: CurrentMember) -> HandOverForm:
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
    comment = texts.get("comment")
    return HandOverForm(checked_text(comment) if comment else None, texts.get("conversation_id") or None, file)


@router.post("/cases", status_code=201, openapi_extra=_FORM, max_body_size=FORM_BYTES)
def hand_over(services: Services, caller: Acting, form: Annotated[HandOverForm, Depends(read_form)]) -> Json:
    case = service.hand_over(services, caller, form.comment, form.conversation_id, form.file)
    return {"id": case.id}


class SupportForm(BaseModel):
    model_config = ConfigDict(extra="forbid")

    subject: str = Field(default="", max_length=200)
    message: str


@router.post("/support", status_code=201)
def ask_support(services: Services, member: CurrentMember, form: SupportForm) -> Json:
    """Open to read-only accounts too (K23)."""
    return {"id": service.ask_support(services, member.person, form.subject, checked_text(form.message)).id}
