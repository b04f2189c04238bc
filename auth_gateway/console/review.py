"""Reviewing transcripts: found by signal, day or words, or drawn with a reason; labelled; turned into examples.

A draw takes from all the conversations of the reader's mutuelles, handed over or not, and shows them without who the
member is; nobody who limited or objected to the use of their data is drawn (A58). Each opening leaves its trace (A60).
"""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, tuple_
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountStatus, cipher_of
from auth_gateway.cases.models import Case
from auth_gateway.console import service, traces
from auth_gateway.console.case import Member
from auth_gateway.console.masking import masked, without_names
from auth_gateway.console.models import (
    ExampleKind,
    Label,
    ReadKind,
    ReviewExample,
    ReviewSample,
    SampledConversation,
    TranscriptLabel,
)
from auth_gateway.console.scope import in_scope
from auth_gateway.console.service import ListedConversation
from auth_gateway.console.transcript import transcript
from auth_gateway.conversations.models import Conversation, Message, Sender, Turn
from auth_gateway.conversations.signals import SIGNALS
from auth_gateway.data_rights.models import DataRequest, RequestKind, RequestStatus
from auth_gateway.dependencies import SignedInAdvisor
from auth_gateway.members import Person
from auth_gateway.platform.clock import PARIS
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.paging import PAGE, Place, place_of
from auth_gateway.platform.sealing import unseal_json

Json = dict[str, Any]

SEARCHED = 200  # conversations whose words are opened for one page of a search
DRAWN_AT_MOST = 50
INTENT = r"^[a-z][a-z_]{0,39}$"  # a name of the training files
OPEN_FOR = dt.timedelta(days=1)  # a draw


@dataclass(frozen=True)
class Filters:
    """Which conversations are looked for; days are both included."""

    signal: str | None = None
    words: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None


@dataclass(frozen=True)
class Reviewed:
    """A transcript without its words: how much there is, its signals by number, the labels that it was given."""

    id: str
    created_at: dt.datetime
    last_activity_at: dt.datetime
    message_count: int
    signals: dict[str, int]
    labels: list[str]


@dataclass(frozen=True)
class HandedOver(Reviewed):
    """One that the desk knows by its member, since it came with a case."""

    state: str
    state_label: str
    member: Member


@dataclass(frozen=True)
class TranscriptNote:
    label: Label
    seq: int | None
    by: str | None
    at: dt.datetime
    note: str | None


@dataclass(frozen=True)
class Transcript(Reviewed):
    """One whole, its messages without the names of those whom it is about."""

    messages: list[Json]
    notes: list[TranscriptNote]


@dataclass(frozen=True)
class Page:
    rows: list[HandedOver]
    next_cursor: str | None


def found(db: Session, desk: SignedInAdvisor, filters: Filters, after: str | None = None) -> Page:
    """Return the handed-over conversations of the reader's scope that fit, the latest used first.

    A search for words opens so many conversations a page: its page may hold few of them, or none, and still lead on.
    """
    handed_over = Conversation.id.in_(select(Case.conversation_id).where(in_scope(desk)))
    order = tuple_(Conversation.last_activity_at, Conversation.id)
    query = select(Conversation).where(handed_over, *_fitting(filters))
    place = place_of(after)
    if place is not None:
        query = query.where(order < (place.at, place.row_id))
    most = SEARCHED if filters.words.strip() else PAGE
    rows: list[Conversation] = []
    newest_first = query.order_by(Conversation.last_activity_at.desc(), Conversation.id.desc())
    looked_at = list(db.scalars(newest_first.limit(most + 1)))
    last = None
    for row in looked_at[:most]:
        if len(rows) == PAGE:
            break
        last = row
        if _says(db, row, filters.words):
            rows.append(row)
    more = last is not None and last is not looked_at[-1]
    cursor = Place(last.last_activity_at, last.id).cursor if last is not None and more else None
    listed = zip(rows, _listed(db, rows), strict=True)
    return Page([_with_member(service.listed(db, row), reviewed) for row, reviewed in listed], cursor)


def _with_member(known: ListedConversation, reviewed: Reviewed) -> HandedOver:
    return HandedOver(**vars(reviewed), state=known.state, state_label=known.state_label, member=known.member)


