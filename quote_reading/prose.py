"""The lines of what is no table: a list of acts with their price, or a letter that tells base, fee and overrun."""

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quote_reading.asides import NAMES, amounts_of, aside_in
from quote_reading.couples import parted
from quote_reading.flow import an_act_a_row
from quote_reading.found import Aside, Candidate, Findings, Found
from quote_reading.printed.amounts import Amount, amounts_in
from quote_reading.printed.codes import codes_in
from quote_reading.printed.marks import activity_in, not_covered_in, tooth_in, tooth_of_item
from quote_reading.printed.masks import masked
from quote_reading.rows import Row
from quote_reading.stays import charge_in, room_in
from quote_reading.vocabulary import said_in

CLOSE = 0.3
LOOSE = 1.35
"""Rows of one paragraph follow each other within CLOSE heights, or within LOOSE times the page's usual gap."""
SENTENCE = 1.2
"""Heights between two rows of which the second may go on with the sentence of the first."""
ITEM = 8
"""Signs after a tooth that are the words of an act."""
ARTICLE = 4
"""Signs of an article between « de » and the words that say what an amount is."""
AFTER = ("base", "overrun", "reimbursed", "deposit")
_OF_WHAT = re.compile(
    r" ?(?:de |d'|au titre (?:de |du |d')|au |pour le |correspondant (?:au |a la )|sont |est |seront |sera )"
)
_TOOTH_BEFORE = re.compile(
    r"(?<![0-9,.])([1-8][1-8])(?=[ \t]_{7}| [0-9]{3}(?:[,.][0-9]{2}| ?€))|(?:(?<=\t)|^)([1-8][1-8])(?=\t|$)"
)
_THOUSANDS_LEFT = re.compile(r"(?<![0-9,./] )(?<![0-9,./])([1-9][0-9]{0,2})$")
_UNIT = re.compile(r"(?:€|eur\b|euros?\b)")
_HUNDREDS = re.compile(r"[0-9]{3}(?![0-9])")
REACH = 90
"""Signs between an amount and the words that say what it is."""


def prose_of(rows: Sequence[Row], on: dt.date) -> Findings:
    findings = Findings()
    before: Row | None = None
    told = ""
    usual = _usual_gap(rows)
    rows = an_act_a_row(rows, on)
    below = iter([*rows[1:], None])
    for paragraph in _paragraphs(rows, usual, on):
        candidate = Candidate(list(paragraph))
        for row in paragraph:
            following = next(below)
            following = following if following is not None and _is_near(row, following) else None
            told = told if before is not None and _goes_on(before, row) else ""
            _take(candidate, findings, row, (told, following), on)
            told = (told + " " + row.folded)[-2 * REACH :]
            before = row
        _tell_apart(candidate, on)
        if candidate.code is not None:
            findings.candidates.append(candidate)
        elif findings.candidates:
            _go_on(findings.candidates[-1], candidate, on)
    _take_total(findings)
    findings.candidates = parted(findings.candidates, on)
    return findings


def _take_total(findings: Findings) -> None:
    """Tell the total under the last act by its amount, whatever it is called: what the acts' fees make."""
    before, (last,) = findings.candidates[:-1], findings.candidates[-1:] or (None,)
    if last is None or not before or any("fee" not in one.amounts for one in before):
        return
    rest = sum(one.amounts["fee"].value for one in before)
    known = {total.value for total in findings.totals()}
    for fee, whole in itertools.permutations(last.told, 2):
        if rest + fee.value == whole.value and whole.value not in known:
            last.amounts["fee"] = replace(fee, named=True)
            findings.asides.append(Aside("total", whole))
            return


def _go_on(one: Candidate, more: Candidate, on: dt.date) -> None:
    """Add what a paragraph without an act tells of the act before it."""
    if _prove(one, on):
        return
    one.told += more.told
    if not _prove(one, on):
        for role, amount in more.amounts.items():
            if amount.named:
                one.amounts.setdefault(role, amount)


