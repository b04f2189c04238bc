"""The names of guarantees, as the engine's catalogue holds them."""

from quote_engine import find_guarantee


def label_of(guarantee_id: str) -> str:
    """Return the label that a member recognises; the identifier itself for a guarantee that is no longer known."""
    guarantee = find_guarantee(guarantee_id)
    return str(guarantee["label"]) if guarantee is not None else guarantee_id
