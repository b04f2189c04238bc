"""The frame of each role's pages, from who is signed in."""

from auth_gateway.dependencies import SignedInAdvisor, SignedInMember, SignedInStaff
from auth_gateway.members import Mutuelle
from auth_gateway.pages.rendering import ADVISOR_NAVIGATION, MEMBER_NAVIGATION, NavigationItem, Shell
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
        ADVISOR_NAVIGATION,
        current,
        advisor.session.csrf_token,
    )
