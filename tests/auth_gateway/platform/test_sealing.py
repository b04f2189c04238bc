"""Sealed fields: read and written like any other, opened by their own row, found by their index, nowhere in clear."""

import datetime as dt
import pathlib

import pytest
from sqlalchemy import select, update

from auth_gateway.accounts import Account, has_email
from auth_gateway.members import Person
from auth_gateway.platform.crypto import UnsealError
from auth_gateway.platform.sealing import ErasedError
from auth_gateway.registrations import service as registrations
from auth_gateway.registrations.matching import Asked
from tests.support.gateway import Gateway
from tests.support.people import PASSWORD, account_of, child_of, member
from tests.support.talks import Talks
from tests.support.uploads import pdf


def find(gateway: Gateway, email: str) -> Account | None:
    with gateway.services.db.read() as db:
        return db.scalar(select(Account).where(has_email(db, email)))


def test_a_sealed_field_is_read_as_it_was_written_and_the_row_found_by_it(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member(), email="ou@example.org", phone="06 11 22 33 44")

    found = find(each_gateway, " OU@example.org")

    assert found is not None
    assert (found.id, found.email, found.phone, found.address) == (
        account.id,
        "ou@example.org",
        "06 11 22 33 44",
        None,
    )


def test_a_changed_field_is_sealed_again_with_its_index_and_the_others_stay(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member(), email="avant@example.org", phone="06 11 22 33 44")

    with each_gateway.services.db.session() as db:
        db.get_one(Account, account.id).email = "apres@example.org"
    found = find(each_gateway, "apres@example.org")

    assert find(each_gateway, "avant@example.org") is None
    assert found is not None
    assert found.phone == "06 11 22 33 44"


def test_a_day_and_an_absence_come_back_as_they_were(gateway: Gateway) -> None:
    person = member(birth_date=dt.date(2004, 2, 29), guarantee_id=None)
    gateway.save(person)

    with gateway.services.db.read() as db:
        found = db.get_one(Person, person.id)

        assert (found.birth_date, found.guarantee_id) == (dt.date(2004, 2, 29), None)


def test_the_fields_of_one_row_do_not_open_in_another(gateway: Gateway) -> None:
    one, other = member(), member()
    gateway.save(one, other)

    with gateway.services.db.session() as db:
        sealed = db.get_one(Person, one.id).sealed
        db.execute(update(Person).where(Person.id == other.id).values(sealed=sealed))

    with gateway.services.db.read() as db, pytest.raises(UnsealError):
        assert db.get_one(Person, other.id).first_name


def test_without_its_data_key_an_account_opens_no_more(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())

    with gateway.services.db.session() as db:
        erased = {"key_sealed": None, "person_id": None}
        db.execute(update(Account).where(Account.id == account.id).values(**erased))

    with gateway.services.db.read() as db, pytest.raises(ErasedError):
        assert db.get_one(Account, account.id).email


def test_none_of_the_sealed_fields_is_in_the_database_or_in_the_files(talks: Talks, tmp_path: pathlib.Path) -> None:
    gateway = talks.gateway
    person = member(
        first_name="Canariprenom", last_name="Canarinom", member_number="CANARI42", birth_date=dt.date(1971, 7, 13),
        guarantee_id="mnt-canari", top_up_id="mnt-canarisur", address="1 rue Canari", phone="0611223344",
        email="canari.feed@example.org",
    )  # fmt: skip
    account = account_of(person, email="canari.compte@example.org", address="2 rue Canari", phone="0655667788")
    gateway.save(person, child_of(person, first_name="Canarienfant"), account)
    client = gateway.sign_in(account)
    change = {"password": PASSWORD, "email": "canari.nouveau@example.org"}
    sent = [
        client.post("/api/v1/me/email-changes", json=change),
        client.post("/api/v1/cases", data={"comment": "canaricommentaire"}, files={"file": ("canari.pdf", pdf())}),
        client.post("/api/v1/support", json={"subject": "canarisujet", "message": "canaritexte"}),
    ]
    other = member(last_name="Canariautre", email="canari.connu@example.org")
    gateway.save(other)
    asked = Asked(other.mutuelle_id, other.member_number, other.last_name, other.first_name, other.birth_date,
                  "canari.inscrit@example.org")  # fmt: skip
    tools = registrations.Tools(gateway.services.vault, gateway.services.outbox, gateway.services.settings)
    with gateway.services.db.session() as db:
        registrations.consider(db, tools, asked, gateway.clock.today(), gateway.clock.now())

    gateway.services.db.dispose()
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and "sqlite3" in path.name]
    kept += list(gateway.services.settings.storage_dir.iterdir())
    content = b"".join(path.read_bytes() for path in kept).lower()

    assert all(answer.is_success for answer in sent)
    assert len(kept) > 1
    assert b"registrations" in content
    for trace in (b"canari", b"1971-07-13", b"0611223344", b"0655667788", b"example.org"):
        assert trace not in content, trace
