"""Which line of the quote a clause is about: by what names it, else by what is being described."""

from __future__ import annotations

from actions.reading import words_of
from actions.understanding.assign.fitting import PLACED_BY, fit_of, names_act_of
from actions.understanding.assign.sheet import ACTIVITY_OF, Sheet
from actions.understanding.clause import Clause
from actions.understanding.item import Item
from actions.understanding.moves import Give, NewLine
from actions.understanding.unknown_names import is_a_visit
from quote_draft import MOST_LINES, act_value, euros, known_base

ANAESTHETIST = ACTIVITY_OF["anaesthetist"]
OF_THE_STAY = ("care_date", "setting", "stay.nights", "stay.private_room", "exemption")
"""Questions where a practitioner named with nothing else is no line of the quote."""


def line_of(sheet: Sheet, clause: Clause) -> int | None:  # noqa: PLR0911  one return a rule, in their order
    """Return the line meant: 0 for one that is not there or cannot be told, None where nothing says which."""
    rank = clause.one("rank")
    count = len(sheet.draft.lines)
    if rank is not None and count and (line := _line_of_a_rank(sheet, clause, int(rank.value))) is not None:
        return line
    if not clause.is_anchored:
        return line_of_context(sheet)
    if _is_of_a_practitioner_apart(sheet, clause):
        return _line_called(sheet, clause) or add_line(sheet, None)
    if clause.one("act") is not None and not sheet.told.corrects and (empty := _line_without_act(sheet)):
        return empty
    fitting = [(fit_of(sheet, number, clause), number) for number in range(1, count + 1)]
    named = [(fit, number) for fit, number in fitting if fit is not None and fit > 0]
    if not named and clause.one("act") and (number := _whose_act_changes(sheet, clause)) is not None:
        return number or add_line(sheet, clause)
    if named and not (sheet.told.adds and clause.one("act")):
        best = max(fit for fit, _ in named)
        tied = [number for fit, number in named if fit == best]
        among = _one_among(sheet, tied, clause)
        is_told_anew = sheet.told.corrects and clause.one("act") is not None  # « non la couronne c'est 550 », of two
        return 0 if among is None and is_told_anew else among
    free = _line_to_describe(sheet, clause)
    if free is not None:
        return free
    if (
        sheet.situation.asked in OF_THE_STAY
        and all(item.kind == "role" for item in clause.items)
        and not sheet.told.adds
    ):
        return None  # « je vois l'anesthésiste le 22 mars » tells no line
    if _replaces(sheet, clause):
        return line_of_context(sheet) or _line_replaced(sheet, clause)
    return add_line(sheet, clause)


def _line_of_a_rank(sheet: Sheet, clause: Clause, rank: int) -> int | None:
    """« la troisième ligne, c'est un détartrage », of a quote that has two, adds it; 0: there is no such line."""
    count = len(sheet.draft.lines)
    if rank == count + 1 and clause.one("act") is not None:
        return add_line(sheet, clause)
    return (_ranked(rank, count) or 0) if sheet.situation.asked != "choose_act" else None


def _whose_act_changes(sheet: Sheet, clause: Clause) -> int | None:
    """« changez la couronne de la 26 en HBLD038 », « HBLD073 pour la 26 »: the line that the rest of the clause names.

    0: the act is another one on that tooth; said at the end of a quote, it comes beside what is noted.
    """
    at_the_end = sheet.situation.asked in (None, "confirm") and not sheet.told.adds and not clause.of("amount")
    act, rest = clause.one("act"), Clause([item for item in clause.items if item.kind != "act"])
    if act is None or not (sheet.told.corrects or at_the_end) or not rest.is_anchored:
        return None
    number = line_fitting(sheet, rest)
    if number is None or sheet.told.corrects or rest.one("teeth") is None:
        return number if sheet.told.corrects else None
    return number if _head(sheet, act) == words_of(sheet.draft.lines[number - 1].label or "")[:1] else 0


def _head(sheet: Sheet, act: Item) -> tuple[str, ...]:
    """Return what kind of thing an act is, in one word: « couronne »."""
    if act.name is not None:
        return words_of(act.name.candidates[0]["label"] if act.name.candidates else act.name.words)[:1]
    known = act_value(str(act.value), sheet.situation.day_of_care)
    return words_of(known["label"])[:1] if known else ()


