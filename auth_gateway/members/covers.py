"""The names of guarantees, as the engine's catalogue holds them."""

import quote_engine


def label_of(guarantee_id: str) -> str:
    """Return the label that a member recognises; the identifier itself for a guarantee that is no longer known."""
    find_guarantee = getattr(quote_engine, "find_guarantee", None)
    guarantee = find_guarantee(guarantee_id) if find_guarantee else None
    return str(guarantee["label"]) if guarantee is not None else guarantee_id
