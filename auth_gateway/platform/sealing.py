"""JSON values that rest sealed: one place to turn a value into sealed bytes and back."""

import json
from typing import Any

from auth_gateway.platform.crypto import Cipher


def seal_json(cipher: Cipher, value: Any, place: str) -> bytes:
    """Seal one JSON value for one place, written `table.column:row_id`."""
    return cipher.seal_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), place)


def unseal_json(cipher: Cipher, sealed: bytes, place: str) -> Any:
    return json.loads(cipher.unseal_text(sealed, place))
