"""« Mes documents »: the result of each analysis and the answer of each case, as pages to download.

A document is rendered when it is asked for, from the estimate exactly as it was kept: there is one set of figures.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, cipher_of
from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import (
    Reader,
    analyses_of,
    analysis_of,
    covers_of,
    estimate_of,
    reference_of,
    sheet_of,
)
from auth_gateway.analyses.views import title_of
from auth_gateway.cases.estimates import content_of
from auth_gateway.cases.files import document_of, name_of
from auth_gateway.cases.models import Attachment, Case, CaseAnswer, CaseEstimate, FileState
from auth_gateway.conversations.models import Conversation
from auth_gateway.conversations.record import has_estimate, read_log
from auth_gateway.documents.pdf import estimate_pdf, letter_pdf
from auth_gateway.documents.quote_words import corrections_in_words
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.storage import Storage
from auth_gateway.sheets import AdvisorAnswer, EstimateSheet, asked_of, headline_of
from quote_draft import Draft
from wording import say

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document as it is listed; figures are those of the estimate that it holds, if any (text, two decimals)."""

    id: str
    kind: Literal["estimate", "answer", "file"]
    title: str
    beneficiary: str
    first_name: str | None
    created_at: dt.datetime
    made_on: dt.date
    care_date: str | None = None
    charged: str | None = None
    member: str | None = None
    left: str | None = None  # to pay, in words
    in_short: str | None = None  # the same with its label
    replaced: bool = False  # by a later one, or its quote has changed since
    analysis_id: str | None = None
    case_id: str | None = None
    file_name: str
    url: str


def documents_of(db: Session, reader: Reader) -> list[Document]:
    """Return what the reader may download, newest first."""
    analyses = analyses_of(db, reader)
    replaced = replaced_among(db, analyses)
    estimates = [_estimate(cipher_of(db, each.person_id), reader, each, replaced) for each in analyses]
    answers = [_answer(db, reader, each) for each in db.scalars(_readable_answers(reader))]
    files = [_file(db, reader, *each) for each in _readable_files(db, reader, Attachment.account_id.is_not(None))]
    return sorted(estimates + answers + files, key=lambda each: each.created_at, reverse=True)


def document(db: Session, storage: Storage, reader: Reader, document_id: str) -> tuple[str, bytes]:
    """Return a document's file name and its PDF; 404 when it is not the reader's to see."""
    for file, case in _readable_files(db, reader, Attachment.id == document_id):
        return _file_name(file, case), document_of(storage, cipher_of(db, case.person_id), file)
    answer = db.scalar(_readable_answers(reader).where(CaseAnswer.id == document_id))
    if answer is not None:
        return _answer_file(answer, _case(db, answer)), answer_pdf(db, reader, answer)
    analysis = analysis_of(db, reader, document_id)
    replaced = replaced_among(db, [analysis])
    return file_name_of(analysis), analysis_pdf(cipher_of(db, analysis.person_id), reader, analysis, replaced)


def file_name_of(analysis: Analysis) -> str:
    return f"estimation-{analysis.made_on.isoformat()}-{reference_of(analysis)}.pdf"


def replaced_among(db: Session, analyses: Sequence[Analysis]) -> frozenset[str]:
    """Return the ids of the analyses that a later one replaces, or whose quote has changed since.

    An analysis whose conversation was deleted stands: its quote is no more, and nothing replaces it.
    """
    conversations = {each.conversation_id: each.person_id for each in analyses if each.conversation_id}
    latest = {id_: _latest_while_unchanged(db, cipher_of(db, who), id_) for id_, who in conversations.items()}
    return frozenset(each.id for each in analyses if each.conversation_id and each.id != latest[each.conversation_id])


def _latest_while_unchanged(db: Session, cipher: Cipher, conversation_id: str) -> str | None:
    """Return the id of the conversation's last analysis, None once its quote is no longer the one estimated."""
    draft = Draft.replay(read_log(db, cipher, conversation_id))
    if not has_estimate(db.get_one(Conversation, conversation_id), draft):
        return None
    last = select(Analysis.id).where(Analysis.conversation_id == conversation_id).order_by(Analysis.created_at.desc())
    return db.scalar(last.limit(1))


def _estimate(cipher: Cipher, reader: Reader, analysis: Analysis, replaced: Collection[str]) -> Document:
    estimate = estimate_of(cipher, analysis)
    return Document(
        id=analysis.id,
        kind="estimate",
        title=title_of(line["label"] for line in estimate["lines"]),
        beneficiary=reader.beneficiary(analysis.beneficiary_id),
        first_name=reader.first_name(analysis.beneficiary_id),
        created_at=analysis.created_at,
        made_on=analysis.made_on,
        care_date=estimate["date"],
        charged=asked_of(estimate),
        member=estimate["total"]["member"],
        left=headline_of(estimate).text,
        in_short=headline_of(estimate).in_short,
        replaced=analysis.id in replaced,
        analysis_id=analysis.id,
        file_name=file_name_of(analysis),
        url=f"/api/v1/documents/{analysis.id}",
    )


