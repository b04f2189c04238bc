"""What a member's text does, read by rules in a fixed order, before anything is stored.

Stop or hand over › correction › undo › question or « pourquoi ? » › « je ne sais pas » › the value asked for › values
for other fields › and only then what the intent model thinks. An emergency goes before everything.
"""

from __future__ import annotations

from collections.abc import Callable

from actions import words
from actions.answers import MONEY_FIELDS, all_values, masked, read_answer, unknown
from actions.asked import read_asked
from actions.corrections import read_correction, read_denied
from actions.lines import line_of_words, of_new_line, read_fees_of_both, read_several_acts
from actions.moves import Given, Move
from actions.others import read_known, read_others
from actions.questions import surgeon_without_anaesthetist
from actions.reading import Cue, read_choice, read_cue, read_yes_no
from actions.situation import Situation
from actions.terms import asks_a_meaning, find_term
from quote_draft import UNKNOWN
from quote_draft.fields import SECTORS

LEAVING = ("handover", "stop", "restart")
ASIDE = ("support", "complaint", "medical_advice", "greet", "thanks", "bye", "bot_challenge")
"""Said beside an answer as often as alone: a value in the same message is taken too."""
_SAID_WITH_AN_ANSWER = ("support", "complaint")
_YES_OR_NO = (
    "more_lines", "stay.private_room", "exemption", "confirm", "confirm_value", "choose_act", "line.base", "care_date",
)  # fmt: skip
"""Questions that « non » answers, so that a « non » there announces no correction."""

Step = Callable[[str, Cue | None, Situation], list[Move]]


def interpret(text: str, situation: Situation) -> list[Move]:
    """Return what the message does; an empty list when nothing of it was understood."""
    if words.A_COMMAND.match(text):
        return []
    cue = _cue(text, situation)
    for step in ORDER:
        moves = step(text, cue, situation)
        if moves:
            return moves
    return []


def _cue(text: str, situation: Situation) -> Cue | None:
    cue = read_cue(text)
    if cue and cue.kind == "handover" and asks_a_meaning(text):
        return Cue("question_term", rest=text)
    if words.TAKE_TOOTH_OUT.fullmatch(text):
        return Cue("delete_line", rest=text)
    if cue is None and words.STARTS_WITH_NO_AND_GOES_ON.match(text) and situation.asked not in _YES_OR_NO:
        return Cue("correction", rest=text)
    if cue is None and words.STARTS_WITH_NO_AND_GOES_ON.match(text):
        return _of_another_field(text, situation)
    return cue


def _of_another_field(text: str, situation: Situation) -> Cue | None:
    """« non, secteur 1 » where another question is asked puts right what it names, and answers nothing."""
    told = words.NO_FIRST.sub("", text)
    for one in all_values(told, situation):
        line = situation.asking.line if situation.asking else None
        held = situation.draft.get(one.field, line or max(len(situation.draft.lines), 1))
        named = one.field in ("care_date", "line.sector", "line.tooth", "setting", "stay.nights")
        if named and one.field != situation.asked and held not in (None, one.value) and not situation.draft.to_confirm:
            return Cue("correction", field=one.field, rest=told)
    return None


def _emergency(_text: str, cue: Cue | None, _situation: Situation) -> list[Move]:
    return [Move("emergency")] if cue and cue.kind == "emergency" else []


def _restart_answer(text: str, cue: Cue | None, situation: Situation) -> list[Move]:
    if not situation.options.get("restart"):
        return []
    said = read_yes_no(text)
    if cue and cue.kind == "restart":
        return [Move("restart_now")]
    return [Move("restart_now" if said.value else "restart_not")] if said else []


def _leaving(text: str, cue: Cue | None, situation: Situation) -> list[Move]:
    """Stop, hand over, start again; « plus tard » said of a date is an answer."""
    if cue is None or cue.kind not in LEAVING:
        return []
    answers = cue.kind == "stop" and situation.asked == "care_date" and read_answer("care_date", text, situation)
    return [] if answers else [Move(cue.kind)]


