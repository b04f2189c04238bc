"""`python -m auth_gateway COMMAND`: every process of the gateway and the operators' commands, from the environment."""

import argparse
import gc
import os
import signal
import sys
from collections.abc import Callable

import uvicorn
from redis.exceptions import RedisError
from sqlalchemy.exc import ProgrammingError

from auth_gateway import backup, evidence, key_file, operators, staff_command
from auth_gateway.app import create_app
from auth_gateway.consents import command as consents
from auth_gateway.demo.people import seed_demo
from auth_gateway.feeds import command as feeds
from auth_gateway.migrate import migrate
from auth_gateway.platform import logs, metrics
from auth_gateway.platform.db import UNABLE_NOW
from auth_gateway.platform.settings import Settings, SettingsError, load_settings
from auth_gateway.services import ServiceSet, build_services
from auth_gateway.worker import work
from wording import say


def _serve(settings: Settings) -> None:
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn ends well, then raises it again: that is no failure
    services = build_services(settings)
    metrics.CONNECTIONS.set_function(services.db.connections_in_use)
    metrics.serve(settings.metrics)
    app = create_app(settings, services)
    gc.collect()
    gc.freeze()  # what was built for the process's whole life is not looked through again at every collection
    uvicorn.run(
        app,
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


def _keys(given: argparse.Namespace, services: ServiceSet, confirm: Callable[[str], bool]) -> int:
    if given.action == "seal":
        return key_file.seal(given, services.settings)
    return operators.rotate_keys(given, services, confirm)


OPERATORS = {
    "accounts": operators.accounts,
    "registrations": operators.held_registrations,
    "deadlines": operators.deadlines,
    "audit": operators.audit_chain,
    "keys": _keys,
    "backup": backup.backup,
    "restore": backup.restore,
    "erasures": operators.erasures,
    "export-evidence": evidence.export,
    "staff": staff_command.run,
}


# What the settings are not needed for: a record is verified anywhere, and the keys are what a key file gives back.
WITHOUT_SETTINGS: dict[tuple[str, str], Callable[[argparse.Namespace], int]] = {
    ("verify-evidence", ""): evidence.verify,
    ("keys", "unseal"): key_file.unseal,
}


def _operate(given: argparse.Namespace, settings: Settings) -> int:
    services = build_services(settings, patient=True)

    def confirm(question: str) -> bool:
        return given.yes or _asked(question)

    try:
        if given.command == "members":
            return feeds.run(given, services.db, services.clock, confirm)
        if given.command == "terms":
            return consents.run(given, services.db, services.clock, confirm)
        return OPERATORS[given.command](given, services, confirm)
    finally:
        services.close()


def _asked(question: str) -> bool:
    sys.stderr.write(say("terminal", "ask", question=question))
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes", "o", "oui"}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m auth_gateway", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in COMMANDS:
        commands.add_parser(name)
    feeds.add_arguments(commands.add_parser("members", help="the weekly files of the mutuelles"))
    consents.add_arguments(commands.add_parser("terms", help="the terms of use and the legal notice"))
    operators.add_accounts(commands.add_parser("accounts", help="suspend, restore, reset a password, unlock"))
    operators.add_registrations(commands.add_parser("registrations", help="what waits for an operator"))
    operators.add_audit(commands.add_parser("audit", help="whether the audit chain holds"))
    staff_command.add_arguments(commands.add_parser("staff", help="who of Ligne claire may sign in"))
    keys = commands.add_parser("keys", help="a new master key; the keys in a sealed file")
    operators.add_keys(keys)
    key_file.add_arguments(keys)
    backup.add_backup(commands.add_parser("backup", help="database and files into a new folder"))
    backup.add_restore(commands.add_parser("restore", help="a backup into an empty database and storage"))
    operators.add_erasures(commands.add_parser("erasures", help="erase again whom a restored backup has brought back"))
    operators.add_deadlines(commands.add_parser("deadlines", help="what the worker does each hour, once"))
    evidence.add_export(commands.add_parser("export-evidence", help="the record of an exchange, with its chain"))
    evidence.add_verify(commands.add_parser("verify-evidence", help="whether such a record is unaltered"))
    given = parser.parse_args(arguments)
    without_settings = WITHOUT_SETTINGS.get((given.command, getattr(given, "action", "")))
    if without_settings:
        return without_settings(given)
    os.umask(0o077)  # what a process makes, database, files, e-mails kept, is its owner's alone
    try:
        settings = load_settings()
        logs.configure()
        if given.command in COMMANDS:
            COMMANDS[given.command](settings)
        else:
            return _operate(given, settings)
    except SettingsError as refused:
        sys.stderr.write(f"auth_gateway: {refused}\n")
        return 2
    except (*UNABLE_NOW, ProgrammingError):
        sys.stderr.write("auth_gateway: the database of OXYCCAM_DATABASE_URL does not answer, or is not migrated.\n")
        return 1
    except RedisError:
        sys.stderr.write("auth_gateway: Redis of OXYCCAM_REDIS_URL does not answer: give the command again later.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
