"""The application that members and advisors reach: routers of the nouns, errors, headers. Built on demand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp

from auth_gateway import health, pages
from auth_gateway.acts.routes import router as acts_router
from auth_gateway.analyses.routes import router as analyses_router
from auth_gateway.cases.routes import router as cases_router
from auth_gateway.closings.routes import router as closings_router
from auth_gateway.console.routes import router as console_router
from auth_gateway.conversations.routes import router as conversations_router
from auth_gateway.data_rights.routes import router as data_rights_router
from auth_gateway.demo.routes import router as demo_router
from auth_gateway.documents.routes import router as documents_router
from auth_gateway.email_changes.routes import router as email_changes_router
from auth_gateway.exports.routes import router as exports_router
from auth_gateway.me.consents import router as consents_router
from auth_gateway.me.routes import router as me_router
from auth_gateway.passwords.routes import router as passwords_router
from auth_gateway.platform import errors
from auth_gateway.platform.middleware import AroundEveryAnswer
from auth_gateway.platform.settings import Settings
from auth_gateway.registrations.routes import router as registrations_router
from auth_gateway.representatives.routes import router as representatives_router
from auth_gateway.services import ServiceSet, build_services
from auth_gateway.signin.routes import router as signin_router
from tracing import NOT_THE_FRAMEWORKS

BODY_BYTES = 64 * 1024  # a route that takes a file says its own max_body_size

# Every noun's routers, JSON (their paths are under /api/v1) and HTML alike: this list is the only place. A call is
# compared with each route in turn, so those of every turn come first.
ROUTERS: tuple[APIRouter, ...] = (
    conversations_router,
    health.router,
    signin_router,
    passwords_router,
    consents_router,
    me_router,
    closings_router,
    data_rights_router,
    email_changes_router,
    exports_router,
    registrations_router,
    representatives_router,
    demo_router,
    acts_router,
    documents_router,  # before the analyses: theirs is the address ending in .pdf
    analyses_router,
    cases_router,
    console_router,
    pages.router,
)


class Application(FastAPI):
    def build_middleware_stack(self) -> ASGIApp:
        """Wrap the framework's whole stack: what is added as a middleware stands inside its own refusals."""
        settings: Settings = self.state.services.settings
        return AroundEveryAnswer(
            super().build_middleware_stack(),
            over_tls=settings.base_url.startswith("https://"),
            hosts=None if settings.demonstration else settings.hosts,
            embedders=settings.embedding_origins,
            traces=self.state.services.traces,
        )


def create_app(settings: Settings, services: ServiceSet | None = None) -> FastAPI:
    services = services or build_services(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        services.close()

    app = Application(
        title="Oxyccam Digital",
        version="0.1.0",
        docs_url=None,  # their pages load scripts that our content policy refuses; /openapi.json is the document
        redoc_url=None,
        redirect_slashes=False,  # the redirection would repeat the caller's Host header
        lifespan=lifespan,
        max_body_size=BODY_BYTES,
        responses=errors.DOCUMENTED,
        telemetry=NOT_THE_FRAMEWORKS,
    )
    app.state.services = services
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    pages.install(app)
    return app
