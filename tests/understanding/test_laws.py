"""The three laws of docs/understanding.md, and that nothing typed breaks a turn, over generated sentences."""

from __future__ import annotations

import copy
import functools
import json
import unicodedata
from collections.abc import Callable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.outcome import TurnOutcome
from quote_draft import euros, parse_event
from tests.support.steps import DENTAL, MEDICAL, talk_at
from tests.support.talk import Talk, render

STEPS = [*(("medical", step) for step in MEDICAL), *(("dental", step) for step in DENTAL)]


@functools.cache
def _at(family: str, step: str) -> Talk:
    return talk_at(family, step)


@functools.cache
def _two_lines() -> Talk:
    return Talk().describe("NEKA020", "1200", "secteur 2 optam", "l'anesthésiste", "400", "secteur 1")


def _fresh(talk: Talk) -> Talk:
    """Return a conversation of its own, where another one stands."""
    other = copy.copy(talk)
    other.log = list(talk.log)
    return other


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


NOISES: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    _without_accents,
    lambda text: f"euh {text} svp",
    lambda text: f"{text}.",
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace("'", "’"),
    lambda text: f"  {text} 🙂",
]
TOLD = {
    "medical": [
        "prothèse de hanche à {fee} euros",
        "NEKA020 {fee} € secteur 2 optam",
        "le chirurgien prend {fee} euros et l'anesthésiste {other} euros",
        "{fee} euros pour le chirurgien, {other} € pour l'anesthésiste, le {day} décembre",
        "NEKA020, {fee} €, {nights} nuits",
        "opération de la hanche le {day} décembre, {nights} nuits à la clinique",
        "j ai un devis de {fee} € pr une opération le {day} décembre",
        "{nights} nuits et le chirurgien demande {fee} euros",
        "{fee} €",
        "le montant est {fee} €",
        "non c'était {fee} €",
        "j'ai payé {fee} € l'an dernier",
        "le {day} décembre",
        "{nights} nuits",
        "entre {fee} et {other} euros",
        "{fee} ou {other} euros",
        "moins de {fee} €",
        "pas 999 € mais {other} €",
    ],
    "dental": [
        "couronne en zircone sur la {tooth} à {fee} euros",
        "HBLD038 dent {tooth} {fee} €",
        "HBLD038 dent {tooth} à {fee} € le {day} décembre",
        "une couronne à {fee} € et un détartrage à {other} €",
        "dent {tooth}, {fee} euros",
        "la {tooth} à {fee} €",
        "{fee} € pr la dent {tooth}",
        "{fee} €",
        "le {day} décembre",
        "entre {fee} et {other} euros",
    ],
}
ASKED = [
    "pourquoi je paye {fee} euros sur le chirurgien ?",
    "est-ce que {fee} € c'est normal ?",
    "c'est quoi la base de {fee} € ?",
    "combien rembourse la mutuelle sur {fee} € ?",
    "et si le chirurgien prenait {fee} euros ?",
    "pourquoi la dent {tooth} ?",
    "c'est cher {fee} euros ?",
    "d'où viennent les {fee} euros ?",
    "pourquoi {nights} nuits ?",
]
NAMED = [
    ("le montant de la ligne 1 est {fee} €", 1),
    ("le montant de la ligne 2 est {fee} €", 2),
    ("le prix du chirurgien c'est {fee} euros", 1),
    ("le prix de l'anesthésiste c'est {fee} euros", 2),
    ("ligne 1 : {fee} €", 1),
    ("ligne 2 : {fee} €", 2),
    ("l'anesthésiste c'est {fee} €", 2),
    ("change le montant du chirurgien en {fee} €", 1),
]
values = st.fixed_dictionaries(
    {
        "fee": st.integers(500, 1900),
        "other": st.integers(120, 499),
        "day": st.integers(2, 29),
        "nights": st.integers(2, 9),
        "tooth": st.sampled_from([14, 16, 24, 26, 36, 46]),
    }
)


