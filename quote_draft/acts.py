"""What the questions need to know of an act, asked of the nomenclature."""

from dataclasses import dataclass
from datetime import date

from quote_draft.fields import TEETH
from quote_engine import Act, find_act

_LATEST = date(9999, 12, 31)  # with no day known yet, the act as the nomenclature last knows it
_KIND_OF_PLACE = {1: "incisor", 2: "incisor", 3: "canine", 4: "premolar_1", 5: "premolar_2"}


@dataclass(frozen=True, slots=True)
class ActFacts:
    """An act as the questions see it; `teeth` is None when it is allowed on any tooth."""

    family: str
    needs_tooth: bool
    has_anaesthesia: bool
    teeth: frozenset[int] | None
    only_activity: int | None


def facts(code: str, on: date | None) -> ActFacts | None:
    """Return what is known of an act on a day (the latest known when None), None for a code that is not in force."""
    act = find_act(code, on or _LATEST)
    if not isinstance(act, Act):
        return None
    activities = tuple(act.activities)
    return ActFacts(
        family=act.family,
        needs_tooth=act.needs_tooth,
        has_anaesthesia=act.has_anaesthesia and len(activities) > 1,
        teeth=None if act.teeth is None else frozenset(tooth for tooth in TEETH if kind_of(tooth) in act.teeth),
        only_activity=activities[0] if len(activities) == 1 else None,
    )


def kind_of(tooth: int) -> str:
    """Return the kind of an adult tooth by its place in the quadrant: 26 is a molar."""
    return _KIND_OF_PLACE.get(tooth % 10, "molar")
