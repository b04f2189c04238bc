"""What a member's text does, read by rules in a fixed order, before anything is stored.

Emergency, hand-over or stop › correction › undo › question or « pourquoi ? » › « je ne sais pas » › the value asked for
› values for other fields › and only then what the intent model thinks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answers import (
    MONEY_FIELDS,
    PERSON,
    all_values,
    choose_among,
    is_known_code,
    masked,
    read_act,
    read_answer,
    unknown,
)
from actions.corrections import read_correction, read_denied
from actions.lines import line_of_words, read_fees_of_both, read_several_acts
from actions.moves import Given, Move
from actions.questions import surgeon_without_anaesthetist
from actions.reading import Cue, read_act_codes, read_choice, read_cue, read_rank, read_yes_no
from actions.situation import Situation
from actions.terms import asks_a_meaning, find_term
from quote_draft import LINE_FIELDS, UNKNOWN

FIRST = ("emergency", "handover", "stop", "restart")
ASIDE = ("support", "complaint", "medical_advice", "greet", "thanks", "bye", "bot_challenge")
"""Said beside an answer as often as alone: a value in the same message is taken too."""

_SET_ONCE = ("family", "setting", "exemption", "line.sector", "line.activity", "care_date")
"""Fields whose words occur in any sentence about a quote: once set, only a correction changes them."""
_FIGURES = (*MONEY_FIELDS, "care_date", "stay.nights", "line.tooth")
_FEE = re.compile(r"montant|prix|tarif|honoraire|co[ûu]te?\b|\bmets?\b|\bmettre\b|\bpasse", re.IGNORECASE)
_BASE = re.compile(r"\bbases?\b|\bbrs?s?\b|\bbdr\b", re.IGNORECASE)
_CALCULATE = re.compile(r"\b(?:calcul\w*|lance\w*|estim\w*|go|combien)\b", re.IGNORECASE)
_UNIT = re.compile(r"€|eur|\de\b|balles|cents?\b|mille", re.IGNORECASE)
_NO = re.compile(r"\s*(?:non|nan|pas|aucune?|rien|plus rien|je (?:ne )?(?:crois|pense) pas)\b", re.IGNORECASE)
_NONE_OF_IT = re.compile(
    r"je (?:ne )?l'ai pas|(?:n'y |y )?en a pas|y a pas|pas de |pas encore|aucune?\b|rien\b|sans date|pas donn|pas re[cç]u",
    re.IGNORECASE,
)
_YES_OR_NO = (
    "more_lines",
    "stay.private_room",
    "exemption",
    "confirm",
    "confirm_value",
    "choose_act",
    "line.base",
    "care_date",
)
_THE_SAME = re.compile(r"\bm[êe]mes?\b|pareil|idem", re.IGNORECASE)
_ENOUGH = re.compile(r"c'?est bon|c'?est complet|c'?est ok|[cç]a ira|[cç]a suffit|pas pour l'instant", re.IGNORECASE)
_SOMETHING_WRONG = re.compile(r"erreur|faux|fausse|pas (?:bon|juste|exact|[cç]a)|inexact", re.IGNORECASE)
_COVERED = re.compile(
    r"\bald\b|100 ?%|exon[ée]r|maternit|enceinte|\bcss\b|\bc2s\b|accident du travail|invalidit", re.IGNORECASE
)
_NAMES = {
    "care_date": re.compile(r"\bdate|\bjour\b|pr[ée]vu", re.IGNORECASE),
    "stay.nights": re.compile(r"nuit|s[ée]jour|semaine", re.IGNORECASE),
    "line.sector": re.compile(r"secteur|optam", re.IGNORECASE),
    "setting": re.compile(r"ambulatoire|hospitalis", re.IGNORECASE),
}
"""Words by which a message that answers nothing else names the field that it changes."""
_EARLY = (None, "family", "beneficiary")


def interpret(text: str, situation: Situation) -> list[Move]:
    """Return what the message does; an empty list when nothing of it was understood."""
    cue = read_cue(text)
    if cue and cue.kind == "handover" and asks_a_meaning(text):
        cue = Cue("question_term", rest=text)
    if cue and cue.kind == "emergency":
        return [Move("emergency")]
    if situation.options.get("restart"):
        settled = _restart_answer(text, cue)
        if settled:
            return settled
    if cue and cue.kind in FIRST and not _is_an_answer(cue, text, situation):
        return [Move(cue.kind)]
    denied = read_denied(masked(text), situation)
    if denied:
        return denied
    if (
        cue is None
        and re.match(r"\s*(?:ah |euh )?non\b[ ,]+\S", text, re.IGNORECASE)
        and situation.asked not in _YES_OR_NO
    ):
        cue = Cue("correction", rest=text)
    if cue and cue.kind == "correction":
        corrected = read_correction(text, cue, situation)
        if corrected:
            return corrected
    if cue and cue.kind == "undo":
        return [Move("undo")]
    aside = [Move(cue.kind)] if cue and cue.kind in ASIDE else []
    if cue and not aside:
        asked = _command(cue, text, situation)
        if asked:
            return asked
    values = _values(text, situation)
    if values:
        return [*(move for move in aside if move.kind not in ("greet", "thanks", "medical_advice")), *values]
    return aside or _by_intent(situation)


def _restart_answer(text: str, cue: Cue | None) -> list[Move]:
    said = read_yes_no(text)
    if cue and cue.kind == "restart":
        return [Move("restart_now")]
    if said is None:
        return []
    return [Move("restart_now" if said.value else "restart_not")]


def _is_an_answer(cue: Cue, text: str, situation: Situation) -> bool:
    """Tell « plus tard » said of a date, or an act whose words resemble a request, from the request."""
    if cue.kind != "stop" or situation.asked != "care_date":
        return False
    return read_answer("care_date", text, situation) is not None


def _command(cue: Cue, text: str, situation: Situation) -> list[Move]:
    match cue.kind:
        case "why":
            return [Move("why", field=cue.field)]
        case "question_term":
            return [Move("question", response=find_term(cue.rest) or find_term(text))]
        case "summary":
            return [Move("summary")]
        case "delete_line":
            return [Move("delete_line", line=line_of_words(text, cue.line, situation.draft))]
        case "add_line":
            return _added(text, situation)
        case "finish":
            return _finished(text, situation)
        case "dont_know":
            return _not_known(text, situation)
        case _:
            return []


def _added(text: str, situation: Situation) -> list[Move]:
    """« ajoute l'anesthésiste », « il y a aussi une couronne à 500 € »: a line with what is said of it."""
    surgeon = surgeon_without_anaesthetist(situation.draft)
    activity = read_choice(text, "activity")
    if surgeon and activity and activity.value == 4:
        return [
            Move("add_anaesthetist", line=surgeon),
            *_of_new_line(text, situation, drop=("line.activity", "line.act")),
        ]
    return [Move("add_line"), *_of_new_line(text, situation)]


