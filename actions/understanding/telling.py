"""What a message tells of the quote: the values with their places, and what its answer says beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.reading import Kind, Mention, Parse, Tag
from actions.situation import Situation
from actions.understanding.act_names import ActName, is_on_the_quote
from actions.understanding.answers import (
    ANSWERED_BY_YES,
    YES_OR_NO,
    answer,
    answer_word,
    family_said,
    not_known,
    opening_answer,
    said_in,
)
from actions.understanding.assign import Told, assign
from actions.understanding.choosing import beside_the_choice, chosen
from actions.understanding.moves import AskBack, Do, Give, Instead, Move, NotPlaced
from actions.understanding.objecting import objected, objects
from actions.understanding.orders import copied, line_named, names_on_the_quote, swapped
from actions.understanding.part import ENDS, FIGURES, VALUES
from quote_draft import Asking, Event

SHORTEST_NAMED = 6
"""Words of a message that only names what is to be put right: « le montant du chirurgien »."""


def told(parse: Parse, names: list[ActName], situation: Situation) -> list[Move]:  # noqa: PLR0911  one return a way of telling
    if situation.asked in YES_OR_NO and parse.has("none_of_them") and not any(one.value for one in parse.of(*VALUES)):
        return answer_word("none_of_them", situation)
    sectors = [one for one in parse.of(Kind.CHOICE) if one.value and one.value[0] == "line.sector"]
    told_a_value = _figures_of_now(parse) or sectors
    is_objection = objects(parse, situation)
    lists = situation.asked == "more_lines" and not situation.options.get("restart")
    ends = lists and not told_a_value and not is_objection
    said = said_in(parse) if ends else []
    later = ends and said[:1] == ["finish"] and bool(parse.of(Kind.DATE))
    if (said[:1] == ["no"] and "yes" not in said) or later or (ends and _is_all(parse)):
        return [Do("finish")]
    if situation.asked == "family" and not parse.has("choice.family.dental", "choice.family.medical", "unknown"):
        family = family_said(parse)
        if family:
            given: list[Move] = [Give("family", None, family, parse.text.strip())]
            return [*given, *told(parse, names, _after_family(family, situation))] if parse.of(*FIGURES) else given
    choice = chosen(parse, situation)
    if choice:
        return [*choice, *beside_the_choice(parse, situation)]
    if rearranged := copied(parse, situation) or swapped(parse, situation):
        return rearranged
    manner = Told(
        corrects=is_objection or _corrects(parse, situation) or _puts_right_a_line_noted(parse, names, situation),
        recalls=_recalls(parse, situation),
        adds=parse.has("add"),
        is_free=situation.names_freely or parse.has("add"),
    )
    moves = assign(parse, names, situation, manner)
    if any(isinstance(move, Give) or not isinstance(move, NotPlaced | Do) for move in moves):
        kept = [move for move in moves if not (isinstance(move, Do) and move.kind == "already")]
        closes = [] if is_objection else _no_other_line(parse, situation, kept)
        return [*_yes_besides(parse, situation, kept), *kept, *closes]
    if parse.has("except") and (situation.asked == "confirm" or _is_nearly_right(parse)):
        return moves or _all_but(parse, situation)
    answered = _answered(parse, moves, situation)
    return [*answered, *moves] if answered or moves else _without_values(parse, situation)


def _is_nearly_right(parse: Parse) -> bool:
    """« presque tout est bon » approves all but something, whatever is asked."""
    yes = [one.first for one in parse.of(Kind.ANSWER) if one.value == "yes"]
    return any(tag.first < at for tag in parse.tagged("except") for at in yes)


def _answered(parse: Parse, moves: Sequence[Move], situation: Situation) -> list[Move]:
    """Return what a message answers that places no value: its « non » may be of something else than what is asked."""
    if any(isinstance(move, Do) and move.kind == "ask_again" for move in moves):
        return []
    if wrong := _said_wrong(parse, situation):
        return wrong
    if objects(parse, situation):
        return objected(parse, situation)
    waits = any(isinstance(one, NotPlaced) and one.kind == "money" for one in moves)
    if situation.asked == "more_lines" and waits and _refuses(parse):
        return []  # « non la couronne c'est 550 », of two crowns, does not end the list
    return answer(parse, situation)


def _refuses(parse: Parse) -> bool:
    """« non c'est 550 », not « non, et 3 nuits »."""
    opening = opening_answer(parse)
    return opening is not None and opening.value == "no" and not _goes_on(parse, opening.last)


