"""Estimates as pages: one written by hand, and how a sheet is put around an estimate."""

from datetime import date
from typing import Any

from auth_gateway.sheets import EstimateSheet, page_of

Json = dict[str, Any]

ESTIMATE: Json = {
    "status": "ok",
    "date": "2026-12-10",
    "indicative": True,
    "parameters_version": "2026.11",
    "lines": [
        {
            "id": "1", "label": "Remplacement de la hanche", "charged": "1200.00", "base": "459.80",
            "overrun": "740.20", "amo": "457.80", "amc": "367.84", "top_up": "0.00", "member": "374.36",
            "amc_computed": "180 % × 459,80 € = 827,64 €, moins 459,80 €",
            "steps": [
                {"rule": "base", "text": "La base de l’acte.", "amount": "459.80", "source": "Arrêté du 1er janvier"},
                {"rule": "participation", "text": "La participation.", "amount": "-2.00", "source": "art. R. 160-19"},
            ],
        },
        {
            "id": "2", "label": "Anesthésie", "charged": "1400.05", "base": "170.00", "overrun": "1230.05",
            "amo": "168.00", "amc": "136.00", "top_up": "0.00", "member": "1096.05", "steps": [],
        },
    ],
    "stay": [
        {"id": "daily_hospital_fee", "charged": "80.00", "amo": "0.00", "amc": "80.00", "member": "0.00", "steps": []},
        {"id": "private_room", "charged": "340.00", "amo": "0.00", "amc": "240.00", "member": "100.00",
         "steps": [{"rule": "room", "text": "Quatre jours.", "amount": "240.00", "source": ""}]},
    ],
    "total": {"charged": "3020.05", "amo": "625.80", "amc": "823.84", "top_up": "0.00", "member": "1570.41"},
    "warnings": [{"code": "modifiers_assumed_none", "text": "Aucun modificateur n’a été pris en compte.", "line": "1"}],
}  # fmt: skip
QUOTE: Json = {
    "date": "2026-12-10",
    "setting": "inpatient",
    "lines": [
        {"id": "1", "code": "NEKA020", "activity": 1, "sector": "sector_2", "fee": "1200.00"},
        {"id": "2", "code": "NEKA020", "activity": 4, "sector": None, "fee": "1400.05"},
    ],
}
PARTIAL: Json = {
    **ESTIMATE,
    "status": "partial",
    "lines": [
        ESTIMATE["lines"][0],
        {"id": "2", "label": "Anesthésie", "refused": {"code": "missing_base", "message": "Sa base n’est pas connue."}},
    ],
    "charges": [
        {"id": "tv", "kind": "television", "label": "Télévision", "charged": "15.00", "amo": "0.00", "amc": "5.00",
         "top_up": "0.00", "member": "10.00", "steps": []},
    ],
    "stay": [],
    "total": {"charged": "1215.00", "amo": "457.80", "amc": "372.84", "top_up": "0.00", "member": "384.36"},
    "not_estimated": "1400.05",
    "warnings": [],
}  # fmt: skip
"""As the second version of the estimate's contract has it: a line that was refused, and a charge that is no act."""


def sheet(estimate: Json = ESTIMATE, *, quote: Json = QUOTE, **changes: Any) -> EstimateSheet:
    facts = {"reference": "7F3K2Q", "made_on": date(2026, 11, 21), "member": "Camille Essai", "cover": "Confort"}
    return EstimateSheet(estimate=estimate, quote=quote, **{**facts, **changes})


def page(estimate: Json = ESTIMATE, **changes: Any) -> Json:
    return page_of(sheet(estimate, **changes))
