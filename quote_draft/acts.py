"""Acts as events carry them: read in the nomenclature when the act is said, never again afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from quote_draft.fields import TEETH, ActFacts
from quote_engine import Act, built_in_act, find_act, is_orthodontics, kind_of_tooth, letter_label

_LATEST = date(9999, 12, 31)  # for events that do not say their day, the act as the nomenclature last knows it
_ORTHODONTICS = ActFacts(family="dental", needs_tooth=False, has_anaesthesia=False)


def act_value(code: str, on: date) -> dict[str, Any] | None:
    """Return the value of `line.act` for a code, with its facts; None when it is not in force on that day."""
    if is_orthodontics(code):
        return {"code": code, "label": letter_label(code), "facts": _ORTHODONTICS.to_json()}
    act = find_act(code, on)
    if not isinstance(act, Act):
        return None
    return {"code": act.code, "label": act.label.replace("'", "’"), "facts": facts_of(act, on).to_json()}


def shipped_facts(code: str) -> dict[str, Any] | None:
    """Return the facts of a built-in act, whatever is imported; None for a code that is not, or is closed."""
    act = built_in_act(code, _LATEST)
    return facts_of(act, _LATEST).to_json() if isinstance(act, Act) else None


def facts_of(act: Act, on: date) -> ActFacts:
    """Keep of an act what a draft needs of it; whether it has a base is known of a day."""
    activities = tuple(act.activities)
    return ActFacts(
        family=act.family,
        needs_tooth=act.needs_tooth,
        has_anaesthesia=act.has_anaesthesia and len(activities) > 1,
        teeth=None if act.teeth is None else frozenset(tooth for tooth in TEETH if kind_of_tooth(tooth) in act.teeth),
        only_activity=activities[0] if len(activities) == 1 else None,
        has_base=any(act.activities[number].tariff(on, optam=True) for number in activities),
        usual_setting=act.usual_setting,
        covered=act.covered,
        condition=act.condition,
        bilateral=act.is_bilateral,
    )
