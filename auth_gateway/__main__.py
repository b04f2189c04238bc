"""`python -m auth_gateway serve | worker | migrate | seed-demo`: every process of the gateway, from the environment."""

import argparse
import signal
import sys
from collections.abc import Callable

import uvicorn
from sqlalchemy.exc import OperationalError, ProgrammingError

from auth_gateway.app import create_app
from auth_gateway.demo.people import seed_demo
from auth_gateway.migrate import migrate
from auth_gateway.platform import logs
from auth_gateway.platform.settings import Settings, SettingsError, load_settings
from auth_gateway.worker import work


def _serve(settings: Settings) -> None:
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn ends well, then raises it again: that is no failure
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        server_header=False,
        timeout_graceful_shutdown=10,
    )


COMMANDS: dict[str, Callable[[Settings], None]] = {
    "serve": _serve,
    "worker": work,
    "migrate": migrate,
    "seed-demo": seed_demo,
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m auth_gateway", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    command = parser.parse_args(arguments).command
    try:
        settings = load_settings()
        logs.configure()
        COMMANDS[command](settings)
    except SettingsError as refused:
        sys.stderr.write(f"auth_gateway: {refused}\n")
        return 2
    except (OperationalError, ProgrammingError):
        sys.stderr.write("auth_gateway: the database of OXYCCAM_DATABASE_URL does not answer, or is not migrated.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
