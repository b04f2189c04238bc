"""The answer to one field in a text, as a value of the contract or as the doubt that stands in its way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from actions import words
from actions.moves import Given
from actions.reading import (
    Reading,
    read_act_codes,
    read_amount,
    read_choice,
    read_date,
    read_nights,
    read_rank,
    read_teeth,
    read_values,
    read_yes_no,
)
from actions.situation import Situation
from actions.terms import plain
from quote_draft import UNKNOWN, DraftContext
from quote_draft.fields import EXEMPTIONS, SECTORS, euros, may_be_unknown
from quote_engine import Act, ClosedAct, find_act, nearest_codes, search_acts

PERSON = re.compile(r"\{([^{}\s]+)\}")
MONEY_FIELDS = ("line.fee", "line.base", "stay.private_room.price")
_NOT_OF_AN_ACT = (*MONEY_FIELDS, "care_date", "stay.nights", "line.tooth", "line.sector", "setting", "line.activity")
_FILLERS = re.compile(
    r"\b(?:ambulatoire|hospitalisation|secteur|optam|chirurgien|anesth[ée]siste|praticien|demande|prend|facture|co[uû]te"
    r"|euros?|prix|montant|honoraires?|base|remboursement|pr[ée]vue?|nuits?|chambre|particuli[eè]re|jours?|mois|devis"
    r"|oui|ouais|ok|non|alors|plut[ôo]t|voudrais|veux|il y a|une?|bonjour|bonsoir|merci"
    r"|aussi|encore|autre|c'est|acte|code)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset({"les", "une", "des", "est", "celle", "celui", "avec", "pour", "sur", "oui", "plutot"})
_A_WORD = re.compile(r"[^\W\d_]{3}")
_PAST = re.compile(r"c'[ée]tait|a eu lieu|j'ai (?:d[ée]j[àa] )?(?:[ée]t[ée]|eu|fait)|dernier|pass[ée]", re.IGNORECASE)
_OTHER_FIGURES = re.compile(
    r"\b(?:secteur|lignes?)\s*(?:n°|num[ée]ro)?\s*(?:\d{1,2}|un|deux|trois)\b"
    r"|\b(?:les|toutes les|tous les)\s+(?:deux|trois|quatre|cinq|six|\d)\b(?:\s+dents?)?",
    re.IGNORECASE,
)


def read_answer(field: str, text: str, situation: Situation, line: int | None = None) -> Given | None:
    """Return what `text` answers to `field`, None when it answers nothing."""
    reader = _READERS.get(field)
    given = reader(text, situation) if reader else None
    return replace(given, line=line) if given and given.line is None else given


def is_known_code(code: str, situation: Situation) -> bool:
    return find_act(code, situation.day_of_care) is not None


def all_values(text: str, situation: Situation) -> list[Given]:
    """Return every value of a sentence with the one field that it can be, in the order of the text."""
    found = read_values(text, situation.context.today, lambda code: is_known_code(code, situation))
    values = []
    for field, reading in found:
        if field == "beneficiary":
            continue  # read below, where the children are known
        made = _of_code(reading, situation) if field == "line.act" else _VALUE_OF[field](reading)
        if field == "care_date":
            made = _when_past(made, text, situation)
        if made is not None:
            values.append(replace(made, field=field))
    nights = _made("stay.nights", read_nights(text, asked=False), _same)
    if nights and nights.value and not any(one.field == "stay.nights" for one in values):
        values.append(nights)
    person = _person(text, situation.context)
    return [*values, person] if person else values


def without(text: str, values: list[Given]) -> str:
    """Return a text without the words that were read as values."""
    for start, end in sorted((value.span for value in values), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def read_act(text: str, situation: Situation, *, only_clear: bool = False) -> Given | None:
    """Return the act named by its code or by words; several possible ones are a doubt with the candidates."""
    codes = read_act_codes(text, lambda code: is_known_code(code, situation))
    if codes:
        return _of_code(codes[0], situation)
    if re.fullmatch(r"\W*[A-Za-z]{3,5}[ .-]?\d{2,4}\W*", text):
        code = re.sub(r"\W", "", text).upper()
        near = tuple(_act(one) for one in nearest_codes(code, situation.day_of_care))
        return Given("line.act", code, text.strip(), doubt="unknown_code", alternatives=near)
    telling = _FILLERS.sub(" ", without(text, [one for one in all_values(text, situation) if _is_beside_an_act(one)]))
    family = situation.draft.family
    found = search_acts(telling, situation.day_of_care, family) or search_acts(telling, situation.day_of_care)
    if not found or not _A_WORD.search(telling):
        return None
    said = text.strip()
    if found[0].clear:
        return Given("line.act", _act(found[0].act), said)
    if only_clear:
        return None
    candidates = tuple(_act(match.act) for match in found)
    return Given("line.act", None, said, doubt="candidates", alternatives=candidates)


def _is_beside_an_act(one: Given) -> bool:
    """Tell a value from the words of the act itself: « dents de sagesse » names no tooth."""
    return one.field in _NOT_OF_AN_ACT and one.doubt != "which_tooth"


def choose_among(text: str, candidates: list[dict[str, str]], situation: Situation) -> Given | None:
    """Return the candidate named by its place, its code or its words."""
    for code in read_act_codes(text, lambda code: is_known_code(code, situation)):
        return _of_code(code, situation)
    rank = read_rank(text, len(candidates))
    if rank is not None:
        return Given("line.act", candidates[rank.value - 1], text.strip())
    return _named_among(text, candidates) or _found_among(text, candidates, situation)


def _named_among(text: str, candidates: list[dict[str, str]]) -> Given | None:
    """Return the candidate whose label is said; those that are left when the words fit several."""
    written = text.strip().lower().rstrip(" .!")
    labels = [one["label"].lower() for one in candidates]
    exact = [at for at, label in enumerate(labels) if label in written or written in label.split(", ")]
    said = _tell_apart(text)
    fitting = (
        exact if len(exact) == 1 else [at for at, label in enumerate(labels) if said and said <= _tell_apart(label)]
    )
    if len(fitting) == 1:
        return Given("line.act", candidates[fitting[0]], text.strip())
    if not fitting:
        return None
    return Given(
        "line.act", None, text.strip(), doubt="candidates", alternatives=tuple(candidates[at] for at in fitting)
    )


def _found_among(text: str, candidates: list[dict[str, str]], situation: Situation) -> Given | None:
    found = search_acts(text, situation.day_of_care, situation.draft.family)
    among = [match for match in found if any(one["code"] == match.act.code for one in candidates)]
    if among and (len(among) == 1 or among[0].clear or among[0].score > among[1].score):
        return Given("line.act", _act(among[0].act), text.strip())
    return None


def _tell_apart(text: str) -> set[str]:
    """Return the words that can tell one act from another, « la » and « celle » left out."""
    return {word for word in re.findall(r"[a-z]{3,}", plain(text)) if word not in _SMALL_WORDS}


def _act(act: Act) -> dict[str, str]:
    return {"code": act.code, "label": act.label.replace("'", "’")}


def _of_code(reading: Reading[Any], situation: Situation) -> Given:
    code, on = reading.value, situation.day_of_care
    act = find_act(code, on)
    if isinstance(act, Act):
        return Given("line.act", _act(act), reading.understood, span=reading.span)
    if isinstance(act, ClosedAct):
        after = [one for successor in act.successors if isinstance(one := find_act(successor, on), Act)]
        doubt = "closed_code"
    else:
        after, doubt = nearest_codes(code, on), "unknown_code"
    return Given(
        "line.act",
        code,
        reading.understood,
        doubt=doubt,
        alternatives=tuple(_act(one) for one in after),
        span=reading.span,
    )


def _made(field: str, reading: Reading[Any] | None, write: Callable[[Any], Any]) -> Given | None:
    if reading is None:
        return None
    return Given(
        field,
        None if reading.value is None else write(reading.value),
        reading.understood,
        approximate=reading.approximate,
        doubt=reading.doubt,
        alternatives=tuple(write(one) for one in reading.alternatives),
        span=reading.span,
    )


def masked(text: str) -> str:
    """Return a text whose figures that count nothing (« secteur 2 », « ligne 1 ») are blanked, places kept."""
    return _OTHER_FIGURES.sub(lambda match: " " * len(match[0]), text)


def _same(value: Any) -> Any:
    return value


def _isoformat(value: date) -> str:
    return value.isoformat()


def _choice_of(field: str, what: str) -> Callable[[str, Situation], Given | None]:
    return lambda text, _situation: _made(field, read_choice(text, what), _same)


def _money_of(field: str) -> Callable[[str, Situation], Given | None]:
    def read(text: str, situation: Situation) -> Given | None:
        given = _made(field, read_amount(masked(text)), euros)
        if given and given.doubt in ("several_amounts", "other_amount"):
            named = [one for one in all_values(masked(text), situation) if one.field == field]
            return named[0] if len(named) == 1 else given if given.doubt == "several_amounts" else None
        return given

    return read


def _exemption(text: str, _situation: Situation) -> Given | None:
    given = _made("exemption", read_choice(text, "exemption"), _same)
    if given:
        return given
    said = read_yes_no(text)
    if said is None and words.WHOLE_COVER.search(text):
        return Given("exemption", None, text.strip(), doubt="which", alternatives=EXEMPTIONS[1:])
    if said is None:
        return None
    if said.value:
        return Given("exemption", None, said.understood, doubt="which", alternatives=EXEMPTIONS[1:])
    return Given("exemption", "none", text.strip())


def _sector(text: str, situation: Situation) -> Given | None:
    """Read the sector; « secteur 2 » and the like leave the OPTAM open, which the next question then narrows down."""
    named = _made("line.sector", read_choice(text, "sector"), _same)
    if named and named.value in SECTORS and re.search(r"secteur", text, re.IGNORECASE):
        return named
    if situation.options.get("narrow"):
        optam = read_choice(text, "optam") or read_yes_no(text)
        if optam is not None and optam.doubt is None:
            with_optam = optam.value in ("yes", True)
            if not with_optam and situation.options["narrow"] == "conventioned":
                return Given("line.sector", None, optam.understood, doubt="sector_1_or_2")
            return Given("line.sector", "sector_2_optam" if with_optam else "sector_2", optam.understood)
    given = named
    if given is None or given.value in (*SECTORS, UNKNOWN) or given.doubt:
        return given
    conventioned = re.search(r"convention", text, re.IGNORECASE) and not re.search(r"2|deux|libre", text, re.IGNORECASE)
    return replace(given, value=None, doubt="conventioned" if conventioned else "optam_needed")


def _person(text: str, context: DraftContext) -> Given | None:
    """Return the beneficiary named: the gateway writes a first name as the person's id in braces."""
    ids = {person.id for person in context.beneficiaries}
    named = [match for match in PERSON.finditer(text) if match[1] in ids]
    if not named:
        return None
    if len({match[1] for match in named}) > 1:
        return Given("beneficiary", None, named[0][0], doubt="which", alternatives=tuple(match[1] for match in named))
    return Given("beneficiary", named[0][1], named[0][0], span=named[0].span())


