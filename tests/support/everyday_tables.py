"""Tables of everyday names, and how many of them find their act."""

import datetime as dt
import pathlib
from typing import Any

from quote_engine import search_acts
from quote_engine.nomenclature.acts import all_acts
from wording.yaml_text import load_yaml

Json = dict[str, Any]
DAY = dt.date(2026, 6, 1)
TABLES = pathlib.Path(__file__).resolve().parents[1] / "quote_engine"
FIRST_TWO = 2


def everyday_table(name: str) -> list[Json]:
    rows: list[Json] = load_yaml((TABLES / name).read_text(encoding="utf-8"))
    return rows


def is_right(row: Json) -> bool:
    """Tell whether a right act comes first or second; none at all where no right act is built in."""
    found = [match.act.code for match in search_acts(row["said"], DAY, row.get("family"))]
    right = {code for code in row.get("acts", ()) if code in all_acts()}
    return bool(right.intersection(found[:FIRST_TWO])) if right else not found
