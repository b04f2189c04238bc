"""The word lists of words.yml, read once."""

from functools import cache
from pathlib import Path

import yaml


@cache
def words(name: str) -> frozenset[str]:
    lists = yaml.safe_load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
    return frozenset(lists[name].split())
