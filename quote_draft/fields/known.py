"""Values that count, from those given and from what they follow from."""

from typing import Any

from quote_draft.fields.charges import charge_id
from quote_draft.fields.field import Json, Place
from quote_draft.fields.kinds import SECTORS_AMONG, UNKNOWN


def family_of_the_acts(place: Place, given: Any) -> Any:
    """Tell medical from dental by the acts; what the member chose stands while there is none."""
    return next((line.facts.family for line in place.draft.lines if line.facts), given)


def code(_place: Place, given: Any) -> Any:
    return given["code"] if given else None


def words_or_act_label(place: Place, given: Any) -> Any:
    act = place.draft.given("line.act", place.line)
    return given or (act["label"] if act else None)


def covered_by_the_nomenclature(place: Place, given: Any) -> Any:
    return False if given is None and place.act is not None and not place.act.covered else given


def only_activity(place: Place, given: Any) -> Any:
    return given or (place.act.only_activity if place.act else None)


def setting_of_the_nights(place: Place, given: Any) -> Any:
    nights = place.draft.given("stay.nights")
    if given is None and isinstance(nights, int):
        return "inpatient" if nights else "day_case"
    return given


def none_in_a_day_case(place: Place, given: Any) -> Any:
    return 0 if place.draft.given("setting") == "day_case" else given


def sector_shown(_place: Place, value: Any) -> Json:
    """Two sectors that it could be are, for who reads the draft, one that is not known."""
    among = SECTORS_AMONG.get(value)
    return {"sector": UNKNOWN if among else value, "sector_among": list(among) if among else None}


def shared_fees_shown(_place: Place, shared: Any) -> Json:
    return {"shared_fees": shared or []}


def charges_shown(_place: Place, charges: Any) -> Json:
    """Name each charge by its place, as the estimate does."""
    return {"charges": [{"id": charge_id(place), **one} for place, one in enumerate(charges or (), start=1)]}
