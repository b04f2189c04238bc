"""From words with their places to what the paper proposes: tables, then the rest, then the proof by sums."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from quote_engine import Act
from quote_reading.alternatives import without_alternatives, without_rivals
from quote_reading.asides import totals_in
from quote_reading.beside import columns_apart, tables_apart
from quote_reading.found import Aside, Candidate, Findings, Found, Room, Sold
from quote_reading.headings import PART, heading_at
from quote_reading.kinds import not_a_quote
from quote_reading.paper import Sheet
from quote_reading.printed.days import care_date_in, day_left_in, quote_date_in
from quote_reading.printed.marks import tooth_in_words
from quote_reading.printed.people import names_in, places_of_people, without_people
from quote_reading.printed.sectors import sector_in
from quote_reading.proof import SURE, Judge, Proof, activity_of, complete, proof_of
from quote_reading.prose import prose_of
from quote_reading.result import Charge, Doubt, LeftAside, Line, Picture, Reading, Stay, Value, Why
from quote_reading.rows import Row, place_of, rows_of
from quote_reading.sides import both_in_a_row_at
from quote_reading.stays import nights_in
from quote_reading.tables import table_of
from quote_reading.turned import by_practitioner_at, turned_at
from quote_reading.uncoded import priced_words_of

DENTAL, MEDICAL = "dental", "medical"
_NOT_FOUND = Value(None, doubt=Doubt.NOT_FOUND)
MOST_SIGNS = 120
"""Of a label or of words left aside."""


def read_sheets(sheets: Sequence[Sheet], today: dt.date, people: Collection[str] = ()) -> Reading:
    """Read the pages of one paper. `today` stands for the day of the quote where it has none.

    `people`: names of those whose paper it may be; they are hidden like those that the paper announces.
    """
    rows = [row for number, sheet in enumerate(sheets, start=1) for row in rows_of(sheet, number)]
    day = quote_date_in(rows, today) or today
    findings = _findings(rows, day)
    kind = not_a_quote(sheets, rows, findings.candidates)
    if kind is not None:
        findings = Findings()
    names = names_in(rows, people)
    for one in findings.candidates:
        complete(one, day)
    proof = proof_of(findings)
    family = _family(findings.candidates)
    writer = _Writer(names, sector_in(rows), proof, day, family)
    return Reading(
        family=family,
        lines=tuple(writer.line(number, one) for number, one in enumerate(findings.candidates, start=1)),
        care_date=None if kind else writer.day(care_date_in(rows)) or writer.guessed(day_left_in(rows, day), family),
        stay=Stay() if kind or family == DENTAL else writer.stay(findings.rooms, nights_in(rows)),
        charges=tuple(writer.charge(sold) for sold in findings.charges),
        left_aside=tuple(writer.left(aside) for aside in findings.asides),
        not_a_quote=kind,
        private=places_of_people(rows, names),
        pictures=tuple(Picture(sheet.png, int(sheet.width), int(sheet.height)) for sheet in sheets if sheet.png),
    )


def _findings(rows: Sequence[Row], day: dt.date) -> Findings:
    kept, asides = without_alternatives(tables_apart(rows, day))
    findings = Findings(asides=asides)
    totals = totals_in(kept)
    rest: list[Row] = []
    at = 0
    while at < len(kept):
        turned = turned_at(kept, at, day) or by_practitioner_at(kept, at, day)
        if turned is not None:
            found, at = turned
            findings.add(found)
            continue
        both = both_in_a_row_at(kept, at, day, totals)
        if both is not None:
            halves, at = both
            for half in halves:
                findings.add(half)
            continue
        heading = heading_at(kept, at)
        if heading is None:
            rest.append(kept[at])
            at += 1
            continue
        table, at = table_of(kept, heading, day, totals)
        for one in table.candidates:
            one.proved = proof_of(table).adds_up
        findings.add(table)
    findings = _together(findings, prose_of(columns_apart(rest, day), day))
    if not findings.candidates and (priced := priced_words_of(kept, day)).candidates:
        findings = replace(priced, asides=[*asides, *priced.asides])
    for one in findings.candidates:
        if one.tooth is None and one.coded is not None and one.coded.act is not None and one.coded.act.per_tooth:
            one.tooth = tooth_in_words(one.label)
    return without_rivals(findings, day)


def _together(tables: Findings, prose: Findings) -> Findings:
    """Return what tables and the rest hold: where the tables alone make the total, an act beside them is no line."""
    told = {_printed_at(one.code) for one in tables.candidates if one.code is not None}
    prose.candidates = [  # an act told above its table is that table's
        one for one in prose.candidates if one.code is None or _printed_at(one.code) not in told
    ]
    totals = Findings(tables.candidates, [*tables.asides, *prose.asides], tables.rooms, tables.charges)
    if prose.candidates and tables.candidates and proof_of(totals).adds_up and not _make_a_total(totals, prose):
        prose.asides += [Aside("alternative", one.amounts["fee"]) for one in prose.candidates if "fee" in one.amounts]
        prose.candidates = []
    tables.add(prose)
    tables.candidates.sort(key=lambda one: (one.rows[0].page, one.rows[0].top))
    return tables


def _printed_at(code: Found) -> tuple[int, float, int]:
    return code.row.page, code.row.top, code.start


def _make_a_total(tables: Findings, prose: Findings) -> bool:
    """Tell whether acts beside the tables have a total of their own, or one with the tables' acts."""
    beside = sum(one.amounts["fee"].value for one in prose.candidates if "fee" in one.amounts)
    within = sum(one.amounts["fee"].value for one in tables.candidates if "fee" in one.amounts)
    return bool({beside, beside + within} & {total.value for total in tables.totals()})


