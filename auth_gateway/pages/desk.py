"""The desk's list: three tabs, filters, search, order, pages; for the keyboard, and whole without a script."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from sqlalchemy import select

from auth_gateway.cases.models import Subject, Tab
from auth_gateway.cases.states import TABS
from auth_gateway.console import listing
from auth_gateway.console.listing import ME, NOBODY, Filters, Sort
from auth_gateway.dependencies import CurrentAdvisor, Services
from auth_gateway.members import Mutuelle
from auth_gateway.pages import desk_words
from auth_gateway.pages.frame import advisor_shell
from auth_gateway.pages.rendering import CurrentPages
from wording import say, words

Json = dict[str, Any]

router = APIRouter(prefix="/conseiller", include_in_schema=False)

TAB_WORDS = {"a-traiter": Tab.TODO, "pris": Tab.TAKEN, "repondu": Tab.DONE}
SORT_WORDS = {"attente": Sort.WAITING, "urgence": Sort.URGENT, "echeance": Sort.DUE, "recents": Sort.NEWEST}
WHO_WORDS = {"": None, "moi": ME, "personne": NOBODY}
URGENT = "urgent"
SUBJECT_WORDS = {"devis": Subject.QUOTE, "question": Subject.QUESTION, "reclamation": Subject.COMPLAINT}


@router.get("")
def work_list(
    *,
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    onglet: str = "a-traiter",
    mutuelle: Annotated[str, Query(max_length=8)] = "",
    sujet: str = "",
    qui: str = "",
    q: Annotated[str, Query(max_length=100)] = "",
    tri: str = "attente",
    urgence: str = "",
    apres: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Show a page of a tab; a word of the address that is not known is as if it were not there."""
    tab = TAB_WORDS.get(onglet, Tab.TODO)
    filters = Filters(
        states=frozenset(state for state, its in TABS.items() if its is tab),
        mutuelle=mutuelle or None,
        assignee=WHO_WORDS.get(qui),
        subject=SUBJECT_WORDS.get(sujet),
        words=q,
        urgent=urgence == URGENT,
        sort=SORT_WORDS.get(tri, Sort.WAITING),
    )
    with services.db.session() as db:
        page = listing.page(db, desk, filters, apres, services.clock.now())
        counts = listing.counts(db, desk)
        mutuelles = db.scalars(select(Mutuelle).where(Mutuelle.id.in_(sorted(desk.mutuelles))).order_by(Mutuelle.name))
        chosen = {"mutuelle": mutuelle, "sujet": sujet, "qui": qui, "q": q, "urgence": urgence, "tri": tri}
        return pages.render(
            "desk.html",
            advisor_shell(services, desk, "/conseiller"),
            tabs=[
                {
                    "href": _address(chosen, onglet=word),
                    "label": say("desk", "tabs", its),
                    "count": counts[its],
                    "current": its is tab,
                }
                for word, its in TAB_WORDS.items()
            ],
            tab=next(word for word, its in TAB_WORDS.items() if its is tab),
            tab_label=say("desk", "tabs", tab),
            cases=[desk_words.row(each) for each in page.rows],
            next_page=page.next_cursor and _address(chosen, onglet=onglet, apres=page.next_cursor),
            first_page=apres and _address(chosen, onglet=onglet),
            chosen=chosen,
            options={
                "mutuelle": [("", say("desk", "anything")), *((each.id, each.name) for each in mutuelles)],
                "sujet": [("", say("desk", "anything")), *_named(SUBJECT_WORDS, "subjects")],
                "qui": [(word, say("desk", "assignees", who or "all")) for word, who in WHO_WORDS.items()],
                "urgence": [("", say("desk", "urgencies", "all")), (URGENT, say("desk", "urgencies", "urgent"))],
                "tri": _named(SORT_WORDS, "sorts"),
            },
        )


def _named(options: dict[str, Any], table: str) -> list[tuple[str, str]]:
    texts = words("desk", table)
    return [(word, texts[value]) for word, value in options.items()]


def _address(chosen: dict[str, str], **more: str) -> str:
    return "/conseiller?" + urlencode({key: value for key, value in {**more, **chosen}.items() if value})
