"""The file, line by line: its head, then one person a line, each contract's principal member first.

    oxyccam-membres;1;mnh;2026-11-23;2        format, version, mutuelle, day of the extract, number of persons
    numero_adherent;rang;role;…               the columns, in this order
    MNH0000001;1;principal;;Modèle;Baptiste;1984-01-30;general;mnh-confort;;2023-01-01;;2019-01-01;;;…

UTF-8, semicolons, dates as 2026-11-23. The count tells a file that was cut; the mutuelle, one sent to the wrong place.
Lines are read one at a time: a file of any size takes the same memory.
"""

import csv
import datetime as dt
import functools
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO, TypeVar

from auth_gateway.members import ContractRole, Relation, Scheme

FORMAT, VERSION = "oxyccam-membres", "1"
COLUMNS = (
    "numero_adherent", "rang", "role", "lien", "nom", "prenom", "date_naissance", "regime", "garantie",
    "surcomplementaire", "couverture_du", "couverture_au", "adhesion", "radiation", "sans_ligne_claire_des",
    "adresse", "telephone", "courriel",
)  # fmt: skip
ROLES = {"principal": ContractRole.PRINCIPAL, "ayant_droit": ContractRole.DEPENDANT}
RELATIONS = {"": Relation.SELF, "conjoint": Relation.SPOUSE, "enfant": Relation.CHILD}
SCHEMES = {"general": Scheme.GENERAL, "alsace_moselle": Scheme.ALSACE_MOSELLE}
NUMBER = re.compile(r"[A-Za-z0-9]{1,20}")
GUARANTEE = re.compile(r"[a-z0-9-]{1,40}")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}")
PHONE = re.compile(r"\+?[0-9 .]{6,20}")
RANK = re.compile(r"[1-9][0-9]?")

Kind = TypeVar("Kind")


class FeedFormatError(ValueError):
    """The file is not one, or one of its lines is not: `line`, `column` and what is accepted."""

    def __init__(self, line: int, column: str, accepted: str) -> None:
        super().__init__(f"line {line}, {column}: {accepted}")
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Head:
    mutuelle_id: str
    dated_on: dt.date
    persons: int


@dataclass(frozen=True, slots=True)
class FedPerson:
    """One line. `digest` is of the line as it came."""

    member_number: str
    rank: int
    role: ContractRole
    relation: Relation
    last_name: str
    first_name: str
    birth_date: dt.date
    scheme: Scheme
    guarantee_id: str | None
    top_up_id: str | None
    cover_from: dt.date | None
    cover_until: dt.date | None
    joined_on: dt.date
    struck_off_on: dt.date | None
    excluded_on: dt.date | None
    address: str | None
    phone: str | None
    email: str | None
    digest: str


def read_head(file: TextIO) -> Head:
    """Read the first two lines; raise FeedFormatError when they are not those of this format."""
    first = next(csv.reader([file.readline()], delimiter=";"), [])
    if len(first) != 5 or first[:2] != [FORMAT, VERSION]:
        raise FeedFormatError(1, "head", f"{FORMAT};{VERSION};mutuelle;date;number of persons is expected")
    columns = next(csv.reader([file.readline()], delimiter=";"), [])
    if columns != list(COLUMNS):
        raise FeedFormatError(2, "columns", f"{';'.join(COLUMNS)} is expected")
    if not first[4].isdecimal() or len(first[4]) > 9:
        raise FeedFormatError(1, "head", "a number of persons is expected")
    return Head(first[2], _day(1, "date", first[3]), int(first[4]))


def read_persons(file: TextIO) -> Iterator[FedPerson]:
    """Yield the persons after the head; raise FeedFormatError at the first line that is not one."""
    principal = ""
    for line, row in read_rows(file):
        person = person_of(line, row)
        if person.role is ContractRole.PRINCIPAL:
            principal = person.member_number
        elif person.member_number != principal:
            raise FeedFormatError(line, "role", "a principal member comes before their own dependants")
        yield person


