"""Reads the official export of the nomenclature (CCAM), as the Assurance Maladie publishes it, saved as CSV.

One row a line of the printed book: chapters, acts, notes, modifiers allowed between brackets under the act, further
activities and phases under it too, and at the end the table of modifiers. Its forms vary (`248, 15`, `0.49`, `8%`,
`+6,50%`); what is not understood stops the reading with the line's number: half a nomenclature is worse than none.
"""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from quote_engine.contract.natures import ANAESTHETIST
from quote_engine.nomenclature.acts import CODE_FORM
from wording import say

if TYPE_CHECKING:
    import _csv

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("code",),
    "text": ("texte",),
    "activity": ("activite",),
    "phase": ("phase",),
    "optam": ("tarif", "secteur 1", "adherent"),
    "non_optam": ("tarif", "hors"),
    "condition": ("rembt",),
    "agreement": ("accord",),
    "exo_tm": ("exo",),
    "group": ("regroupement",),
}
"""The words that name each column, lower case and without accents, whatever its place."""
HEADER_WITHIN = 20
NOT_COVERED = "non pris en charge"
PRICE_FORM = re.compile(r"([0-9]{1,7})(?:[.,]([0-9]{1,2}))?")
VALUE_FORM = re.compile(r"\+?([0-9]{1,4}(?:[.,][0-9]{1,4})?)(%?)")
CHAPTER_FORM = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})*")
LETTER_FORM = re.compile(r"[A-Z0-9]")
TITLE_FORM = re.compile(r"version\s+(\d+(?:\.\d+)?)(?:.*?(\d{2})/(\d{2})/(\d{4}))?", re.IGNORECASE | re.DOTALL)
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
COMPLEMENTARY = "18"
"""The chapter of complementary anaesthesia and complementary gestures."""
SUPPLEMENT = "YYYY"
"""How the code of a supplement or of a flat sum begins."""
LAST_MODIFIER = "J"
"""Present in every version's final table: without it the file has lost its end."""


class ExportError(Exception):
    """The file cannot be imported; the message is one French sentence."""


@dataclass(frozen=True, slots=True)
class Price:
    """One activity and phase of an act; None: not covered. Zero: covered, without a price of its own."""

    activity: int
    phase: int
    optam: int | None
    non_optam: int | None
    exo_tm: str
    group: str


@dataclass(slots=True)
class ExportedAct:
    code: str
    label: str
    line: int
    in_addition: bool = False
    conditional: bool = False
    prior_agreement: bool = False
    modifiers: tuple[str, ...] = ()
    prices: dict[tuple[int, int], Price] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """The group of what comes first: the main activity, not the anaesthetist's."""
        first = min(self.prices, key=lambda key: (key[0] == ANAESTHETIST, key))
        return self.prices[first].group


@dataclass(slots=True)
class Export:
    """A whole version: `number` and `applicable` as its title says, when it does."""

    number: str | None = None
    applicable: dt.date | None = None
    acts: dict[str, ExportedAct] = field(default_factory=dict)
    modifiers: dict[str, set[Decimal]] = field(default_factory=dict)
    """The values printed for a letter: a rate below 10, or euros written with two decimals above."""
    repeated: list[str] = field(default_factory=list)
    """Codes that name one activity and phase twice: the first row is kept."""


Progress = Callable[[float], None]

_said = partial(say, "terminal", "export")


def read_export(content: bytes, progress: Progress = lambda _: None) -> Export:
    """Read a whole export; raise ExportError, with the line, rather than read it in part."""
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        reading = _Reading(reader, max(text.count("\n"), 1), progress)
        return reading.run()
    except csv.Error as error:
        raise ExportError(_said("not_csv", line=reader.line_num)) from error


def _decoded(content: bytes) -> str:
    if content.startswith(WORKBOOKS):
        raise ExportError(_said("workbook"))
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ExportError(_said("not_text"))


def _delimiter(text: str) -> str:
    start = text[:5000]
    return max(",;\t", key=start.count)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


