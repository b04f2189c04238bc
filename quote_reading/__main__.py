"""On a terminal: `python -m quote_reading quote.pdf --json`.

Exit status: 0 read, 2 cannot be read (a sentence on the error output).
"""

import argparse
import datetime as dt
import json
import pathlib
import sys
from collections.abc import Iterator

from quote_reading import LINE_FIELDS, DocumentError, Reading, Value, read_document, read_text
from wording import long_date, say


def main() -> int:
    parser = argparse.ArgumentParser(prog="quote_reading", description="Read a quote: a PDF, a photo or a text.")
    parser.add_argument("file", type=pathlib.Path, help="PDF, JPEG, PNG, HEIC; a name in .txt is a pasted text")
    parser.add_argument("--json", action="store_true", help="the whole reading, each value with its place")
    parser.add_argument("--on", type=dt.date.fromisoformat, help="the day of a quote that has none (default: today)")
    arguments = parser.parse_args()
    today = arguments.on or dt.datetime.now(tz=dt.UTC).date()
    try:
        if arguments.file.suffix == ".txt":
            reading = read_text(arguments.file.read_text(encoding="utf-8"), today)
        else:
            reading = read_document(arguments.file, today)
    except DocumentError as error:
        sys.stderr.write(_why(error.code) + "\n")
        return 2
    except (OSError, UnicodeDecodeError) as error:
        sys.stderr.write(say("terminal", "no_file", file=str(arguments.file), why=str(error)) + "\n")
        return 2
    sys.stdout.write(
        json.dumps(reading.as_json(), ensure_ascii=False, indent=1) if arguments.json else "\n".join(_told(reading))
    )
    sys.stdout.write("\n")
    return 0


def _why(code: str) -> str:
    if code == "ocr_missing":
        return say("quote_reading", "command", "ocr_missing")
    return say("problems", code)


def _told(reading: Reading) -> Iterator[str]:
    """Put a reading for a human, doubts with their reason."""
    if reading.not_a_quote is not None:
        yield say("quote_reading", "not_a_quote", reading.not_a_quote)
    if reading.care_date is not None:
        yield say("quote_reading", "command", "day", day=long_date(reading.care_date.value))
    for line in reading.lines:
        values = [_value(name, line.values[name]) for name in LINE_FIELDS if name in line.values]
        yield say("quote_reading", "command", "line", number=line.number, values=" · ".join(values))
    for aside in reading.left_aside:
        why = say("quote_reading", "left_aside", aside.why)
        yield say("quote_reading", "command", "left", why=why, text=aside.text)


def _value(name: str, value: Value) -> str:
    """Put a value; what was not found goes by the name of its field."""
    told = str(value.value) if value.value is not None else say("fields", "names", f"line.{name}")
    if value.doubt is None:
        return told
    return say("quote_reading", "command", "doubtful", value=told, why=say("quote_reading", "doubts", value.doubt))


if __name__ == "__main__":
    sys.exit(main())
