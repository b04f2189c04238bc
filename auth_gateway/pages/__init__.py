"""What people see in a browser: HTML routes over the services, the styles and scripts beside them."""

import os

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from auth_gateway.pages import (
    account,
    canned,
    closing,
    consents,
    console,
    contact,
    data_rights,
    demo,
    desk,
    desk_case,
    desk_copy,
    documents,
    email_change,
    embedding,
    errors,
    exchanges,
    exports,
    feeds,
    figures,
    given_to_scripts,
    passwords,
    quote_form,
    quotes,
    registration,
    representatives,
    review,
    signin,
    space,
)
from auth_gateway.pages.rendering import WEB, Pages

__all__ = ["install", "router"]

router = APIRouter()
for each in (
    signin.router,
    passwords.router,
    registration.router,
    account.router,
    closing.router,
    consents.router,
    data_rights.router,
    email_change.router,
    exports.router,
    representatives.router,
    space.router,
    quote_form.router,
    contact.router,
    exchanges.router,
    desk.router,
    desk_case.router,
    desk_copy.router,
    review.router,
    figures.router,
    canned.router,
    quotes.router,
    documents.router,
    console.router,
    feeds.router,
    demo.router,
    given_to_scripts.router,
    embedding.router,
):
    router.include_router(each)


class _Revalidated(StaticFiles):
    """Files that browsers keep but ask about at each use: a new release never mixes with the scripts of the last."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        answer = super().file_response(full_path, stat_result, scope, status_code)
        answer.headers["Cache-Control"] = "no-cache"
        return answer


def install(app: FastAPI) -> None:
    """Add what the routes need: templates, static files, errors as pages; after `platform.errors.install`."""
    app.state.pages = Pages()
    # Only these are compressed: beside the secrets of a page, what is typed could be guessed from the length.
    app.mount("/static", GZipMiddleware(_Revalidated(directory=WEB / "static")), name="static")
    errors.install(app)