def _of_new_line(text: str, situation: Situation, drop: tuple[str, ...] = ()) -> list[Move]:
    values = [one for one in all_values(text, situation) if one.field in LINE_FIELDS and one.field not in drop]
    if "line.act" not in drop and not any(one.field == "line.act" for one in values):
        words = re.sub(
            r"\b(?:ajoute[rz]?|rajoute[rz]?|oui|ligne|acte|aussi|autre|encore|une?|il y a)\b", " ", text, flags=re.IGNORECASE
        )
        act = read_act(words, situation, only_clear=not re.search(r"[^\W\d]{5}", words))
        values += [act] if act else []
    return [Move("give", given=one) for one in sorted(values, key=lambda one: one.field != "line.act")]


def _finished(text: str, situation: Situation) -> list[Move]:
    if situation.asked in ("confirm", "confirm_value"):
        return [Move("yes")]
    if situation.asked == "stay.private_room" and situation.draft.stay.wanted is None:
        said = read_yes_no(text)
        if said and not said.value:
            return [Move("give", given=Given("stay.private_room.wanted", value=False, understood=text.strip()))]
    values = _values(text, situation) if situation.asked not in ("more_lines", "line.act") else []
    return values or [Move("finish")]


def _not_known(text: str, situation: Situation) -> list[Move]:
    """« je ne sais pas », unless the same message answers after all (« je ne sais pas, environ 850 € »)."""
    asked = situation.asked
    if asked and asked in (*MONEY_FIELDS, "care_date", "stay.nights", "setting", "line.tooth"):
        given = read_answer(asked, text, situation, situation.asking.line if situation.asking else None)
        if given and given.doubt is None and given.value is not None:
            return [Move("give", given=given)]
    room = situation.draft.stay
    if (
        asked == "stay.private_room"
        and room.wanted is None
        and re.search(r"\boui\b|prix|combien|tarif", text, re.IGNORECASE)
    ):
        wanted = Given("stay.private_room.wanted", value=True, understood=text.strip())
        price = Given("stay.private_room.price", UNKNOWN)
        return [Move("give", given=wanted), Move("give", given=price)]
    if asked == "line.sector" and not situation.options.get("narrow"):
        given = read_answer(asked, text, situation)
        if given and given.value in ("sector_1", "sector_2", "sector_2_optam", "not_conventioned"):
            return [Move("give", given=given)]
    return [Move("dont_know")]


