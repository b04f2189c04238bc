"""Orders that name a line: which line it is, what goes with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.reading import Kind, Parse
from actions.situation import Situation
from actions.understanding.act_names import ActName, is_on_the_quote
from actions.understanding.assign import Sheet, Told, line_fitting, name_lines_compared, names_a_charge, without_charges
from actions.understanding.clauses import clauses_of
from actions.understanding.moves import DeleteLine, Do, Give, Move, NotPlaced
from actions.understanding.named_acts import names_in
from actions.understanding.part import Act, Part, within
from quote_draft import LINE_FIELDS, cents, euros


def line_named(parse: Parse, situation: Situation, names: list[ActName] | None = None) -> int | None:
    """Return the line that a sentence names, by its rank, practitioner, tooth or act; None when it names none."""
    sheet = Sheet(parse, names or [], situation, Told())
    name_lines_compared(sheet)
    for clause in clauses_of(sheet.items):
        if clause.is_anchored:
            return line_fitting(sheet, clause)
    return None


def names_on_the_quote(parse: Parse, situation: Situation) -> list[ActName]:
    """Return the acts of the quote that an order names, its verb aside: « retirez l'inlay » is no removal of one."""
    verbs = {at for tag in parse.tagged("delete") for at in range(tag.first, tag.last)}
    tokens = [replace(token, norm=".") if at in verbs else token for at, token in enumerate(parse.tokens)]
    names = names_in(replace(parse, tokens=tuple(tokens)), situation.day_of_care, situation.draft.family, None)
    return [name for name in names if is_on_the_quote(name, situation.draft)]


def swapped(parse: Parse, situation: Situation) -> list[Move]:
    """« inverse les deux montants »: of two lines, each takes the other's."""
    if not parse.has("swap") or parse.of(Kind.MONEY, Kind.NUMBER):
        return []
    fields = [str(mention.value) for mention in parse.of(Kind.FIELD)]
    field = fields[0] if fields and fields[0] in LINE_FIELDS else "line.fee"
    held = [situation.draft.given(field, number) for number in (1, 2)]
    if len(situation.draft.lines) != 2 or None in held:
        return [Do("correct_what")]
    return [Give(field, number, value, corrects=True) for number, value in zip((2, 1), held, strict=True)]


_OF_A_COPY = ("line.sector", "line.fee", "line.base")


def copied(parse: Parse, situation: Situation) -> list[Move]:
    """« même prix pour la 27 que pour la 26 »: of two lines named, the first takes what the second holds."""
    as_another = [at for at, norm in enumerate(parse.norms()) if norm in {"que", "comme"}]
    if not as_another or not parse.has("same"):
        return []
    named = [str(mention.value) for mention in parse.of(Kind.FIELD)]
    named += ["line.fee"] if parse.has("label.fee") else []
    field = next((name for name in named if name in _OF_A_COPY), None)
    at = as_another[-1]
    first, second = Part(Act.TELLING, 0, at), Part(Act.TELLING, at, len(parse.tokens))
    takes, gives = line_named(first.of(parse), situation), line_named(second.of(parse), situation)
    roles = second.of(parse).of(Kind.ROLE)
    if takes is None and len(roles) == 2:  # « même secteur que le chirurgien pour l'anesthésiste »
        gives, takes = (line_named(within(parse, [Part(Act.TELLING, one.first, one.last)]), situation) for one in roles)
    if field is None or takes is None or gives is None or takes == gives:
        return []
    held = situation.draft.given(field, gives)
    if held is None:
        return []
    value, left = _with_what_is_added(parse, field, held)
    return [Give(field, takes, value, parse.text.strip(), corrects=True), *left]


def _with_what_is_added(parse: Parse, field: str, held: Any) -> tuple[Any, list[Move]]:
    """« le même prix que la 26 plus 20 euros »: return the value with what is added, and the figures that are not."""
    left: list[Move] = []
    for amount in parse.of(Kind.MONEY, Kind.NUMBER):
        told = amount.value * (1 if amount.kind == Kind.MONEY else 100) if isinstance(amount.value, int) else None
        sign = _SIGNS.get("".join(parse.norms(max(0, amount.first - 1), amount.first)), amount.relative or 0)
        if told is not None and sign and field == "line.fee" and cents(held) + sign * told >= 0:
            held = euros(cents(held) + sign * told)
        elif told is None or euros(told) != held:
            left.append(NotPlaced(amount.text, "money", euros(told) if told is not None else None))
    return held, left


_SIGNS = {"plus": 1, "+": 1, "moins": -1, "-": -1}


_TO = (("a",), ("-",))


