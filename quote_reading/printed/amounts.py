"""Sums of money as quotes print them: « 1 881,50 € », « 330,00€ », « 165 € », « 1.250,00 EUR », « 155 euros 89 »."""

import re
from dataclasses import dataclass

_SUM = re.compile(
    r"(?<![0-9a-z,.])(?:(?<![0-9] )|(?<=[,.][0-9]{2} )|(?![0-9]{3}(?![0-9])))"
    r"(?P<euros>[1-9][0-9]{0,2}(?:[ .'][0-9]{3})+|[0-9]{1,6})"
    r"(?: ?[,.] ?(?P<cents>[0-9]{2}))?(?P<sign> ?(?:€|eur\b|euros?\b))?(?![0-9a-z]|[,.][0-9])"
)
"""After a number and a space three figures are its last ones, unless it had its cents already."""
_CENTS_AFTER = re.compile(
    r"(?<![0-9a-z,.])(?P<euros>[0-9]{1,3}(?:[ .][0-9]{3})+|[0-9]{1,6}) ?"
    r"(?:€(?P<stuck>[0-9]{2})(?![0-9]|,[0-9])|(?:€|euros?\b) ?(?P<cents>[0-9]{2})(?! ?[0-9€,]| ?eur))"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in cents and its part of the row. `written`: with cents or a sign; a bare whole number may be anything."""

    cents: int
    start: int
    end: int
    written: bool


def amounts_in(text: str) -> list[Amount]:
    """Return the sums of a folded and masked row, from left to right."""
    found = [_amount(match) for match in _SUM.finditer(text)]
    split = [_amount(match) for match in _CENTS_AFTER.finditer(text)]
    apart = [one for one in found if not any(one.start < other.end and other.start < one.end for other in split)]
    return sorted([*apart, *split], key=lambda amount: amount.start)


def _amount(match: re.Match[str]) -> Amount:
    told = match.groupdict()
    euros = int(re.sub(r"[^0-9]", "", match["euros"]))
    written = match["cents"] is not None or "€" in match.group() or told.get("sign") is not None
    return Amount(euros * 100 + int(match["cents"] or told.get("stuck") or 0), match.start(), match.end(), written)
