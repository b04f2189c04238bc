"""The record of an exchange with its chain, for whoever must show that it is unaltered (N9).

`python -m auth_gateway export-evidence EXCHANGE` writes it as JSON, once the chain of the database holds: of a
conversation, or of a case, by its reference. `verify-evidence FILE` computes the chain again from the file alone. What
it proves is that the words are those whose head was noted in the audit chain at the hand-over, and at each answer and
end of a case; the audit chain's own head is in the logs. It does not prove who typed them.
"""

import argparse
import datetime as dt
import json
import pathlib
import sys
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.cases import chain
from auth_gateway.cases.models import Case
from auth_gateway.cases.references import PREFIX
from auth_gateway.cases.service import ANCHORED
from auth_gateway.conversations.chain import BEGINNING, digest_of
from auth_gateway.conversations.models import Conversation, Message
from auth_gateway.platform import audit
from auth_gateway.platform.audit import AuditEntry
from auth_gateway.platform.crypto import UnsealError
from auth_gateway.platform.exits import BAD_INPUT, DONE, REFUSED, refused
from auth_gateway.platform.sealing import unseal_json
from auth_gateway.services import ServiceSet
from wording import say

Json = dict[str, Any]

FORMAT = "oxyccam-evidence-1"


def add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exchange", help="a conversation's identifier, or a case's reference")
    parser.add_argument("-o", "--output", type=pathlib.Path, help="a new file; standard output without")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def add_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=pathlib.Path)


def record_of(db: Session, exchange: Conversation | Case, now: dt.datetime) -> Json:
    """Return the record: its links as they rest, each with its digest, and where its heads were noted."""
    named = _of_conversation(db, exchange) if isinstance(exchange, Conversation) else _of_case(db, exchange)
    entries = db.scalars(
        select(AuditEntry)
        .where(AuditEntry.action.in_((ANCHORED, chain.ANCHORED)), AuditEntry.object_id == exchange.id)
        .order_by(AuditEntry.number)
    )
    return {
        "format": FORMAT,
        **named,
        "exported_at": _instant(now),
        "head": exchange.head,
        "anchors": [
            {"entry": each.number, "entry_digest": each.digest, "head": each.reason, "at": each.at.isoformat()}
            for each in entries
        ],
    }


def _of_conversation(db: Session, conversation: Conversation) -> Json:
    """Name a conversation with the cases that it was handed over in, and give its messages."""
    cipher = cipher_of(db, conversation.person_id)
    cases = db.scalars(select(Case.reference).where(Case.conversation_id == conversation.id).order_by(Case.created_at))
    rows = db.scalars(select(Message).where(Message.conversation_id == conversation.id).order_by(Message.seq))
    messages = [
        {
            "seq": row.seq,
            "from": row.sender.value,
            "at": _instant(row.created_at),
            "body": unseal_json(cipher, row.body_sealed, f"messages.body:{row.id}"),
            "digest": row.digest,
        }
        for row in rows
    ]
    return {"conversation": conversation.id, "cases": list(cases), "messages": messages}


def _of_case(db: Session, case: Case) -> Json:
    """Name a case with its conversation, whose record is another, and give its steps, messages and files."""
    links = [
        {"seq": each.number, "from": each.sender, "at": _instant(each.at), "body": each.body, "digest": each.digest}
        for each in chain.links_of(db, cipher_of(db, case.person_id), case)
    ]
    return {"case": case.reference, "conversation": case.conversation_id, "messages": links}


def _instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def fault_in(record: Json) -> str | None:
    """Say what does not hold in a record, in one sentence; None when everything does.

    Messages from before the chain existed have no digest: they stand first, and nothing is said of them.
    """
    previous, expected, heads = BEGINNING, 1, {BEGINNING}
    for message in record["messages"]:
        if message["seq"] != expected:
            return f"link {expected} is missing"
        expected += 1
        if message["digest"] is None and previous == BEGINNING:
            continue
        instant = dt.datetime.fromisoformat(message["at"])
        digest = digest_of(previous, message["seq"], message["from"], instant, message["body"])
        if digest != message["digest"]:
            return f"link {message['seq']} is not the one that was written, or follows another"
        previous = digest
        heads.add(digest)
    if record["messages"] and previous == BEGINNING:
        return "none of its links is in a chain"
    if previous != (record["head"] or BEGINNING):
        return "links are missing at the end"
    lost = next((each["entry"] for each in record["anchors"] if each["head"] not in heads), None)
    return None if lost is None else f"entry {lost} of the audit chain noted another head"


def export(given: argparse.Namespace, services: ServiceSet, confirm: Callable[[str], bool]) -> int:
    """Write the record of an exchange, and write down that it was; refuse one whose chain does not hold."""
    if given.output is not None and (why := _unwritable(given.output)):
        return refused(say("terminal", "evidence", "not_written", file=given.output, why=why), BAD_INPUT)
    if not confirm(say("terminal", "evidence", "confirm", exchange=given.exchange)):
        return REFUSED
    with services.db.session() as db:
        exchange = _found(db, given.exchange)
        if exchange is None:
            return refused(say("terminal", "evidence", "unknown"), BAD_INPUT)
        now = services.clock.now()
        try:
            record = record_of(db, exchange, now)
            fault = fault_in(record)
        except UnsealError as error:
            fault = str(error)
        if fault is None:
            audit.record(db, at=now, actor=audit.OPERATOR, action="evidence_exported", object_id=exchange.id)
    if fault is not None:
        sys.stderr.write(f"auth_gateway: the record does not hold: {fault}.\n")
        return REFUSED
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    if given.output is None:
        sys.stdout.write(text)
    else:
        with given.output.open("x", encoding="utf-8") as file:
            file.write(text)
    return DONE


def _unwritable(file: pathlib.Path) -> str | None:
    """Say why a new file cannot stand there; None when it can. Asked before anything is opened, and noted."""
    if file.exists():
        return say("terminal", "evidence", "exists")
    return None if file.parent.is_dir() else say("terminal", "pdf", "no_folder")


def _found(db: Session, name: str) -> Conversation | Case | None:
    if name.upper().startswith(PREFIX):
        return db.scalar(select(Case).where(Case.reference == name.upper()))
    return db.get(Conversation, name)


def verify(given: argparse.Namespace) -> int:
    """Compute a record's chain again from its file alone, with neither settings nor database."""
    try:
        record = json.loads(given.file.read_text(encoding="utf-8"))
        fault = fault_in(record) if record["format"] == FORMAT else f"its format is not {FORMAT}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"auth_gateway: this is no record of an exchange ({type(error).__name__}).\n")
        return BAD_INPUT
    if fault is not None:
        sys.stderr.write(f"auth_gateway: the record does not hold: {fault}.\n")
        return REFUSED
    anchors = ", ".join(f"{each['entry']}:{each['entry_digest']}" for each in record["anchors"]) or "none"
    sys.stdout.write(
        f"{len(record['messages'])} links, head {record['head'] or BEGINNING}; noted in the audit chain: {anchors}\n"
    )
    return DONE
