"""From words with their places to what the paper proposes: tables, then the rest, then the proof by sums."""

import datetime as dt
from collections.abc import Sequence

from quote_engine import Act
from quote_reading.found import Aside, Candidate, Findings, Found
from quote_reading.headings import heading_at
from quote_reading.paper import Sheet
from quote_reading.printed.days import care_date_in, quote_date_in
from quote_reading.printed.marks import ANAESTHETIST, SURGEON
from quote_reading.printed.sectors import sector_in
from quote_reading.private import private_places, without_private
from quote_reading.prose import prose_of
from quote_reading.result import Doubt, LeftAside, Line, Picture, Place, Reading, Value, Why
from quote_reading.rows import Row, place_of, rows_of
from quote_reading.tables import table_of

DENTAL, MEDICAL = "dental", "medical"


def read_sheets(sheets: Sequence[Sheet], today: dt.date) -> Reading:
    """Read the pages of one paper. `today` stands for the day of the quote where it has none."""
    rows = [row for number, sheet in enumerate(sheets, start=1) for row in rows_of(sheet, number)]
    day = quote_date_in(rows) or today
    findings = _findings(rows, day)
    sector = sector_in(rows)
    lines = tuple(_line(number, one, sector, day) for number, one in enumerate(findings.candidates, start=1))
    return Reading(
        family=_family(findings.candidates),
        lines=lines,
        care_date=_value(care_date_in(rows)),
        left_aside=tuple(_left(aside) for aside in findings.asides),
        pages=len(sheets),
        private=private_places(rows),
        pictures=tuple(Picture(sheet.png, int(sheet.width), int(sheet.height)) for sheet in sheets if sheet.png),
    )


def _findings(rows: Sequence[Row], day: dt.date) -> Findings:
    findings = Findings()
    rest: list[Row] = []
    at = 0
    while at < len(rows):
        heading = heading_at(rows, at)
        if heading is None:
            rest.append(rows[at])
            at += 1
            continue
        table, at = table_of(rows, heading, day)
        findings.add(table)
    findings.add(prose_of(rest, day))
    return findings


def _family(candidates: Sequence[Candidate]) -> str | None:
    families = {one.coded.act.family for one in candidates if one.coded is not None and one.coded.act is not None}
    return families.pop() if len(families) == 1 else None


def _line(number: int, one: Candidate, sector: Found | None, day: dt.date) -> Line:
    values: dict[str, Value] = {}
    act: Act | None = None
    if one.code is not None and one.coded is not None:
        act = one.coded.act
        doubt = Doubt.UNKNOWN_CODE if act is None else Doubt.MISREAD if one.coded.repaired else None
        values["act"] = Value(one.coded.code, one.code.place, doubt)
    values["label"] = Value(act.label if act is not None else _written(one), None)
    if "fee" in one.amounts:
        values["fee"] = _money(one.amounts["fee"])
    activity = one.activity.value if one.activity is not None else SURGEON
    if act is not None and act.family == MEDICAL:
        values["activity"] = Value(activity, None if one.activity is None else one.activity.place)
        if sector is not None:
            values["sector"] = Value(sector.value, sector.place)
    if one.tooth is not None and (act is None or act.family == DENTAL):
        values["tooth"] = Value(one.tooth.value, one.tooth.place)
    if "base" in one.amounts:
        values["base"] = _money(one.amounts["base"])
    elif act is not None and activity in act.activities:
        optam = sector is None or sector.value != "sector_2"
        cents = act.activities[activity].tariff(day, optam=optam)
        if cents is not None:
            values["base"] = Value(_euros(cents))
    if one.covered is not None:
        values["covered"] = Value(value=False, place=one.covered.place)
    words = [word for row in one.rows for word in row.words]
    return Line(number, values, place_of(words, one.rows[0].sheet, one.rows[0].page))


def _written(one: Candidate) -> str:
    return " ".join(row.text[start:end] for row, start, end in one.label)


def _value(found: Found | None) -> Value | None:
    return None if found is None else Value(found.value, found.place)


def _money(found: Found) -> Value:
    return Value(_euros(found.value), found.place)


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _left(aside: Aside) -> LeftAside:
    row = aside.amount.row
    return LeftAside(without_private(row), Why(aside.name), Place(row.page, row.place().box))


__all__ = ["ANAESTHETIST", "read_sheets"]
