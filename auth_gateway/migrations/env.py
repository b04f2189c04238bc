"""Alembic's entry: the models of every noun, and the connection that `migrate` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Enum

from auth_gateway.models import Base
from auth_gateway.platform.db import UtcDateTime


def render_item(kind: str, item: Any, _autogen_context: object) -> str | Literal[False]:
    """Write columns in plain SQL types: an old migration must not change when our classes do."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


def run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
