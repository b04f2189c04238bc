"""A cover as a table that a person can read: one row a kind of expense, in French."""

from collections.abc import Mapping
from typing import Any

from quote_engine.catalogue import find_guarantee
from quote_engine.explain import days_text, typographic
from quote_engine.guarantee import Benefit, Ceiling, Cover, parse_guarantee
from quote_engine.money import percent_text, to_french
from quote_engine.sentences import BENEFIT_LABELS, BEYOND_TICKET_MODERATEUR, PERIOD_LABELS

SUFFIX_LABELS: Mapping[str, str] = {
    "optam": "OPTAM ou secteur 1",
    "non_optam": "hors OPTAM",
    "inpatient": "avec nuit à l'hôpital",
    "day_case": "ambulatoire",
    "outpatient": "hors hospitalisation",
    "rac0": "100 % Santé",
    "moderate": "tarif maîtrisé",
    "free": "tarif libre",
}
REFERENCE: Mapping[str, str] = {"calendar_year": "année civile", "membership_year": "année d'adhésion"}
HEAD = ("Prestation", "Prise en charge", "Plafonds")


def as_list(covers: Mapping[str, Mapping[str, Any]]) -> str:
    """Write the identifiers and labels of the known covers, one a line."""
    width = max(map(len, covers))
    return "".join(f"{key:<{width}}  {typographic(raw['label'])}\n" for key, raw in covers.items())


def as_table(raw: Mapping[str, Any]) -> str:
    """Write the table of a cover given in the contract's form."""
    cover = parse_guarantee(raw)
    rows = [HEAD, *(_row(benefit) for benefit in cover.benefits.values())]
    rows = [tuple(typographic(cell) for cell in row) for row in rows]  # type: ignore[misc]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    lines = [" │ ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "─┼─".join("─" * width for width in widths))
    kind = "Contrat responsable" if cover.responsible else "Contrat non responsable"
    since = f", en vigueur depuis le {cover.valid_from:%d/%m/%Y}" if cover.valid_from else ""
    facts = f"{kind}{since} ; plafonds par {REFERENCE[cover.reference_period]}"
    return typographic(f"{cover.label} — {cover.id}\n{facts}\n\n") + "\n".join(lines) + "\n"


def ceiling_texts(guarantee_id: str) -> list[str]:
    """Say the limits of a known cover, each once under the widest benefit that it limits; none for an unknown one."""
    raw = find_guarantee(guarantee_id)
    if raw is None:
        return []
    limits: dict[str, tuple[str, Ceiling]] = {}
    for benefit in sorted(parse_guarantee(raw).benefits.values(), key=lambda one: len(one.key)):
        for ceiling in benefit.ceilings:
            limits.setdefault(ceiling.name, (benefit.key, ceiling))
    return [typographic(f"{benefit_name(key)} : {ceiling_text(ceiling)}") for key, ceiling in limits.values()]


def _row(benefit: Benefit) -> tuple[str, str, str]:
    ceilings = " ; ".join(ceiling_text(c) for c in benefit.ceilings)
    return benefit_name(benefit.key), _cover(benefit.cover), ceilings or "—"


def benefit_name(key: str) -> str:
    """Name a `for` key in French: « Acte médical (hors OPTAM, ambulatoire) »."""
    if key == "default":
        return "Toute autre dépense"
    name, *suffixes = key.split(".")
    labels = ", ".join(SUFFIX_LABELS[suffix] for suffix in suffixes)
    return BENEFIT_LABELS[name] + (f" ({labels})" if labels else "")


def _cover(cover: Cover) -> str:
    percent = percent_text(cover.rate)
    if cover.kind == "percent_of_base":
        amo = "Assurance Maladie comprise" if cover.amo_included else "en plus de l'Assurance Maladie"
        return f"{percent} de la base, {amo}"
    if cover.kind == "ticket_moderateur":
        return "ticket modérateur" + (f" + {percent} de la base" if cover.rate else "")
    if cover.kind == "percent_of_amo":
        return f"{percent} du remboursement de l'Assurance Maladie"
    if cover.kind == "percent_of_pmss":
        return f"{percent} du plafond mensuel de la Sécurité sociale {PERIOD_LABELS[cover.per]}"
    if cover.kind == "amount":
        return f"{to_french(cover.amount)} {PERIOD_LABELS[cover.per]}"
    return {"actual_cost": "frais réels", "zero_remaining": "reste à charge zéro", "none": "non remboursé"}[cover.kind]


def ceiling_text(ceiling: Ceiling) -> str:
    """Say a limit: « 400,00 € par an, au-delà du ticket modérateur »."""
    limit = to_french(ceiling.amount) if ceiling.amount is not None else days_text(ceiling.days or 0)
    beyond = BEYOND_TICKET_MODERATEUR if ceiling.beyond == "ticket_moderateur" else ""
    return f"{limit} {PERIOD_LABELS[ceiling.per]}{beyond}"
