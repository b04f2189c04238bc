"""A mention in one line, for tables that a person reads: « money 85000 about », « nights - either 3|4 »."""

from typing import Any

from actions.reading import Exactness, Kind, Mention, Parse

_USUAL_UNITS = {(Kind.NIGHTS, "night"), (Kind.DATE, "day")}


def line_of(parse: Parse, *kinds: Kind) -> str:
    """Return the mentions of a parse, of some kinds or of all, in their order."""
    return "; ".join(one_of(mention) for mention in (parse.of(*kinds) if kinds else parse.mentions))


def one_of(mention: Mention) -> str:
    if mention.kind is Kind.OTHER:
        return "other"
    unit = mention.unit if mention.unit and (mention.kind, mention.unit) not in _USUAL_UNITS else ""
    parts = [
        mention.kind.value,
        _written(mention.value),
        unit,
        "denied" if mention.denied else "",
        "" if mention.exactness is Exactness.EXACT else mention.exactness.value,
        f"per {mention.per}" if mention.per else "",
        f"times {mention.times}" if mention.times else "",
        {1: "more", -1: "less", None: ""}[mention.relative],
        mention.doubt or "",
        "|".join(_written(value) for value in mention.alternatives),
        *("or " + "+".join(str(part) for part in split) for split in mention.splits),
    ]
    return " ".join(part for part in parts if part)


def _written(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str):
        return f"{value[0]}={value[1]}"
    if isinstance(value, tuple):
        return ",".join(str(part) for part in value)
    return str(value)
