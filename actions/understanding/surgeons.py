"""Who operates and who puts to sleep: the lines of one act that go together."""

from __future__ import annotations

from quote_draft import Draft


def surgeon_without_anaesthetist(draft: Draft) -> int | None:
    """Return the last surgeon's line whose anaesthetist is not on the quote yet."""
    for number in range(len(draft.lines), 0, -1):
        line, act = draft.lines[number - 1], draft.act_of(number)
        if act and act.has_anaesthesia and line.activity == 1:
            with_anaesthetist = any(other.code == line.code and other.activity != 1 for other in draft.lines)
            return None if with_anaesthetist else number
    return None
