"""« Mes documents »: the result of each analysis and the answer of each case, as pages to download.

A document is rendered when it is asked for, from the estimate exactly as it was kept: there is one set of figures.
"""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account
from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import (
    Reader,
    analyses_of,
    analysis_of,
    cover_labels_of,
    covers_of,
    estimate_of,
    quote_of,
)
from auth_gateway.cases.answering import content_of
from auth_gateway.cases.keys import cipher_of
from auth_gateway.cases.models import Case, CaseAnswer, CaseEstimate
from auth_gateway.documents.pdf import estimate_pdf, letter_pdf
from auth_gateway.documents.quote_words import change_in_words
from auth_gateway.documents.sheet import Advice, EstimateSheet
from auth_gateway.platform.clock import instant
from auth_gateway.platform.crypto import Cipher
from auth_gateway.services import ServiceSet
from wording import say

Json = dict[str, Any]


def documents_of(db: Session, services: ServiceSet, reader: Reader) -> list[Json]:
    """Return what the reader may download, newest first."""
    estimates = [document_view(services.cipher, reader, each) for each in analyses_of(db, reader)]
    answers = [_answer_view(db, services, reader, each) for each in db.scalars(_readable_answers(reader))]
    return sorted(estimates + answers, key=lambda each: str(each["created_at"]), reverse=True)


def document(db: Session, services: ServiceSet, reader: Reader, document_id: str) -> tuple[str, bytes]:
    """Return a document's file name and its PDF; 404 when it is not the reader's to see."""
    answer = db.scalar(_readable_answers(reader).where(CaseAnswer.id == document_id))
    if answer is not None:
        name = _answer_file(answer, _case(db, answer))
        return name, answer_pdf(db, services, answer, reader.first_name(answer.beneficiary_id))
    analysis = analysis_of(db, reader, document_id)
    return file_name_of(analysis), analysis_pdf(services.cipher, analysis, reader.first_name(analysis.beneficiary_id))


def reference_of(analysis: Analysis) -> str:
    """Return the short reference printed on the page and in the file's name."""
    return analysis.id[:8].upper()


def file_name_of(analysis: Analysis) -> str:
    return f"estimation-{analysis.made_on.isoformat()}-{reference_of(analysis)}.pdf"


def document_view(cipher: Cipher, reader: Reader, analysis: Analysis) -> Json:
    estimate = estimate_of(cipher, analysis)
    return {
        "id": analysis.id,
        "kind": "estimate",
        "title": _acts(estimate),
        "beneficiary": reader.beneficiary(analysis.beneficiary_id),
        "first_name": reader.first_name(analysis.beneficiary_id),
        "created_at": instant(analysis.created_at),
        "made_on": analysis.made_on.isoformat(),
        "care_date": estimate["date"],
        "member": estimate["total"]["member"],
        "analysis_id": analysis.id,
        "file_name": file_name_of(analysis),
        "url": f"/api/v1/documents/{analysis.id}",
    }


def analysis_pdf(cipher: Cipher, analysis: Analysis, who: str | None) -> bytes:
    """Render an analysis; `who` is the dependant's first name, None for the reader themselves."""
    cover = cover_labels_of(cipher, analysis)
    return estimate_pdf(
        EstimateSheet(
            estimate=estimate_of(cipher, analysis),
            quote=quote_of(cipher, analysis),
            reference=reference_of(analysis),
            made_on=analysis.made_on,
            who=who,
            cover=cover["guarantee"],
            top_up=cover["top_up"],
            fictitious=cover["fictitious"],
        )
    )


def answer_pdf(db: Session, services: ServiceSet, answer: CaseAnswer, who: str | None) -> bytes:
    """Render an advisor's answer: their words, their corrections, and the estimate computed with them."""
    content = _computed(db, services, answer)
    cipher, by = cipher_of(db, services, answer.person_id), db.get_one(Account, answer.account_id)
    advice = Advice(
        by=by.staff_name or "",
        text=cipher.unseal_text(answer.text_sealed, f"case_answers.text:{answer.id}"),
        corrections=[change_in_words(each) for each in content["differences"]["fields"]] if content else [],
    )
    reference = _case(db, answer).reference
    if content is None or "total" not in content["after"]:
        return letter_pdf(advice, reference, answer.made_on)
    cover = covers_of(content["quote"])
    return estimate_pdf(
        EstimateSheet(
            estimate=content["after"],
            quote=content["quote"],
            reference=reference,
            made_on=answer.made_on,
            who=who,
            cover=cover["guarantee"],
            top_up=cover["top_up"],
            fictitious=cover["fictitious"],
            advice=advice,
        )
    )


def _readable_answers(reader: Reader) -> Select[CaseAnswer]:
    """Say which answers a member may read: to their own cases, about whom they may read, of their time."""
    return select(CaseAnswer).where(
        CaseAnswer.person_id == reader.person.id,
        CaseAnswer.beneficiary_id.in_(reader.persons),
        CaseAnswer.made_on >= reader.since,
    )


def _answer_view(db: Session, services: ServiceSet, reader: Reader, answer: CaseAnswer) -> Json:
    content, case = _computed(db, services, answer), _case(db, answer)
    after = content["after"] if content else {}
    return {
        "id": answer.id,
        "kind": "answer",
        "title": say("cases", "document", reference=case.reference),
        "beneficiary": reader.beneficiary(answer.beneficiary_id),
        "first_name": reader.first_name(answer.beneficiary_id),
        "created_at": instant(answer.created_at),
        "made_on": answer.made_on.isoformat(),
        "care_date": after.get("date"),
        "member": after["total"]["member"] if "total" in after else None,
        "case_id": case.id,
        "file_name": _answer_file(answer, case),
        "url": f"/api/v1/documents/{answer.id}",
    }


def _computed(db: Session, services: ServiceSet, answer: CaseAnswer) -> Json | None:
    if answer.estimate_id is None:
        return None
    return content_of(cipher_of(db, services, answer.person_id), db.get_one(CaseEstimate, answer.estimate_id))


def _answer_file(answer: CaseAnswer, case: Case) -> str:
    return f"reponse-{answer.made_on.isoformat()}-{case.reference}.pdf"


def _case(db: Session, answer: CaseAnswer) -> Case:
    return db.get_one(Case, answer.case_id)


def _acts(estimate: Json) -> str:
    return " · ".join(dict.fromkeys(line["label"] for line in estimate["lines"]))
