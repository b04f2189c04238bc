"""Puts a sentence to each step and each warning. The sentences themselves are in `wording/estimate.yml`."""

import functools
from collections.abc import Callable, Mapping
from operator import itemgetter
from string import Formatter

from quote_engine.contract.answer import Note, Step
from quote_engine.money import REMEMBERED, percent_text, to_french, to_text
from wording import variables, words

STEPS, NOTES = words("estimate", "steps"), words("estimate", "notes")
BENEFITS = {**words("estimate", "natures"), **words("estimate", "stay"), **words("estimate", "other_benefits")}
"""What a cover's `for` keys speak of, without their sector, setting or basket."""
SAYING_AMOUNT = frozenset(rule for rule, model in STEPS.items() if "amount" in variables(model))


class Sayings(dict[str, Callable[..., str]]):
    """Texts by name, each a function of its facts: made when first said, as few are."""

    def __init__(self, models: Mapping[str, str]) -> None:
        super().__init__()
        self._models = models

    def __missing__(self, name: str) -> Callable[..., str]:
        self[name] = said = _ready(self._models[name])
        return said


def _ready(model: str) -> Callable[..., str]:
    """Turn a text into a pattern and the order of its facts, filled in three times faster than by name."""
    parts = [(text.replace("%", "%%"), name) for text, name, *_ in Formatter().parse(model)]
    names = [name for _, name in parts if name is not None]
    pattern = "".join(text if name is None else f"{text}%s" for text, name in parts)
    if not names:
        return lambda: model
    in_order = itemgetter(*names)
    return lambda **facts: pattern % in_order(facts)


_step, _note = Sayings(STEPS), Sayings(NOTES)
computation = Sayings(words("estimate", "computations"))
"""Lines of arithmetic; their facts are already in French."""


def step(rule: str, amount: int, source: str, **facts: object) -> Step:
    """Build the step of a rule; the facts are already in French, typography included."""
    if facts:
        text = _step[rule](amount=to_french(amount), **facts) if rule in SAYING_AMOUNT else _step[rule](**facts)
    else:
        text = _step[rule](amount=to_french(amount)) if rule in SAYING_AMOUNT else STEPS[rule]
    return {"rule": rule, "text": text, "amount": to_text(amount), "source": source}


def sentence(rule: str, **facts: object) -> str:
    """Give the sentence of a rule alone, which may leave out some of the facts."""
    return STEPS[rule].format(**facts)


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
    return Note(code, _note[code](**facts), line)
