"""A page of a mutuelle, of another origin and strict about what it loads, that holds the member's space by one tag."""

import contextlib
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

from tests.support.loopback import QuietHandler, serving

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Ma mutuelle</title></head>
<body><main><h1>Ma mutuelle</h1></main><script src="{service}/integration.js" defer></script></body></html>
"""
POLICY = "default-src 'none'; script-src {service}; frame-src {service}; base-uri 'none'; frame-ancestors 'none'"


@contextlib.contextmanager
def embedding_pages() -> Iterator[ThreadingHTTPServer]:
    """Serve the page on a free port; whose service it embeds is said by its attribute `service` once that is known."""

    class Handler(QuietHandler):
        def do_GET(self) -> None:  # noqa: N802  the base class's name
            service = server.service  # type: ignore[attr-defined]
            content = PAGE.format(service=service).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Security-Policy", POLICY.format(service=service))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    with serving(Handler) as server:
        yield server
