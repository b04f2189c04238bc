"""The same files before ClamAV's own daemon over its socket: what it finds, and what happens when it is not there."""

import datetime as dt
import pathlib
from collections.abc import Iterator

import pytest

from auth_gateway.files import Verdict
from auth_gateway.files.scanner import ClamAv
from tests.support import uploads
from tests.support.clamav import running_clamav
from tests.support.desk import CASES, mine
from tests.support.gateway import build_gateway
from tests.support.people import NOON
from tests.support.redis_server import RedisServer
from tests.support.talks import talking

INFECTED = {
    "plain": uploads.EICAR,
    "zipped": uploads.zipped(),
    "behind a PDF": uploads.HARMLESS["eicar-inside.pdf"],
    "joined to a PDF": uploads.pdf(joined=uploads.EICAR),
    "zipped and joined to a PDF": uploads.pdf(joined=uploads.zipped()),
    "zipped behind a PDF": uploads.HARMLESS["zip-behind.pdf"],
    "zipped behind a photo": uploads.HARMLESS["zip-behind.jpg"],
}


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClamAv]:
    with running_clamav(tmp_path_factory.mktemp("clamav"), NOON - dt.timedelta(hours=5)) as running:
        yield running


@pytest.mark.parametrize("name", INFECTED)
def test_c18_clamav_finds_what_a_file_carries(scanner: ClamAv, name: str) -> None:
    assert scanner.scan(INFECTED[name], NOON) is Verdict.INFECTED


def test_c18_clamav_lets_every_good_file_pass(scanner: ClamAv) -> None:
    verdicts = {name: scanner.scan(content, NOON) for name, content in uploads.GOOD.items()}

    assert set(verdicts.values()) == {Verdict.CLEAN}


def test_c18_clamav_whose_signatures_are_more_than_a_week_old_has_said_nothing(scanner: ClamAv) -> None:
    assert scanner.scan(uploads.pdf(), NOON + dt.timedelta(days=6)) is Verdict.CLEAN
    assert scanner.scan(uploads.pdf(), NOON + dt.timedelta(days=8)) is Verdict.UNKNOWN


def test_c18_with_clamav_a_quote_is_released_an_infected_one_refused_and_the_next_waits_once_it_is_away(
    sqlite_url: str, redis_server: RedisServer, tmp_path: pathlib.Path
) -> None:
    with running_clamav(tmp_path, NOON - dt.timedelta(hours=5)) as running:
        built = build_gateway(sqlite_url, redis_server.url, tmp_path, scanner=running.address)
        with talking(built) as talks:
            talker = talks.member(opened=False)
            good = talker.client.post(CASES, files={"file": ("devis.pdf", uploads.pdf())})
            bad = talker.client.post(CASES, files={"file": ("devis.pdf", INFECTED["joined to a PDF"])})

            assert mine(talker, good.json()["id"])["files"][0]["state"] == "released"
            assert (bad.status_code, bad.json()["code"]) == (422, "file_infected")

    with talking(built) as talks:
        talker = talks.member(opened=False)
        later = talker.client.post(CASES, files={"file": ("devis.pdf", uploads.pdf())})

        assert mine(talker, later.json()["id"])["state"] == "checking_files"
    built.services.close()
