"""« oui », « non », « je ne sais pas », « les deux », « le premier »: what they answer hangs on the question alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actions.reading import Kind, Mention, Parse
from actions.situation import Situation
from actions.understanding.moves import AskBack, Do, Give, Move, ShareFee
from actions.understanding.people_told import described_alone
from quote_draft import EXEMPTIONS, UNKNOWN, cents, euros, may_be_unknown

YES_OR_NO = (
    "more_lines", "stay.private_room", "exemption", "confirm", "confirm_value", "choose_act", "line.base", "care_date",
    "stay.nights", "line.condition_met", "line.covered", "confirm_read",
)  # fmt: skip
"""Questions that « non » answers, so that a « non » there announces no correction."""


def said_in(parse: Parse) -> list[str]:
    """Return the answers of a message that are not values, in order: yes, no, unknown, finish, both or same."""
    return [str(mention.value) for mention in parse.of(Kind.ANSWER)]


def answer(parse: Parse, situation: Situation) -> list[Move]:
    """Return what an answer without a value does to the question asked; nothing when it answers nothing there."""
    said = said_in(parse) or _told_otherwise(parse, situation) or _denied_in(parse, situation)
    asking = situation.asking
    if asking is None or not said or (asking.field == "care_date" and parse.of(Kind.DATE)):
        return []  # « certainement pas le 19 » leaves the day to be told
    if situation.options.get("restart"):
        return [Do("restart_now" if said[0] == "yes" else "restart_not")] if said[0] in ("yes", "no") else []
    if "choices" in situation.options and said[0] in ("no", "none_of_them"):  # none of the values offered
        return [Do("ask_again", asking.field, asking.line)]
    if said[0] == "yes" and len(situation.options.get("choices") or ()) == 1:  # « oui, c'est ça », of the only one
        return [Do("choose_rank", amount=1)]
    if said[0] == "no" and "unknown" in said and may_be_unknown(asking.field):
        said = ["unknown"]  # « non, je ne sais pas »
    read = _OF_A_QUESTION.get(asking.field)
    moves = read(said, situation) if read else []
    if not moves and "unknown" in said:
        return not_known(situation)
    return moves


def _told_otherwise(parse: Parse, situation: Situation) -> list[str]:  # noqa: PLR0911  one return a question
    """« par dent », « en tout » of one price for several teeth; « l'opération elle-même » of whose fee it is."""
    if situation.asked == "line.activity" and parse.has("care", "surgery"):
        return ["operation"]
    if situation.asked == "stay.nights" and _is_one_night(parse):
        return ["one"]
    if situation.asked == "confirm_value" and (told := _zeros_told(parse)):
        return [told]
    if situation.asked == "stay.nights" and parse.has("calendar.leaving") and "lendemain" in parse.norms():
        return ["two" if "veille" in parse.norms() else "one"]  # « on sort le lendemain »
    if situation.asked == "setting" and _leaves_later_that_day(parse):
        return ["same_day"]
    if situation.asked == "beneficiary":
        who = described_alone(parse, situation.context)
        return [who] if who else []
    if "lines" not in situation.options:
        return []
    if parse.has("per.each"):
        return ["each"]
    return ["both"] if parse.has("per.all") else []


def _is_one_night(parse: Parse) -> bool:
    """« juste une », « seulement la nuit d'après l'opération »."""
    norms = set(parse.norms())
    the_night = any(parse.norms(at, at + 2) == ("la", "nuit") for at in range(len(parse.tokens)))
    one = (norms <= _JUST_ONE and "une" in norms) or (the_night and bool(norms & _ONLY))
    return one and not parse.of(Kind.NUMBER, Kind.MONEY, Kind.NIGHTS, Kind.DATE)


_ONLY = frozenset({"juste", "seulement", "que", "uniquement"})


def _zeros_told(parse: Parse) -> str | None:
    """« un zéro en trop », « il manque un zéro » of the value that is asked back."""
    norms = set(parse.norms())
    others = [one for one in parse.of(Kind.NUMBER, Kind.MONEY) if one.value]
    if not norms & {"zero", "0"} or others:
        return None
    return "tenth" if "trop" in norms else "tenfold" if norms & {"manque", "oublie", "manquait"} else None


def _leaves_later_that_day(parse: Parse) -> bool:
    """« j'arrive à 7h et je repars à 16h », with no day told."""
    times = [parse.norms(one.first, one.last)[0] for one in parse.of(Kind.OTHER) if one.unit == "time"]
    leaves = parse.has("calendar.leaving") and not parse.of(Kind.NIGHTS, Kind.DATE) and "lendemain" not in parse.norms()
    return leaves and len(times) == 2 and int(times[0]) < int(times[1])


_JUST_ONE = frozenset({"une", "seule", "juste", "seulement", "que", "qu", "rien", "pas", "plus", "oui", ",", ".", "!"})


