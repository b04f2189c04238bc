"""A draft and its changes in French words, for advisors: the words that members read in the quote panel."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auth_gateway.platform.french import euros, long_date

Json = Mapping[str, Any]

UNKNOWN = "Je ne sais pas"
NOTHING = "pas de réponse"

LABELS = {
    "family": "Type de devis",
    "beneficiary": "Pour",
    "exemption": "Soins pris en charge à 100\u202f%",
    "care_date": "Date des soins",
    "setting": "Cadre des soins",
    "line.act": "Acte",
    "line.activity": "Honoraires de",
    "line.tooth": "Dent",
    "line.sector": "Secteur du praticien",
    "line.fee": "Montant du devis",
    "line.base": "Base de remboursement du devis",
    "stay.nights": "Nuits sur place",
    "stay.private_room.wanted": "Chambre particulière",
    "stay.private_room.price": "Prix de la chambre particulière",
    "stay.private_room.per": "Prix donné",
}
GENERAL = ("beneficiary", "family", "care_date", "setting", "exemption")
LINE = ("line.act", "line.activity", "line.tooth", "line.sector", "line.fee", "line.base")
STAY = ("stay.nights", "stay.private_room.wanted", "stay.private_room.price", "stay.private_room.per")

CHOICES: dict[str, dict[Any, str]] = {
    "family": {"medical": "Soins médicaux ou chirurgicaux", "dental": "Soins dentaires"},
    "beneficiary": {"self": "L’adhérent"},
    "exemption": {
        "none": "Non",
        "ald": "Affection de longue durée (ALD)",
        "maternity": "Maternité",
        "work_accident": "Accident du travail",
        "invalidity_pension": "Pension d’invalidité",
        "newborn": "Nouveau-né",
        "css": "Complémentaire santé solidaire",
    },
    "setting": {
        "inpatient": "Hospitalisation avec nuit",
        "day_case": "Ambulatoire, sans nuit",
        "outpatient": "En consultation, sans hospitalisation",
    },
    "line.activity": {1: "Chirurgien ou praticien", 4: "Anesthésiste"},
    "line.sector": {
        "sector_1": "Secteur 1",
        "sector_2_optam": "Secteur 2, avec OPTAM",
        "sector_2": "Secteur 2, sans OPTAM",
        "not_conventioned": "Non conventionné",
    },
    "stay.private_room.wanted": {True: "Oui", False: "Non"},
    "stay.private_room.per": {"day": "par jour", "night": "par nuit"},
}
MONEY = frozenset({"line.fee", "line.base", "stay.private_room.price"})
DEPENDANT = "Un ayant droit mineur"


@dataclass(frozen=True)
class Block:
    """One titled group of rows, each a label and its words."""

    title: str | None
    rows: list[tuple[str, str]]


def value_in_words(field: str, value: Any) -> str:
    if value is None or value == "unknown":
        return NOTHING if value is None else UNKNOWN
    if field in CHOICES:
        return CHOICES[field].get(value, DEPENDANT if field == "beneficiary" else str(value))
    if field in MONEY:
        return euros(value)
    if field == "line.act" and isinstance(value, Mapping):
        return f"{value['label']} — {value['code']}"
    return long_date(dt.date.fromisoformat(value)) if field == "care_date" else str(value)


def draft_blocks(draft: Json) -> list[Block]:
    """Return what is known of a draft, in the order of the panel; nothing for an empty one."""
    stay = draft.get("stay") or {}
    flat_stay = {"stay.nights": stay.get("nights")} | {
        f"stay.private_room.{key}": value for key, value in (stay.get("private_room") or {}).items()
    }
    blocks = [Block(None, _rows(GENERAL, draft))]
    for line in draft["lines"]:
        act = {"code": line["act"], "label": line["label"]} if line["act"] else None
        values = {f"line.{key}": value for key, value in line.items()} | {"line.act": act}
        blocks.append(Block(f"Ligne {line['number']}", _rows(LINE, values)))
    blocks.append(Block("Le séjour", _rows(STAY, flat_stay)))
    return [block for block in blocks if block.rows]


def _rows(fields: tuple[str, ...], values: Json) -> list[tuple[str, str]]:
    return [(LABELS[field], value_in_words(field, values[field])) for field in fields if values.get(field) is not None]


def change_in_words(change: Json) -> str:
    """« Montant du devis (ligne 1) : 850,00 € → 950,00 € », or the value alone where there was none."""
    field = str(change["field"])
    field = field if field in LABELS else f"line.{field}"
    label = LABELS.get(field, str(change["field"]))
    where = f" (ligne {change['line']})" if change.get("line") else ""
    before, after = (value_in_words(field, change.get(side)) for side in ("from", "to"))
    was = "" if change.get("from") is None else f"{before} → "
    return f"{label}{where}\u202f: {was}{after}"