class _Reading:
    """Goes down the rows, remembering the act or the modifier that a row without code belongs to."""

    def __init__(self, reader: "_csv.Reader", lines: int, progress: Progress) -> None:
        self.reader, self.lines, self.progress = reader, lines, progress
        self.export = Export()
        self.columns: dict[str, int] = {}
        self.act: ExportedAct | None = None
        self.letter: str | None = None
        self.chapters: set[str] = set()
        self.chapter = ""

    def run(self) -> Export:
        rows: Iterable[list[str]] = self.reader
        for number, row in enumerate(rows):
            if not self.columns:
                self._header(number, row)
            elif any(row):
                self._row(row)
            if number % 500 == 0:
                self.progress(min(self.reader.line_num / self.lines, 1.0))
        self._finish()
        self.progress(1.0)
        return self.export

    def _header(self, number: int, row: list[str]) -> None:
        if title := TITLE_FORM.search(" ".join(row)):
            self.export.number = title[1]
            self.export.applicable = _title_date(title)
        plain = [_plain(cell) for cell in row]
        if "code" in plain and "texte" in plain:
            for name, words in COLUMNS.items():
                found = [n for n, cell in enumerate(plain) if all(w in cell for w in words) and n not in
                         self.columns.values()]  # fmt: skip
                if name == "optam":
                    found = [n for n in found if not plain[n].removeprefix("tarif ").startswith("hors")]
                if not found:
                    raise ExportError(_said("no_column", column=" … ".join(words), line=self.reader.line_num))
                self.columns[name] = found[0]
        elif number >= HEADER_WITHIN:
            raise _not_an_export()

    def _row(self, row: list[str]) -> None:
        cells = {name: " ".join(row[n].split()) if n < len(row) else "" for name, n in self.columns.items()}
        code = cells["code"]
        if CODE_FORM.fullmatch(code):
            self._new_act(code, cells)
        elif code.startswith("["):
            self._allowed(code)
        elif LETTER_FORM.fullmatch(code) and cells["optam"] and not cells["activity"]:
            self.act, self.letter = None, code
        elif code:
            self.act = self.letter = None
            if CHAPTER_FORM.fullmatch(code):
                self.chapter = code.partition(".")[0]
                self.chapters.add(self.chapter)
        if cells["activity"]:
            self._price(cells)
        elif self.letter is not None and cells["optam"]:
            values = self.export.modifiers.setdefault(self.letter, set())
            values.update(self._value(cells[grid]) for grid in ("optam", "non_optam") if cells[grid])

    def _new_act(self, code: str, cells: Mapping[str, str]) -> None:
        if code in self.export.acts:
            lines = {"first": self.export.acts[code].line, "second": self.reader.line_num}
            raise ExportError(_said("same_code", code=code, **lines))
        self.letter = None
        in_addition = self.chapter == COMPLEMENTARY or code.startswith(SUPPLEMENT)
        self.act = ExportedAct(code, cells["text"], self.reader.line_num, in_addition)
        self.export.acts[code] = self.act

    def _allowed(self, text: str) -> None:
        letters = [part.strip() for part in text.strip("[] ").split(",")]
        if self.act is None or not all(LETTER_FORM.fullmatch(letter) for letter in letters):
            raise self._fault("modifiers", text)
        self.act.modifiers = tuple(dict.fromkeys((*self.act.modifiers, *letters)))

    def _price(self, cells: Mapping[str, str]) -> None:
        if self.act is None or not cells["activity"].isdecimal() or not cells["phase"].isdecimal():
            raise self._fault("activity", f"{cells['activity']} {cells['phase']}".strip())
        self.act.conditional |= bool(cells["condition"])
        self.act.prior_agreement |= bool(cells["agreement"])
        price = Price(
            activity=int(cells["activity"]),
            phase=int(cells["phase"]),
            optam=self._tariff(cells["optam"]),
            non_optam=self._tariff(cells["non_optam"]),
            exo_tm=cells["exo_tm"].replace(" ", ""),
            group=cells["group"],
        )
        key = (price.activity, price.phase)
        if key not in self.act.prices:
            self.act.prices[key] = price
        elif self.act.prices[key].optam == price.optam and self.act.prices[key].non_optam == price.non_optam:
            self.export.repeated.append(self.act.code)
        else:
            raise self._fault("same_activity", _said("activity_of", code=self.act.code, activity=price.activity))

    def _tariff(self, text: str) -> int | None:
        if _plain(text) == NOT_COVERED:
            return None
        form = PRICE_FORM.fullmatch(text.replace(" ", "").removesuffix("€"))
        if form is None:
            raise self._fault("tariff", text)
        return int(form[1]) * 100 + int((form[2] or "").ljust(2, "0"))

    def _value(self, text: str) -> Decimal:
        form = VALUE_FORM.fullmatch(text.replace(" ", ""))
        if form is None:
            raise self._fault("modifier", text)
        number = Decimal(form[1].replace(",", "."))
        return (number / 100 if form[2] else round(number, 2)).normalize()

    def _fault(self, what: str, text: str) -> ExportError:
        return ExportError(_said("unknown_form", line=self.reader.line_num, what=_said(what), text=text[:60]))

    def _finish(self) -> None:
        if not self.columns:
            raise _not_an_export()
        if not self.export.acts:
            raise ExportError(_said("no_act"))
        if LAST_MODIFIER not in self.export.modifiers:
            raise ExportError(_said("cut"))
        if COMPLEMENTARY not in self.chapters:
            raise ExportError(_said("no_chapter", chapter=COMPLEMENTARY))
        for act in self.export.acts.values():
            if not act.prices:
                raise ExportError(_said("empty_act", line=act.line, code=act.code))
            _complete_flags(act)


def _complete_flags(act: ExportedAct) -> None:
    """Give the anaesthetist's row without flag that of the main activity: the book leaves some of them out."""
    main = next((p.exo_tm for p in act.prices.values() if p.exo_tm and p.activity != ANAESTHETIST), "")
    for key, price in act.prices.items():
        if not price.exo_tm and price.activity == ANAESTHETIST:
            act.prices[key] = replace(price, exo_tm=main)


def _title_date(title: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(title[4]), int(title[3]), int(title[2])) if title[4] else None
    except ValueError:
        return None


def _not_an_export() -> ExportError:
    return ExportError(_said("not_an_export"))
