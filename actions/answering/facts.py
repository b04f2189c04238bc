"""What an answer says of this very quote and of the law of its day: the values of a topic's placeholders."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from actions.answering.wording import NARROW, act_of, money, piece
from actions.understanding.topics import Topic
from quote_draft import SECTORS, SHARED_FEES, Draft, DraftContext, cents, next_question
from quote_engine import ceiling_texts
from quote_engine.parameters import all_parameters, first_day
from wording import variables

_DAYS = 32  # whose figures are kept: today, and the days of care that are asked about


def answer_to(topic: Topic, facts: Mapping[str, str], day: date) -> str:
    """Return a topic's answer with the figures of the law of `day`, and the first addition whose facts are all known.

    A day before the first whose law is known takes that one.
    """
    known = {**law_figures(max(day, first_day())), **facts}
    said = next((text for text in topic.additions if variables(text) <= known.keys()), None)
    return " ".join(text.format_map(known) for text in (topic.answer, said) if text)


@functools.lru_cache(maxsize=_DAYS)
def law_figures(day: date) -> Mapping[str, str]:
    """Return every dated value in force, by its path in quote_engine/parameters: `flat_fee_amount` is « 32 € »."""
    figures = {
        name.replace("/", "_"): _figure(window.value.amount, parameter.unit)
        for name, parameter in all_parameters().items()
        if (window := parameter.find(day)) is not None
    }
    return MappingProxyType(figures)


def quote_facts(draft: Draft, context: DraftContext, estimate: Mapping[str, Any] | None) -> dict[str, str]:
    """Return what is known of this quote, as a member reads it; what is not known has no entry.

    `estimate` is the engine's result (contracts/estimate.md). The totals are given once the whole quote is described.
    When the sector leaves a range, no single figure is given; when a line could not be computed, no figure at all.
    """
    facts = {**_of_draft(draft), **_of_cover(context)}
    if estimate is None or estimate.get("status") != "ok":
        return facts
    asking = next_question(draft, context)
    whole = asking is None or asking.field == "confirm"
    if "range" in estimate:
        between = estimate["range"]["member"]
        return {**facts, "least": money(between["min"]), "most": money(between["max"])} if whole else facts
    total = _of_total(estimate) if whole else {}
    return {**facts, **total, **_of_lines(estimate["lines"]), **_of_stay(estimate.get("stay", []))}


def _of_draft(draft: Draft) -> dict[str, str]:
    numbers = range(1, len(draft.lines) + 1)
    sectors = {draft.get("line.sector", number) for number in numbers}
    facts = {"acts": ", ".join(act_of(draft, number) for number in numbers)} if draft.lines else {}
    if len(sectors) == 1 and (sector := sectors.pop()) in SECTORS:
        facts["sector"] = piece("choices", "line.sector", sector)
    told = [line.fee for line in draft.lines if line.fee] + [one["fee"] for one in draft.get(SHARED_FEES) or ()]
    return facts | _unless_nothing(noted=sum(map(cents, told)))


def _of_cover(context: DraftContext) -> dict[str, str]:
    cover = context.cover or {}
    facts = {"cover": str(cover["label"])} if cover.get("label") else {}
    ceilings = ceiling_texts(cover.get("guarantee_id") or "")
    return {**facts, "ceilings": piece("summary", "and").join(ceilings)} if ceilings else facts


def _of_total(estimate: Mapping[str, Any]) -> dict[str, str]:
    total = estimate["total"]
    return {
        **{name: money(total[name]) for name in ("charged", "amo", "amc", "member")},
        **_unless_nothing(top_up=cents(total["top_up"])),
    }


def _of_lines(lines: list[dict[str, Any]]) -> dict[str, str]:
    bases = [f"{line['label']}, {money(line['base'])}" for line in lines if cents(line["base"])]
    facts = _unless_nothing(
        overrun=sum(cents(line["overrun"]) for line in lines),
        participation=sum(cents(line["participation"]) for line in lines),
        ticket_moderateur=sum(map(_ticket_moderateur, lines)),
    )
    if len(bases) == 1:
        facts["base"] = money(next(line["base"] for line in lines if cents(line["base"])))
    elif bases:
        facts["bases"] = piece("summary", "and").join(bases)
    return facts


def _of_stay(items: list[dict[str, Any]]) -> dict[str, str]:
    charged = {item["id"]: cents(item["charged"]) for item in items}
    facts = _unless_nothing(
        daily_fee=charged.get("daily_hospital_fee", 0),
        flat_fee=charged.get("flat_fee", 0),
        room=charged.get("private_room", 0),
    )
    room = next((item for item in items if item["id"] == "private_room"), None)
    return {**facts, "room_member": money(room["member"])} if room else facts


def _ticket_moderateur(line: Mapping[str, Any]) -> int:
    """Return what the Assurance Maladie leaves of the base; a flat fee stands in its place."""
    if any(step["rule"].startswith("flat_fee") for step in line["steps"]):
        return 0
    return min(cents(line["base"]), cents(line["charged"])) - cents(line["amo_gross"])


def _unless_nothing(**amounts: int) -> dict[str, str]:
    return {name: money(amount) for name, amount in amounts.items() if amount}


def _figure(amount: int | Decimal, unit: str) -> str:
    if unit == "EUR":
        return money(int(amount)).replace(",00", "")
    if unit == "rate":
        return f"{(Decimal(amount) * 100).normalize():f}{NARROW}%".replace(".", ",")
    return str(amount)
