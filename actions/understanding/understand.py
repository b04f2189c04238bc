"""A message, understood: what it does, part by part, as moves in the order in which they were said.

Nothing is stored here. What is told is given its places by one assignment over all the parts that tell something, so
that « NEKA020. 1200 euros. Secteur 2. » is read like the same in one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.reading import Kind, Mention, Parse, Tag, words_of
from actions.situation import Situation
from actions.understanding.act_names import ActName, is_on_the_quote, names_in, names_of_materials, of_its_tooth
from actions.understanding.acts import ENDS, FIGURES, ORDERS, SURE_BESIDE_VALUES, VALUES, Act, Part, parts_of, within
from actions.understanding.answers import YES_OR_NO, answer, not_known, said_in
from actions.understanding.asking import (
    heard_as_question,
    is_medical,
    topic_asked,
    topic_of_order,
    with_their_subjects,
    words_in,
)
from actions.understanding.assign import Told, assign
from actions.understanding.choosing import chosen
from actions.understanding.emergency import is_emergency
from actions.understanding.moves import AskBack, DeleteLine, Do, Give, Instead, Move, NotPlaced, ShareFee
from actions.understanding.orders import copied, deleted, kept_only, line_named, names_on_the_quote, swapped
from actions.understanding.supposing import heard_as_supposition, kept_or_left, supposed_changes
from actions.understanding.topics import TopicMatch, find_topic, near_topics
from quote_draft import TEETH, Asking, Event, euros, parse_event

_FREE = ("describe", "line.act", "more_lines")
_TALK = {"greet": "greet", "thanks": "thanks", "bye": "bye", "bot_challenge": "bot_challenge",
         "smalltalk": "smalltalk", "out_of_scope": "out_of_scope", "insult": "complaint"}  # fmt: skip
_ORDERED = {"handover": "handover", "ask_summary": "summary", "stop": "stop", "support": "support", "worry": "worry",
            "medical_advice": "medical_advice", "compare": "compare"}  # fmt: skip
_ANSWERS = {"affirm": "yes", "deny": "no", "finish": "finish"}
LEAST_SURE = 0.6
_SURE_RATHER_THAN_SUPPOSED = 0.5
_SURE_RATHER_THAN_A_FIGURE = 0.5
_SURE_RATHER_THAN_TALK = 0.55
SHORTEST_NAMED = 6
"""Words of a message that only names what is to be put right: « le montant du chirurgien »."""
SHORTEST_QUESTION = 3
SHORTEST_LABEL = 4
"""Letters of a word that may be the name of an act that is not known."""


def understand(parse: Parse, situation: Situation) -> list[Move]:
    """Return the moves of a message; an empty list when nothing of it was understood."""
    if is_emergency(words_of(parse.text), situation.intents):  # as written: spelling put right is for quotes
        return [Do("emergency")]
    if kept := kept_or_left(parse, situation) or _taken_and_put_right(parse, situation):
        return kept
    names = _names(parse, situation)
    parse = _without_orders_that_answer(_without_passive_orders(parse), situation)
    parse = _without_acts_taken_for_orders(parse, names, situation)
    parse = _with_lines_cancelled(parse, names, situation)
    if wanted := _wanted_at_a_price_unknown(parse, situation):
        return wanted
    choice = chosen(parse, situation)
    if choice and not parse.has("interrogative", "question", *ORDERS):
        return [*choice, *_beside_the_choice(parse, situation)]
    parts = [_opening_question(part, parse, names, situation) for part in parts_of(parse, situation.intents)]
    parts = [
        heard_as_question(part, parse, situation, _inside(names, [part]))
        for part in with_their_subjects(parts, parse, situation)
    ]
    if len(parts) == 1:
        parts = [_answering_what_was_told(heard_as_supposition(parts[0], parse, situation), parse, situation)]
    telling = [part for part in parts if part.act is Act.TELLING]
    undoes = any(part.order == "undo" for part in parts)
    of_what_is_told = situation.after_undo() if undoes else situation
    moves: list[Move] = []
    done = False
    for part in parts:
        if part.act is Act.TELLING:
            if not done:
                moves += _told(within(parse, telling), _inside(names, telling), of_what_is_told)
                done = True
            continue
        moves += _of(part, parse, names, of_what_is_told if moves else situation, alone=not telling)
    moves = _with_deletions_last(moves)
    if moves:
        return moves
    return _by_intent(parse, situation) or _of_an_unknown_act(parse, situation) or _subject(parse, situation)


def _taken_and_put_right(parse: Parse, situation: Situation) -> list[Move]:
    """« la couronne c'est 550 », « supprime l'inlay », where a paper waits: it is right but for that."""
    if situation.asked != "confirm_read" or not situation.paper.get("events"):
        return []
    taken = situation.draft.after([parse_event(event) for event in situation.paper["events"]])
    moves = understand(parse, replace(situation, draft=taken, asking=Asking("confirm"), paper={}))
    of_lines = [one for one in moves if isinstance(one, Give | DeleteLine | ShareFee) and _line_of(one)]
    return [Do("yes"), *moves] if of_lines else []


def _line_of(move: Give | DeleteLine | ShareFee) -> int | None:
    return move.lines[0] if isinstance(move, ShareFee) else move.line


def _with_deletions_last(moves: list[Move]) -> list[Move]:
    """Lines are numbered as before the message: those that go, go at the end, the last one first."""
    gone = list(dict.fromkeys(move for move in moves if isinstance(move, DeleteLine)))  # told twice, it goes once
    gone.sort(key=lambda move: move.line or 0, reverse=True)
    undone = [move for move in moves if isinstance(move, Do) and move.kind == "undo"]
    return [*undone, *(move for move in moves if move not in gone and move not in undone), *gone]


def _opening_question(part: Part, parse: Parse, names: Sequence[ActName], situation: Situation) -> Part:
    """« combien me restera-t-il pour une hanche à 1 200 € ? » opens a quote: it tells one and asks what all do."""
    opens = situation.asked == "describe" and part.act is Act.ASKING
    tells = _inside(names, [part]) and part.of(parse).of(Kind.MONEY, Kind.NUMBER, Kind.CODE)
    return Part(Act.TELLING, part.first, part.last) if opens and tells else part


_ANSWERED_BY = {
    "line.fee": (Kind.MONEY, Kind.NUMBER), "stay.private_room": (Kind.MONEY, Kind.NUMBER),
    "stay.nights": (Kind.NIGHTS, Kind.NUMBER), "care_date": (Kind.DATE,), "line.tooth": (Kind.TEETH,),
}  # fmt: skip


def _answering_what_was_told(part: Part, parse: Parse, situation: Situation) -> Part:
    """« on m'a parlé de 4 nuits », where the nights are asked: what the member was told is their answer."""
    mine = part.of(parse)
    wanted = _ANSWERED_BY.get(situation.asked or "", ())
    alone = len(mine.of(*wanted)) == 1 == len(mine.of(*FIGURES)) and not mine.of(Kind.PERSON)
    aches = situation.asked == "line.tooth"  # « la 26, celle qui me fait mal »
    answers = part.act is Act.RECOUNTING and (mine.has("told_me") or aches) and alone
    answers = answers or (part.order == "worry" and _opens_with_an_answer(mine) and situation.asked in ANSWERED_BY_YES)
    return Part(Act.TELLING, part.first, part.last) if answers else part


