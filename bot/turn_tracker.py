"""A tracker for one turn: made from the gateway's record, used once, dropped.

The gateway's record is the state; Rasa's tracker is derived from it (docs/decisions/0003-tracker-is-a-cache.md). The
store below hands Rasa the tracker made for the turn and keeps nothing when told to save, so that turn 300 costs what
turn 3 costs, any replica can serve any turn, and no health data stays in this process.
"""

from contextlib import contextmanager
from typing import Dict, Iterable, Iterator, List, Optional

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

FORM = "quote_form"
NOTHING_ASKED = "done"


class TurnTrackerStore(TrackerStore):
    """Holds the trackers of the turns that are running, and only those."""

    def __init__(self) -> None:
        super().__init__(domain=None)
        self._running: Dict[str, DialogueStateTracker] = {}

    @contextmanager
    def turn(self, key: str, *, in_form: bool, asked: Optional[str]) -> Iterator[DialogueStateTracker]:
        """Give the seeded tracker of one turn, known to Rasa as `key` until the block ends."""
        tracker = self.init_tracker(key)
        tracker.update_with_events(_seed(in_form=in_form, asked=asked), self.domain)
        self._running[key] = tracker
        try:
            yield tracker
        finally:
            del self._running[key]

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        return self._running.get(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep nothing: the gateway writes the record."""

    async def keys(self) -> Iterable[str]:
        return list(self._running)


def _seed(*, in_form: bool, asked: Optional[str]) -> List[Event]:
    """Return the events of a conversation that has just asked `asked` (a contract field) in the form."""
    events: List[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]
    if in_form:
        slot = asked.replace(".", "_") if asked else NOTHING_ASKED
        events += [ActiveLoop(FORM), SlotSet(REQUESTED_SLOT, slot), ActionExecuted(FORM)]
        events += [ActionExecuted(ACTION_LISTEN_NAME)]
    return events