def _take(candidate: Candidate, findings: Findings, row: Row, around: tuple[str, Row | None], on: dt.date) -> None:
    """Take what a row of a paragraph holds; `around` is what was said before it, and the row after it."""
    told, following = around
    codes = codes_in(row.folded, on)
    if not codes:
        room, charge = room_in(row, _first_below(row, following)), charge_in(row)
        if room is not None or charge is not None:
            findings.rooms += [room] if room is not None else []
            findings.charges += [charge] if charge is not None and room is None else []
            return
    if candidate.code is None and codes:
        candidate.code = Found(codes[0], row, codes[0].start, codes[0].end)
    candidate.tooth = candidate.tooth or tooth_in(row) or tooth_of_item(row)
    candidate.activity = candidate.activity or _activity(candidate, row, told, is_of_act=bool(codes))
    candidate.covered = candidate.covered or not_covered_in(row)
    candidate.label.append((row, 0, len(row.text)))
    text, at, told_aside = masked(row.folded), 0, False
    for code in codes:
        text = text[: code.start] + "_" * (code.end - code.start) + text[code.end :]
        at = code.end
    text = _without_a_tooth(candidate, row, text)
    for amount in amounts_in(text):
        if not amount.written and not _has_its_unit_below(row, amount, following):
            continue
        start = at if at <= amount.start else 0
        lead = row.folded[start : amount.start] if start else (told + " " + row.folded[: amount.start])
        role = _role_after(row, amount.end, "" if following is None else following.folded) or _role(lead[-REACH:])
        cents = amount.cents + _thousands_above(told, row, amount)
        found = Found(cents, row, amount.start, amount.end, named=role is not None)
        candidate.told += [] if role == "deposit" else [found]
        if role in NAMES:
            findings.asides.append(Aside(role, found))
        elif (aside := aside_in(row)) is not None and not codes and role is None:
            findings.asides += [] if told_aside else [aside]
            told_aside = True
        elif role is None:
            candidate.unnamed.append(found)
        else:
            candidate.amounts.setdefault(role, found)
        at = amount.end


def _has_its_unit_below(row: Row, amount: Amount, following: Row | None) -> bool:
    """Tell « 770 » at the end of a row from any other number where the next begins with « euros »."""
    ends = amount.end == len(row.folded) and "\t" not in row.text
    return ends and following is not None and _UNIT.match(following.folded) is not None


def _thousands_above(told: str, row: Row, amount: Amount) -> int:
    """Return in cents the thousands of a sum that the end of a row has cut: « 1 | 299,50 € »."""
    found = _THOUSANDS_LEFT.search(told)
    cut = amount.start == 0 and _HUNDREDS.match(row.folded) is not None
    return int(found[1]) * 1000 * 100 if cut and found is not None else 0


def _activity(candidate: Candidate, row: Row, before: str, *, is_of_act: bool) -> Found | None:
    """Return whose the act is; in rows after the act only a number says so: letters speak of the anaesthetist too."""
    found = activity_in(row, before=before)
    told = is_of_act or candidate.code is None or (found is not None and row.text[found.start].isdigit())
    return found if told else None


def _without_a_tooth(candidate: Candidate, row: Row, text: str) -> str:
    """Take an act's tooth out of its row: before the code, in a cell of its own, before a sum, « 36 650,00 € »."""
    act = None if candidate.coded is None else candidate.coded.act
    found = _TOOTH_BEFORE.search(text)
    if act is None or not act.per_tooth or candidate.tooth is not None or found is None:
        return text
    start, end = found.span(1) if found[1] else found.span(2)
    tooth = int(text[start:end])
    if not act.allows_tooth(tooth):
        return text
    candidate.tooth = Found(tooth, row, start, end, named=False)
    return text[:start] + "__" + text[end:]


def _first_below(row: Row, following: Row | None) -> list[Found]:
    """Return the first sum of the row below where a sentence on a room goes on there: none stands after its words."""
    said = said_in("room", row.folded)
    if not said or following is None or "\t" in row.text or any(one.start > said[0].end for one in amounts_of(row)):
        return []
    return list(amounts_of(following))[:1]


def _tell_apart(candidate: Candidate, on: dt.date) -> None:
    """Tell what amounts are by what they make, whatever their words; of those without a name the largest is the fee.

    Two amounts under one name, of which nothing tells which it is, have none.
    """
    if _prove(candidate, on):
        return
    unnamed, tariffs = candidate.unnamed, _tariffs(candidate, on)
    fee = candidate.amounts.get("fee")
    several = len({one.value for one in candidate.told if one.named}) > len(candidate.amounts)
    if fee is not None and (several or any(one.row is not fee.row for one in unnamed)):
        candidate.amounts["fee"] = replace(fee, named=False)
    base = next((one for one in unnamed[:-1] if one.value in tariffs), None)
    if base is not None and "base" not in candidate.amounts:
        candidate.amounts["base"] = base
        unnamed = [max((one for one in unnamed if one is not base), key=lambda one: one.value)]
    if unnamed:
        candidate.amounts.setdefault("fee", unnamed[0])


def _prove(candidate: Candidate, on: dt.date) -> bool:
    """Give a line the three amounts that prove each other, if there are such among those told of it."""
    of_all = frozenset() if candidate.coded is None else candidate.coded.tariffs(on)
    proof = next(_proofs(candidate.told, _tariffs(candidate, on), of_all), None)
    if proof is not None:
        candidate.amounts |= dict(zip(("fee", "base", "overrun"), proof, strict=True))
    return proof is not None


