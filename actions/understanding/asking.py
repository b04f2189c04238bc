"""A part that asks about a topic, whatever its words made of it at first.

Members ask without a mark (« le dentiste accepte le tiers payant »), with the words of an order (« faire effacer ce que
j'ai écrit ») or of not knowing (« le mot optam, je connais pas »), and say what they ask about before they ask
(« honoraires libres, qu'est-ce que c'est ? »). Where the finder is sure enough of a topic, the part asks; how sure it
must be depends on what the part would do otherwise, on what it holds and on what the intent model thinks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.reading import Kind, Parse, words_of
from actions.situation import Situation
from actions.understanding.act_names import ActName
from actions.understanding.part import FIGURES, ORDERS, Act, Part
from actions.understanding.topics import (
    TopicMatch,
    amounts_of,
    find_topic,
    looks_like_question,
    names_no_subject,
    ways_of_asking,
)

# How sure of a topic one must be, by what speaks for and against a question. Read off a table of what the parts of the
# questions and of the turns that are looked at hold, and of the scores of their topics.
_SURE = {Act.TELLING: 0.55, Act.NOT_KNOWING: 0.6, Act.RECOUNTING: 0.5, Act.ORDERING: 0.5}
_SURE_OF_A_MARKED_ONE = {Act.TELLING: 0.3, Act.NOT_KNOWING: 0.6, Act.RECOUNTING: 0.5, Act.ORDERING: 0.4}
_SURE_BESIDE_VALUES = 0.55
_SURE_AGAINST_WHAT_IS_TOLD = 0.8
_SURE_AGAINST_NOT_KNOWING = 0.95
_SURE_OF_THE_SAME = 0.85
_LEAST_LED = 0.6
_SHORT = 4
"""Words of a part that may say no more than a figure, or than what there is not."""
_HELD = (Kind.ANSWER, Kind.PERSON, Kind.ROLE, Kind.RANK, Kind.FIELD)
_CHANGING = ("correction", "change", "put", "wrong", "add", "instead_of", "except", "whole")
_LED = {
    Act.TELLING: ("inform", "affirm", "deny", "finish", "correct", "add_line"),
    Act.NOT_KNOWING: ("dont_know",),
    Act.RECOUNTING: ("story",),
    Act.ORDERING: ("undo", "delete_line", "start_over", "stop", "complaint", "handover", "medical_advice"),
}
"""The intents by which the model, when it is sure, says the same of a part as its words."""
_WONDERING = ("question", "why", "worry")
"""The intents of somebody who asks something, or would like to."""
_SAME = {
    "medical_advice": ("should_operate", "medical_risk", "which_practitioner", "pain", "which_treatment", "delay_care"),
    "worry": ("worry_pay", "too_expensive", "why_expensive"),
    "handover": ("advisor", "send_quote", "ligne_claire", "robot"),
    "support": ("account_help", "advisor", "pdf", "results_where"),
    "summary": ("summary_how",),
    "restart": ("restart_how", "several_quotes", "undo_how", "data_rights"),
    "undo": ("undo_how",),
    "delete_line": ("undo_how", "change_later"),
    "stop": ("pause",),
    "help": ("help_asked", "how_to_talk", "read_quote", "what_next"),
    "document": ("pdf", "results_where", "send_quote", "quote_photo"),
    "compare": ("several_quotes", "second_quote"),
    "complaint": ("too_expensive", "dispute"),
}
"""The topics that an order answers as well: what was ordered is done."""

_DOING = ("undo", "delete_line", "restart", "stop")
_ABOUT_DOING = frozenset({"how", "where"})
"""Orders that change the quote or leave it: « comment on annule ? » asks how, and does nothing."""
_ANSWERED_BY = {
    "describe": tuple(_HELD),
    "line.act": tuple(_HELD),
    "beneficiary": (Kind.PERSON,),
    "line.activity": (Kind.ROLE, Kind.ANSWER),
    "more_lines": (Kind.ROLE, Kind.RANK, Kind.ANSWER),
    "choose_act": (Kind.RANK, Kind.ANSWER),
    "confirm": (Kind.FIELD,),
}
"""What answers a question, beside the choices of the field asked."""
_OF_A_LINE = ("side.left", "side.right", "side.both", "tooth.material")
"""What words alone tell of a line: « pas le gauche, le côté droit », « matériau zircone »."""
_SOMEBODY = frozenset({"il", "elle"})
_STATING = frozenset(
    {"je", "j", "mon", "ma", "mes", "m", "me", "moi", "on", "nous", "il", "elle", "ils", "est", "sont", "a", "ont",
     "fait", "prend", "demande", "coute", "adhere", "voici"}
)  # fmt: skip
"""Words of a sentence that states something, which « honoraires libres » or « une ALD » alone does not."""


def words_in(parse: Parse, part: Part) -> str:
    """Return a part as it was written, accents and hyphens too: topics mend spelling in their own way."""
    return _written(parse, part.first, part.last)


def topic_asked(part: Part, parse: Parse, situation: Situation, *, is_question: bool = True) -> TopicMatch | None:
    """Return the topic that a part asks about, by its words and by those before it that say its subject."""
    firsts = [part.first] if part.subject is None else [part.subject, part.first]
    found = (
        find_topic(
            _written(parse, first, part.last),
            asked=situation.asked,
            family=situation.draft.family,
            is_question=is_question,
        )
        for first in firsts
    )
    return next((match for match in found if match is not None), None)


def _written(parse: Parse, first: int, last: int) -> str:
    return parse.text[parse.tokens[first].start : parse.tokens[last - 1].end]


def with_their_subjects(parts: Sequence[Part], parse: Parse, situation: Situation) -> list[Part]:
    """Return the parts, each that asks about what was said before it knowing where that begins.

    What was said only to be asked about (« OPTAM : c'est quoi ? », « annuler, comment on fait ? ») does nothing else.
    """
    kept: list[Part] = []
    for part in parts:
        if part.act not in (Act.ASKING, Act.WHY) or not kept or _is_an_answer(kept[-1], parse):
            kept.append(part)
            continue
        before, words = kept[-1], words_in(parse, part)
        refers = names_no_subject(words)
        if _stands_alone(before, parse, situation) and not refers and topic_asked(part, parse, situation) is not None:
            kept.append(part)
            continue
        asking = replace(part, subject=before.first if before.subject is None else before.subject)
        if refers and _is_only_asked_about(before, words, parse):
            kept[-1] = replace(asking, act=Act.ASKING)
        elif not refers and before.act is Act.TELLING and _is_only_named(before, parse, situation):
            kept[-1] = asking
        else:
            kept.append(asking)
    return kept


def _is_an_answer(part: Part, parse: Parse) -> bool:
    """« oui, elle est remboursée ? »: what was asked is answered, and what follows is about something else."""
    said = [norm for norm in parse.norms(part.first, part.last) if norm.isalnum()]
    return part.act is Act.TELLING and said in (["oui"], ["non"], ["oui", "oui"], ["non", "merci"], ["oui", "merci"])


def _stands_alone(part: Part, parse: Parse, situation: Situation) -> bool:
    """Say whether a part did something of its own, so that what is asked next need not be about it."""
    mine = part.of(parse)
    return part.act not in (Act.TELLING, Act.RECOUNTING) or bool(mine.of(*FIGURES)) or _answers(mine, situation)


def _is_only_asked_about(before: Part, words: str, parse: Parse) -> bool:
    """Say whether what was said before was said only for « c'est quoi ? », « pourquoi ? », « comment faire ? »."""
    mine, ways = before.of(parse), ways_of_asking(words)
    if mine.of(*FIGURES) or (before.act is Act.SUPPOSING and mine.of(Kind.CHOICE)):
        return False
    if before.act is Act.ORDERING:
        return "how" in ways and before.order in _DOING
    return bool(ways & {"what", "why", "difference"}) or before.act in (Act.ASKING, Act.WHY, Act.SUPPOSING)


def _is_only_named(before: Part, parse: Parse, situation: Situation) -> bool:
    """Say whether a part names something and states nothing of it: « une chambre à un lit, la sécu la rembourse ? »."""
    mine = before.of(parse)
    states = _STATING & set(parse.norms(before.first, before.last))
    return not (states or mine.of(*FIGURES) or mine.has(*_CHANGING) or _answers(mine, situation))


def heard_as_question(part: Part, parse: Parse, situation: Situation, names: Sequence[ActName]) -> Part:
    """Return the part, as one that asks when the topic found for its words is sure enough."""
    if part.act not in _SURE:
        return part
    match = topic_asked(part, parse, situation, is_question=False)
    if match is None:
        return part
    asking = replace(part, act=Act.ASKING, order=None)
    if match.topic in _SAME.get(part.order or "", ()):
        return asking if part.order in _DOING and ways_of_asking(words_in(parse, part)) & _ABOUT_DOING else part
    sure = _sure_from(part, parse, situation, match.topic, names_an_act=bool(names))
    return part if sure is None or match.score < sure else asking


def is_medical(topic: str) -> bool:
    """Say whether a topic is answered without medical advice: « c'est risqué à 78 ans ? »."""
    return topic in _SAME["medical_advice"]


def topic_of_order(part: Part, parse: Parse, situation: Situation) -> str | None:
    """Return the topic that says more of an order than its own reply: « vous me conseillez quel chirurgien ? »."""
    match = topic_asked(part, parse, situation)
    return match.topic if match is not None and match.topic in _SAME.get(part.order or "", ()) else None


@dataclass(frozen=True, slots=True)
class _Heard:
    """What speaks for a question in a part, and against one."""

    act: Act
    order: str | None
    mine: Parse
    words: str
    is_led: bool  # the intent model says the same as the words, and is sure
    wonders: bool  # it says that somebody asks, or would like to
    names_an_act: bool

    @property
    def changes(self) -> bool:
        return self.mine.has(*_CHANGING)

    @property
    def denies(self) -> bool:
        return self.mine.has("denial")

    @property
    def is_of_a_line(self) -> bool:
        """« l'anesthésiste est secteur un », « elle est OPTAM »."""
        of_somebody = self.mine.of(Kind.ROLE) or _SOMEBODY & set(words_of(self.words))
        return bool(self.mine.of(Kind.CHOICE)) and bool(of_somebody)

    @property
    def is_short(self) -> bool:
        return len(self.words.split()) <= _SHORT


def _sure_from(part: Part, parse: Parse, situation: Situation, topic: str, *, names_an_act: bool) -> float | None:
    """Return the score from which a part is heard as a question, None when whatever is found it is none."""
    mine = part.of(parse)
    led, confidence = situation.intents[0] if situation.intents else ("", 0.0)
    by_words = part.act is not Act.ORDERING or mine.has(*ORDERS)  # else it orders on the model's word alone
    heard = _Heard(
        part.act,
        part.order,
        mine,
        words_in(parse, part),
        is_led=by_words and led in _LED[part.act] and confidence >= _SURE_OF_THE_SAME,
        wonders=led in _WONDERING and confidence >= _LEAST_LED,
        names_an_act=names_an_act,
    )
    marked, answers = looks_like_question(heard.words), _answers(mine, situation)
    if _holds_figures(mine, topic):
        if part.act is Act.ORDERING:  # « ça repart à zéro en janvier ? »
            return _SURE_AGAINST_WHAT_IS_TOLD if marked and not heard.is_led else None
        told = heard.changes or part.act is not Act.TELLING or _states_a_price(mine, heard.words)
        told = told or (led == "inform" and confidence >= _LEAST_LED and names_an_act and "?" not in heard.words)
        return _SURE_BESIDE_VALUES if _shows(heard.words) and not told else None
    if part.act is Act.NOT_KNOWING and (answers or topic.endswith(f"_{situation.asked}")):
        asks = marked and "dont_know" not in ways_of_asking(heard.words)  # « où est-ce que je trouve le code ? »
        return _SURE_AGAINST_WHAT_IS_TOLD if asks and not answers else None
    if part.act is Act.NOT_KNOWING and heard.is_led:
        return _SURE_AGAINST_NOT_KNOWING
    if part.act is Act.TELLING and answers:
        asks = _shows(heard.words) or heard.wonders
        return _SURE_AGAINST_WHAT_IS_TOLD if asks and not heard.changes else None
    return _sure_of_a_marked_one(heard) if marked else _sure_of_an_unmarked_one(heard)


def _states_a_price(mine: Parse, words: str) -> bool:
    """« le prix de l'anesthésiste c'est 501 euros », « 10 euros de plus »: a name and its figure, nothing that asks."""
    moved = [one for one in mine.of(Kind.MONEY) if one.relative is not None]
    named = moved or (mine.of(Kind.FIELD) and mine.of(Kind.ROLE, Kind.RANK)) or mine.has("label.asks")
    figures = [one for one in mine.of(Kind.MONEY, Kind.NUMBER) if one.kind == Kind.MONEY or one.unit is None]
    return bool(named) and bool(figures) and not mine.has("interrogative") and "?" not in words


def _sure_of_a_marked_one(heard: _Heard) -> float | None:
    tells = heard.is_of_a_line and not heard.mine.has("interrogative", "question")  # « en fait elle est secteur 2 »
    if heard.changes and (heard.is_led or tells):
        return None
    if heard.changes or heard.is_led:
        return _SURE_AGAINST_WHAT_IS_TOLD
    beside = _SURE_BESIDE_VALUES if heard.mine.of(Kind.CHOICE, *_HELD) else 0.0
    return max(_SURE_OF_A_MARKED_ONE[heard.act], beside)


def _sure_of_an_unmarked_one(heard: _Heard) -> float | None:
    if heard.order in _DOING and heard.is_short and heard.mine.has(*ORDERS):
        return None  # « efface tout »
    holds, mine = bool(heard.mine.of(Kind.CHOICE, *_HELD)), heard.mine
    taken_out = heard.is_short and heard.denies  # « pas de télé »
    valued = heard.is_short and mine.of(*FIGURES) and not heard.wonders  # « 24 euros »
    if heard.names_an_act and "refund" in ways_of_asking(heard.words) and not mine.of(*FIGURES):
        return _SURE_AGAINST_WHAT_IS_TOLD  # « la gouttière, la sécu rembourse quelque chose »
    if heard.is_led or heard.names_an_act or heard.is_of_a_line or taken_out or valued or mine.has(*_OF_A_LINE):
        return None
    if heard.changes:
        return _SURE[heard.act] if heard.wonders else None
    against = (holds or heard.denies) and not heard.wonders
    return _SURE_AGAINST_WHAT_IS_TOLD if against else _SURE[heard.act]


def _shows(words: str) -> bool:
    """Say whether more than a mark asks: « secteur 2 ? » may be an unsure answer, « et l'OPTAM ? » is none."""
    return looks_like_question(words.replace("?", "")) or ("?" in words and words.lower().startswith("et "))


def _holds_figures(mine: Parse, topic: str) -> bool:
    """Say whether a part holds figures that are not those of the topic itself: « le forfait de 24 euros »."""
    figures = mine.of(*FIGURES)
    known = amounts_of(topic) if figures else frozenset[str]()
    return any(str(_whole(one.kind, one.value)) not in known for one in figures)


def _whole(kind: Kind, value: object) -> object:
    return value // 100 if kind == Kind.MONEY and isinstance(value, int) else value


def _answers(mine: Parse, situation: Situation) -> bool:
    """Say whether a part holds what answers the pending question."""
    asked = situation.asked or ""
    choices = [one.value[0] for one in mine.of(Kind.CHOICE) if one.value]
    trades = () if asked in ("describe", "family") else ("family",)  # « le dentiste » tells the family, and only there
    told = [one for one in choices if one not in trades]
    if asked in told or (situation.names_freely and told):
        return True
    if asked == "line.fee" and "amount" in situation.options and mine.has("per.each", "per.all"):
        return True  # « par dent », where one price was told for several
    at_the_tariff = ("line.sector", "sector_1") in [one.value for one in mine.of(Kind.CHOICE)]
    if asked == "line.fee" and (at_the_tariff or mine.has("including", "taken_charge_of")):
        return True  # « sans dépassement », « c'est inclus »
    fields = [one.value for one in mine.of(Kind.FIELD)]
    return bool(mine.of(*_ANSWERED_BY.get(asked, ()))) or asked in fields or (situation.is_correcting and bool(fields))
