"""Check that what follows in a turn is asked once for all turns alike. Run in the bot environment; silent when well."""

from bot.lean import start_lean
from bot.logs import configure_logs, quiet_libraries
from bot.model_file import DEFAULT_FOLDER, checked_model

quiet_libraries()
configure_logs()
start_lean()

from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channel import INTENT
from bot.plain_processor import process_plainly
from bot.turn_tracker import TurnTrackerStore

TURNS = [("", {}), ("850 euros", {"turn": "1"}), ("/restart", {"turn": "2"}), ("bonjour", {"record": {"log": []}})]
asks = MessageProcessor._predict_next_with_tracker  # noqa: SLF001  what is replaced


def check_predictions() -> None:
    """Compare with what Rasa answers to each, and count how often its rules are asked."""
    asked = []
    MessageProcessor._predict_next_with_tracker = lambda self, tracker: asked.append(1) or asks(self, tracker)  # type: ignore[func-returns-value]  # noqa: SLF001
    process_plainly()
    trackers = TurnTrackerStore()
    agent = Agent.load(str(checked_model(str(DEFAULT_FOLDER))), tracker_store=trackers)
    processor, actions = agent.processor, agent.domain.action_names_or_texts
    for text, metadata in TURNS:
        with trackers.turn(text) as tracker:
            told = {"text": text, "intent": INTENT, "entities": []}
            tracker.update(UserUttered(text, INTENT, [], told, metadata=metadata), agent.domain)
            for following in ("action_turn", "action_listen"):
                found, stock = processor._predict_next_with_tracker(tracker), asks(processor, tracker)  # noqa: SLF001
                assert actions[found.max_confidence_index] == following, (text, following)
                assert same(found, stock), (text, following)
                tracker.update_with_events([*found.events, ActionExecuted(following), BotUttered(text)], agent.domain)
    assert len(asked) == 2, asked
    check_knows_no_more(agent, tracker)


def same(one: object, other: object) -> bool:
    names = ("probabilities", "policy_name", "policy_priority", "events", "optional_events", "hide_rule_turn")
    return all(getattr(one, name) == getattr(other, name) for name in (*names, "is_end_to_end_prediction"))


def check_knows_no_more(agent: Agent, tracker: DialogueStateTracker) -> None:
    """The rules can name nothing but intents and actions: there are no slots of ours, no entities and no forms."""
    assert [*agent.domain.entities, *agent.domain.forms] == []
    assert [*tracker.slots] == ["session_started_metadata"]


check_predictions()
