"""The YAML cases of tests/cases: a sentence, a quote, the expected amounts."""

import pathlib
from collections.abc import Iterator
from typing import Any

from wording.yaml_text import load_yaml

CASES = pathlib.Path(__file__).resolve().parents[1] / "cases"


def engine_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each case with a name that tells its file."""
    for file in sorted(CASES.glob("*.yml")):
        for case in load_yaml(file.read_text(encoding="utf-8")):
            yield f"{file.stem}: {case['name']}", case
