"""What is said of one line: its act, whose fee it is, its teeth, its sector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.reading import Kind
from actions.understanding.act_names import ActName, look_up
from actions.understanding.assign.doubts import ask_back
from actions.understanding.assign.fee_in_words import ask_the_price_at_the_tariff
from actions.understanding.assign.fitting import names_act_of
from actions.understanding.assign.lines import add_line, has_no_anaesthetist, line_alike, line_of_context
from actions.understanding.assign.many import is_not_done_by_tooth, is_one_act_on
from actions.understanding.assign.sheet import ACTIVITY_OF, FEE_LABELS, Sheet
from actions.understanding.clause import Clause
from actions.understanding.item import CUTS, Item
from actions.understanding.moves import AskBack, ChooseAct, Do, Give, Instead, NewLine, ShareFee
from quote_draft import MOST_LINES, SECTOR_2_EITHER, act_value
from wording import capitalised

CONVENTIONED = ("sector_1", "sector_2_optam", "sector_2")
LINE_QUESTIONS = ("line.fee", "line.sector", "line.base", "line.tooth", "line.activity")


def act_of_the_other(sheet: Sheet, clause: Clause, line: int) -> None:
    """A practitioner told where the act of an added line is asked: the same act as the other practitioner's."""
    held, like = sheet.draft.lines[line - 1], line_alike(sheet, clause)
    code = sheet.draft.lines[like - 1].code if like else None
    value = act_value(code, sheet.situation.day_of_care) if code else None
    if value is not None and held.code is None and held.label is None:
        sheet.do(Give("line.act", line, value))


def is_said_for_another(sheet: Sheet, clause: Clause) -> bool:
    """Tell an act said alone while the line of another is being described: nothing says whether it replaces it."""
    asking, act = sheet.situation.asking, clause.one("act")
    if asking is None or asking.field not in LINE_QUESTIONS or not asking.line or act is None:
        return False
    number = asking.line
    if (
        number > len(sheet.draft.lines)
        or sheet.draft.lines[number - 1].code is None
        or names_act_of(sheet, act, number)
    ):
        return False
    alone = len(clause.items) == 1 and not sheet.told.adds and not sheet.told.corrects
    return alone and not sheet.parse.has("also", "other", "except", "everywhere")


def offer_instead(sheet: Sheet, act: Item) -> None:
    asking = sheet.situation.asking
    code = act.value if act.name is None else act.name.candidates[0]["code"] if act.name.candidates else None
    value = act_value(str(code), sheet.situation.day_of_care) if code else None
    sheet.place(act)
    if value is not None and asking is not None:
        sheet.moves.append(Instead("line.act", asking.line, value, act.said))


def place_act(sheet: Sheet, item: Item, line: int | None, *, as_printed: bool = False) -> int | None:
    """Give a line its act. `as_printed`: a code that is not known is kept as the line's words."""
    number = line if line is not None else add_line(sheet, None)
    held = sheet.draft.lines[number - 1]
    sheet.place(item)
    if names_act_of(sheet, item, number) and held.code is not None:
        return number
    family = sheet.draft.family or ("dental" if sheet.dental else None)
    if item.name is None:
        found = look_up(str(item.value), sheet.situation.day_of_care, family)
        if found.act is None and as_printed:
            sheet.do(Give("line.label", number, str(item.value), item.said))
            return number
        if found.act is None:
            sheet.to_choose.add(number)
            sheet.moves.append(ChooseAct(number, found.candidates, found.why, str(item.value), item.said))
            return number
        _give_act(sheet, number, found.act["code"], item, corrects=held.code is not None)
        return number
    name = _like_the_one_before(sheet, _among_the_offered(sheet, item.name), number)
    if name.is_clear:
        _give_act(sheet, number, name.candidates[0]["code"], item, corrects=held.code is not None)
    elif name.candidates:
        sheet.moves.append(ChooseAct(number, name.candidates, understood=name.words))
        sheet.to_choose.add(number)
    elif held.code is None and held.label is None:
        sheet.do(Give("line.label", number, capitalised(name.words), name.words))
        if sheet.dental and sheet.draft.family is None:  # an act that is not known says of itself what the quote is of
            sheet.do(Give("family", None, "dental"))
    return number


def _among_the_offered(sheet: Sheet, name: ActName) -> ActName:
    """Words that answer « lequel de ces actes ? » mean one of those offered, when they fit some of them."""
    offered = {one["code"] for one in sheet.situation.options.get("candidates") or ()}
    fitting = tuple(one for one in name.candidates if one["code"] in offered)
    if not fitting or name.is_clear:
        return name
    return replace(name, candidates=fitting, is_clear=len(fitting) == 1)


