"""`terms publish FILE --effective-on DATE`, for operators."""

import argparse
import datetime as dt
import pathlib
import sys
from collections.abc import Callable

from auth_gateway.consents import service, text
from auth_gateway.platform.clock import Clock
from auth_gateway.platform.db import Database
from auth_gateway.platform.exits import BAD_INPUT, DONE, REFUSED


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    publishing = actions.add_parser("publish", help="publish a version of the terms of use or of the legal notice")
    publishing.add_argument("file", type=pathlib.Path)
    publishing.add_argument("--effective-on", type=dt.date.fromisoformat, required=True)
    publishing.add_argument("--yes", action="store_true", help="do not ask")


def run(arguments: argparse.Namespace, db: Database, clock: Clock, confirm: Callable[[str], bool]) -> int:
    """Publish; every member will read and accept it at the first sign-in from that day on."""
    try:
        kind, html = text.read(arguments.file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, text.PublishedTextError) as error:
        sys.stderr.write(f"auth_gateway: {arguments.file.name}: {error}\n")
        return BAD_INPUT
    if arguments.effective_on < clock.today():
        sys.stderr.write("auth_gateway: a version cannot be in force before today.\n")
        return BAD_INPUT
    if not confirm(f"Publish this version of « {kind} », to be accepted by all from {arguments.effective_on}?"):
        return REFUSED
    with db.session() as session:
        document = service.publish(session, kind, html, arguments.effective_on, clock.now())
    sys.stdout.write(f"{document.kind} {document.version}: published\n")
    return DONE
