"""From six fields to an account (A7 to A12): the request, the match, the link, the five steps of activation.

Names, birth dates and member numbers are known to relatives and have leaked: they prove little. So the link goes to an
address that the mutuelle knows, or an operator looks; a person is registered once, and nobody who asks learns anything.
"""

import datetime as dt
from dataclasses import dataclass

import structlog
from sqlalchemy import exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountRole, AccountStatus, canonical_email, has_email, renewal
from auth_gateway.accounts.password_rules import Personal
from auth_gateway.accounts.renewal import NewPassword, personal_facts
from auth_gateway.consents import ConsentKind, DocumentKind
from auth_gateway.consents.service import agree, in_force
from auth_gateway.members import Person, canonical_number, number_index
from auth_gateway.platform import audit, mail
from auth_gateway.platform.crypto import Vault, new_token, token_hash
from auth_gateway.platform.db import insert_if_absent, new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.outbox import Outbox
from auth_gateway.platform.settings import Settings
from auth_gateway.registrations.matching import Asked, Match, match
from auth_gateway.registrations.models import Registration, RegistrationStatus, RegistrationTries
from auth_gateway.rights import rights_of_person

LINK_LASTS = dt.timedelta(days=15)  # A12, K18
TRIES_A_DAY = 5  # of one number, without a link: who guesses, and who would flood an owner with e-mails
LINKS_A_DAY = 5
DAY = dt.timedelta(days=1)
JOB = "registration"

log = structlog.get_logger()


@dataclass(frozen=True)
class Tools:
    """What considering a request needs beside the transaction."""

    vault: Vault
    outbox: Outbox
    settings: Settings


def consider(db: Session, tools: Tools, asked: Asked, today: dt.date, now: dt.datetime) -> None:
    """Look at a request, after it was answered: send a link, hold it for an operator, or do nothing."""
    tries = _tries(db, tools.vault, asked, now)
    if tries.within_day >= TRIES_A_DAY:
        log.warning("registration_tries_blocked")
        return
    tries.within_day += 1  # taken back when it leads to a link, which has a bound of its own
    found, how = _matching(db, tools.vault, asked)
    if found is None:
        return
    if not rights_of_person(db, found, today, now).may_estimate:
        log.info("registration_without_rights", person=found.id)
        return
    email = canonical_email(asked.email)
    known = db.scalar(select(Account).where((Account.person_id == found.id) | has_email(db, email)))
    if known is not None:  # one account for each adult, one adult for each address (A3, A8): its owner is told
        _tell(db, tools, "registration_again", known.email, found)
        return
    first = _pending(db, found, now)
    if first is not None and first.email != email:  # the second never replaces the first
        _tell(db, tools, "registration_again", first.email, found)
        return
    if how is Match.WHOLE and _address_is_known(found, email, tools.settings):
        tries.within_day -= 1
        _send(db, tools, found, email, now)
        return
    if first is None:
        held = Registration(
            id=new_id(), person_id=found.id, email=email, status=RegistrationStatus.HELD, created_at=now
        )
        db.add(held)
        log.info("registration_held", registration=held.id)
        support = tools.settings.support_address
        waits = mail.render("registration_waits", support, reference=held.id[:8].upper())
        tools.outbox.post(db, "registration_waits", waits)
    if found.email:
        _tell(db, tools, "registration_again", found.email, found)


def _tries(db: Session, vault: Vault, asked: Asked, now: dt.datetime) -> RegistrationTries:
    number = vault.keyed_hash("registration tries", f"{asked.mutuelle_id} {canonical_number(asked.member_number)}")
    insert_if_absent(db, RegistrationTries, number=number, within_day=0, day_started_at=now)
    row = db.get_one(RegistrationTries, number, with_for_update=True)
    if now - row.day_started_at >= DAY:
        row.within_day, row.day_started_at = 0, now
    return row


def _matching(db: Session, vault: Vault, asked: Asked) -> tuple[Person | None, Match]:
    """Return the person of the contract whom the request names; the spouse and the children share its number."""
    persons = db.scalars(
        select(Person).where(
            Person.mutuelle_id == asked.mutuelle_id,
            Person.number_index == number_index(vault, asked.mutuelle_id, asked.member_number),
        )
    )
    found = {match(asked, person): person for person in persons}
    how = next((each for each in (Match.WHOLE, Match.BUT_ACCENTS) if each in found), Match.NONE)
    return found.get(how) if how is not Match.NONE else None, how


def _pending(db: Session, person: Person, now: dt.datetime) -> Registration | None:
    """Return the request of this person that is open: held, or with a link that is not over."""
    alive = (Registration.status == RegistrationStatus.HELD) | (
        (Registration.status == RegistrationStatus.SENT) & (Registration.expires_at > now)
    )
    return db.scalar(
        select(Registration).where(Registration.person_id == person.id, alive).order_by(Registration.created_at)
    )


def _address_is_known(person: Person, email: str, settings: Settings) -> bool:
    """Whether the mutuelle knows this address as the person's; a demonstration has no mutuelle to ask."""
    if person.email:
        return canonical_email(person.email) == email
    return settings.demonstration