def _like_the_one_before(sheet: Sheet, name: ActName, number: int) -> ActName:
    """« une autre couronne pareille »: the act of a line of the quote, where the words may mean it."""
    held = [line.code for line in sheet.draft.lines[: number - 1]]
    alike = [one for one in name.candidates if one["code"] in held]
    if name.is_clear or not alike or not sheet.parse.has("same"):
        return name
    return replace(name, candidates=(alike[-1],), is_clear=True)


def _give_act(sheet: Sheet, line: int, code: str, item: Item, *, corrects: bool) -> None:
    value = act_value(code, sheet.situation.day_of_care)
    if value is not None:
        sheet.give("line.act", line, value, item, corrects=corrects)


def name_by_the_role(sheet: Sheet, role: Item, clause: Clause, line: int) -> None:
    """« anesthésiste 1250 € HN » is a line of its own, called as it is told, where the acts have no anaesthetist."""
    held = sheet.draft.lines[line - 1]
    is_apart = (sheet.dental or has_no_anaesthetist(sheet)) and role.value == "anaesthetist"
    if is_apart and clause.of("amount") and held.code is None and not held.label:
        said = role.said or ""
        sheet.do(Give("line.label", line, capitalised(said), said))


def place_role(sheet: Sheet, item: Item, line: int) -> None:
    sheet.place(item)
    activity, held = ACTIVITY_OF.get(item.value), sheet.draft.lines[line - 1]
    if activity is None or sheet.dental or held.activity == activity:
        return
    facts = sheet.draft.act_of(line)
    if facts is None or facts.has_anaesthesia:
        sheet.give("line.activity", line, activity, item, corrects=held.activity is not None)


def place_teeth(sheet: Sheet, item: Item, line: int | None) -> tuple[int, ...]:
    """One line a tooth: the first takes the line, each other a line like it; a bridge is one line on several."""
    mention = item.mention
    if line is None and any(one.tooth in (item.value or ()) for one in sheet.draft.lines):
        sheet.leave(item, "which_line")  # two lines of one tooth
        return ()
    number = line if line is not None else (line_of_context(sheet) or add_line(sheet, None))
    if mention is not None and mention.doubt == "which_tooth" and is_not_done_by_tooth(sheet, number):
        sheet.place(item)  # « les quatre dents de sagesse » are the act's own words
        return (number,)
    along = _along_one_act(sheet, item, number)
    if mention is not None and mention.doubt is not None and not along:
        ask_back(sheet, item, "line.tooth", number)
        return (number,)
    sheet.place(item)
    teeth = along or tuple(item.value)
    if is_one_act_on(sheet, teeth, number):
        held_teeth = sheet.draft.get("line.teeth", number)
        sheet.give("line.teeth", number, list(teeth), item, corrects=held_teeth not in (None, list(teeth)))
        return (number,)
    held = sheet.draft.lines[number - 1].tooth
    if held in teeth and len(teeth) == 1:
        return (number,)
    lines = [number]
    sheet.give("line.tooth", number, teeth[0], item, corrects=held is not None)
    alike = _lines_alike_without_tooth(sheet, number)
    for tooth in teeth[1:]:
        if alike:
            lines.append(alike.pop(0))
        elif len(sheet.draft.lines) < MOST_LINES:
            sheet.do(NewLine(len(sheet.draft.lines) + 1, number))
            lines.append(len(sheet.draft.lines))
            sheet.likes[lines[-1]] = number
        else:
            break
        sheet.give("line.tooth", lines[-1], tooth, item)
    _ask_whose_price(sheet, lines)
    return tuple(lines)


def _ask_whose_price(sheet: Sheet, lines: Sequence[int]) -> None:
    """« trois couronnes à 1500 € », then « 36, 37 et 46 »: the price told before its teeth may be of each or of all."""
    first = lines[0]
    before = sheet.situation.draft.lines[first - 1].fee if sheet.situation.draft.has_line(first) else None
    priced = any(one.kind == "amount" for one in sheet.items)
    others = [number for number in lines[1:] if sheet.draft.lines[number - 1].fee is None]
    if before is not None and len(others) == len(lines) - 1 > 0 and not priced:
        sheet.moves.append(ShareFee(tuple(lines), before, None))


def _lines_alike_without_tooth(sheet: Sheet, line: int) -> list[int]:
    """« 35 et 36 », of the two crowns that were told at one price each."""
    held = sheet.draft.lines[line - 1]
    others = enumerate(sheet.draft.lines[line:], start=line + 1)
    same = [number for number, other in others if (other.code, other.fee, other.tooth) == (held.code, held.fee, None)]
    return same if held.code is not None else []


