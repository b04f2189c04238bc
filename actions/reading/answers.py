"""Yes, no and « je ne sais pas », negation first."""

from actions.reading.phrases import longest, phrases_of
from actions.reading.result import Reading


def read_yes_no(text: str) -> Reading[bool] | None:
    """Return True or False; where both are said, the one said first, unless the other one contains it."""
    read = phrases_of(text)
    said = longest(read.of("yes_no"))
    if not said:
        return None
    first = said[0]
    return Reading(
        first.label == "yes",
        read.view.said(first.start, first.end),
        span=read.view.span(first.start, first.end),
    )


def read_dont_know(text: str) -> bool:
    return bool(phrases_of(text).of("dont_know"))
