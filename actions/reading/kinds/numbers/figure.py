"""What a figure is: its tokens, what it is worth, and the other ways to cut or to read it."""

from dataclasses import dataclass
from functools import cache

from actions.reading import lexicon

LONGEST = 7  # digits of a number; a longer run is a reference


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of tokens `first`…`last`, worth `hundredths`; None when it is doubtful or no number at all."""

    first: int
    last: int
    hundredths: int | None
    places: int = 0  # decimals written
    grouped: bool = False  # with a thousands separator
    in_words: bool = False
    doubt: str | None = None  # "ambiguous", "half_read", or "reference" when it is not a number
    alternatives: tuple[int, ...] = ()  # hundredths
    cut: tuple[int, int] | None = None  # « 26 500 » may also be 26 and 500 (in hundredths)
    about: bool = False  # « une centaine »

    @property
    def whole(self) -> int | None:
        return None if self.hundredths is None or self.places else self.hundredths // 100


@cache
def worth() -> dict[str, int]:
    """Return what each number word is worth."""
    return dict(lexicon.table("numbers")["worth"])


@cache
def rounds() -> dict[str, int]:
    """Return what « centaine » and the like are worth."""
    said = dict(lexicon.table("numbers")["round"])
    return said | {f"{word}s": value for word, value in said.items()}
