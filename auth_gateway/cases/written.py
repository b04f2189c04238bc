"""What is written in a case, by either side: fields as JSON, or the same fields as a form with files beside them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import FormData

from auth_gateway.cases.files import FILES_AT_ONCE
from auth_gateway.dependencies import sent_file
from auth_gateway.files import FILE_BYTES, SentFile
from auth_gateway.shares import UploadPlace

Json = dict[str, Any]
Fields = TypeVar("Fields", bound=BaseModel)

FORM_BYTES = FILES_AT_ONCE * FILE_BYTES + 64 * 1024  # the files, and the form around them
FILES_SCHEMA: Json = {"type": "array", "items": {"type": "string", "format": "binary"}, "maxItems": FILES_AT_ONCE}
_BESIDE = frozenset({"file", "csrf_token"})  # of a form, and no field of what is written


class Text(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str


@dataclass(frozen=True)
class Written(Generic[Fields]):
    """What was written, with the files that came with it."""

    fields: Fields
    files: list[SentFile]


def reading(fields: type[Fields]) -> Callable[[Request], Awaitable[Written[Fields]]]:
    """Return the dependency that reads these fields; a call names it after who is calling, who is checked first."""

    async def read(request: Request) -> Written[Fields]:
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            async with request.form() as form:  # limited where the CSRF token was read
                texts = {name: value for name, value in form.items() if name not in _BESIDE}
                return Written(_checked(lambda: fields.model_validate(texts)), await files_of(form))
        body = await request.body()
        return Written(_checked(lambda: fields.model_validate_json(body)), [])

    return read


def taking_files(fields: type[BaseModel]) -> Json:
    """Return what a route declares that takes these fields, and files: their size, a place to send, the description."""
    return {"openapi_extra": _described(fields), "max_body_size": FORM_BYTES, "dependencies": [UploadPlace]}


def _described(fields: type[BaseModel]) -> Json:
    """Describe both ways of writing these fields, for the published description."""
    schema = fields.model_json_schema()
    form = {**schema, "properties": {**schema["properties"], "file": FILES_SCHEMA}}
    content = {"application/json": {"schema": schema}, "multipart/form-data": {"schema": form}}
    return {"requestBody": {"required": True, "content": content}}


def _checked(read: Callable[[], Fields]) -> Fields:
    """Refuse what does not fit as the framework refuses a body that comes in one way only."""
    try:
        return read()
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


async def sent_files(request: Request) -> list[SentFile]:
    """Read the files of a page's form; its fields are read by their names."""
    async with request.form() as form:
        return await files_of(form)


async def files_of(form: FormData) -> list[SentFile]:
    files = [await sent_file(part) for part in form.getlist("file")]
    return [file for file in files if file is not None]