def _along_one_act(sheet: Sheet, item: Item, line: int) -> tuple[int, ...]:
    """« bridge 24-26 »: what may be two teeth or all between them is these, of one act."""
    mention = item.mention
    longest = max(mention.alternatives, key=len) if mention is not None and mention.doubt == "either" else ()
    return longest if len(longest) > 1 and is_one_act_on(sheet, longest, line) else ()


def place_condition(sheet: Sheet, item: Item, lines: tuple[int, ...]) -> None:
    """« je remplis la condition », of the line said or asked about, else of each that has one."""
    sheet.place(item)
    every = range(1, len(sheet.draft.lines) + 1)
    having = [number for number in every if (facts := sheet.draft.act_of(number)) is not None and facts.condition]
    for number in [number for number in lines if number in having] or having:
        held = sheet.draft.get("line.condition_met", number)
        if held != item.value:
            sheet.do(Give("line.condition_met", number, item.value, item.said, corrects=held is not None))


def place_beside_the_code(sheet: Sheet, item: Item, lines: tuple[int, ...]) -> None:
    """« modificateurs J et K », « association 2 », « accord préalable obtenu », of the line said or asked about."""
    field, value = f"line.{item.kind}", list(item.value) if isinstance(item.value, tuple) else item.value
    if len(lines) != 1:
        sheet.leave(item, "which_line")
        return
    sheet.place(item)
    held = sheet.draft.get(field, lines[0])
    if held != value:
        sheet.do(Give(field, lines[0], value, item.said, corrects=held is not None))


def lines_without_sector(sheet: Sheet) -> tuple[int, ...]:
    """A sector said of nobody is of the one line that lacks it."""
    lines = [number for number, line in enumerate(sheet.draft.lines, start=1) if line.sector is None]
    return (lines[0],) if len(lines) == 1 else ()


def contradicts_what_was_told(sheet: Sheet, clause: Clause, lines: tuple[int, ...]) -> bool:
    """« le chirurgien secteur 2 optam ; l'autre, je ne sais plus, est secteur 1 »: of somebody who was not understood.

    A second sector in one message, of nobody named, puts nothing right unless it is said to.
    """
    if sheet.told.corrects or clause.is_anchored or sheet.parse.has("correction", "wrong"):
        return False
    said = [item for item in clause.of("sector") if item.value is not None]
    told = [given for line in lines if (given := sheet.given_now("line.sector", line)) is not None]
    if not said or not told or said[0].value in (SECTOR_2_EITHER, "optam", "no_optam", "conventioned"):
        return False
    if all(given.value in (said[0].value, SECTOR_2_EITHER) for given in told):
        return False
    for item in said:
        sheet.leave(item, "which_line")
    return True


def place_sector(sheet: Sheet, item: Item, lines: tuple[int, ...]) -> None:
    """« secteur 2 » leaves OPTAM to be asked, unless the sentence says that it is not known."""
    sheet.place(item)
    if sheet.dental:
        ask_the_price_at_the_tariff(sheet, item, lines)
        return
    if not lines and sheet.parse.has("both", "everywhere", "none_of_them"):
        lines = tuple(range(1, len(sheet.draft.lines) + 1))
    if not lines:
        sheet.moves.append(Do("which_line", "line.sector"))
        return
    if item.mention is not None and item.mention.doubt is not None:
        among = tuple(value for _, value in item.mention.alternatives)
        sheet.moves.append(AskBack("line.sector", lines[0], item.mention.doubt or "", among, item.said))
        return
    if ask_the_price_at_the_tariff(sheet, item, lines):
        return
    for line in lines:
        held = sheet.draft.lines[line - 1].sector
        value = {"optam": "sector_2_optam", "no_optam": "sector_2"}.get(item.value, item.value)
        if value == SECTOR_2_EITHER and held in ("sector_2", "sector_2_optam"):  # it says less than what is known
            sheet.moves.append(Do("already", "line.sector", line))
            continue
        if value == "conventioned":
            sheet.moves.append(AskBack("line.sector", line, "conventioned", CONVENTIONED, item.said))
            continue
        if value == SECTOR_2_EITHER:
            value = _told_after(sheet, item) or value
        open_still = value == SECTOR_2_EITHER and not sheet.parse.has("unknown")
        sheet.give("line.sector", line, value, item, corrects=held is not None, approximate=open_still)


