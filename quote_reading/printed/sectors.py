"""The sector of the practitioner and the OPTAM, as letters and letterheads print them."""

import re
from collections.abc import Sequence

from quote_reading.found import Found
from quote_reading.rows import Row

_ONE = re.compile(r"\bsecteur (?:1|i|un)\b")
_TWO = re.compile(r"\bsecteur (?:2|ii|deux)\b|\bhonoraires libres\b")
_OPTAM = re.compile(r"\boptam(?:-co)?\b|\boption (?:de )?pratique tarifaire maitrisee\b")
_DENIED = re.compile(r"\b(?:non|pas|sans|hors|n'ai|ni|aucun)\b[^.;]{0,40}$")
_OUT = re.compile(r"\bnon conventionne|\bsecteur 3\b")


def sector_in(rows: Sequence[Row]) -> Found | None:
    """Return the sector that the paper tells; None when it is silent, or says « secteur 2 » without the OPTAM."""
    text, owners = "", []
    for place, row in enumerate(rows):
        text += row.folded.replace("\t", " ") + " "
        owners += [(place, at) for at in range(len(row.folded) + 1)]
    one, two, optam, out = (form.search(text) for form in (_ONE, _TWO, _OPTAM, _OUT))
    if out is not None:
        return _found(rows, owners, out, "not_conventioned")
    if optam is not None and one is None:
        denied = _DENIED.search(text[: optam.start()][-60:]) is not None
        denied = denied or re.match(r"[\s:]*non\b", text[optam.end() :]) is not None
        return _found(rows, owners, optam, "sector_2" if denied else "sector_2_optam")
    return None if one is None or two is not None else _found(rows, owners, one, "sector_1")


def _found(rows: Sequence[Row], owners: Sequence[tuple[int, int]], match: re.Match[str], value: str) -> Found:
    place, start = owners[match.start()]
    row = rows[place]
    return Found(value, row, start, min(len(row.text), start + len(match.group())))