def analysis_pdf(cipher: Cipher, reader: Reader, analysis: Analysis, replaced: Collection[str] = ()) -> bytes:
    who = reader.first_name(analysis.beneficiary_id)
    sheet = sheet_of(cipher, analysis, member=reader.person, who=who, replaced=analysis.id in replaced)
    return estimate_pdf(sheet)


def answer_pdf(db: Session, reader: Reader, answer: CaseAnswer) -> bytes:
    """Render an advisor's answer: their words, their corrections, and the estimate computed with them."""
    content = _computed(db, answer)
    cipher, by = cipher_of(db, answer.person_id), db.get_one(Account, answer.account_id)
    said = AdvisorAnswer(
        by=by.staff_name or "",
        text=cipher.unseal_text(answer.text_sealed, f"case_answers.text:{answer.id}"),
        corrections=corrections_in_words(content["differences"]) if content else [],
    )
    reference = _case(db, answer).reference
    if content is None or "total" not in content["after"]:
        return letter_pdf(said, reference, answer.made_on)
    cover = covers_of(content["quote"])
    return estimate_pdf(
        EstimateSheet(
            estimate=content["after"],
            quote=content["quote"],
            reference=reference,
            made_on=answer.made_on,
            member=f"{reader.person.first_name} {reader.person.last_name}",
            who=reader.first_name(answer.beneficiary_id),
            cover=cover["guarantee"],
            top_up=cover["top_up"],
            fictitious=cover["fictitious"],
            answer=said,
        )
    )


def _readable_answers(reader: Reader) -> Select[CaseAnswer]:
    """Say which answers a member may read: to their own cases, about whom they may read, of their time."""
    return select(CaseAnswer).where(
        CaseAnswer.person_id == reader.person.id,
        CaseAnswer.beneficiary_id.in_(reader.persons),
        CaseAnswer.made_on >= reader.since,
    )


def _answer(db: Session, reader: Reader, answer: CaseAnswer) -> Document:
    content, case = _computed(db, answer), _case(db, answer)
    after = content["after"] if content else {}
    return Document(
        id=answer.id,
        kind="answer",
        title=say("cases", "document", reference=case.reference),
        beneficiary=reader.beneficiary(answer.beneficiary_id),
        first_name=reader.first_name(answer.beneficiary_id),
        created_at=answer.created_at,
        made_on=answer.made_on,
        care_date=after.get("date"),
        charged=asked_of(after) if "total" in after else None,
        member=after["total"]["member"] if "total" in after else None,
        left=headline_of(after).text if "total" in after else None,
        in_short=headline_of(after).in_short if "total" in after else None,
        case_id=case.id,
        file_name=_answer_file(answer, case),
        url=f"/api/v1/documents/{answer.id}",
    )


def _readable_files(db: Session, reader: Reader, wanted: ColumnElement[bool]) -> list[tuple[Attachment, Case]]:
    """Return released files of the member's own cases: about whom they may read, of their time."""
    rows = db.execute(
        select(Attachment, Case)
        .join(Case, Case.id == Attachment.case_id)
        .outerjoin(Conversation, Conversation.id == Case.conversation_id)
        .where(
            Case.person_id == reader.person.id,
            or_(Conversation.beneficiary_id.is_(None), Conversation.beneficiary_id.in_(reader.persons)),
            Attachment.state == FileState.RELEASED,
            wanted,
        )
    )
    return [(file, case) for file, case in rows if paris_date(file.created_at) >= reader.since]


def _file(db: Session, reader: Reader, file: Attachment, case: Case) -> Document:
    """Tell of a file that an advisor sent: nothing was computed in it."""
    conversation = db.get(Conversation, case.conversation_id) if case.conversation_id else None
    about = (conversation.beneficiary_id if conversation else None) or case.person_id
    return Document(
        id=file.id,
        kind="file",
        title=name_of(cipher_of(db, case.person_id), file),
        beneficiary=reader.beneficiary(about),
        first_name=reader.first_name(about),
        created_at=file.created_at,
        made_on=paris_date(file.created_at),
        case_id=case.id,
        file_name=_file_name(file, case),
        url=f"/api/v1/documents/{file.id}",
    )


def _file_name(file: Attachment, case: Case) -> str:
    return f"document-{case.reference}-{file.id[:8]}.pdf"


def _computed(db: Session, answer: CaseAnswer) -> Json | None:
    if answer.estimate_id is None:
        return None
    return content_of(cipher_of(db, answer.person_id), db.get_one(CaseEstimate, answer.estimate_id))


def _answer_file(answer: CaseAnswer, case: Case) -> str:
    return f"reponse-{answer.made_on.isoformat()}-{case.reference}.pdf"


def _case(db: Session, answer: CaseAnswer) -> Case:
    return db.get_one(Case, answer.case_id)
