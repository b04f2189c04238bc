"""What scripts are given, as a module beside them: the words that they say, and the table of a quote's fields."""

import functools
import gzip
import hashlib
import json
from typing import Any

from fastapi import APIRouter, Request, Response

from quote_draft import fields_json
from wording import tree

WHOLE = ("names", "fields", "conversation", "panel", "handover", "session", "teeth", "desk_keys", "desk_live", "paper")
IN_PART = {
    "estimate": ("charges",),
    "estimate_page": ("left", "replaced", "actions"),
    "problems": ("nothing_to_send",),
    "quote_reading": ("doubts", "left_aside"),
}  # fmt: skip
"""The topics that scripts say, and what they say of others."""

router = APIRouter(include_in_schema=False)


def words_given() -> dict[str, Any]:
    """Give topic → tables → texts."""
    whole: dict[str, Any] = {topic: tree(topic) for topic in WHOLE}
    return whole | {topic: {key: tree(topic)[key] for key in keys} for topic, keys in IN_PART.items()}


@functools.cache
def module() -> bytes:
    """Give the source of `given.js`."""
    given = {"WORDS": words_given(), "FIELDS": fields_json()}
    lines = (f"export const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in given.items())
    return "".join(lines).encode()


@functools.cache
def _compressed() -> bytes:
    return gzip.compress(module(), mtime=0)


@router.get("/static/js/given.js")
def given(request: Request) -> Response:
    """Serve it as the other scripts are: kept by browsers, asked about at each use."""
    source = module()
    tag = f'"{hashlib.sha256(source).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        source = _compressed()
    return Response(source, media_type="text/javascript", headers=headers)
