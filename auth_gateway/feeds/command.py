"""`members import FILE --mutuelle mnh` and `members show`, for operators."""

import argparse
import pathlib
import sys
from collections.abc import Callable

from sqlalchemy import select

from auth_gateway.feeds.models import Feed
from auth_gateway.feeds.reading import FeedFormatError
from auth_gateway.feeds.service import FeedRefusedError, Import, take_in
from auth_gateway.members import Person, number_index
from auth_gateway.platform.clock import Clock
from auth_gateway.platform.db import Database
from auth_gateway.platform.exits import BAD_INPUT, DONE, REFUSED

REFUSALS = {
    "other_mutuelle": "the file is not this mutuelle's",
    "older": "the file is older than the one applied last",
    "overtaken": "another file was applied while this one was being compared; take it in again",
    "cut": "the file has not the number of persons that it announces",
    "twice": "a member number and rank occur twice",
    "too_many_vanished": "more than 2 % of the members are missing; --accept-large-change applies it all the same",
    "too_many_guarantees": "more than 5 % change guarantee; --accept-large-change applies it all the same",
}

Confirm = Callable[[str], bool]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    taking = actions.add_parser("import", help="take a weekly file in")
    taking.add_argument("file", type=pathlib.Path)
    taking.add_argument("--mutuelle", required=True)
    taking.add_argument("--dry-run", action="store_true", help="check and compare, change nothing")
    taking.add_argument("--accept-large-change", action="store_true")
    taking.add_argument("--yes", action="store_true", help="do not ask")
    showing = actions.add_parser("show", help="what is known of a contract")
    showing.add_argument("--mutuelle", required=True)
    showing.add_argument("--member-number", required=True)


def run(arguments: argparse.Namespace, db: Database, clock: Clock, confirm: Confirm) -> int:
    if arguments.action == "show":
        return _show(arguments, db)
    return _import(arguments, db, clock, confirm)


def _import(arguments: argparse.Namespace, db: Database, clock: Clock, confirm: Confirm) -> int:
    if not arguments.dry_run and not confirm(f"Apply {arguments.file.name} to the members of {arguments.mutuelle}?"):
        return REFUSED
    asked = Import(arguments.mutuelle, arguments.dry_run, arguments.accept_large_change)
    try:
        with arguments.file.open(encoding="utf-8", newline="") as file:
            feed = take_in(db, file, asked, clock.now(), _tell_progress)
    except (OSError, UnicodeDecodeError, FeedFormatError) as error:
        sys.stderr.write(f"auth_gateway: {arguments.file.name}: {error}\n")
        return BAD_INPUT
    except FeedRefusedError as refused:
        sys.stderr.write(f"auth_gateway: {arguments.file.name}: {REFUSALS[refused.reason]}.\n")
        if refused.feed is not None:
            _tell(refused.feed)
        return REFUSED
    _tell(feed)
    return DONE


def _tell_progress(stage: str, done: int, total: int) -> None:
    sys.stderr.write(f"{stage} {done} of {total}\n")


def _tell(feed: Feed) -> None:
    sys.stdout.write(
        f"{feed.mutuelle_id} {feed.dated_on}: {feed.status}, {feed.persons} persons, {feed.added} added, "
        f"{feed.changed} changed ({feed.other_guarantee} with another guarantee), {feed.vanished} gone\n"
    )


def _show(arguments: argparse.Namespace, db: Database) -> int:
    index = number_index(db.vault, arguments.mutuelle, arguments.member_number)
    with db.read() as session:
        found = list(
            session.scalars(
                select(Person)
                .where(Person.mutuelle_id == arguments.mutuelle, Person.number_index == index)
                .order_by(Person.rank)
            )
        )
    for each in found:
        left = f", struck off on {each.struck_off_on}" if each.struck_off_on else ""
        sys.stdout.write(
            f"{each.rank} {each.last_name} {each.first_name}, born {each.birth_date}, {each.role}, "
            f"{each.guarantee_id or 'no guarantee'}, since {each.joined_on}{left}\n"
        )
    if not found:
        sys.stderr.write("auth_gateway: no such contract.\n")
    return DONE if found else REFUSED
