"""Puts a sentence to each step and each warning. The sentences themselves are in `wording/estimate.yml`."""

import functools
from collections.abc import Mapping

from quote_engine.contract.answer import Note, Step
from quote_engine.money import REMEMBERED, percent_text, to_french, to_text
from wording import variables, words


def _ready(models: Mapping[str, str]) -> Mapping[str, str]:
    """Turn the braces of sentences, once, into what `%` fills: the fastest way to say one."""
    return {name: model.replace("%", "%%").replace("{", "%(").replace("}", ")s") for name, model in models.items()}


STEPS = _ready(words("estimate", "steps"))
COMPUTATIONS = _ready(words("estimate", "computations"))
NOTES = _ready(words("estimate", "notes"))
BENEFITS = {**words("estimate", "natures"), **words("estimate", "stay"), **words("estimate", "other_benefits")}
"""What a cover's `for` keys speak of, without their sector, setting or basket."""
SAYING_AMOUNT = frozenset(rule for rule, model in words("estimate", "steps").items() if "amount" in variables(model))


def step(rule: str, amount: int, source: str, **facts: object) -> Step:
    """Build the step of a rule; the facts are already in French, typography included."""
    if rule in SAYING_AMOUNT:
        facts["amount"] = to_french(amount)
    return {"rule": rule, "text": STEPS[rule] % facts, "amount": to_text(amount), "source": source}


def sentence(rule: str, **facts: object) -> str:
    """Give the sentence of a rule alone."""
    return STEPS[rule] % facts


def computation(name: str, **facts: object) -> str:
    """Give one line of arithmetic; the facts are already in French."""
    return COMPUTATIONS[name] % facts


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
    return Note(code, NOTES[code] % facts, line)
