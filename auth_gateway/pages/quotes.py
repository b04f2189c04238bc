"""« Mes devis » in a browser, without any script: the list, going on with one, comparing two, deleting one."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from auth_gateway.accounts import cipher_of
from auth_gateway.analyses import views
from auth_gateway.analyses.service import analysis_of, reader_of
from auth_gateway.conversations import live
from auth_gateway.conversations.routes import Acting
from auth_gateway.dependencies import CurrentMember, Services
from auth_gateway.pages.frame import member_shell
from auth_gateway.pages.rendering import CurrentPages
from auth_gateway.pages.signin import to
from auth_gateway.platform.errors import not_found
from auth_gateway.platform.french import cents, euros, plain
from auth_gateway.quotes import service
from auth_gateway.quotes.service import KeptQuote
from auth_gateway.sheets import asked_of, headline_of
from wording import in_sentence, say, words

HOME = "/espace/devis"
PAYERS = ("charged", "amo", "amc", "top_up", "member")

Json = dict[str, Any]

router = APIRouter(prefix=HOME, include_in_schema=False)


@router.get("")
def list_quotes(
    *, services: Services, member: CurrentMember, caller: Acting, pages: CurrentPages, fait: str = ""
) -> Response:
    with services.db.read() as db:
        found = service.quotes_of(db, caller, reader_of(member.person, member.rights))
    return pages.render(
        "quotes.html",
        member_shell(services, member, HOME),
        notice=words("quotes", "notices").get(fait),
        quotes=[_shown(each) for each in found],
        comparable=sum(each.estimate is not None for each in found) > 1,
        may_describe=member.rights.may_estimate,
    )


def _shown(quote: KeptQuote) -> Json:
    asked = asked_of(quote.estimate) if quote.estimate else quote.asked
    return {
        "id": quote.id,
        "title": views.title_of(quote.acts) or say("quotes", "no_act", quote.family or "unknown"),
        "who": quote.who,
        "asked": euros(asked) if asked else None,
        "at": quote.last_activity_at,
        "state": quote.state.value,
        "state_label": say("quotes", "states", quote.state),
        "sent": quote.sent,
        "analysis_id": quote.analysis_id,
        "left": in_sentence(headline_of(quote.estimate).in_short) if quote.estimate else None,
    }


@router.get("/comparer")
def compare(
    services: Services,
    member: CurrentMember,
    pages: CurrentPages,
    estimation: Annotated[list[str], Query()] = [],  # noqa: B006  FastAPI reads the default, nothing changes it
) -> Response:
    if len(set(estimation)) != 2 or len(estimation) != 2:
        return to(f"{HOME}?fait=deux")
    reader = reader_of(member.person, member.rights)
    with services.db.read() as db:
        found = [analysis_of(db, reader, each) for each in estimation]
        first, second = (views.whole(cipher_of(db, each.person_id), reader, each) for each in found)
    compared = views.comparison(first, second)
    return pages.render(
        "quote_compare.html",
        member_shell(services, member, HOME),
        quotes=[_compared(each) for each in (first, second)],
        verdict=_verdict(first["estimate"], second["estimate"]),
        rows=[_row(say("quotes", "total"), *(_total(each["estimate"]) for each in (first, second)))]
        + [_row(each["label"], each["first"], each["second"]) for each in compared["lines"]],
    )


def _compared(analysis: Json) -> Json:
    """Tell one of both from the other, whose acts may be the same."""
    return {
        "title": views.title_of(analysis["labels"]),
        "asked": euros(asked_of(analysis["estimate"])),
        "at": analysis["created_at"],
        "who": analysis["first_name"],
        "pdf": analysis["pdf"],
        "id": analysis["id"],
    }


def _verdict(first: Json, second: Json) -> str:
    """Say which of both leaves less to pay, where both are known to the cent; otherwise what each may leave."""
    one, two = headline_of(first), headline_of(second)
    if not (one.is_one_amount and two.is_one_amount):
        return say("quotes", "verdicts", "unsure", first=in_sentence(one.text), second=in_sentence(two.text))
    if one.highest == two.highest:
        return say("quotes", "verdicts", "same")
    more = "second_more" if two.highest > one.highest else "first_more"
    return say("quotes", "verdicts", more, amount=euros(plain(abs(two.highest - one.highest))))


def _row(label: str, *both: Json | None) -> Json:
    """One part of both quotes, payer by payer; what nobody pays anything of in either is left out."""
    figures = [each for each in both if each and "refused" not in each]
    payers = (
        PAYERS if None not in both else ("charged", "member")
    )  # of what one quote has not, who pays is no comparison
    shown = [payer for payer in payers if payer == "member" or any(_pays(each, payer) for each in figures)]
    return {
        "label": label,
        "payers": [
            {"name": say("names", payer), "figures": [_figure(each, payer) for each in both], "left": payer == "member"}
            for payer in shown
        ],
    }


def _pays(part: Json, payer: str) -> bool:
    return bool(cents(part["range"][payer]["max"] if payer in part["range"] else part.get(payer, "0.00")))


def _total(estimate: Json) -> Json:
    """Return the figures of the whole quote, with what is left to pay as its estimate's headline says it."""
    return {
        **estimate["total"],
        "charged": asked_of(estimate),
        "range": views.ranges_of(estimate),
        "left": headline_of(estimate).text,
    }


def _figure(part: Json | None, payer: str) -> str:
    """Say what a payer pays of a part: an amount, or between which amounts where something is not known."""
    if part is None:  # said once, beside the price
        return say("quotes", "absent") if payer == "charged" else "–"
    if "refused" in part:
        return say("quotes", "not_estimated")
    if payer == "member" and "left" in part:
        return str(part["left"])
    between = part["range"].get(payer, {"min": part[payer], "max": part[payer]})
    if between["min"] == between["max"]:
        return euros(part[payer])
    return say("quotes", "between", min=euros(between["min"]), max=euros(between["max"]))


@router.post("/{conversation_id}/reprendre")
def take_up(services: Services, caller: Acting, conversation_id: str) -> Response:
    with services.db.session() as db:
        left = service.take_up(db, caller, conversation_id)
    live.all_changed(services.redis, left)
    return to("/espace")


@router.get("/{conversation_id}/supprimer")
def ask_to_delete(
    services: Services, member: CurrentMember, caller: Acting, pages: CurrentPages, conversation_id: str
) -> Response:
    with services.db.read() as db:
        found = service.quotes_of(db, caller, reader_of(member.person, member.rights))
    quote = next((each for each in found if each.id == conversation_id), None)
    if quote is None:
        raise not_found("conversation")
    return pages.render("quote_delete.html", member_shell(services, member, HOME), quote=_shown(quote))


@router.post("/{conversation_id}/supprimer")
def delete(services: Services, caller: Acting, conversation_id: str) -> Response:
    with services.db.session() as db:
        files = service.delete(db, caller, conversation_id)
    for name in files:  # after the commit: a deletion that was rolled back has its files
        services.storage.drop(name)
    return to(f"{HOME}?fait=supprime")
