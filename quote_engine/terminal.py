"""An outcome written for a human on a terminal: estimate, refusal or error, every step included."""

from collections.abc import Iterable, Mapping
from typing import Any

from quote_engine.explain import typographic
from quote_engine.money import to_french
from quote_engine.sentences import SECTOR_LABELS


def as_text(result: Mapping[str, Any]) -> str:
    """Write an outcome (estimate, refusal or error) for a human, every step included."""
    if result["status"] == "invalid":
        return typographic(f"Devis illisible ({result['error']['path']}) : {result['error']['message']}\n")
    if result["status"] == "refused":
        return typographic(f"Pas d'estimation : {result['refusal']['message']}\n")
    rows = [f"Estimation indicative, soins du {_french_day(result['date'])}"]
    if sector := result.get("sector"):
        rows.append(f"Secteur exact non indiqué : cas le plus coûteux, {SECTOR_LABELS[sector]}")
    names = {item["id"]: f"Ligne {place}, {item['label']}" for place, item in enumerate(result["lines"], start=1)}
    for item in result["lines"]:
        rows += ["", *_item_rows(names[item["id"]], item)]
    for item in result["stay"]:
        rows += ["", *_item_rows(item["label"], item)]
    total = result["total"]
    rows += ["", "Total", f"  Devis : {_euros(total['charged'])}", *_share_rows(total), *_sector_rows(result)]
    if result["warnings"]:
        rows += ["", "À vérifier", *(_warning(warning, names) for warning in result["warnings"])]
    rows += ["", f"Valeurs du {result['parameters_version']}"]
    return typographic("\n".join(rows) + "\n")


def _sector_rows(result: Mapping[str, Any]) -> Iterable[str]:
    """Say what is left in each sector that the practitioner could be in."""
    if "hypotheses" not in result:
        return
    spread = result["range"]["member"]
    if spread["min"] == spread["max"]:
        yield f"  Quel que soit le secteur : {_euros(spread['max'])} à votre charge"
        return
    low, high = _euros(spread["min"]), _euros(spread["max"])
    yield f"  Selon le secteur, entre {low} et {high} à votre charge :"
    for hypothesis in result["hypotheses"]:
        yield f"    {SECTOR_LABELS[hypothesis['sector']]} : {_euros(hypothesis['total']['member'])}"


def _warning(warning: Mapping[str, Any], names: Mapping[str, str]) -> str:
    name = names.get(warning.get("line", ""))
    return f"- {name} : {warning['text']}" if name else f"- {warning['text']}"


def _item_rows(name: str, item: Mapping[str, Any]) -> Iterable[str]:
    yield f"{name} : {_euros(item['charged'])}"
    yield from (f"  · {s['text']} ({_euros(s['amount'])} ; {s['source']})" for s in item["steps"])
    yield from _share_rows(item)


def _share_rows(item: Mapping[str, Any]) -> Iterable[str]:
    yield f"  Assurance Maladie : {_euros(item['amo'])}"
    yield f"  Mutuelle : {_euros(item['amc'])}"
    if item["top_up"] != "0.00":
        yield f"  Surcomplémentaire : {_euros(item['top_up'])}"
    yield f"  À votre charge : {_euros(item['member'])}"


def _euros(text: str) -> str:
    return to_french(int(text.replace(".", "")))


def _french_day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
