"""What only the demonstration shows: the e-mails that would have been sent, and who can sign in. 404 elsewhere."""

import datetime as dt
import email.policy
import functools
import mailbox
import pathlib
from email.message import EmailMessage
from email.parser import BytesParser

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime, BaseModel
from sqlalchemy import select

from auth_gateway.accounts import Account
from auth_gateway.demo.people import load_people
from auth_gateway.dependencies import Services, check_origin
from auth_gateway.members import Person
from auth_gateway.platform.errors import not_found
from auth_gateway.platform.moved_clock import MovedClock
from auth_gateway.platform.settings import MailTransport
from auth_gateway.platform.transports import AT_HEADER
from auth_gateway.rights import rights_of_person


def only_in_a_demonstration(services: Services) -> None:
    if not services.settings.demonstration:
        raise not_found()


router = APIRouter(prefix="/demo", include_in_schema=False, dependencies=[Depends(only_in_a_demonstration)])


class SentMail(BaseModel):
    to: str
    subject: str
    text: str
    at: dt.datetime


class DemoAccount(BaseModel):
    email: str
    password: str
    role: str
    mutuelle: str | None
    about: str


@router.get("/mailbox.json")
def sent_mails(services: Services) -> list[SentMail]:
    """List the e-mails of the local sink, newest first."""
    folder = services.settings.mail_sink_dir
    if services.settings.mail_transport is not MailTransport.SINK or not folder.is_dir():
        return []
    mails = [_read(folder, key) for key in mailbox.Maildir(folder, create=False).iterkeys()]
    return sorted(mails, key=lambda mail: mail.at, reverse=True)


@functools.lru_cache(maxsize=4096)
def _read(folder: pathlib.Path, key: str) -> SentMail:
    """Read one e-mail, which never changes: clients ask for the whole list several times a second."""
    parser = BytesParser(EmailMessage, policy=email.policy.default)
    message = parser.parsebytes(mailbox.Maildir(folder, create=False).get_bytes(key))
    return SentMail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=message.get_content(),
        at=dt.datetime.fromisoformat(str(message[AT_HEADER])),
    )


class DemoPerson(BaseModel):
    mutuelle: str
    member_number: str
    last_name: str
    first_name: str
    birth_date: dt.date


class ClockSet(BaseModel):
    """The moment that it shall be, with its offset; null for the real time."""

    now: AwareDatetime | None


class ClockView(BaseModel):
    now: dt.datetime
    today: dt.date


@router.post("/clock", dependencies=[Depends(check_origin)])
def move_clock(body: ClockSet, services: Services) -> ClockView:
    """Move the clock of every process, within a second, so that deadlines can be seen."""
    if isinstance(services.clock, MovedClock):
        services.clock.move_to(body.now)
    return ClockView(now=services.clock.now(), today=services.clock.today())


@router.get("/persons.json")
def persons(services: Services) -> list[DemoPerson]:
    """List the fictitious adults who may still register."""
    today, now = services.clock.today(), services.clock.now()
    with services.db.read() as db:
        without = select(Person).outerjoin(Account, Account.person_id == Person.id).where(Account.id.is_(None))
        found = [each for each in db.scalars(without) if rights_of_person(db, each, today, now).may_estimate]
    return [
        DemoPerson(
            mutuelle=each.mutuelle_id,
            member_number=each.member_number,
            last_name=each.last_name,
            first_name=each.first_name,
            birth_date=each.birth_date,
        )
        for each in found
    ]


@router.get("/accounts.json")
def accounts() -> list[DemoAccount]:
    """List the fictitious accounts with their public password."""
    people = load_people()
    by_key = {member["key"]: member for member in people["members"]}
    members = [
        DemoAccount(
            email=member["email"],
            password=people["password"],
            role="member",
            mutuelle=by_key[member.get("principal", member["key"])]["mutuelle"],
            about=member["about"],
        )
        for member in people["members"]
        if "email" in member
    ]
    advisors = [
        DemoAccount(
            email=advisor["email"],
            password=people["password"],
            role=advisor.get("role", "advisor"),
            mutuelle=None,
            about=advisor["about"],
        )
        for advisor in people["advisors"]
    ]
    return members + advisors
