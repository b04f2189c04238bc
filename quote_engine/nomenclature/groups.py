"""What an official group of acts is for the engine: family, nature, dental basket, proper benefit."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from quote_engine.data_files import check_keys, read_yaml, short_name
from quote_engine.errors import DataFileError
from quote_engine.nomenclature.acts import BASKETS, FAMILIES, FOLDER, NATURES


@dataclass(frozen=True, slots=True)
class Group:
    family: str
    nature: str
    basket: str | None = None
    benefit: str | None = None


@functools.cache
def all_groups() -> Mapping[str, Group]:
    """Read groups.yml, once."""
    file = FOLDER / "groups.yml"
    name = short_name(file)
    groups = {}
    for key, raw in read_yaml(file).items():
        check_keys(name, key, raw, {"family", "nature"}, {"basket", "benefit"})
        group = Group(**raw)
        if group.family not in FAMILIES or group.nature not in NATURES or group.basket not in {None, *BASKETS}:
            raise DataFileError(name, key, "an accepted family, nature and basket are expected; see acts.py")
        groups[key] = group
    return groups
