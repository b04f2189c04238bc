"""`members import` and `members show`: what they say, what they ask, how they end; and the advisors' page."""

import argparse
import pathlib

import pytest

from auth_gateway.accounts import AccountRole
from auth_gateway.feeds import command
from tests.support.feeds import dependant, feed, line
from tests.support.gateway import Gateway
from tests.support.people import advisor


def run(gateway: Gateway, *words: str, answer: bool = True) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words), gateway.services.db, gateway.clock, lambda _question: answer)


@pytest.fixture
def file(tmp_path: pathlib.Path) -> str:
    path = tmp_path / "mnh.csv"
    path.write_text(feed(line(), dependant(radiation="2026-12-31")).getvalue(), encoding="utf-8")
    return str(path)


def test_a_file_is_taken_in_and_told(gateway: Gateway, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(gateway, "import", file, "--mutuelle", "mnh") == 0
    assert "mnh 2026-11-16: applied, 2 persons, 2 added" in capsys.readouterr().out

    assert run(gateway, "show", "--mutuelle", "mnh", "--member-number", "T0000001") == 0
    assert "2 Inventé Andréa, born 2015-05-01, dependant, mnh-confort" in capsys.readouterr().out


def test_nothing_is_done_without_a_yes(gateway: Gateway, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(gateway, "import", file, "--mutuelle", "mnh", answer=False) == 3
    assert run(gateway, "show", "--mutuelle", "mnh", "--member-number", "T0000001") == 3
    assert "no such contract" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "mutuelle", "status", "sentence"),
    [
        (b"nom;prenom\n", "mnh", 2, "line 1, head: oxyccam-membres;1;mutuelle;date;number of persons is expected"),
        (b"\xff\xfe", "mnh", 2, "codec"),
        (None, "mnh", 2, "No such file"),
        (feed(line()).getvalue().encode(), "mnt", 3, "the file is not this mutuelle's"),
    ],
)
def test_a_file_that_cannot_be_applied_ends_with_its_reason(
    gateway: Gateway,
    tmp_path: pathlib.Path,
    capsys: pytest.CaptureFixture[str],
    *,
    content: bytes | None,
    mutuelle: str,
    status: int,
    sentence: str,
) -> None:
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_bytes(content)

    assert run(gateway, "import", str(path), "--mutuelle", mutuelle) == status
    assert sentence in capsys.readouterr().err


def test_a54_advisors_see_how_old_the_last_update_is(gateway: Gateway, file: str) -> None:
    run(gateway, "import", file, "--mutuelle", "mnh")
    account = advisor()
    gateway.save(account)
    client = gateway.sign_in(account)

    text = client.get("/conseiller/fichiers").text

    assert "extrait du 16 novembre 2026" in text
    assert text.count("en retard</strong>") == 2
    assert gateway.client().get("/conseiller/fichiers", follow_redirects=False).status_code == 401


@pytest.mark.parametrize(("role", "status"), [(AccountRole.ADMINISTRATOR, 200), (AccountRole.DPO, 404)])
def test_an_administrator_sees_the_files_and_no_case(gateway: Gateway, role: AccountRole, status: int) -> None:
    staff = advisor(role=role)
    gateway.save(staff)
    client = gateway.sign_in(staff)

    seen = client.get("/conseiller/fichiers").status_code, client.get("/api/v1/console/cases").status_code

    assert seen == (status, 404)
