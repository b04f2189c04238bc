"""Requests made from the description of the interface: mostly as it asks, here and there something odd.

The choice is a seeded one, so that a run is the same as the last, and as long: so many requests for each operation.
"""

import copy
import json
import random
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

Json = dict[str, Any]

ODD_TEXTS = (
    "", " ", "\x00", "\ud800", "é" * 300, "x" * 5000, "9" * 400, "\r\nSet-Cookie: a=b", "../../etc/passwd", "%00",
    "' OR 1=1 --", "<b>", "{{ 7 * 7 }}", "١٢٣٤", "\u202e\u0301", "null", "-1", "1e400", "2026-02-30", "0001-01-01",
    "9999-12-31",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    *ODD_TEXTS, None, True, -1, 0, 2**31, 2**63, 10**400, 1e308, [], {}, [[[]]], {"": None},
)  # fmt: skip
ODD_ONE_IN = 8


def description(app: FastAPI) -> Json:
    """Describe every route of the application, the pages and their forms too, which `/openapi.json` does not tell."""
    routes = [copy.copy(route) for route in _routes(app.routes)]
    for route in routes:
        route.include_in_schema = True
    return get_openapi(title=app.title, version=app.version, routes=routes)


def _routes(routes: Iterable[Any]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from _routes(route.original_router.routes)


@dataclass(frozen=True)
class Made:
    method: str
    path: str
    content: bytes | None = None
    kind: str | None = None


class Requests:
    """Makes requests of one application; `known` are texts that exist there: ids, addresses, the password."""

    def __init__(self, document: Json, known: Sequence[str], seed: str) -> None:
        self._schemas = document["components"]["schemas"]
        self._paths = document["paths"]
        self._known = known
        self._pick = random.Random(seed)  # noqa: S311  requests that are the same at each run

    def of_each_operation(self, how_many: int) -> Iterator[Made]:
        for path, methods in self._paths.items():
            for method, operation in methods.items():
                for _ in range(how_many):
                    yield self._made(method, path, operation)

    def _made(self, method: str, path: str, operation: Json) -> Made:
        named, asked = {}, {}
        for each in operation.get("parameters", []):
            if each["in"] == "path":
                named[each["name"]] = self._value(each["schema"])
            elif each["in"] == "query" and self._pick.random() < 0.5:
                asked[each["name"]] = self._value(each["schema"])
        address = _address(path, named, asked)
        content = operation.get("requestBody", {}).get("content", {})
        kind = next(iter(content), None)
        if kind is None:
            return Made(method, address)
        return Made(method, address, *WRITERS[kind](self._value(content[kind]["schema"])))

    def _value(self, schema: Json) -> Any:
        """Return a value of a schema, now and then anything at all."""
        if self._pick.randrange(ODD_ONE_IN) == 0:
            return self._pick.choice(ODD_VALUES)
        if "$ref" in schema:
            return self._value(self._schemas[schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return self._value(self._pick.choice(schema["anyOf"]))
        if "enum" in schema:
            return self._pick.choice(schema["enum"])
        makers: dict[str, Callable[[Json], Any]] = {
            "object": self._object,
            "array": self._array,
            "string": self._text,
            "integer": self._integer,
            "boolean": lambda _asked: self._pick.random() < 0.7,
            "null": lambda _asked: None,
        }
        make = makers.get(schema.get("type", ""))
        return make(schema) if make else self._pick.choice(ODD_VALUES)

    def _integer(self, schema: Json) -> int:
        return self._pick.randint(int(schema.get("minimum", -(2**31))), int(schema.get("maximum", 2**31 - 1)))

    def _array(self, schema: Json) -> list[Any]:
        least, most = schema.get("minItems", 0), min(schema.get("maxItems", 3), 3)
        return [self._value(schema["items"]) for _ in range(self._pick.randint(least, max(least, most)))]

    def _object(self, schema: Json) -> Json:
        required = schema.get("required", [])
        fields = schema.get("properties", {}).items()
        return {name: self._value(each) for name, each in fields if name in required or self._pick.random() < 0.5}

    def _text(self, schema: Json) -> str:
        if schema.get("format") == "date":
            return self._pick.choice(["1980-04-02", "2026-11-21", "2026-12-05"])
        return self._pick.choice(self._known if self._pick.random() < 0.7 else ODD_TEXTS)


def _address(path: str, named: Json, asked: Json) -> str:
    for name, value in named.items():
        path = path.replace(f"{{{name}}}", _quoted(value) or "-")
    query = "&".join(f"{name}={_quoted(value)}" for name, value in asked.items())
    return f"{path}?{query}" if query else path


def _quoted(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return urllib.parse.quote(text.encode("utf-8", "surrogatepass"), safe="")


def _json(body: Any) -> tuple[bytes, str]:
    return json.dumps(body).encode(), "application/json"


def _fields(body: Any) -> tuple[bytes, str]:
    """Write a plain form; a value that is no text is written as JSON."""
    fields = body.items() if isinstance(body, dict) else ()
    written = "&".join(f"{name}={_quoted(value)}" for name, value in fields)
    return written.encode(), "application/x-www-form-urlencoded"


def _form(body: Any) -> tuple[bytes, str]:
    """Write a form with files as a browser does, whatever its fields hold."""
    parts = []
    for name, value in body.items() if isinstance(body, dict) else ():
        named = f'; filename="{name}.pdf"' if name in {"file", "files"} else ""
        text = value if isinstance(value, str) else json.dumps(value)
        head = f'--odd\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
        parts.append(head.encode() + text.encode("utf-8", "surrogatepass") + b"\r\n")
    return b"".join(parts) + b"--odd--\r\n", "multipart/form-data; boundary=odd"


WRITERS = {
    "application/json": _json,
    "application/x-www-form-urlencoded": _fields,
    "multipart/form-data": _form,
}
