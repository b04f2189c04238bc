"""Liveness and readiness, for supervisors: what fails is in the logs, never in the answer."""

import structlog
from fastapi import APIRouter
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from auth_gateway.dependencies import Services
from auth_gateway.platform.errors import unavailable
from auth_gateway.services import ServiceSet

log = structlog.get_logger()
router = APIRouter(prefix="/api/v1/health", tags=["health"])


@router.get("/live")
def live() -> dict[str, str]:
    return {"status": "live"}


@router.get("/ready")
def ready(services: Services) -> dict[str, str]:
    missing = _missing(services)
    if missing:
        log.warning("not_ready", missing=missing)
        raise unavailable()
    return {"status": "ready"}


def _missing(services: ServiceSet) -> list[str]:
    missing = []
    try:
        services.db.ping()
    except SQLAlchemyError:
        missing.append("database")
    try:
        services.redis.ping()
    except RedisError:
        missing.append("redis")
    if not services.bot.ready():
        missing.append("bot")
    return missing
