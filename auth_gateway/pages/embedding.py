"""The script by which a page of the mutuelle holds the member's space: none unless an operator names one."""

import json

from fastapi import APIRouter, Response

from auth_gateway.dependencies import Services
from auth_gateway.pages.rendering import WEB
from auth_gateway.platform.errors import not_found
from wording import words

router = APIRouter(include_in_schema=False)


@router.get("/integration.js")
def script(services: Services) -> Response:
    """Serve the element with its words and the origins that may hold the space; elsewhere it only opens a window."""
    origins = services.settings.embedding_origins
    if not origins:
        raise not_found()
    source = (WEB / "static" / "js" / "embed.js").read_text(encoding="utf-8")
    given = json.dumps({"words": dict(words("embedding")), "pages": origins}, ensure_ascii=False)
    headers = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "no-cache"}
    return Response(
        f"(({{ words, pages }}) => {{\n{source}}})({given});\n", media_type="text/javascript", headers=headers
    )
