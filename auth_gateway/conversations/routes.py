"""The member's conversations over HTTP; shapes and refusals are those of the published contract."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import StreamingResponse

from auth_gateway.conversations import service
from auth_gateway.conversations.events import stream
from auth_gateway.conversations.schemas import DraftChanges, MessagesGiven, NewMessage, Opening, TurnGiven
from auth_gateway.conversations.service import Caller
from auth_gateway.dependencies import CurrentMember, Services, SignedInMember, WatchingMember
from auth_gateway.platform import events
from auth_gateway.platform.clock import instant
from auth_gateway.platform.db import LARGEST_INTEGER
from auth_gateway.services import ServiceSet
from auth_gateway.shares import HeldStream, TurnPlace

Json = dict[str, Any]

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

Position = Annotated[int, Query(ge=0, le=LARGEST_INTEGER)]

Responses = dict[int | str, dict[str, Any]]
TURN: Responses = {200: {"model": TurnGiven, "description": "The answer of a turn"}}


def _caller(services: ServiceSet, member: SignedInMember) -> Caller:
    return Caller(member.person, member.rights, services.clock.today(), services.clock.now())


def acting(services: Services, member: CurrentMember) -> Caller:
    return _caller(services, member)


def watching(services: Services, member: WatchingMember) -> Caller:
    return _caller(services, member)


Acting = Annotated[Caller, Depends(acting)]
WatchingCaller = Annotated[Caller, Depends(watching)]


@router.post("", status_code=201, response_model=None, responses={201: TURN[200]}, dependencies=[TurnPlace])
def open_conversation(services: Services, caller: Acting, opening: Opening | None = None) -> Json:
    return service.open_or_resume(services, caller, opening or Opening())


@router.get("")
def list_conversations(services: Services, caller: Acting) -> list[Json]:
    with services.db.read() as db:
        return [
            {
                "id": row.id,
                "state": row.state.value,
                "created_at": instant(row.created_at),
                "last_activity_at": instant(row.last_activity_at),
            }
            for row in service.conversations_of(db, caller)
        ]


@router.post("/{conversation_id}/messages", response_model=None, responses=TURN, dependencies=[TurnPlace])
def take_message(services: Services, caller: Acting, conversation_id: str, message: NewMessage) -> Json:
    return service.take_message(services, caller, conversation_id, message)


@router.get("/{conversation_id}/messages", response_model=None, responses={200: {"model": MessagesGiven}})
def read_messages(services: Services, caller: WatchingCaller, conversation_id: str, after: Position = 0) -> Json:
    return service.messages_after(services, caller, conversation_id, after)


@router.get("/{conversation_id}/draft")
def read_draft(services: Services, caller: WatchingCaller, conversation_id: str) -> Json:
    return service.draft_of(services, caller, conversation_id)


@router.patch("/{conversation_id}/draft", response_model=None, responses=TURN, dependencies=[TurnPlace])
def edit_draft(services: Services, caller: Acting, conversation_id: str, edit: DraftChanges) -> Json:
    return service.edit_draft(services, caller, conversation_id, edit.changes)


@router.post("/{conversation_id}/undo", response_model=None, responses=TURN, dependencies=[TurnPlace])
def undo(services: Services, caller: Acting, conversation_id: str) -> Json:
    return service.undo(services, caller, conversation_id)


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
