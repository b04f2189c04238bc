"""The desk's list: three tabs, filters, search, order, pages; for the keyboard, and whole without a script."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy import select

from auth_gateway.console import listing
from auth_gateway.dependencies import CurrentAdvisor, Services
from auth_gateway.members import Mutuelle
from auth_gateway.pages import desk_words
from auth_gateway.pages.desk_choice import TABS, Chosen, options
from auth_gateway.pages.frame import advisor_shell
from auth_gateway.pages.rendering import CurrentPages
from wording import say

HERE = "/conseiller"

router = APIRouter(prefix=HERE, include_in_schema=False)


@router.get("")
def work_list(
    *,
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    chosen: Chosen,
    apres: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Show a page of a tab."""
    with services.db.session() as db:
        page = listing.page(db, desk, chosen.filters, apres, services.clock.now())
        counts = listing.counts(db, desk)
        theirs = select(Mutuelle).where(Mutuelle.id.in_(sorted(desk.mutuelles))).order_by(Mutuelle.name)
        mutuelles = [(each.id, each.name) for each in db.scalars(theirs)]
    return pages.render(
        "desk.html",
        advisor_shell(services, desk, HERE),
        tabs=[
            {
                "href": HERE + chosen.query(onglet=word),
                "label": say("desk", "tabs", its),
                "count": counts[its],
                "current": its is chosen.tab,
            }
            for word, its in TABS.items()
        ],
        tab=next(word for word, its in TABS.items() if its is chosen.tab),
        tab_label=say("desk", "tabs", chosen.tab),
        cases=[desk_words.row(each) for each in page.rows],
        list_query=chosen.query(),
        next_page=page.next_cursor and HERE + chosen.query(apres=page.next_cursor),
        first_page=apres and HERE + chosen.query(),
        chosen=asdict(chosen),
        options=options(mutuelles),
    )
