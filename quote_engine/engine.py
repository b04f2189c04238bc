"""One quote in, one answer out: read by the contract, computed under each hypothesis, written out."""

from collections.abc import Mapping
from typing import Any

from quote_engine.contract.answer import Estimate, Share
from quote_engine.contract.quote import Quote, parse_quote
from quote_engine.covers.catalogue import known_covers
from quote_engine.errors import InvalidInputError, RefusalError
from quote_engine.explanation.sentences import note
from quote_engine.hypotheses import hypotheses
from quote_engine.money import to_text
from quote_engine.parameters import first_day, parameters_version
from quote_engine.rules.context import Supposition
from wording import in_sentence, say, short_date, typographic


def estimate(quote: Mapping[str, Any], *, strict: bool = False) -> dict[str, Any]:
    """Estimate a quote of the contract. A wrong or unanswerable quote is an answer too: this never raises on input.

    What cannot be computed is left out, line by line; `strict` refuses the whole quote instead.
    """
    try:
        parsed = parse_quote(quote, known_covers)
        return _answer(parsed, strict=strict)
    except InvalidInputError as error:
        return {"status": "invalid", "error": {"code": error.code, "message": typographic(error.message),
                                               "path": error.path or "$"}}  # fmt: skip
    except RecursionError:
        return {"status": "invalid", "error": {"code": "too_deep", "message": say("engine", "input", "too_deep"),
                                               "path": "$"}}  # fmt: skip
    except RefusalError as refusal:
        return {"status": "refused", "refusal": {**refusal.as_json(), "line": refusal.line}}


def _answer(quote: Quote, *, strict: bool) -> dict[str, Any]:
    if quote.date < first_day():
        message = say("engine", "refusals", "before_the_rules", day=short_date(quote.date))
        raise RefusalError("no_parameter_on_date", message)
    results = hypotheses(quote)
    worst = max(results, key=lambda supposed: results[supposed].member) if len(results) > 1 else next(iter(results))
    result = results[worst]
    if result.refused and (strict or not _holds_figures(result, quote)):
        raise next(iter(result.refused.values()))
    head = {
        "status": "partial" if result.refused else "ok",
        "date": quote.date.isoformat(),
        "indicative": True,
        "parameters_version": parameters_version(),
    }
    if len(results) == 1 and worst.sector is None:
        return {**head, **result.body_json(), "warnings": [n.as_json() for n in result.notes]}
    members = [each.member for each in results.values()]
    notes = [note("sector_unknown"), *result.notes] if worst.sector else result.notes
    return {
        **head,
        **_told(worst, result),
        **result.body_json(),
        "hypotheses": [
            {"label": _label(supposed, each), **_told(supposed, each), **each.body_json()}
            for supposed, each in results.items()
        ],
        "range": {"member": {"min": to_text(min(members)), "max": to_text(max(members))}},
        "warnings": [n.as_json() for n in notes],
    }


def _told(supposed: Supposition, result: Estimate) -> dict[str, Any]:
    """Say what a hypothesis supposes: only what is not known."""
    told: dict[str, Any] = {} if supposed.sector is None else {"sector": supposed.sector}
    if result.undecided:
        told["favourable"] = supposed.favourable
    return told


def _label(supposed: Supposition, result: Estimate) -> str:
    """Name a hypothesis: « secteur 2 avec OPTAM », « condition remplie », or both."""
    sector = supposed.sector and in_sentence(say("fields", "choices", "line.sector", supposed.sector))
    if not result.undecided:
        return sector or ""
    kind = "condition" if result.undecided == {"conditional_cover"} else "open"
    case = say("estimate", "hypotheses", kind, "met" if supposed.favourable else "not_met")
    return say("estimate", "hypotheses", "both", sector=sector, case=case) if sector else case


def _holds_figures(result: Estimate, quote: Quote) -> bool:
    """Tell whether something is estimated beside what is refused; the days of a stay alone depend on its acts."""
    priced = quote.stay is not None and (quote.stay.cost is not None or quote.stay.room_price is not None)
    return priced or bool(result.charges) or any(isinstance(line, Share) for line in result.lines)
