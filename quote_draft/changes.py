"""Changes made in the quote panel: the same events as those of a sentence, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quote_draft.coherence import find_doubt
from quote_draft.context import DraftContext
from quote_draft.draft import Draft
from quote_draft.events import Event
from quote_draft.fields import FIELDS, LINE_FIELDS, FieldError, check_value
from quote_engine import Act, find_act

MOST_LINES = 40


class DraftChangeError(ValueError):
    """A change that cannot be made: `path` says where in the request, `message` (French) what is wrong."""

    def __init__(self, path: str, message: str) -> None:
        self.path, self.message = path, message
        super().__init__(f"{path}: {message}")


def changes_to_events(draft: Draft, changes: Sequence[Mapping[str, Any]], context: DraftContext) -> list[Event]:
    """Return the events of a request's changes, in order, or raise DraftChangeError and change nothing."""
    events: list[Event] = []
    for index, change in enumerate(changes):
        made = _events_of(draft, change, f"changes[{index}]", context)
        draft = draft.after(made)
        events += made
    return events


def _events_of(draft: Draft, change: Mapping[str, Any], path: str, context: DraftContext) -> list[Event]:
    keys = set(change)
    if keys == {"add_line"} and change["add_line"] is True:
        if len(draft.lines) >= MOST_LINES:
            raise DraftChangeError(f"{path}.add_line", f"Un devis compte au plus {MOST_LINES} lignes.")
        return [{"kind": "add_line"}]
    if keys == {"delete_line"}:
        _check_line(draft, change["delete_line"], f"{path}.delete_line")
        return [{"kind": "delete_line", "line": change["delete_line"]}]
    if not {"field", "value"} <= keys <= {"field", "value", "line"}:
        raise DraftChangeError(
            path, "Une modification indique « field » et « value », ou « add_line », ou « delete_line »."
        )
    return _field_events(draft, change, path, context)


def _field_events(draft: Draft, change: Mapping[str, Any], path: str, context: DraftContext) -> list[Event]:
    field, value, line = change["field"], change["value"], change.get("line")
    if field == "stay.private_room":
        return _room_events(value, path)
    if field not in FIELDS:
        raise DraftChangeError(f"{path}.field", "Ce champ n’existe pas dans un devis.")
    if field in LINE_FIELDS:
        _check_line(draft, line, f"{path}.line")
    elif line is not None:
        raise DraftChangeError(f"{path}.line", "Ce champ ne dépend d’aucune ligne.")
    if field == "line.act" and value is not None:
        value = _act(value, draft, f"{path}.value", context)
    if field == "beneficiary" and value not in {None, *(person.id for person in context.beneficiaries)}:
        raise DraftChangeError(f"{path}.value", "Cette personne ne fait pas partie de vos bénéficiaires.")
    _check(field, value, f"{path}.value")
    doubt = find_doubt(draft, field, line, value, context)
    if doubt:
        return [{"kind": "propose", "field": field, "line": line, "value": value, "reason": doubt.reason}]
    return [{"kind": "set", "field": field, "line": line, "value": value}]


def _room_events(value: Any, path: str) -> list[Event]:
    if not isinstance(value, Mapping) or not value or not set(value) <= {"wanted", "price", "per"}:
        raise DraftChangeError(
            f"{path}.value", "La chambre particulière s’indique par « wanted », « price » et « per »."
        )
    events: list[Event] = []
    for key in ("wanted", "price", "per"):
        if key in value and not (key != "wanted" and value[key] is None):
            _check(f"stay.private_room.{key}", value[key], f"{path}.value.{key}")
            events.append({"kind": "set", "field": f"stay.private_room.{key}", "line": None, "value": value[key]})
    return events


def _check(field: str, value: Any, path: str) -> None:
    try:
        check_value(field, value)
    except FieldError as error:
        raise DraftChangeError(path, f"Valeur non acceptée ; valeurs possibles : {error.accepted}.") from error


def _check_line(draft: Draft, line: Any, path: str) -> None:
    if not isinstance(line, int) or isinstance(line, bool) or not 1 <= line <= len(draft.lines):
        raise DraftChangeError(path, f"Cette ligne n’existe pas : le devis en compte {len(draft.lines)}.")


def _act(value: Any, draft: Draft, path: str, context: DraftContext) -> dict[str, str]:
    code = value.get("code") if isinstance(value, Mapping) else value
    act = find_act(code, draft.date_of_care or context.today) if isinstance(code, str) else None
    if not isinstance(act, Act):
        raise DraftChangeError(path, "Ce code d’acte n’est pas connu à la date des soins.")
    if draft.family not in (None, act.family):
        raise DraftChangeError(path, "Les soins médicaux et les soins dentaires se décrivent dans deux devis séparés.")
    return {"code": act.code, "label": act.label.replace("'", "’")}