def _values(text: str, situation: Situation) -> list[Move]:
    """Return the values of a message: for the field asked first, then for the others that it names."""
    several = read_several_acts(text, situation) or read_fees_of_both(text, situation)
    if several:
        return several
    asked = _asked_value(text, situation)
    if any(move.kind in ("yes", "no", "finish", "none_of_these") for move in asked):
        others = _other_values(text, situation, [])
        return [move for move in others if move.kind == "fix"] or asked
    if any(move.kind in ("add_line", "add_anaesthetist") for move in asked):
        return asked
    taken = [move.given for move in asked if move.given]
    return [*asked, *_other_values(text, situation, taken)]


def _asked_value(text: str, situation: Situation) -> list[Move]:
    asked, line = situation.asked, situation.asking.line if situation.asking else None
    draft = situation.draft
    match asked:
        case None:
            return []
        case "confirm":
            said = read_yes_no(text)
            if said is None and _CALCULATE.search(text):
                return [Move("yes")]
            if said is None and _SOMETHING_WRONG.search(text) and not all_values(text, situation):
                return [Move("correct_what")]
            return [Move("yes" if said.value else "no")] if said else []
        case "confirm_value":
            return _confirmation(text, situation)
        case "more_lines":
            return _about_more_lines(text, situation)
        case "choose_act":
            return _chosen(text, situation, line)
        case "line.activity" if re.search(r"\bles (?:deux|2)\b|tous les deux", text, re.IGNORECASE):
            return [Move("both_activities", line=line)]
        case "line.base" if _FEE.search(text) and not _BASE.search(text) and draft.get("line.fee", line):
            return []  # « le montant, c'est 900 » is about the fee
        case "line.base" | "care_date":
            given = read_answer(asked, text, situation, line)
            if given is None and _says_no(text):
                return [Move("dont_know")]
            return [Move("give", given=given)] if given else []
        case "line.fee" if re.search(r"d[ée]passement", text, re.IGNORECASE) and "teeth" not in situation.options:
            given = read_answer("line.fee", text, situation, line)
            return [Move("give", given=given)] if given else [Move("question", response="utter_fee_is_total")]
        case "family" if re.search(r"les (?:deux|2)\b", text, re.IGNORECASE):
            return [Move("question", response="utter_family_separate")]
        case "stay.nights" if re.match(r"\s*(?:non|aucune?|z[ée]ro|pas)\b[^\d]*$", text, re.IGNORECASE):
            return [Move("give", given=Given("stay.nights", 0, text.strip()))]
        case "line.activity" if re.fullmatch(
            r"\s*(?:le |la |l')?(?:n°\s*)?(?:[14]|premier|premi[èe]re|deuxi[èe]me|second)\W*", text, re.IGNORECASE
        ):
            activity = 1 if re.search(r"1|prem", text, re.IGNORECASE) else 4
            return [Move("give", given=Given("line.activity", activity, text.strip(), line))]
        case "line.act" if line and draft.lines and line == len(draft.lines) and draft.get("line.act", line) is None:
            said = read_yes_no(text)
            if said and not said.value and len(text.split()) <= 4:
                return [Move("finish")]
        case "line.fee" if "teeth" in situation.options:
            scope = read_choice(text, "fee_scope")
            if scope and scope.value:
                return [Move("share_fee", field=str(scope.value))]
    given = read_answer(asked, text, situation, line) or _alternative_named(text, situation)
    if given is None and asked == "exemption" and _says_no(text):
        given = Given("exemption", "none", text.strip())
    if given is None and asked == "family" and read_choice(text, "activity"):
        given = Given("family", "medical", text.strip())
    if given is None and asked == "line.fee" and _NONE_OF_IT.search(text):
        return [Move("dont_know")]
    return [Move("give", given=given)] if given else []


def _says_no(text: str) -> bool:
    said = read_yes_no(text)
    return bool(said and not said.value) or bool(_NO.match(text)) or bool(_NONE_OF_IT.search(text))