def _ranked(rank: int, count: int) -> int | None:
    """Return the line of a rank: the last one is -1, the one before it -2, the middle one of an odd number 0."""
    middle = (count + 1) // 2 if count % 2 else 0
    wanted = rank or middle if rank >= 0 else count + rank + 1
    return wanted if 1 <= wanted <= count else None


def _line_replaced(sheet: Sheet, clause: Clause) -> int | None:
    """« c'est la 46 », said to put right: the last line, unless several have a tooth and none of them is meant."""
    teeth = [number for number, line in enumerate(sheet.draft.lines, start=1) if line.tooth is not None]
    if all(item.kind == "teeth" for item in clause.items) and len(teeth) > 1:
        return 0
    return len(sheet.draft.lines) or None


def _is_of_a_practitioner_apart(sheet: Sheet, clause: Clause) -> bool:
    """« anesthésiste 1250 € » is a line of its own where no act of the quote has an anaesthetist, as a dentist's."""
    role = clause.one("role")
    is_apart = (sheet.dental or has_no_anaesthetist(sheet)) and role is not None and role.value == "anaesthetist"
    return is_apart and clause.one("act") is None and bool(clause.of("amount"))


def has_no_anaesthetist(sheet: Sheet) -> bool:
    """Tell whether all the acts of the quote are known, and none has an anaesthetist: « varice au laser »."""
    facts = [sheet.draft.act_of(number) for number, line in enumerate(sheet.draft.lines, start=1) if line.code]
    return bool(facts) and all(one is not None and not one.has_anaesthesia for one in facts)


def _line_called(sheet: Sheet, clause: Clause) -> int | None:
    role = clause.one("role")
    said = words_of((role.said if role is not None else None) or "")
    lines = enumerate(sheet.draft.lines, start=1)
    return next((number for number, line in lines if line.code is None and words_of(line.label or "") == said), None)


def _line_without_act(sheet: Sheet) -> int | None:
    """Return the line whose act is asked, as long as nothing is known of it."""
    asking = sheet.situation.asking
    number = asking.line if asking is not None and asking.field == "line.act" else None
    free = number is not None and sheet.draft.has_line(number) and number not in sheet.to_choose
    return number if free and number is not None and not sheet.draft.lines[number - 1].values else None


def line_fitting(sheet: Sheet, clause: Clause) -> int | None:
    """Return the line of the quote that a clause names, None when it names none or several."""
    rank, count = clause.one("rank"), len(sheet.draft.lines)
    if rank is not None:
        return _ranked(int(rank.value), count)
    fits = [(fit, number) for number in range(1, count + 1) if (fit := fit_of(sheet, number, clause))]
    best = [number for fit, number in fits if fit == max(fit for fit, _ in fits)]
    return best[0] if len(best) == 1 else None


def lines_named_together(sheet: Sheet, clause: Clause) -> tuple[int, ...]:
    """« les deux couronnes sont à 700 chacune »: the lines of which one price is said to be that of each."""
    act, amounts = clause.one("act"), clause.of("amount")
    each = clause.is_of_each or (act is not None and sheet.parse.norms(act.first - 1, act.first) == ("chaque",))
    several = each or sheet.parse.has("both", "everywhere")
    if act is None or not amounts or not several or clause.one("teeth") or clause.one("rank"):
        return ()
    named = tuple(number for number in range(1, len(sheet.draft.lines) + 1) if names_act_of(sheet, act, number))
    return named if len(named) > 1 else ()


def lines_awaiting_their_price(sheet: Sheet, clause: Clause) -> tuple[int, ...]:
    """« on m'arrache 14, 15 et 16, extraction à 50 € la dent »: the lines told, of each of which this is the price."""
    act = clause.one("act")
    if act is None or not clause.is_of_each or clause.one("teeth") is not None:
        return ()
    lines = range(1, len(sheet.draft.lines) + 1)
    named = tuple(
        number
        for number in lines
        if sheet.given_now("line.tooth", number)
        and not sheet.is_priced_now(number)
        and names_act_of(sheet, act, number)
    )
    return named if len(named) > 1 else ()