def _opens_with_an_answer(parse: Parse) -> bool:
    """« surtout pas, c'est trop cher », where the private room is asked."""
    said = parse.of(Kind.ANSWER)
    return bool(said) and said[0].first == 0 and said[0].value in ("yes", "no")


def _names(parse: Parse, situation: Situation) -> list[ActName]:
    """Find the acts named, with the tooth that is known or told beside them."""
    if situation.asked == "line.tooth" and not parse.has("add", "also", "correction"):
        return []
    told = _teeth_told(parse)
    tooth = told[0][1] if told else situation.tooth or _tooth_of_the_quote(situation)
    names = names_in(parse, situation.day_of_care, situation.draft.family, tooth)
    names = [name for name in names if name.candidates or not _names_a_charge(name, parse)]
    names = _with_materials(names, _of_a_material(parse, situation, tooth))
    if len(told) > 1:
        names = [_for_its_tooth(name, names, parse, situation) for name in names]
    families = [one for one in parse.of(Kind.CHOICE) if one.value and one.value[0] == "family"]
    names = [one for one in names if not any(f.first <= one.first and one.last <= f.last for f in families)]
    if situation.asked in _FREE or situation.asked == "choose_act" or parse.has("add", "whole", "also"):
        return names
    told_anew = parse.has("correction", "denial", "instead_of")
    return [
        name
        for name in names
        if name.is_plain or (told_anew and name.is_clear) or is_on_the_quote(name, situation.draft)
    ]


