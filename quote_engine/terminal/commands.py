"""The commands of whoever keeps the engine's knowledge up to date: the nomenclature, covers, old values."""

import argparse
import datetime as dt
import json
import pathlib
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any, TextIO

from quote_engine.contract.kinds import shown
from quote_engine.errors import why_unreadable
from quote_engine.nomenclature.export import Export, ExportError, Progress, read_export
from quote_engine.nomenclature.imported import ENVIRONMENT, Imported, UnknownFormatError, database_path
from wording import say, short_date, typographic

OK, INVALID, REFUSED = 0, 2, 3
BAR_WIDTH = 30
MOST_BYTES = 100_000_000
SHOWN = 12
"""How many codes a message names before it says « … »."""

_ccam, _remark = partial(say, "terminal", "ccam"), partial(say, "terminal", "remarks")


def add_commands(commands: Any, day: Callable[[str], dt.date]) -> None:
    """Declare `ccam` and `cover`."""
    ccam = commands.add_parser("ccam", help="the versions of the nomenclature kept beside the built-in acts")
    actions = ccam.add_subparsers(required=True, metavar="action")
    action = actions.add_parser("import", help="read the official export (CSV) as the version in force from a day")
    action.add_argument("file", type=pathlib.Path)
    action.add_argument("--effective-from", type=day, required=True, metavar="YYYY-MM-DD")
    action.set_defaults(run=_import)
    listing = actions.add_parser("versions", help="the versions imported, with their days")
    listing.set_defaults(run=_versions)
    removal = actions.add_parser("remove", help="forget the version imported for a day, when the day was wrong")
    removal.add_argument("--effective-from", type=day, required=True, metavar="YYYY-MM-DD")
    removal.set_defaults(run=_remove)
    for one in (action, listing, removal):
        one.add_argument("--database", type=pathlib.Path, help=f"a SQLite file (default: {ENVIRONMENT}, then var/)")
    cover = commands.add_parser("cover", help="list the known covers, show one as a table, or check a file of covers")
    cover.add_argument("id", nargs="?", help="the identifier of a known cover (default: list them)")
    cover.add_argument("--check", type=pathlib.Path, metavar="FILE", help="a YAML file of covers to check")
    cover.set_defaults(run=_cover, parser=cover)


def _import(options: argparse.Namespace) -> int:
    from quote_engine.nomenclature.database import store  # noqa: PLC0415  only the commands that write need it

    started = time.monotonic()
    path = _database(options)
    if path is None:
        return _fail(_ccam("no_database", environment=ENVIRONMENT))
    try:
        content = _content(options.file)
        export = read_export(content, progress_bar(_ccam("reading"), sys.stderr))
        writing = progress_bar(_ccam("writing"), sys.stderr)
        replaced = store(export, options.effective_from, options.file.name, path, writing)
    except ExportError as error:
        return _fail(_ccam("not_imported", file=options.file.name, why=error))
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    facts = {
        "number": f" {export.number}" if export.number else "",
        "day": short_date(options.effective_from),
        "acts": len(export.acts),
        "done": _ccam("replaced" if replaced else "added"),
    }
    _say(_ccam("imported", file=path, seconds=seconds, **facts))
    for remark in _remarks(export, options.effective_from):
        _say(_ccam("remark", text=remark))
    return OK