def lines_of_the_same_care(sheet: Sheet, line: int) -> tuple[int, ...]:
    """« c'est une prothèse partielle, pas totale »: the surgeon's line and the anaesthetist's are of one operation."""
    held = sheet.draft.lines[line - 1]
    return tuple(
        number
        for number, other in enumerate(sheet.draft.lines, start=1)
        if number == line or (held.code is not None and other.code == held.code and other.tooth is None)
    )


def lines_of_one_operation(sheet: Sheet, line: int) -> tuple[int, ...]:
    """Return a line and that of the other practitioner, where there is one: they work on the same side."""
    held = sheet.draft.lines[line - 1]
    side = held.values.get("side")
    alike = {number: sheet.draft.lines[number - 1] for number in lines_of_the_same_care(sheet, line)}
    others = [
        number
        for number, other in alike.items()
        if other.activity != held.activity and (side is None or other.values.get("side") in (side, None))
    ]
    return (line, *others) if len(others) == 1 else (line,)


def _one_among(sheet: Sheet, tied: list[int], clause: Clause) -> int | None:
    asking = sheet.situation.asking
    if len(tied) == 1:
        return tied[0]
    if asking and asking.line in tied:
        return asking.line
    if clause.of("amount"):
        without = [number for number in tied if sheet.draft.lines[number - 1].fee is None]
        if len(without) == 1:
            return without[0]
    return None


def _line_to_describe(sheet: Sheet, clause: Clause) -> int | None:
    """Return the line being described, when the clause says of it what it does not hold yet."""
    asking = sheet.situation.asking
    candidates = [asking.line] if asking and asking.line else []
    candidates += [len(sheet.draft.lines)]
    for number in candidates:
        if not number or number > len(sheet.draft.lines) or fit_of(sheet, number, clause) is None:
            continue
        if sheet.awaits_its_act(number) and clause.one("act") is not None:
            continue
        line = sheet.draft.lines[number - 1]
        act, role, teeth = clause.one("act"), clause.one("role"), clause.one("teeth")
        lacks = (
            (act is not None and line.code is None and line.label is None)
            or (role is not None and line.activity is None and act is None)
            or (teeth is not None and line.tooth is None and act is None)
            or any(clause.one(place) and line.values.get(place) is None and act is None for place in PLACED_BY)
        )
        if lacks and not (_starts_another(sheet, clause, number) or _is_of_the_anaesthetist_too(sheet, clause, number)):
            return number
    return None


def _is_of_the_anaesthetist_too(sheet: Sheet, clause: Clause, number: int) -> bool:
    """« l'anesthésiste prend 300 », of an operation noted at 1200: somebody else's line, unless said to be this one."""
    role, held = clause.one("role"), sheet.draft.lines[number - 1]
    if role is None or role.value != "anaesthetist" or clause.one("act") is not None or held.fee is None:
        return False
    said = sheet.parse.norms(max(0, role.first - 2), role.first)
    opens_with_no = sheet.parse.norms(0, 1) == ("non",)
    others = [item.cents for item in clause.of("amount") if euros(item.cents) != held.fee]
    return bool(others) and said != ("c", "est") and not opens_with_no


def _starts_another(sheet: Sheet, clause: Clause, number: int) -> bool:
    """An act told with its price begins a line, where another is asked for or something of one that has both."""
    line = sheet.draft.lines[number - 1]
    act = clause.one("act")
    if act is None or not clause.of("amount"):
        return False
    offered = {one["code"] for one in sheet.situation.options.get("candidates") or ()}
    meant = {one["code"] for one in act.name.candidates} if act.name else {act.value}
    is_another = bool(offered) and not offered & meant  # while one of the offered is to be chosen
    beside = clause.one("covered") is not None or is_a_visit(act.name)
    ends = line.fee is not None or (beside and not names_act_of(sheet, act, number))
    return ends and (line.code is not None or is_another)


