"""What a paper is when it is no quote, by its words."""

from collections.abc import Sequence

from quote_reading.found import Candidate
from quote_reading.paper import Sheet
from quote_reading.result import NotAQuote
from quote_reading.rows import Row
from quote_reading.vocabulary import said_in, says, says_apart

FEWEST_WORDS = 6
EVEN = 4.0
"""How far the greys of a blank page are from their mean, of 255."""
SIGNS_OF_A_PRESCRIPTION = 2


def not_a_quote(sheets: Sequence[Sheet], rows: Sequence[Row], candidates: Sequence[Candidate]) -> NotAQuote | None:
    """Return what the paper is; None for a quote."""
    text = "\n".join(row.folded for row in rows)
    told = _title(rows)
    if told is not None:
        return told
    if says("paid", text) and not says("quote_title", text):
        return NotAQuote.BILL
    of_care = says("care", text) or any(one.code is not None for one in candidates)
    lines = candidates if of_care else ()
    if not any(one.amounts for one in lines) and _is_a_prescription(text):
        return NotAQuote.PRESCRIPTION
    return None if lines else _without_lines(sheets, rows)


def _is_a_prescription(text: str) -> bool:
    signs = {text[said.start : said.end] for said in said_in("prescription", text)}
    return says("prescription_title", text) or len(signs) > SIGNS_OF_A_PRESCRIPTION


def _without_lines(sheets: Sequence[Sheet], rows: Sequence[Row]) -> NotAQuote:
    if sum(len(row.words) for row in rows) >= FEWEST_WORDS:
        return NotAQuote.OTHER
    return NotAQuote.BLANK if all(sheet.unevenness < EVEN for sheet in sheets) else NotAQuote.PICTURE


def _title(rows: Sequence[Row]) -> NotAQuote | None:
    """Tell a paper by what comes first: a title at the beginning of a cell, or the words of a quote."""
    for row in rows:
        for cell in row.folded.split("\t"):
            quote = [said.start for said in said_in("quote_title", cell)]
            if 0 not in quote:
                for table, kind in (("statement", NotAQuote.STATEMENT), ("bill", NotAQuote.BILL)):
                    if any(said.start == 0 for said in said_in(table, cell)) and not says_apart("quote_title", cell):
                        return kind
            if quote:
                return None
    return None
