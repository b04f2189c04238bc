"""The words of the scripts and the fields of a quote, as modules beside them: the scripts hold neither."""

import hashlib
import json
from typing import Any

from fastapi import APIRouter, Request, Response

from quote_draft import fields_json
from wording import tree

WHOLE = ("names", "fields", "conversation", "panel", "handover", "session")
IN_PART = {
    "estimate": ("stay",),
    "estimate_page": (
        "title", "heading", "range", "same_everywhere", "alternative", "lines", "stay", "total_of_quote", "tooth",
        "named", "hypotheses", "notices", "explained", "limits", "always", "nothing_used", "actions",
    ),
    "problems": ("nothing_to_send",),
}  # fmt: skip
"""The topics that scripts say, and what they say of others."""

router = APIRouter(include_in_schema=False)


def module() -> bytes:
    """Give the source of `words.js`: topic → tables → texts."""
    topics: dict[str, Any] = {topic: tree(topic) for topic in WHOLE}
    topics |= {topic: {key: tree(topic)[key] for key in keys} for topic, keys in IN_PART.items()}
    return _source(topics)


@router.get("/static/js/words.js")
def words_module(request: Request) -> Response:
    return _served(module(), request)


@router.get("/static/js/quote_fields.js")
def fields_module(request: Request) -> Response:
    return _served(_source(fields_json()), request)


def _source(content: Any) -> bytes:
    return f"export default {json.dumps(content, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _served(source: bytes, request: Request) -> Response:
    """Serve a module as the other scripts are: kept by browsers, asked about at each use."""
    tag = f'"{hashlib.sha256(source).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(source, media_type="text/javascript", headers=headers)
