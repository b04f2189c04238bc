"""The member's pages: the conversation with the quote beside it, the documents, what is held."""

from typing import Any

from fastapi import APIRouter, Response

from auth_gateway.accounts import Account
from auth_gateway.conversations.routes import Acting
from auth_gateway.conversations.service import recent_conversation
from auth_gateway.dependencies import CurrentMember, Services, SignedInMember
from auth_gateway.feeds.service import data_as_of
from auth_gateway.members import Mutuelle, Person, Relation
from auth_gateway.members.covers import label_of
from auth_gateway.pages.frame import member_shell
from auth_gateway.pages.rendering import CurrentPages
from auth_gateway.pages.signin import to
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.crypto import Vault
from auth_gateway.services import ServiceSet
from wording import long_date, say, words

Json = dict[str, Any]

router = APIRouter(prefix="/espace", include_in_schema=False)


@router.get("")
def talk(services: Services, member: CurrentMember, caller: Acting, pages: CurrentPages) -> Response:
    with services.db.read() as db:
        conversation = recent_conversation(db, caller)
    return pages.render(
        "space.html",
        member_shell(services, member, "/espace"),
        about=about_quote(services, member),
        people=people_of(member),
        conversation=conversation.id if conversation else "",
        author=services.vault.keyed_hash("unsent-text", member.account.id),
        read_only=read_only(member),
    )


def people_of(member: SignedInMember) -> dict[str, str]:
    """Name whom a quote can be for, by the draft's ids."""
    others = {each.id: each.first_name for each in member.rights.beneficiaries if each.id != member.person.id}
    return {"self": say("pages", "self"), **others}


def about_quote(services: ServiceSet, member: SignedInMember) -> Json:
    """Say whom a quote can be for and the data held, to be found right before starting."""
    people = people_of(member) | {"self": say("pages", "relations", "self")}
    with services.db.read() as db:
        updated_at = data_as_of(db, member.person)
    return {
        "people": _either(list(people.values())),
        "guarantee": _cover(member.person.guarantee_id),
        "updated_on": paris_date(updated_at),
        "facts": _facts(member),
        "confirmed": member.account.confirmed_data == _seal_of_facts(services.vault, member),
    }


def _facts(member: SignedInMember) -> list[tuple[str, str]]:
    """Give what an estimate rests on, as the mutuelle told it (O9)."""
    person = member.person
    return _labelled(
        last_name=person.last_name,
        first_name=person.first_name,
        birth_date=long_date(person.birth_date),
        scheme=say("pages", "schemes", person.scheme),
        guarantee=_cover(person.guarantee_id),
        top_up=label_of(person.top_up_id) if person.top_up_id else say("pages", "no_top_up"),
        joined_on=long_date(person.joined_on),
    )


def _seal_of_facts(vault: Vault, member: SignedInMember) -> str:
    """Name these facts, so that they are asked about again once any of them has changed."""
    return vault.keyed_hash("confirmed-data", str(_facts(member)))


@router.post("/donnees")
def confirm_facts(services: Services, member: CurrentMember) -> Response:
    """« C'est exact »."""
    with services.db.session() as db:
        db.get_one(Account, member.account.id).confirmed_data = _seal_of_facts(services.vault, member)
    return to("/espace")


@router.get("/donnees")
def facts_are_wrong(services: Services, member: CurrentMember, pages: CurrentPages) -> Response:
    """« Ce n'est pas exact »: what to do."""
    return pages.render("facts_wrong.html", member_shell(services, member, "/espace"))


@router.get("/compte")
def account(services: Services, member: CurrentMember, pages: CurrentPages, fait: str = "") -> Response:
    person = member.person
    with services.db.read() as db:
        mutuelle, updated_at = db.get_one(Mutuelle, person.mutuelle_id).name, data_as_of(db, person)
    held = {
        "updated_on": paris_date(updated_at),
        "identity": _labelled(
            last_name=person.last_name,
            first_name=person.first_name,
            birth_date=long_date(person.birth_date),
            mutuelle=mutuelle,
            member_number=person.member_number,
            scheme=say("pages", "schemes", person.scheme),
        ),
        "contact": _labelled(
            email=member.account.email,
            address=member.account.address or person.address or say("accounts", "not_given"),
            phone=member.account.phone or person.phone or say("accounts", "not_given"),
        ),
        "cover": _labelled(
            guarantee=_cover(person.guarantee_id),
            top_up=label_of(person.top_up_id) if person.top_up_id else say("pages", "no_top_up"),
            joined_on=long_date(person.joined_on),
            struck_off_on=long_date(person.struck_off_on) if person.struck_off_on else None,
        ),
        "beneficiaries": [_beneficiary(each, person) for each in member.rights.beneficiaries],
    }
    notice = words("accounts", "notices").get(fait)
    return pages.render("account.html", member_shell(services, member, "/espace/compte"), account=held, notice=notice)


def read_only(member: SignedInMember) -> str | None:
    """Say why this account may only read, and until when; None when it may ask for estimates."""
    rights = member.rights
    if rights.may_estimate or rights.reason is None:
        return None
    until = {"ends_on": long_date(rights.ends_on)} if rights.ends_on else {}
    return say("accounts", "read_only", rights.reason, **until)


def _either(names: list[str]) -> str:
    """`["vous-même", "Léa", "Hugo"]` → « vous-même, Léa ou Hugo »."""
    *others, last = names or ["–"]
    return say("pages", "either", others=", ".join(others), last=last) if others else last


def _cover(guarantee_id: str | None) -> str:
    return label_of(guarantee_id) if guarantee_id else say("pages", "no_guarantee")


def _labelled(**facts: str | None) -> list[tuple[str, str]]:
    """Put its label before each fact that is known."""
    labels = words("pages", "account")
    return [(labels[name], fact) for name, fact in facts.items() if fact is not None]


def _beneficiary(each: Person, reader: Person) -> dict[str, Any]:
    return {
        "name": f"{each.first_name} {each.last_name}",
        "relation": say("pages", "relations", Relation.SELF if each.id == reader.id else each.relation),
        "birth": say("pages", "born", date=long_date(each.birth_date)),
    }
