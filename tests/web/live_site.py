"""A gateway on a free port with fictitious people, for the browser tests of the pages."""

import contextlib
import datetime as dt
import pathlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import uvicorn

from auth_gateway.accounts import Account
from auth_gateway.app import create_app
from auth_gateway.migrate import migrate
from auth_gateway.platform.sessions import COOKIE
from auth_gateway.platform.settings import Settings
from auth_gateway.services import ServiceSet, build_services
from auth_gateway.staff import StaffScope
from tests.support.people import INDEX_KEY, SECRET_KEY, TODAY, account_of, advisor, child_of, member, member_struck_off
from tests.support.redis_server import running_redis
from tests.web.assistant import LocalAssistant
from tests.web.embedder import embedding_pages

SIGNED_IN_FOR = dt.timedelta(hours=4)


@dataclass
class Site:
    """The pages as a browser reaches them; accounts by the role that the tests name."""

    url: str
    embedder: str  # the origin of a page that may hold the space
    services: ServiceSet
    bot: LocalAssistant
    accounts: dict[str, Account]

    def cookie(self, who: str) -> tuple[str, str]:
        """Open a session without its e-mailed code: signing in has tests of its own."""
        account = self.accounts[who]
        cookie, _session = self.services.sessions.open(account.id, account.password_version, SIGNED_IN_FOR)
        return COOKIE, cookie


@contextlib.contextmanager
def running_site(folder: pathlib.Path) -> Iterator[Site]:
    with running_redis(folder) as redis, socket.socket() as listening, embedding_pages() as pages:
        listening.bind(("127.0.0.1", 0))
        settings = Settings.for_demonstration(
            database_url=f"sqlite:///{folder / 'site.sqlite3'}",
            redis_url=redis.url,
            secret_key=SECRET_KEY,
            index_key=INDEX_KEY,
            storage_dir=folder / "storage",
            mail_sink_dir=folder / "mail",
            base_url=f"http://127.0.0.1:{listening.getsockname()[1]}",
            embedding_origins=(f"http://127.0.0.1:{pages.server_port}",),
            today=TODAY,
        )
        pages.service = settings.base_url  # type: ignore[attr-defined]
        migrate(settings)
        bot = LocalAssistant()
        services = build_services(settings, bot=bot)
        server = uvicorn.Server(
            uvicorn.Config(create_app(settings, services), log_config=None, timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield Site(settings.base_url, settings.embedding_origins[0], services, bot, people(services))
        finally:
            server.should_exit = True
            thread.join()


def people(services: ServiceSet) -> dict[str, Account]:
    principal = member(first_name="Camille", last_name="Essai")
    everyone = {
        "principal": principal,
        "alone": member(first_name="Sacha", last_name="Seul"),
        "former": member_struck_off(months_ago=3),
    }
    desk = {"advisor": advisor(), "other advisor": advisor("Nadia Fictive")}
    accounts = {key: account_of(person) for key, person in everyone.items()} | desk
    rows = [
        *everyone.values(),
        child_of(principal, first_name="Léa"),
        *accounts.values(),
        *(StaffScope(account_id=each.id, mutuelle_id=key) for each in desk.values() for key in ("lmg", "mnh", "mnt")),
    ]
    with services.db.session() as db:
        for row in rows:
            db.add(row)
            db.flush()
    return accounts