def _with_materials(names: list[ActName], materials: list[ActName]) -> list[ActName]:
    """« les deux couronnes sont en métal »: the material says which act, unless a name has it among its words."""
    told = [one for one in materials if not any(name.first < one.first < name.last for name in names)]
    if not told:
        return names
    places = {one.first for one in told}
    others = [
        name
        for name in names
        if name.first not in places and (name.is_clear or not any(0 <= at - name.last <= _NEAR for at in places))
    ]
    return sorted([*others, *told], key=lambda name: name.first)


_NEAR = 3
"""Tokens between a name and the material that makes it another: « les couronnes sont en métal »."""


def _names_a_charge(name: ActName, parse: Parse) -> bool:
    """« la télévision » is no act that is not known."""
    inside = (tag for tag in parse.tags if name.first <= tag.first and tag.last <= name.last)
    return any(tag.name.startswith("label.charge.") for tag in inside)


def _for_its_tooth(name: ActName, names: Sequence[ActName], parse: Parse, situation: Situation) -> ActName:
    """« couronne métal 47, couronne zircone 46 », « dent 47 couronne »: each name is of the tooth told beside it."""
    acts = [(one.first, one.last) for one in names] + [(one.first, one.last) for one in parse.of(Kind.CODE)]
    before = max((last for _, last in acts if last <= name.first), default=0)
    following = min((first for first, _ in acts if first >= name.last), default=len(parse.tokens))
    told = _teeth_told(parse)
    after = [tooth for at, tooth in told if name.last <= at < following]
    after = after or [tooth for at, tooth in told if before <= at <= name.first][-1:]
    after = after or [tooth for at, tooth in told if at >= name.last]
    if not after:
        return name
    return of_its_tooth(name, situation.day_of_care, situation.draft.family, after[0])


def _of_a_material(parse: Parse, situation: Situation, tooth: int | None) -> list[ActName]:
    """« celle en métal », « c'est de la zircone »: what a tooth is made of names the act of that kind on the quote."""
    if situation.draft.family != "dental":
        return []
    heads = dict.fromkeys(words_of(line.label or "")[:1] for line in situation.draft.lines)
    for head in heads:
        if named := names_of_materials(parse, head, situation.day_of_care, tooth):
            return named
    return []


def _teeth_told(parse: Parse) -> list[tuple[int, int]]:
    """Return the teeth told and where, of a list its first: « couronne 26 500 euros » tells one as « la 26 » does."""
    told = []
    for mention in parse.of(Kind.TEETH, Kind.MONEY, Kind.NUMBER):
        if mention.kind == Kind.TEETH:
            number = mention.value[0] if mention.value else None
        else:
            number = next((one[0] for one in mention.splits), mention.value if mention.kind == Kind.NUMBER else None)
        if number in TEETH:
            told.append((mention.first, int(number)))
    return told


def _tooth_of_the_quote(situation: Situation) -> int | None:
    """Return a tooth of the quote where what is noted is put right: « les deux couronnes sont en métal »."""
    teeth = [line.tooth for line in situation.draft.lines if line.tooth]
    return teeth[0] if teeth and situation.asked in (None, "confirm") else None


