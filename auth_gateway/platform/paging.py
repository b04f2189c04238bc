"""Pages of a list by a cursor: where one ends is a word of the next one's address (`Link`, rel="next").

Rows that come or go meanwhile move no other row from one page to the next.
"""

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass

from fastapi import Request, Response

from auth_gateway.platform.errors import ProblemError

PAGE = 50


@dataclass(frozen=True)
class Place:
    """Where a page ends: the instant by which the list is ordered, and the row among those of that instant.

    `flagged` tells which of two groups the row is in, for a list that has them.
    """

    at: dt.datetime
    row_id: str
    flagged: bool = False

    @property
    def cursor(self) -> str:
        told = json.dumps([self.at.isoformat(), self.row_id, self.flagged])
        return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def place_of(cursor: str | None) -> Place | None:
    """Read a cursor, None for the first page; one that was not made here is refused."""
    if cursor is None:
        return None
    try:
        at, row_id, flagged = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return Place(dt.datetime.fromisoformat(at).astimezone(dt.UTC), str(row_id), bool(flagged))
    except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error) as error:
        raise ProblemError(422, "cursor") from error


def lead_on(request: Request, response: Response, cursor: str | None) -> None:
    """Say where the next page is, when there is one."""
    if cursor is not None:
        url = request.url.include_query_params(after=cursor)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
