"""The lines of what is no table: a list of acts with their price, or a letter that tells base, fee and overrun."""

import datetime as dt
from collections.abc import Sequence

from quote_reading.asides import NAMES, aside_in, aside_name
from quote_reading.found import Aside, Candidate, Findings, Found
from quote_reading.printed.amounts import amounts_in
from quote_reading.printed.codes import codes_in
from quote_reading.printed.marks import activity_in, not_covered_in, tooth_in
from quote_reading.printed.masks import masked
from quote_reading.rows import Row
from quote_reading.vocabulary import Said, said_in

CLOSE = 0.35
"""Rows of one paragraph follow each other within this share of a row's height."""
REACH = 90
"""Signs between an amount and the words that say what it is."""


def prose_of(rows: Sequence[Row], on: dt.date) -> Findings:
    findings = Findings()
    for paragraph in _paragraphs(rows, on):
        candidate = Candidate(list(paragraph))
        before = ""
        for row in paragraph:
            for code in codes_in(row.folded, on):
                candidate.code = candidate.code or Found(code, row, code.start, code.end)
            candidate.tooth = candidate.tooth or tooth_in(row)
            candidate.activity = candidate.activity or activity_in(row)
            candidate.covered = candidate.covered or not_covered_in(row)
            _take_amounts(candidate, findings, row, before, on)
            candidate.label.append((row, 0, len(row.text)))
            before = (before + " " + row.folded)[-2 * REACH :]
        if candidate.code is not None:
            findings.candidates.append(candidate)
        elif findings.candidates:
            for role, amount in candidate.amounts.items():
                if amount.named:
                    findings.candidates[-1].amounts.setdefault(role, amount)
    return findings


def _take_amounts(candidate: Candidate, findings: Findings, row: Row, before: str, on: dt.date) -> None:
    text = masked(row.folded)
    for code in codes_in(text, on):
        text = text[: code.start] + "_" * (code.end - code.start) + text[code.end :]
    lead = before + " " if before else ""
    start_of_part = 0
    for amount in amounts_in(text):
        if not amount.written:
            continue
        told = (lead + row.folded[: amount.start])[-REACH:]
        if start_of_part:
            told = row.folded[start_of_part : amount.start]
        start_of_part = amount.end
        role = _role(told)
        found = Found(amount.cents, row, amount.start, amount.end, named=role is not None)
        if role in NAMES:
            findings.asides.append(Aside(role, found))
        else:
            candidate.amounts.setdefault(role or "fee", found)


def _role(told: str) -> str | None:
    """Return what the nearest words before an amount say that it is."""
    said: list[Said] = said_in("amounts", told)
    return said[-1].name if said else None


def _paragraphs(rows: Sequence[Row], on: dt.date) -> list[list[Row]]:
    """Cut rows where the gap is larger than between two rows of text, at a tooth, at a second code, at a total."""
    paragraphs: list[list[Row]] = []
    for row in rows:
        held = paragraphs[-1] if paragraphs else []
        if not held or _is_apart(held, row, on):
            paragraphs.append([row])
        else:
            held.append(row)
    return paragraphs


def _is_apart(held: Sequence[Row], row: Row, on: dt.date) -> bool:
    before = held[-1]
    if row.page != before.page or row.top - before.bottom > CLOSE * row.height:
        return True
    if aside_in(row, on) is not None or aside_in(before, on) is not None or aside_name(before) == "alternative":
        return True
    begins = tooth_in(row) is not None or bool(codes_in(row.folded, on))
    return begins and any(codes_in(one.folded, on) for one in held)
