"""A quote on paper, or pasted, to the lines that it proposes: each value with its place, and what must be looked at.

    read_document(path, today)   a PDF or a photo; raises DocumentError when it cannot be read at all
    read_text(text, today)       the same from a text, row by row
    read_pasted(text, today)     the same when the text is a quote that was copied; None for a sentence

Nothing is kept, and nothing leaves the machine. The files are opened by programs that may do nothing else.
"""

from quote_reading.documents import read_bytes, read_document
from quote_reading.paper import DocumentError
from quote_reading.pasted import Pasted, read_pasted, read_text
from quote_reading.result import (
    LINE_FIELDS,
    Box,
    Charge,
    Doubt,
    LeftAside,
    Line,
    NotAQuote,
    Picture,
    Place,
    Reading,
    Stay,
    Value,
    Why,
)

__all__ = [
    "LINE_FIELDS",
    "Box",
    "Charge",
    "DocumentError",
    "Doubt",
    "LeftAside",
    "Line",
    "NotAQuote",
    "Pasted",
    "Picture",
    "Place",
    "Reading",
    "Stay",
    "Value",
    "Why",
    "read_bytes",
    "read_document",
    "read_pasted",
    "read_text",
]
