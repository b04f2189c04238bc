"""An amount that is a price finds its line, or its lines."""

from __future__ import annotations

from actions.understanding.assign.fitting import names_act_of
from actions.understanding.assign.many import counts_the_act, place_price_of_many
from actions.understanding.assign.named import field_named, last_of_a_figure
from actions.understanding.assign.sheet import ACTIVITY_OF, Sheet
from actions.understanding.clause import Clause
from actions.understanding.item import CUTS, Item
from actions.understanding.moves import AskBack, Do, Instead, NewLine, ShareFee
from actions.understanding.part import ENDS
from quote_draft import UNKNOWN, accepts, cents, euros


def place_price(sheet: Sheet, item: Item, clause: Clause, field: str, lines: tuple[int, ...]) -> None:
    mention = item.mention
    if mention is None:
        return
    value = euros(item.cents)
    if not accepts(field, value):
        sheet.leave(item, "too_large")
        return
    of_one = field == "line.fee" and len(lines) == 1
    if of_one and (place_price_of_many(sheet, item, clause, lines[0]) or _share_it(sheet, item, clause, lines[0])):
        return
    every = tuple(range(1, len(sheet.draft.lines) + 1))
    scope_said = _scope_said(sheet, item, clause)
    theirs = _of_what_is_named(sheet, clause, lines, every) if scope_said == "each" else every
    if field == "line.fee" and scope_said and len(lines) <= 1 and len(theirs) > 1:
        lines = theirs
    elif field == "line.fee" and len(lines) == 1 and not clause.is_anchored:
        lines = _told_together(sheet, lines[0])
    if field == "line.fee" and len(lines) == 1 and len(every) <= 1 and _is_for_several(sheet, item, clause):
        sheet.place(item)
        half = euros(item.cents // (_count_said(sheet, clause) or 2))
        sheet.moves.append(AskBack(field, lines[0], "either", (value, half), mention.text))
        return
    if field == "line.fee" and len(lines) > 1:
        _share_among(sheet, item, lines, scope_said)
        return
    if not lines:
        _ask_which_line(sheet, item, field, value)
        return
    _write_value_of_line(sheet, item, clause, field, lines[0])


def _share_among(sheet: Sheet, item: Item, lines: tuple[int, ...], scope_said: str | None) -> None:
    sheet.place(item)
    if item.mention is not None and item.mention.times == len(lines):  # « sur 11, 12, 21 et 22, 4 x 650 € »
        sheet.moves.append(ShareFee(lines, euros(item.cents // len(lines)), "per_tooth", item.said, item.is_about))
        return
    scope = {"each": "per_tooth", "all": "all_teeth"}.get(scope_said or "")
    if scope == "all_teeth" and any(sheet.draft.lines[number - 1].fee for number in lines):
        scope = None  # « 650 pour les deux », of two that have their prices
    sheet.moves.append(ShareFee(lines, euros(item.cents), scope, item.said, item.is_about))


def _share_it(sheet: Sheet, item: Item, clause: Clause, line: int) -> bool:
    """« gastroscopie + coloscopie, 220 € »: of two operations told in one breath, the one price is that of both."""
    if not _is_of_two_acts(sheet, clause, line):
        return False
    sheet.place(item)
    sheet.moves.append(ShareFee((line - 1, line), euros(item.cents), "all_teeth", item.said, item.is_about))
    return True


def _is_of_two_acts(sheet: Sheet, clause: Clause, line: int) -> bool:
    act = clause.one("act")
    before = [one for one in sheet.items if one.kind == "act" and act is not None and one.last < act.first]
    if sheet.dental or act is None or not before or line < len(_TWO) or sheet.draft.has_line(line + 1):
        return False
    joined = set(sheet.parse.norms(before[-1].last, act.first))
    first = sheet.draft.lines[line - 2]
    told_now = any(isinstance(move, NewLine) and move.line == line for move in sheet.moves)
    return bool(joined) and joined <= _JOINS and first.fee is None and not sheet.is_priced_now(line - 1) and told_now


_TWO = (1, 2)
_JOINS = frozenset({"et", "+", "avec", "&", "une", "un"})


def _of_what_is_named(sheet: Sheet, clause: Clause, lines: tuple[int, ...], every: tuple[int, ...]) -> tuple[int, ...]:
    """Return the lines for which a price of each is told: those of the person and of the act that are named with it.

    « l'anesthésiste 140 € à chaque fois » counts no line of the surgeon's, « les couronnes à 850 chacune » no implant.
    """
    role, act = clause.one("role"), clause.one("act")
    activity = ACTIVITY_OF.get(role.value) if role is not None else None
    theirs = (one for one in every if activity is None or sheet.draft.lines[one - 1].activity == activity)
    return tuple(one for one in theirs if act is None or one in lines or names_act_of(sheet, act, one))


def _scope_said(sheet: Sheet, item: Item, clause: Clause) -> str | None:
    """Return whether a price was said to be that of each line or of all together; None when it was not said."""
    act, scope = clause.one("act"), item.mention.per if item.mention else None
    of_each = act is not None and sheet.parse.norms(act.first - 1, act.first) == ("chaque",)
    if of_each or sheet.parse.has("everywhere") or (sheet.parse.has("same") and sheet.parse.has("both")):
        return "each"
    if item.label == "total" and _is_beside_both(sheet, item):
        return "all"  # « le total des deux médecins, c'est 1900 »
    counted = act is not None and (act.quantity or 1) > 1  # « 2 piliers à 600 € les deux »
    of_one = act is not None and _names_one_line(sheet, act) and (counted or not _is_beside_both(sheet, item))
    if scope == "all" and act is not None and (_others_are_priced(sheet) or of_one):
        return None  # « implant 1000, couronne 900 tout compris », « pour la greffe, 480 € en tout »
    return scope if scope in ("each", "all") else None


def _is_beside_both(sheet: Sheet, item: Item) -> bool:
    """« 300 en tout. OPTAM pour les deux »: what is said of both in another part of the message prices neither."""
    spans = (sorted(((tag.first, tag.last), (item.first, item.last))) for tag in sheet.parse.tagged("both"))
    return any(not CUTS & set(sheet.parse.norms(first[1], last[0])) for first, last in spans)


def _names_one_line(sheet: Sheet, act: Item) -> bool:
    """Say whether the only act named is that of one line of several: « 480 € en tout pour le surfaçage »."""
    if sum(item.kind == "act" for item in sheet.items) > 1:  # « couronne plus inlay : 820 le tout »
        return False
    lines = range(1, len(sheet.draft.lines) + 1)
    return len(lines) > 1 and sum(names_act_of(sheet, act, number) for number in lines) == 1


def _others_are_priced(sheet: Sheet) -> bool:
    return any(sheet.is_priced_now(number) for number in range(1, len(sheet.draft.lines) + 1))


def _told_together(sheet: Sheet, number: int) -> tuple[int, ...]:
    """Return the lines that « 26 et 27 » made at once and that still lack their price: one price is for both."""
    line = sheet.draft.lines[number - 1]
    teeth = line.understood.get("tooth")
    alike = [
        at
        for at, other in enumerate(sheet.draft.lines, start=1)
        if other.fee is None and (other.code, other.understood.get("tooth")) == (line.code, teeth)
    ]
    distinct = len({sheet.draft.lines[at - 1].tooth for at in alike}) == len(alike)
    return tuple(alike) if teeth and distinct and number in alike else (number,)


def _count_said(sheet: Sheet, clause: Clause) -> int | None:
    """« deux couronnes à 650 »: how many of the act one price was told beside.

    « un bridge de 3 éléments », « un surfaçage, 4 quadrants » tell one act by the number of its parts.
    """
    act, counted = (
        clause.one("act"),
        [one for one in sheet.items if one.kind == "count" and _is_near(sheet, one, clause)],
    )
    if act is not None and (_is_of_several_teeth(sheet, act) or not counts_the_act(sheet, act)):
        return None
    if clause.one("teeth") is not None:  # « deux caries : la 36 à 65 € et la 47 à 85 € »
        return None
    told = act.quantity if act is not None else counted[0].value if counted else None
    return told if told and told > 1 else None


def _is_near(sheet: Sheet, count: Item, clause: Clause) -> bool:
    """Tell whether a count is in the sentence of a clause: « j'ai eu trois infiltrations. Le chirurgien 1750 € »."""
    first, last = sorted(((count.first, count.last), (clause.items[0].first, clause.items[-1].last)))
    return not any(norm in ENDS for norm in sheet.parse.norms(first[1], last[0]))


def _is_of_several_teeth(sheet: Sheet, act: Item) -> bool:
    """« un stellite de sept dents » is one act."""
    numbers = range(1, len(sheet.draft.lines) + 1)
    named = (sheet.draft.act_of(number) for number in numbers if names_act_of(sheet, act, number))
    return any(facts is not None and facts.family == "dental" and not facts.needs_tooth for facts in named)


def _is_for_several(sheet: Sheet, item: Item, clause: Clause) -> bool:
    scope = item.mention.per if item.mention else None
    both = scope == "all" and sheet.parse.has("both")
    return both or (scope is None and _count_said(sheet, clause) is not None)


def _ask_which_line(sheet: Sheet, item: Item, field: str, value: str) -> None:
    last = sheet.situation.last_answered()
    if sheet.told.recalls and last and last[0] == field and last[1]:
        sheet.give(field, last[1], value, item, corrects=True)
        return
    sheet.leave(item, "which_line")
    sheet.moves.append(Do("remember", field, amount=cents(value)))


def _write_value_of_line(sheet: Sheet, item: Item, clause: Clause, field: str, line: int) -> None:
    value = euros(item.cents)
    same = [one for one in clause.of("amount") if one is not item and one.label == item.label]
    asking = sheet.situation.asking
    line = line if clause.is_anchored else _corrected_line(sheet, field, line)
    told = sheet.given_now(field, line)
    if told is not None and told.value != value and not same:
        sheet.leave(item, "which_line")
        return
    held = sheet.draft.get(field, line)
    is_asked = asking is not None and (asking.field, asking.line) == (field, line)
    named = clause.is_anchored or field_named(sheet, item) is not None or item.label in ("fee", "base")
    if held in (None, UNKNOWN) or is_asked or named or sheet.told.corrects or bool(same):
        sheet.give(field, line, value, item, corrects=held not in (None, UNKNOWN))
    elif held == value:
        sheet.place(item)
        sheet.moves.append(Do("already", field, line))
    else:
        sheet.place(item)
        sheet.moves.append(Instead(field, line, value, item.said))


def _corrected_line(sheet: Sheet, field: str, line: int) -> int:
    """A correction that names nothing goes to what was said last, not to the line being asked about."""
    last = last_of_a_figure(sheet)
    if sheet.told.recalls and last and last[0] == field and last[1] and sheet.draft.get(field, line) is None:
        return last[1]
    return line
