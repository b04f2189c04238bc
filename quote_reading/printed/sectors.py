"""The sector of the practitioner and the OPTAM, as letters and letterheads print them, or as boxes that are ticked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quote_reading.found import Found
from quote_reading.rows import Row

ONE, OPTAM, FREE, OUT = "sector_1", "sector_2_optam", "sector_2", "not_conventioned"
_ONE = re.compile(r"\bsecteur (?:1|i|un)\b")
_TWO = re.compile(r"\bsecteur (?:2|ii|deux)\b|\bhonoraires libres\b")
_OPTAM = re.compile(r"\boptam(?:-co)?\b|\boption (?:de )?pratique tarifaire maitrisee\b")
_DENIED = re.compile(r"\b(?:non|pas|sans|hors|n'ai|ni|aucun)\b[^.;]{0,40}$")
_OUT = re.compile(r"\bnon conventionne|\bsecteur 3\b")
_YES_OR_NO = re.compile(r"[\s:]*oui\b[^a-z0-9]*non\b")
"""A question whose boxes were lost: the paper may say either."""
_BOX = re.compile(r"\[\s?x?\s?\]|[☒☑✓✔■⊠☐□◻❏]")
_TICKS = frozenset("x☒☑✓✔■⊠")
_ANSWERED = re.compile(rf"(?:{_BOX.pattern})\s*(?:oui|non)\b(?!\s*optam)")
_ASKING = re.compile(r"\b(?:optam|option)[^a-z0-9]*$")
"""The question whose boxes follow: it is no part of what stands beside the box before it."""
_QUESTION = re.compile(r"\b(optam|option|secteur)\b")
_BY_BOX = (
    (re.compile(r"\bsecteur 1\b|^\s*1\b"), ONE),
    (re.compile(r"\b(?:non|hors|sans)[ -]optam|^\s*non\b"), FREE),
    (re.compile(r"\boptam\b|^\s*oui\b"), OPTAM),
)
"""What stands beside a box that is ticked; « oui » and « non » answer whether there is an OPTAM."""


def sector_in(rows: Sequence[Row]) -> Found | None:
    """Return the sector that the paper tells; None when it is silent, or says « secteur 2 » without the OPTAM.

    Where it asks with boxes that were lost, what is found has no value.
    """
    boxes = [row for row in rows if _BOX.search(row.folded) and _QUESTION.search(row.folded)]
    if boxes:
        return next(_ticked(boxes), None)
    text, owners = "", []
    for place, row in enumerate(rows):
        text += row.folded.replace("\t", " ") + " "
        owners += [(place, at) for at in range(len(row.folded) + 1)]
    one, two, optam, out = (form.search(text) for form in (_ONE, _TWO, _OPTAM, _OUT))
    if out is not None:
        return _found(rows, owners, out, OUT)
    if optam is not None and _YES_OR_NO.match(text, optam.end()) is not None:
        return replace(_found(rows, owners, optam, OPTAM), value=None, named=False)
    if optam is not None and one is None:
        denied = _DENIED.search(text[: optam.start()][-60:]) is not None
        denied = denied or re.match(r"[\s:]*non\b", text[optam.end() :]) is not None
        return _found(rows, owners, optam, FREE if denied else OPTAM)
    return None if one is None or two is not None else _found(rows, owners, one, ONE)


def _ticked(rows: Sequence[Row]) -> Iterator[Found]:
    """Give what ticked boxes say; a box stands after its words where a row ends with one, else before them."""
    for row in rows:
        boxes = list(_BOX.finditer(row.folded))
        after = not row.folded[boxes[-1].end() :].strip()
        edges = [0, *(box.start() for box in boxes), len(row.folded)]
        for place, box in enumerate(boxes):
            start, end = (edges[place], box.start()) if after else (box.end(), edges[place + 2])
            start = max([start, *(one.end() for one in boxes[:place])])
            if _TICKS.isdisjoint(box.group()):
                continue
            asked = _QUESTION.findall(row.folded[:end] if after else row.folded[: box.start()])
            told = row.folded[start:end].rpartition(":")[2] if after else row.folded[start:end]
            if not after and _ANSWERED.match(row.folded, end) is not None:
                told = _ASKING.sub("", told)
            for form, value in _BY_BOX:
                is_answer = told.strip()[:3] in {"oui", "non"} and not _QUESTION.search(told)
                if form.search(told) and (not is_answer or (asked and asked[-1] != "secteur")):
                    yield Found(value, row, box.start(), box.end())
                    break


def _found(rows: Sequence[Row], owners: Sequence[tuple[int, int]], match: re.Match[str], value: str) -> Found:
    place, start = owners[match.start()]
    row = rows[place]
    return Found(value, row, start, min(len(row.text), start + len(match.group())))
