"""The terminal form of the engine, a stable contract for other programs.

Exit status of `estimate`: 0 estimated, in whole or in part; 1 the answer could not be written; 2 invalid input;
3 refused. With `--batch`: 0, each line carries its status.
"""

import argparse
import codecs
import contextlib
import datetime as dt
import gc
import io
import json
import os
import pathlib
import sys
import typing
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from quote_engine.contract.kinds import shown
from quote_engine.engine import estimate
from quote_engine.errors import why_unreadable
from quote_engine.money import percent_text, to_french, to_rate, to_text
from quote_engine.nomenclature.acts import FAMILIES
from quote_engine.terminal.batch import as_line
from quote_engine.terminal.commands import add_commands, search, stale_parameters
from quote_engine.terminal.text import as_text
from wording import say, typographic

OK, UNWRITTEN, INVALID, REFUSED = 0, 1, 2, 3
MOST_DIGITS = 100
GARBAGE_THRESHOLD = 100_000
BLOCK = 16_384
"""How many bytes of a batch are read at once."""
EXIT_STATUS = {"ok": OK, "partial": OK, "invalid": INVALID, "refused": REFUSED}

_no_json = partial(say, "engine", "not_json")


class UnreadableFileError(Exception):
    """The file of quotes cannot be read; the message is one French sentence."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; give the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        sys.stderr.close()  # whoever read us has closed the pipe: nothing more can be said
        return OK
    except OSError as error:
        with contextlib.suppress(OSError):
            sys.stdout.close()  # it would fail again on leaving
        why = os.strerror(error.errno) if error.errno else str(error)
        sys.stderr.write(say("terminal", "not_written", why=why) + "\n")
        return UNWRITTEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="quote_engine", description="What is left to pay of a medical quote.")
    commands = parser.add_subparsers(required=True, metavar="command")
    command = commands.add_parser("estimate", help="estimate one quote, or one quote a line with --batch")
    command.add_argument("file", help="a JSON file, or - for standard input")
    command.add_argument("--batch", action="store_true", help="one quote a line in, one result a line out")
    command.add_argument("--text", action="store_true", help="write the estimate for a human, in French")
    command.add_argument("--strict", action="store_true", help="refuse a quote of which one line cannot be estimated")
    command.set_defaults(run=_estimate)
    command = commands.add_parser("schema", help="the JSON Schema of the input and of the output")
    command.set_defaults(run=_schema)
    command = commands.add_parser("parameters", help="every dated value in force on a day, with its source")
    command.add_argument("--on", type=_day, metavar="YYYY-MM-DD")
    command.add_argument("--stale", action="store_true", help="only those not checked for a year (--on: today)")
    command.set_defaults(run=_parameters, parser=command)
    command = commands.add_parser("act", help="what the nomenclature knows of an act")
    command.add_argument("code")
    command.add_argument("--on", type=_day, required=True, metavar="YYYY-MM-DD")
    command.set_defaults(run=_act)
    command = commands.add_parser("search", help="the acts that everyday words may mean, best first")
    command.add_argument("words", nargs="+", help="for instance: opération de la cataracte")
    command.add_argument("--on", type=_day, required=True, metavar="YYYY-MM-DD")
    command.add_argument("--family", choices=sorted(FAMILIES), help="only the acts of this kind of quote")
    command.set_defaults(run=search)
    command = commands.add_parser("limits", help="what the engine refuses to compute, each with its reason")
    command.set_defaults(run=_limits)
    add_commands(commands, _day)
    return parser


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is not a date; accepted: 2026-06-01"
        raise argparse.ArgumentTypeError(message) from error


def _estimate(options: argparse.Namespace) -> int:
    written = as_text if options.text else as_line if options.batch else _indented
    answer = partial(_result, strict=options.strict)
    blocks = _blocks(options.file)
    try:
        if options.batch:
            return _answer_each(blocks, answer, written)
        result = answer(b"".join(blocks))
    except UnreadableFileError as error:
        result = _unreadable(str(error))
    sys.stdout.write(written(result))
    return EXIT_STATUS[result["status"]]


def _answer_each(
    blocks: Iterator[bytes], answer: Callable[[bytes], dict[str, Any]], written: Callable[[dict[str, Any]], str]
) -> int:
    """Answer what has come, then wait for more: a batch may be larger than the memory, or a conversation on a pipe."""
    gc.freeze()  # what is loaded stays; a quote leaves no cycle, so looking for some often is time lost
    gc.set_threshold(GARBAGE_THRESHOLD)
    for lines in _arrivals(blocks):
        sys.stdout.write("".join([written(answer(line)) for line in lines]))
        sys.stdout.flush()
    return OK


def _blocks(name: str) -> Iterator[bytes]:
    """Read a file of quotes, or standard input for « - », as it comes and without byte-order mark."""
    try:
        with (
            typing.cast("io.BufferedReader", sys.stdin.buffer) if name == "-" else pathlib.Path(name).open("rb") as file
        ):
            yield file.read1(BLOCK).removeprefix(codecs.BOM_UTF8)
            while block := file.read1(BLOCK):
                yield block
    except (OSError, ValueError) as error:
        message = say("terminal", "no_file", file=shown(name), why=why_unreadable(error))
        raise UnreadableFileError(message) from error


def _arrivals(blocks: Iterator[bytes]) -> Iterator[list[bytes]]:
    """Give the lines that each block completes, and at the end the one that no line feed ends."""
    begun: list[bytes] = []
    for block in blocks:
        begun.append(block)
        if b"\n" in block:
            *lines, last = b"".join(begun).split(b"\n")
            begun = [last]
            yield lines
    if rest := b"".join(begun):
        yield [rest]


def _result(content: bytes, *, strict: bool) -> dict[str, Any]:
    try:
        quote = DECODER.decode(content.decode("utf-8"))
    except RecursionError:
        return _unreadable(say("engine", "input", "too_deep"))
    except UnicodeDecodeError as error:
        return _unreadable(_no_json("not_text", byte=error.start + 1))
    except json.JSONDecodeError as error:
        return _unreadable(_no_json("not_json", line=error.lineno, column=error.colno))
    except ValueError as error:
        return _unreadable(_no_json("not_accepted", why=error))
    return estimate(quote, strict=strict)


def _unreadable(message: str) -> dict[str, Any]:
    return {"status": "invalid", "error": {"code": "not_json", "message": typographic(message), "path": "$"}}


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    keys = [key for key, _ in pairs]
    twice = next(key for place, key in enumerate(keys) if key in keys[:place])
    raise ValueError(_no_json("same_key", key=shown(twice)))


def _no_constant(name: str) -> Any:
    raise ValueError(_no_json("constant", name=name))


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(_no_json("huge"))
    return int(digits)


DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant, parse_int=_whole)
"""Made once: a batch reads thousands of texts a second."""


def _schema(_: argparse.Namespace) -> int:
    from quote_engine.contract.schema import INPUT, OUTPUT  # noqa: PLC0415  only this command needs it

    _print({"input": INPUT, "output": OUTPUT})
    return OK


def _limits(_: argparse.Namespace) -> int:
    from quote_engine.terminal.limits import limits  # noqa: PLC0415  idem

    _print({"limits": [limit._asdict() for limit in limits()]})
    return OK


def _parameters(options: argparse.Namespace) -> int:
    if options.stale:
        return stale_parameters(options.on or dt.datetime.now(tz=dt.UTC).date())
    if options.on is None:
        options.parser.error("the following arguments are required: --on")
    from quote_engine.parameters import all_parameters, blind_spots, parameters_version, source_text  # noqa: PLC0415  idem

    values = []
    for name, parameter in all_parameters().items():
        window = parameter.find(options.on)
        if window is None:
            continue
        amount = window.value.amount
        values.append(
            {
                "name": name,
                "label": parameter.label,
                "value": to_text(int(amount)) if parameter.unit == "EUR" else str(amount),
                "unit": parameter.unit,
                "text": to_french(int(amount)) if parameter.unit == "EUR"
                else percent_text(to_rate(amount)) if parameter.unit == "rate" else str(amount),
                "from": window.start.isoformat(),
                "to": window.to.isoformat() if window.to else None,
                "status": window.status,
                "checked": parameter.checked.isoformat(),
                "source": [source_text(s) for s in window.value.sources],
                "note": parameter.note,
            }
        )  # fmt: skip
    unread = [{"since": day.isoformat(), "what": typographic(what)} for day, what in blind_spots() if day <= options.on]
    head = {"on": options.on.isoformat(), "parameters_version": parameters_version()}
    _print({**head, "parameters": values, "blind_spots": unread})
    return OK if values else REFUSED


def _act(options: argparse.Namespace) -> int:
    from quote_engine.nomenclature import ClosedAct, find_act, nearest_codes, normalise_code  # noqa: PLC0415  idem
    from quote_engine.nomenclature.describe import describe  # noqa: PLC0415  idem

    found = find_act(options.code, options.on)
    if found is None:
        near = [{"code": act.code, "label": act.label} for act in nearest_codes(options.code, options.on)]
        code = normalise_code(options.code)
        refusal = {"code": "unknown_act", "message": say("terminal", "unknown_act", code=code)}
        _print({"status": "refused", "refusal": refusal, "near": near})
        return REFUSED
    if isinstance(found, ClosedAct):
        facts = {"code": "closed_act", "closed_on": found.closed_on.isoformat(), "successors": list(found.successors)}
        _print({"status": "refused", "refusal": facts})
        return REFUSED
    _print({"status": "ok", "on": options.on.isoformat(), "act": describe(found, options.on)})
    return OK


def _indented(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _print(value: Any) -> None:
    sys.stdout.write(_indented(value))
