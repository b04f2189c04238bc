"""What is refused is listed by a command and in docs/, the same in both."""

import json
import re
from pathlib import Path

import pytest

from quote_engine.terminal.cli import main

ROOT = Path(__file__).parents[2]


def test_the_command_and_the_page_list_the_same_limits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["limits"]) == 0
    told = json.loads(capsys.readouterr().out)["limits"]

    page = re.findall(r"^\| `(\w+)`", (ROOT / "docs" / "limits.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [limit["name"] for limit in told] == page
    assert all(limit["reason"].endswith(".") for limit in told)
