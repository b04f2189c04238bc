"""Words with their place on a page, however they were read."""

from dataclasses import dataclass, field

Corners = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the page's picture."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of signs without a space. `sure` is 1 in a text layer, below it on a picture."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float = 1.0

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its words, its size, whether they come from a text layer, and its picture.

    The picture is a PNG, empty for pasted text. `unevenness`: how far its greys are from their mean, of 255.
    """

    words: tuple[Word, ...]
    width: float
    height: float
    is_text: bool
    png: bytes = field(default=b"", repr=False)
    unevenness: float = 255.0
