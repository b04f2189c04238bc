"""What the worker does of this noun: the edge that opens the transaction, as a route does."""

from typing import Any

from auth_gateway.passwords import service
from auth_gateway.services import ServiceSet


def send_reset(services: ServiceSet, facts: dict[str, Any]) -> None:
    with services.db.session() as db:
        service.send_reset(db, services.outbox, services.settings, facts["email"], services.clock.now())
