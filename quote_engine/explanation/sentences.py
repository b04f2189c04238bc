"""Puts a sentence to each step and each warning. The sentences themselves are in `wording/estimate.yml`."""

import functools
from collections.abc import Mapping
from string import Formatter

from quote_engine.contract.answer import Note, Step
from quote_engine.money import REMEMBERED, percent_text, to_french, to_text
from wording import variables, words

STEPS, NOTES = words("estimate", "steps"), words("estimate", "notes")
BENEFITS = {**words("estimate", "natures"), **words("estimate", "stay"), **words("estimate", "other_benefits")}
"""What a cover's `for` keys speak of, without their sector, setting or basket."""
SAYING_AMOUNT = frozenset(rule for rule, model in STEPS.items() if "amount" in variables(model))


def _patterns(models: Mapping[str, str]) -> Mapping[str, str]:
    """Write texts as patterns that `%` fills in by name, which is three times faster than `format`."""
    return {
        name: "".join(
            text.replace("%", "%%") + ("" if fact is None else f"%({fact})s")
            for text, fact, *_ in Formatter().parse(model)
        )
        for name, model in models.items()
    }


_STEP, _NOTE = _patterns(STEPS), _patterns(NOTES)
_COMPUTATION = _patterns(words("estimate", "computations"))


def step(rule: str, amount: int, source: str, **facts: object) -> Step:
    """Build the step of a rule; the facts are already in French, typography included."""
    if rule in SAYING_AMOUNT:
        facts["amount"] = to_french(amount)
    return {"rule": rule, "text": _STEP[rule] % facts, "amount": to_text(amount), "source": source}


def sentence(rule: str, **facts: object) -> str:
    """Give the sentence of a rule alone, which may leave out some of the facts."""
    return _STEP[rule] % facts


@functools.lru_cache(REMEMBERED)
def sentence_of_law(rule: str, rate: int, threshold: int = 0) -> str:
    """Give a sentence that tells figures of the law only: a rate, a threshold in cents. They come again and again."""
    return sentence(rule, rate=percent_text(rate), threshold=to_french(threshold))


def step_of_law(rule: str, amount: int, source: str, rate: int, threshold: int = 0) -> Step:
    """Build a step whose sentence tells figures of the law only."""
    text = sentence_of_law(rule, rate, threshold)
    return {"rule": rule, "text": text, "amount": to_text(amount), "source": source}


def note(code: str, line: str | None = None, **facts: object) -> Note:
    """Build a warning; the facts are already in French, typography included."""
    return Note(code, _NOTE[code] % facts, line)


def computation(name: str, **facts: object) -> str:
    """Give a line of arithmetic; the facts are already in French."""
    return _COMPUTATION[name] % facts