def _traces(outcome: TurnOutcome) -> str:
    """Return all that a turn stored, asked back or named, as one text."""
    said = [[dict(reply.variables), [dict(one.payload) for one in reply.buttons]] for reply in outcome.said]
    asked = outcome.asking.to_json() if outcome.asking else None
    proposed = outcome.draft.to_confirm
    pending = [
        proposed.value if proposed else None,
        outcome.draft.values,
        [line.values for line in outcome.draft.lines],
    ]
    return json.dumps([outcome.events, asked, said, outcome.not_placed, pending], default=str, ensure_ascii=False)


def _is_accounted_for(name: str, value: int, traces: str) -> bool:
    written: Mapping[str, list[str]] = {
        "fee": [euros(value * 100), f"{value}"],
        "other": [euros(value * 100), f"{value}"],
        "day": [f"2026-12-{value:02d}", f"{value} "],
        "nights": [f": {value},", f": {value}}}", f"{value} nuit", f"{value} NUIT"],
        "tooth": [str(value)],
    }
    return any(one in traces for one in written[name])


@settings(deadline=None, max_examples=700)
@given(st.sampled_from(STEPS), st.data(), values, st.sampled_from(NOISES))
def test_every_figure_told_is_stored_asked_back_or_named(
    step: tuple[str, str], data: st.DataObject, told: dict[str, int], noise: Callable[[str], str]
) -> None:
    template = data.draw(st.sampled_from(TOLD[step[0]]))
    talk = _fresh(_at(*step))

    sentence = noise(template.format(**told))
    traces = _traces(talk.say(sentence))

    lost = [
        name for name, value in told.items() if f"{{{name}}}" in template and not _is_accounted_for(name, value, traces)
    ]
    assert lost == [], (step, sentence, talk.names)


@settings(deadline=None, max_examples=500)
@given(st.sampled_from(STEPS), st.sampled_from(ASKED), values, st.sampled_from(NOISES[:4]))
def test_a_question_writes_nothing(
    step: tuple[str, str], template: str, told: dict[str, int], noise: Callable[[str], str]
) -> None:
    talk = _fresh(_at(*step))
    before = talk.draft

    talk.say(noise(template.format(**told)))

    assert talk.draft == before, (step, template.format(**told))
    assert talk.said


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(NAMED), values, st.sampled_from(NOISES[:5]))
def test_what_is_named_wins_over_what_is_asked(
    named: tuple[str, int], told: dict[str, int], noise: Callable[[str], str]
) -> None:
    template, line = named
    talk = _fresh(_two_lines())
    other = 3 - line
    before = talk.draft.lines[other - 1]

    talk.say(noise(template.format(**told)))

    pending = talk.draft.to_confirm
    held = {(pending.line, pending.value)} if pending else set()
    held.add((line, talk.draft.lines[line - 1].fee))
    assert (line, f"{told['fee']}.00") in held, template
    assert talk.draft.lines[other - 1] == before


FIGURES = st.one_of(
    st.integers(0, 10**12).map(str),
    st.decimals(0, 10**9, places=2).map(str),
    st.sampled_from(
        ["120 120 120", "10 000 000 €", "99999999999999", "0", "-5 €", "1e9", "31/02/2026", "dent 99", "12 34"]
    ),
)
typed = st.one_of(
    st.text(max_size=60),
    st.lists(FIGURES, min_size=1, max_size=6).map(" ".join),
    st.lists(
        st.one_of(
            st.sampled_from([*TOLD["medical"], *TOLD["dental"], *ASKED, *(one for one, _line in NAMED)]).map(
                lambda template: template.format(fee=850, other=300, day=10, nights=3, tooth=26)
            ),
            FIGURES,
            st.sampled_from(
                ["oui", "non", "annule", "supprime la ligne 1", "ajoute une ligne", "je ne sais pas", "stop"]
            ),
        ),
        min_size=1,
        max_size=5,
    ).map(", ".join),
)


@settings(deadline=None, max_examples=700)
@given(st.sampled_from(STEPS), typed)
def test_nothing_typed_breaks_a_turn_or_makes_an_event_that_is_refused(step: tuple[str, str], text: str) -> None:
    talk = _fresh(_at(*step))

    outcome = talk.say(text)

    for event in json.loads(json.dumps(outcome.events)):
        parse_event(event)
    assert outcome.said
    for reply in outcome.said:
        assert render(reply)