def _content(file: pathlib.Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ExportError(_ccam("huge"))
        return file.read_bytes()
    except (OSError, ValueError) as error:
        raise ExportError(_ccam("no_file", why=why_unreadable(error))) from error


def _remarks(export: Export, day: dt.date) -> list[str]:
    """Say what an operator should look at: dates, oddities, and what the built-in figures say otherwise."""
    from quote_engine.nomenclature.groups import all_groups  # noqa: PLC0415  only this command needs it

    remarks = []
    if export.applicable is not None and export.applicable != day:
        remarks.append(_remark("other_day", day=short_date(export.applicable)))
    if export.repeated:
        remarks.append(_remark("repeated", codes=_listed(export.repeated)))
    unknown = [a.code for a in export.acts.values() if a.group not in all_groups()]
    if unknown:
        remarks.append(_remark("unknown_groups", codes=_listed(unknown)))
    if differing := _differing_acts(export, day):
        remarks.append(_remark("other_prices", codes=_listed(differing)))
    if letters := _differing_modifiers(export, day):
        remarks.append(_remark("other_modifiers", codes=_listed(letters)))
    return remarks


def _differing_acts(export: Export, day: dt.date) -> list[str]:
    from quote_engine.nomenclature.acts import all_acts  # noqa: PLC0415  idem

    differing = []
    for code, act in all_acts().items():
        exported = export.acts.get(code)
        for number, activity in act.activities.items() if exported and act.known_on(day) else ():
            price = exported.prices.get((number, 0)) if exported else None
            known = (activity.tariff(day, optam=True) or 0, activity.tariff(day, optam=False) or 0)
            if price is not None and known != (price.optam or 0, price.non_optam or 0):
                differing.append(code)
                break
    return differing


def _differing_modifiers(export: Export, day: dt.date) -> list[str]:
    from quote_engine.parameters import all_parameters  # noqa: PLC0415  idem

    differing = []
    for name, parameter in all_parameters().items():
        folder, _, letter = name.partition("/")
        values = export.modifiers.get(letter[:1], set())
        window = parameter.find(day) if folder == "modifiers" else None
        if window is None or not values:
            continue
        amount = Decimal(window.value.amount)
        if (amount / 100 if parameter.unit == "EUR" else amount) not in values:
            differing.append(letter)
    return differing


def _listed(codes: list[str]) -> str:
    shown_ones = ", ".join(codes[:SHOWN])
    return _ccam("listed", codes=shown_ones, count=len(codes)) if len(codes) > SHOWN else shown_ones


def _remove(options: argparse.Namespace) -> int:
    from quote_engine.nomenclature.database import remove  # noqa: PLC0415  only the commands that write need it

    path = _database(options)
    day = short_date(options.effective_from)
    try:
        if path is None or not remove(options.effective_from, path):
            return _fail(_ccam("no_version", day=day))
    except ExportError as error:
        return _fail(_ccam("not_removed", why=error))
    _say(_ccam("removed", day=day, file=path))
    return OK


def _versions(options: argparse.Namespace) -> int:
    import sqlite3  # noqa: PLC0415  only this command needs its errors

    path = _database(options)
    if path is None or not path.exists():
        _print({"database": str(path) if path else None, "versions": []})
        return OK
    try:
        source = Imported(path)
    except UnknownFormatError as error:
        return _fail(_ccam("unreadable", file=path, why=error))
    except sqlite3.Error:
        return _fail(_ccam("unknown_base", file=path))
    versions = [
        {"effective_from": v.effective_from.isoformat(), "number": v.number, "file": v.file, "acts": v.acts}
        for v in source.versions
    ]
    source.close()
    _print({"database": str(path), "versions": versions})
    return OK


def _database(options: argparse.Namespace) -> pathlib.Path | None:
    chosen: pathlib.Path | None = options.database or database_path()
    return chosen


def progress_bar(title: str, stream: TextIO) -> Progress:
    """Draw how far we are, on a terminal only."""
    if not stream.isatty():
        return lambda _: None

    def draw(part: float) -> None:
        full = round(part * BAR_WIDTH)
        end = "\n" if part >= 1 else ""
        stream.write(f"\r{title:<9} [{'#' * full}{'.' * (BAR_WIDTH - full)}] {part:4.0%}{end}")
        stream.flush()

    return draw


def _cover(options: argparse.Namespace) -> int:
    from quote_engine.covers.catalogue import find_guarantee, guarantees  # noqa: PLC0415  only this command needs it
    from quote_engine.covers.file import CoverFileError, check_covers  # noqa: PLC0415  idem
    from quote_engine.covers.table import as_list, as_table  # noqa: PLC0415  idem

    if options.id is not None and options.check is not None:
        options.parser.error("give the identifier of a cover, or --check FILE, not both")
    if options.check is not None:
        try:
            covers = check_covers(options.check, dt.datetime.now(tz=dt.UTC).date())
        except CoverFileError as error:
            return _fail(str(error))
        _say(say("terminal", "covers", "in_order", file=options.check.name, count=len(covers)))
        for remark in (remark for cover in covers for remark in cover.remarks):
            _say(_ccam("remark", text=remark))
        return OK
    if options.id is None:
        sys.stdout.write(as_list(guarantees()))
        return OK
    cover = find_guarantee(options.id)
    if cover is None:
        return _fail(say("terminal", "covers", "unknown", id=options.id, known=", ".join(guarantees())))
    sys.stdout.write(as_table(cover))
    return OK


def search(options: argparse.Namespace) -> int:
    """Print the acts and the letters in force on a day that words may mean; status 3 when there is none."""
    from quote_engine.nomenclature import (  # noqa: PLC0415  the acts are read only when asked for
        letter_label,
        search_acts,
        search_letters,
    )

    words = " ".join(options.words)
    found = search_acts(words, options.on, options.family)
    letters = search_letters(words) if options.family != "medical" else ()
    if not found and not letters:
        message = say("terminal", "nothing_found", words=shown(words), day=short_date(options.on))
        _print({"status": "refused", "refusal": {"code": "unknown_act", "message": message}})
        return REFUSED
    acts: list[dict[str, Any]] = [
        {"code": code, "label": letter_label(code), "family": "dental", "score": 1.0, "clear": len(letters) == 1}
        for code in letters
    ]
    acts += [
        {"code": m.act.code, "label": m.act.label, "family": m.act.family, "score": m.score, "clear": m.clear}
        for m in found
    ]
    _print({"status": "ok", "on": options.on.isoformat(), "acts": acts})
    return OK


def stale_parameters(on: dt.date) -> int:
    """Print the values that nobody has checked for a year."""
    from quote_engine.parameters import all_parameters, parameters_version  # noqa: PLC0415  only this command needs it
    from quote_engine.parameters.stale import stale  # noqa: PLC0415  idem

    values = [
        {"name": p.name, "label": p.label, "checked": p.checked.isoformat(), "days": (on - p.checked).days}
        for p in stale(all_parameters().values(), on)
    ]
    _print({"on": on.isoformat(), "parameters_version": parameters_version(), "stale": values})
    return OK


def _fail(message: str) -> int:
    sys.stderr.write(typographic(message) + "\n")
    return INVALID


def _say(message: str) -> None:
    sys.stdout.write(typographic(message) + "\n")


def _print(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
