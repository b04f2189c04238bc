"""A member's quote corrected at the desk: on a copy, by its form or by what was read of a file, then computed."""

import functools
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response

from auth_gateway.console import papers
from auth_gateway.console.acting import read_file
from auth_gateway.pages.desk_case_page import CasePage, CurrentCasePage, form_of
from auth_gateway.platform.errors import ProblemError, not_found

Json = dict[str, Any]

router = APIRouter(prefix="/conseiller/dossiers/{case_id}", include_in_schema=False)


@router.post("/recalculer")
async def recompute(request: Request, case: CurrentCasePage) -> Response:
    """Compute on a copy with what differs from the form that was shown, on top of a former correction if any."""
    async with request.form() as sent:
        form = {name: value for name, value in sent.items() if isinstance(value, str)}
    former = form.get("estimation", "")
    try:
        found, copied = case.opened()
        before: list[Json] = next((each.changes for each in found.estimates if each.id == former), [])
        return _computed(case, [*before, *(change for _name, change in form_of(copied, before).changes(form))])
    except ProblemError as problem:
        return case.refused(problem, estimate_id=former)


@router.post("/fichiers/{file_id}/lire")
def read_paper(case: CurrentCasePage, file_id: str) -> Response:
    step = functools.partial(read_file, case.services, case.desk, file_id)
    return case.done("lu", step, anchor=f"f-{file_id}")


@router.post("/fichiers/{file_id}/reprendre")
def take_paper(
    case: CurrentCasePage,
    file_id: str,
    ligne: Annotated[list[int], Form()] = [],  # noqa: B006  the framework copies it
) -> Response:
    """Put the chosen lines of a reading in the place of those of the copy, and compute."""
    try:
        found, copied = case.opened()
        read = next((each["reading"] for each in found.files if each["id"] == file_id), None)
        if read is None:
            raise not_found("file")
        return _computed(case, papers.taking(copied, read, ligne))
    except ProblemError as problem:
        return case.refused(problem)


def _computed(case: CasePage, changes: Sequence[Json]) -> Response:
    estimate_id, _content = case.acting.correct(changes)
    return case.back(estimation=estimate_id, fait="calcul", anchor="estimation")
