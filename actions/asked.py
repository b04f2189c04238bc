"""What a message answers to the question asked: one function a question that is answered in its own way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from actions import words
from actions.answers import all_values, choose_among, is_known_code, read_act, read_answer
from actions.lines import line_of_words, of_new_line
from actions.moves import Given, Move
from actions.questions import surgeon_without_anaesthetist
from actions.reading import read_act_codes, read_choice, read_field, read_rank, read_yes_no
from actions.situation import Situation
from quote_draft import LINE_FIELDS

A_FEW_WORDS = 4


def read_asked(text: str, situation: Situation) -> list[Move]:
    """Return the moves that answer the question asked, an empty list when the message does not answer it."""
    asking = situation.asking
    if asking is None:
        return [Move("yes")] if situation.draft.confirmed and words.CALCULATE.search(text) else []
    own_way = _OWN_WAYS.get(asking.field)
    moves = own_way(text, situation) if own_way else None
    return _plainly(text, situation) if moves is None else moves


def _plainly(text: str, situation: Situation) -> list[Move]:
    asking = situation.asking
    if asking is None:
        return []
    given = read_answer(asking.field, text, situation, asking.line) or _alternative_named(text, situation)
    return [Move("give", given=given)] if given else []


def says_no(text: str) -> bool:
    said = read_yes_no(text)
    refused = said is not None and not said.value
    return refused or bool(words.STARTS_WITH_NO.match(text) or words.NOT_THERE.search(text))


def _alternative_named(text: str, situation: Situation) -> Given | None:
    """Read « le premier », « la deuxième » among the values offered."""
    choices, asking = situation.options.get("choices"), situation.asking
    rank = read_rank(text, len(choices)) if choices else None
    if not choices or not asking or rank is None:
        return None
    field = "stay.private_room.price" if asking.field == "stay.private_room" else asking.field
    return Given(field, choices[rank.value - 1], text.strip(), asking.line)


def _line(situation: Situation) -> int | None:
    return situation.asking.line if situation.asking else None


def _family(text: str, situation: Situation) -> list[Move] | None:
    if words.BOTH.search(text):
        return [Move("question", response="utter_family_separate")]
    found = _plainly(text, situation)
    if not found and read_choice(text, "activity"):
        return [Move("give", given=Given("family", "medical", text.strip()))]
    return found


def _beneficiary(text: str, situation: Situation) -> list[Move] | None:
    found = _plainly(text, situation)
    if not found and words.ADULT.search(text):
        return [Move("question", response="utter_beneficiary_adult")]
    return found


def _exemption(text: str, situation: Situation) -> list[Move] | None:
    found = _plainly(text, situation)
    return found or ([Move("give", given=Given("exemption", "none", text.strip()))] if says_no(text) else [])


def _date_or_base(text: str, situation: Situation) -> list[Move] | None:
    """Take « il n’y en a pas » for « je ne sais pas »: it is an answer here."""
    fee = situation.draft.get("line.fee", _line(situation))
    if situation.asked == "line.base" and fee and words.FEE.search(text) and not words.BASE.search(text):
        return []  # « le montant, c'est 900 » is about the fee
    found = _plainly(text, situation)
    return found or ([Move("dont_know")] if says_no(text) else [])


def _act(text: str, situation: Situation) -> list[Move] | None:
    """« non merci » to an act that would be one more means that there is none."""
    draft, line = situation.draft, _line(situation)
    is_one_more = bool(draft.lines) and line == len(draft.lines) and draft.get("line.act", line) is None
    said = read_yes_no(text)
    if is_one_more and said and not said.value and len(text.split()) <= A_FEW_WORDS:
        return [Move("finish")]
    if is_one_more and len(draft.lines) > 1:
        return _same_act(text, situation, len(draft.lines) - 1)
    return None


def _same_act(text: str, situation: Situation, line: int) -> list[Move] | None:
    """« la même chose », « l'anesthésiste »: another line of an act that the quote has already."""
    if read_act_codes(text, lambda code: is_known_code(code, situation)):
        return None
    surgeon, activity = surgeon_without_anaesthetist(situation.draft), read_choice(text, "activity")
    if surgeon and activity and activity.value == 4:
        drop = ("line.activity", "line.act", "line.tooth")
        return [Move("add_anaesthetist", line=surgeon), *of_new_line(text, situation, drop=drop)]
    if words.THE_SAME.search(text) or _other_activity(activity.value if activity else None, line, situation):
        return [Move("add_same_act", line=line), *of_new_line(text, situation, drop=("line.act",))]
    return None


def _other_activity(activity: object, line: int, situation: Situation) -> bool:
    """« le chirurgien aussi » after the anaesthetist of the same act."""
    code, act = situation.draft.get("line.act", line), situation.draft.act_of(line)
    there = {one.activity for one in situation.draft.lines if one.code == code}
    return activity is not None and act is not None and act.has_anaesthesia and activity not in there


