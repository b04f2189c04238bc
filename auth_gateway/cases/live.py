"""Waking up whoever watches the desk, or their own cases, through Redis: a hint only, nothing of what a case says."""

import contextlib
import json

from redis import Redis
from redis.exceptions import RedisError

from auth_gateway.cases.models import Case, EventKind

CHANNEL = "desk"


def member_channel(person_id: str) -> str:
    return f"cases:{person_id}"


def changed(redis: Redis, case: Case, kind: EventKind, by: str | None = None) -> None:
    """Tell of a step, once its transaction has committed; `by` is an account of the desk, None the member."""
    hint = {
        "kind": kind,
        "case": case.id,
        "reference": case.reference,
        "mutuelle": case.mutuelle_id,
        "assignee": case.assignee_id,
        "by": by,
    }
    with contextlib.suppress(RedisError):  # what was written stays written: lists are read from the database
        redis.publish(CHANNEL, json.dumps(hint))
        redis.publish(member_channel(case.person_id), json.dumps({"case": case.id}))
