"""« Relecture »: transcripts found or drawn, read without names, labelled, and turned into examples; plain forms."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Response

from auth_gateway.console import review
from auth_gateway.console.masking import masked
from auth_gateway.console.models import ExampleKind, Label
from auth_gateway.console.review import DRAWN_AT_MOST, INTENT, Filters, Gesture, Reviewed
from auth_gateway.conversations.signals import SIGNALS
from auth_gateway.dependencies import CurrentAdvisor, Services, SignedInAdvisor
from auth_gateway.pages.frame import advisor_shell
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.platform.errors import ProblemError
from auth_gateway.services import ServiceSet
from wording import say, words

HERE = "/conseiller/relecture"

router = APIRouter(prefix=HERE, include_in_schema=False)


@router.get("")
def transcripts(
    *,
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    signal: Annotated[str, Query(max_length=40)] = "",
    q: Annotated[str, Query(max_length=100)] = "",
    du: Annotated[str, Query(max_length=10)] = "",
    au: Annotated[str, Query(max_length=10)] = "",
    apres: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Show what was handed over and fits; a word of the address that is not known is as if it were not there."""
    chosen = {"signal": signal, "q": q, "du": du, "au": au}
    with services.db.read() as db:
        page = review.found(db, desk, _filters(chosen), apres)
    following = page.next_cursor and _address(chosen, apres=page.next_cursor)
    return _list(services, desk, pages, chosen, page.rows, next_page=following, first_page=apres and _address(chosen))


@router.post("/tirage")
def draw(
    *,
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    signal: Annotated[str, Form(max_length=40)] = "",
    du: Annotated[str, Form(max_length=10)] = "",
    au: Annotated[str, Form(max_length=10)] = "",
    nombre: Annotated[int, Form(ge=1, le=DRAWN_AT_MOST)] = 10,
    raison: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Draw conversations, and show those that were drawn."""
    chosen = {"signal": signal, "q": "", "du": du, "au": au}
    try:
        now = services.clock.now()
        with services.db.session() as db:
            found = review.drawn(db, desk, _filters(chosen), count=nombre, reason=raison, now=now)
    except ProblemError as problem:
        return _list(services, desk, pages, chosen, [], problem=problem)
    return _list(services, desk, pages, chosen, found, drawn=raison)


def _address(chosen: dict[str, str], **more: str) -> str:
    return f"{HERE}?" + urlencode({name: value for name, value in {**chosen, **more}.items() if value})


def _filters(chosen: dict[str, str]) -> Filters:
    signal = chosen["signal"] if chosen["signal"] in SIGNALS else None
    return Filters(signal, chosen["q"], _day(chosen["du"]), _day(chosen["au"]))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _list(
    services: ServiceSet,
    desk: SignedInAdvisor,
    pages: Pages,
    chosen: dict[str, str],
    found: Sequence[Reviewed],
    *,
    drawn: str | None = None,
    problem: ProblemError | None = None,
    next_page: str | None = None,
    first_page: str | None = None,
) -> Response:
    return pages.render(
        "review_list.html",
        advisor_shell(services, desk, HERE),
        problem.status if problem else 200,
        chosen=chosen,
        signals=words("desk", "signals"),
        drawn=drawn,
        most=DRAWN_AT_MOST,
        problem=problem and problem.title,
        next_page=next_page,
        first_page=first_page,
        conversations=[
            {
                "href": f"{HERE}/{each.id}",
                "at": each.last_activity_at,
                "messages": each.message_count,
                "signals": [(say("desk", "signals", name), count) for name, count in each.signals.items()],
                "labels": [say("review", "labels", name) for name in each.labels],
            }
            for each in found
        ],
    )


@router.get("/{conversation_id}")
def transcript(
    services: Services, desk: CurrentAdvisor, pages: CurrentPages, conversation_id: str, fait: str = ""
) -> Response:
    return _page(services, desk, pages, conversation_id, notice=words("review", "done").get(fait))


@router.post("/{conversation_id}/avis")
def label(
    *,
    services: Services,
    desk: CurrentAdvisor,
    conversation_id: str,
    avis: Annotated[Label, Form()],
    note: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    with services.db.session() as db:
        review.label(db, desk, conversation_id, avis, seq=None, note=note, now=services.clock.now())
    return to(f"{HERE}/{conversation_id}?" + urlencode({"fait": "avis"}))


@router.post("/{conversation_id}/exemple")
def keep_example(
    *,
    services: Services,
    desk: CurrentAdvisor,
    pages: CurrentPages,
    conversation_id: str,
    message: Annotated[int, Form(ge=1, le=1_000_000)],
    intention: Annotated[str, Form(pattern=INTENT)],
    phrase: Annotated[str, Form(max_length=2_000)],
    geste: Annotated[ExampleKind, Form()] = ExampleKind.TRAINING,
) -> Response:
    """Keep a phrase by the button that was pressed: to train with, or to hold out."""
    try:
        gesture = Gesture(conversation_id, message, intention, geste, phrase)
        with services.db.session() as db:
            review.keep_example(db, desk, gesture, services.clock.now())
    except ProblemError as problem:
        if problem.status == 404:
            raise
        return _page(services, desk, pages, conversation_id, problem=problem)
    return to(f"{HERE}/{conversation_id}?fait={geste}#m{message}")


def _page(
    services: ServiceSet,
    desk: SignedInAdvisor,
    pages: Pages,
    conversation_id: str,
    *,
    notice: str | None = None,
    problem: ProblemError | None = None,
) -> Response:
    with services.db.session() as db:
        found = review.opened(db, desk, conversation_id, services.clock.now())
    return pages.render(
        "review.html",
        advisor_shell(services, desk, HERE),
        problem.status if problem else 200,
        id=conversation_id,
        at=found.last_activity_at,
        messages=[
            {
                "seq": each["seq"],
                "author": each["from"],
                "name": say("pages", "console", "authors", each["from"]),
                "at": each["at"],
                "text": each["text"],
                "card": words("pages", "console", "cards").get(each["card"]["type"]) if each["card"] else None,
                "signals": [say("desk", "signals", name) for name in each["signals"]],
                "phrase": masked(each["text"], []) if each["from"] == "member" else None,
                "misunderstood": "not_understood" in each["signals"],
            }
            for each in found.messages
        ],
        notes=[{**vars(each), "label": say("review", "labels", each.label)} for each in found.notes],
        labels=words("review", "labels"),
        intents=words("review", "intents"),
        notice=notice,
        problem=problem and problem.title,
    )