def _activity(text: str, situation: Situation) -> list[Move] | None:
    if words.BOTH.search(text):
        return [Move("both_activities", line=_line(situation))]
    if words.FIRST_OR_FOURTH.fullmatch(text):
        activity = 1 if words.FIRST.search(text) else 4
        return [Move("give", given=Given("line.activity", activity, text.strip(), _line(situation)))]
    return None


def _fee(text: str, situation: Situation) -> list[Move] | None:
    if "teeth" in situation.options:
        scope, amount = read_choice(text, "fee_scope"), read_answer("line.fee", text, situation)
        if amount and amount.value != situation.options["amount"]:
            return None  # another amount, with its own scope
        return [Move("share_fee", field=str(scope.value))] if scope and scope.value else None
    found = _plainly(text, situation)
    if not found and words.OVERRUN.search(text):
        return [Move("question", response="utter_fee_is_total")]
    if not found and words.NOT_THERE.search(text):
        return [Move("dont_know")]
    return found


def _nights(text: str, _situation: Situation) -> list[Move] | None:
    if words.NO_NIGHT.match(text):
        return [Move("give", given=Given("stay.nights", 0, text.strip()))]
    return None


def _confirm(text: str, situation: Situation) -> list[Move] | None:
    room = read_answer("stay.private_room", text, situation) if words.ROOM.search(text) else None
    if room and room.field.endswith("wanted") and room.value is False and situation.draft.has_stay:
        return [Move("fix", given=room)]
    field = read_field(text) if len(text.split()) <= A_FEW_WORDS and not re.search(r"\d", text) else None
    if field and not all_values(text, situation):
        line = line_of_words(text, None, situation.draft) if field in LINE_FIELDS else None
        known = line is not None or field not in LINE_FIELDS
        return [Move("ask_again", field=field, line=line) if known else Move("correct_what")]
    said = read_yes_no(text)
    if said:
        return [Move("yes" if said.value else "no")]
    if words.CALCULATE.search(text):
        return [Move("yes")]
    wrong = words.SOMETHING_WRONG.search(text) and not all_values(text, situation)
    return [Move("correct_what")] if wrong else []


def _confirm_value(text: str, situation: Situation) -> list[Move] | None:
    """Take a yes, a no, or another value of the same field in its place."""
    pending = situation.draft.to_confirm
    if pending is None:
        return []
    said = read_yes_no(text)
    given = read_answer(pending.field, text, situation, pending.line)
    if given and given.value is not None and pending.field not in ("family", "exemption"):
        if given.value != pending.value:
            return [Move("give", given=given)]
        if said is None or said.value:
            return [Move("yes")]
    return [Move("yes" if said.value else "no")] if said else []


def _more_lines(text: str, situation: Situation) -> list[Move] | None:
    said = read_yes_no(text)
    has_code = bool(read_act_codes(text, lambda code: is_known_code(code, situation)))
    refused = (said and not said.value) or words.ENOUGH.search(text) or words.STARTS_WITH_NO.match(text)
    if refused and not has_code:
        return [Move("finish")]
    same = _same_act(text, situation, len(situation.draft.lines))
    if same:
        return same
    names_an_act = read_act(words.NOT_AN_ACT.sub(" ", text), situation)
    if names_an_act:
        return [Move("add_line"), *of_new_line(text, situation)]
    return [Move("add_line")] if said else []


def _choose_act(text: str, situation: Situation) -> list[Move] | None:
    candidates, line = list(situation.options.get("candidates", [])), _line(situation)
    said = read_yes_no(text)
    none = bool(words.NONE_OF_THESE.search(text) or words.JUST_NO.fullmatch(text))
    given = None if none else choose_among(text, candidates, situation)
    if given is None and said and said.value and len(candidates) == 1:
        given = Given("line.act", candidates[0], text.strip())
    if given is None and (none or (said and not said.value)):
        return [Move("none_of_these", line=line)]
    given = given or read_act(text, situation)
    return [Move("give", given=replace(given, line=line))] if given else []


_OWN_WAYS: dict[str, Callable[[str, Situation], list[Move] | None]] = {
    "family": _family,
    "beneficiary": _beneficiary,
    "exemption": _exemption,
    "care_date": _date_or_base,
    "line.base": _date_or_base,
    "line.act": _act,
    "line.activity": _activity,
    "line.fee": _fee,
    "stay.nights": _nights,
    "confirm": _confirm,
    "confirm_value": _confirm_value,
    "more_lines": _more_lines,
    "choose_act": _choose_act,
}
"""A function returns None to have the message read plainly, as a value of the field."""
