"""Who of Ligne claire may sign in: added with a link to a password, removed with their sessions, each audited."""

import argparse
import os
import re
import subprocess
import sys

import pytest
from sqlalchemy import select

from auth_gateway import staff_command
from auth_gateway.accounts import Account, AccountRole, AccountStatus
from auth_gateway.platform.audit import AuditEntry
from auth_gateway.platform.exits import BAD_INPUT, REFUSED
from tests.support.gateway import Gateway
from tests.support.people import INDEX_KEY, PASSWORD, SECRET_KEY, member

EMAIL, CHOSEN = "claude@ligne-claire.example.org", "Vélo-Rouge-7!"


def staff(gateway: Gateway, action: str, email: str = EMAIL, role: str = "advisor", *, answer: bool = True) -> int:
    given = argparse.Namespace(action=action, email=email, name="Claude Conseil", role=role, mutuelle=["mnh"])
    return staff_command.run(given, gateway.services, lambda _question: answer)


def only_one(gateway: Gateway) -> Account:
    with gateway.services.db.read() as db:
        return db.scalars(select(Account)).one()


def test_somebody_added_chooses_a_password_by_a_link(each_gateway: Gateway) -> None:
    assert staff(each_gateway, "add", EMAIL.upper()) == 0
    each_gateway.deliver()
    token = re.findall(r"/mot-de-passe/(\S+)", each_gateway.transport.mails[-1].text)[-1]

    client = each_gateway.client()

    chosen = client.post("/api/v1/password-resets/complete", json={"token": token, "password": CHOSEN})
    opened = client.post("/api/v1/auth/login", json={"email": EMAIL, "password": CHOSEN})

    assert (chosen.status_code, opened.status_code) == (204, 200)
    assert only_one(each_gateway).staff_name == "Claude Conseil"


@pytest.mark.parametrize("email", ["not an address", "", "@", "a@", "@b", "a@b c"])
def test_what_is_no_address_opens_no_access_and_says_so(
    gateway: Gateway, email: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert staff(gateway, "add", email) == BAD_INPUT

    assert "n’est pas une adresse e-mail" in capsys.readouterr().err
    with gateway.services.db.read() as db:
        assert db.scalars(select(Account)).all() == []


def test_somebody_added_without_a_name_has_the_one_of_their_address(gateway: Gateway) -> None:
    given = argparse.Namespace(action="add", email="claude.CONSEIL@example.org", name=None, role="dpo", mutuelle=[])

    staff_command.run(given, gateway.services, lambda _question: True)

    assert only_one(gateway).staff_name == "Claude Conseil"


def test_somebody_removed_is_out_at_once_and_has_no_password_any_more(gateway: Gateway) -> None:
    staff(gateway, "add")
    with gateway.services.db.session() as db:
        db.scalars(select(Account)).one().password_hash = gateway.services.passwords.hash(PASSWORD)
        db.scalars(select(Account)).one().password_set_at = gateway.clock.now()
    client = gateway.sign_in(only_one(gateway))

    assert staff(gateway, "remove") == 0

    assert client.get("/api/v1/me").status_code == 401
    gone = only_one(gateway)
    assert (gone.status, gone.password_hash) == (AccountStatus.DEACTIVATED, None)


def test_a_role_changes_and_each_change_is_audited(gateway: Gateway, capsys: pytest.CaptureFixture[str]) -> None:
    staff(gateway, "add")
    staff(gateway, "add", role="dpo")
    staff(gateway, "list")

    assert f"dpo Claude Conseil, {EMAIL}, actif, mnh" in capsys.readouterr().out
    with gateway.services.db.read() as db:
        told = db.execute(select(AuditEntry.action, AuditEntry.reason).order_by(AuditEntry.number)).all()
    assert [tuple(each) for each in told] == [("staff_add", "advisor"), ("staff_add", "dpo")]


def test_without_redis_a_command_ends_in_one_sentence(sqlite_url: str) -> None:
    places = {"OXYCCAM_DATABASE_URL": sqlite_url, "OXYCCAM_REDIS_URL": "redis://127.0.0.1:1/0"}
    keys = {"OXYCCAM_SECRET_KEY": SECRET_KEY, "OXYCCAM_INDEX_KEY": INDEX_KEY}

    ended = subprocess.run(
        [sys.executable, "-m", "auth_gateway", "staff", "add", EMAIL, "--role", "dpo", "--yes"],
        env={**os.environ, "OXYCCAM_MODE": "demonstration", **keys, **places},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == (
        "auth_gateway: Redis of OXYCCAM_REDIS_URL does not answer: give the command again later."
    )
    assert "Traceback" not in ended.stderr


def test_a_member_stays_a_member_and_a_no_changes_nothing(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())

    outcomes = (
        staff(gateway, "add", account.email),
        staff(gateway, "remove", "x@example.org"),
        staff(gateway, "remove", account.email, answer=False),
    )

    assert outcomes == (REFUSED, BAD_INPUT, REFUSED)
    assert only_one(gateway).role is AccountRole.MEMBER