def read_rows(file: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line after the head, as they came."""
    try:
        yield from enumerate(csv.reader(file, delimiter=";", strict=True), start=3)
    except (csv.Error, UnicodeDecodeError) as error:
        raise FeedFormatError(0, "file", "a CSV file in UTF-8 is expected") from error


class _Line:
    """The cells of one line, each read as what it must be."""

    def __init__(self, line: int, row: list[str]) -> None:
        self.line = line
        if len(row) != len(COLUMNS):
            raise self.refused("columns", f"{len(COLUMNS)} columns are expected, {len(row)} were received")
        self.value = dict(zip(COLUMNS, map(str.strip, row), strict=True))

    def refused(self, column: str, accepted: str) -> FeedFormatError:
        return FeedFormatError(self.line, column, accepted)

    def one_of(self, column: str, kinds: Mapping[str, Kind]) -> Kind:
        if self.value[column] not in kinds:
            raise self.refused(column, f"one of these is expected: {', '.join(filter(None, kinds))}")
        return kinds[self.value[column]]

    def day(self, column: str) -> dt.date:
        return _day(self.line, column, self.value[column])

    def day_if_any(self, column: str) -> dt.date | None:
        return self.day(column) if self.value[column] else None

    def text(self, column: str, longest: int) -> str:
        text = self.value[column]
        if not text or len(text) > longest or not text.isprintable():
            raise self.refused(column, f"a text of 1 to {longest} characters is expected")
        return text

    def text_if_any(self, column: str, longest: int) -> str | None:
        return self.text(column, longest) if self.value[column] else None

    def matching(self, column: str, form: re.Pattern[str], accepted: str) -> str:
        if form.fullmatch(self.value[column]) is None:
            raise self.refused(column, f"{accepted} is expected")
        return self.value[column]

    def matching_if_any(self, column: str, form: re.Pattern[str], accepted: str) -> str | None:
        return self.matching(column, form, accepted) if self.value[column] else None

    def digest(self) -> str:
        return hashlib.sha256(";".join(self.value.values()).encode()).hexdigest()


def person_of(number: int, row: list[str]) -> FedPerson:
    """Return the person of one line; raise FeedFormatError when it is not one."""
    line = _Line(number, row)
    role, relation = line.one_of("role", ROLES), line.one_of("lien", RELATIONS)
    if (role is ContractRole.PRINCIPAL) != (relation is Relation.SELF):
        raise line.refused("lien", "nothing is expected for the principal member, conjoint or enfant for the others")
    return FedPerson(
        member_number=line.matching("numero_adherent", NUMBER, "a number of 1 to 20 letters and digits"),
        rank=int(line.matching("rang", RANK, "a number from 1 to 99")),
        role=role,
        relation=relation,
        last_name=line.text("nom", 80),
        first_name=line.text("prenom", 80),
        birth_date=line.day("date_naissance"),
        scheme=line.one_of("regime", SCHEMES),
        guarantee_id=line.matching_if_any("garantie", GUARANTEE, "the identifier of a guarantee"),
        top_up_id=line.matching_if_any("surcomplementaire", GUARANTEE, "the identifier of a guarantee"),
        cover_from=line.day_if_any("couverture_du"),
        cover_until=line.day_if_any("couverture_au"),
        joined_on=line.day("adhesion"),
        struck_off_on=line.day_if_any("radiation"),
        excluded_on=line.day_if_any("sans_ligne_claire_des"),
        address=line.text_if_any("adresse", 200),
        phone=line.matching_if_any("telephone", PHONE, "a telephone number"),
        email=line.matching_if_any("courriel", EMAIL, "an e-mail address"),
        digest=line.digest(),
    )


def _day(line: int, column: str, text: str) -> dt.date:
    day = _date(text)
    if day is None:
        raise FeedFormatError(line, column, "a date such as 2026-11-23 is expected")
    return day


@functools.lru_cache(maxsize=50_000)  # a file has many persons and few days
def _date(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
