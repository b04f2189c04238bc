"""The terminal form: commands, exit statuses, and never a traceback."""

import json
import pathlib
import subprocess
import sys
from typing import Any

import pytest

from quote_engine.contract.quote import MOST_LINES
from quote_engine.terminal.cli import BLOCK
from tests.support.engine_quotes import line, outpatient

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOOD = outpatient(line("BFGA427", "600.00", sector="sector_1"))
CLOSED = outpatient(line("BFGA004"))


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quote_engine", *arguments]
    done = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    ("given", "status", "exit_status"),
    [
        (json.dumps(GOOD), "ok", 0),
        (json.dumps(CLOSED), "refused", 3),
        ('{"date": "2026-06-01"}', "invalid", 2),
        ("", "invalid", 2),
        ("{", "invalid", 2),
        ('{"lines": NaN}', "invalid", 2),
        ('{"date": 1, "date": 2}', "invalid", 2),
        ("[" * 100_000, "invalid", 2),
        ('{"date": ' + "9" * 5000 + "}", "invalid", 2),
        ('{"date": "\\ud800"}', "invalid", 2),
    ],
    ids=["ok", "refused", "incomplete", "empty", "cut", "NaN", "twice", "deep", "huge", "surrogate"],
)
def test_the_exit_status_follows_the_outcome(given: str, status: str, exit_status: int) -> None:
    done = run("estimate", "-", given=given)

    assert json.loads(done.stdout)["status"] == status
    assert done.returncode == exit_status


