"""A message, understood: what it does, part by part, as moves in the order in which they were said.

Nothing is stored here. What is told is given its places by one assignment over all the parts that tell something, so
that « NEKA020. 1200 euros. Secteur 2. » is read like the same in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.reading import Kind, Parse, words_of
from actions.situation import Situation
from actions.understanding.act_names import ActName
from actions.understanding.acts import SURE_BESIDE_VALUES, parts_of
from actions.understanding.answers import (
    ANSWERED_BY_YES,
    answer,
    answer_word,
    family_said,
    not_known,
    opens_with_an_answer,
    said_in,
)
from actions.understanding.asking import (
    heard_as_question,
    is_medical,
    topic_asked,
    topic_of_order,
    with_their_subjects,
    words_in,
)
from actions.understanding.assign import Told, assign
from actions.understanding.choosing import beside_the_choice, chosen
from actions.understanding.emergency import is_emergency
from actions.understanding.moves import AskBack, DeleteLine, Do, Give, Move, NewLine, NotPlaced, ShareFee
from actions.understanding.naming import acts_named
from actions.understanding.orders import deleted, kept_only, line_named, names_on_the_quote
from actions.understanding.orders_meant import orders_on_the_account, with_orders_meant, without_orders_on_nothing
from actions.understanding.others import with_others_told_of
from actions.understanding.papers import on_the_paper, put_right
from actions.understanding.part import FIGURES, ORDERS, VALUES, Act, Part, within
from actions.understanding.people_told import described_alone, names_people_only
from actions.understanding.supposing import heard_as_supposition, kept_or_left, supposed_changes
from actions.understanding.telling import told
from actions.understanding.topics import (
    TopicMatch,
    amounts_of,
    find_topic,
    names_no_subject,
    near_topics,
    ways_of_asking,
)
from quote_draft import euros
from wording import capitalised

_TALK = {"greet": "greet", "thanks": "thanks", "bye": "bye", "bot_challenge": "bot_challenge",
         "smalltalk": "smalltalk", "out_of_scope": "out_of_scope", "insult": "complaint"}  # fmt: skip
_ORDERED = {"handover": "handover", "ask_summary": "summary", "stop": "stop", "support": "support", "worry": "worry",
            "medical_advice": "medical_advice", "compare": "compare"}  # fmt: skip
_ANSWERS = {"affirm": "yes", "deny": "no", "finish": "finish"}
LEAST_SURE = 0.6
_SURE_RATHER_THAN_SUPPOSED = 0.5
_SURE_RATHER_THAN_A_FIGURE = 0.5
_SURE_RATHER_THAN_TALK = 0.55
SHORTEST_QUESTION = 3
SHORTEST_NAMED_AGAIN = 5
"""Letters of a word by which an act of the quote is told again."""
SHORTEST_SAID = 2
"""Letters of a message that the intent model alone may understand."""
SHORTEST_LABEL = 4
"""Letters of a word that may be the name of an act that is not known."""


def understand(parse: Parse, situation: Situation) -> list[Move]:
    """Return the moves of a message; an empty list when nothing of it was understood."""
    if not names_people_only(parse) and is_emergency(words_of(parse.text), situation.intents):  # as written
        return [Do("emergency")]
    if kept := kept_or_left(parse, situation) or _put_right(parse, situation) or _on_the_account(parse):
        return kept
    parse = without_orders_on_nothing(parse, situation)
    names = acts_named(parse, situation)
    parse = with_others_told_of(with_orders_meant(parse, names, situation), situation)
    if wanted := _wanted_at_a_price_unknown(parse, situation):
        return wanted
    choice = chosen(parse, situation)
    if choice and not parse.has("interrogative", "question", *ORDERS):
        return [*choice, *beside_the_choice(parse, situation)]
    parts = [_opening_the_quote(part, parse, names, situation) for part in parts_of(parse, situation.intents)]
    parts = [_telling_whom_it_is_for(part, parse, situation) for part in parts]
    parts = [_not_asking_after_all(part, parse, situation) for part in parts]
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
                moves += told(within(parse, telling), _inside(names, telling), of_what_is_told)
                done = True
            continue
        moves += _of(part, parse, names, of_what_is_told if moves else situation, alone=not telling)
    moves = _each_order_once(_with_deletions_last(moves))
    if moves:
        return moves
    return (
        _by_intent(parse, situation)
        or _of_an_unknown_act(parse, situation)
        or _subject(parse, situation)
        or _said_again(parse, situation)
    )


def _put_right(parse: Parse, situation: Situation) -> list[Move]:
    """« la couronne c'est 550 », « supprime l'inlay », where a paper waits: said of what was read of it."""
    of_paper = on_the_paper(situation)
    return put_right(parse, understand(parse, of_paper), of_paper) if of_paper is not None else []


_CLOSING = "left_mutuelle"
"""The topic that says where an account is closed."""


def _on_the_account(parse: Parse) -> list[Move]:
    """« supprimer mon compte » asks where that is done, and touches nothing of the quote."""
    alone = orders_on_the_account(parse) and not parse.of(*FIGURES)
    return [Do("question", topic=_CLOSING)] if alone else []


def _each_order_once(moves: list[Move]) -> list[Move]:
    """« je vous laisse, je continue demain » stops once; « annulez tout, on repart du début » takes nothing back."""
    kinds = [move.kind for move in moves if isinstance(move, Do)]
    writes = any(isinstance(move, Give | NewLine | ShareFee) for move in moves)
    kept: list[Move] = []
    for move in moves:
        if writes and isinstance(move, Do) and move.kind == "story":
            continue  # it says that nothing changed
        if isinstance(move, AskBack) and move in kept:
            continue
        if isinstance(move, Do):
            stopped = move.kind == "stop" and any(isinstance(one, Do) and one.kind == "stop" for one in kept)
            if stopped or move in kept or (move.kind == "undo" and "restart" in kinds):
                continue
        kept.append(move)
    return kept


def _with_deletions_last(moves: list[Move]) -> list[Move]:
    """Lines are numbered as before the message: those that go, go at the end, the last one first."""
    gone = list(dict.fromkeys(move for move in moves if isinstance(move, DeleteLine)))  # told twice, it goes once
    gone.sort(key=lambda move: move.line or 0, reverse=True)
    undone = [move for move in moves if isinstance(move, Do) and move.kind == "undo"]
    return [*undone, *(move for move in moves if move not in gone and move not in undone), *gone]


def _opening_the_quote(part: Part, parse: Parse, names: Sequence[ActName], situation: Situation) -> Part:
    """What is said where a quote is to be described tells it, as far as it can.

    « combien me restera-t-il pour une hanche à 1 200 € ? » and « 1 900 € la hanche, c'est du vol » tell a quote, « on
    m'a dit que je sortais le soir » something of it.
    """
    if situation.asked != "describe" or part.act not in (Act.ASKING, Act.ORDERING, Act.RECOUNTING):
        return part
    mine = part.of(parse)
    tells = bool(mine.of(Kind.MONEY, Kind.NUMBER, Kind.CODE)) and bool(_inside(names, [part]) or mine.of(Kind.ROLE))
    tells = tells and (part.act is Act.ASKING or part.order in _FEELINGS)
    told_me = part.act is Act.RECOUNTING and mine.has("told_me") and not mine.of(Kind.MONEY, Kind.NUMBER)
    return Part(Act.TELLING, part.first, part.last) if tells or told_me else part


_FEELINGS = ("complaint", "worry")


def _not_asking_after_all(part: Part, parse: Parse, situation: Situation) -> Part:
    """« je ne sais pas comment dire » asks about nothing that is known: it says that something is not."""
    asks = part.act is Act.ASKING and part.of(parse).has("unknown")
    unanswered = asks and topic_asked(part, parse, situation) is None
    return replace(part, act=Act.NOT_KNOWING) if unanswered else part


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
    answers = answers or (part.act is Act.RECOUNTING and mine.has("told_me") and _is_missing(mine, situation))
    answers = answers or (part.order == "worry" and opens_with_an_answer(mine) and situation.asked in ANSWERED_BY_YES)
    return Part(Act.TELLING, part.first, part.last) if answers else part


def _telling_whom_it_is_for(part: Part, parse: Parse, situation: Situation) -> Part:
    """« ma fille a cassé sa dent », where it is asked whom the quote is for: somebody the account may have."""
    if part.act is not Act.RECOUNTING or situation.asked != "beneficiary" or parse.of(Kind.MONEY):
        return part
    said = {one.value for one in part.of(parse).of(Kind.PERSON)}
    tells = bool(said - {"other", "parent"}) or (not said and described_alone(parse, situation.context) is not None)
    return Part(Act.TELLING, part.first, part.last) if tells else part


def _is_missing(mine: Parse, situation: Situation) -> bool:
    """« on m'a dit une semaine »: the nights or the day of care, told alone, that the quote has not yet."""
    told = mine.of(*FIGURES)
    if len(told) != 1 or mine.of(Kind.PERSON):
        return False
    field = {Kind.NIGHTS: "stay.nights", Kind.DATE: "care_date"}.get(told[0].kind)
    return field is not None and situation.draft.get(field) is None


