"""One turn, one transaction: read the record, ask the assistant, write everything or nothing.

No transaction is open while the assistant works. The conversation's version is checked when writing: whatever changed
it meanwhile makes the turn run again on the new record. The unique (conversation, client_message_id) is what keeps a
message from taking effect twice. The assistant works for a member one turn at a time (`locks`), whatever they have
open, so that the others wait for one at most.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from redis import Redis
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auth_gateway.conversations import live
from auth_gateway.conversations.answers import BotAnswer, BotMessage, Understood, parse_answer
from auth_gateway.conversations.locks import RETRY_AFTER, busy, turn_of_member
from auth_gateway.conversations.models import Turn
from auth_gateway.conversations.names import hide
from auth_gateway.conversations.record import TurnRecord
from auth_gateway.conversations.store import StaleRecordError, TurnKey, TurnWriter, locked_conversation
from auth_gateway.papers import KeptPaper
from auth_gateway.platform.bot import Bot, BotUnavailableError
from auth_gateway.platform.clock import Clock
from auth_gateway.platform.crypto import Vault
from auth_gateway.platform.db import Database, table_of
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.limits import Limits
from auth_gateway.platform.sealing import unseal_json
from wording import say

Json = dict[str, Any]

RUNS = 3
HANDOVER_BUTTON = "handover"
RETRY_BUTTON = "retry"

_TURNS = table_of(Turn)
_OF_MESSAGE = select(_TURNS.c.id, _TURNS.c.body_hash, _TURNS.c.answer_sealed).where(
    _TURNS.c.conversation_id == bindparam("conversation"), _TURNS.c.client_message_id == bindparam("message")
)

log = structlog.get_logger()


@dataclass(frozen=True)
class Said:
    """What a turn brings: the transcript's line (None for nothing visible) and the protocol's message.

    Without a message the gateway answers by itself, with the hand-over form. A paper is kept with its turn.
    """

    text: str | None
    message: Json | None
    paper: KeptPaper | None = None


@dataclass(frozen=True)
class Tools:
    """What turns are taken with. They open their own transactions: none may be open while the assistant works."""

    db: Database
    redis: Redis
    clock: Clock
    vault: Vault
    limits: Limits
    bot: Bot


Speaks = Callable[[TurnRecord], Said]
Reads = Callable[[Session], TurnRecord]


def run_turn(tools: Tools, key: TurnKey, read: Reads, speak: Speaks, *, wait: float = 0) -> Json:
    """Run one turn and return its answer; wait some seconds for another that is running.

    `read` gives the record and refuses strangers; `speak` gives the turn's message on that record, or a ProblemError.
    """
    record, stored = recall(tools, key, read)
    if stored is not None:
        return stored
    with turn_of_member(tools.redis, record.member.id, record.conversation_id, wait):
        for _ in range(RUNS):
            said = speak(record)
            answer = ask(tools, key, record, said)
            with contextlib.suppress(StaleRecordError, IntegrityError):
                return write(tools, key, record, said, answer)
            log.info("turn_runs_again", conversation=record.conversation_id)
            record, stored = recall(tools, key, read)
            if stored is not None:
                return stored
    raise busy()


def recall(tools: Tools, key: TurnKey, read: Reads) -> tuple[TurnRecord, Json | None]:
    """Read the record, and the answer if this very message already has one. It may be stale: `write` finds out."""
    with tools.db.read() as db:
        record = read(db)
        return record, stored_answer(db, record, key)


def ask(tools: Tools, key: TurnKey, record: TurnRecord, said: Said) -> BotAnswer:
    """Ask the assistant, with no transaction open; a missing or partial answer is an apology and leaves no trace."""
    if said.message is None:
        return handover_answer(record)
    live.typing(tools.redis, record.conversation_id)
    turn = {"turn": key.client_message_id, "message": said.message, "record": record.for_assistant()}
    try:
        return parse_answer(tools.bot.take_turn(turn))
    except BotUnavailableError as error:
        log.warning("assistant_unavailable", conversation=record.conversation_id, reason=str(error))
        raise apology() from error


def write(tools: Tools, key: TurnKey, record: TurnRecord, said: Said, answer: BotAnswer) -> Json:
    try:
        with tools.db.session() as db:
            conversation = locked_conversation(db, record)
            now = tools.clock.now()
            writer = TurnWriter(db, conversation, record, key, said.text, answer, now, said.paper)
            result = writer.write()
    except BotUnavailableError as error:
        log.warning("assistant_answer_refused", conversation=record.conversation_id, reason=str(error))
        raise apology() from error
    live.all_changed(tools.redis, [conversation, *writer.left])
    return result


def stored_answer(db: Session, record: TurnRecord, key: TurnKey) -> Json | None:
    """Return the answer already given to this message; the same id with another body is refused."""
    same = {"conversation": record.conversation_id, "message": key.client_message_id}
    turn = db.execute(_OF_MESSAGE, same).one_or_none()
    if turn is None:
        return None
    if turn.body_hash != key.body_hash:
        raise ProblemError(422, "message_id_reused")
    answer: Json = unseal_json(record.cipher, turn.answer_sealed, f"turns.answer:{turn.id}")
    return answer


def apology() -> ProblemError:
    """Say sorry with the two ways on: nothing of the turn is kept, so that the same message may be sent again."""
    message = {
        "id": "apology",
        "seq": None,
        "from": "bot",
        "text": say("conversation", "apology"),
        "buttons": [
            {"id": RETRY_BUTTON, "title": say("conversation", "retry")},
            {"id": HANDOVER_BUTTON, "title": say("conversation", "handover")},
        ],
        "card": None,
    }
    return ProblemError(503, "assistant_unavailable", headers=RETRY_AFTER, messages=[message])


def handover_answer(record: TurnRecord) -> BotAnswer:
    """Answer « Envoyer mon devis » without the assistant: the form, and the pending question stays."""
    return BotAnswer.model_validate(
        {
            "messages": [
                BotMessage(text=say("conversation", "handover_form"), card={"type": "handover_form"}).model_dump()
            ],
            "events": [],
            "asking": record.asked,
            "understood": Understood(kinds=["handover"]).model_dump(),
        }
    )


def say_text(text: str) -> Speaks:
    return lambda record: Said(text, {"text": hide(text, record.first_names)})


def send_paper(paper: KeptPaper, found: str, shown: str) -> Speaks:
    """Bring a paper, which the transcript shows as `shown`: the assistant is told nothing of what stands on it."""
    told = {"document": paper.id, "lines": len(paper.read["lines"]), "found": found}
    return lambda _record: Said(shown, {"paper": told}, paper)


def press(button: str) -> Speaks:
    """Resolve a button on the record: only those of the latest turn are known."""

    def speak(record: TurnRecord) -> Said:
        if button == HANDOVER_BUTTON:
            return Said(say("conversation", "handover"), None)
        offered = record.offered.get(button)
        if offered is None:
            raise ProblemError(422, "button_expired")
        return Said(offered["title"], {"button": offered["payload"]})

    return speak