def _puts_right_a_line_noted(parse: Parse, names: Sequence[ActName], situation: Situation) -> bool:
    """« non c'est 550 », where another line is asked for: of what is noted, unless it names something that is not."""
    one_price = len(parse.of(Kind.MONEY, Kind.NUMBER)) == 1 == len(parse.of(Kind.ANSWER))
    noted = all(is_on_the_quote(name, situation.draft) for name in names) and not parse.of(Kind.CODE)
    return situation.asked == "more_lines" and _refuses(parse) and noted and one_price


def _said_wrong(parse: Parse, situation: Situation) -> list[Move]:
    """« non, la ligne 2 est fausse », « le montant n'est pas bon »: what is to be put right, whatever is asked."""
    if not parse.has("wrong") or any(one.value for one in parse.of(*VALUES)):
        return []
    fields = [str(mention.value) for mention in parse.of(Kind.FIELD)]
    fields += ["line.tooth"] if parse.has("tooth.noun") else []
    line = line_named(parse, situation, names_on_the_quote(parse, situation))
    if fields:
        return [Do("ask_again", fields[0], line)]
    return [Do("correct_line", line=line)] if line else []


def _figures_of_now(parse: Parse) -> list[Mention]:
    """« non, la 27 c'est l'année prochaine »: what is for some other time is none of this quote."""
    dates = parse.of(Kind.DATE)
    is_later = bool(dates) and all(date.unit == "vague" for date in dates) and not parse.of(Kind.MONEY)
    return [one for one in parse.of(*FIGURES) if not is_later or one.kind not in (Kind.DATE, Kind.TEETH)]


def _after_family(family: str, situation: Situation) -> Situation:
    """Return where the turn stands once the family is known: what else is told describes the quote."""
    event: Event = {"kind": "set", "field": "family", "line": None, "value": family}
    return replace(situation, draft=situation.draft.after([event]), asking=Asking("describe"))


def _yes_besides(parse: Parse, situation: Situation, moves: Sequence[Move]) -> list[Move]:
    """« oui, mais le chirurgien m'a baissé à 1350 »: the question is answered, and something else told."""
    opening = opening_answer(parse)
    if opening is None:
        return []
    word = str(opening.value)
    opens = word == "yes" or (word == "no" and _goes_on(parse, opening.last))
    fields = {move.field for move in moves if isinstance(move, Give | AskBack | Instead)}
    if not opens or situation.asked not in ANSWERED_BY_YES or situation.asked in fields:
        return []
    return answer_word(word, situation)


def _goes_on(parse: Parse, at: int) -> bool:
    """« non, et l'anesthésiste est à 390 » says no to what is asked; without « et » it may put right."""
    after = [norm for norm in parse.norms(at, at + 2) if norm not in {",", ".", "!"}]
    return after[:1] in (["et"], ["juste"], ["seulement"], ["mais"], ["par"])


def _is_all(parse: Parse) -> bool:
    """« que le chirurgien », where other lines are asked for."""
    return parse.norms(0, 1) in _ONLY and not parse.of(*VALUES)


_ONLY = frozenset({("que",), ("juste",), ("seulement",), ("uniquement",), ("rien",)})


def _no_other_line(parse: Parse, situation: Situation, moves: Sequence[Move]) -> list[Move]:
    """« …, 3 nuits, c'est tout », « non, et je reste 5 nuits »: no other line is asked for."""
    said = said_in(parse)
    if situation.names_freely and said and said[-1] == "finish":
        return [Do("finish")]
    opening = opening_answer(parse)
    opens = opening is not None and opening.value == "no"
    of_the_quote = all(isinstance(move, Give | AskBack) and move.line is None for move in moves)
    return [Do("finish")] if situation.asked == "more_lines" and opens and of_the_quote else []


def _recalls(parse: Parse, situation: Situation) -> bool:
    """« non, c'était 950 », « je me suis trompé »: of what was said last, whatever is asked now."""
    opening = opening_answer(parse)
    word = opening.value if opening is not None else None  # « 500 non 550 » puts itself right
    refused = word == "no" and situation.asked not in YES_OR_NO and bool(parse.of(*VALUES, Kind.PERSON))
    replaced = any(mention.denied for mention in parse.of(Kind.MONEY, Kind.NUMBER))  # « 550 au lieu de 620 »
    accepted = word == "yes"  # « oui à 65, mais que 3 nuits finalement »
    corrects = any(_governs_a_figure(parse, tag) for tag in parse.tagged("correction"))
    return (corrects and not (replaced or accepted or _only_waits(parse))) or refused