def _without_passive_orders(parse: Parse) -> Parse:
    """« l'opération risque d'être annulée », « le chiffre est effacé »: what happens to a thing orders nothing."""
    names_a_line = parse.of(Kind.ROLE, Kind.TEETH, Kind.RANK)
    passive = ("undo",) if names_a_line else ("undo", "delete")
    kept = tuple(
        tag
        for tag in parse.tags
        if not (tag.name == "change" and parse.norms(max(0, tag.first - 2), tag.first) in _OF_SOMEBODY)
        and not (tag.name in ("add", "delete") and _OF_A_FIGURE & set(parse.norms(tag.first - 2, tag.last + _NEAR)))
        and (
            tag.name not in passive
            or tag.last - tag.first > 1  # « la 26 est à enlever »
            or parse.norms(max(0, tag.first - 1), tag.first) not in _BEING
        )
    )
    return replace(parse, tags=kept)


_OF_A_FIGURE = frozenset({"zero", "zeros", "chiffre", "virgule"})
"""« j'ai oublié un zéro » adds no line, « un zéro en trop » takes none out."""
_OF_SOMEBODY = frozenset({("en", "ai"), ("en", "a"), ("en", "avons")})
"""« le dentiste d'avant me prenait 500, j'en ai changé »: another dentist puts nothing right."""
_BEING = frozenset({("est",), ("sont",), ("ete",), ("etre",), ("sera",), ("etait",)})


def _without_orders_that_answer(parse: Parse, situation: Situation) -> Parse:
    """« non, je n'en veux plus », where the private room is asked, takes no line out."""
    if situation.asked not in YES_OR_NO or situation.asked == "confirm":
        return parse
    said = parse.of(Kind.ANSWER)
    kept = (tag for tag in parse.tags if not (tag.name == "delete" and any(_is_inside(tag, one) for one in said)))
    return replace(parse, tags=tuple(kept))


def _is_inside(tag: Tag, mention: Mention) -> bool:
    return mention.first <= tag.first and tag.last <= mention.last


def _with_lines_cancelled(parse: Parse, names: Sequence[ActName], situation: Situation) -> Parse:
    """« annule la couronne à 680 » takes a line out rather than the last answer back."""
    of_lines = [mention.first for mention in parse.of(Kind.ROLE, Kind.TEETH)]
    of_lines += [name.first for name in names if is_on_the_quote(name, situation.draft)]
    kept = tuple(
        replace(tag, name="delete")
        if tag.name == "undo" and any(0 <= first - tag.last <= _OPENING for first in of_lines)
        else tag
        for tag in parse.tags
    )
    return replace(parse, tags=kept)


def _without_acts_taken_for_orders(parse: Parse, names: Sequence[ActName], situation: Situation) -> Parse:
    """« retirer une vis », « dents à enlever » tell an act: its verb orders nothing, unless the quote has that line."""
    inside = [
        tag
        for tag in parse.tagged("delete")
        if any(name.first <= tag.first < name.last for name in names) or _is_done_to_somebody(parse, tag)
    ]
    if not inside:
        return parse
    bare = replace(parse, tags=tuple(tag for tag in parse.tags if tag not in inside))
    if situation.draft.lines and parse.tokens and inside[0].first <= _OPENING:
        return parse if names_on_the_quote(parse, situation) else bare
    return bare


_OPENING = 1
"""Words before an order: « (oui) retire l'inlay-core »."""
_TO_ME = frozenset({"faire", "fait", "me", "m", "se", "s", "dois", "doit", "vais", "va", "a"})


def _is_done_to_somebody(parse: Parse, tag: Tag) -> bool:
    return tag.first > 0 and parse.tokens[tag.first - 1].norm in _TO_ME and tag.first > _OPENING


def _inside(names: Sequence[ActName], parts: Sequence[Part]) -> list[ActName]:
    return [name for name in names if any(part.first <= name.first < part.last for part in parts)]


