"""The weekly file: staged, compared, refused beyond the thresholds, applied once, never half."""

import datetime as dt
import io
import pathlib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from auth_gateway.accounts import Account
from auth_gateway.feeds import Feed, FeedStatus
from auth_gateway.feeds.models import FeedLine
from auth_gateway.feeds.reading import FeedFormatError
from auth_gateway.feeds.service import CHUNK, FeedRefusedError, Import, freshness, take_in
from auth_gateway.members import ContractRole, Person
from tests.support.feeds import dependant, feed, line
from tests.support.gateway import Gateway
from tests.support.people import account_of

RUNS = 8
ME = "/api/v1/me"


def take(gateway: Gateway, file: io.StringIO, **asked: Any) -> Feed:
    return take_in(gateway.services.db, file, Import("mnh", **asked), gateway.clock.now(), lambda *_: None)


def refusal(gateway: Gateway, file: io.StringIO, **asked: Any) -> str:
    with pytest.raises(FeedRefusedError) as refused:
        take(gateway, file, **asked)
    return refused.value.reason


def persons(gateway: Gateway) -> dict[tuple[str, int], Person]:
    with gateway.services.db.read() as db:
        return {(each.member_number, each.rank): each for each in db.scalars(select(Person))}


def left_behind(gateway: Gateway) -> int:
    with gateway.services.db.read() as db:
        return db.scalar(select(func.count()).select_from(FeedLine)) or 0


def many(count: int, **values: str) -> list[dict[str, str]]:
    return [line(numero_adherent=f"M{number:06}", **values) for number in range(count)]


def test_a9_a54_a_file_brings_persons_with_their_contract_and_their_dependants(each_gateway: Gateway) -> None:
    full = line(
        surcomplementaire="mnh-plus", couverture_au="2027-12-31", adresse="1 rue Inventée, 00000 Nullepart",
        telephone="01 99 00 00 00", courriel="andrea@example.org", regime="alsace_moselle",
    )  # fmt: skip

    applied = take(each_gateway, feed(full, dependant(radiation="2026-12-31", sans_ligne_claire_des="2026-10-01")))

    principal, child = persons(each_gateway).values()
    assert (applied.status, applied.persons, applied.added) == (FeedStatus.APPLIED, 2, 2)
    assert (principal.role, principal.top_up_id, principal.cover_until) == (
        ContractRole.PRINCIPAL, "mnh-plus", dt.date(2027, 12, 31),
    )  # fmt: skip
    assert (principal.email, principal.phone, principal.address) == (
        "andrea@example.org", "01 99 00 00 00", "1 rue Inventée, 00000 Nullepart",
    )  # fmt: skip
    assert (child.role, child.principal_id) == (ContractRole.DEPENDANT, principal.id)
    assert (child.struck_off_on, child.excluded_on) == (dt.date(2026, 12, 31), dt.date(2026, 10, 1))
    assert left_behind(each_gateway) == 0


def test_the_same_file_again_changes_nothing(each_gateway: Gateway) -> None:
    first = take(each_gateway, feed(line(), dependant()))
    before = {key: person.fed_at for key, person in persons(each_gateway).items()}
    each_gateway.clock.advance(hours=1)

    again = take(each_gateway, feed(line(), dependant()))

    assert again.id == first.id
    assert {key: person.fed_at for key, person in persons(each_gateway).items()} == before


def test_a54_a_member_reads_when_their_data_were_last_compared_though_nothing_changed(each_gateway: Gateway) -> None:
    take(each_gateway, feed(line()))
    person = persons(each_gateway)["T0000001", 1]
    each_gateway.clock.advance(days=7)
    next_week = take(each_gateway, feed(line(), dated_on="2026-11-23"))

    me = each_gateway.sign_in(account_with(each_gateway, person)).get(ME).json()

    assert (next_week.changed, persons(each_gateway)["T0000001", 1].fed_at) == (0, person.fed_at)
    assert dt.datetime.fromisoformat(me["updated_at"]) == each_gateway.clock.now()


