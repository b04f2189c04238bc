"""What « Réessayer » sends again: the message that failed, sealed, for a quarter of an hour.

A client that keeps the failed message simply sends it again. This is for one that presses the button by its id: the
press is the same message again, under its first id, hence without a second effect.
"""

from auth_gateway.platform.crypto import UnsealError
from auth_gateway.platform.sealing import seal_json, unseal_json
from auth_gateway.services import ServiceSet

SECONDS = 15 * 60


def remember(services: ServiceSet, conversation_id: str, body: dict[str, str]) -> None:
    sealed = seal_json(services.cipher, body, f"retry:{conversation_id}")
    services.redis.set(f"retry:{conversation_id}", sealed, ex=SECONDS)


def recall(services: ServiceSet, conversation_id: str) -> dict[str, str] | None:
    sealed = services.redis.get(f"retry:{conversation_id}")
    if not isinstance(sealed, bytes):
        return None
    try:
        body: dict[str, str] = unseal_json(services.cipher, sealed, f"retry:{conversation_id}")
    except UnsealError:
        return None
    return body
