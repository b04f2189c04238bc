"""Values that nobody has checked for a year are listed: by a command, and here when the day comes."""

import datetime as dt
import json

import pytest

from quote_engine.parameters import all_parameters
from quote_engine.parameters.stale import stale
from quote_engine.terminal.cli import main


def test_a_value_is_stale_the_day_after_a_year() -> None:
    oldest = min(p.checked for p in all_parameters().values())
    year_later = oldest.replace(year=oldest.year + 1)

    assert stale(all_parameters().values(), year_later) == []
    assert stale(all_parameters().values(), year_later + dt.timedelta(days=1))


def test_no_value_has_gone_a_year_without_check() -> None:
    """This one turns red with time, on purpose: check each value named, then write the day in its file."""
    old = stale(all_parameters().values(), dt.datetime.now(tz=dt.UTC).date())

    assert [f"{p.name}: {p.checked}" for p in old] == []


def test_the_command_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parameters", "--stale", "--on", "2030-01-01"]) == 0
    listed = json.loads(capsys.readouterr().out)["stale"]
    assert {value["name"] for value in listed} == set(all_parameters())
    assert all(value["days"] > 365 for value in listed)

    assert main(["parameters", "--stale"]) == 0
    assert json.loads(capsys.readouterr().out)["stale"] == []
    with pytest.raises(SystemExit):
        main(["parameters"])