def test_a53_a_person_keeps_their_identity_when_the_guarantee_changes(each_gateway: Gateway) -> None:
    take(each_gateway, feed(*many(100)))
    before = persons(each_gateway)["M000007", 1]
    lines = many(100)
    lines[7]["garantie"] = "mnh-essentiel"

    applied = take(each_gateway, feed(*lines, dated_on="2026-11-23"))

    after = persons(each_gateway)["M000007", 1]
    assert (applied.changed, applied.other_guarantee, applied.added, applied.vanished) == (1, 1, 0, 0)
    assert (after.id, after.guarantee_id) == (before.id, "mnh-essentiel")


def test_a53_an_account_goes_on_with_the_new_guarantee_and_only_reads_without_ligne_claire(
    each_gateway: Gateway,
) -> None:
    take(each_gateway, feed(line()))
    client = each_gateway.sign_in(account_with(each_gateway, persons(each_gateway)["T0000001", 1]))

    take(each_gateway, feed(line(garantie="mnh-essentiel"), dated_on="2026-11-20"), accept_large_change=True)
    other = client.get(ME).json()
    excluded = line(garantie="mnh-essentiel", sans_ligne_claire_des="2026-11-21")
    take(each_gateway, feed(excluded, dated_on="2026-11-21"))
    without = client.get(ME).json()

    assert (other["guarantee"]["id"], other["rights"]) == ("mnh-essentiel", "full")
    assert (without["rights"], without["rights_reason"]) == ("read_only", "excluded_recently")


def account_with(gateway: Gateway, person: Person) -> Account:
    account = account_of(person)
    gateway.save(account)
    return account


def test_who_is_no_longer_named_left_on_the_day_of_the_extract(each_gateway: Gateway) -> None:
    take(each_gateway, feed(*many(100)))

    applied = take(each_gateway, feed(*many(98), dated_on="2026-11-23"))

    assert applied.vanished == 2
    assert persons(each_gateway)["M000099", 1].struck_off_on == dt.date(2026, 11, 23)
    assert persons(each_gateway)["M000097", 1].struck_off_on is None


@pytest.mark.parametrize(
    ("kept", "renamed", "expected"),
    [(98, 0, None), (97, 0, "too_many_vanished"), (100, 5, None), (100, 6, "too_many_guarantees")],
)
def test_beyond_2_percent_gone_or_5_percent_of_other_guarantees_a_file_waits_for_a_person(
    gateway: Gateway, kept: int, renamed: int, expected: str | None
) -> None:
    take(gateway, feed(*many(100)))
    lines = many(kept)
    for each in lines[:renamed]:
        each["garantie"] = "mnh-essentiel"

    if expected is not None:
        assert refusal(gateway, feed(*lines, dated_on="2026-11-23")) == expected
        assert persons(gateway)["M000099", 1].struck_off_on is None
        assert left_behind(gateway) == 0

    accepted = take(gateway, feed(*lines, dated_on="2026-11-23"), accept_large_change=True)
    assert accepted.status is FeedStatus.APPLIED


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (feed(line(), dated_on="2026-11-09"), "older"),
        (feed(line(), mutuelle="mnt"), "other_mutuelle"),
        (feed(line(), dependant(), count=3), "cut"),
        (feed(line(), line()), "twice"),
    ],
)
def test_a_file_that_is_old_cut_doubled_or_sent_to_the_wrong_place_changes_nothing(
    gateway: Gateway, file: io.StringIO, reason: str
) -> None:
    take(gateway, feed(line(nom="Avant")))

    assert refusal(gateway, file) == reason
    assert persons(gateway)["T0000001", 1].last_name == "Avant"
    assert left_behind(gateway) == 0


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"date_naissance": "02/04/1980"}, "date_naissance"),
        ({"date_naissance": "1980-02-30"}, "date_naissance"),
        ({"nom": ""}, "nom"),
        ({"prenom": "x" * 81}, "prenom"),
        ({"role": "adherent"}, "role"),
        ({"lien": "enfant"}, "lien"),
        ({"rang": "0"}, "rang"),
        ({"rang": "deux"}, "rang"),
        ({"numero_adherent": "T 1"}, "numero_adherent"),
        ({"numero_adherent": ""}, "numero_adherent"),
        ({"garantie": "MNH Confort"}, "garantie"),
        ({"courriel": "personne"}, "courriel"),
        ({"telephone": "demain"}, "telephone"),
        ({"regime": "minier"}, "regime"),
        ({"adhesion": ""}, "adhesion"),
    ],
)
def test_a_line_that_is_not_one_refuses_the_whole_file_and_says_where(
    gateway: Gateway, values: dict[str, str], column: str
) -> None:
    with pytest.raises(FeedFormatError) as refused:
        take(gateway, feed(line(numero_adherent="T0000009"), line(**values)))

    assert (refused.value.line, refused.value.column) == (4, column)
    assert persons(gateway) == {}
    assert left_behind(gateway) == 0


