"""Text as it reads: without the controls that turn its direction, with which « =1+1 » is shown as « 1+1= »."""

import re

_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks, embeddings, overrides and isolates of the bidirectional algorithm (Unicode, annex 9, 2)."""


def one_way(text: str) -> str:
    """Return the text without them: nothing that is written in French needs one."""
    return _CONTROLS.sub("", text)
