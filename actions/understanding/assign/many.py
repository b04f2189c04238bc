"""One line that counts for several: a bridge on its teeth, an act on both sides, acts alike at one price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from actions.reading import Kind, number_worth, words_of
from actions.understanding.act_names import codes_of_the_noun
from actions.understanding.assign.fitting import PLACED_BY
from actions.understanding.assign.lines import lines_of_one_operation
from actions.understanding.assign.sheet import Sheet
from actions.understanding.clause import Clause
from actions.understanding.item import CUTS, PARTS_OF_ONE, Item
from actions.understanding.moves import AskBack, ChooseAct, Do, Give, NewLine
from quote_draft import MOST_LINES, accepts, act_value, euros

_TIMES = frozenset({"fois", "x", "semestre", "semestres", "seance", "seances", "sextants", "quadrants", "cliches"})
BOTH = "both"
JAWS = ("upper", "lower")


def is_one_act_on(sheet: Sheet, teeth: tuple[int, ...], line: int) -> bool:
    """« un bridge de la 14 à la 16 » is one act on three teeth, two crowns are one a tooth."""
    if len(teeth) == 1 and sheet.draft.get("line.teeth", line) is None:
        return False
    if sheet.draft.act_of(line) is not None:
        return is_not_done_by_tooth(sheet, line)
    offered = _offered(sheet, line)
    label = sheet.draft.given("line.label", line) or ""
    codes = [one["code"] for one in offered] or codes_of_the_noun(label, sheet.situation.day_of_care)
    return bool(codes) and not any(_is_done_by_tooth(code, sheet) for code in codes)


def _offered(sheet: Sheet, line: int) -> Sequence[Mapping[str, str]]:
    """Return the acts that this sentence offers for a line, none where it settles it or says nothing of it."""
    return next((move.candidates for move in sheet.moves if isinstance(move, ChooseAct) and move.line == line), ())


def is_not_done_by_tooth(sheet: Sheet, line: int) -> bool:
    """Say whether the act of a line is known, dental, and not one a tooth."""
    facts = sheet.draft.act_of(line)
    return facts is not None and facts.family == "dental" and not facts.needs_tooth


def _is_done_by_tooth(code: str, sheet: Sheet) -> bool:
    act = act_value(code, sheet.situation.day_of_care)
    return act is None or bool(act["facts"]["needs_tooth"])


def place_quantity(sheet: Sheet, clause: Clause, act: Item, line: int) -> None:
    """« douze couronnes sur implant », « HBLD030 deux fois », of what is not done tooth by tooth, or is not repaid.

    A dentist's act that is known says itself how many teeth it is of: « deux dents de sagesse incluses » is one, « deux
    détartrages » are two. Where teeth make lines, as many as were counted are asked for.
    """
    if any(item.kind in (*PLACED_BY, "teeth") for item in sheet.items):
        return
    facts, times = sheet.draft.act_of(line), _times_said(sheet, act)
    is_repaid = not any(item.value is False for item in clause.of("covered"))
    counted = act.quantity if counts_the_act(sheet, act) else None
    if facts is not None and facts.needs_tooth and is_repaid:
        if (act.quantity or 1) > 1:
            sheet.moves.append(Do("which_teeth", "line.tooth", line, amount=act.quantity))
        return
    if facts is not None and facts.family == "dental":
        repeated = act.quantity if _is_repeated(sheet, act, line) else None
        counted = repeated if is_repaid or _tells_its_number(sheet, act, line) else counted or repeated
    waits = (
        line in sheet.to_choose and not is_repaid
    )  # « 4 piliers à 150 € chacun NR »: whichever they are, there are 4
    if facts is None and sheet.draft.given("line.label", line) is None and not waits:
        return
    within = act.quantity if facts is None and clause.is_of_each else None  # « enlever 3 racines, 50 € chacune »
    if (count := counted or times or within or 1) > 1:
        sheet.do(Give("line.quantity", line, count))


def place_as_many(sheet: Sheet, clause: Clause, act: Item, line: int) -> tuple[int, ...]:
    """« deux inlay-core à 135 € l'un » are two lines; « …, avec inlay-core à 155 € l'un » as many as the teeth before.

    Return the lines told.
    """
    if not clause.is_of_each or not _is_by_tooth(sheet, line) or sheet.draft.get("line.quantity", line):
        return (line,)
    if counts_the_act(sheet, act):
        alike: list[int | None] = [None] * (act.quantity or 1)
    else:
        alike = list(_teeth_before(sheet, line)) or [None]
    lines = [line]
    while len(lines) < len(alike) and len(sheet.draft.lines) < MOST_LINES:
        lines.append(len(sheet.draft.lines) + 1)
        sheet.do(NewLine(lines[-1], line))
        sheet.likes[lines[-1]] = line
    for number, tooth in zip(lines, alike, strict=False):
        if tooth is not None:
            sheet.do(Give("line.tooth", number, tooth))
    return tuple(lines)


def _is_by_tooth(sheet: Sheet, line: int) -> bool:
    """Tell whether the act of a line, or each of those that it may be, is done tooth by tooth."""
    facts = sheet.draft.act_of(line)
    if facts is not None:
        return facts.needs_tooth
    offered = _offered(sheet, line)
    return bool(offered) and all(_is_done_by_tooth(one["code"], sheet) for one in offered)


def _teeth_before(sheet: Sheet, line: int) -> tuple[int, ...]:
    """Return the teeth of what was told last before a line, when they are several."""
    if line < 2:
        return ()
    if (several := sheet.draft.get("line.teeth", line - 1)) is not None:
        return tuple(several)
    said = _words_of_the_tooth(sheet, line - 1)
    before = [number for number in range(1, line) if said and _words_of_the_tooth(sheet, number) == said]
    teeth = (sheet.draft.lines[number - 1].tooth for number in before if len(before) > 1)
    return tuple(tooth for tooth in teeth if tooth is not None)


def _words_of_the_tooth(sheet: Sheet, line: int) -> str | None:
    """Return the words that told the tooth of a line: « 14 et 24 » told that of two."""
    given = sheet.given_now("line.tooth", line)
    return given.understood if given is not None else sheet.draft.lines[line - 1].understood.get("tooth")


def counts_the_act(sheet: Sheet, act: Item) -> bool:
    """Tell whether a number said with an act says how many of it there are: « douze couronnes », « 4 implants »."""
    return any(one.first == act.first for one in sheet.parse.of(Kind.NUMBER))


def _is_repeated(sheet: Sheet, act: Item, line: int) -> bool:
    """« 2 détartrages », « surfaçage de 4 sextants »: the act is done that often, unless its own name tells the number.

    « Bridge de 3 éléments » is one act, « deux dents de sagesse » one that its label says to be of two teeth.
    """
    if act.quantity is None or (act.name is not None and PARTS_OF_ONE & set(words_of(act.name.words))):
        return False
    return not _tells_its_number(sheet, act, line)


def _tells_its_number(sheet: Sheet, act: Item, line: int) -> bool:
    """« Piliers de deux implants » are two; « une à trois dents » tells no number."""
    held = sheet.draft.given("line.act", line)
    label = words_of(str(held["label"])) if isinstance(held, dict) else ()
    words = (word for before, word in pairwise(("", *label)) if before != "a")
    told = {int(word) if word.isdecimal() else number_worth().get(word) for word in words}
    return act.quantity is not None and act.quantity in told


def _times_said(sheet: Sheet, act: Item) -> int | None:
    """« HBLD030 1500 €, deux fois » is of the act told last, « 2 semestres TO90 » of the one right after it."""
    counts = [one for one in sheet.items if one.kind == "count" and _is_times(sheet, one)]
    for count in counts:
        if _act_counted(sheet, count) is act and accepts("line.quantity", count.value):
            sheet.place(count)
            return int(count.value)
    return None


def _act_counted(sheet: Sheet, count: Item) -> Item | None:
    acts = [one for one in sheet.items if one.kind == "act"]
    before = next((one for one in reversed(acts) if one.first < count.first), None)
    after = next((one for one in acts if one.first >= count.last), None)
    leads = after is not None and set(sheet.parse.norms(count.last, after.first)) <= _BEFORE_WHAT_IS_COUNTED
    parted = before is None or bool(CUTS & set(sheet.parse.norms(before.last, count.first)))
    parted = parted or any(before is not None and before.last <= one.first < count.first for one in sheet.items)
    return after if leads and parted else before


_BEFORE_WHAT_IS_COUNTED = _TIMES | {"de", "d", "du", "un", "une"}


def place_side(sheet: Sheet, clause: Clause, lines: tuple[int, ...]) -> tuple[int, ...]:
    """Write the side or the jaw said. Return the lines told.

    Both jaws are two lines, as two teeth are, unless the act is that of both.
    """
    side = next((item for kind in PLACED_BY if (item := clause.one(kind)) is not None), None)
    if side is None or len(lines) != 1:
        return lines
    sheet.place(side)
    facts = sheet.draft.act_of(lines[0])
    if side.kind == "jaw" and (facts is None or facts.needs_tooth):
        return lines
    if side.kind == "jaw" and side.value == BOTH:
        if facts is not None and facts.bilateral:
            return lines
        return _on_both_jaws(sheet, lines[0])
    anchored = any(clause.one(kind) for kind in ("rank", "act", "role", "teeth"))
    for line in lines if anchored else lines_of_one_operation(sheet, lines[0]):  # « c'était la droite »
        _write(sheet, f"line.{side.kind}", line, side.value)
    return lines


def _on_both_jaws(sheet: Sheet, line: int) -> tuple[int, ...]:
    if len(sheet.draft.lines) >= MOST_LINES:
        return (line,)
    other = len(sheet.draft.lines) + 1
    sheet.do(NewLine(other, line))
    for number, jaw in zip((line, other), JAWS, strict=True):
        _write(sheet, "line.jaw", number, jaw)
    return (line, other)


def _write(sheet: Sheet, field: str, line: int, value: str) -> None:
    held = sheet.draft.get(field, line)
    if held != value:
        sheet.do(Give(field, line, value, None, corrects=held is not None))


def place_price_of_many(sheet: Sheet, item: Item, clause: Clause, line: int) -> bool:
    """Take a price told for one side or for both, for one of several acts alike or for all; ask where it is not said.

    The fee of a line is that of one act, or of both sides where it is done on both. False: the line is of one act.
    """
    is_both, count = _is_on_both_sides(sheet, line), sheet.draft.get("line.quantity", line) or 1
    is_both = is_both or (item.mention is not None and item.mention.per == "each" and _assists_on_both(sheet, line))
    if count == 1 and not is_both and (whole := _of_all_its_teeth(sheet, item, clause, line)) is not None:
        sheet.give("line.fee", line, whole, item)
        return True
    if count == 1 and not is_both:
        return False
    said = "all" if sheet.parse.has("whole") else item.mention.per if item.mention is not None else None
    if said == "session" and count > 1:
        said = "each"
    if said is None and not is_both and any(_is_times(sheet, one) for one in sheet.items if one.kind == "count"):
        said = "each"
    if euros(item.cents) in (sheet.situation.options.get("choices") or ()):
        return False  # the answer to « pour un seul, ou pour les deux ? »
    told, other = item.cents, item.cents * 2 if is_both else item.cents // count
    if not accepts("line.fee", euros(other)) or (said == "all" and not is_both and other * count != told):
        return False
    if said not in ("each", "all"):
        sheet.place(item)
        doubt = "each_side" if is_both else "each_time"
        sheet.moves.append(AskBack("line.fee", line, doubt, (euros(told), euros(other)), item.said))
        return True
    value = euros(told if is_both == (said == "all") else other)
    sheet.give("line.fee", line, value, item, corrects=sheet.draft.get("line.fee", line) not in (None, value))
    return True


def _of_all_its_teeth(sheet: Sheet, item: Item, clause: Clause, line: int) -> str | None:
    """« quatre implants à 1200 € chacun », « deux dents de sagesse, 250 € la dent »: one act, priced by their sum."""
    act = clause.one("act")
    each = item.mention is not None and item.mention.per == "each"
    counted = act is not None and (act.quantity or 1) > 1  # « pose de 2 implants », « quatre implants »
    if not each or not counted or act is None or not is_one_act_on(sheet, (), line):
        return None
    whole = euros(item.cents * (act.quantity or 1))
    return whole if accepts("line.fee", whole) else None


def _is_on_both_sides(sheet: Sheet, line: int) -> bool:
    """Say whether an act is done twice, once a side."""
    facts = sheet.draft.act_of(line)
    return sheet.draft.get("line.side", line) == BOTH and facts is not None and not facts.bilateral


def _assists_on_both(sheet: Sheet, line: int) -> bool:
    """« l'anesthésiste 180 € par œil », of an operation told on both sides."""
    held = sheet.draft.lines[line - 1]
    others = (number for number, other in enumerate(sheet.draft.lines, start=1) if other.code == held.code)
    return held.code is not None and any(_is_on_both_sides(sheet, other) for other in others)


def _is_times(sheet: Sheet, count: Item) -> bool:
    """« deux fois », « x 3 », « 4 semestres », « 2 séances »."""
    return bool(_TIMES & set(sheet.parse.norms(max(0, count.first - 1), count.last + 1)))
