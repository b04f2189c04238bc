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
        rows.append(f"Secteur non indiqué : cas le plus coûteux, {SECTOR_LABELS[sector]}")
    for item in (*result["lines"], *result["stay"]):
        rows += ["", *_item_rows(item)]
    total = result["total"]
    rows += ["", "Total", f"  Devis : {_euros(total['charged'])}", *_share_rows(total)]
    if spread := result.get("range"):
        low, high = spread["member"]["min"], spread["member"]["max"]
        rows.append(f"  Selon le secteur, entre {_euros(low)} et {_euros(high)} à votre charge")
    rows += [f"- {warning['text']}" for warning in result["warnings"]]
    return typographic("\n".join(rows) + "\n")


def _item_rows(item: Mapping[str, Any]) -> Iterable[str]:
    yield f"{item['label']} : {_euros(item['charged'])}"
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
