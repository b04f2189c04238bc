"""`docs/rules.md` says where each rule of accounts lives and what holds it: neither more nor less than there is."""

import itertools
import re
from pathlib import Path

RULE = re.compile(r"[ak]\d{1,2}")
DEFINED = re.compile(r"^def (test_\w+)", re.MULTILINE)


def rules_of(name: str) -> list[str]:
    """`test_a45_k12_what_may_be_read` → A45, K12; a number of another list (`c8`) may stand before them."""
    numbers = itertools.takewhile(lambda part: re.fullmatch(r"[akc]\d{1,2}", part), name.split("_")[1:])
    return [number.upper() for number in numbers if RULE.fullmatch(number)]


def numbered_tests(repository: Path) -> set[tuple[str, str]]:
    folder = repository / "tests" / "auth_gateway"
    return {
        (rule, f"{file.relative_to(folder)}::{name}")
        for file in folder.rglob("test_*.py")
        for name in DEFINED.findall(file.read_text(encoding="utf-8"))
        for rule in rules_of(name)
    }


def table(repository: Path) -> list[list[str]]:
    text = (repository / "docs" / "rules.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")
    ]
    return [row for row in rows if re.fullmatch(r"[AK]\d+", row[0])]


def test_the_table_names_every_numbered_test_and_no_other(repository: Path) -> None:
    told = {(row[0], test) for row in table(repository) for test in re.findall(r"`([^`]+)`", row[3])}

    assert told == numbered_tests(repository)


def test_the_table_names_code_that_is_there(repository: Path) -> None:
    missing = [
        code
        for row in table(repository)
        for code in re.findall(r"`([^`]+)`", row[2])
        if not (repository / code).is_file()
    ]

    assert missing == []


def test_each_rule_has_one_row_in_order(repository: Path) -> None:
    rules = [row[0] for row in table(repository)]

    assert rules == [f"A{number}" for number in range(1, 70)] + [f"K{number}" for number in range(1, 24)]
