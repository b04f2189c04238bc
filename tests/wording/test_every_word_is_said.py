"""No text waits in `wording/` for code that is gone: the key of each stands in some source."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from wording import Tree, tree

ROOT = Path(__file__).parents[2]
FOLDERS = ("quote_engine", "quote_draft", "quote_reading", "actions", "auth_gateway", "ops", "web")
TOPICS = sorted(file.stem for file in (ROOT / "wording").glob("*.yml"))
KEY = re.compile(r"\w+")
GIVEN_WHOLE = {"always", "conditions", "invalid_value", "not_computed"}
"""Tables of which code takes whatever they hold; acts name their conditions in YAML."""


def keys_of(table: Tree) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, str) or value.keys() == {"one", "many"}:
            yield key
        elif key not in GIVEN_WHOLE:
            yield from keys_of(value)


@pytest.fixture(scope="module")
def named() -> frozenset[str]:
    sources = (
        path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*") if path.suffix in {".py", ".js", ".typ"}
    )
    return frozenset(name for path in sources for name in KEY.findall(path.read_text(encoding="utf-8")))


def is_said(key: str, named: frozenset[str]) -> bool:
    """Find a key in the sources, whole or put together: f"cover_{kind}", f"{field}_unknown", a status, a month."""
    parts = key.split("_")
    begun = ["_".join(parts[:n]) + "_" for n in range(1, len(parts))]
    ended = ["_" + "_".join(parts[n:]) for n in range(1, len(parts))]
    return key.isdecimal() or set(KEY.findall(key)) <= named or not named.isdisjoint([*begun, *ended])


@pytest.mark.parametrize("topic", TOPICS)
def test_every_text_is_said_by_somebody(topic: str, named: frozenset[str]) -> None:
    assert [key for key in keys_of(tree(topic)) if not is_said(key, named)] == []