def _told(parse: Parse, names: list[ActName], situation: Situation) -> list[Move]:  # noqa: PLR0911  one return a way of telling
    if situation.asked in YES_OR_NO and parse.has("none_of_them") and not any(one.value for one in parse.of(*VALUES)):
        return answer_word("none_of_them", situation)
    sectors = [one for one in parse.of(Kind.CHOICE) if one.value and one.value[0] == "line.sector"]
    told_a_value = _figures_of_now(parse) or sectors
    ends = situation.asked == "more_lines" and not situation.options.get("restart") and not told_a_value
    said = said_in(parse) if ends else []
    later = ends and said[:1] == ["finish"] and bool(parse.of(Kind.DATE))
    if (said[:1] == ["no"] and "yes" not in said) or later or (ends and _is_all(parse)):
        return [Do("finish")]
    if situation.asked == "family" and not parse.has("choice.family.dental", "choice.family.medical", "unknown"):
        family = _family_said(parse)
        if family:
            given: list[Move] = [Give("family", None, family, parse.text.strip())]
            return [*given, *_told(parse, names, _after_family(family, situation))] if parse.of(*FIGURES) else given
    choice = chosen(parse, situation)
    if choice:
        return [*choice, *_beside_the_choice(parse, situation)]
    if rearranged := copied(parse, situation) or swapped(parse, situation):
        return rearranged
    told = Told(
        corrects=_corrects(parse, situation) or _puts_right_a_line_noted(parse, names, situation),
        recalls=_recalls(parse, situation),
        adds=parse.has("add"),
        is_free=situation.asked in _FREE or parse.has("add"),
    )
    moves = assign(parse, names, situation, told)
    if any(isinstance(move, Give) or not isinstance(move, NotPlaced | Do) for move in moves):
        kept = [move for move in moves if not (isinstance(move, Do) and move.kind == "already")]
        return [*_yes_besides(parse, situation, kept), *kept, *_no_other_line(parse, situation, kept)]
    if parse.has("except") and situation.asked == "confirm":
        return moves or _all_but(parse, situation)
    answered = _answered(parse, moves, situation)
    return [*answered, *moves] if answered or moves else _without_values(parse, situation)


def _answered(parse: Parse, moves: Sequence[Move], situation: Situation) -> list[Move]:
    """Return what a message answers that places no value: its « non » may be of something else than what is asked."""
    if any(isinstance(move, Do) and move.kind == "ask_again" for move in moves):
        return []
    if wrong := _said_wrong(parse, situation):
        return wrong
    waits = any(isinstance(one, NotPlaced) and one.kind == "money" for one in moves)
    if situation.asked == "more_lines" and waits and _refuses(parse):
        return []  # « non la couronne c'est 550 », of two crowns, does not end the list
    return answer(parse, situation)


def _refuses(parse: Parse) -> bool:
    """« non c'est 550 », not « non, et 3 nuits »."""
    said = parse.of(Kind.ANSWER)
    return bool(said) and said[0].first == 0 and said[0].value == "no" and not _goes_on(parse, said[0].last)


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
    said = parse.of(Kind.ANSWER)
    word = str(said[0].value) if said and said[0].first == 0 else None
    opens = word == "yes" or (word == "no" and _goes_on(parse, said[0].last))
    fields = {move.field for move in moves if isinstance(move, Give | AskBack | Instead)}
    if word is None or not opens or situation.asked not in ANSWERED_BY_YES or situation.asked in fields:
        return []
    return answer_word(word, situation)


def _goes_on(parse: Parse, at: int) -> bool:
    """« non, et l'anesthésiste est à 390 » says no to what is asked; without « et » it may put right."""
    after = [norm for norm in parse.norms(at, at + 2) if norm not in {",", ".", "!"}]
    return after[:1] in (["et"], ["juste"], ["seulement"], ["mais"], ["par"])


ANSWERED_BY_YES = ("stay.private_room", "setting")
"""Questions that « oui » and « non » answer by themselves, whatever else is told after them."""


def _is_all(parse: Parse) -> bool:
    """« que le chirurgien », where other lines are asked for."""
    return parse.norms(0, 1) in _ONLY and not parse.of(*VALUES)


_ONLY = frozenset({("que",), ("juste",), ("seulement",), ("uniquement",), ("rien",)})


def _no_other_line(parse: Parse, situation: Situation, moves: Sequence[Move]) -> list[Move]:
    """« …, 3 nuits, c'est tout », « non, et je reste 5 nuits »: no other line is asked for."""
    said = said_in(parse)
    if situation.asked in _FREE and said and said[-1] == "finish":
        return [Do("finish")]
    opens = bool(said) and said[0] == "no" and parse.of(Kind.ANSWER)[0].first == 0
    of_the_quote = all(isinstance(move, Give | AskBack) and move.line is None for move in moves)
    return [Do("finish")] if situation.asked == "more_lines" and opens and of_the_quote else []


