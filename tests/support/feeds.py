"""Weekly files made for a test: a person a line, with only what matters named."""

import io
from typing import Any

from auth_gateway.feeds.reading import COLUMNS, FORMAT, VERSION

DEFAULTS = {
    "numero_adherent": "T0000001",
    "rang": "1",
    "role": "principal",
    "nom": "Inventé",
    "prenom": "Andréa",
    "date_naissance": "1980-04-02",
    "regime": "general",
    "garantie": "mnh-confort",
    "couverture_du": "2023-01-01",
    "adhesion": "2019-01-01",
}


def line(**values: str) -> dict[str, str]:
    return {**dict.fromkeys(COLUMNS, ""), **DEFAULTS, **values}


def dependant(**values: str) -> dict[str, str]:
    return line(**{"rang": "2", "role": "ayant_droit", "lien": "enfant", "date_naissance": "2015-05-01", **values})


def feed(*lines: dict[str, str], mutuelle: str = "mnh", dated_on: str = "2026-11-16", count: Any = None) -> io.StringIO:
    rows = [f"{FORMAT};{VERSION};{mutuelle};{dated_on};{len(lines) if count is None else count}", ";".join(COLUMNS)]
    rows += [";".join(each[column] for column in COLUMNS) for each in lines]
    return io.StringIO("\n".join(rows) + "\n")
