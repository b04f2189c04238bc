"""A part that asks about a topic, whatever its words made of it at first.

Members ask without a mark (« le dentiste accepte le tiers payant »), with the words of an order (« faire effacer ce que
j'ai écrit ») or of not knowing (« le mot optam, je connais pas »). Where the finder is sure enough of a topic, the part
asks; how sure it must be depends on what the part would do otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.reading import Kind, Parse, words_of
from actions.situation import Situation
from actions.understanding.act_names import ActName
from actions.understanding.acts import FIGURES, Act, Part
from actions.understanding.topics import find_topic, looks_like_question

_SURE = {Act.TELLING: 0.55, Act.NOT_KNOWING: 0.6, Act.RECOUNTING: 0.5, Act.ORDERING: 0.5}
_SURE_BESIDE_VALUES = 0.55
_SURE_OF_THE_SAME = 0.85
_HELD = (Kind.ANSWER, Kind.PERSON, Kind.ROLE, Kind.RANK, Kind.FIELD)
_CHANGING = ("correction", "change", "put", "wrong", "add", "denial", "instead_of", "except", "whole")
_LED = {
    Act.TELLING: ("inform", "affirm", "deny", "finish", "correct", "add_line"),
    Act.NOT_KNOWING: ("dont_know",),
    Act.RECOUNTING: ("story",),
    Act.ORDERING: ("undo", "delete_line", "start_over", "stop", "complaint", "handover", "medical_advice"),
}
"""The intents by which the model, when it is sure, says the same of a part as its words."""
_SAME = {
    "medical_advice": ("should_operate", "medical_risk", "which_practitioner", "pain", "which_treatment", "delay_care"),
    "worry": ("worry_pay", "too_expensive", "why_expensive"),
    "handover": ("advisor", "send_quote", "ligne_claire", "robot"),
    "support": ("account_help", "advisor"),
    "summary": ("summary_how",),
    "restart": ("restart_how", "several_quotes", "undo_how", "data_rights"),
    "undo": ("undo_how", "change_later"),
    "delete_line": ("undo_how", "change_later"),
    "stop": ("pause",),
    "help": ("help_asked", "how_to_talk", "read_quote", "what_next"),
    "document": ("pdf", "results_where", "send_quote", "quote_photo"),
    "compare": ("several_quotes", "second_quote"),
    "complaint": ("too_expensive", "dispute"),
}
"""The topics that an order answers as well: what was ordered is done."""

_FAMILY_ASKED = ("describe", "family")


def words_in(parse: Parse, part: Part) -> str:
    """Return the words of a part as they were written: topics mend spelling in their own way."""
    return " ".join(words_of(parse.text[parse.tokens[part.first].start : parse.tokens[part.last - 1].end]))


def heard_as_question(part: Part, parse: Parse, situation: Situation, names: Sequence[ActName]) -> Part:
    """Return the part, as one that asks when the topic found for its words is sure enough."""
    words, mine = words_in(parse, part), part.of(parse)
    sure = _sure_from(part, mine, situation, asks=looks_like_question(words), names_an_act=bool(names))
    if sure is None:
        return part
    match = find_topic(words, asked=situation.asked, family=situation.draft.family)
    if match is None or match.score < sure or match.topic in _SAME.get(part.order or "", ()):
        return part
    return replace(part, act=Act.ASKING, order=None)


def _sure_from(part: Part, mine: Parse, situation: Situation, *, asks: bool, names_an_act: bool) -> float | None:
    """Return the score from which a part is heard as a question, None when whatever is found it is none."""
    sure = _SURE.get(part.act)
    if sure is None or mine.of(*FIGURES):
        return None
    tells = _tells(mine, situation)
    led, confidence = situation.intents[0] if situation.intents else ("", 0.0)
    is_led = led in _LED[part.act] and confidence >= _SURE_OF_THE_SAME
    if asks and not (is_led and part.act is Act.NOT_KNOWING):
        puts_right = mine.has("correction", "change", "put")  # « en fait c'est secteur 1 »
        named = bool(mine.of(Kind.ROLE, Kind.RANK, Kind.PERSON)) or part.order == "delete_line"
        return None if tells and (named or puts_right) else max(sure, _SURE_BESIDE_VALUES if tells else 0)
    return None if tells or names_an_act or is_led else sure


def _tells(mine: Parse, situation: Situation) -> bool:
    """Say whether the words hold anything of a quote; a trade that tells the family alone (« le dentiste ») is none."""
    choices = [one for one in mine.of(Kind.CHOICE) if one.value and one.value[0] != "family"]
    of_the_family = situation.asked in _FAMILY_ASKED and mine.of(Kind.CHOICE)
    return bool(choices or of_the_family or mine.of(*_HELD)) or mine.has(*_CHANGING)
