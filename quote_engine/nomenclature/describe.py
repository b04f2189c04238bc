"""An act as JSON, for the terminal: what is known of it on a day."""

import datetime as dt
from typing import Any

from quote_engine.data_files import Window, value_on
from quote_engine.money import to_text
from quote_engine.nomenclature.acts import Act
from quote_engine.parameters import source_text
from wording import say


def describe(act: Act, on: dt.date) -> dict[str, Any]:
    """Give the label, tariffs that day with their whole history, modifiers, basket and fee ceiling."""
    ceiling = value_on(act.fee_ceilings, on)
    return {
        "code": act.code,
        "label": act.label,
        "family": act.family,
        "nature": act.nature,
        "group": act.group,
        "covered": act.covered,
        "condition": say("estimate", "conditions", act.condition) if act.condition else None,
        "prior_agreement": act.prior_agreement,
        "in_addition": act.in_addition,
        "modifiers": list(act.modifiers),
        "needs_tooth": act.needs_tooth,
        "teeth": sorted(act.teeth) if act.teeth is not None else None,
        "basket": value_on(act.baskets, on),
        "fee_ceiling": None if ceiling is None else to_text(ceiling),
        "activities": [
            {
                "activity": number,
                "exo_tm": activity.exo_tm,
                "tariff_optam": _money(activity.tariff(on, optam=True)),
                "tariff_non_optam": _money(activity.tariff(on, optam=False)),
                "history_optam": [_window(w) for w in activity.optam],
                "history_non_optam": [_window(w) for w in activity.non_optam],
            }
            for number, activity in act.activities.items()
        ],
        "sources": [source_text(source) for source in act.sources],
    }


def _money(cents: int | None) -> str | None:
    return to_text(cents) if cents else None


def _window(window: Window[int]) -> dict[str, str | None]:
    to = window.to.isoformat() if window.to else None
    return {"from": window.start.isoformat(), "to": to, "value": to_text(window.value)}
