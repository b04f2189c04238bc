"""The audit chain: what is done to accounts is in it, and a line changed, moved or taken away shows."""

import argparse
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from auth_gateway import operators
from auth_gateway.platform.audit import OPERATOR, AuditEntry, head_of, record, verify
from tests.support.gateway import Gateway
from tests.support.people import member


def write(gateway: Gateway, number: int) -> None:
    with gateway.services.db.session() as db:
        record(db, at=gateway.clock.now(), actor=OPERATOR, action="essai", object_id=f"{number:032x}", reason="é")


def broken_at(gateway: Gateway, anchor: tuple[int, str] | None = None) -> int | None:
    with gateway.services.db.read() as db:
        return verify(db, anchor).broken_at


def test_a62_c17_sixteen_writers_at_once_make_one_chain(each_gateway: Gateway) -> None:
    start = threading.Barrier(16)

    def write_three(writer: int) -> None:
        start.wait()
        for number in range(3):
            write(each_gateway, writer * 3 + number)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write_three, range(16)))

    with each_gateway.services.db.read() as db:
        verdict = verify(db)
    assert (verdict.entries, verdict.broken_at) == (48, None)


@pytest.mark.parametrize(
    "values",
    [{"reason": "autre"}, {"actor": "autre"}, {"action": "autre"}, {"object_id": "autre"}, {"previous": "1" * 64}],
)
def test_a62_a_line_that_was_changed_shows(each_gateway: Gateway, values: dict[str, Any]) -> None:
    for number in range(3):
        write(each_gateway, number)
    with each_gateway.services.db.session() as db:
        db.execute(update(AuditEntry).where(AuditEntry.number == 2).values(**values))

    assert broken_at(each_gateway) == 2


def test_a62_a_line_taken_away_shows_and_a_chain_cut_short_shows_against_its_anchor(each_gateway: Gateway) -> None:
    for number in range(4):
        write(each_gateway, number)
    with each_gateway.services.db.read() as db:
        anchor = head_of(db)
    whole = broken_at(each_gateway, anchor)
    with each_gateway.services.db.session() as db:
        db.execute(delete(AuditEntry).where(AuditEntry.number == 4))
    cut, cut_against_anchor = broken_at(each_gateway), broken_at(each_gateway, anchor)
    with each_gateway.services.db.session() as db:
        db.execute(delete(AuditEntry).where(AuditEntry.number == 2))

    assert (whole, cut, cut_against_anchor, broken_at(each_gateway)) == (None, None, 4, 2)


def test_what_is_undone_leaves_no_line(gateway: Gateway) -> None:
    with gateway.services.db.session() as db:
        record(db, at=gateway.clock.now(), actor=OPERATOR, action="essai")
        db.rollback()

    with gateway.services.db.read() as db:
        assert head_of(db)[0] == 0


def test_a57_a_suspension_and_its_reason_are_in_the_chain(gateway: Gateway, capsys: pytest.CaptureFixture[str]) -> None:
    account = gateway.save_with_account(member())
    given = argparse.Namespace(action="suspend", email=account.email, reason="signalement", yes=True)
    operators.accounts(given, gateway.services, lambda _question: True)

    ended = operators.audit_chain(argparse.Namespace(anchor=""), gateway.services, lambda _question: True)

    with gateway.services.db.read() as db:
        entry = db.scalars(select(AuditEntry)).one()
    assert (entry.actor, entry.action, entry.object_id, entry.reason) == (
        OPERATOR, "suspend", account.id, "signalement",
    )  # fmt: skip
    assert ended == 0
    assert f"1 entrée, tête {entry.digest}" in capsys.readouterr().out


@pytest.mark.parametrize(("anchor", "status"), [("7:abc", 3), ("sept", 2)])
def test_the_command_refuses_a_chain_without_its_anchor(gateway: Gateway, anchor: str, status: int) -> None:
    write(gateway, 1)

    assert operators.audit_chain(argparse.Namespace(anchor=anchor), gateway.services, lambda _: True) == status