_OF_A_FAMILY = {
    "dental": ("tooth.noun", "role.dentist", "tooth.kind.molar"),
    "medical": ("care", "role.surgeon", "choice.setting.inpatient", "choice.setting.day_case"),
}


def _family_said(parse: Parse) -> str | None:
    """« c'est pour mes dents », « je vais à l'hôpital pour une opération », where the family is asked."""
    return next((family for family, tags in _OF_A_FAMILY.items() if parse.has(*tags)), None)


BESIDE_A_CHOICE = (Kind.MONEY, Kind.CHOICE, Kind.TEETH, Kind.DATE, Kind.NIGHTS)


def _beside_the_choice(parse: Parse, situation: Situation) -> list[Move]:
    """« la deuxième, à 540 € »: what is told with the choice is of the same line."""
    prices = [one for one in parse.of(Kind.NUMBER) if parse.norms(max(0, one.first - 1), one.first) == ("a",)]
    told = (*parse.of(*BESIDE_A_CHOICE), *prices)  # « celle en zircone à 600 »
    rest = Parse(parse.text, parse.today, parse.tokens, told, parse.tags)
    asking = situation.asking
    if not rest.mentions or asking is None or not asking.line or not situation.options.get("candidates"):
        return []
    described = (
        situation.draft if asking.line <= len(situation.draft.lines) else situation.draft.after([{"kind": "add_line"}])
    )
    fee_asked = replace(situation, asking=Asking("line.fee", asking.line), draft=described)
    return assign(rest, [], fee_asked, Told())


def _recalls(parse: Parse, situation: Situation) -> bool:
    """« non, c'était 950 », « je me suis trompé »: of what was said last, whatever is asked now."""
    said = parse.of(Kind.ANSWER)
    opens = bool(said) and said[0].value == "no" and said[0].first == 0  # « 500 non 550 » puts itself right
    refused = opens and situation.asked not in YES_OR_NO and bool(parse.of(*VALUES, Kind.PERSON))
    replaced = any(mention.denied for mention in parse.of(Kind.MONEY, Kind.NUMBER))  # « 550 au lieu de 620 »
    accepted = _opens_with_an_answer(parse) and said[0].value == "yes"  # « oui à 65, mais que 3 nuits finalement »
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
    denies = any(mention.denied for mention in parse.mentions)
    if denies or parse.has("change", "wrong", "swap") or _recalls(parse, situation):
        return True
    at_the_end = situation.asked in (None, "confirm") or situation.is_correcting
    if at_the_end and said_in(parse)[:1] == ["no"] and parse.of(*VALUES):
        return True
    return situation.is_correcting or (at_the_end and parse.has("put", "except", "correction"))


def _without_values(parse: Parse, situation: Situation) -> list[Move]:  # noqa: PLR0911  one return a way of telling
    """What is told and holds no value: a closing word, a field to put right, a line to add, a greeting."""
    said = said_in(parse)
    if situation.asked is None and situation.draft.confirmed and (set(said) & {"yes", "finish"} or parse.has("thanks")):
        return [Do("closing")]
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


def _of(part: Part, parse: Parse, names: Sequence[ActName], situation: Situation, *, alone: bool) -> list[Move]:
    mine = part.of(parse)
    match part.act:
        case Act.ASKING:
            return _asked(part, parse, situation, alone=alone)
        case Act.WHY:
            return [_why(part, parse, situation)]
        case Act.SUPPOSING:
            return _supposed(part, parse, _inside(names, [part]), situation)
        case Act.RECOUNTING:
            return [Do("story"), *_figures(mine)]
        case Act.NOT_KNOWING:
            return _not_known(mine, _inside(names, [part]), situation, alone=alone)
        case _:
            return _ordered(part, parse, _inside(names, [part]), situation)


def _asked(part: Part, parse: Parse, situation: Situation, *, alone: bool) -> list[Move]:
    match = topic_asked(part, parse, situation)
    if match is None and not alone and len(words_in(parse, part).split()) < SHORTEST_QUESTION:
        return []
    mine = part.of(parse)
    cents = _amount_in(mine) if match is None or match.score < _SURE_RATHER_THAN_A_FIGURE else None
    return [_question(match, part, parse, situation, field=_field_in(mine), cents=cents)]


