"""How values enter the engine's input, in the form of the estimate's contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quote_draft.fields.charges import DAY, NIGHT, STAY, charge_id
from quote_draft.fields.field import Json, Place
from quote_draft.fields.kinds import SECTORS_AMONG, UNKNOWN, cents, euros

NIGHTS_WHEN_UNKNOWN = 1
"""An unknown number of nights counts as the shortest hospitalisation, and the estimate says so."""
_NATURES = {"medical": "medical_act", "dental": "dental_care"}
_ANAESTHETIST = 4


def as_(key: str) -> Callable[[Place, Any], Json]:
    """Return how a value enters under a key of its own; one that is not known is left out."""
    return lambda _place, value: {} if value in (None, UNKNOWN) else {key: value}


def birth_date(place: Place, value: Any) -> Json:
    people = place.context.beneficiaries if place.context else ()
    born = next((person.birth_date for person in people if person.id == (value or "self")), None)
    return {"patient": {"birth_date": born.isoformat()}} if born else {}


def exemption(_place: Place, value: Any) -> Json:
    return {} if value in (None, UNKNOWN, "none") else {"patient": {"exemption": value}}


def nature(place: Place, label: Any) -> Json:
    """Count an act that is not known as an ordinary one of its family, under its label; the estimate says so."""
    named = {"label": label} if label else {}
    if place.known("line.activity") == _ANAESTHETIST:
        return {"nature": "anaesthesia", **named}
    return {"nature": _NATURES[place.draft.family or "medical"], **named}


def covered(_place: Place, value: Any) -> Json:
    return {"covered": False} if value is False else {}


def sector(_place: Place, value: Any) -> Json:
    if value in SECTORS_AMONG:
        return {"sector_among": list(SECTORS_AMONG[value])}
    return {} if value in (None, UNKNOWN) else {"sector": value}


def nights(place: Place, value: Any) -> Json:
    if place.draft.counted_setting != "inpatient":
        return {}
    counted = _nights(place, value)
    return {"nights": counted, "days": counted + 1}


def private_room(place: Place, room: Any) -> Json:
    outside = place.draft.counted_setting == "outpatient"
    if outside or not room or room["wanted"] is not True or room["price"] in (None, UNKNOWN):
        return {}
    counted = _nights(place, place.known("stay.nights"))
    by_night = {"private_room_days": counted} if room["per"] == "night" and counted else {}
    return {"private_room_per_day": room["price"], **by_night}


def stay_cost(place: Place, told: Json | None) -> Json:
    """Count what is asked a day for each night, once in a day case: a hospital bills no day of discharge."""
    if not told or place.draft.counted_setting == "outpatient":
        return {}
    times = max(_nights(place, place.known("stay.nights")), 1) if told["per"] == DAY else 1
    return {"cost": euros(cents(told["amount"]) * times)}


def tooth(place: Place, value: Any) -> Json:
    return {} if value is None or place.known("line.teeth") else {"tooth": value}


def fee(place: Place, value: Any) -> Json:
    return {} if value is None or place.shared_fee else {"fee": value}


def overrun(place: Place, value: Any) -> Json:
    """Of an act that is not covered there is no base: what comes on top of nothing is the price."""
    if value is None or place.shared_fee or place.known("line.fee"):
        return {}
    return {"fee" if place.known("line.covered") is False else "overrun": value}


def shared_fees(place: Place, value: Any) -> Json:
    """Leave out a price that names a line that is not there."""
    there = [one for one in value or () if all(place.draft.has_line(int(line)) for line in one["lines"])]
    return {"shared_fees": there} if there else {}


def charges(place: Place, value: Any) -> Json:
    return {"charges": [_charge(place, number, one) for number, one in enumerate(value, start=1)]} if value else {}


def _charge(place: Place, number: int, told: Json) -> Json:
    """Count what is asked a night for the nights; outside hospital what is asked a day is asked once."""
    known = {name: value for name, value in told.items() if value is not None}
    entry = {**known, "id": charge_id(number)}
    if told["per"] == STAY:
        return entry
    nights = _nights(place, place.known("stay.nights"))
    counted = nights if told["per"] == NIGHT else nights + 1
    in_hospital = place.draft.counted_setting != "outpatient"
    return {**entry, "per": DAY, "days": told["days"] or (max(counted, 1) if in_hospital else 1)}


def _nights(place: Place, value: Any) -> int:
    if place.draft.counted_setting == "day_case":
        return 0
    return value if isinstance(value, int) else NIGHTS_WHEN_UNKNOWN