def _tariffs(candidate: Candidate, on: dt.date) -> frozenset[int]:
    told = None if candidate.activity is None else candidate.activity.value
    return frozenset() if candidate.coded is None else candidate.coded.tariffs(on, told)


def _proofs(
    told: Sequence[Found], tariffs: frozenset[int], of_all: frozenset[int]
) -> Iterator[tuple[Found, Found, Found]]:
    """Give the amounts that are a fee, a base of the nomenclature, and the overrun between them.

    `of_all`: the bases of the act's practitioners; two of them and what they make are none of these.
    """
    for fee, base, overrun in itertools.permutations(told, 3):
        if (
            base.value in tariffs
            and overrun.value > 0
            and overrun.value not in of_all
            and fee.value == base.value + overrun.value
        ):
            yield fee, base, overrun


def _role_after(row: Row, end: int, following: str) -> str | None:
    """Return what the words right after an amount say: « 340 € de dépassement », « 125 € au tarif de la Sécu »."""
    rest = row.folded[end:] + " " + following
    lead = _OF_WHAT.match(rest)
    if lead is None:
        return None
    said = said_in("amounts", rest[lead.end() : lead.end() + REACH])
    return said[0].name if said and said[0].start <= ARTICLE and said[0].name in AFTER else None


def _role(told: str) -> str | None:
    """Return what the nearest words before an amount say that it is."""
    said = said_in("amounts", told)
    return said[-1].name if said else None


def _goes_on(before: Row, row: Row) -> bool:
    """Tell whether a row may go on with the sentence of the one before it."""
    return _is_near(before, row) and "\t" not in before.text and aside_in(before) is None


def _is_near(before: Row, row: Row) -> bool:
    return row.page == before.page and row.top - before.bottom < SENTENCE * row.height


def _paragraphs(rows: Sequence[Row], usual: float, on: dt.date) -> list[list[Row]]:
    """Cut rows where the gap is larger than between two rows of text, at a tooth, at a second code, at a total."""
    paragraphs: list[list[Row]] = []
    for row, following in itertools.zip_longest(rows, rows[1:]):
        held = paragraphs[-1] if paragraphs else []
        if not held or _is_apart(held, row, on, usual) or _begins_an_item(held, row, following, on):
            paragraphs.append([row])
        else:
            held.append(row)
    return paragraphs


def _usual_gap(rows: Sequence[Row]) -> float:
    gaps = sorted(after.top - before.bottom for before, after in itertools.pairwise(rows) if before.page == after.page)
    return max(0.0, gaps[len(gaps) // 3]) if gaps else 0.0


def _is_apart(held: Sequence[Row], row: Row, on: dt.date, usual: float) -> bool:
    before = held[-1]
    if row.page != before.page or row.top - before.bottom > max(CLOSE * row.height, LOOSE * usual):
        return True
    if any(aside_in(one) is not None and not _tells_of_an_act(one, on) for one in (before, row)):
        return True
    begins = (_begins_with_a_tooth(row) and aside_in(row) is None) or bool(codes_in(row.folded, on))
    return begins and any(codes_in(one.folded, on) for one in held)


def _tells_of_an_act(row: Row, on: dt.date) -> bool:
    """Tell a row with an act's code, or its tooth in a cell of its own, from one that is an aside alone."""
    tooth, cell = tooth_in(row), row.folded.partition("\t")[0]
    return bool(codes_in(row.folded, on)) or (tooth is not None and tooth.end == len(cell) < len(row.folded))


def _begins_an_item(held: Sequence[Row], row: Row, following: Row | None, on: dt.date) -> bool:
    """Tell words and a sum that a code follows below from what goes on with the act above, which has both already."""
    if following is None or not _is_near(row, following) or not codes_in(following.folded, on):
        return False
    done = any(codes_in(one.folded, on) for one in held) and any(_ends_with_a_sum(one) for one in held)
    return done and _ends_with_a_sum(row) and not codes_in(row.folded, on) and not any(amounts_of(following))


def _ends_with_a_sum(row: Row) -> bool:
    return any(one.end >= len(row.folded) - 1 and "\t" in row.text[: one.start] for one in amounts_of(row))


def _begins_with_a_tooth(row: Row) -> bool:
    """Tell « dent 45 : Couronne », which begins an item, from « Dent : 45 » alone, which belongs to the one above."""
    tooth = tooth_in(row) or tooth_of_item(row)
    return tooth is not None and len(row.text) - tooth.end >= ITEM
