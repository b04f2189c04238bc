"""Puts a sentence to each step and each warning. The sentences themselves are in `wording/estimate.yml`."""

import functools
from collections.abc import Mapping, Sequence

from quote_engine.estimate import Note, Share, Step
from quote_engine.money import REMEMBERED, percent_text, to_french, to_text
from quote_engine.parameters import shown_name
from wording import say, variables, words


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


@functools.lru_cache(REMEMBERED)
def modifiers_named(letters: tuple[str, ...], *, usual: bool = False) -> str:
    """Name modifiers: « le modificateur J », « les modificateurs J et K, habituels »."""
    name = "usual_modifiers" if usual else "modifiers"
    return say("estimate", "facts", name, count=len(letters), letters=listed(letters))


def listed(names: Sequence[str]) -> str:
    """Enumerate: « J », « J et K », « J, K et 7 »."""
    *first, last = names
    return say("estimate", "facts", "enumerated", first=", ".join(first), last=last) if first else last


@functools.lru_cache(REMEMBERED)
def days_text(count: int) -> str:
    return say("estimate", "facts", "days", count=count)


@functools.lru_cache(REMEMBERED)
def anaesthesia_of(label: str) -> str:
    """Name an act's anaesthesia."""
    return say("estimate", "facts", "anaesthesia", act=label)


def overrun(share: Share) -> None:
    """Say by how much the fee exceeds the base."""
    if above := share.overrun:
        share.steps.append(step("overrun", above, shown_name("quote")))


def remainder(share: Share) -> None:
    """Close a line's explanation with what is left to the member."""
    left, source = share.member, shown_name("remainder")
    if left:
        share.steps.append(step("member", left, source))
    else:  # the same step for whoever looks for it, in other words
        share.steps.append({"rule": "member", "text": STEPS["nothing_left"], "amount": to_text(0), "source": source})