def _beneficiary(text: str, situation: Situation) -> Given | None:
    person = _person(text, situation.context)
    if person:
        return person
    reading = read_choice(text, "beneficiary")
    if reading is None or reading.value is None:
        return None
    if reading.value == "self":
        return Given("beneficiary", "self", reading.understood)
    children = [one for one in situation.context.beneficiaries if one.id != "self"]
    aged = re.search(r"(\d{1,2}) ans", text)
    today = situation.context.today
    if aged:
        same_age = [one for one in children if one.birth_date and _age(one.birth_date, today) == int(aged[1])]
        children = same_age or children
    if len(children) == 1:
        return Given("beneficiary", children[0].id, reading.understood)
    doubt = "which" if children else "no_dependant"
    return Given("beneficiary", None, reading.understood, doubt=doubt, alternatives=tuple(one.id for one in children))


def _age(birth: date, today: date) -> int:
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def _tooth(text: str, _situation: Situation) -> Given | None:
    return _teeth(read_teeth(masked(text)))


def _teeth(reading: Reading[Any] | None) -> Given | None:
    """Return one tooth, or several as the doubt `several_teeth`: one line a tooth."""
    given = _made("line.tooth", reading, _same)
    if given is None or given.value is None:
        return given
    if len(given.value) == 1:
        return replace(given, value=given.value[0])
    return replace(given, value=None, doubt=given.doubt or "several_teeth", alternatives=tuple(given.value))


