"""Acts by everyday words, for whoever describes a quote in the panel."""

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from auth_gateway.dependencies import Services, Watching
from auth_gateway.platform.limits import Share
from quote_engine import Act, find_act, search_acts

PROPOSED = 8

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
    found = _named(words, on or services.clock.today(), family)
    acts = [act for act in found if tooth is None or act.allows_tooth(tooth)]
    return ActsGiven(acts=[ActGiven(code=act.code, label=act.label.replace("'", "’")) for act in acts[:PROPOSED]])


def _named(words: str, day: dt.date, family: str | None) -> list[Act]:
    act = find_act(words, day)
    if isinstance(act, Act):
        return [act] if family in {None, act.family} else []
    return [match.act for match in search_acts(words, day, family, limit=3 * PROPOSED)]
