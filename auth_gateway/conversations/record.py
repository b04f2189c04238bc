"""The record that goes with a turn: read in one short transaction, sent to the assistant without any name."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from auth_gateway import papers
from auth_gateway.conversations.models import Conversation, ConversationState, DraftEvent, Turn
from auth_gateway.members import Person
from auth_gateway.papers import Paper, Taking
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import table_of
from auth_gateway.platform.sealing import unseal_json
from auth_gateway.rights import Rights
from quote_draft import Draft, DraftChangeError, DraftContext
from quote_engine import find_guarantee

Json = dict[str, Any]

# Read at every turn: a statement takes longer to write than to run, so each is written once; past the mapper.
_TURNS, _EVENTS = table_of(Turn), table_of(DraftEvent)
_LATEST = (
    select(_TURNS.c.id, _TURNS.c.offered_sealed)
    .where(_TURNS.c.conversation_id == bindparam("conversation"))
    .order_by(_TURNS.c.number.desc())
    .limit(1)
)
_LOG = (
    select(_TURNS.c.client_message_id, _EVENTS.c.id, _EVENTS.c.event_sealed)
    .join(_TURNS, _TURNS.c.id == _EVENTS.c.turn_id)
    .where(_EVENTS.c.conversation_id == bindparam("conversation"))
    .order_by(_TURNS.c.number, _EVENTS.c.position)
)


@dataclass(frozen=True)
class TurnRecord:
    """What one turn starts from. `version` is the conversation's when it was read; 0 is a conversation not begun.

    `cipher` seals and opens all that is of the member's account.
    """

    cipher: Cipher
    conversation_id: str
    version: int
    today: dt.date
    member: Person
    beneficiaries: Sequence[Person]
    may_estimate: bool
    asked: Json | None = None
    log: list[Json] = field(default_factory=list)
    offered: Json = field(default_factory=dict)  # button id → payload, where one was pressed
    paper: Json | None = None  # what was read of the paper that waits for the member's word

    @cached_property
    def first_names(self) -> dict[str, str]:
        """First names of the dependants, by id: the member's own is never needed."""
        return {person.id: person.first_name for person in self.beneficiaries if person.id != self.member.id}

    def for_assistant(self) -> Json:
        """Return what goes to the assistant; of a paper that waits, only the events that take it over."""
        return {**self._around(), "paper": self._taking()}

    def _taking(self) -> Json | None:
        if self.paper is None:
            return None
        try:
            events = papers.events_of(self.draft(), self.context(), self.paper, Taking())
        except DraftChangeError:
            return {"document": self.paper["document"], "refused": "other_family", "events": []}
        return {"document": self.paper["document"], "refused": None, "events": events}

    def _around(self) -> Json:
        return {
            "conversation": self.conversation_id,
            "today": self.today.isoformat(),
            "log": self.log,
            "asked": self.asked,
            "beneficiaries": [
                {
                    "id": "self" if person.id == self.member.id else person.id,
                    "relation": "self" if person.id == self.member.id else person.relation.value,
                    "birth_date": person.birth_date.isoformat(),
                }
                for person in self.beneficiaries
            ],
            "may_estimate": self.may_estimate,
            "scheme": self.member.scheme.value,
            "cover": cover_of(self.member),
        }

    def context(self) -> DraftContext:
        return DraftContext.from_record(self._around())

    def draft(self) -> Draft:
        return Draft.replay(self.log)

    def person_called(self, beneficiary: str | None) -> Person | None:
        """Return whom the draft's `beneficiary` means; who has no dependants is never asked."""
        if beneficiary == "self" or (beneficiary is None and len(self.beneficiaries) == 1):
            return self.member
        return next((person for person in self.beneficiaries if person.id == beneficiary), None)


def cover_of(person: Person) -> Json | None:
    """Return the person's cover as the assistant needs it.

    One that the catalogue does not know is sent all the same: the engine refuses it, instead of leaving it out.
    """
    if person.guarantee_id is None:
        return None
    return {
        "guarantee_id": person.guarantee_id,
        "label": (find_guarantee(person.guarantee_id) or {}).get("label", person.guarantee_id),
        "top_up_id": person.top_up_id,
        "valid_from": _iso(person.cover_from),
        "valid_until": _iso(person.cover_until),
        "consumed": {},
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def new_record(cipher: Cipher, conversation_id: str, person: Person, rights: Rights, today: dt.date) -> TurnRecord:
    return TurnRecord(cipher, conversation_id, 0, today, person, rights.beneficiaries, rights.may_estimate)


def read_record(db: Session, conversation: Conversation, empty: TurnRecord) -> TurnRecord:
    """Fill a new record with what the conversation already holds, but for the buttons that were offered last."""
    cipher = empty.cipher
    asked, log = conversation.asked_sealed, read_log(db, cipher, conversation.id)
    draft = Draft.replay(log)
    return replace(
        empty,
        version=conversation.version,
        asked=unseal_json(cipher, asked, f"conversations.asked:{conversation.id}") if asked else None,
        log=log,
        paper=waiting_paper(db, cipher, conversation.id, draft),
    )


def with_buttons(db: Session, record: TurnRecord) -> TurnRecord:
    """Add the buttons that the latest turn offered, for who pressed one."""
    latest = latest_turn(db, record.conversation_id)
    if latest is None:
        return record
    return replace(record, offered=unseal_json(record.cipher, latest.offered_sealed, f"turns.offered:{latest.id}"))


def waiting_paper(db: Session, cipher: Cipher, conversation_id: str, draft: Draft) -> Json | None:
    """Return what was read of the paper that waits, put right as far as it was; None when it is no longer kept."""
    paper = db.get(Paper, draft.paper) if draft.paper else None
    if paper is None or paper.conversation_id != conversation_id:
        return None
    return papers.put_right(papers.read_of(cipher, paper), draft.paper_changes)


def has_estimate(conversation: Conversation, draft: Draft) -> bool:
    """Say whether the quote as it stands has its estimate: none once it has changed, or was refused one, since.

    One set aside keeps what it had.
    """
    return draft.confirmed and conversation.state is not ConversationState.OPEN


def latest_turn(db: Session, conversation_id: str) -> Row[str, bytes] | None:
    """Return the `id` and the `offered_sealed` of a conversation's last turn."""
    return db.execute(_LATEST, {"conversation": conversation_id}).one_or_none()


def read_log(db: Session, cipher: Cipher, conversation_id: str) -> list[Json]:
    """Return the draft's log: one entry for each turn that changed something, in order."""
    log: list[Json] = []
    for turn, event, sealed in db.execute(_LOG, {"conversation": conversation_id}):
        if not log or log[-1]["turn"] != turn:
            log.append({"turn": turn, "events": []})
        log[-1]["events"].append(unseal_json(cipher, sealed, f"draft_events.event:{event}"))
    return log