def _question(
    match: TopicMatch | None,
    part: Part,
    parse: Parse,
    situation: Situation,
    *,
    field: str | None = None,
    cents: int | None = None,
) -> Do:
    """Return the question of a part, with what else it may have meant."""
    led, confidence = situation.intents[0] if situation.intents else ("", 0.0)
    is_sure = match is not None and match.score >= _SURE_RATHER_THAN_TALK
    if led in _TALK and confidence >= LEAST_SURE and not is_sure and not part.of(parse).of(*VALUES):
        return Do(_TALK[led])  # « bonjour, comment allez-vous ? »
    if match is not None:
        kind = "medical_advice" if is_medical(match.topic) else "question"
        return Do(kind, field, topic=match.topic, amount=cents, near=match.near)
    near = near_topics(words_in(parse, part), asked=situation.asked, family=situation.draft.family)
    return Do("question", field, amount=cents, near=near)


def _amount_in(mine: Parse) -> int | None:
    """Return the first amount named, in cents."""
    amounts = [mention for mention in mine.of(Kind.MONEY, Kind.NUMBER) if mention.value]
    return int(amounts[0].value) * (1 if amounts[0].kind == Kind.MONEY else 100) if amounts else None


_OPERATED = "operer"


def _subject(parse: Parse, situation: Situation) -> list[Move]:
    """A sentence that tells nothing of the quote and names a subject asks about it, marked or not as a question."""
    if parse.of(*FIGURES) or situation.asked in ("line.act", "choose_act"):
        return []
    operated = any(_OPERATED in words_of(mention.text) for mention in parse.of(Kind.PERSON))
    said = _family_said(parse) or ("medical" if operated else None)
    family = said if situation.asked == "describe" else None
    if family:  # « une opération » tells what kind of quote it is, and asks nothing
        return [Give("family", None, family, parse.text.strip())]
    match = find_topic(parse.text, asked=situation.asked, family=situation.draft.family)
    return [Do("question", topic=match.topic, near=match.near)] if match is not None else []


def _why(part: Part, parse: Parse, situation: Situation) -> Move:
    """« pourquoi 372 euros ? » is about a figure, « pourquoi la date ? » about a field, else about what is asked."""
    mine = part.of(parse)
    match = topic_asked(part, parse, situation)
    field = None if match else _field_in(mine)
    near = match.near if match else ()
    return Do("why", field, line_named(mine, situation), match.topic if match else None, _amount_in(mine), near)


def _field_in(parse: Parse) -> str | None:
    fields = parse.of(Kind.FIELD)
    return str(fields[0].value) if fields else None


def _supposed(part: Part, parse: Parse, names: list[ActName], situation: Situation) -> list[Move]:
    mine = part.of(parse)
    supposed = supposed_changes(mine, names, situation)
    match = topic_asked(part, parse, situation)  # « et si votre estimation est fausse ? »
    asks = match and match.score >= _SURE_RATHER_THAN_SUPPOSED and _changes_little(mine, supposed.moves, situation)
    if (supposed.moves or supposed.among) and not asks:
        return [supposed]
    return [_question(match, part, parse, situation)]


def _changes_little(mine: Parse, changes: Sequence[Move], situation: Situation) -> bool:
    """Say whether what is supposed has no estimate to change, or is no clear change of one.

    « si je me trompe, je pourrai corriger ? » and, before the estimate, « si je sors le soir même, c'est une
    hospitalisation ? » ask about something.
    """
    clear = all(isinstance(change, Give | DeleteLine) for change in changes)
    return not mine.of(*FIGURES) and not (clear and situation.draft.confirmed)


def _figures(mine: Parse) -> list[Move]:
    """Name the figures of a story: they are none of the quote's, and none is dropped without a word."""
    return [
        NotPlaced(mention.text, "money" if mention.kind in (Kind.MONEY, Kind.NUMBER) else str(mention.kind),
                  euros(mention.value * (1 if mention.kind == Kind.MONEY else 100))
                  if mention.kind in (Kind.MONEY, Kind.NUMBER) and isinstance(mention.value, int) else None, "story")
        for mention in mine.of(*FIGURES)
    ]  # fmt: skip