def _inside(names: Sequence[ActName], parts: Sequence[Part]) -> list[ActName]:
    return [name for name in names if any(part.first <= name.first < part.last for part in parts)]


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
    if match is not None and _asks_of_another_amount(part, parse, match.topic):
        match = None
    cents = _amount_in(mine) if match is None or match.score < _SURE_RATHER_THAN_A_FIGURE else None
    asked = _question(match, part, parse, situation, field=_field_in(mine), cents=cents)
    pays = ways_of_asking(words_in(parse, part)) & _OF_A_LINE
    line = line_named(mine, situation, names_on_the_quote(mine, situation)) if pays else None
    line = line or (_line_told_again(mine.norms(part.first, part.last), situation) if pays else None)
    return [replace(asked, line=line) if asked.kind == "question" else asked]


def _asks_of_another_amount(part: Part, parse: Parse, topic: str) -> bool:
    """« 400 euros, c'est quoi ? » names nothing but an amount: the topic is none that has no such figure."""
    amount = _amount_in(part.of(parse))
    bare = amount is not None and names_no_subject(_FIGURES_WRITTEN.sub(" ", words_in(parse, part)))
    return bare and str((amount or 0) // 100) not in amounts_of(topic)


_FIGURES_WRITTEN = re.compile(r"\d[\d .,]*|€|\beuros?\b", re.IGNORECASE)
_OF_A_LINE = frozenset({"refund", "how_much", "who_pays"})
"""Ways of asking for the figures of a line: « l'inlay, c'est remboursé combien ? »."""


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
    said = family_said(parse) or ("medical" if operated else None)
    family = said if situation.asked == "describe" else None
    if family:  # « une opération » tells what kind of quote it is, and asks nothing
        return [Give("family", None, family, parse.text.strip())]
    match = find_topic(parse.text, asked=situation.asked, family=situation.draft.family)
    return [Do("question", topic=match.topic, near=match.near)] if match is not None else []


def _why(part: Part, parse: Parse, situation: Situation) -> Move:
    """« pourquoi 372 euros ? » is about a figure, « pourquoi la date ? » about a field, else about what is asked."""
    mine = part.of(parse)
    match = topic_asked(part, parse, situation)
    if match is not None and _asks_of_another_amount(part, parse, match.topic):
        match = None
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
    free = names if situation.names_freely else []
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
    if sum(len(token.norm) for token in parse.tokens) < SHORTEST_SAID:
        return []  # « a » says nothing, whatever the model makes of it
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
        field = _field_in(parse)  # « le montant du chirurgien »
        return [Do("ask_again", field, line_named(parse, situation)) if field else Do("correct_what")]
    if name in _TALK and not parse.of(*VALUES):
        return [Do(_TALK[name])]
    return []


def _said_again(parse: Parse, situation: Situation) -> list[Move]:
    """« je fais un devis pour ma hanche », of a quote for a hip: it is noted."""
    line = _line_told_again(parse.norms(), situation)
    return [Do("already", "line.act", line)] if line and not parse.of(*FIGURES) else []


def _line_told_again(norms: Sequence[str], situation: Situation) -> int | None:
    """Return the first line whose act has a word of these in its name."""
    said = {norm for norm in norms if len(norm) >= SHORTEST_NAMED_AGAIN}
    numbers = (number for number, line in enumerate(situation.draft.lines, start=1)
               if line.code and said & set(words_of(line.label or "")))  # fmt: skip
    return next(numbers, None)


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
    return [Give("line.label", line or 1, capitalised(label), label)]