def _denied_in(parse: Parse, situation: Situation) -> list[str]:
    """« aucune », « on ne m'a pas donné de date »: what is denied answers no, or that it is not known."""
    if parse.has("none_of_them"):
        return ["none_of_them"]
    of_something_else = parse.has("to_come") or any(mention.unit == "recovery" for mention in parse.of(Kind.OTHER))
    if not parse.has("denial") or of_something_else or any(mention.denied for mention in parse.mentions):
        return []
    return ["no"] if situation.asked in YES_OR_NO else ["unknown"]


def not_known(situation: Situation) -> list[Move]:
    """« je ne sais pas » is an answer where an estimate can be made without it, else help is given."""
    asking = situation.asking
    if asking is None:
        return [Do("dont_know")]
    field, line = asking.field, asking.line
    highest = max((cents(one) for one in situation.options.get("choices", ())), default=0) if field == "line.fee" else 0
    if highest:  # « 800 ou 900 », then « je ne sais pas »
        return [AskBack(field, line, "highest", (euros(highest),))]
    if field == "stay.private_room":
        return [Do("dont_know"), Give(field, None, UNKNOWN)]
    if field == "line.sector" and situation.options.get("narrow") == "optam_needed":
        return [Do("dont_know"), Give(field, line, "sector_2_either")]
    if may_be_unknown(field):
        return [Do("dont_know"), Give(field, line, UNKNOWN)]
    return [Do("dont_know")]


def _confirm(said: list[str], _situation: Situation) -> list[Move]:
    if said[0] in ("yes", "finish"):
        return [Do("yes")]
    return [Do("correct_what")] if said[0] == "no" else []


def _confirm_read(said: list[str], _situation: Situation) -> list[Move]:
    """« oui », « tout est juste » to what was read of a paper; « non », « ce n'est pas mon devis »."""
    if said[0] in ("yes", "finish"):
        return [Do("yes")]
    return [Do("no")] if said[0] == "no" else []


