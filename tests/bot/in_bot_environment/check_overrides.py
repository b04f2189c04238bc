"""Check what `bot` replaces in Rasa against Rasa itself. Run in the bot environment; silent when all is well."""

import ast
import asyncio
import inspect
import unittest.mock

from bot.lean import start_lean

start_lean()  # as the assistant does: three times as fast

import numpy as np
from jsonschema import Draft202012Validator, ValidationError
from rasa.core import processor
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.actions_endpoint import check_answers_with_one_validator
from bot.intent_classifier import PhraseClassifier, ReadyModel
from bot.responses import CompleteResponses, ResponseError
from bot.turn_tracker import TurnTrackerStore

ANSWERS = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "turn", "value": "t", "timestamp": None}], "responses": [{"text": "a"}]},
    {"events": [{"event": "slot", "value": "t", "timestamp": None}], "responses": []},
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": "none", "responses": []},
    {"events": [], "responses": ["text"]},
    {"events": [], "responses": "text"},
    {"events": [], "responses": [{"text": "a"}, {}]},
    {"events": []},
    {},
    [],
    None,
]


def verdicts(action: RemoteAction) -> "list[bool]":
    said = []
    for answer in ANSWERS:
        try:
            said.append(action._validate_action_result(answer))  # noqa: SLF001  what is replaced
        except ValidationError:
            said.append(False)
    return said


def times_the_schema_is_verified(action: RemoteAction) -> int:
    with unittest.mock.patch.object(Draft202012Validator, "check_schema") as verified:
        action._validate_action_result(ANSWERS[1])  # noqa: SLF001
    return verified.call_count


def check_validator() -> None:
    action = RemoteAction("action_turn", None)
    stock = verdicts(action)
    assert times_the_schema_is_verified(action) == 1
    check_answers_with_one_validator()
    assert verdicts(action) == stock == [True, True, *[False] * 5, True, True, True, False, False], stock
    assert times_the_schema_is_verified(action) == 0


async def check_responses() -> None:
    domain = Domain.from_dict({"responses": {"utter_fee": [{"text": "Montant : {amount}"}]}})
    responses = CompleteResponses(domain=domain)
    tracker = DialogueStateTracker("t", [])
    said = await responses.generate("utter_fee", tracker, "gateway", amount="{b1f} 3 €")
    assert said == {"text": "Montant : {b1f} 3 €"}, said
    for name, variables in (("utter_unknown", {}), ("utter_fee", {}), ("utter_fee", {"total": "3 €"})):
        try:
            await responses.generate(name, tracker, "gateway", **variables)
        except ResponseError:
            continue
        message = f"{name} was said with {variables}"
        raise AssertionError(message)


async def check_store_forgets() -> None:
    store = TurnTrackerStore()
    store.domain = Domain.empty()
    with store.turn("t1") as tracker:
        assert await store.retrieve("t1") is tracker
        await store.save(tracker)
    assert await store.retrieve("t1") is None
    assert await store.keys() == []


def check_ranking() -> None:
    config = {**PhraseClassifier.get_default_config(), "C": 30}
    trained = PhraseClassifier(config, "ranking", None, None).clf  # type: ignore[arg-type]  # nothing is kept of it
    trained.fit(["ca coute 30 euros", "c est combien", "bonjour", "au revoir"], ["tell", "ask", "greet", "leave"])
    texts = np.array(["c est combien c est combien", "euros bonjour", "zzz", ""], dtype=object)
    assert np.allclose(ReadyModel(trained).predict_proba(texts), trained.predict_proba(texts), rtol=0, atol=1e-12)


def check_that_only_debug_lines_copy() -> None:
    """`bot.plain_processor` copies nothing: right as long as Rasa's processor copies for its debug lines alone."""
    tree = ast.parse(inspect.getsource(processor))
    in_lines = [
        use
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug"
        for use in ast.walk(call)
        if isinstance(use, ast.Name) and use.id == "copy"
    ]
    uses = [use for use in ast.walk(tree) if isinstance(use, ast.Name) and use.id == "copy"]
    assert uses
    assert len(in_lines) == len(uses)


check_validator()
check_ranking()
check_that_only_debug_lines_copy()
asyncio.run(check_responses())
asyncio.run(check_store_forgets())
