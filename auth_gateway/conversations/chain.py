"""The chain of a conversation's messages: one changed, moved, added or taken away afterwards shows (N9).

Each message's digest covers its number, sender, instant and body, each with its length before it, and the digest of
the message before. The body holds random bytes of its own, sealed with it: without them, a digest would tell whoever
reads the database which of a few likely words was said. The head of the chain is noted in the audit chain when the
conversation is handed over.
"""

import datetime as dt
import hashlib
import json
from typing import Any

Json = dict[str, Any]

BEGINNING = "0" * 64


def digest_of(previous: str, seq: int, sender: str, at: dt.datetime, body: Json) -> str:
    """Return the digest of a message as hexadecimal; `body` is the JSON value that rests sealed, `salt` included."""
    instant = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256()
    for fact in (previous, str(seq), sender, instant, canonical):
        encoded = fact.encode()
        digest.update(len(encoded).to_bytes(4) + encoded)
    return digest.hexdigest()
