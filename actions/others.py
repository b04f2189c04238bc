"""Values that a message gives for fields that were not asked."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import words
from actions.answers import MONEY_FIELDS, PERSON, all_values, read_act, read_answer, without
from actions.lines import line_of_words, of_new_line
from actions.moves import Given, Move
from actions.situation import Situation
from quote_draft import LINE_FIELDS, UNKNOWN

_SET_ONCE = ("family", "setting", "exemption", "line.sector", "line.activity", "care_date")
"""Fields whose words occur in any sentence about a quote: once set, only a correction changes them."""
_FIGURES = (*MONEY_FIELDS, "care_date", "stay.nights", "line.tooth")
_DOUBTS_TO_KEEP = (None, "several_teeth", "optam_needed", "candidates", "unknown_code", "closed_code")
_BEFORE_THE_ACTS = (None, "beneficiary", "family", "care_date", "setting", "exemption")
_ROOM_PRICE = "stay.private_room.price"
_NOT_OF_DENTAL = ("setting", "exemption", "line.sector", "line.activity", "stay.nights")
SHORTEST_WORD = 5


def read_others(text: str, situation: Situation, taken: list[Given]) -> list[Move]:
    """Return the moves for the other values; one whose place is in doubt is said back, not stored."""
    found = [one for one in all_values(text, situation) if _is_free(one, taken)]
    if _is_another_line(found, situation):
        return [Move("add_line"), *of_new_line(text, situation)]
    found = _amounts_in_their_fields(text, found, taken)
    found += _setting_of_nights(found, taken, situation)
    found = _one_fee_a_line(found)
    moves = [
        move
        for one in found
        if _may_be_meant(one, text, situation, found, taken)
        for move in _place(one, text, situation, taken)
    ]
    beside_it = [one for one in (*found, *taken) if one.field in _FIGURES and one.doubt != "which_tooth"]
    if not situation.draft.lines and situation.asked in _BEFORE_THE_ACTS and not _names_an_act(found, taken):
        act = read_act(_telling_words(without(text, beside_it)), situation, only_clear=True)
        moves += [Move("give", given=act)] if act else []
    return sorted(moves, key=_order)


def read_known(text: str, situation: Situation) -> list[Move]:
    """Return what a message says of fields that hold a value already: the same, or another that it does not explain."""
    person = read_answer("beneficiary", text, situation)
    found = [*all_values(text, situation), *([person] if person else [])]
    sure = [one for one in found if one.doubt is None and one.value is not None and one.field != "family"]
    if words.FAMILY.search(text):
        sure += [one for one in found if one.field == "family" and one.value is not None]
    held = [(one, situation.draft.get(one.field, _line_for(one, situation, text))) for one in sure]
    for one, current in held:
        if current not in (None, UNKNOWN, _plain(one)):
            return [Move("instead", given=one, line=_line_for(one, situation, text))]
    return [Move("already", given=one, line=_line_for(one, situation, text)) for one, current in held if current][:1]


def _order(move: Move) -> int:
    """Take the act first, then the teeth, which make the lines that the amount is for."""
    field = move.given.field if move.given else ""
    return {"line.act": 0, "line.tooth": 1}.get(field, 2)


def _one_fee_a_line(found: list[Given]) -> list[Given]:
    """Leave out two different fees said of what can only be one line: the amount is then asked for."""
    several = len({one.value for one in found if one.field == "line.fee"}) > 1
    return [one for one in found if one.field != "line.fee"] if several else found


def _setting_of_nights(found: list[Given], taken: list[Given], situation: Situation) -> list[Given]:
    """« 2 nuits à la clinique » says where the care takes place as well."""
    nights = next((one for one in found if one.field == "stay.nights" and one.value), None)
    told = any(one.field == "setting" for one in (*found, *taken))
    if nights is None or told or situation.draft.setting is not None:
        return []
    return [Given("setting", "inpatient", nights.understood)]


def _names_an_act(found: list[Given], taken: list[Given]) -> bool:
    return any(one.field == "line.act" for one in (*found, *taken))


def _telling_words(text: str) -> str:
    """Leave of a message the words that can name an act by themselves, when no act was asked for."""
    telling = re.findall(r"[^\W\d]+", words.NOT_AN_ACT.sub(" ", PERSON.sub(" ", text)))
    return " ".join(word for word in telling if len(word) >= SHORTEST_WORD)


def _is_another_line(found: list[Given], situation: Situation) -> bool:
    """Tell a code that is another line from one that puts right the act just named."""
    act = next((one for one in found if one.field == "line.act"), None)
    if act is None or isinstance(act.value, str):
        return False
    line = _line_for(act, situation)
    current = situation.draft.get("line.act", line)
    if current is None or current == act.value["code"]:
        return False
    return len(found) > 1 or situation.last_answered() != ("line.act", line)


def _is_free(one: Given, taken: list[Given]) -> bool:
    """Say whether a value is none of those taken: another field, read from other figures."""
    return not any(
        other.field == one.field
        or (other.field in _FIGURES and one.span[0] < other.span[1] and other.span[0] < one.span[1])
        for other in taken
    )


def _amounts_in_their_fields(text: str, found: list[Given], taken: list[Given]) -> list[Given]:
    """Take a lone amount beside « BR » for the base; no second fee where an amount was the answer."""
    if any(one.field in MONEY_FIELDS for one in taken):
        return [one for one in found if one.field != "line.fee"]
    if words.BASE.search(text) and sum(one.field == "line.fee" for one in found) == 1:
        return [replace(one, field="line.base") if one.field == "line.fee" else one for one in found]
    return found


def _may_be_meant(one: Given, text: str, situation: Situation, found: list[Given], taken: list[Given]) -> bool:
    """Rule out what only looks like a value: a number without its unit, a word of any sentence about a quote."""
    draft = situation.draft
    current = draft.get(one.field, _line_for(one, situation, text))
    dental = draft.family == "dental" or any(other.field == "family" and other.value == "dental" for other in found)
    beside = any(other.field in ("line.act", "line.tooth") for other in (*found, *taken))
    rules = (
        one.doubt in _DOUBTS_TO_KEEP,
        current is None or current != _plain(one),
        one.field != "exemption" or bool(words.COVERED_IN_FULL.search(text)),
        one.field not in _SET_ONCE or current in (None, UNKNOWN) or _is_changed(one, text, situation, taken),
        one.field not in ("line.fee", "line.base") or beside or _is_an_amount(one, text),
        one.field != "stay.private_room.per" or any(other.field == _ROOM_PRICE for other in (*found, *taken)),
        one.field != "line.activity"
        or bool(draft.lines)
        or beside
        or any(other.field == "line.fee" for other in found),
        one.field != "family" or not (draft.lines or _names_an_act([], taken)),
        not (dental and one.field in _NOT_OF_DENTAL),
        one.field != "stay.nights" or not (words.AT_LEAST.search(text) or words.MONTHS.search(one.understood or "")),
    )
    return all(rules)


def _plain(one: Given) -> object:
    return one.value["code"] if one.field == "line.act" and isinstance(one.value, dict) else one.value


def _is_changed(one: Given, text: str, situation: Situation, taken: list[Given]) -> bool:
    """Say whether a value said anew is a change: at the summary always, else when its field is named."""
    if situation.asked in ("confirm", None) or (one.field == "exemption" and situation.draft.exemption == "none"):
        return True
    return one.field in words.NAMES and not taken and bool(words.NAMES[one.field].search(text))


def _is_an_amount(one: Given, text: str) -> bool:
    return bool(words.UNIT.search(one.understood or "") or words.FEE.search(text) or words.BASE.search(text))


def _place(one: Given, text: str, situation: Situation, taken: list[Given]) -> list[Move]:
    line = _line_for(one, situation, text)
    known = situation.draft.get(one.field, line) is not None
    at_the_end = situation.asked in ("confirm", None)
    if one.field == "line.fee" and known and not (words.FEE.search(text) or at_the_end):
        return [Move("unsure", given=one, line=line)] if not taken else []
    return [Move("fix" if known else "give", given=replace(one, line=line))]


def _line_for(one: Given, situation: Situation, text: str = "") -> int | None:
    if one.field not in LINE_FIELDS:
        return None
    asking, count = situation.asking, len(situation.draft.lines)
    if asking and asking.line and asking.field != "confirm_value":
        return asking.line
    meant = line_of_words(text, None, situation.draft) if text and count > 1 else None
    return meant or max(count, 1)