def _family(candidates: Sequence[Candidate]) -> str | None:
    families = {one.coded.family for one in candidates if one.coded is not None} - {None}
    if not families and any(one.tooth is not None for one in candidates):
        return DENTAL
    return families.pop() if len(families) == 1 else None


class _Writer:
    """Writes what was found in the contract's form, each value with its doubt."""

    def __init__(
        self, names: frozenset[str], sector: Found | None, proof: Proof, day: dt.date, family: str | None
    ) -> None:
        self._names, self._sector, self._proof, self._day, self._family = names, sector, proof, day, family

    def line(self, number: int, one: Candidate) -> Line:
        act = None if one.coded is None else one.coded.act
        activity = activity_of(one, self._day)
        judge = Judge(one, self._proof, act, activity, self._day)
        values = dict(self._values(one, act, activity, judge))
        words = [word for row in one.rows for word in row.words]
        return Line(number, values, place_of(words, one.rows[0].sheet, one.rows[0].page))

    def _values(self, one: Candidate, act: Act | None, activity: int, judge: Judge) -> list[tuple[str, Value]]:
        values = [("act", told)] if (told := _act(one, judge)) is not None else []
        values.append(("label", Value(act.label if act is not None else self._label(one))))
        if one.tooth is not None and (act is None or act.family == DENTAL):
            values.append(("tooth", Value(one.tooth.value, one.tooth.place, judge.tooth_doubt())))
        elif act.per_tooth if act is not None else "tooth" in one.columns:
            values.append(("tooth", _NOT_FOUND))
        if "fee" in one.amounts:
            fee, quantity = _of_one(one)
            of_how_many = None if quantity is None else quantity.doubt
            values.append(("fee", _money(fee, judge.fee_doubt() or of_how_many)))
            if quantity is not None or _may_be_counted(one):
                values.append(("quantity", quantity or _NOT_FOUND))
        else:
            values.append(("fee", _NOT_FOUND))
        base = _printed_or_known(one, judge, self._sector)
        if base is not None:
            values.append(("base", base))
        if act is not None and act.family == MEDICAL:
            place = None if one.activity is None else one.activity.place
            values.append(("activity", Value(activity, place, judge.activity_doubt())))
            if self._sector is not None:
                doubt = judge.sign_doubt(self._sector)
                values.append(("sector", Value(self._sector.value, self._sector.place, doubt)))
        elif act is None and self._family == MEDICAL and one.covered is None and not one.rows[0].sheet.is_text:
            values.append(("activity", _NOT_FOUND))  # its code was not seen: it may be the anaesthetist's
        if one.covered is not None and not _has_a_base(one):
            values.append(("covered", Value(one.covered.value, one.covered.place, judge.covered_doubt())))
        return values

    def _label(self, one: Candidate) -> str:
        return self._shown(" ".join(row.text[start:end] for row, start, end in one.label))

    def _shown(self, text: str) -> str:
        return without_people(" ".join(text.split()), self._names)[:MOST_SIGNS]

    def day(self, found: Found | None) -> Value | None:
        if found is None:
            return None
        if found.value < self._day:
            return Value(found.value, found.place, Doubt.DATE)
        return Value(found.value, found.place, _seen(found))

    def guessed(self, found: Found | None, family: str | None) -> Value | None:
        """Take a day that may be that of an operation, to be looked at."""
        return None if found is None or family != MEDICAL else Value(found.value, found.place, Doubt.UNCONFIRMED)

    def stay(self, rooms: Sequence[Room], nights: Found | None) -> Stay:
        room = rooms[0] if rooms else None
        nights = nights or (None if room is None else room.nights)
        return Stay(
            nights=None if nights is None else Value(nights.value, nights.place, _seen(nights)),
            room_wanted=None if room is None or room.price is None else Value(value=True, place=room.price.row.place()),
            room_price=None
            if room is None or room.price is None
            else _money(room.price, self._sold(room.price, room.whole)),
        )

    def charge(self, sold: Sold) -> Charge:
        row = sold.amount.row
        label, doubt = self._shown(row.text[: sold.amount.start]), self._sold(sold.amount, sold.whole)
        return Charge(sold.kind, label, _euros(sold.amount.value), sold.per, sold.days, row.place(), doubt)

    def left(self, aside: Aside) -> LeftAside:
        row = aside.amount.row
        return LeftAside(self._shown(row.text), Why(aside.name), row.place())

    def _sold(self, found: Found, whole: Found | None) -> Doubt | None:
        """Judge the price of one: worked out of that of all, it needs a total that counts that one."""
        is_whole = whole is None or found.value == whole.value
        if not found.named and (is_whole or not self._proof.adds_up):
            return Doubt.ROLE
        return None if self._proof.adds_up else _seen(found, least=1.0)


