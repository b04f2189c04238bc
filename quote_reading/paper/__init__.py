"""A file to pages of words with their places: programs in a cage, one that paints, one that reads pictures."""

from quote_reading.paper.sheets import DocumentError, sheets_of
from quote_reading.paper.words import Sheet, Word

__all__ = ["DocumentError", "Sheet", "Word", "sheets_of"]
