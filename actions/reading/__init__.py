"""Free French text to mentions: typed values with their place in what was written, read once a sentence.

Money is integer cents, teeth are FDI numbers, dates are dates; every mention carries the member's own words.
"""

from actions.reading.kinds.numbers.figure import worth as number_worth
from actions.reading.kinds.other import VERTEBRA
from actions.reading.kinds.teeth import along_the_arch
from actions.reading.lexicon import words_of
from actions.reading.mentions import Exactness, Kind, Mention, Parse, Tag, Token
from actions.reading.parse import parse
from actions.reading.spelling import is_everyday

__all__ = [
    "VERTEBRA", "Exactness", "Kind", "Mention", "Parse", "Tag", "Token", "along_the_arch", "is_everyday",
    "number_worth", "parse", "words_of",
]  # fmt: skip
