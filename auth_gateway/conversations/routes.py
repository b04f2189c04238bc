"""The member's conversations over HTTP; shapes and refusals are those of the published contract."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from starlette.responses import JSONResponse, StreamingResponse

from auth_gateway.conversations import papers, service
from auth_gateway.conversations.events import stream
from auth_gateway.conversations.schemas import (
    AcceptedPaper,
    DraftChanges,
    MessagesGiven,
    NewMessage,
    Opening,
    TurnGiven,
)
from auth_gateway.conversations.service import Caller, caller_at
from auth_gateway.conversations.turns import Tools
from auth_gateway.dependencies import CurrentMember, Services, WatchingMember, sent_file, services_of
from auth_gateway.files import FILE_BYTES, SentFile
from auth_gateway.papers import Taking
from auth_gateway.platform import events
from auth_gateway.platform.db import LARGEST_INTEGER
from auth_gateway.platform.errors import ProblemError
from auth_gateway.services import ServiceSet
from auth_gateway.shares import HeldStream, TurnPlace, UploadPlace

Json = dict[str, Any]

FORM_BYTES = FILE_BYTES + 64 * 1024  # the file, and the form around it

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

Position = Annotated[int, Query(ge=0, le=LARGEST_INTEGER)]

Responses = dict[int | str, dict[str, Any]]
# The answer of a turn was JSON when it was sealed: it is given as it is, since to look at each value again is slow.
TURN: Responses = {200: {"model": TurnGiven, "description": "The answer of a turn"}}


async def acting(request: Request, member: CurrentMember) -> Caller:
    return caller_at(services_of(request).clock, member.account, member.person, member.rights)


async def watching(request: Request, member: WatchingMember) -> Caller:
    return caller_at(services_of(request).clock, member.account, member.person, member.rights)


def tools_of(services: ServiceSet) -> Tools:
    return Tools(services.db, services.redis, services.clock, services.vault, services.limits, services.bot)


async def get_tools(request: Request) -> Tools:
    return tools_of(services_of(request))


Acting = Annotated[Caller, Depends(acting)]
WatchingCaller = Annotated[Caller, Depends(watching)]
TurnTools = Annotated[Tools, Depends(get_tools)]


@router.post("", status_code=201, response_model=None, responses={201: TURN[200]}, dependencies=[TurnPlace])
def open_conversation(tools: TurnTools, caller: Acting, opening: Opening | None = None) -> JSONResponse:
    return JSONResponse(service.open_or_resume(tools, caller, opening or Opening()), 201)


@router.get("")
def list_conversations(services: Services, caller: Acting) -> list[Json]:
    with services.db.read() as db:
        return [
            {
                "id": row.id,
                "state": row.state.value,
                "created_at": row.created_at,
                "last_activity_at": row.last_activity_at,
            }
            for row in service.conversations_of(db, caller)
        ]


@router.post("/{conversation_id}/messages", response_model=None, responses=TURN, dependencies=[TurnPlace])
def take_message(tools: TurnTools, caller: Acting, conversation_id: str, message: NewMessage) -> JSONResponse:
    return JSONResponse(service.take_message(tools, caller, conversation_id, message))


@router.get("/{conversation_id}/messages", response_model=None, responses={200: {"model": MessagesGiven}})
def read_messages(services: Services, caller: WatchingCaller, conversation_id: str, after: Position = 0) -> Json:
    with services.db.read() as db:
        return service.messages_after(db, caller, conversation_id, after)


@router.get("/{conversation_id}/draft")
def read_draft(services: Services, caller: WatchingCaller, conversation_id: str) -> Json:
    with services.db.read() as db:
        return service.draft_of(db, caller, conversation_id)


@router.patch("/{conversation_id}/draft", response_model=None, responses=TURN, dependencies=[TurnPlace])
def edit_draft(tools: TurnTools, caller: Acting, conversation_id: str, edit: DraftChanges) -> JSONResponse:
    return JSONResponse(service.edit_draft(tools, caller, conversation_id, edit.changes))


@router.post("/{conversation_id}/undo", response_model=None, responses=TURN, dependencies=[TurnPlace])
def undo(tools: TurnTools, caller: Acting, conversation_id: str) -> JSONResponse:
    return JSONResponse(service.undo(tools, caller, conversation_id))


_FILE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


async def read_paper(request: Request, _member: CurrentMember) -> SentFile:
    """Read the one file of the form, which was measured where the CSRF token was read."""
    async with request.form() as form:
        parts = form.getlist("file")
        sent = [await sent_file(part) for part in parts]
    if len(sent) != 1 or sent[0] is None:
        raise ProblemError(422, "nothing_to_read")
    return sent[0]


@router.post(
    "/{conversation_id}/documents",
    response_model=None,
    responses=TURN,
    openapi_extra=_FILE,
    max_body_size=FORM_BYTES,
    dependencies=[UploadPlace],
)
def send_paper(
    services: Services,
    tools: TurnTools,
    caller: Acting,
    conversation_id: str,
    file: Annotated[SentFile, Depends(read_paper)],
) -> JSONResponse:
    """Read a quote sent as a PDF or a photo: nothing of it is in the draft until it is accepted."""
    return JSONResponse(
        papers.read(tools, caller, conversation_id, file, scanner=services.scanner, storage=services.storage)
    )


@router.post(
    "/{conversation_id}/documents/{document}/accept",
    response_model=None,
    responses=TURN,
    dependencies=[TurnPlace],
)
def accept_paper(
    tools: TurnTools, caller: Acting, conversation_id: str, document: str, accepted: AcceptedPaper
) -> JSONResponse:
    return JSONResponse(papers.accept(tools, caller, conversation_id, document, Taking(**accepted.model_dump())))


@router.get("/{conversation_id}/documents/{document}/pages/{number}.png", response_class=Response)
def read_paper_page(
    services: Services,
    caller: WatchingCaller,
    conversation_id: str,
    document: str,
    number: Annotated[int, Path(ge=1, le=1000)],
) -> Response:
    with services.db.read() as db:
        picture = papers.page_picture(db, services.storage, caller, conversation_id, document, number=number)
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, no-store"})


@router.get("/{conversation_id}/events", response_class=StreamingResponse)
def watch(
    *,
    request: Request,
    place: HeldStream,
    services: Services,
    caller: WatchingCaller,
    conversation_id: str,
    after: Position | None = None,
) -> StreamingResponse:
    """Server-sent events `message` and `typing`; a reconnecting browser goes on from its Last-Event-ID."""
    last = request.headers.get("last-event-id", "")
    with services.db.read() as db:
        conversation = service.owned(db, caller, conversation_id)
    start = int(last) if last.isascii() and last.isdecimal() and len(last) < 10 else after
    return StreamingResponse(
        stream(services, request, place, conversation_id, conversation.last_seq if start is None else start),
        media_type=events.MEDIA_TYPE,
        headers=events.HEADERS,
    )
