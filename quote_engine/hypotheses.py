"""The hypotheses under which a quote is estimated: the sectors a doctor may be in, and what is left open both ways."""

from collections.abc import Iterable, Mapping, Sequence

from quote_engine.contract.answer import Estimate
from quote_engine.contract.natures import DOCTOR_NATURES
from quote_engine.contract.quote import Quote
from quote_engine.contract.terms import POSSIBLE_SECTORS
from quote_engine.errors import RefusalError
from quote_engine.rules.acts import known_act, nature_of
from quote_engine.rules.context import Supposition
from quote_engine.rules.in_order import compute


def hypotheses(quote: Quote) -> dict[Supposition, Estimate]:
    """Estimate under each sector the practitioner could be in, and where something is left open both ways.

    A modifier may rule a sector out. What one hypothesis refuses no other gives figures of: they would not compare.
    """
    sectors = _possible_sectors(quote)
    results = _each(quote, sectors, {})
    refused: dict[str, RefusalError] = {}
    for result in results.values():
        refused = {**result.refused, **refused}
    if any(len(result.refused) < len(refused) for result in results.values()):
        possible = {s: r for s, r in results.items() if not _ruled_out(r, results.values())}
        if len(possible) < len(results):
            return possible
        return _each(quote, sectors, refused)
    return results


def _possible_sectors(quote: Quote) -> list[str]:
    """Give the sectors that a doctor who does not tell theirs could be in; none when all are told."""
    untold = [line for line in quote.lines if line.sector is None and line.covered]
    if not untold:
        return []
    doctors = [line for line in untold if nature_of(line, known_act(line, quote)) in DOCTOR_NATURES]
    return [sector for sector in POSSIBLE_SECTORS if any(sector in line.sector_among for line in doctors)]


def _ruled_out(result: Estimate, results: Iterable[Estimate]) -> bool:
    """Tell whether a modifier of the quote goes with another hypothesis and not with this one."""
    return any(
        refusal.code == "modifier_not_allowed" and any(name not in other.refused for other in results)
        for name, refusal in result.refused.items()
    )


def _each(quote: Quote, sectors: Sequence[str], refused: Mapping[str, RefusalError]) -> dict[Supposition, Estimate]:
    results = {}
    for sector in sectors or (None,):
        supposed = Supposition(sector)
        results[supposed] = compute(quote, supposed, refused)
        if results[supposed].undecided:
            supposed = Supposition(sector, favourable=True)
            results[supposed] = compute(quote, supposed, refused)
    return results