def _alternative_named(text: str, situation: Situation) -> Given | None:
    """« le premier », « la deuxième » among the values offered."""
    choices, asking = situation.options.get("choices"), situation.asking
    rank = read_rank(text, len(choices)) if choices else None
    if not choices or not asking or rank is None:
        return None
    value = choices[rank.value - 1]
    field = "stay.private_room.price" if asking.field == "stay.private_room" else asking.field
    return Given(field, value, text.strip(), asking.line)


def _confirmation(text: str, situation: Situation) -> list[Move]:
    """A value to confirm: yes, no, or another value of the same field in its place."""
    pending = situation.draft.to_confirm
    if pending is None:
        return []
    said = read_yes_no(text)
    given = read_answer(pending.field, text, situation, pending.line)
    if (
        given
        and given.value is not None
        and given.value != pending.value
        and pending.field not in ("family", "exemption")
    ):
        return [Move("give", given=given)]
    if given and given.value == pending.value and not (said and not said.value):
        return [Move("yes")]
    return [Move("yes" if said.value else "no")] if said else []


def _about_more_lines(text: str, situation: Situation) -> list[Move]:
    surgeon = surgeon_without_anaesthetist(situation.draft)
    activity = read_choice(text, "activity")
    said = read_yes_no(text)
    has_code = bool(read_act_codes(text, lambda code: is_known_code(code, situation)))
    if not has_code and ((said and not said.value) or _ENOUGH.search(text) or _NO.match(text)):
        return [Move("finish")]
    if _THE_SAME.search(text):
        same = [Move("add_same_act", line=len(situation.draft.lines))]
        return [*same, *_of_new_line(text, situation, drop=("line.act",))]
    if surgeon and activity and activity.value == 4:
        drop = ("line.activity", "line.act", "line.tooth")
        return [Move("add_anaesthetist", line=surgeon), *_of_new_line(text, situation, drop=drop)]
    if said and not has_code and len(text.split()) <= 2:
        return [Move("add_line")]
    act = read_act(_GENERIC.sub(" ", text), situation)
    if act:
        return [Move("add_line"), *_of_new_line(text, situation)]
    return [Move("add_line")] if said else []


def _chosen(text: str, situation: Situation, line: int | None) -> list[Move]:
    candidates = list(situation.options.get("candidates", []))
    if re.search(r"\b(?:aucun|aucune|ni l'un|pas dans la liste|autre chose)\b", text, re.IGNORECASE):
        return [Move("none_of_these", line=line)]
    given = choose_among(text, candidates, situation)
    if given is None:
        said = read_yes_no(text)
        if said and not said.value:
            return [Move("none_of_these", line=line)]
        if said and len(candidates) == 1:
            given = Given("line.act", candidates[0], text.strip())
        elif said is None:
            given = read_act(text, situation)
    if given is None:
        return []
    return [Move("give", given=replace(given, line=line))]


def _other_values(text: str, situation: Situation, taken: list[Given]) -> list[Move]:
    """Return the values for fields that were not asked; a value whose place is in doubt is said back, not stored."""
    draft, moves = situation.draft, []
    found = [one for one in all_values(text, situation) if _is_free(one, taken)]
    if _is_another_line(found, situation):
        return [Move("add_line"), *_of_new_line(text, situation)]
    asked_money = any(one.field in MONEY_FIELDS for one in taken)
    if _BASE.search(text) and not asked_money and sum(one.field == "line.fee" for one in found) == 1:
        found = [replace(one, field="line.base") if one.field == "line.fee" else one for one in found]
    for one in found:
        if one.field == "line.fee" and asked_money:
            continue
        moves += _place(one, text, situation, taken, found)
    names_an_act = any(move.given and move.given.field == "line.act" for move in moves) or any(
        one.field in ("line.act", "choose_act") for one in taken
    )
    if not names_an_act and not draft.lines and situation.asked in (*_EARLY, "care_date", "setting"):
        act = read_act(_telling_words(text), situation, only_clear=True)
        moves += [Move("give", given=act)] if act else []
    return sorted(moves, key=lambda move: not (move.given and move.given.field == "line.act"))


_GENERIC = re.compile(
    r"dent\w*|soins?|m[ée]dica\w*|chirurg\w*|op[ée]r\w*|intervention\w*|clinique|h[ôo]pita\w*", re.IGNORECASE
)
SHORTEST_WORD = 5


def _telling_words(text: str) -> str:
    """Leave of a message the words that can name an act by themselves, when no act was asked for."""
    words = re.findall(r"[^\W\d]+", _GENERIC.sub(" ", PERSON.sub(" ", text)))
    return " ".join(word for word in words if len(word) >= SHORTEST_WORD)


