"""An outcome written for a human on a terminal: estimate, refusal or error, every step included."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from quote_engine.money import to_french
from wording import say, short_date, typographic

INDENT = "  "

_said = partial(say, "terminal", "estimate")


def as_text(result: Mapping[str, Any]) -> str:
    """Write an outcome (estimate, refusal or error) for a human, every step included."""
    if result["status"] == "invalid":
        return _said("invalid", path=result["error"]["path"], why=result["error"]["message"]) + "\n"
    if result["status"] == "refused":
        return _said("refused", why=result["refusal"]["message"]) + "\n"
    rows = [_said("title", day=short_date(dt.date.fromisoformat(result["date"])))]
    if "hypotheses" in result:
        worst = max(result["hypotheses"], key=lambda each: int(each["total"]["member"].replace(".", "")))
        rows.append(_said("supposed", case=worst["label"]))
    names = {
        item["id"]: _said("line", number=place, label=item["label"])
        for place, item in enumerate(result["lines"], start=1)
    }
    for item in result["lines"]:
        rows += ["", *_item_rows(names[item["id"]], item)]
    for item in (*result["stay"], *result.get("charges", ())):
        rows += ["", *_item_rows(item["label"], item)]
    total = result["total"]
    rows += ["", _said("total"), _amount(_said("quote"), total["charged"]), *_share_rows(total), *_case_rows(result)]
    if left_out := result.get("not_estimated"):
        rows.append(_amount(_said("not_estimated"), left_out))
    if result["warnings"]:
        rows += ["", _said("to_check"), *(_warning(warning, names) for warning in result["warnings"])]
    rows += ["", _said("version", version=result["parameters_version"])]
    return typographic("\n".join(rows) + "\n")


def _case_rows(result: Mapping[str, Any]) -> Iterable[str]:
    """Say what is left in each case that is possible."""
    if "hypotheses" not in result:
        return
    spread = result["range"]["member"]
    if spread["min"] == spread["max"]:
        yield INDENT + _said("any_case", amount=_euros(spread["max"]))
        return
    yield INDENT + _said("by_case", min=_euros(spread["min"]), max=_euros(spread["max"]))
    for hypothesis in result["hypotheses"]:
        yield INDENT + _amount(hypothesis["label"], hypothesis["total"]["member"])


def _warning(warning: Mapping[str, Any], names: Mapping[str, str]) -> str:
    name = names.get(warning.get("line", ""))
    return _said("warning_of", line=name, text=warning["text"]) if name else _said("warning", text=warning["text"])


def _item_rows(name: str, item: Mapping[str, Any]) -> Iterable[str]:
    if refused := item.get("refused"):
        yield _said("amount", label=name, amount=_said("no_figures"))
        yield INDENT + _said("warning", text=refused["message"])
        return
    yield _said("amount", label=name, amount=_euros(item["charged"]))
    for step in item["steps"]:
        yield INDENT + _said("step", text=step["text"], amount=_euros(step["amount"]), source=step["source"])
    yield from _share_rows(item)


def _share_rows(item: Mapping[str, Any]) -> Iterable[str]:
    for payer in ("amo", "amc", "top_up", "member"):
        if payer != "top_up" or item["top_up"] != "0.00":
            yield _amount(say("names", payer), item[payer])


def _amount(label: str, amount: str) -> str:
    return INDENT + _said("amount", label=label, amount=_euros(amount))


def _euros(text: str) -> str:
    return to_french(int(text.replace(".", "")))