def _governs_a_figure(parse: Parse, tag: Tag) -> bool:
    """« 58 euros. C'est pour ma femme en fait » puts right whom it is for, and answers with the figure."""
    ends = [at for at, norm in enumerate(parse.norms()) if norm in ENDS]
    first, last = (
        max((at for at in ends if at < tag.first), default=-1),
        min((at for at in ends if at >= tag.last), default=len(parse.tokens)),
    )
    beside = [one for one in parse.mentions if first < one.first < last and one.kind in (*VALUES, Kind.PERSON)]
    return not beside or any(one.kind != Kind.PERSON for one in beside)


def _corrects(parse: Parse, situation: Situation) -> bool:
    if situation.asked == "describe" and not situation.draft.lines:  # nothing is noted that could be put right
        return False
    denies = any(mention.denied for mention in parse.mentions)
    noted = bool(situation.draft.lines)  # « un bridge pour remplacer la 36 » puts nothing right where nothing is noted
    if denies or (noted and parse.has("change", "wrong", "swap")) or _recalls(parse, situation):
        return True
    at_the_end = situation.asked in (None, "confirm") or situation.is_correcting
    if at_the_end and said_in(parse)[:1] == ["no"] and parse.of(*VALUES):
        return True
    return situation.is_correcting or (at_the_end and parse.has("put", "except", "correction"))


def _without_values(parse: Parse, situation: Situation) -> list[Move]:  # noqa: PLR0911  one return a way of telling
    """What is told and holds no value: a closing word, a field to put right, a line to add, a greeting."""
    said = said_in(parse)
    if closing := _closing(parse, situation, said):
        return closing
    fields = [str(mention.value) for mention in parse.of(Kind.FIELD)]
    if (parse.has("add") and not fields) or (parse.has("other") and situation.asked == "more_lines"):
        return [Do("add_line")]
    numbered = any(mention.unit in ("number", "year") for mention in parse.of(Kind.OTHER))  # « la chambre 214 »
    if numbered and not said:
        return _figures_of_something_else(parse)
    if fields[:1] == ["stay.private_room"] and situation.asked == "stay.private_room" and parse.has("denial"):
        return [Give("stay.private_room", None, {"wanted": False})]
    if fields and fields[0] == situation.asked and not said and parse.has("negation"):
        return not_known(situation)
    if fields == ["stay.private_room"] and said[:1] == ["no"]:  # « la chambre, je n'en veux plus »
        return [Give("stay.private_room", None, {"wanted": False}, corrects=True)]
    alone = situation.asked in (None, "confirm") and len(parse.tokens) <= SHORTEST_NAMED
    if fields and (parse.has("correction", "change", "wrong") or alone or situation.is_correcting):
        return [Do("ask_again", fields[0], line_named(parse, situation))]
    if parse.has("change", "wrong") or (parse.has("correction") and not _only_waits(parse)):
        return [Do("correct_what")]
    if parse.has("greeting"):
        return [Do("greet")]
    return [Do("thanks")] if parse.has("thanks") else []


def _closing(parse: Parse, situation: Situation, said: Sequence[str]) -> list[Move]:
    """« c'est tout » closes what is estimated; where something is still asked, it is told so."""
    if situation.asked is None and situation.draft.confirmed and (set(said) & {"yes", "finish"} or parse.has("thanks")):
        return [Do("closing")]
    return [Do("not_finished")] if said[-1:] == ["finish"] and situation.asking is not None else []


def _only_waits(parse: Parse) -> bool:
    """« attends, je cherche » puts nothing right."""
    return all(parse.norms(tag.first, tag.last) in _WAITING for tag in parse.tagged("correction"))


_WAITING = frozenset({("attends",), ("attendez",), ("attend",)})


def _figures_of_something_else(parse: Parse) -> list[Move]:
    return [NotPlaced(mention.text, "other", None, None) for mention in parse.of(Kind.OTHER)]


def _all_but(parse: Parse, situation: Situation) -> list[Move]:
    """« c'est ça, sauf l'anesthésiste »: what is left out is to be put right; a room that is denied goes."""
    rooms = [mention for mention in parse.of(Kind.FIELD) if mention.value == "stay.private_room"]
    if rooms and parse.has("denial"):
        return [Give("stay.private_room", None, {"wanted": False}, corrects=True)]
    line = line_named(parse, situation)
    return [Do("correct_line", line=line)] if line else [Do("correct_what")]
