"""Stored estimates over HTTP. Their PDF is served with the documents."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

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
        return [views.summary(services.cipher, reader, each) for each in service.analyses_of(db, reader)]


@router.get("/compare")
def compare_analyses(services: Services, reader: CurrentReader, ids: Annotated[str, Query(max_length=80)]) -> Json:
    wanted = [each.strip() for each in ids.split(",")]
    if len(wanted) != 2 or wanted[0] == wanted[1]:
        raise ProblemError(422, "two_ids_expected")
    with services.db.read() as db:
        first, second = (views.whole(services.cipher, reader, service.analysis_of(db, reader, each)) for each in wanted)
    return views.comparison(first, second)


@router.get("/{analysis_id}")
def read_analysis(services: Services, reader: CurrentReader, analysis_id: str) -> Json:
    with services.db.read() as db:
        return views.whole(services.cipher, reader, service.analysis_of(db, reader, analysis_id))