def spread_act(sheet: Sheet) -> None:
    """« 1450 le chirurgien, 420 l'anesthésiste, acte NEKA020 »: one act told once is that of every line told."""
    told = [item for item in sheet.items if item.kind == "act" and not item.is_denied]
    codes = dict.fromkeys(line.code for line in sheet.draft.lines if line.code)
    lacking = [number for number, line in enumerate(sheet.draft.lines, start=1) if not line.code and not line.label]
    if len(told) != 1 or len(codes) != 1 or not lacking or sheet.to_choose:
        return
    value = act_value(str(next(iter(codes))), sheet.situation.day_of_care)
    told_now = {move.line for move in sheet.moves if isinstance(move, (Give, NewLine))}
    if sheet.situation.asked != "line.act":
        lacking = [number for number in lacking if number in told_now]
    for number in lacking:
        line = sheet.draft.lines[number - 1]
        if value is not None and (line.fee is not None or line.activity or line.tooth):
            sheet.do(Give("line.act", number, value))


def spread_tooth(sheet: Sheet) -> None:
    """« sur la 26 il y a l'inlay-core et la couronne », « …, tout ça sur la 37 »: one tooth of all the acts told."""
    teeth = [item for item in sheet.items if item.kind == "teeth"]
    acts = [item for item in sheet.items if item.kind == "act"]
    if len(teeth) != 1 or len(acts) < 2 or len(teeth[0].value or ()) != 1:
        return
    if teeth[0].first > acts[0].first and not sheet.parse.has("everything", "everywhere", "both"):
        return
    for number in range(1, len(sheet.draft.lines) + 1):
        facts, line = sheet.draft.act_of(number), sheet.draft.lines[number - 1]
        if facts is not None and facts.needs_tooth and line.tooth is None:
            sheet.do(Give("line.tooth", number, teeth[0].value[0]))


def spread_sector(sheet: Sheet) -> None:
    """« les deux praticiens sont en secteur 2 »: of every line that the sentence told."""
    told = [item for item in sheet.items if item.kind == "sector" and item.value is not None]
    too = sheet.parse.has("also") and any(item.kind == "role" for item in sheet.items)
    if len(told) != 1 or not (too or sheet.parse.has("both", "everywhere") or _ends_a_list(sheet, told[0])):
        return
    for number, line in enumerate(sheet.draft.lines, start=1):
        if line.sector is None:
            place_sector(sheet, told[0], (number,))


def _ends_a_list(sheet: Sheet, sector: Item) -> bool:
    """« 250 € le gastro et 150 € l'anesthésiste, secteur 2 »: set apart after people and prices, it is all theirs."""
    before = [item for item in sheet.items if item.last <= sector.first and item.kind in ("role", "amount", "choice")]
    prices = [item for item in before if item.kind == "amount" and item.label in FEE_LABELS]
    people = [item for item in before if item.kind == "role"]
    apart = bool(before) and any(norm in CUTS for norm in sheet.parse.norms(before[-1].last, sector.first))
    acts = [item for item in sheet.items if item.kind == "act" and item.last <= sector.first]
    return apart and len(prices) > 1 and (bool(people) or len(acts) >= len(prices))  # « coloscopie …, gastroscopie … »


def _told_after(sheet: Sheet, item: Item) -> str | None:
    """« secteur 2, et non il n'a pas signé »: the answer that follows is about OPTAM."""
    said = [mention for mention in sheet.parse.of(Kind.ANSWER) if mention.first >= item.last]
    slips = {("enfin",), ("ah",), ("oh",)}  # « le deux, ah non, le un »
    after = [str(one.value) for one in said if sheet.parse.norms(one.first - 1, one.first) not in slips]
    return {"yes": "sector_2_optam", "no": "sector_2"}.get(after[0]) if after else None


def is_what_is_not_repaid(sheet: Sheet, clause: Clause, line: int | None) -> bool:
    """« supplément de 180 € non remboursé », of an act that is repaid: a part of the price, not the price."""
    alone = clause.one("covered") is not None and bool(clause.of("amount")) and not clause.is_anchored
    return alone and line is not None and sheet.draft.get("line.act", line) is not None


def place_covered(sheet: Sheet, item: Item, clause: Clause, lines: tuple[int, ...]) -> None:
    """« implant 900 € non remboursé », « NR » where something of a line is asked; said of no line, it tells nothing."""
    asking = sheet.situation.asking
    of_a_line = clause.is_anchored or (asking is not None and asking.line is not None)
    sheet.place(item)
    for number in lines if of_a_line else ():
        if sheet.draft.get("line.covered", number) != item.value:
            sheet.do(Give("line.covered", number, item.value, item.said))
