"""No request that a call or a page takes, or nearly, is answered with a failure, whoever sends it."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select, update

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.members import Person
from auth_gateway.platform.sessions import COOKIE
from tests.support.people import PASSWORD, member_struck_off
from tests.support.requests_made import Made, Requests, description
from tests.support.talks import Talks

REQUESTS = 60  # for each caller on each database
APART = re.compile(r"/api/v1/health/ready$|/demo/|.*/events$")  # may answer 503, move the clock, never end
ACTIVE = {"status": AccountStatus.ACTIVE, "closed_at": None, "restricted_at": None}


@dataclass
class Sender:
    """Somebody who sends requests, signed in again before each one, or nobody at all."""

    talks: Talks
    account: Account | None

    def send(self, made: Made) -> tuple[int, str]:
        gateway = self.talks.gateway
        headers = {"Accept": "*/*, text/html", **({"Content-Type": made.kind} if made.kind else {})}
        if self.account is not None:
            with gateway.services.db.session() as db:
                db.execute(update(Account).where(Account.id == self.account.id).values(**ACTIVE))
                version = db.get_one(Account, self.account.id).password_version
            for former in gateway.services.sessions.of(self.account.id):
                gateway.services.sessions.close(former)
            cookie, session = gateway.services.sessions.open(self.account.id, version, dt.timedelta(hours=4))
            headers |= {"Cookie": f"{COOKIE}={cookie}", "X-CSRF-Token": session.csrf_token}
        answer = gateway.client().request(made.method, made.path, content=made.content, headers=headers)
        return answer.status_code, answer.text


def sender(talks: Talks, who: str) -> tuple[Sender, list[str]]:
    """Return the sender, and texts that exist: ids, addresses, the password."""
    parent, child = talks.parent()
    case = parent.client.post("/api/v1/cases", data={"comment": "Bonjour", "conversation_id": parent.id})
    accounts: dict[str, Callable[[], Account | None]] = {
        "anonymous": lambda: None,
        "member": lambda: account_holder(talks, parent.person),
        "read_only": lambda: talks.gateway.save_with_account(member_struck_off(months_ago=3)),
        "advisor": talks.advisor_account,
    }
    known = [PASSWORD, parent.id, child.id, parent.person.id, "self", "personne@example.org", *case.json().values()]
    return Sender(talks, accounts[who]()), [str(each) for each in known if each]


def account_holder(talks: Talks, person: Person) -> Account:
    with talks.gateway.services.db.read() as db:
        return db.scalars(select(Account).where(Account.person_id == person.id)).one()


@pytest.mark.parametrize("who", ["anonymous", "member", "read_only", "advisor"])
def test_no_request_breaks_the_service(each_talks: Talks, who: str) -> None:
    sending, known = sender(each_talks, who)
    described = description(each_talks.gateway.app)
    described["paths"] = {path: each for path, each in described["paths"].items() if not APART.match(path)}
    requests = Requests(described, known)

    @settings(max_examples=REQUESTS, database=None, suppress_health_check=list(HealthCheck))
    @given(requests.any())
    def answered(made: Made) -> None:
        status, text = sending.send(made)

        assert status < 500 or '"assistant_unavailable"' in text, (status, made)

    answered()