def test_a_batch_gives_one_result_a_line_in_the_same_order(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "quotes.ndjson"
    file.write_text("\n".join([json.dumps(GOOD), json.dumps(CLOSED), "{", json.dumps(GOOD)]) + "\n", encoding="utf-8")

    done = run("estimate", "--batch", str(file))

    assert done.returncode == 0
    assert [json.loads(row)["status"] for row in done.stdout.splitlines()] == ["ok", "refused", "invalid", "ok"]


def test_a_batch_that_begins_with_a_byte_order_mark_is_read_whole(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "quotes.ndjson"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\n" + json.dumps(GOOD).encode())

    done = run("estimate", "--batch", str(file))

    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["ok", "ok"]


def test_an_empty_batch_gives_nothing_and_an_empty_quote_is_invalid(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "nothing"
    file.touch()

    batch, single = run("estimate", "--batch", str(file)), run("estimate", str(file))

    assert (batch.returncode, batch.stdout) == (0, "")
    assert (single.returncode, json.loads(single.stdout)["status"]) == (2, "invalid")


def test_a_line_of_a_batch_that_is_not_utf8_spoils_no_other(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "quotes.ndjson"
    file.write_bytes(json.dumps(GOOD).encode() + b"\n\xff\n" + json.dumps(GOOD).encode())

    done = run("estimate", "--batch", str(file))

    assert done.returncode == 0
    assert [json.loads(row)["status"] for row in done.stdout.splitlines()] == ["ok", "invalid", "ok"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("{", "ce n’est pas du JSON\u202f: ligne 1, colonne 2"),
        ("9" * 5000, "ce n’est pas du JSON accepté\u202f: un nombre est démesuré"),
        ('{"a": 1, "a": 2}', "ce n’est pas du JSON accepté\u202f: la clé «\u202fa\u202f» figure deux fois"),
        ("null", "un objet JSON est attendu, reçu null"),
        ("[1]", "un objet JSON est attendu, reçu une liste de 1 élément"),
    ],
)
def test_what_cannot_be_read_is_told_in_french(given: str, message: str) -> None:
    assert json.loads(run("estimate", "-", given=given).stdout)["error"]["message"] == message


def test_a_human_reads_every_step() -> None:
    done = run("estimate", "-", "--text", given=json.dumps(GOOD))

    assert "Opération de la cataracte" in done.stdout
    assert "194,35" not in done.stdout
    assert done.returncode == 0


def test_a_missing_file_is_told() -> None:
    done = run("estimate", "nowhere.json")

    assert json.loads(done.stdout)["error"]["path"] == "$"
    assert done.returncode == 2


def test_the_other_commands_answer_in_json() -> None:
    schema: dict[str, Any] = json.loads(run("schema").stdout)
    assert set(schema) == {"input", "output"}

    values = json.loads(run("parameters", "--on", "2026-06-01").stdout)["parameters"]
    assert {v["name"]: v["value"] for v in values}["flat_fee/amount"] == "32.00"
    assert all(v["source"] for v in values)

    act = json.loads(run("act", "neka020", "--on", "2026-06-01").stdout)["act"]
    assert act["activities"][0]["tariff_optam"] == "459.80"

    unknown = run("act", "NEKA02O", "--on", "2026-06-01")
    assert unknown.returncode == 3
    assert json.loads(unknown.stdout)["near"][0]["code"] == "NEKA020"
    assert run("act", "BFGA004", "--on", "2026-06-01").returncode == 3
    assert run("act", "NEKA020", "--on", "yesterday").returncode == 2


def test_acts_are_found_by_everyday_words() -> None:
    found = json.loads(run("search", "opération", "de la cataracte", "--on", "2026-06-01").stdout)
    assert (found["status"], found["on"]) == ("ok", "2026-06-01")
    assert set(found["acts"][0]) == {"code", "label", "family", "score", "clear"}
    assert [(a["code"], a["clear"]) for a in found["acts"][:2]] == [("BFGA427", True), ("BFGA368", False)]

    crowns = run("search", "couronne", "molaire", "--on", "2026-06-01", "--family", "dental")
    assert {act["family"] for act in json.loads(crowns.stdout)["acts"]} == {"dental"}
    assert crowns.returncode == 0


def test_words_that_mean_no_act_that_day_are_refused() -> None:
    for words in (["licorne"], ["couronne", "--family", "medical"], ["couronne en zircone", "--on", "2010-01-01"]):
        done = run("search", "--on", "2026-06-01", *words)
        assert done.returncode == 3
        assert json.loads(done.stdout)["refusal"]["code"] == "unknown_act"
    assert "«\u202flicorne\u202f» au 01/06/2026" in run("search", "licorne", "--on", "2026-06-01").stdout
    assert run("search", "--on", "2026-06-01").returncode == 2
    assert run("search", "hanche").returncode == 2


def test_whoever_asks_on_a_pipe_gets_each_answer_before_asking_again() -> None:
    command = [sys.executable, "-m", "quote_engine", "estimate", "--batch", "-"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdin
        assert process.stdout
        statuses = []
        for quote in (GOOD, CLOSED, GOOD):
            process.stdin.write(json.dumps(quote) + "\n")
            process.stdin.flush()
            statuses.append(json.loads(process.stdout.readline())["status"])
        process.stdin.close()

    assert statuses == ["ok", "refused", "ok"]
    assert process.returncode == 0


def test_a_line_longer_than_what_is_read_at_once_is_one_quote(tmp_path: pathlib.Path) -> None:
    act = GOOD["lines"][0]
    lines = [{**act, "id": str(number), "practitioner": str(number)} for number in range(MOST_LINES)]
    file = tmp_path / "quotes.ndjson"
    file.write_text(f"{json.dumps({**GOOD, 'lines': lines}, indent=None)}{' ' * 3 * BLOCK}\n{json.dumps(GOOD)}")

    done = run("estimate", "--batch", str(file))

    assert [len(json.loads(row)["lines"]) for row in done.stdout.splitlines()] == [MOST_LINES, 1]


@pytest.mark.skipif(not pathlib.Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("batch", [[], ["--batch"]])
def test_an_answer_that_cannot_be_written_is_told_in_a_sentence(tmp_path: pathlib.Path, batch: list[str]) -> None:
    file = tmp_path / "quotes.ndjson"
    file.write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "quote_engine", "estimate", *batch, str(file)]

    with pathlib.Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("La réponse n’a pas pu être écrite")
    assert done.stderr.count("\n") == 1
