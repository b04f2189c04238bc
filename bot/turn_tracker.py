"""A tracker for one turn: made from the gateway's record, used once, dropped.

The gateway's record is the state; Rasa's tracker is derived from it (docs/decisions/0003-tracker-is-a-cache.md). The
store below hands Rasa the tracker made for the turn and keeps nothing when told to save, so that turn 300 costs what
turn 3 costs, any replica can serve any turn, and no health data stays in this process.
"""

from contextlib import contextmanager
from typing import Dict, Iterable, Iterator, Optional

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker


class TurnTracker(DialogueStateTracker):
    """The tracker of one turn: what is noted for an action that then would not run is dropped with it."""

    def copy(self) -> "TurnTracker":
        """Return itself, where Rasa says all events anew to a copy before each action."""
        return self


class TurnTrackerStore(TrackerStore):
    """Holds the trackers of the turns that are running, and only those."""

    def __init__(self) -> None:
        super().__init__(domain=None)
        self._running: Dict[str, DialogueStateTracker] = {}

    @contextmanager
    def turn(self, key: str) -> Iterator[DialogueStateTracker]:
        """Give the tracker of one turn, known to Rasa as `key` until the block ends."""
        tracker = TurnTracker(key, self.domain.slots)
        begun = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME)]
        tracker.update_with_events(begun, self.domain)
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