def _correction(text: str, cue: Cue | None, situation: Situation) -> list[Move]:
    denied = read_denied(masked(text), situation)
    if denied:
        return denied
    return read_correction(text, cue, situation) if cue and cue.kind == "correction" else []


def _undo(_text: str, cue: Cue | None, _situation: Situation) -> list[Move]:
    return [Move("undo")] if cue and cue.kind == "undo" else []


def _command(text: str, cue: Cue | None, situation: Situation) -> list[Move]:
    handler = _COMMANDS.get(cue.kind) if cue else None
    return handler(text, cue, situation) if handler and cue else []


def _help(text: str, _cue: Cue | None, _situation: Situation) -> list[Move]:
    """Help, the document, how the figure came about: asked for in so many words."""
    if words.HELP.fullmatch(text):
        return [Move("question")]
    if words.NOT_CLEAR.search(text):
        return [Move("question", response=find_term(text))]
    if words.DOCUMENT.search(text):
        return [Move("document")]
    return [Move("why")] if words.HOW_COMPUTED.search(text) else []


def _why(text: str, cue: Cue, _situation: Situation) -> list[Move]:
    if find_term(text) == "utter_term_data":
        return [Move("question", response="utter_term_data")]
    return [Move("why", field=cue.field)]


def _question(text: str, cue: Cue, _situation: Situation) -> list[Move]:
    return [Move("question", response=find_term(cue.rest) or find_term(text))]


def _summary(_text: str, _cue: Cue, _situation: Situation) -> list[Move]:
    return [Move("summary")]


def _deleted(text: str, cue: Cue, situation: Situation) -> list[Move]:
    tooth = words.TAKE_TOOTH_OUT.fullmatch(text)
    if tooth:
        lines = enumerate(situation.draft.lines, start=1)
        on_it = [number for number, line in lines if line.tooth == int(tooth[1])]
        return [Move("delete_line", line=on_it[0] if len(on_it) == 1 else None)]
    return [Move("delete_line", line=line_of_words(text, cue.line, situation.draft))]


def _added(text: str, _cue: Cue, situation: Situation) -> list[Move]:
    """« ajoute l'anesthésiste », « il y a aussi une couronne à 500 € »: a line with what is said of it."""
    surgeon, activity = surgeon_without_anaesthetist(situation.draft), read_choice(text, "activity")
    if surgeon and activity and activity.value == 4:
        drop = ("line.activity", "line.act")
        return [Move("add_anaesthetist", line=surgeon), *of_new_line(text, situation, drop=drop)]
    return [Move("add_line"), *of_new_line(text, situation)]


def _finished(text: str, cue: Cue, situation: Situation) -> list[Move]:
    said = read_yes_no(text)
    if situation.asked == "confirm_value":
        refused = bool(words.STARTS_WITH_NO.match(text)) or (said is not None and not said.value)
        return [Move("no")] if refused else [Move("yes")] if said else []
    if situation.asked == "confirm":
        return [Move("yes")]
    if situation.asked == "stay.private_room" and situation.draft.stay.wanted is None and said and not said.value:
        return [Move("give", given=Given("stay.private_room.wanted", value=False, understood=text.strip()))]
    answered = _values(text, cue, situation) if situation.asked not in ("more_lines", "line.act") else []
    return answered or [Move("finish")]


def _not_known(text: str, _cue: Cue, situation: Situation) -> list[Move]:
    """« je ne sais pas », unless the same message answers after all (« je ne sais pas, environ 850 € »)."""
    asked, asking = situation.asked, situation.asking
    if asking and asked in (*MONEY_FIELDS, "care_date", "stay.nights", "setting", "line.tooth"):
        given = read_answer(asked, text, situation, asking.line)
        if given and given.doubt is None and given.value is not None:
            return [Move("give", given=given)]
    if asked == "stay.private_room" and situation.draft.stay.wanted is None and words.ROOM_PRICE.search(text):
        wanted = Given("stay.private_room.wanted", value=True, understood=text.strip())
        return [Move("give", given=wanted), Move("give", given=Given("stay.private_room.price", UNKNOWN))]
    if asked == "line.sector" and not situation.options.get("narrow"):
        given = read_answer(asked, text, situation)
        if given and given.value in SECTORS:
            return [Move("give", given=given)]
    return [Move("dont_know")]