def _confirm_value(said: list[str], situation: Situation) -> list[Move]:
    pending = situation.draft.to_confirm
    if "unknown" in said and pending is not None and may_be_unknown(pending.field):
        return [Give(pending.field, pending.line, UNKNOWN)]
    if said[0] in ("tenth", "tenfold") and pending is not None and pending.field in ("line.fee", "line.base"):
        told = cents(pending.value)
        return [Give(pending.field, pending.line, euros(told * 10 if said[0] == "tenfold" else told // 10))]
    return [Do(said[0])] if said[0] in ("yes", "no") else []


def _more_lines(said: list[str], _situation: Situation) -> list[Move]:
    if "no" in said or "finish" in said:
        return [Do("finish")]
    return [Do("add_line")] if said[0] in ("yes", "other") else []


def _private_room(said: list[str], situation: Situation) -> list[Move]:
    room: dict[str, Any] = situation.draft.get("stay.private_room") or {}
    if "unknown" in said and "yes" in said:
        return [Give("stay.private_room", None, {"wanted": True, "price": UNKNOWN})]
    if said[0] == "no":
        return [Give("stay.private_room", None, {"wanted": False})]
    if said[0] == "yes" and room.get("wanted") is not True:
        return [Give("stay.private_room", None, {"wanted": True})]
    return []


def _exemption(said: list[str], _situation: Situation) -> list[Move]:
    if said[0] in ("no", "none_of_them"):
        return [Give("exemption", None, "none")]
    if said[0] == "yes":
        return [AskBack("exemption", None, "which", tuple(one for one in EXEMPTIONS if one != "none"))]
    return []


def _date(said: list[str], _situation: Situation) -> list[Move]:
    return [Do("dont_know"), Give("care_date", None, UNKNOWN)] if said[0] in ("no", "none_of_them") else []


def _base(said: list[str], situation: Situation) -> list[Move]:
    line = situation.asking.line if situation.asking else None
    return [Do("dont_know"), Give("line.base", line, UNKNOWN)] if said[0] in ("no", "none_of_them") else []


def _yes_or_no(said: list[str], situation: Situation) -> list[Move]:
    asking = situation.asking
    if asking is None or said[0] not in ("yes", "no"):
        return []
    return [Give(asking.field, asking.line, said[0] == "yes")]


def _nights(said: list[str], _situation: Situation) -> list[Move]:
    if "one" in said or "two" in said:
        return [Give("stay.nights", None, 2 if "two" in said else 1)]
    return [Give("setting", None, "day_case")] if said[0] in ("no", "none_of_them") else []


def _setting(said: list[str], situation: Situation) -> list[Move]:
    """« oui » where the act's usual setting is proposed; « non » to a night on the spot is back home the same day."""
    if "same_day" in said:
        return [Give("setting", None, "day_case")]
    proposed = situation.options.get("proposed_setting")
    if proposed is not None and said[0] == "yes":
        return [Give("setting", None, proposed)]
    return [Give("setting", None, "day_case")] if proposed == "inpatient" and said[0] == "no" else []


def _sector(said: list[str], situation: Situation) -> list[Move]:
    asking = situation.asking
    if asking is None or situation.options.get("narrow") != "optam_needed":
        return []
    if said[0] in ("yes", "no"):
        return [Give("line.sector", asking.line, "sector_2_optam" if said[0] == "yes" else "sector_2")]
    return []


def _activity(said: list[str], situation: Situation) -> list[Move]:
    line = situation.asking.line if situation.asking else None
    if "operation" in said:
        return [Give("line.activity", line, 1)]
    return [Do("both_activities", line=line)] if "both" in said else []


def _family(said: list[str], _situation: Situation) -> list[Move]:
    return [Do("family_separate")] if "both" in said else []


def _beneficiary(said: list[str], situation: Situation) -> list[Move]:
    known = {person.id for person in situation.context.beneficiaries}
    return [Give("beneficiary", None, said[0])] if said[0] in known else []


def _choose_act(said: list[str], situation: Situation) -> list[Move]:
    line = situation.asking.line if situation.asking else None
    candidates = situation.options.get("candidates") or []
    if said[0] == "yes" and len(candidates) == 1:
        return [Give("line.act", line, dict(candidates[0]))]
    return [Do("none_of_these", line=line)] if said[0] in ("no", "none_of_them") else []


def _act(said: list[str], situation: Situation) -> list[Move]:
    draft, asking = situation.draft, situation.asking
    one_more = len(draft.lines) > 1 and asking is not None and asking.line == len(draft.lines)
    one_more = one_more or (not draft.lines and draft.costs_without_acts)
    return [Do("finish")] if one_more and said[0] in ("no", "finish", "none_of_them") else []


def _fee(said: list[str], situation: Situation) -> list[Move]:
    """« par dent », « pour les deux » after several teeth at one price."""
    options = situation.options
    if "lines" not in options or said[0] not in ("both", "each"):
        return []
    scope = "all_teeth" if said[0] == "both" else "per_tooth"
    amount, words = options["amount"], options.get("understood")
    return [ShareFee(tuple(options["lines"]), amount, scope, words, bool(options.get("approximate")))]


_OF_A_QUESTION: dict[str, Callable[[list[str], Situation], list[Move]]] = {
    "confirm": _confirm,
    "confirm_value": _confirm_value,
    "confirm_read": _confirm_read,
    "more_lines": _more_lines,
    "stay.private_room": _private_room,
    "exemption": _exemption,
    "care_date": _date,
    "line.base": _base,
    "line.condition_met": _yes_or_no,
    "line.covered": _yes_or_no,
    "line.fee": _fee,
    "setting": _setting,
    "stay.nights": _nights,
    "line.sector": _sector,
    "line.activity": _activity,
    "line.act": _act,
    "family": _family,
    "beneficiary": _beneficiary,
    "choose_act": _choose_act,
}


def answer_word(word: str, situation: Situation) -> list[Move]:
    """Return what a bare « oui », « non » or « c'est tout » does to the question asked."""
    mention = Mention(Kind.ANSWER, word, 0, 0, 0, 0, word)
    return answer(Parse("", situation.context.today, (), (mention,), ()), situation)


def opening_answer(parse: Parse) -> Mention | None:
    """Return the answer that a message opens with."""
    return next((one for one in parse.of(Kind.ANSWER)[:1] if one.first == 0), None)


def opens_with_an_answer(parse: Parse) -> bool:
    """« surtout pas, c'est trop cher », where the private room is asked."""
    opening = opening_answer(parse)
    return opening is not None and opening.value in ("yes", "no")


ANSWERED_BY_YES = ("stay.private_room", "setting")
"""Questions that « oui » and « non » answer by themselves, whatever else is told after them."""


_OF_A_FAMILY = {
    "dental": ("tooth.noun", "role.dentist", "tooth.kind.molar"),
    "medical": ("care", "role.surgeon", "choice.setting.inpatient", "choice.setting.day_case"),
}


def family_said(parse: Parse) -> str | None:
    """« c'est pour mes dents », « je vais à l'hôpital pour une opération », where the family is asked."""
    return next((family for family, tags in _OF_A_FAMILY.items() if _says_one_of(parse, tags)), None)


def _says_one_of(parse: Parse, names: tuple[str, ...]) -> bool:
    """« un devis du chirurgien, pas du dentiste », « plutôt l'hôpital que le dentiste » are of no dentist."""
    before = (set(parse.norms(max(0, tag.first - _DENIED_BEFORE), tag.first)) for tag in parse.tagged(*names))
    return any(not said & _DENYING for said in before)


_DENIED_BEFORE = 2  # tokens: « pas du dentiste »
_DENYING = frozenset({"pas", "que", "non", "ni", "plus"})
