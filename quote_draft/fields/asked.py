"""When a field that is not known yet is asked: never what follows from something known."""

from quote_draft.fields.field import Place


def described(place: Place) -> bool:
    """Hold when the line says what it is: an act, or words for one that is not known."""
    return place.known("line.act") is not None or place.known("line.label") is not None


def described_and_covered(place: Place) -> bool:
    """Hold where the Assurance Maladie pays: what decides how much is asked of no other line."""
    return described(place) and place.known("line.covered") is not False


def has_no_price(place: Place) -> bool:
    """Hold unless the line has its part of a price told for several, or what comes on top of its base."""
    return described(place) and place.shared_fee is None and place.known("line.overrun") is None


def not_described(place: Place) -> bool:
    return not described(place)


def no_act_tells_the_family(place: Place) -> bool:
    return any(line.label for line in place.draft.lines)


def paid_on_a_condition(place: Place) -> bool:
    return place.act is not None and place.act.condition is not None and described_and_covered(place)


def act_needs_a_tooth(place: Place) -> bool:
    told = place.known("line.teeth") is not None
    return place.act is not None and place.act.needs_tooth and not told and described_and_covered(place)


def act_has_two_practitioners(place: Place) -> bool:
    return place.act is not None and place.act.has_anaesthesia and described_and_covered(place)


def nomenclature_has_no_base(place: Place) -> bool:
    return described_and_covered(place) and (place.act is None or not place.act.has_base)


def nights_do_not_tell(place: Place) -> bool:
    """Hold unless the nights are asked instead: most members know them for an act that is done in hospital."""
    return place.draft.usual_setting != "inpatient" or place.known("stay.nights") is not None


def nights_are_spent(place: Place) -> bool:
    return (place.known("setting") or place.draft.usual_setting) == "inpatient"


def there_is_a_stay(place: Place) -> bool:
    return place.draft.has_stay


def there_are_dependants(place: Place) -> bool:
    return place.context is not None and not place.context.only_self
