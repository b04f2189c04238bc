"""A cover as a table that a person can read: one row a kind of expense, in French."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from quote_engine.contract.guarantee import Benefit, Ceiling, Cover, parse_guarantee
from quote_engine.covers.catalogue import known_covers
from quote_engine.explanation.facts import days_text
from quote_engine.explanation.sentences import BENEFITS
from quote_engine.money import NARROW_SPACE, percent_text, to_french
from wording import say, short_date, typographic, words

HEAD = ("benefit", "promise", "ceilings")

_table, _promised = partial(say, "covers", "table"), partial(say, "covers", "promises")


def as_list(covers: Mapping[str, Mapping[str, Any]]) -> str:
    """Write the identifiers and labels of the known covers, one a line."""
    width = max(map(len, covers))
    return "".join(f"{key:<{width}}  {typographic(raw['label'])}\n" for key, raw in covers.items())


def as_table(raw: Mapping[str, Any]) -> str:
    """Write the table of a cover given in the contract's form."""
    cover = parse_guarantee(raw)
    rows = [tuple(_table(name) for name in HEAD), *(_row(benefit) for benefit in cover.benefits.values())]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    lines = [" │ ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "─┼─".join("─" * width for width in widths))
    kind = _table("responsible" if cover.responsible else "not_responsible")
    if cover.valid_from:
        kind = _table("in_force", kind=kind, day=short_date(cover.valid_from))
    facts = _table("facts", kind=kind, year=say("covers", "years", cover.reference_period))
    title = _table("title", label=typographic(cover.label), id=cover.id)
    return "\n".join((title, facts, "", *lines)) + "\n"


def ceiling_texts(guarantee_id: str) -> list[str]:
    """Say the limits of a known cover, each once under the widest benefit that it limits; none for an unknown one."""
    cover = known_covers().get(guarantee_id)
    if cover is None:
        return []
    limits: dict[str, tuple[str, Ceiling]] = {}
    for benefit in sorted(cover.benefits.values(), key=lambda one: len(one.key)):
        for ceiling in benefit.ceilings:
            limits.setdefault(ceiling.name, (benefit.key, ceiling))
    return [typographic(f"{benefit_name(key)} : {ceiling_text(ceiling)}") for key, ceiling in limits.values()]


def _row(benefit: Benefit) -> tuple[str, str, str]:
    ceilings = f"{NARROW_SPACE}; ".join(ceiling_text(c) for c in benefit.ceilings)
    return benefit_name(benefit.key), _promise(benefit.cover), ceilings or _table("none")


def benefit_name(key: str) -> str:
    """Name a `for` key in French: « Acte médical (hors OPTAM, ambulatoire) »."""
    if key == "default":
        return say("covers", "other")
    name, *suffixes = key.split(".")
    details = ", ".join(say("covers", "details", suffix) for suffix in suffixes)
    return say("covers", "specified", benefit=BENEFITS[name], details=details) if details else BENEFITS[name]


def _promise(cover: Cover) -> str:
    percent, per = percent_text(cover.rate), words("estimate", "periods")[cover.per]
    if cover.kind == "percent_of_base":
        return _promised("percent_included" if cover.amo_included else "percent_excluded", percent=percent)
    if cover.kind == "ticket_moderateur" and cover.rate:
        return _promised("ticket_moderateur_plus", percent=percent)
    if cover.kind == "percent_of_amo":
        return _promised("percent_of_amo", percent=percent)
    if cover.kind == "percent_of_pmss":
        return _promised("percent_of_pmss", percent=percent, per=per)
    if cover.kind == "amount":
        return _promised("amount", amount=to_french(cover.amount), per=per)
    return _promised(cover.kind)


def ceiling_text(ceiling: Ceiling) -> str:
    """Say a limit: « 400,00 € par an, au-delà du ticket modérateur »."""
    limit = to_french(ceiling.amount) if ceiling.amount is not None else days_text(ceiling.days or 0)
    per = words("estimate", "periods")[ceiling.per]
    if ceiling.beyond == "ticket_moderateur":
        per = say("estimate", "facts", "beyond_ticket_moderateur", per=per)
    return _table("ceiling", limit=limit, per=per)
