"""`docs/asvs.md` has a place for every requirement of levels 1 and 2, and names what is there."""

import re
from collections import Counter
from pathlib import Path

import pytest

# How many requirements of levels 1 and 2 a section of ASVS 5.0.0 has; they are numbered from 1.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
REQUIREMENTS = [f"{section}.{number}" for section, count in SECTIONS.items() for number in range(1, count + 1)]
DEVIATING = {"in part", "not met"}
SHOWN = {"met", "operator", *DEVIATING}


@pytest.fixture(scope="module")
def tables(repository: Path) -> list[list[list[str]]]:
    """The rows of the two tables, as cells: what meets each requirement, and what is missing."""
    text = (repository / "docs" / "asvs.md").read_text(encoding="utf-8")
    return [
        [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in part.splitlines()
            if re.match(r"\| \d", line)
        ]
        for part in text.split("## Deviations")
    ]


def named(cell: str) -> list[str]:
    """`6.1.2, 6.2.3 – 6.2.4` → the three requirements."""
    found = []
    for part in cell.split(", "):
        first, _, last = part.partition(" – ")
        found += REQUIREMENTS[REQUIREMENTS.index(first) : REQUIREMENTS.index(last or first) + 1]
    return found


def test_every_requirement_has_its_place_once(tables: list[list[list[str]]]) -> None:
    assert Counter(each for row in tables[0] for each in named(row[0])) == Counter(REQUIREMENTS)


def test_what_deviates_is_said_and_nothing_else(tables: list[list[list[str]]]) -> None:
    deviating = [each for row in tables[0] if row[2] in DEVIATING for each in named(row[0])]

    assert sorted(each for row in tables[1] for each in named(row[0])) == sorted(deviating)


def test_every_place_that_is_named_is_there(repository: Path, tables: list[list[list[str]]]) -> None:
    missing = []
    for row in tables[0]:
        places = re.findall(r"`([^`]+)`", row[3])
        if (row[2] in SHOWN) != bool(places):
            missing.append(row[0])
        for place in places:
            file, _, test = place.partition("::")
            path = repository / file
            if not path.exists() or (test and f"def {test}(" not in path.read_text(encoding="utf-8")):
                missing.append(place)

    assert missing == []
