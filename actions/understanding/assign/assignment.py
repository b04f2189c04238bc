"""One sentence, from its items to its moves: what is denied, then clause by clause, then what is of the quote."""

from __future__ import annotations

from dataclasses import replace

from actions.reading import Kind, Parse
from actions.situation import Situation
from actions.understanding.act_names import ActName
from actions.understanding.assign.alternatives import (
    ask_which_act,
    set_prices_of_alternatives_aside,
    without_what_is_set_aside,
)
from actions.understanding.assign.amounts import counts_something_else, is_of_the_room, place_amount
from actions.understanding.assign.charges import place_charges
from actions.understanding.assign.columns import without_columns
from actions.understanding.assign.compared import count_from_the_line_named, name_lines_compared
from actions.understanding.assign.cover_said import place_covers, set_cover_aside
from actions.understanding.assign.dates import place_shift
from actions.understanding.assign.denials import place_denials
from actions.understanding.assign.fee_in_words import place_included
from actions.understanding.assign.fitting import names_act_of
from actions.understanding.assign.likewise import (
    place_as_before,
    place_same_for_the_other,
    place_same_person,
    place_same_price,
    place_same_sector,
    place_same_tooth,
    set_same_person_aside,
)
from actions.understanding.assign.line_values import (
    act_of_the_other,
    contradicts_what_was_told,
    is_said_for_another,
    is_what_is_not_repaid,
    lines_without_sector,
    name_by_the_role,
    offer_instead,
    place_act,
    place_beside_the_code,
    place_condition,
    place_covered,
    place_role,
    place_sector,
    place_teeth,
    spread_act,
    spread_sector,
    spread_tooth,
)
from actions.understanding.assign.lines import (
    line_of,
    lines_awaiting_their_price,
    lines_named_together,
    lines_of_the_same_care,
)
from actions.understanding.assign.many import place_as_many, place_quantity, place_side
from actions.understanding.assign.printed import place_material_alone, place_printed
from actions.understanding.assign.quote_values import ask_which_setting, place_of_the_quote, place_room_period
from actions.understanding.assign.shared_prices import (
    ask_about_the_discount,
    ask_which_amount,
    place_price_for_several,
    price_for_several,
    take_the_rest,
)
from actions.understanding.assign.sheet import Sheet, Told
from actions.understanding.assign.stay_cost import place_stay_cost
from actions.understanding.assign.totals import (
    leave_out_the_total,
    say_a_total_that_differs,
    set_the_total_aside,
    set_the_whole_aside,
)
from actions.understanding.clause import Clause
from actions.understanding.clauses import clauses_of
from actions.understanding.item import Item
from actions.understanding.moves import ChooseAct, Do, Give, Move


def assign(parse: Parse, names: list[ActName], situation: Situation, told: Told) -> list[Move]:
    """Give everything that a sentence tells its place."""
    sheet = Sheet(parse, names, situation, told)
    name_lines_compared(sheet)
    count_from_the_line_named(sheet)
    place_denials(sheet)
    place_charges(sheet)
    place_stay_cost(sheet)
    place_included(sheet)
    set_prices_of_alternatives_aside(sheet)
    same_person = set_same_person_aside(sheet)
    for_several = price_for_several(sheet)
    take_the_rest(sheet)
    left_out = leave_out_the_total(sheet)
    set_cover_aside(sheet)
    left_out = [*left_out, *set_the_total_aside(sheet), *set_the_whole_aside(sheet)]
    ask_about_the_discount(sheet)
    ask_which_amount(sheet)
    ask_which_setting(sheet)
    of_lines = [item for item in without_columns(sheet) if item not in left_out]
    of_the_room = [item for item in of_lines if is_of_the_room(sheet, item)]
    counting = [item for item in of_lines if counts_something_else(sheet, item)]
    clauses = clauses_of([one for one in of_lines if one not in (*of_the_room, *counting)], situation.asked, parse)
    for item in counting:
        sheet.leave(item, "other")
    clauses = ask_which_act(sheet, without_what_is_set_aside(sheet, clauses))
    for clause in (*clauses, *(Clause([item]) for item in of_the_room)):
        _place_clause(sheet, clause)
    place_material_alone(sheet)
    if for_several is not None:
        place_price_for_several(sheet, for_several)
    spread_sector(sheet)
    spread_act(sheet)
    spread_tooth(sheet)
    place_same_for_the_other(sheet)
    place_same_person(sheet, same_person)
    place_covers(sheet)
    for item in sheet.items:
        if item.kind in ("date", "nights", "choice", "person") and not sheet.is_placed(item):
            place_of_the_quote(sheet, item)
    place_shift(sheet)
    place_room_period(sheet)
    _say_what_is_left(sheet)
    say_a_total_that_differs(sheet)
    return [_with_lines_alike(sheet, move) if isinstance(move, ChooseAct) else move for move in sheet.moves]


def _with_lines_alike(sheet: Sheet, move: ChooseAct) -> ChooseAct:
    """« couronne céramique 26 à 500 €, 27 à 520 € »: the act to choose is that of both lines."""
    alike: list[int] = []
    for line, like in sheet.likes.items():
        if like in (move.line, *alike) and line not in sheet.to_choose:
            alike.append(line)
    return replace(move, alike=tuple(alike))


