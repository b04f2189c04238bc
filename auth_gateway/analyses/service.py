"""Keeping estimates, and who may read them: the person, who represents them, who was invited (N8); for a time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from auth_gateway.analyses.models import Analysis
from auth_gateway.members import Person
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import not_found
from auth_gateway.platform.sealing import seal_json, unseal_json
from auth_gateway.rights import Rights
from auth_gateway.sheets import EstimateSheet
from quote_engine import find_guarantee

Json = dict[str, Any]


@dataclass(frozen=True)
class Reader:
    """A member who reads: themselves, those whose documents they may see, and since when."""

    person: Person
    persons: Mapping[str, Person]
    since: dt.date

    def beneficiary(self, person_id: str) -> str:
        return "self" if person_id == self.person.id else person_id

    def first_name(self, person_id: str) -> str | None:
        """Return the dependant's first name, None for the reader."""
        return None if person_id == self.person.id else self.persons[person_id].first_name


def reader_of(person: Person, rights: Rights) -> Reader:
    return Reader(person, {**rights.represented, **rights.readable}, rights.since)


def keep_analysis(
    db: Session,
    cipher: Cipher,
    *,
    conversation_id: str,
    person: Person,
    beneficiary: Person,
    estimate: Json,
    quote: Json,
    made_on: dt.date,
    now: dt.datetime,
) -> Analysis:
    """Add an estimate with the quote that it answers; the caller's transaction makes it last."""
    row = new_id()
    analysis = Analysis(
        id=row,
        conversation_id=conversation_id,
        person_id=person.id,
        beneficiary_id=beneficiary.id,
        parameters_version=str(estimate["parameters_version"]),
        estimate_sealed=seal_json(cipher, estimate, f"analyses.estimate:{row}"),
        quote_sealed=seal_json(cipher, quote, f"analyses.quote:{row}"),
        cover_sealed=seal_json(cipher, covers_of(quote), f"analyses.cover:{row}"),
        made_on=made_on,
        created_at=now,
    )
    db.add(analysis)
    return analysis


def covers_of(quote: Json) -> Json:
    """Return the labels of the covers that a quote names, and whether any of them is fictitious."""
    guarantee = _known(quote.get("guarantee_id"))
    top_up = _known(quote.get("top_up_id"))
    return {
        "guarantee": guarantee.get("label"),
        "top_up": top_up.get("label"),
        "fictitious": bool(guarantee.get("fictitious") or top_up.get("fictitious")),
    }


def _known(guarantee_id: str | None) -> Json:
    return dict(find_guarantee(guarantee_id) or {}) if guarantee_id else {}


def _readable(reader: Reader) -> Select[Analysis]:
    return select(Analysis).where(Analysis.beneficiary_id.in_(reader.persons), Analysis.made_on >= reader.since)


def analyses_of(db: Session, reader: Reader) -> list[Analysis]:
    """Return what the reader may see, newest first."""
    return list(db.scalars(_readable(reader).order_by(Analysis.created_at.desc(), Analysis.id)))


def analysis_of(db: Session, reader: Reader, analysis_id: str) -> Analysis:
    """Return one analysis, or 404 when it is not the reader's to see."""
    analysis = db.scalar(_readable(reader).where(Analysis.id == analysis_id))
    if analysis is None:
        raise not_found("analysis")
    return analysis


def estimate_of(cipher: Cipher, analysis: Analysis) -> Json:
    estimate: Json = unseal_json(cipher, analysis.estimate_sealed, f"analyses.estimate:{analysis.id}")
    return estimate


def quote_of(cipher: Cipher, analysis: Analysis) -> Json:
    quote: Json = unseal_json(cipher, analysis.quote_sealed, f"analyses.quote:{analysis.id}")
    return quote


def sheet_of(
    cipher: Cipher, analysis: Analysis, *, member: Person, who: str | None, replaced: bool = False
) -> EstimateSheet:
    """Head an analysis for its page; `who` is the dependant's first name, None for the member who asked."""
    cover = cover_labels_of(cipher, analysis)
    return EstimateSheet(
        estimate=estimate_of(cipher, analysis),
        quote=quote_of(cipher, analysis),
        reference=reference_of(analysis),
        made_on=analysis.made_on,
        member=f"{member.first_name} {member.last_name}",
        who=who,
        cover=cover["guarantee"],
        top_up=cover["top_up"],
        fictitious=cover["fictitious"],
        replaced=replaced,
    )


def reference_of(analysis: Analysis) -> str:
    """Return the short reference printed on the page and in the file's name."""
    return analysis.id[:8].upper()


def cover_labels_of(cipher: Cipher, analysis: Analysis) -> Json:
    cover: Json = unseal_json(cipher, analysis.cover_sealed, f"analyses.cover:{analysis.id}")
    return cover