def _room(text: str, situation: Situation) -> Given | None:
    """Read the answer about the private room: wanted or not, or its price, which says that it is wanted."""
    price = _made("stay.private_room.price", read_amount(text), euros)
    said = read_yes_no(text)
    if price and (price.value is not None or price.doubt) and not (said and not said.value):
        return price
    if situation.draft.stay.wanted is True and situation.draft.stay.price is None:
        return None
    if said:
        return Given("stay.private_room.wanted", said.value, said.understood)
    if re.search(r"chambre (?:double|partag)|à deux|a deux", text, re.IGNORECASE):
        return Given("stay.private_room.wanted", value=False, understood=text.strip())
    if re.search(r"\bchambre|\bseule?\b|individuelle|particuli[eè]re", text, re.IGNORECASE):
        return Given("stay.private_room.wanted", value=True, understood=text.strip())
    return None


def _care_date(text: str, situation: Situation) -> Given | None:
    return _when_past(_made("care_date", read_date(text, situation.context.today), _isoformat), text, situation)


def _when_past(given: Given | None, text: str, situation: Situation) -> Given | None:
    """« c'était le 3 octobre » is the last third of October, not the next one."""
    if given is None or given.value is None or not _PAST.search(text) or re.search(r"20\d\d", given.understood or ""):
        return given
    day = date.fromisoformat(given.value)
    if day <= situation.context.today or (day.month, day.day) == (2, 29):
        return given
    return replace(given, value=day.replace(year=day.year - 1).isoformat())


