"""Free French text to typed values, by rules: what the interpreter of a turn reads a member's words with.

Money is integer cents, teeth are FDI numbers, dates are dates; every reading carries the member's own words.
"""

from actions.reading.amounts import read_amount, read_amounts
from actions.reading.answers import read_dont_know, read_yes_no
from actions.reading.choices import read_choice
from actions.reading.codes import read_act_code, read_act_codes
from actions.reading.cues import read_cue, read_field
from actions.reading.dates import read_date, read_date_doubt
from actions.reading.kinds.teeth import along_the_arch
from actions.reading.lexicon import words_of
from actions.reading.mentions import Exactness, Kind, Mention, Parse, Tag, Token
from actions.reading.nights import read_nights
from actions.reading.parse import parse
from actions.reading.ranks import read_rank
from actions.reading.result import Cue, Reading
from actions.reading.teeth import read_teeth
from actions.reading.values import read_values

__all__ = [
    "Cue",
    "Exactness",
    "Kind",
    "Mention",
    "Parse",
    "Reading",
    "Tag",
    "Token",
    "along_the_arch",
    "parse",
    "read_act_code",
    "read_act_codes",
    "read_amount",
    "read_amounts",
    "read_choice",
    "read_cue",
    "read_date",
    "read_date_doubt",
    "read_dont_know",
    "read_field",
    "read_nights",
    "read_rank",
    "read_teeth",
    "read_values",
    "read_yes_no",
    "words_of",
]
