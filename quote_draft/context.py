"""What a draft does not hold and its questions depend on: the day, the people, the cover, the member's rights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Someone whom a quote can be for; `id` is `self` for the member."""

    id: str
    relation: str
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class DraftContext:
    """The record around a draft; `cover` is None when the member's guarantee is not known."""

    today: date
    beneficiaries: tuple[Beneficiary, ...] = (Beneficiary("self", "self"),)
    scheme: str = "general"
    cover: Mapping[str, Any] | None = field(default=None)
    may_estimate: bool = True

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "DraftContext":
        """Read the context out of a turn's record."""
        people = tuple(
            Beneficiary(
                id=person["id"],
                relation=person.get("relation", person["id"]),
                birth_date=date.fromisoformat(person["birth_date"]) if person.get("birth_date") else None,
            )
            for person in record.get("beneficiaries") or [{"id": "self"}]
        )
        return cls(
            today=date.fromisoformat(record["today"]),
            beneficiaries=people,
            scheme=record.get("scheme") or "general",
            cover=record.get("cover"),
            may_estimate=record.get("may_estimate", True),
        )

    @property
    def only_self(self) -> bool:
        return [person.id for person in self.beneficiaries] == ["self"]