def _act(one: Candidate, judge: Judge) -> Value | None:
    """Return the act printed; None for « NR » alone, which says that there is none."""
    if one.code is not None and one.coded is not None:
        return Value(one.coded.code, one.code.place, judge.act_doubt())
    return _NOT_FOUND if one.covered is None else None


def _may_be_counted(one: Candidate) -> bool:
    """Tell a fee of which the number in its column was not seen on a picture, unless a price of one says the same."""
    unit = one.amounts.get("unit")
    return (
        one.quantity is None and "quantity" in one.columns and (unit is None or unit.value != one.amounts["fee"].value)
    )


def _has_a_base(one: Candidate) -> bool:
    return "base" in one.amounts and one.amounts["base"].value > 0


def _seen(found: Found, least: float = SURE) -> Doubt | None:
    """Doubt what was read on a picture with little certainty."""
    return None if found.row.sheet.is_text or found.sure > least else Doubt.UNCONFIRMED


def _of_one(one: Candidate) -> tuple[Found, Value | None]:
    """Return the fee of one act and how many there are: in doubt unless a unit price stands beside that of all."""
    fee, quantity = one.amounts["fee"], one.quantity
    if quantity is None or quantity.value == 1:
        return fee, None
    priced = (one.amounts[role] for role in ("unit", PART) if role in one.amounts)
    unit = next((each for each in priced if each.value * quantity.value == fee.value), None)
    if unit is not None:
        return unit, Value(quantity.value, quantity.place)
    return fee, Value(quantity.value, quantity.place, Doubt.ROLE)


def _printed_or_known(one: Candidate, judge: Judge, sector: Found | None) -> Value | None:
    """Return the base that the paper prints, else the nomenclature's."""
    if "base" in one.amounts:
        return _money(one.amounts["base"], judge.base_doubt())
    if judge.act is None and len(judge.tariffs) == 1:  # a letter of orthodontics has one
        return Value(_euros(next(iter(judge.tariffs))), doubt=judge.base_doubt())
    if judge.act is None or judge.activity not in judge.act.activities:
        return None
    optam = sector is None or sector.value != "sector_2"
    cents = judge.act.activities[judge.activity].tariff(judge.day, optam=optam)
    open_ = judge.activity_doubt() or (Doubt.NOT_FOUND if sector is None and len(judge.tariffs) > 1 else None)
    return None if not cents else Value(_euros(cents), doubt=judge.base_doubt() or open_)


def _money(found: Found, doubt: Doubt | None) -> Value:
    return Value(_euros(found.value), found.place, doubt)


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"
