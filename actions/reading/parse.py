"""One reading of a member's sentence: every value in it, with how it was said."""

from collections.abc import Callable, Sequence
from datetime import date

from actions.reading import lexicon
from actions.reading.joining import joined
from actions.reading.kinds.beside_codes import take_beside_codes
from actions.reading.kinds.codes import take_codes
from actions.reading.kinds.dates import take_dates
from actions.reading.kinds.figures import take_figures
from actions.reading.kinds.money import take_free
from actions.reading.kinds.other import take_other_figures, take_vertebrae
from actions.reading.kinds.phrases import (
    take_labels_fields_answers,
    take_people,
    take_relations,
    take_roles_and_choices,
)
from actions.reading.kinds.ranks import take_ranks
from actions.reading.kinds.sector import take_sectors
from actions.reading.kinds.teeth import take_teeth
from actions.reading.mentions import Parse
from actions.reading.qualify import qualified
from actions.reading.sentence import Sentence
from actions.reading.spelling import put_right
from actions.reading.text import HESITATIONS, split
from quote_draft import Beneficiary

# Each takes what it is sure of and leaves the rest to the next: what has a form of its own first, bare figures last.
_READERS: tuple[Callable[[Sentence], None], ...] = (
    take_people,
    take_codes,
    take_vertebrae,
    take_beside_codes,
    take_roles_and_choices,
    take_relations,
    take_sectors,
    take_other_figures,
    take_dates,
    take_teeth,
    take_ranks,
    take_figures,
    take_free,
    take_labels_fields_answers,
)


def parse(
    text: str,
    today: date,
    *,
    is_code: Callable[[str], bool] | None = None,
    people: Sequence[Beneficiary] = (),
) -> Parse:
    """Read a sentence once.

    `is_code` tells whether the nomenclature has a CCAM code; `people` are those whom a quote may be for, whose first
    names arrive as `{id}`. Time is proportional to the text; what is beyond 2,000 characters is not read.
    """
    tokens = [token for token in put_right(split(text, lexicon.shorthand())) if token.norm not in HESITATIONS]
    tags = lexicon.phrases().found_in(tokens)
    sentence = Sentence(text, today, tokens=tokens, tags=tags, is_code=is_code, people=people)
    for read in _READERS:
        read(sentence)
    mentions = qualified(sentence, joined(sentence, sentence.mentions()))
    return Parse(text, today, sentence.tokens, tuple(mentions), sentence.tags)
