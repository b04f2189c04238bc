"""No request that a call or a page takes, or nearly, is answered with a failure, whoever sends it."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.members import Person
from auth_gateway.platform.sessions import COOKIE
from tests.support.gateway import Gateway
from tests.support.people import PASSWORD, member_struck_off
from tests.support.requests_made import Made, Requests, description
from tests.support.talks import Talks

OF_EACH_OPERATION = 1
APART = re.compile(r"/api/v1/health/ready$|/demo/|.*/events$")  # may answer 503, move the clock, never end
ACTIVE = {"status": AccountStatus.ACTIVE, "closed_at": None, "restricted_at": None}


@dataclass
class Sender:
    """Somebody who sends requests, signed in again whenever a request has ended that, or nobody at all."""

    gateway: Gateway
    account: Account | None
    headers: dict[str, str]

    def send(self, made: Made) -> tuple[int, str]:
        headers = {"Accept": "*/*, text/html", **self.headers, **({"Content-Type": made.kind} if made.kind else {})}
        client = self.gateway.client()
        client.follow_redirects = False
        answer = client.request(made.method, made.path, content=made.content, headers=headers)
        return answer.status_code, answer.text

    def sign_in(self) -> None:
        """Undo what the last request did to the account, and open a session without the two steps."""
        if self.account is None:
            return
        sessions = self.gateway.services.sessions
        with self.gateway.services.db.session() as db:
            db.execute(update(Account).where(Account.id == self.account.id).values(**ACTIVE))
            version = db.get_one(Account, self.account.id).password_version
        for former in sessions.of(self.account.id):
            sessions.close(former)
        cookie, session = sessions.open(self.account.id, version, dt.timedelta(hours=4))
        self.headers = {"Cookie": f"{COOKIE}={cookie}", "X-CSRF-Token": session.csrf_token}


def account_holder(talks: Talks, person: Person) -> Account:
    with talks.gateway.services.db.read() as db:
        return db.scalars(select(Account).where(Account.person_id == person.id)).one()


@pytest.mark.parametrize("who", ["anonymous", "member", "read_only", "advisor"])
def test_no_request_breaks_the_service(each_talks: Talks, who: str) -> None:
    parent, child = each_talks.parent()
    case = parent.client.post("/api/v1/cases", data={"comment": "Bonjour", "conversation_id": parent.id}).json()
    accounts: dict[str, Callable[[], Account | None]] = {
        "anonymous": lambda: None,
        "member": lambda: account_holder(each_talks, parent.person),
        "read_only": lambda: each_talks.gateway.save_with_account(member_struck_off(months_ago=3)),
        "advisor": each_talks.advisor_account,
    }
    known = [PASSWORD, parent.id, child.id, parent.person.id, "self", "personne@example.org", *case.values()]
    described = description(each_talks.gateway.app)
    described["paths"] = {path: each for path, each in described["paths"].items() if not APART.match(path)}
    requests = Requests(described, [str(each) for each in known if each], who)
    sender = Sender(each_talks.gateway, accounts[who](), {})

    answers = []
    with capture_logs():  # a failure is told by its answer; the console's own picture of one takes minutes
        for made in requests.of_each_operation(OF_EACH_OPERATION):
            sender.sign_in()
            answers.append((*sender.send(made), made))

    failed = [(status, made) for status, text, made in answers if status >= 500 and "assistant_unavailable" not in text]
    assert len(answers) > 150
    assert failed == []
