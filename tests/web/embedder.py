"""A page of a mutuelle, of another origin and strict about what it loads, that holds the member's space by one tag."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Ma mutuelle</title></head>
<body><main><h1>Ma mutuelle</h1></main><script src="{service}/integration.js" defer></script></body></html>
"""
POLICY = "default-src 'none'; script-src {service}; frame-src {service}; base-uri 'none'; frame-ancestors 'none'"


@contextlib.contextmanager
def embedding_pages() -> Iterator[ThreadingHTTPServer]:
    """Serve the page on a free port; whose service it embeds is said by its attribute `service` once that is known."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service = server.service  # type: ignore[attr-defined]
            content = PAGE.format(service=service).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Security-Policy", POLICY.format(service=service))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
            """Keep the test's output to the test."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