def _ranks(parse: Parse, count: int) -> list[int]:
    """« les lignes 1 et 2 »: the ranks named, and the bare numbers listed after them."""
    ranks = parse.of(Kind.RANK)
    if not ranks:
        return []
    numbers = [mention for mention in parse.of(Kind.NUMBER) if mention.first > ranks[0].first]
    numbers = [mention for mention in numbers if mention.unit != "line"]  # « les lignes 2 et 4, il y en a trois »
    said = [int(mention.value) for mention in (*ranks, *numbers) if isinstance(mention.value, int)]
    to = parse.norms(ranks[0].last, ranks[0].last + 1) in _TO  # « les lignes 2 à 5 »
    if to and len(said) == 2 and said[0] < said[1]:
        said = list(range(said[0], said[1] + 1))
    return [number for number in dict.fromkeys(said) if 1 <= number <= count]


def _is_denied(parse: Parse) -> bool:
    """« ne supprimez pas l'anesthésiste »."""
    orders, denials = parse.tagged("delete"), parse.tagged("denial")
    return any(0 <= denial.first - order.last <= 1 for order in orders for denial in denials)


def _lines_told(parse: Parse, names: list[ActName], situation: Situation) -> list[int]:
    ranks = _ranks(parse, len(situation.draft.lines))
    if len(ranks) > 1:
        return ranks
    line = line_named(parse, situation, names) if not parse.has("everything") else None
    if line is None and situation.asked == "choose_act" and situation.asking is not None and situation.asking.line:
        return [situation.asking.line]  # « enlève l'inlay-core », where which one it is was asked
    return [line] if line is not None else _told_by_a_value(parse, situation)


def _told_by_a_value(parse: Parse, situation: Situation) -> list[int]:
    """« tout ce qui est sur la 26 », « celle à 680 »: the lines that hold a tooth or a price told."""
    teeth = {tooth for mention in parse.of(Kind.TEETH) for tooth in mention.value or ()}
    lines = list(enumerate(situation.draft.lines, start=1))
    if teeth and parse.has("everything"):
        return [number for number, line in lines if line.tooth in teeth]
    fees = {euros(mention.value * (1 if mention.kind == Kind.MONEY else 100))
            for mention in parse.of(Kind.MONEY, Kind.NUMBER) if isinstance(mention.value, int)}  # fmt: skip
    told = [number for number, line in lines if line.fee in fees]
    return told if len(told) == 1 else []


def kept_only(parse: Parse, situation: Situation) -> list[Move]:
    """« gardez seulement la 26 »: the other lines go."""
    names, count = names_on_the_quote(parse, situation), len(situation.draft.lines)
    teeth = {tooth for mention in parse.of(Kind.TEETH) for tooth in mention.value or ()}
    line = line_named(parse, situation, names) if names or not teeth else None  # « la couronne de la 26 »
    kept = {number for number, one in enumerate(situation.draft.lines, start=1) if one.tooth in teeth}
    kept = {line} if line else kept
    return [DeleteLine(number) for number in range(1, count + 1) if number not in kept] if kept else []


def deleted(parse: Parse, names: list[ActName], situation: Situation) -> list[Move]:
    """« supprime la ligne 2 », « enlève l'anesthésiste », « enlève la chambre »."""
    of_all = [norm for norm in parse.norms() if norm.isalnum()][-1:] == ["tout"]  # « supprime tout »
    if _is_denied(parse) or of_all:
        return [Do("restart" if of_all else "keep")]
    if lines := _lines_told(parse, names, situation):
        return [DeleteLine(number) for number in lines]
    if names_a_charge(parse):
        return [*without_charges(parse, situation.draft)] or [Do("no_such_charge")]
    said = {str(mention.value) for mention in parse.of(Kind.FIELD, Kind.LABEL)}
    said |= {str(mention.value[0]) for mention in parse.of(Kind.CHOICE)}
    if said & {"stay.private_room", "room"}:
        return [Give("stay.private_room", None, {"wanted": False}, corrects=True)]
    fields = [str(mention.value) for mention in parse.of(Kind.FIELD) if str(mention.value) not in LINE_FIELDS]
    return [Do("ask_again", fields[0])] if fields else [_of_nothing_held(parse, names, situation)]


def _of_nothing_held(parse: Parse, names: list[ActName], situation: Situation) -> Move:
    """Ask which line goes, or what is wrong: the only line goes by itself, unless something else was named."""
    named = bool(names) or bool(parse.of(Kind.ROLE, Kind.TEETH, Kind.CODE))  # something that the quote does not hold
    only_denied = all(parse.norms(tag.first, tag.last)[-1:] == ("pas",) for tag in parse.tagged("delete"))
    if only_denied:  # « ça n'existe pas », of nothing named
        return Do("correct_what")
    return DeleteLine(1 if len(situation.draft.lines) == 1 and not named else None)