def _nights(text: str, _situation: Situation) -> Given | None:
    return _made("stay.nights", read_nights(masked(text)), _same)


def _act_answer(text: str, situation: Situation) -> Given | None:
    return read_act(text, situation)


_READERS: dict[str, Callable[[str, Situation], Given | None]] = {
    "family": _choice_of("family", "family"),
    "beneficiary": _beneficiary,
    "exemption": _exemption,
    "care_date": _care_date,
    "setting": _choice_of("setting", "setting"),
    "line.act": _act_answer,
    "line.activity": _choice_of("line.activity", "activity"),
    "line.tooth": _tooth,
    "line.sector": _sector,
    "line.fee": _money_of("line.fee"),
    "line.base": _money_of("line.base"),
    "stay.nights": _nights,
    "stay.private_room": _room,
    "stay.private_room.price": _money_of("stay.private_room.price"),
}

_VALUE_OF: dict[str, Callable[[Reading[Any]], Given | None]] = {
    "line.tooth": _teeth,
    "care_date": lambda reading: _made("care_date", reading, _isoformat),
    "line.fee": lambda reading: _made("line.fee", reading, euros),
    "line.base": lambda reading: _made("line.base", reading, euros),
    "stay.private_room.price": lambda reading: _made("stay.private_room.price", reading, euros),
    "stay.private_room.per": lambda reading: _made("stay.private_room.per", reading, _same),
    "stay.nights": lambda reading: _made("stay.nights", reading, _same),
    "setting": lambda reading: _made("setting", reading, _same),
    "line.activity": lambda reading: _made("line.activity", reading, _same),
    "line.sector": lambda reading: _as_sector(_made("line.sector", reading, _same)),
    "exemption": lambda reading: _made("exemption", reading, _same),
    "family": lambda reading: _made("family", reading, _same),
}


def _as_sector(given: Given | None) -> Given | None:
    if given is None or given.value in (*SECTORS, UNKNOWN) or given.doubt:
        return given
    return replace(given, value=None, doubt="optam_needed")


def unknown(field: str) -> bool:
    """Say whether « je ne sais pas » is an answer to the question of this field."""
    return field == "stay.private_room" or (field in _READERS and field != "line.act" and may_be_unknown(field))
