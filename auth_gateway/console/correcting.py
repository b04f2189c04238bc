"""An advisor's estimate: changes made on a copy of the member's draft, recomputed by the engine, before → after.

The member's draft does not move.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.cases.answering import Desk
from auth_gateway.cases.models import Case, CaseEstimate
from auth_gateway.conversations.names import reveal
from auth_gateway.conversations.record import new_record, read_log
from auth_gateway.members import Person
from auth_gateway.platform.db import new_id
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.french import cents, plain
from auth_gateway.platform.sealing import seal_json
from auth_gateway.rights import rights_of_person
from quote_draft import (
    Draft,
    DraftChangeError,
    DraftContext,
    changes_to_events,
    difference,
    draft_view,
    estimate_draft,
    to_quote,
)

Json = dict[str, Any]

PAYERS = ("charged", "amo", "amc", "top_up", "member")


@dataclass(frozen=True)
class Copy:
    """The member's draft as it stands, with what the engine needs to know around it."""

    draft: Draft
    context: DraftContext
    first_names: dict[str, str]

    def after(self, changes: Sequence[Json]) -> Draft:
        """Apply changes one after the other, each to what the former ones made; raise ProblemError 422 for a wrong one.

        An advisor is the judge of an unlikely value: it takes its place instead of being proposed.
        """
        draft = self.draft
        for events in self._events(changes):
            draft = draft.after(events)
        return draft

    def differences(self, changes: Sequence[Json]) -> Json:
        """Return what was deleted, and what differs in the lines that stayed, by their number once it was done.

        `deleted_lines` names each by its number and words in the member's draft; one that was added here is not told.
        """
        stayed, after, deleted = self.draft, self.draft, []
        numbers: list[int | None] = list(range(1, len(self.draft.lines) + 1))  # in the member's draft; None: added
        for event in (event for events in self._events(changes) for event in events):
            after = after.after([event])
            if event["kind"] == "delete_line":
                number = numbers.pop(event["line"] - 1)
                if number is not None:
                    deleted.append(number)
                    stayed = stayed.after([event])  # lines that were added stand after those of the member's
            numbers += [None] * (len(after.lines) - len(numbers))
        lines = self.draft.lines
        return {
            "deleted_lines": [{"line": each, "label": lines[each - 1].label} for each in sorted(deleted)],
            "fields": [
                {"field": name, "line": line, "from": was, "to": now_is}
                for name, line, was, now_is in difference(stayed, after)
            ],
        }

    def _events(self, changes: Sequence[Json]) -> Iterator[list[Json]]:
        """Yield the events of each change, made on what the former ones left."""
        draft = self.draft
        for index, change in enumerate(changes):
            try:
                events = changes_to_events(draft, [change], self.context)
            except DraftChangeError as error:
                errors = [{"path": error.path.replace("changes[0]", f"changes[{index}]"), "message": error.message}]
                raise ProblemError(422, "invalid_change", errors=errors) from error
            settled = [_settled(event) for event in events]
            draft = draft.after(settled)
            yield settled

    def shown(self, draft: Draft) -> Json:
        view: Json = reveal(draft_view(draft, self.context), self.first_names)
        return view


def copy_of(db: Session, case: Case, today: dt.date, now: dt.datetime) -> Copy:
    """Return the draft of the case's conversation; an empty one when it came without."""
    person = db.get_one(Person, case.person_id)
    rights = rights_of_person(db, person, today, now)
    cipher = cipher_of(db, person.id)
    log = read_log(db, cipher, case.conversation_id) if case.conversation_id else []
    empty = new_record(cipher, case.conversation_id or case.id, person, rights, today)
    record = replace(empty, beneficiaries=empty.beneficiaries or [person], may_estimate=True)
    return Copy(Draft.replay(log), record.context(), record.first_names)


def correct(desk: Desk, changes: Sequence[Json]) -> tuple[CaseEstimate, Json]:
    """Compute and keep an estimate on the corrected copy; return it with what it holds (see `CaseEstimate`).

    The case becomes the advisor's own, as for whatever else is done for the member in it (409 when it is another's, or
    over). Raise ProblemError 422 with the path of a change that cannot be made.
    """
    desk.take()
    copied = copy_of(desk.db, desk.case, desk.today, desk.now)
    corrected = copied.after(changes)
    before, after = (estimate_draft(draft, copied.context) for draft in (copied.draft, corrected))
    content = {
        "changes": list(changes),
        "draft": copied.shown(corrected),
        "quote": to_quote(corrected, copied.context),
        "before": before,
        "after": after,
        "differences": {**copied.differences(changes), "total": _total_difference(before, after)},
    }
    row = new_id()
    estimate = CaseEstimate(
        id=row,
        case_id=desk.case.id,
        account_id=desk.advisor_id,
        content_sealed=seal_json(desk.cipher, content, f"case_estimates.content:{row}"),
        made_on=desk.today,
        created_at=desk.now,
    )
    desk.db.add(estimate)
    return estimate, content


def _settled(event: Any) -> Json:
    if event["kind"] != "propose":
        return dict(event)
    return {"kind": "set", **{key: event.get(key) for key in ("field", "line", "value")}}


def _total_difference(before: Json, after: Json) -> Json | None:
    """Return after less before for each payer; None where one of the two has no figures."""
    if "total" not in before or "total" not in after:
        return None
    return {payer: plain(_cents(after, payer) - _cents(before, payer)) for payer in PAYERS}


def _cents(estimate: Json, payer: str) -> int:
    return cents(estimate["total"].get(payer, "0.00"))
