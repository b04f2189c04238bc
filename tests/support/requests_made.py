"""Requests made from the description of the interface: mostly as it asks, here and there something odd."""

import copy
import json
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Json = dict[str, Any]

ODD_TEXTS = (
    "", " ", "\x00", "\ud800", "é" * 300, "x" * 5000, "9" * 400, "\r\nSet-Cookie: a=b", "../../etc/passwd", "%00",
    "' OR 1=1 --", "<b>", "{{ 7 * 7 }}", "١٢٣٤", "\u202e\u0301", "null", "-1", "1e400", "2026-02-30", "0001-01-01",
    "9999-12-31",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (None, True, -1, 0, 2**31, 2**63, 10**400, 1e308, [], {}, [[[]]], {"": None})

anything = st.one_of(st.sampled_from(ODD_VALUES), st.sampled_from(ODD_TEXTS), st.text(max_size=20))


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

    def __init__(self, document: Json, known: Sequence[str]) -> None:
        self._schemas = document["components"]["schemas"]
        self._known = st.sampled_from(known)
        self._operations = [
            (method, path, operation)
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        ]

    def any(self) -> SearchStrategy[Made]:
        return st.sampled_from(self._operations).flatmap(lambda each: self._of(*each))

    def _of(self, method: str, path: str, operation: Json) -> SearchStrategy[Made]:
        parameters = operation.get("parameters", [])
        named = {each["name"]: self._value(each["schema"]) for each in parameters if each["in"] == "path"}
        asked = {each["name"]: self._value(each["schema"]) for each in parameters if each["in"] == "query"}
        content = operation.get("requestBody", {}).get("content", {})
        kind = next(iter(content), None)
        body = self._value(content[kind]["schema"]) if kind else st.none()
        address = st.builds(
            _address, st.just(path), st.fixed_dictionaries(named), st.fixed_dictionaries({}, optional=asked)
        )
        if kind is None:
            return st.builds(Made, st.just(method), address)
        write = WRITERS[kind]
        written = st.one_of(body, body, body, anything).map(write)
        return st.builds(lambda address, written: Made(method, address, *written), address, written)

    def _value(self, schema: Json) -> SearchStrategy[Any]:
        """Return values of a schema, one in eight of which is anything at all."""
        proper = self._proper(schema)
        return st.integers(0, 7).flatmap(lambda number: proper if number else anything)

    def _proper(self, schema: Json) -> SearchStrategy[Any]:
        if "$ref" in schema:
            return self._proper(self._schemas[schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return st.one_of(*(self._proper(each) for each in schema["anyOf"]))
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        makers: dict[str, Callable[[Json], SearchStrategy[Any]]] = {
            "object": self._object,
            "array": self._array,
            "string": self._text,
            "integer": lambda asked: st.integers(asked.get("minimum", -(2**31)), asked.get("maximum", 2**31 - 1)),
            "boolean": lambda _asked: st.booleans(),
            "null": lambda _asked: st.none(),
        }
        make = makers.get(schema.get("type", ""))
        return make(schema) if make else anything

    def _array(self, schema: Json) -> SearchStrategy[Any]:
        most = min(schema.get("maxItems", 3), 3)
        return st.lists(self._value(schema["items"]), min_size=schema.get("minItems", 0), max_size=most)

    def _object(self, schema: Json) -> SearchStrategy[Any]:
        required = set(schema.get("required", []))
        fields = {name: self._value(each) for name, each in schema.get("properties", {}).items()}
        return st.fixed_dictionaries(
            {name: each for name, each in fields.items() if name in required},
            optional={name: each for name, each in fields.items() if name not in required},
        )

    def _text(self, schema: Json) -> SearchStrategy[str]:
        if schema.get("format") == "date":
            return st.dates().map(str)
        texts = [self._known, st.sampled_from(ODD_TEXTS)]
        if "pattern" in schema:
            texts.append(st.from_regex(str(schema["pattern"])))
        return st.one_of(*texts)


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