def drawn(
    db: Session, desk: SignedInAdvisor, filters: Filters, *, count: int, reason: str, now: dt.datetime
) -> list[Reviewed]:
    """Draw conversations at random among those that fit, and let the reader open them for a day."""
    if not reason.strip():
        raise ProblemError(422, "reason_required")
    candidates = list(db.scalars(_candidates(desk, filters)))
    chosen = random.SystemRandom().sample(candidates, min(count, DRAWN_AT_MOST, len(candidates)))
    sample = ReviewSample(id=new_id(), account_id=desk.account.id, reason=reason.strip()[:200], drawn_at=now)
    db.add(sample)
    db.flush()
    db.add_all(SampledConversation(sample_id=sample.id, conversation_id=each) for each in chosen)
    rows = list(db.scalars(select(Conversation).where(Conversation.id.in_(chosen)).order_by(Conversation.id)))
    return _listed(db, rows)


def _candidates(desk: SignedInAdvisor, filters: Filters) -> Select[str]:
    objects = select(DataRequest.account_id).where(
        DataRequest.kind == RequestKind.OBJECTION, DataRequest.status == RequestStatus.OPEN
    )
    members = (
        select(Account.person_id)
        .join(Person, Person.id == Account.person_id)
        .where(
            Person.mutuelle_id.in_(sorted(desk.mutuelles)),
            Account.restricted_at.is_(None),
            Account.status == AccountStatus.ACTIVE,
            Account.id.not_in(objects),
        )
    )
    return select(Conversation.id).where(Conversation.person_id.in_(members), *_fitting(filters))


def _fitting(filters: Filters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.first_day:
        wanted.append(Conversation.last_activity_at >= _midnight(filters.first_day))
    if filters.last_day:
        wanted.append(Conversation.last_activity_at < _midnight(filters.last_day + dt.timedelta(days=1)))
    if filters.signal:
        wanted.append(Conversation.id.in_(select(Turn.conversation_id).where(Turn.signals.contains(filters.signal))))
    return wanted


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=PARIS).astimezone(dt.UTC)


def _says(db: Session, conversation: Conversation, text: str) -> bool:
    """Say whether every word that is looked for stands in what the member wrote; nothing is opened for none."""
    if not text.strip():
        return True
    said = " ".join(_sentences(db, conversation)).casefold()
    return all(word in said for word in text.casefold().split())


def _sentences(db: Session, conversation: Conversation) -> Iterable[str]:
    cipher = cipher_of(db, conversation.person_id)
    rows = db.scalars(
        select(Message).where(Message.conversation_id == conversation.id, Message.sender == Sender.MEMBER)
    )
    return (str(unseal_json(cipher, row.body_sealed, f"messages.body:{row.id}")["text"]) for row in rows)


def _listed(db: Session, rows: Sequence[Conversation]) -> list[Reviewed]:
    ids = [row.id for row in rows]
    signals: dict[str, Counter[str]] = {each: Counter() for each in ids}
    for conversation_id, names in db.execute(
        select(Turn.conversation_id, Turn.signals).where(Turn.conversation_id.in_(ids), Turn.signals != "")
    ):
        signals[conversation_id].update(names.split())
    labels: dict[str, list[str]] = {}
    for each in db.scalars(select(TranscriptLabel).where(TranscriptLabel.conversation_id.in_(ids))):
        labels.setdefault(each.conversation_id, []).append(each.label.value)
    return [
        Reviewed(
            id=row.id,
            created_at=row.created_at,
            last_activity_at=row.last_activity_at,
            message_count=row.last_seq,
            signals={name: signals[row.id][name] for name in SIGNALS if signals[row.id][name]},
            labels=sorted(set(labels.get(row.id, []))),
        )
        for row in rows
    ]


def opened(db: Session, desk: SignedInAdvisor, conversation_id: str, now: dt.datetime) -> Transcript:
    """Open a transcript without the names of those whom it is about, and write down who did."""
    row = _reviewable(db, desk, conversation_id, now)
    traces.opened(db, desk.account.id, ReadKind.REVIEW, person_id=row.person_id, object_id=row.id, now=now)
    cipher, persons = cipher_of(db, row.person_id), _persons(db, row.person_id)
    messages = transcript(db, cipher, row)
    for message in messages:
        message["text"] = without_names(message["text"], persons)
    staff = {each.id: each.staff_name for each in db.scalars(select(Account).where(Account.person_id.is_(None)))}
    labels = db.scalars(
        select(TranscriptLabel).where(TranscriptLabel.conversation_id == row.id).order_by(TranscriptLabel.at)
    )
    return Transcript(
        **vars(_listed(db, [row])[0]),
        messages=messages,
        notes=[
            TranscriptNote(
                label=each.label,
                seq=each.seq,
                by=staff[each.account_id],
                at=each.at,
                note=cipher.unseal_text(each.note_sealed, _place(each.id)) if each.note_sealed else None,
            )
            for each in labels
        ],
    )