def _replaces(sheet: Sheet, clause: Clause) -> bool:
    """Tell another act, practitioner or tooth put in the place of the one noted from one that comes beside it."""
    if sheet.told.adds or sheet.parse.has("same", "also") or (clause.one("role") is not None and clause.of("amount")):
        return False
    if sheet.told.corrects:
        return bool(sheet.draft.lines)
    asking = sheet.situation.asking
    if asking is None or asking.field == "confirm":
        return bool(sheet.draft.lines) and not clause.of("amount")
    if _says_what_it_is(sheet, clause):
        return bool(sheet.draft.lines)
    if asking.line and sheet.draft.has_line(asking.line) and _starts_another(sheet, clause, asking.line):
        return False
    told = {move.line for move in sheet.moves if isinstance(move, Give) and move.field in ("line.act", asking.field)}
    return asking.field in ("line.act", "line.tooth", "line.activity", "choose_act") and asking.line not in (
        told | set(sheet.to_choose)
    )


def _says_what_it_is(sheet: Sheet, clause: Clause) -> bool:
    """« c'est NEKA014 », said while the stay is asked: what the operation is, and no other act beside it."""
    asks_no_line = sheet.situation.asked not in ("describe", "line.act", "more_lines", "family", "choose_act")
    alone = [item.kind for item in clause.items] == ["act"]
    return asks_no_line and alone and sheet.parse.norms()[:2] in (("c", "est"), ("ce", "sera"))


def line_of_context(sheet: Sheet) -> int | None:
    asking, count = sheet.situation.asking, len(sheet.draft.lines)
    remembered = sheet.situation.options.get("line")
    if isinstance(remembered, int) and sheet.situation.is_correcting:
        return remembered
    if asking and asking.line and asking.field != "confirm_value":
        return min(asking.line, count) if count else add_line(sheet, None)
    if sheet.new_line is not None:
        return sheet.new_line
    last = sheet.situation.last_answered()
    if sheet.told.recalls and last and last[1] and last[1] <= count:
        return last[1]
    if count == 1:
        return 1
    return None


def add_line(sheet: Sheet, clause: Clause | None) -> int:
    """Return a line for what is told: the last one when nothing is known of it yet, else a new one."""
    lines = sheet.draft.lines
    told = (
        (lines[-1].code, lines[-1].label, lines[-1].fee, lines[-1].tooth, lines[-1].values.get("overrun"))
        if lines
        else ()
    )
    empty = bool(lines) and not any(told)
    empty = empty and not sheet.awaits_its_act(len(lines))
    if not empty and len(lines) < MOST_LINES:
        like = line_alike(sheet, clause)
        sheet.do(NewLine(len(lines) + 1, like))
        if like is not None:
            sheet.likes[len(sheet.draft.lines)] = like
    sheet.new_line = len(sheet.draft.lines)
    return sheet.new_line


def line_alike(sheet: Sheet, clause: Clause | None) -> int | None:
    """A practitioner, a tooth or a side alone repeats the act of the line before: « l'anesthésiste 350 »."""
    if clause is None or clause.one("act") is not None or not sheet.draft.lines:
        return None
    role = clause.one("role")
    if role is None and not any(clause.one(kind) for kind in ("teeth", *PLACED_BY)):
        return None
    wanted = ACTIVITY_OF.get(role.value) if role else None
    if wanted == ANAESTHETIST and (main := _main_act_without(sheet, wanted)) is not None:
        return main
    for number in range(len(sheet.draft.lines), 0, -1):
        line, facts = sheet.draft.lines[number - 1], sheet.draft.act_of(number)
        if role is None and sheet.awaits_its_act(number):
            return number
        if line.code is None or facts is None:
            continue
        if role is None or (facts.has_anaesthesia and line.activity != wanted):
            return number
    return None


def _main_act_without(sheet: Sheet, activity: int) -> int | None:
    """Return the line of the highest tariff whose act has nobody of that activity: what one is put to sleep for."""
    lines = list(enumerate(sheet.draft.lines, start=1))
    served = {line.code for _, line in lines if line.activity == activity}
    waiting = [
        number
        for number, line in lines
        if line.code is not None
        and line.code not in served
        and (facts := sheet.draft.act_of(number)) is not None
        and facts.has_anaesthesia
    ]
    return max(waiting, key=lambda number: known_base(sheet.draft, number, sheet.situation.context) or 0, default=None)
