"""How well a paper was read: exact lines, lines invented, fields in doubt, fields shown as sure and wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quote_reading import Reading


@dataclass
class Score:
    """What was counted for the papers of one kind. A line counts when every field that the truth has is right."""

    papers: int = 0
    lines: int = 0
    right: int = 0
    invented: int = 0
    fields: int = 0
    doubtful: int = 0
    sure_and_wrong: int = 0
    seconds: float = 0.0

    def add(self, truth: dict[str, Any], reading: Reading) -> None:
        """Count a paper: a line is compared with the one at its place; what stands beside lines counts as fields."""
        read = [line.as_json() for line in reading.lines]
        self.papers += 1
        self.lines += len(truth["lines"])
        self.invented += max(0, len(read) - len(truth["lines"]))
        for wanted, line in zip(truth["lines"], read, strict=False):
            self.right += all(line[name] == value for name, value in wanted.items())
            for name, value in wanted.items():
                self._field(right=line[name] == value, doubtful=name in line["doubts"])
        self.fields += sum(map(len, truth["lines"][len(read) :]))
        for wanted, value, doubtful in _beside(truth, reading.as_json()):
            self._field(right=wanted == value, doubtful=doubtful or value is None)

    def _field(self, *, right: bool, doubtful: bool) -> None:
        self.fields += 1
        self.doubtful += doubtful
        self.sure_and_wrong += not right and not doubtful


def _beside(truth: dict[str, Any], read: dict[str, Any]) -> Iterator[tuple[Any, Any, bool]]:
    """Give what is said beside the lines: the value wanted, the value read, and whether it is in doubt."""
    day = read["care_date_value"]
    if truth.get("care_date"):
        yield truth["care_date"], read["care_date"], bool(day and day["doubt"])
    stay = truth.get("stay") or {}
    if "nights" in stay:
        yield stay["nights"], read["stay"]["nights"], "nights" in read["stay"]["doubts"]
    if "private_room" in stay:
        yield stay["private_room"], read["stay"]["private_room"], "private_room.price" in read["stay"]["doubts"]
    charges = {one["kind"]: one for one in read["charges"]}
    for wanted in truth.get("charges") or ():
        found = charges.get(wanted["kind"])
        told = None if found is None else {name: found[name] for name in wanted}
        yield wanted, told, found is not None and found["doubt"]
