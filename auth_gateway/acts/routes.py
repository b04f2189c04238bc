"""Acts by everyday words, for whoever describes a quote in the panel."""

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from auth_gateway.acts.finding import acts_named
from auth_gateway.dependencies import Services, Watching
from auth_gateway.platform.limits import Share

router = APIRouter(prefix="/api/v1/acts", tags=["acts"])


class ActGiven(BaseModel):
    code: str
    label: str


class ActsGiven(BaseModel):
    acts: list[ActGiven]


@router.get("")
def find_acts(
    services: Services,
    signed_in: Watching,
    words: Annotated[str, Query(min_length=1, max_length=200)],
    *,
    family: Literal["medical", "dental"] | None = None,
    on: dt.date | None = None,
    tooth: Annotated[int | None, Query(ge=11, le=48)] = None,
) -> ActsGiven:
    """Propose the acts in force on a day (today) that words or a code may mean, best first; none when unknown.

    Within a family and for a tooth, when they are known.
    """
    services.limits.charge(Share.SEARCHES, signed_in.account.id)
    found = acts_named(words, on or services.clock.today(), family, tooth)
    return ActsGiven(acts=[ActGiven(code=act.code, label=act.label) for act in found])
