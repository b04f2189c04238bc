"""From what is asked to how it is asked: the response's name, what fills it in, the buttons that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from actions.answering import wording
from actions.answering.summary import summarise
from actions.answering.wording import act_of, answer, button, money, plain_button
from actions.outcome import Button, Reply
from actions.understanding.surgeons import surgeon_without_anaesthetist
from quote_draft import (
    EXEMPTIONS,
    FAMILIES,
    SECTORS,
    SETTINGS,
    TABLE,
    Asking,
    Draft,
    DraftContext,
    Proposal,
    draft_view,
    find_doubt,
)
from wording import capitalised, say

DOUBTS = (
    "past_date", "after_cover", "far_date", "fee_low", "fee_high", "fee_large", "fee_zero", "base_zero", "base_odd",
    "base_above_fee", "base_is_fee",
    "tooth_not_allowed", "price_zero", "price_large", "many_nights", "no_night", "family_drops_lines", "approximate",
    "highest",
)  # fmt: skip
"""Why a value can need a confirmation: one response `utter_ask_confirm_value_<reason>` each."""


def ask(asking: Asking, draft: Draft, context: DraftContext) -> Reply:
    """Return the question as the assistant asks it."""
    options: dict[str, Any] = asking.options if isinstance(asking.options, dict) else {}
    if options.get("restart"):
        return Reply("utter_ask_restart", buttons=(_choice("restart", "confirm"), _choice("restart", "deny")))
    if asking.field == "confirm_value" and draft.to_confirm:
        return _confirm_value(draft, draft.to_confirm, context)
    if "choices" in options:
        buttons = tuple(_alternative(asking, value) for value in options["choices"])
        return _which_value(asking, draft, buttons)
    return _QUESTIONS.get(asking.field, _of_any_field)(asking, options, draft, context)


CHOSEN = (
    "line.fee", "line.base", "line.tooth", "line.sector", "exemption", "setting", "care_date", "beneficiary",
    "stay.nights", "stay.private_room",
)  # fmt: skip
"""Fields of which one value among several is asked for in words of their own: `utter_ask_choice_<field>`."""


def _which_value(asking: Asking, draft: Draft, buttons: tuple[Button, ...]) -> Reply:
    if asking.field not in CHOSEN:
        return Reply("utter_ask_choice", {"field": wording.label(asking.field, asking.line)}, buttons)
    act = {"act": act_of(draft, asking.line)} if asking.line else {}
    return Reply(f"utter_ask_choice_{asking.field.replace('.', '_')}", act, buttons)


_AGAIN = {
    "utter_ask_describe": "utter_ask_describe_again",
    "utter_ask_family": "utter_ask_family_again",
    "utter_ask_line_act": "utter_ask_line_act_again",
    "utter_ask_line_act_dental": "utter_ask_line_act_again",
    "utter_ask_line_activity": "utter_ask_line_activity_again",
    "utter_ask_line_tooth": "utter_ask_line_tooth_again",
    "utter_ask_line_sector": "utter_ask_line_sector_again",
    "utter_ask_line_sector_optam": "utter_ask_line_sector_optam_again",
    "utter_ask_line_fee": "utter_ask_line_fee_again",
    "utter_ask_line_fee_surgeon": "utter_ask_line_fee_surgeon_again",
    "utter_ask_line_base": "utter_ask_line_base_again",
    "utter_ask_line_condition_met": "utter_ask_line_condition_met_again",
    "utter_ask_more_lines": "utter_ask_more_lines_again",
    "utter_ask_care_date": "utter_ask_care_date_again",
    "utter_ask_setting": "utter_ask_setting_again",
    "utter_ask_setting_day_case": "utter_ask_setting_again",
    "utter_ask_setting_inpatient": "utter_ask_setting_again",
    "utter_ask_setting_outpatient": "utter_ask_setting_again",
    "utter_ask_exemption": "utter_ask_exemption_again",
    "utter_ask_stay_nights": "utter_ask_stay_nights_again",
    "utter_ask_stay_nights_proposed": "utter_ask_stay_nights_again",
    "utter_ask_stay_private_room": "utter_ask_stay_private_room_again",
    "utter_ask_stay_private_room_price": "utter_ask_stay_private_room_price_again",
    "utter_ask_confirm": "utter_ask_confirm_again",
}


def asked_again(question: Reply) -> Reply:
    """Return a question that was asked just before, in fewer words: what helps to answer it was said."""
    return replace(question, response=_AGAIN.get(question.response, question.response))


def _choice(question: str, intent: str) -> Button:
    return button(question, intent, payload={"intent": intent})


def _alternative(asking: Asking, value: Any) -> Button:
    field = asking.field
    title = wording.whom(value) if field == "beneficiary" else wording.written(field, value)
    if field == "line.tooth":
        title = wording.piece("units", "tooth", tooth=value)
    return Button(capitalised(title), answer(asking.field, asking.line, value))


def _answers(asking: Asking, values: tuple[Any, ...]) -> Iterator[Button]:
    for value in values:
        yield button(asking.field, value, payload=answer(asking.field, asking.line, value))


def _family(asking: Asking, _options: dict[str, Any], _draft: Draft, _context: DraftContext) -> Reply:
    return Reply("utter_ask_family", buttons=tuple(_answers(asking, FAMILIES)))


def _beneficiary(asking: Asking, _options: dict[str, Any], _draft: Draft, context: DraftContext) -> Reply:
    people = [person.id for person in context.beneficiaries]
    buttons = tuple(
        button("self", payload=answer(asking.field, None, one))
        if one == "self"
        else Button(wording.whom(one), answer(asking.field, None, one))
        for one in people
    )
    return Reply("utter_ask_beneficiary", buttons=buttons)


def _exemption(asking: Asking, _options: dict[str, Any], _draft: Draft, _context: DraftContext) -> Reply:
    return Reply("utter_ask_exemption", buttons=(*_answers(asking, EXEMPTIONS), plain_button("dont_know")))


def _care_date(asking: Asking, _options: dict[str, Any], _draft: Draft, context: DraftContext) -> Reply:
    today = button("care_date", "today", payload=answer(asking.field, None, context.today.isoformat()))
    return Reply("utter_ask_care_date", buttons=(today, plain_button("dont_know")))


def _setting(asking: Asking, options: dict[str, Any], _draft: Draft, _context: DraftContext) -> Reply:
    name = "utter_ask_setting"
    if options.get("proposed_setting"):
        name += f"_{options['proposed_setting']}"
    return Reply(name, buttons=(*_answers(asking, SETTINGS), plain_button("why")))


def _describe(_asking: Asking, _options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    """Ask for everything at once; whoever would rather be led, a question at a time, begins with a button."""
    begins = _answers(Asking("family"), FAMILIES) if draft.family is None else ()
    return Reply("utter_ask_describe", buttons=tuple(begins))


def _act(asking: Asking, _options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    name, variables = "utter_ask_line_act_dental" if draft.family == "dental" else "utter_ask_line_act", {}
    if asking.line and asking.line > 1:
        told = ", ".join(_told_of(draft, asking.line))
        name = "utter_ask_line_act_told" if told else "utter_ask_line_act_next"
        variables = {"line": str(asking.line), "told": told}
    no_other = (button("more_lines", False, payload=answer("more_lines", None, False)),)
    without: tuple[Button, ...] = no_other if not draft.lines and draft.costs_without_acts else ()
    if variables:
        go = button("line_without_act", payload={"intent": "delete_line", "line": asking.line})
        without = (go,) if variables["told"] else no_other
    return Reply(name, variables, (*without, plain_button("dont_know"), plain_button("handover")))


def _told_of(draft: Draft, number: int) -> Iterator[str]:
    """Say by what a line without an act can be found on the paper."""
    for line in draft.lines[number - 1 : number]:
        if line.tooth:
            yield wording.piece("units", "tooth", tooth=line.tooth)
        if line.fee:
            yield money(line.fee)


def _choose_act(asking: Asking, options: dict[str, Any], _draft: Draft, _context: DraftContext) -> Reply:
    found = [
        Button(wording.written("line.act", one), answer("choose_act", asking.line, one["code"]))
        for one in options.get("candidates", [])
    ]
    none = button("choose_act_none", payload=answer("choose_act", asking.line, "none"))
    if asking.line and asking.line > 1:
        return Reply("utter_ask_choose_act_of_line", {"line": str(asking.line)}, (*found, none))
    return Reply("utter_ask_choose_act", buttons=(*found, none))


def _activity(asking: Asking, _options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    act = act_of(draft, asking.line or 1)
    return Reply("utter_ask_line_activity", {"act": act}, (*_answers(asking, (1, 4)), plain_button("why")))


def _tooth(asking: Asking, _options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    return Reply("utter_ask_line_tooth", {"act": act_of(draft, asking.line or 1)}, (plain_button("dont_know"),))


def _sector(asking: Asking, options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    act = {"act": act_of(draft, asking.line or 1)}
    if options.get("narrow") == "optam_needed":
        yes_no = tuple(
            button("optam", value, payload=answer(asking.field, asking.line, value))
            for value in ("sector_2_optam", "sector_2")
        )
        return Reply("utter_ask_line_sector_optam", act, (*yes_no, plain_button("dont_know")))
    return Reply("utter_ask_line_sector", act, (*_answers(asking, SECTORS), plain_button("dont_know")))


def _fee(asking: Asking, options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    if "lines" in options:
        amount, count = money(options["amount"]), len(options["lines"])
        scopes = (
            button("fee_scope", "per_tooth", amount=amount, payload=answer(asking.field, asking.line, "per_tooth")),
            button("fee_scope", "all_teeth", amount=amount, count=count,
                   payload=answer(asking.field, asking.line, "all_teeth")),
        )  # fmt: skip
        return Reply("utter_ask_line_fee_shared", {"amount": amount, "count": str(count)}, scopes)
    act = act_of(draft, asking.line or 1)
    if options.get("activity"):
        other = button("anaesthetist", payload=answer("line.activity", asking.line, 4))
        return Reply(
            "utter_ask_line_fee_surgeon", {"act": act}, (other, plain_button("dont_know"), plain_button("why"))
        )
    return Reply("utter_ask_line_fee", {"act": act}, (plain_button("dont_know"), plain_button("why")))


def _base(asking: Asking, _options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    act = act_of(draft, asking.line or 1)
    return Reply("utter_ask_line_base", {"act": act}, (plain_button("dont_know"), plain_button("why")))


def _condition(asking: Asking, _options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    line = asking.line or 1
    facts = draft.act_of(line)
    condition = say("estimate", "conditions", (facts and facts.condition) or "unspecified")
    variables = {"act": act_of(draft, line), "condition": condition}
    return Reply(
        "utter_ask_line_condition_met",
        variables,
        (*_answers(asking, (True, False)), plain_button("dont_know"), plain_button("why")),
    )


def _of_any_field(asking: Asking, _options: dict[str, Any], _draft: Draft, _context: DraftContext) -> Reply:
    """Ask again a field that is never asked by itself: it was told, and is to be put right."""
    buttons = tuple(_alternative(asking, value) for value in TABLE[asking.field].kind.choices)
    return Reply("utter_ask_any_field", {"field": wording.label(asking.field, asking.line)}, buttons)


def _more_lines(asking: Asking, _options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    values: tuple[Any, ...] = (True, False)
    if surgeon_without_anaesthetist(draft):
        values = ("anaesthetist", True, False)
    return Reply("utter_ask_more_lines", {"count": str(len(draft.lines))}, tuple(_answers(asking, values)))


def _nights(_asking: Asking, options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    buttons = (plain_button("dont_know"), plain_button("why"))
    if options.get("proposed_setting"):
        day_case = button("setting", "day_case", payload=answer("setting", None, "day_case"))
        return Reply("utter_ask_stay_nights_proposed", {"act": act_of(draft, 1)}, (day_case, *buttons))
    return Reply("utter_ask_stay_nights", buttons=buttons)


def _private_room(asking: Asking, _options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    room = draft.get("stay.private_room") or {}
    if room.get("wanted") is True:
        return Reply("utter_ask_stay_private_room_price", buttons=(plain_button("dont_know"),))
    yes_no = tuple(
        button("stay.private_room", value, payload=answer(asking.field, None, value)) for value in (True, False)
    )
    return Reply("utter_ask_stay_private_room", buttons=(*yes_no, plain_button("dont_know")))


def _confirm(_asking: Asking, _options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    card = {"type": "draft", "draft": draft_view(draft)}
    buttons = tuple(
        button("confirm", name, payload={"intent": name} | ({"field": None, "line": None} if name == "correct" else {}))
        for name in ("confirm", "correct", "add_line")
    )
    return Reply("utter_ask_confirm", {"summary": summarise(draft)}, buttons, card)


def _confirm_value(draft: Draft, pending: Proposal, context: DraftContext) -> Reply:
    reason = pending.reason if pending.reason in DOUBTS else "approximate"
    variables = {
        "value": wording.written(pending.field, pending.value, approximate=pending.approximate),
        "field": wording.label(pending.field, pending.line),
        "act": act_of(draft, pending.line) if pending.line else "",
        "fact": _fact(draft, pending, context),
    }
    return Reply(
        f"utter_ask_confirm_value_{reason}",
        variables,
        (_choice("confirm_value", "confirm"), _choice("confirm_value", "deny")),
    )


def _fact(draft: Draft, pending: Proposal, context: DraftContext) -> str:
    """Write what makes the value unlikely: the base, the end of the cover."""
    doubt = find_doubt(draft, pending.field, pending.line, pending.value, context)
    if doubt is None or not doubt.facts:
        return ""
    last = doubt.facts[-1]
    if doubt.reason in ("past_date", "after_cover", "far_date"):
        return wording.day(last)
    return (
        money(last)
        if doubt.reason.startswith(("fee", "base", "price"))
        else ", ".join(str(fact) for fact in doubt.facts)
    )


def _confirm_read(_asking: Asking, _options: dict[str, Any], draft: Draft, _context: DraftContext) -> Reply:
    """Show the reading whole each time it is asked about: the gateway, which keeps it, fills the card in."""
    card = {"type": "read_quote", "document": draft.paper}
    return Reply(
        "utter_ask_confirm_read", {}, (_choice("confirm_read", "confirm"), _choice("confirm_read", "deny")), card
    )


_QUESTIONS = {
    "describe": _describe,
    "family": _family,
    "beneficiary": _beneficiary,
    "exemption": _exemption,
    "care_date": _care_date,
    "setting": _setting,
    "line.act": _act,
    "choose_act": _choose_act,
    "line.activity": _activity,
    "line.tooth": _tooth,
    "line.sector": _sector,
    "line.fee": _fee,
    "line.base": _base,
    "line.condition_met": _condition,
    "more_lines": _more_lines,
    "stay.nights": _nights,
    "stay.private_room": _private_room,
    "confirm": _confirm,
    "confirm_read": _confirm_read,
}
