"""The act of a line as an event carries it: its code, its label, and the facts that replay and questions need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from quote_draft.fields.kinds import FAMILIES, SETTINGS, TEETH, Kind, is_code, is_whole

MOST_ACTIVITIES = 5


@dataclass(frozen=True, slots=True)
class ActFacts:
    """An act as the draft sees it.

    `has_anaesthesia`: the surgeon's fee and the anaesthetist's are told apart; `teeth`: those on which it is allowed,
    None for any; `has_base`: the nomenclature has its base de remboursement; `usual_setting`: where it is mostly done;
    `covered`: the Assurance Maladie pays for it; `condition`: the name of what it asks for before (the engine's words
    for it are in `wording/estimate.yml`); `bilateral`: done once for both sides.
    """

    family: str
    needs_tooth: bool
    has_anaesthesia: bool
    teeth: frozenset[int] | None = None
    only_activity: int | None = None
    has_base: bool = True
    usual_setting: str | None = None
    covered: bool = True
    condition: str | None = None
    bilateral: bool = False

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ActFacts:
        teeth = data.get("teeth")
        return cls(**{**data, "teeth": None if teeth is None else frozenset(teeth)})

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "teeth": None if self.teeth is None else sorted(self.teeth)}


_FACTS: dict[str, Callable[[Any], bool]] = {
    "family": lambda value: isinstance(value, str) and value in FAMILIES,
    "needs_tooth": lambda value: isinstance(value, bool),
    "has_anaesthesia": lambda value: isinstance(value, bool),
    "teeth": lambda value: (
        value is None or (isinstance(value, list) and all(is_whole(t) and t in TEETH for t in value))
    ),
    "only_activity": lambda value: value is None or (is_whole(value) and 1 <= value <= MOST_ACTIVITIES),
    "has_base": lambda value: isinstance(value, bool),
    "covered": lambda value: isinstance(value, bool),
    "condition": lambda value: value is None or isinstance(value, str),
    "bilateral": lambda value: isinstance(value, bool),
    "usual_setting": lambda value: value is None or (isinstance(value, str) and value in SETTINGS),
}
_ALWAYS_THERE = {"family", "needs_tooth", "has_anaesthesia"}


def _is_act(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and {"code", "label"} <= set(value) <= {"code", "label", "facts"}
        and isinstance(value["label"], str)
        and is_code(value["code"])
        and _are_facts(value.get("facts"))
    )


def _are_facts(facts: Any) -> bool:
    if facts is None:
        return True
    return (
        isinstance(facts, dict)
        and set(facts) >= _ALWAYS_THERE
        and all(name in _FACTS and _FACTS[name](value) for name, value in facts.items())
    )


ACT = Kind("act", _is_act, '{"code", "label", "facts"}')