@pytest.mark.parametrize("text", ["", "nom;prenom\n", "oxyccam-membres;2;mnh;2026-11-16;1\n", "\x00\n"])
def test_what_is_not_such_a_file_is_refused(gateway: Gateway, text: str) -> None:
    with pytest.raises(FeedFormatError):
        take(gateway, io.StringIO(text))


def test_a_dependant_comes_after_their_own_principal(gateway: Gateway) -> None:
    with pytest.raises(FeedFormatError, match="a principal member comes before"):
        take(gateway, feed(dependant()))


def test_a_trial_counts_and_changes_nothing(gateway: Gateway) -> None:
    trial = take(gateway, feed(line(), dependant()), dry_run=True)

    assert (trial.status, trial.added) == (FeedStatus.STAGED, 2)
    assert persons(gateway) == {}


def test_a_file_longer_than_a_chunk_keeps_contracts_together(gateway: Gateway) -> None:
    lines = [*many(CHUNK - 1), line(numero_adherent="Z1"), dependant(numero_adherent="Z1")]

    take(gateway, feed(*lines))

    found = persons(gateway)
    assert len(found) == CHUNK + 1
    assert found["Z1", 2].principal_id == found["Z1", 1].id


def test_a_failure_while_applying_leaves_everything_as_it_was(gateway: Gateway) -> None:
    take(gateway, feed(*many(3)))

    def fail(stage: str, _done: int, _total: int) -> None:
        if stage == "applied":
            raise RuntimeError

    with pytest.raises(RuntimeError):
        take_in(gateway.services.db, feed(*many(4), dated_on="2026-11-23"), Import("mnh"), gateway.clock.now(), fail)

    assert len(persons(gateway)) == 3
    assert left_behind(gateway) == 0


def test_of_many_runs_at_once_one_is_applied_and_the_others_change_nothing(each_gateway: Gateway) -> None:
    start = threading.Barrier(RUNS)

    def run(number: int) -> str:
        file = feed(*many(20), line(numero_adherent=f"X{number}"), dated_on="2026-11-23")
        start.wait()
        try:
            return take(each_gateway, file).status
        except FeedRefusedError as refused:
            return refused.reason

    with ThreadPoolExecutor(RUNS) as pool:
        outcomes = list(pool.map(run, range(RUNS)))

    assert outcomes.count("applied") == 1
    assert set(outcomes) <= {"applied", "overtaken", "too_many_vanished"}
    covered = [key for key, each in persons(each_gateway).items() if each.struck_off_on is None]
    assert len(covered) == 21
    assert left_behind(each_gateway) == 0


@pytest.mark.parametrize(("days", "late"), [(7.9, False), (8, True)])
def test_a54_an_update_older_than_eight_days_is_late(gateway: Gateway, days: float, late: bool) -> None:  # noqa: FBT001
    take(gateway, feed(line()))
    gateway.clock.advance(days=days)

    with gateway.services.db.read() as db:
        found = {each.mutuelle.id: each.late for each in freshness(db, gateway.clock.now())}

    assert found == {"lmg": True, "mnh": late, "mnt": True}


@pytest.mark.parametrize("mutuelle", ["lmg", "mnh", "mnt"])
def test_the_example_of_each_mutuelle_can_be_taken_in(
    gateway: Gateway, repository: pathlib.Path, mutuelle: str
) -> None:
    path = repository / "auth_gateway" / "demo" / "feeds" / f"{mutuelle}.csv"

    with path.open(encoding="utf-8", newline="") as file:
        taken = take_in(gateway.services.db, file, Import(mutuelle), gateway.clock.now(), lambda *_: None)

    assert taken.status is FeedStatus.APPLIED
    assert taken.added == taken.persons >= 5
