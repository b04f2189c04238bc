"""What the engine refuses to compute, each with its reason: a line says why, the others keep their figures."""

from collections.abc import Sequence
from typing import NamedTuple

from wording import words


class Limit(NamedTuple):
    """One thing that is refused, and in French why."""

    name: str
    reason: str


def limits() -> Sequence[Limit]:
    """Give every limit, in the order of `wording/limits.yml`."""
    return [Limit(name, reason) for name, reason in words("limits", "not_computed").items()]
