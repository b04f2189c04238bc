"""What « Réessayer » sends again: the message that failed, sealed, for a quarter of an hour.

A client that keeps the failed message simply sends it again. This is for one that presses the button by its id: the
press is the same message again, under its first id, hence without a second effect.
"""

from redis import Redis

from auth_gateway.platform.crypto import Cipher, UnsealError
from auth_gateway.platform.sealing import seal_json, unseal_json

SECONDS = 15 * 60


def remember(redis: Redis, cipher: Cipher, conversation_id: str, body: dict[str, str]) -> None:
    sealed = seal_json(cipher, body, f"retry:{conversation_id}")
    redis.set(f"retry:{conversation_id}", sealed, ex=SECONDS)


def recall(redis: Redis, cipher: Cipher, conversation_id: str) -> dict[str, str] | None:
    sealed = redis.get(f"retry:{conversation_id}")
    if not isinstance(sealed, bytes):
        return None
    try:
        body: dict[str, str] = unseal_json(cipher, sealed, f"retry:{conversation_id}")
    except UnsealError:
        return None
    return body
