"""A file to pages of words with their places: programs in a cage, one that paints, one that reads pictures."""

from quote_reading.paper.cage import DocumentError, painted_again
from quote_reading.paper.sheets import sheets_of
from quote_reading.paper.words import Sheet, Word

__all__ = ["DocumentError", "Sheet", "Word", "painted_again", "sheets_of"]
