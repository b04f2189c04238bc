"""« non, c'était 850 », « pas 850 mais 950 », « change le montant de la ligne 1 en 900 », « c'est la dent 27 ».

Which field is meant: the one named, else the one whose kind of value was said, else the one answered last.
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answers import MONEY_FIELDS, all_values, masked, read_answer
from actions.lines import line_of_words
from actions.moves import Given, Move
from actions.reading import Cue, read_yes_no
from actions.situation import Situation
from quote_draft import LINE_FIELDS, UNKNOWN, Draft
from quote_draft.fields import TEETH, cents

_LEADS = re.compile(
    r"^\s*(?:(?:ah|euh|mais|oups|oops|mince|zut|pardon|d[ée]sol[ée]e?|excusez[- ]moi|non|nan|si|erreur|rectification"
    r"|en fait|en r[ée]alit[ée]|finalement|plut[ôo]t|je me suis tromp[ée]e?|je voulais dire|c['’ ]?[ée]tait"
    r"|c['’ ]?est)[\s,.:;!…]*)+",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d[\d\s\u202f\u00a0]*(?:[.,]\d{1,2})?")
_TEXTUAL = ("setting", "exemption", "family", "beneficiary", "line.sector", "line.activity")


def read_correction(text: str, cue: Cue, situation: Situation) -> list[Move]:  # noqa: PLR0911  one return a case
    """Return the fields put right, the field to ask again, or nothing when the text corrects nothing."""
    if cue.field == "line.sector":
        return _named(text, cue, situation)
    words = masked(text)
    if cue.field:
        return _named(words, cue, situation)
    asked = situation.asked
    if asked == "confirm_value":
        return []
    fixed = _by_kind(words, cue, situation)
    if fixed:
        return fixed
    said = read_yes_no(text)
    if said and asked in ("more_lines", "stay.private_room", "exemption", "choose_act"):
        return []
    if asked == "confirm" and said:
        return []
    act = _act_instead(words, situation)
    if act:
        return act
    return [] if _answers_the_question(words, situation) else [Move("correct_what")]


_DENIED = re.compile(r"\bpas\s+(?:la |le |l'|à |de )?(?:dent )?(\d{1,3})\b(?!\s?(?:€|euro))", re.IGNORECASE)


def read_denied(words: str, situation: Situation) -> list[Move]:
    """« c'est pas 3 nuits c'est 4 »: the field that holds the number denied takes the other one."""
    match, draft = _DENIED.search(words), situation.draft
    if match is None:
        return []
    old = int(match[1])
    others = [int(number) for number in re.findall(r"(?<![\d.,])\d{1,3}(?![\d.,])", words) if int(number) != old]
    if len(set(others)) != 1:
        return []
    if draft.stay.nights == old:
        return [Move("fix", given=Given("stay.nights", others[0], words.strip()))]
    for number, line in enumerate(draft.lines, start=1):
        if line.tooth == old and others[0] in TEETH:
            return [Move("fix", given=Given("line.tooth", others[0], words.strip(), number))]
    return []


def _named(words: str, cue: Cue, situation: Situation) -> list[Move]:
    draft, field = situation.draft, cue.field or ""
    line = _line(field, cue.line, words, draft, situation)
    target = "stay.private_room" if field.startswith("stay.private_room") else field
    told = cue.rest if field == "line.sector" else masked(cue.rest)
    said = re.sub(r"\ben (?=\d)", "à  ", told)
    rest = said if re.search(r"\d", said) or not re.search(r"\d", words) else words
    given = read_answer(target, rest, situation, line) or read_answer(target, words, situation, line)
    if given and field == "line.act" and given.doubt == "candidates" and len(_LEADS.sub("", rest).split()) < 2:
        given = None
    if given is None:
        others = [] if field == "line.act" else _by_kind(words, cue, situation)
        return others or [Move("ask_again", field=target, line=line)]
    return [_as_move(given, draft, line)]


def _by_kind(words: str, cue: Cue, situation: Situation) -> list[Move]:
    """Values whose kind says which field they are; a bare number is first tried on what was answered last."""
    draft = situation.draft
    last = situation.last_answered()
    bare = not re.search(r"€|euro|\bdent|nuit|\b[A-Z]{4}\s?\d{3}\b", words)
    if last and (bare or last[0] in _TEXTUAL):
        field, line = last
        target = "stay.private_room" if field == "stay.private_room.wanted" else field
        if line and cue.line:
            line = line_of_words("", cue.line, draft)
        given = None
        if target != "line.act":
            given = read_answer(target, words, situation, line)
            if given is None and field in _TEXTUAL:
                given = read_answer(target, _LEADS.sub("", words), situation, line)
        if given and given.doubt is None and given.value is not None and given.value != draft.get(given.field, line):
            asked = situation.asked
            both_money = asked in MONEY_FIELDS and field in MONEY_FIELDS and asked != field
            if not both_money or _says_it_was(words):
                return [_as_move(_at_old_value(given, words, draft), draft, line)]
    moves = []
    for one in all_values(words, situation):
        line = _line(one.field, cue.line, words, draft, situation)
        given = (
            _at_old_value(replace(one, line=line), words, draft)
            if one.field in MONEY_FIELDS
            else replace(one, line=line)
        )
        current = draft.get(given.field, given.line)
        known = one.value["code"] if isinstance(one.value, dict) else one.value
        if one.doubt in ("several_choices", "several_amounts") or (current is not None and current == known):
            continue
        if one.field == "exemption" and one.value == "none" and re.match(r"\s*non", words, re.IGNORECASE):
            continue
        moves.append(_as_move(given, draft, given.line))
    return moves


def _says_it_was(words: str) -> bool:
    return bool(re.search(r"[ée]tait|tromp|pas .+ mais|\bnon\b|pardon|voulais", words, re.IGNORECASE))


def _as_move(given: Given, draft: Draft, line: int | None) -> Move:
    known = draft.get(given.field, line) is not None
    return Move("fix" if known else "give", given=given)


def _line(field: str, named: int | None, words: str, draft: Draft, situation: Situation) -> int | None:
    if field not in LINE_FIELDS:
        return None
    if named is not None and (meant := line_of_words("", named, draft)):
        return meant
    asking, last = situation.asking, situation.last_answered()
    if last and last[0] == field:
        return last[1]
    with_value = [number for number in range(1, len(draft.lines) + 1) if draft.get(field, number) is not None]
    if asking and asking.line and (asking.line in with_value or not with_value):
        return asking.line
    spoken = line_of_words(words, None, draft) if len(draft.lines) > 1 else None
    return spoken or (with_value[-1] if with_value else max(len(draft.lines), 1))


def _at_old_value(given: Given, words: str, draft: Draft) -> Given:
    """« pas 850 mais 950 »: the line is the one that holds the value denied."""
    if given.field not in MONEY_FIELDS:
        return given
    said = {re.sub(r"[\s\u202f\u00a0]", "", number).replace(",", ".") for number in _NUMBERS.findall(words)}
    for number, line in enumerate(draft.lines, start=1):
        for field, held in (("line.fee", line.fee), ("line.base", line.base)):
            if held and held not in (UNKNOWN, given.value) and {held, str(cents(held) // 100)} & said:
                return replace(given, field=field, line=number)
    return given


def _act_instead(words: str, situation: Situation) -> list[Move]:
    """« non c'est le genou » just after the act: another act by its words."""
    last = situation.last_answered()
    rest = _LEADS.sub("", words).strip()
    if not last or last[0] != "line.act" or not rest:
        return []
    given = read_answer("line.act", rest, situation, last[1])
    return [_as_move(given, situation.draft, last[1])] if given else []


def _answers_the_question(words: str, situation: Situation) -> bool:
    asking = situation.asking
    if asking is None:
        return False
    if asking.field == "choose_act":
        return True
    rest = _LEADS.sub("", words).strip()
    return bool(rest) and read_answer(asking.field, rest, situation, asking.line) is not None
