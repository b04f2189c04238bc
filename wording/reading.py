"""Reads a topic's file once, strictly: a fault names the file, the key and the accepted form.

The files are written with the keyboard's space and apostrophe; French typography is set here, once for all.
"""

import functools
import pathlib
import string
from collections.abc import Mapping
from typing import Any, TypeAlias

import yaml

from wording.yaml_text import load_yaml

FOLDER = pathlib.Path(__file__).parent
NARROW_SPACE = "\u202f"
MARKS_AFTER_A_SPACE = ";:!?»%€"

Tree: TypeAlias = Mapping[str, "str | Tree"]


class WordingError(Exception):
    """A text that is not there, not in the accepted form, or not said with its variables: a fault of ours."""

    def __init__(self, topic: str, keys: tuple[str, ...], message: str) -> None:
        super().__init__(f"wording/{topic}.yml: {'.'.join(keys) or '(file)'}: {message}")


@functools.cache
def read_topic(topic: str) -> Tree:
    """Give everything a topic holds: tables by key, down to the texts."""
    file = FOLDER / f"{topic}.yml"
    if not file.is_file():
        known = ", ".join(sorted(each.stem for each in FOLDER.glob("*.yml")))
        raise WordingError(topic, (), f"there is no such topic; known: {known}")
    return read(topic, file.read_text(encoding="utf-8"))


def read(topic: str, content: str) -> Tree:
    """Read the content of one file."""
    try:
        loaded = load_yaml(content)
    except yaml.YAMLError as error:
        raise WordingError(topic, (), f"this is not YAML: {error}") from error
    if not isinstance(loaded, dict):
        raise WordingError(topic, (), "a table of texts is expected")
    return _table(topic, (), loaded)


def _table(topic: str, keys: tuple[str, ...], raw: Mapping[Any, Any]) -> Tree:
    found: dict[str, str | Tree] = {}
    for key, value in raw.items():
        if not isinstance(key, str):
            raise WordingError(topic, (*keys, str(key)), f"the key {key!r} is not a text; write it between quotes")
        where = (*keys, key)
        if isinstance(value, dict):
            found[key] = _table(topic, where, value)
        elif isinstance(value, str):
            _check_variables(topic, where, value)
            found[key] = typographic(value)
        else:
            raise WordingError(topic, where, f"{value!r} is neither a text nor a table; write a text between quotes")
    return found


def _check_variables(topic: str, keys: tuple[str, ...], text: str) -> None:
    try:
        named = list(string.Formatter().parse(text))
    except ValueError as error:
        raise WordingError(topic, keys, f"the braces do not match: {error}") from error
    for _, name, form, conversion in named:
        if name is not None and (not name.isidentifier() or form or conversion):
            raise WordingError(topic, keys, f"a variable is a name between braces, {{amount}}; found {{{name}}}")


@functools.cache
def variables(text: str) -> frozenset[str]:
    """Name the variables of a text."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def typographic(text: str) -> str:
    """Set the narrow no-break spaces and the typographic apostrophe that French asks for."""
    for mark in MARKS_AFTER_A_SPACE:
        text = text.replace(f" {mark}", f"{NARROW_SPACE}{mark}")
    return text.replace("« ", f"«{NARROW_SPACE}").replace("'", "’")