def _place_clause(sheet: Sheet, clause: Clause) -> None:  # noqa: C901  one step a kind of thing said, in their order
    act = clause.one("act")
    if act is not None and is_said_for_another(sheet, clause):
        offer_instead(sheet, act)
        return
    line = line_of(sheet, clause)
    if line == 0:
        for item in clause.items:
            sheet.leave(item, "no_such_line" if clause.one("rank") else "which_line")
        return
    if is_what_is_not_repaid(sheet, clause, line):
        for item in clause.items:
            sheet.leave(item, "member")
        return
    put_right = sheet.told.corrects or sheet.situation.asked in (None, "confirm")
    together = lines_named_together(sheet, clause) if put_right else lines_awaiting_their_price(sheet, clause)
    if together:
        _place_values(sheet, clause, together)
        for item in clause.items:
            sheet.place(item)
        return
    if act is not None:
        line = _place_act_of(sheet, act, clause, line, put_right=put_right)
    role, teeth = clause.one("role"), clause.one("teeth")
    if role is not None and line is not None and act is None:
        name_by_the_role(sheet, role, clause, line)
    if role is not None and line is not None:
        act_of_the_other(sheet, clause, line)
        place_role(sheet, role, line)
    lines: tuple[int, ...] = (line,) if line is not None else ()
    if teeth is not None:
        lines = place_teeth(sheet, teeth, line)
    elif act is not None and line is not None:
        lines = place_as_many(sheet, clause, act, line)
    lines = place_side(sheet, clause, lines)
    place_same_tooth(sheet, lines)
    _place_values(sheet, clause, lines)
    place_as_before(sheet, clause, lines)
    place_same_sector(sheet, clause, lines)
    _named_alone(sheet, clause, line)


def _place_act_of(sheet: Sheet, act: Item, clause: Clause, line: int | None, *, put_right: bool) -> int | None:
    """Place an act: on every line where said of all, on both lines of one operation, else on the clause's own."""
    both = sheet.parse.has("both") and put_right and not clause.of("amount")
    if (sheet.parse.has("everywhere") or both) and sheet.draft.lines:
        for number in range(1, len(sheet.draft.lines) + 1):
            place_act(sheet, act, number)
        return line
    if line is not None and put_right and len(clause.items) == 1:
        for number in lines_of_the_same_care(sheet, line):
            place_act(sheet, act, number)
        return line
    placed = place_act(sheet, act, line, as_printed=_tells_all_that_counts(clause))
    if placed is not None:
        place_quantity(sheet, clause, act, placed)
    return placed


def _tells_all_that_counts(clause: Clause) -> bool:
    """« LBLD193 2800 € NR », « … 650 € base 120 € »: whatever act the code is, what is paid follows from the paper."""
    labels = {item.label for item in clause.of("amount")}
    is_repaid = not any(item.value is False for item in clause.of("covered"))
    return bool(labels - {"base"}) and (not is_repaid or "base" in labels)


def _place_values(sheet: Sheet, clause: Clause, lines: tuple[int, ...]) -> None:
    place_printed(sheet, clause, lines)
    for item in clause.of("rank"):
        sheet.place(item)
    for item in clause.of("covered"):  # before the price, that no base makes unlikely then
        place_covered(sheet, item, clause, lines)
    for item in clause.of("amount"):
        place_amount(sheet, item, clause, lines)
    if not contradicts_what_was_told(sheet, clause, lines):
        for item in clause.of("sector"):
            place_sector(sheet, item, lines or lines_without_sector(sheet))
    for item in clause.of("condition"):
        place_condition(sheet, item, lines)
    for kind in ("modifiers", "association", "agreement"):
        for item in clause.of(kind):
            place_beside_the_code(sheet, item, lines)
    if not clause.of("amount") and len(lines) == 1:
        place_same_price(sheet, lines[0], clause)


def _named_alone(sheet: Sheet, clause: Clause, line: int | None) -> None:
    """« le montant du chirurgien » with no value: what is to be put right, asked again."""
    remembered, value = sheet.situation.options.get("field"), sheet.situation.options.get("value")
    if value is not None and line is not None and not clause.of("amount"):
        sheet.do(Give(str(remembered), line, value, None, corrects=True))
        return
    fields = [str(mention.value) for mention in sheet.parse.of(Kind.FIELD)] or ([remembered] if remembered else [])
    values = [item for item in sheet.items if item.kind in ("amount", "date", "nights", "sector", "choice")]
    correcting = sheet.told.corrects or sheet.situation.asked in (None, "confirm") or sheet.situation.is_correcting
    others = [act for act in clause.of("act") if line is None or not names_act_of(sheet, act, line)]
    if values or not correcting or line is None or others:
        return
    if fields:
        sheet.moves.append(Do("ask_again", fields[0], line))
    elif sheet.situation.is_correcting:
        sheet.moves.append(Do("correct_line", line=line))


def _say_what_is_left(sheet: Sheet) -> None:
    """Every figure that no field took is said back (first law)."""
    for item in sheet.items:
        if item.kind == "count" and item.value > 1 and not sheet.moves and sheet.situation.asked != "more_lines":
            sheet.leave(item, "count")
        if item.kind in ("amount", "teeth", "date", "nights") and not sheet.is_placed(item):
            sheet.leave(item, item.label)
