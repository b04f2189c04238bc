"""The frame of each role's pages, from who is signed in."""

from auth_gateway.dependencies import SignedIn, SignedInAdvisor, SignedInMember, SignedInStaff
from auth_gateway.members import Mutuelle
from auth_gateway.pages.rendering import (
    ADVISOR_NAVIGATION,
    MEMBER_NAVIGATION,
    SUPERVISOR_NAVIGATION,
    NavigationItem,
    Shell,
)
from auth_gateway.services import ServiceSet
from wording import say


def anonymous_shell(services: ServiceSet) -> Shell:
    settings = services.settings
    return Shell(say("pages", "spaces", "anonymous"), settings.support_address, settings.demonstration)


def member_shell(services: ServiceSet, member: SignedInMember, current: str) -> Shell:
    settings = services.settings
    with services.db.read() as db:
        mutuelle = db.get_one(Mutuelle, member.person.mutuelle_id).name
    return Shell(
        say("pages", "spaces", "member", mutuelle=mutuelle),
        settings.support_address,
        settings.demonstration,
        MEMBER_NAVIGATION,
        current,
        member.session.csrf_token,
    )


def staff_shell(
    services: ServiceSet, staff: SignedInStaff, navigation: tuple[NavigationItem, ...], current: str
) -> Shell:
    settings = services.settings
    return Shell(
        say("pages", "spaces", "staff"),
        settings.support_address,
        settings.demonstration,
        navigation,
        current,
        staff.session.csrf_token,
    )


def advisor_shell(services: ServiceSet, advisor: SignedInAdvisor, current: str) -> Shell:
    settings = services.settings
    return Shell(
        say("pages", "spaces", "advisor"),
        settings.support_address,
        settings.demonstration,
        SUPERVISOR_NAVIGATION if advisor.supervises else ADVISOR_NAVIGATION,
        current,
        advisor.session.csrf_token,
    )


def shell_of(services: ServiceSet, signed_in: SignedIn) -> Shell:
    """Give the frame of whoever is signed in, on a page that stands nowhere in their menu."""
    if signed_in.must_accept:
        return anonymous_shell(services)
    if signed_in.person is None:
        return advisor_shell(services, SignedInAdvisor(signed_in.account, signed_in.session, frozenset()), "")
    member = SignedInMember(signed_in.account, signed_in.person, signed_in.rights, signed_in.session)
    return member_shell(services, member, "")
