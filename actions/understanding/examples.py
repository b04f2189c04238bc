"""The examples of the intent model, for what else is learnt from what members say."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Collection

from wording.yaml_text import load_yaml

_FOLDER = pathlib.Path(__file__).parents[2] / "nlu_data"
_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


def examples_of(intents: Collection[str]) -> list[str]:
    """Return the examples of some intents in nlu_data, without their marks.

    Raises FileNotFoundError where the folder is not there: what is learnt without it would understand less, unseen.
    """
    if not _FOLDER.is_dir():
        raise FileNotFoundError(f"the examples of the intents are missing: {_FOLDER}")
    blocks = [
        block
        for file in sorted(_FOLDER.glob("*.yml"))
        for block in load_yaml(file.read_text(encoding="utf-8"))["nlu"]
        if block.get("intent") in intents
    ]
    lines = [line for block in blocks for line in block["examples"].splitlines()]
    return [_MARKED.sub(r"\1", line.removeprefix("- ")) for line in lines]
