"""What an official group of acts is for the engine: family, nature, dental basket, proper benefit."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from quote_engine.contract.benefits import ACT_BENEFITS, BASKETS
from quote_engine.contract.natures import NATURES
from quote_engine.data_files import check_keys, read_yaml, short_name
from quote_engine.errors import DataFileError
from quote_engine.nomenclature.acts import FAMILIES, FOLDER


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
        known = group.family in FAMILIES and group.nature in NATURES and group.basket in {None, *BASKETS}
        if not known or group.benefit not in {None, *ACT_BENEFITS}:
            raise DataFileError(name, key, "an accepted family, nature, basket and benefit are expected")
        groups[key] = group
    return groups