def _wanted_at_a_price_unknown(parse: Parse, situation: Situation) -> list[Move]:
    """« oui mais je ne sais pas combien », where the private room is asked."""
    if situation.asked != "stay.private_room" or said_in(parse)[:1] != ["yes"] or "unknown" not in said_in(parse):
        return []
    return answer(parse, situation)


def _not_known(mine: Parse, names: list[ActName], situation: Situation, *, alone: bool) -> list[Move]:
    """« secteur 2 mais je ne sais pas pour l'OPTAM »: what is known is taken, the rest is what is not known."""
    free = names if situation.asked in _FREE else []
    moves = assign(mine, free, situation, Told()) if mine.of(Kind.CHOICE) or free else []
    if any(isinstance(move, AskBack) for move in moves):
        return moves
    known = [move for move in moves if isinstance(move, Give)]
    if known:
        return [Do("dont_know"), *known] if situation.asked in {move.field for move in known} else [*known]
    if not alone:
        return []
    return answer(mine, situation) or not_known(situation)


def _ordered(part: Part, parse: Parse, names: list[ActName], situation: Situation) -> list[Move]:
    order, mine = part.order or "", part.of(parse)
    if order == "delete_line":
        whole = parse if not mine.mentions else mine  # « je ne fais pas la 36, ôtez-la »
        return deleted(whole, names_on_the_quote(whole, situation) or names, situation)
    if order == "keep_only":
        return kept_only(mine, situation) or [Do("correct_what")]
    led, confidence = situation.intents[0] if situation.intents else ("", 0.0)
    if order == "handover" and led == "bot_challenge" and confidence >= SURE_BESIDE_VALUES:
        return [Do("bot_challenge")]  # « vous êtes une vraie personne ? » is told from « une vraie personne, svp »
    if order == "restart" and situation.asked is None and situation.draft.confirmed and mine.has("order.restart"):
        return [Do("new_quote")]
    if situation.options.get("restart") and order == "restart":
        return [Do("restart_now")]
    topic = topic_of_order(part, parse, situation)
    return [Do(order, topic=topic), *_figures(mine)] if order != "undo" else [Do(order)]


def _by_intent(parse: Parse, situation: Situation) -> list[Move]:  # noqa: PLR0911  one return an intent
    """Return what the intent model alone understood; a value is never taken on its word."""
    if not situation.intents or situation.intents[0][1] < LEAST_SURE:
        return []
    name = situation.intents[0][0]
    if name in _ANSWERS and situation.asking is not None:
        return answer_word(_ANSWERS[name], situation)
    if name == "dont_know" and situation.asking is not None:
        return not_known(situation)
    if name == "add_line" and situation.asked == "more_lines":
        return [Do("add_line")]
    if name in _ORDERED and not parse.of(*FIGURES):
        return [Do(_ORDERED[name])]
    if name == "delete_line":
        return [DeleteLine(None)]
    if name == "correct":
        return [Do("correct_what")]
    if name in _TALK and not parse.of(*VALUES):
        return [Do(_TALK[name])]
    return []


def answer_word(word: str, situation: Situation) -> list[Move]:
    """Return what a bare « oui », « non » or « c'est tout » does to the question asked."""
    mention = Mention(Kind.ANSWER, word, 0, 0, 0, 0, word)
    return answer(Parse("", situation.context.today, (), (mention,), ()), situation)


def _of_an_unknown_act(parse: Parse, situation: Situation) -> list[Move]:
    """Keep the words that answer « quel acte ? » and name none that is known, as the line's label."""
    name = situation.intents[0][0] if situation.intents else None
    if situation.asked != "line.act" or name in (*_TALK, "question") or parse.tags:
        return []
    words = [token for token in parse.tokens if token.norm.isalpha()]
    if not any(len(token.norm) >= SHORTEST_LABEL for token in words):
        return []
    label = parse.text[words[0].start : words[-1].end]
    line = situation.asking.line if situation.asking else 1
    return [Give("line.label", line or 1, label[:1].upper() + label[1:], label)]