_COMMANDS: dict[str, Callable[[str, Cue, Situation], list[Move]]] = {
    "why": _why,
    "question_term": _question,
    "summary": _summary,
    "delete_line": _deleted,
    "add_line": _added,
    "finish": _finished,
    "dont_know": _not_known,
}


def _values_and_asides(text: str, cue: Cue | None, situation: Situation) -> list[Move]:
    """Take the values of a message, and what is said beside them; a greeting before an answer needs no reply."""
    values = _values(text, cue, situation)
    aside = [Move(cue.kind)] if cue and cue.kind in ASIDE else []
    if not values:
        return aside
    return [*(move for move in aside if move.kind in _SAID_WITH_AN_ANSWER), *values]


def _values(text: str, _cue: Cue | None, situation: Situation) -> list[Move]:
    several = read_several_acts(text, situation) or read_fees_of_both(text, situation)
    if several:
        return several
    asked = read_asked(text, situation)
    kinds = {move.kind for move in asked}
    if kinds & {"yes", "no", "finish", "none_of_these"}:
        fixes = [move for move in read_others(text, situation, []) if move.kind == "fix"]
        return fixes or asked
    if kinds & {"add_line", "add_same_act", "add_anaesthetist", "share_fee"}:
        return asked
    return [*asked, *read_others(text, situation, [move.given for move in asked if move.given])]


def _by_intent(_text: str, _cue: Cue | None, situation: Situation) -> list[Move]:
    """Return what the intent model alone understood; a value is never taken on its word."""
    intent, asked = situation.intent, situation.asked
    if intent is None:
        return []
    answer = _INTENTS_AS_ANSWERS.get((asked or "", intent))
    if answer:
        return [answer]
    if intent in ("affirm", "deny") and asked == "stay.private_room" and situation.draft.stay.wanted is None:
        return [Move("give", given=Given("stay.private_room.wanted", value=intent == "affirm"))]
    if intent == "dont_know" and asked and unknown(asked):
        return [Move("dont_know")]
    return [Move(_INTENTS[intent])] if intent in _INTENTS else []


def _known(text: str, _cue: Cue | None, situation: Situation) -> list[Move]:
    """Take what was said before for what it is, before saying that it was not understood."""
    return read_known(text, situation)


_INTENTS_AS_ANSWERS = {
    ("confirm", "affirm"): Move("yes"),
    ("confirm", "deny"): Move("no"),
    ("confirm_value", "affirm"): Move("yes"),
    ("confirm_value", "deny"): Move("no"),
    ("more_lines", "affirm"): Move("add_line"),
    ("more_lines", "add_line"): Move("add_line"),
    ("more_lines", "deny"): Move("finish"),
    ("more_lines", "finish"): Move("finish"),
    ("exemption", "deny"): Move("give", given=Given("exemption", "none")),
}
_INTENTS = {
    **{
        name: name
        for name in ("why", "undo", "handover", "support", "stop", "complaint", "medical_advice", "emergency")
    },
    **{name: name for name in ("greet", "thanks", "bye", "bot_challenge", "smalltalk", "out_of_scope")},
    "insult": "complaint",
    "ask_summary": "summary",
    "start_over": "restart",
    "question_term": "question",
    "correct": "correct_what",
}

ORDER: tuple[Step, ...] = (
    _emergency,
    _restart_answer,
    _leaving,
    _correction,
    _undo,
    _help,
    _command,
    _values_and_asides,
    _by_intent,
    _known,
)
"""The order in which a message is read: the first step that understands something ends it."""
