"""A field added to the table appears everywhere: this is the example of docs/adding-a-question.md."""

from __future__ import annotations

from typing import Any

import pytest

from quote_draft import (
    Asking,
    Draft,
    DraftContext,
    FieldError,
    changes_to_events,
    correctable_fields,
    difference,
    draft_view,
    events_of_restart,
    fields_json,
    next_question,
    to_quote,
)
from quote_draft.fields import TABLE, Field, Table
from quote_draft.fields.asked import described
from quote_draft.fields.engine import as_
from quote_draft.fields.kinds import choice
from tests.support.drafts import TODAY, lines, log, set_

AGREEMENT = Field(
    "line.prior_agreement",
    choice("given", "asked", "refused"),
    when={"family": ("medical", None)},
    asked=described,
    unknown=True,
    engine=as_("prior_agreement"),
)
AFTER_THE_ACT = TABLE.names.index("line.act") + 1
WITH_AGREEMENT = Table((*TABLE.rows[:AFTER_THE_ACT], AGREEMENT, *TABLE.rows[AFTER_THE_ACT:]))
CONTEXT = DraftContext(TODAY)


def knee(*events: dict[str, Any]) -> Draft:
    return Draft.replay(log([*lines("NFKA007"), *events]), WITH_AGREEMENT)


def test_it_is_asked_in_its_place() -> None:
    assert next_question(knee(), CONTEXT) == Asking("line.prior_agreement", 1)
    assert next_question(knee(set_("line.prior_agreement", "given", 1)), CONTEXT) == Asking(
        "line.fee", 1, options={"activity": 1}
    )


def test_it_is_not_asked_where_it_makes_no_sense() -> None:
    crown = Draft.replay(log(lines("HBLD038")), WITH_AGREEMENT)

    assert next_question(crown, CONTEXT) == Asking("line.tooth", 1)


def test_its_values_are_checked() -> None:
    assert WITH_AGREEMENT.check("line.prior_agreement", "unknown") == "unknown"
    with pytest.raises(FieldError, match="accepted: given, asked, refused, unknown"):
        WITH_AGREEMENT.check("line.prior_agreement", "top")


def test_it_is_in_the_view_with_its_words() -> None:
    (line,) = draft_view(knee(set_("line.prior_agreement", "given", 1, understood="accord reçu")))["lines"]

    assert (line["prior_agreement"], line["understood"]) == ("given", {"prior_agreement": "accord reçu"})


def test_it_is_changed_in_the_panel_undone_and_put_right() -> None:
    before = knee(set_("line.prior_agreement", "given", 1))
    change = {"field": "line.prior_agreement", "line": 1, "value": "asked"}

    after = before.after(changes_to_events(before, [change], CONTEXT))

    assert difference(before, after) == [("line.prior_agreement", 1, "given", "asked")]
    assert ("line.prior_agreement", 1) in correctable_fields(after, CONTEXT)


def test_a_restart_takes_it_out() -> None:
    one_of_quote = Table((*TABLE, Field("urgent", choice(True, False))))
    draft = Draft.replay(log([set_("urgent", value=True)]), one_of_quote)

    emptied = draft.after(events_of_restart(draft, CONTEXT))

    assert emptied.get("urgent") is None
    assert emptied.is_empty


def test_it_enters_the_engines_input() -> None:
    assert to_quote(knee(set_("line.prior_agreement", "given", 1)), CONTEXT)["lines"][0]["prior_agreement"] == "given"
    assert "prior_agreement" not in to_quote(knee(set_("line.prior_agreement", "unknown", 1)), CONTEXT)["lines"][0]


def test_it_is_in_the_browsers_form() -> None:
    (row,) = [row for row in fields_json(WITH_AGREEMENT) if row["field"] == "line.prior_agreement"]

    assert row == {
        "field": "line.prior_agreement",
        "scope": "line",
        "kind": "choice",
        "choices": ["given", "asked", "refused"],
        "when": {"family": ["medical", None]},
        "unknown": True,
    }