def label(
    db: Session,
    desk: SignedInAdvisor,
    conversation_id: str,
    label: Label,
    *,
    seq: int | None,
    note: str,
    now: dt.datetime,
) -> str:
    """Say something of a transcript, or of one message of it; return the label's id."""
    row = _reviewable(db, desk, conversation_id, now)
    if seq is not None and not 1 <= seq <= row.last_seq:
        raise not_found("conversation")
    made = new_id()
    sealed = cipher_of(db, row.person_id).seal_text(note.strip(), _place(made)) if note.strip() else None
    db.add(
        TranscriptLabel(
            id=made,
            conversation_id=row.id,
            seq=seq,
            account_id=desk.account.id,
            label=label,
            note_sealed=sealed,
            at=now,
        )
    )

    return made


@dataclass(frozen=True)
class Gesture:
    """One phrase of a transcript becomes an example: as it was said, or as the reviewer wrote it again."""

    conversation_id: str
    seq: int
    intent: str
    kind: ExampleKind
    phrase: str | None = None


def keep_example(db: Session, desk: SignedInAdvisor, gesture: Gesture, now: dt.datetime) -> ReviewExample:
    """Keep what a member said as an example, masked; return it as it is kept."""
    row = _reviewable(db, desk, gesture.conversation_id, now)
    message = db.scalar(select(Message).where(Message.conversation_id == row.id, Message.seq == gesture.seq))
    if message is None or message.sender is not Sender.MEMBER:
        raise ProblemError(422, "not_a_phrase")
    cipher = cipher_of(db, row.person_id)
    said = unseal_json(cipher, message.body_sealed, f"messages.body:{message.id}")["text"]
    phrase = masked(gesture.phrase or said, _persons(db, row.person_id))
    if not phrase:
        raise ProblemError(422, "text_blank")
    example = ReviewExample(
        id=new_id(),
        kind=gesture.kind,
        intent=gesture.intent,
        asked=_asked_before(db, message),
        phrase=phrase,
        account_id=desk.account.id,
        kept_at=now,
    )
    db.add(example)
    return example


def _asked_before(db: Session, message: Message) -> str | None:
    """Return the field that was being asked when the member wrote."""
    turn = db.get(Turn, message.turn_id) if message.turn_id else None
    if turn is None:
        return None
    before = select(Turn.asked).where(Turn.conversation_id == turn.conversation_id, Turn.number == turn.number - 1)
    return db.scalar(before)


def _reviewable(db: Session, desk: SignedInAdvisor, conversation_id: str, now: dt.datetime) -> Conversation:
    """Return a conversation of a case in the reader's scope, or of a draw of theirs that is still open; or 404."""
    handed_over = select(Case.conversation_id).where(Case.conversation_id == conversation_id, in_scope(desk))
    in_a_draw = (
        select(SampledConversation.conversation_id)
        .join(ReviewSample, ReviewSample.id == SampledConversation.sample_id)
        .where(
            SampledConversation.conversation_id == conversation_id,
            ReviewSample.account_id == desk.account.id,
            ReviewSample.drawn_at > now - OPEN_FOR,
        )
    )
    row = db.scalar(
        select(Conversation).where(
            Conversation.id == conversation_id, or_(Conversation.id.in_(handed_over), Conversation.id.in_(in_a_draw))
        )
    )
    if row is None:
        raise not_found("conversation")
    return row


def _persons(db: Session, person_id: str) -> list[Person]:
    """Return the member and everybody of their contract: whoever may be named in what they wrote."""
    person = db.get_one(Person, person_id)
    principal = person.principal_id or person.id
    return list(db.scalars(select(Person).where(or_(Person.id == principal, Person.principal_id == principal))))


def _place(label_id: str) -> str:
    return f"transcript_labels.note:{label_id}"