def _send(db: Session, tools: Tools, person: Person, email: str, now: dt.datetime) -> None:
    """Send a link; one sent before to the same address is void, five leave a day."""
    since = select(func.count()).where(Registration.person_id == person.id, Registration.created_at > now - DAY)
    if (db.scalar(since) or 0) >= LINKS_A_DAY:
        log.warning("registration_links_blocked", person=person.id)
        return
    open_ones = (RegistrationStatus.HELD, RegistrationStatus.SENT)
    db.execute(
        update(Registration)
        .where(Registration.person_id == person.id, Registration.status.in_(open_ones))
        .values(status=RegistrationStatus.VOID)
    )
    token = new_token()
    db.add(
        Registration(
            id=new_id(),
            person_id=person.id,
            email=email,
            status=RegistrationStatus.SENT,
            token_hash=token_hash(token),
            expires_at=now + LINK_LASTS,
            created_at=now,
        )
    )
    link = f"{tools.settings.address_of(person.mutuelle_id)}/activation/{token}"
    tools.outbox.post(db, "activation", mail.render("activation", email, link=link), expires_at=now + LINK_LASTS)


def _tell(db: Session, tools: Tools, template: str, recipient: str, person: Person) -> None:
    address = tools.settings.address_of(person.mutuelle_id)
    tools.outbox.post(db, template, mail.render(template, recipient, address=address))


def approve(db: Session, tools: Tools, registration_id: str, now: dt.datetime) -> bool:
    """Send the link of a held request; False when there is no such request."""
    held = db.get(Registration, registration_id, with_for_update=True)
    if held is None or held.status is not RegistrationStatus.HELD:
        return False
    _send(db, tools, db.get_one(Person, held.person_id), held.email, now)
    return True


def refuse(db: Session, registration_id: str) -> bool:
    """Void a held request; nobody is told, since whoever asked may not be the person."""
    held = db.get(Registration, registration_id, with_for_update=True)
    if held is None or held.status is not RegistrationStatus.HELD:
        return False
    held.status = RegistrationStatus.VOID
    return True


def held(db: Session) -> list[tuple[Registration, Person]]:
    """Return what waits for an operator, oldest first."""
    rows = db.execute(
        select(Registration, Person)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.status == RegistrationStatus.HELD)
        .order_by(Registration.created_at)
    )
    return [(registration, person) for registration, person in rows]


@dataclass(frozen=True)
class Activating:
    """Whose account a link opens, and which terms are to be accepted."""

    registration: Registration
    person: Person
    personal: Personal
    account_id: str
    terms: str | None
    legal: str | None


def activating(db: Session, token: str, today: dt.date, now: dt.datetime) -> Activating:
    """Return what the link opens, without using it up; raise 410 when it is used, over or unknown."""
    row = db.scalar(
        select(Registration).where(
            Registration.token_hash == token_hash(token),
            Registration.status == RegistrationStatus.SENT,
            Registration.expires_at > now,
        )
    )
    if row is None:
        raise ProblemError(410, "link_over")
    person = db.get_one(Person, row.person_id)
    documents = {kind: each.version for kind, each in in_force(db, today).items()}
    return Activating(
        row,
        person,
        personal_facts(person, row.email),
        new_id(),
        documents.get(DocumentKind.TERMS),
        documents.get(DocumentKind.LEGAL),
    )


def activate(
    db: Session, outbox: Outbox, opened: Activating, new: NewPassword, *, today: dt.date, now: dt.datetime
) -> Account:
    """Make the account (A10); raise 410 when the link, the person or the address was taken meanwhile."""
    used = db.scalar(
        update(Registration)
        .where(Registration.id == opened.registration.id, Registration.status == RegistrationStatus.SENT)
        .values(status=RegistrationStatus.ACTIVATED)
        .returning(Registration.id)
    )
    person, email = opened.person, opened.registration.email
    taken = db.scalar(select(exists().where((Account.person_id == person.id) | has_email(db, email))))
    if used is None or taken or not rights_of_person(db, person, today, now).may_estimate:
        raise ProblemError(410, "link_over")
    account = Account(
        id=opened.account_id,
        email=email,
        role=AccountRole.MEMBER,
        status=AccountStatus.ACTIVE,
        person_id=person.id,
        password_version=0,
        created_at=now,
    )
    db.add(account)
    try:
        db.flush()
    except IntegrityError:
        raise ProblemError(410, "link_over") from None
    audit.record(db, at=now, actor=account.id, action="account_activated", object_id=person.id)
    renewal.apply(db, account, new, now)
    renewal.tell_password_changed(db, outbox, account)
    agreed = [(ConsentKind.ADULT, None), (ConsentKind.PERSONAL_DATA, None), (ConsentKind.HOSTING, None)]
    documents = [(ConsentKind.TERMS, opened.terms), (ConsentKind.LEGAL, opened.legal)]
    agree(db, account.id, [*agreed, *((kind, version) for kind, version in documents if version)], now)
    return account
