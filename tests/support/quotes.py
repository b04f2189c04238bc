"""The two quotes of the main journey: what a member with children says, and the same written by hand for the engine."""

from typing import Any

Json = dict[str, Any]

HIP_REPLACEMENT = [
    ("describe", "NEKA020"),
    ("line.fee", "mille deux cents euros"),
    ("line.sector", "secteur 2 sans optam"),
    ("more_lines", "oui, l'anesthésiste"),
    ("line.fee", "450 €"),
    ("line.sector", "secteur 2 optam"),
    ("more_lines", "non c'est tout"),
    ("stay.nights", "3 nuits"),
    ("stay.private_room", "oui, 85 euros par jour"),
    ("care_date", "le 10 décembre 2026"),
    ("exemption", "non, pas de prise en charge à 100 %"),
    ("beneficiary", "pour moi"),
]


def hip_replacement(patient: Json, cover: Json) -> Json:
    return {
        "date": "2026-12-10",
        "setting": "inpatient",
        "patient": patient,
        "stay": {"days": 4, "nights": 3, "private_room_per_day": "85.00", "private_room_days": 4},
        "lines": [
            {"id": "1", "code": "NEKA020", "activity": 1, "sector": "sector_2", "fee": "1200.00"},
            {"id": "2", "code": "NEKA020", "activity": 4, "sector": "sector_2_optam", "fee": "450.00"},
        ],
        **cover,
    }


CROWN = [
    ("describe", "HBLD090"),
    ("line.tooth", "la 14"),
    ("line.fee", "175 euros"),
    ("more_lines", "oui encore une"),
    ("line.act", "HBLD634"),
    ("line.tooth", "14"),
    ("line.fee", "650,50"),
    ("more_lines", "non"),
    ("care_date", "05/12/2026"),
    ("beneficiary", "pour moi"),
]


def crown(patient: Json, cover: Json) -> Json:
    return {
        "date": "2026-12-05",
        "setting": "outpatient",
        "patient": patient,
        "lines": [
            {"id": "1", "code": "HBLD090", "tooth": 14, "fee": "175.00"},
            {"id": "2", "code": "HBLD634", "tooth": 14, "fee": "650.50"},
        ],
        **cover,
    }
