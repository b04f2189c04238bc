"""Loading the fictitious people of `people.yml`: as often as one likes, the same people in the same state."""

import datetime as dt
import hashlib
import pathlib
from collections import Counter
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from auth_gateway.accounts import Account, AccountRole, AccountStatus
from auth_gateway.consents import service as consents
from auth_gateway.consents import text as legal_text
from auth_gateway.feeds import Feed, FeedStatus
from auth_gateway.members import ContractRole, Person, Relation, Scheme
from auth_gateway.platform.clock import Clock
from auth_gateway.platform.settings import Settings, SettingsError
from auth_gateway.rights import months_after
from auth_gateway.services import ServiceSet, build_services
from auth_gateway.signin import tries
from auth_gateway.signin.models import PasswordTries
from auth_gateway.staff import StaffScope
from wording.yaml_text import load_yaml

LEGAL = pathlib.Path(__file__).resolve().parents[2] / "web" / "legal"
PEOPLE = pathlib.Path(__file__).with_name("people.yml")
JOINED_ON = dt.date(2019, 1, 1)
COVERED_FROM = dt.date(2023, 1, 1)

Entry = dict[str, Any]


def load_people() -> Entry:
    people: Entry = load_yaml(PEOPLE.read_text(encoding="utf-8"))
    return people


def require_demonstration(settings: Settings) -> None:
    if not settings.demonstration:
        raise SettingsError("seed-demo loads people with public passwords: it needs OXYCCAM_MODE=demonstration.")


def seed_demo(settings: Settings) -> None:
    """Load the people, or bring them back to their described state; refuses outside demonstration mode."""
    require_demonstration(settings)
    services = build_services(settings)
    people = load_people()
    with services.db.session() as session:
        seed(services, session, people)
    services.close()


def seed(services: ServiceSet, session: Session, people: Entry) -> None:
    by_key = {member["key"]: member for member in people["members"]}
    ranks: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for member in people["members"]:
        contract = by_key[member["principal"]] if "principal" in member else member
        ranks[contract["key"]] += 1
        sizes[contract["mutuelle"]] += 1
        facts = _person(member, contract, ranks[contract["key"]], services.clock.today())
        _put(session, Person, _id(member["key"]), facts)
        if "email" in member:
            _account(services, session, member, AccountRole.MEMBER, people["password"])
    for mutuelle_id, persons in sizes.items():
        session.merge(_feed(mutuelle_id, persons, services.clock.today()))
    publish_shipped_documents(session, services.clock)
    session.flush()
    for member in people["members"]:
        if "email" in member:
            _accept(session, services.clock, _id(f"account:{member['key']}"))
    for advisor in people["advisors"]:
        _account(services, session, advisor, AccountRole(advisor.get("role", AccountRole.ADVISOR)), people["password"])
        session.flush()
        for mutuelle_id in advisor["mutuelles"]:
            session.merge(StaffScope(account_id=_id(f"account:{advisor['key']}"), mutuelle_id=mutuelle_id))


def publish_shipped_documents(session: Session, clock: Clock) -> None:
    """Publish the documents that come with the product, in force since long ago, unless some are there."""
    if consents.in_force(session, clock.today()):
        return
    for file in sorted(LEGAL.glob("*.txt")):
        kind, html = legal_text.read(file.read_text(encoding="utf-8"))
        consents.publish(session, kind, html, JOINED_ON, clock.now())


def _accept(session: Session, clock: Clock, account_id: str) -> None:
    """Let the fictitious people have accepted what is in force: a demonstration begins in the conversation."""
    account = session.get_one(Account, account_id)
    today, now = clock.today(), clock.now()
    for document in consents.to_accept(session, account, today):
        consents.accept(session, account, document.kind, document.version, today=today, now=now)


def _put(session: Session, model: type[Account | Person], row_id: str, facts: Entry) -> None:
    """Add the row, or bring the one that is there back to its described state."""
    row = session.get(model, row_id)
    if row is None:
        session.add(model(id=row_id, **facts))
    else:
        for name, value in facts.items():
            setattr(row, name, value)
    session.flush()


def _person(member: Entry, contract: Entry, rank: int, today: dt.date) -> Entry:
    """Return the person's facts; a dependant has the number, scheme and cover of the principal's contract."""
    months = member.get("struck_off_months_ago")
    dependant = member is not contract
    return {
        "mutuelle_id": contract["mutuelle"],
        "member_number": contract["member_number"],
        "rank": rank,
        "role": ContractRole.DEPENDANT if dependant else ContractRole.PRINCIPAL,
        "principal_id": _id(contract["key"]) if dependant else None,
        "relation": Relation(member.get("relation", Relation.SELF)),
        "first_name": member["first_name"],
        "last_name": member["last_name"],
        "birth_date": member["birth_date"],
        "joined_on": max(JOINED_ON, member["birth_date"]),
        "struck_off_on": months_after(today, -months) if months else None,
        "excluded_on": None,
        "scheme": Scheme(contract.get("scheme", Scheme.GENERAL)),
        "guarantee_id": contract["guarantee"],
        "top_up_id": contract.get("top_up"),
        "cover_from": COVERED_FROM,
        "cover_until": None,
        "fed_at": _last_feed(today),
    }


def _feed(mutuelle_id: str, persons: int, today: dt.date) -> Feed:
    """Build the trace of the weekly file that these people would have come with."""
    at = _last_feed(today)
    return Feed(
        id=_id(f"feed:{mutuelle_id}"),
        mutuelle_id=mutuelle_id,
        dated_on=at.date(),
        sha256=hashlib.sha256(mutuelle_id.encode()).hexdigest(),
        status=FeedStatus.APPLIED,
        persons=persons,
        received_at=at,
        applied_at=at,
    )


def _last_feed(today: dt.date) -> dt.datetime:
    """Return the weekly update's instant: early on the last Monday."""
    monday = today - dt.timedelta(days=today.weekday())
    return dt.datetime.combine(monday, dt.time(3), tzinfo=dt.UTC)


def _account(services: ServiceSet, session: Session, entry: Entry, role: AccountRole, password: str) -> None:
    now = services.clock.now()
    facts = {
        "email": entry["email"],
        "role": role,
        "status": AccountStatus(entry.get("status", AccountStatus.ACTIVE)),
        "person_id": _id(entry["key"]) if role is AccountRole.MEMBER else None,
        "staff_name": entry.get("name"),
        "password_hash": services.passwords.hash(password),
        "password_set_at": now,
        "password_uses": 0,
        "wrong_codes": 0,
        "closed_at": None,
        "created_at": now,
    }
    _put(session, Account, _id(f"account:{entry['key']}"), facts)
    allowance = tries.allowance_of(services.vault, entry["email"], None)
    session.execute(delete(PasswordTries).where(PasswordTries.allowance == allowance))


def _id(key: str) -> str:
    """Return the same identifier for the same person at each start."""
    return hashlib.sha256(f"demonstration:{key}".encode()).hexdigest()[:32]