def _is_another_line(found: list[Given], situation: Situation) -> bool:
    """A code given while another act is being described is another line, unless that act was only just named."""
    act = next((one for one in found if one.field == "line.act"), None)
    if act is None or isinstance(act.value, str):
        return False
    line = _line_for(act, situation)
    current = situation.draft.get("line.act", line)
    if current is None or current == act.value["code"]:
        return False
    return len(found) > 1 or situation.last_answered() != ("line.act", line)


def _is_free(one: Given, taken: list[Given]) -> bool:
    """Say whether a value is none of those taken: another field, read from other figures."""
    return not any(
        other.field == one.field
        or (other.field in _FIGURES and one.span[0] < other.span[1] and other.span[0] < one.span[1])
        for other in taken
    )


def _place(one: Given, text: str, situation: Situation, taken: list[Given], found: list[Given]) -> list[Move]:
    draft = situation.draft
    line = _line_for(one, situation, text)
    current = draft.get(one.field, line)
    if one.doubt and one.doubt not in ("several_teeth", "optam_needed", "candidates", "unknown_code", "closed_code"):
        return []
    value = one.value["code"] if one.field == "line.act" and isinstance(one.value, dict) else one.value
    if current is not None and current == value:
        return []
    settled = situation.asked in ("confirm", None)  # where every value said anew is a change
    if one.field == "exemption" and not _COVERED.search(text):
        return []
    if one.field in _SET_ONCE and current not in (None, UNKNOWN) and not settled:
        if not (one.field == "exemption" and current == "none") and not (
            one.field in _NAMES and not taken and _NAMES[one.field].search(text)
        ):
            return []
    if one.field in MONEY_FIELDS and not _has_unit(one, text, found):
        return []
    if one.field == "line.activity" and current is None and not draft.lines and not _says_more_of_a_line(found):
        return []
    if one.field == "family" and (draft.lines or any(other.field == "line.act" for other in taken)):
        return []
    if one.field == "line.fee" and current is not None and not (_FEE.search(text) or settled):
        return [Move("unsure", given=one, line=line)] if not taken else []
    given = replace(one, line=line)
    return [Move("fix" if current is not None else "give", given=given)]


def _has_unit(one: Given, text: str, found: list[Given]) -> bool:
    """Tell an amount from a number: by its unit, a word of price, or what stands beside it on a line of a quote."""
    beside = any(other.field in ("line.act", "line.tooth") for other in found)
    return bool(_UNIT.search(one.understood or "") or _FEE.search(text) or _BASE.search(text)) or beside


def _says_more_of_a_line(found: list[Given]) -> bool:
    return any(other.field in ("line.act", "line.fee", "line.tooth") for other in found)


def _line_for(one: Given, situation: Situation, text: str = "") -> int | None:
    if one.field not in LINE_FIELDS:
        return None
    asking = situation.asking
    if asking and asking.line and asking.field != "confirm_value":
        return asking.line
    meant = line_of_words(text, None, situation.draft) if text and len(situation.draft.lines) > 1 else None
    if meant:
        return meant
    return max(len(situation.draft.lines), 1)


def _by_intent(situation: Situation) -> list[Move]:
    """Return what the intent model alone understood; a value is never taken on its word."""
    intent, asked = situation.intent, situation.asked
    match intent:
        case "affirm" | "deny" if asked in ("confirm", "confirm_value"):
            return [Move("yes" if intent == "affirm" else "no")]
        case "deny" | "finish" if asked == "more_lines":
            return [Move("finish")]
        case "affirm" | "add_line" if asked == "more_lines":
            return [Move("add_line")]
        case "affirm" | "deny" if asked == "stay.private_room" and situation.draft.stay.wanted is None:
            return [Move("give", given=Given("stay.private_room.wanted", intent == "affirm"))]
        case "deny" if asked == "exemption":
            return [Move("give", given=Given("exemption", "none"))]
        case "dont_know" if asked and unknown(asked):
            return [Move("dont_know")]
        case "why" | "undo" | "handover" | "support" | "stop" | "complaint" | "medical_advice" | "emergency":
            return [Move(intent)]
        case "greet" | "thanks" | "bye" | "bot_challenge" | "smalltalk" | "out_of_scope":
            return [Move(intent)]
        case "insult":
            return [Move("complaint")]
        case "ask_summary":
            return [Move("summary")]
        case "start_over":
            return [Move("restart")]
        case "question_term":
            return [Move("question")]
        case _:
            return []
