"""Figures, in digits and in words: where one ends, what it is worth, and the other ways to cut or to read it."""

from dataclasses import replace

from actions.reading.kinds.numbers.digits import in_digits
from actions.reading.kinds.numbers.figure import Figure, rounds, worth
from actions.reading.kinds.numbers.runs import goes_on, odd_run
from actions.reading.kinds.numbers.words import in_words, round_number, scale_of
from actions.reading.sentence import Sentence

__all__ = ["Figure", "figure_at", "scale_of"]


def figure_at(sentence: Sentence, at: int) -> Figure | None:
    """Return the figure that begins at a token, of free tokens only."""
    norm = sentence.norm(at)
    if not (norm.isdigit() or norm in worth() or norm in rounds() or goes_on(sentence, at + 1)):
        return None
    if not sentence.free(at, at + 1):
        return None
    if (odd := odd_run(sentence, at)) is not None:
        return odd
    figure = round_number(sentence, at) or in_words(sentence, at) or in_digits(sentence, at)
    return None if figure is None else _with_virgule(sentence, figure)


def _with_virgule(sentence: Sentence, figure: Figure) -> Figure:
    """« douze virgule cinq »."""
    if figure.whole is None or figure.hundredths is None or sentence.norm(figure.last) != "virgule":
        return figure
    at = figure.last + 1
    after = in_words(sentence, at) or in_digits(sentence, at)
    if after is None or after.whole is None or after.whole > 99:
        return figure
    tenths = after.whole < 10 and not sentence.norm(at).startswith("0")
    cents = after.whole * 10 if tenths else after.whole
    return replace(figure, last=after.last, hundredths=figure.hundredths + cents, places=1 if tenths else 2)
