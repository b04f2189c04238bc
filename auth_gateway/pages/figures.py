"""« Chiffres »: the desk's figures as charts, each with its table, and as a file."""

import datetime as dt
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from auth_gateway.console import figures
from auth_gateway.console.figures import Period, Table
from auth_gateway.dependencies import CurrentAdvisor, Services
from auth_gateway.pages.frame import advisor_shell
from auth_gateway.pages.rendering import CurrentPages
from auth_gateway.platform.clock import paris_date
from wording import words

Json = dict[str, Any]

HERE = "/conseiller/chiffres"
DAYS_SHOWN = 30

router = APIRouter(prefix=HERE, include_in_schema=False)


@router.get("")
def show(
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    du: Annotated[str, Query(max_length=10)] = "",
    au: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Show the figures of some days, the last thirty unless told; a day that is none is as if it were not there."""
    now = services.clock.now()
    last = _day(au) or paris_date(now)
    period = Period(_day(du) or last - dt.timedelta(days=DAYS_SHOWN - 1), last)
    chosen = {"from": period.first.isoformat(), "to": period.last.isoformat()}
    about = words("figures", "about")
    with services.db.read() as db:
        tables = figures.figures(db, desk, period, now)
    return pages.render(
        "figures.html",
        advisor_shell(services, desk, HERE),
        period=period,
        csv=f"/api/v1/console/figures.csv?{urlencode(chosen)}",
        tables=[
            {"name": each.name, "title": each.title, "about": about[each.name], "median": each.median, **_drawn(each)}
            for each in tables
        ],
    )


def _drawn(table: Table) -> Json:
    """Lay out a table and its bars: the part of the largest count that each has, in percent."""
    most = max((count for _label, counts in table.rows for count in counts), default=0)
    return {
        "columns": table.columns,
        "rows": [
            {
                "label": label,
                "counts": counts,
                "parts": [round(100 * count / most, 1) if most else 0 for count in counts],
            }
            for label, counts in table.rows
        ],
        "empty": most == 0,
    }


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
