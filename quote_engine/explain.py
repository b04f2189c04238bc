"""Puts a sentence to each step and each warning. The sentences themselves are in `sentences`."""

import functools
from collections.abc import Mapping, Sequence

from quote_engine import sentences
from quote_engine.estimate import Note, Share, Step
from quote_engine.money import NARROW_SPACE, REMEMBERED, percent_text, to_french, to_text
from quote_engine.parameters import shown_name


def typographic(text: str) -> str:
    """Set the narrow no-break spaces and the typographic apostrophe that French asks for."""
    for mark in (";", ":", "!", "?", "»", "%"):
        text = text.replace(f" {mark}", f"{NARROW_SPACE}{mark}")
    return text.replace("« ", f"«{NARROW_SPACE}").replace("'", "’")


def _ready(models: Mapping[str, str]) -> Mapping[str, str]:
    """Set the typography of sentences once, and turn their braces into what `%` fills, the fastest way to say one."""
    return {
        name: typographic(model).replace("%", "%%").replace("{", "%(").replace("}", ")s")
        for name, model in models.items()
    }


STEPS = _ready(sentences.STEPS)
NOTES = _ready(sentences.NOTES)
EXEMPTION_REASONS = {name: typographic(reason) for name, reason in sentences.EXEMPTION_REASONS.items()}
SAYING_AMOUNT = frozenset(rule for rule, model in sentences.STEPS.items() if "{amount}" in model)


def step(rule: str, amount: int, source: str, **facts: object) -> Step:
    """Build the step of a rule; the facts are already in French, typography included."""
    if rule in SAYING_AMOUNT:
        facts["amount"] = to_french(amount)
    return {"rule": rule, "text": STEPS[rule] % facts, "amount": to_text(amount), "source": source}


def sentence(rule: str, **facts: object) -> str:
    """Give the sentence of a rule alone."""
    return STEPS[rule] % facts


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
def modifiers_named(letters: tuple[str, ...], usual: str = "") -> str:
    """Name modifiers: « le modificateur J », « les modificateurs J et K »; `usual` is an adjective in the singular."""
    several = "s" if len(letters) > 1 else ""
    named = f"{'les' if several else 'le'} modificateur{several} {listed(letters)}"
    return named + (f", {usual}{several}" if usual else "")


def listed(words: Sequence[str]) -> str:
    """Enumerate: « J », « J et K », « J, K et 7 »."""
    return " et ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def days_text(count: int) -> str:
    return f"{count} jour" + ("s" if count > 1 else "")


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
