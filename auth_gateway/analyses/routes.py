"""Stored estimates over HTTP. Their PDF is served with the documents."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.analyses import service, views
from auth_gateway.analyses.service import Reader
from auth_gateway.dependencies import CurrentMember, Services
from auth_gateway.platform.errors import ProblemError

Json = dict[str, Any]

router = APIRouter(prefix="/api/v1/analyses", tags=["analyses"])


def get_reader(member: CurrentMember) -> Reader:
    return service.reader_of(member.person, member.rights)


CurrentReader = Annotated[Reader, Depends(get_reader)]


@router.get("")
def list_analyses(services: Services, reader: CurrentReader) -> list[Json]:
    with services.db.read() as db:
        return [views.summary(cipher_of(db, each.person_id), reader, each) for each in service.analyses_of(db, reader)]


@router.get("/compare")
def compare_analyses(services: Services, reader: CurrentReader, ids: Annotated[str, Query(max_length=80)]) -> Json:
    wanted = [each.strip() for each in ids.split(",")]
    if len(wanted) != 2 or wanted[0] == wanted[1]:
        raise ProblemError(422, "two_ids_expected")
    with services.db.read() as db:
        first, second = (_whole(db, reader, each) for each in wanted)
    return views.comparison(first, second)


@router.get("/{analysis_id}")
def read_analysis(services: Services, reader: CurrentReader, analysis_id: str) -> Json:
    with services.db.read() as db:
        return _whole(db, reader, analysis_id)


def _whole(db: Session, reader: Reader, analysis_id: str) -> Json:
    analysis = service.analysis_of(db, reader, analysis_id)
    return views.whole(cipher_of(db, analysis.person_id), reader, analysis)
