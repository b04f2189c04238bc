"""Where on the body an act is done: acts on different limbs, or on a limb and elsewhere, count otherwise together."""

import functools
from collections.abc import Mapping

from quote_engine.data_files import read_yaml
from quote_engine.money import REMEMBERED
from quote_engine.nomenclature.acts import FOLDER

LIMBS = frozenset({"upper_limb", "lower_limb"})
ANYWHERE = "anywhere"


@functools.lru_cache(REMEMBERED)
def region_of(code: str) -> str | None:
    """Give the part of the body of a CCAM code: head, trunk, a limb, or anywhere. None: not known."""
    known = _regions()
    return next((known[code[:size]] for size in range(len(code), 0, -1) if code[:size] in known), None)


@functools.cache
def _regions() -> Mapping[str, str]:
    return {start: region for region, starts in read_yaml(FOLDER / "regions.yml").items() for start in starts}
