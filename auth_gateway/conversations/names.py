"""First names stay here: the assistant sees `{id}` where the member wrote a dependant's first name.

`hide` works on what the member types, whatever the case and the accents; `reveal` on everything that comes back.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

_ACCENTED = {
    "a": "aàâäáã", "c": "cç", "e": "eéèêë", "i": "iîïíì", "n": "nñ", "o": "oôöóò", "u": "uùûüú", "y": "yÿý",
}  # fmt: skip
_MARK = re.compile(r"\{([0-9a-f]{32})\}")


def hide(text: str, first_names: Mapping[str, str]) -> str:
    """Replace each dependant's first name (by id) with `{id}`; two dependants of one name are left to be asked."""
    written = Counter(_plain(name) for name in first_names.values())
    # Longest first: « Jean-Pierre » is not « Jean » followed by something.
    for person_id, name in sorted(first_names.items(), key=lambda item: -len(item[1])):
        if written[_plain(name)] == 1 and name.strip():
            text = re.sub(rf"(?<![\w{{]){_pattern(name)}(?!\w)", f"{{{person_id}}}", text, flags=re.IGNORECASE)
    return text


def reveal(value: Any, first_names: Mapping[str, str]) -> Any:
    """Put the first names back in every text of a JSON value."""
    if not first_names:
        return value
    if isinstance(value, str):
        return _MARK.sub(lambda mark: first_names.get(mark.group(1), mark.group(0)), value)
    if isinstance(value, Mapping):
        return {key: reveal(each, first_names) for key, each in value.items()}
    if isinstance(value, list):
        return [reveal(each, first_names) for each in value]
    return value


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("’", "'")


def _pattern(name: str) -> str:
    return "".join(_letter(char) for char in _plain(name))


def _letter(char: str) -> str:
    if char in " -'":
        return r"[\s\-'’]+"
    if char in _ACCENTED:
        return f"[{_ACCENTED[char]}][\u0300-\u036f]*"
    return re.escape(char)
