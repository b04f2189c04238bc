"""Stands for the assistant in the browser tests of the pages: asks what the draft lacks, reads simple answers.

The draft, the questions' order and the estimate are the product's own; only the understanding of French is not.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from auth_gateway.platform.bot import BotUnavailableError
from quote_draft import (
    Asking,
    Draft,
    DraftContext,
    act_value,
    draft_view,
    estimate_draft,
    last_undoable_turn,
    next_question,
)
from quote_engine import search_acts

Json = dict[str, Any]

_DAY = dt.date(2026, 11, 21)

QUESTIONS = {
    "describe": "Décrivez votre devis.",
    "beneficiary": "Ce devis est pour qui\u202f?",
    "family": "Quel type de soins\u202f?",
    "care_date": "À quelle date les soins sont-ils prévus\u202f?",
    "setting": "Serez-vous hospitalisé\u202f?",
    "exemption": "Ces soins sont-ils déjà pris en charge à 100\u202f%\u202f?",
    "line.act": "Quel est l’acte\u202f?",
    "line.activity": "Ces honoraires sont ceux de qui\u202f?",
    "line.tooth": "Sur quelle dent\u202f?",
    "line.sector": "Quel est le secteur du praticien\u202f?",
    "line.fee": "Quel montant figure sur le devis pour cet acte\u202f?",
    "line.base": "Quelle base de remboursement est imprimée\u202f?",
    "more_lines": "Y a-t-il une autre ligne\u202f?",
    "stay.nights": "Combien de nuits\u202f?",
    "stay.private_room": "Voulez-vous une chambre particulière\u202f?",
    "confirm": "Voici ce que j’ai compris. Est-ce juste\u202f?",
    "confirm_value": "Ce montant est inhabituel. Est-ce bien cela\u202f?",
}
BUTTONS: dict[str, dict[str, Any]] = {
    "beneficiary": {"Pour moi": "self"},
    "describe": {"Soins médicaux ou chirurgicaux": "medical", "Soins dentaires": "dental"},
    "setting": {"Avec au moins une nuit": "inpatient", "Ambulatoire": "day_case", "Sans hospitalisation": "outpatient"},
    "exemption": {"Non": "none", "ALD": "ald"},
    "line.activity": {"Le chirurgien": 1, "L’anesthésiste": 4},
    "line.sector": {"Secteur 1": "sector_1", "Secteur 2 avec OPTAM": "sector_2_optam", "Je ne sais pas": "unknown"},
    "line.base": {"Je ne sais pas": "unknown"},
    "more_lines": {"Ajouter une ligne": True, "Non, c’est tout": False},
    "stay.private_room": {"Oui": True, "Non": False},
    "confirm": {"Oui, calculer": "confirm", "Modifier": "correct"},
    "confirm_value": {"Oui, c’est bien ça": "confirm_value"},
}


class DescribingBot:
    """`fail_next`: how many turns go unanswered."""

    def __init__(self) -> None:
        self.fail_next = 0

    def ready(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing is held."""

    def take_turn(self, turn: Mapping[str, Any]) -> Json:
        if self.fail_next:
            self.fail_next -= 1
            raise BotUnavailableError("a test asked for it")
        record, message = turn["record"], turn["message"]
        if "ligne claire" in str(message.get("text", "")).lower():
            return self._answer(record, [], ["Bien sûr."], {"type": "handover_form"})
        events = self._events(record, message)
        if any(each.get("line") == len(Draft.replay(record["log"]).lines) + 1 for each in events):
            events = [{"kind": "add_line"}, *events]
        draft = Draft.replay([*record["log"], {"turn": turn["turn"], "events": events}])
        context = DraftContext.from_record(record)
        asking = next_question(draft, context) or (None if draft.confirmed else Asking("confirm"))
        texts = ["Bonjour, je suis Claire, une assistante automatique."] if "open" in message else []
        if asking is None:
            result = estimate_draft(draft, context)
            answer = self._answer(record, events, ["Voici votre estimation."], {"type": "estimate"})
            return answer | {"asking": None, "estimate": result}
        card = {"type": "draft", "draft": draft_view(draft)} if asking.field == "confirm" else None
        answer = self._answer(record, events, [*texts, QUESTIONS[asking.field]], card)
        answer["messages"][-1]["buttons"] = _buttons(asking)
        return answer | {"asking": asking.to_json()}

    @staticmethod
    def _answer(record: Mapping[str, Any], events: list[Json], texts: list[str], card: Json | None) -> Json:
        messages: list[Json] = [{"text": text, "buttons": [], "card": None} for text in texts]
        messages[-1]["card"] = card
        changes = [
            {"line": each.get("line"), "field": each["field"], "from": None, "to": each["value"]}
            for each in events
            if each["kind"] == "set"
        ]
        understood = {"kinds": ["answer"], "changes": changes}
        told = {"messages": messages, "events": events, "understood": understood}
        return {**told, "asking": record["asked"], "estimate": None}

    @staticmethod
    def _events(record: Mapping[str, Any], message: Mapping[str, Any]) -> list[Json]:
        if "open" in message:
            return []
        if "edit" in message:
            return list(message["edit"]["events"])
        if "undo" in message:
            last = last_undoable_turn(record["log"])
            return [{"kind": "undo", "turn": last}] if last else []
        asked = record["asked"] or {"field": None, "line": None}
        if "button" in message:
            button = message["button"]
            return _set(button["field"], button.get("line"), button["value"])
        told = _set(asked["field"], asked["line"], _read(asked["field"], message["text"]), message["text"])
        surgeon = (asked.get("options") or {}).get("activity")
        return [*_set("line.activity", asked["line"], surgeon), *told] if surgeon else told


def _buttons(asking: Asking) -> list[Json]:
    return [
        {"title": title, "payload": {"intent": "answer", "field": asking.field, "line": asking.line, "value": value}}
        for title, value in BUTTONS.get(asking.field, {}).items()
    ]


def _read(field: str | None, text: str) -> Any:
    if field == "line.act":
        found = search_acts(text, _DAY)
        return act_value(found[0].act.code, _DAY) if found else None
    if field in {"line.fee", "line.base"}:
        return f"{text}.00"
    return int(text) if text.isdecimal() else text


def _set(field: str | None, line: int | None, value: Any, said: str | None = None) -> list[Json]:
    if field is None:
        return []
    if field == "describe":
        field = "family"
    if field == "line.act" and value is None:
        field, value = "line.label", said
    special: dict[Any, list[Json]] = {
        ("more_lines", False): [{"kind": "no_more_lines"}],
        ("more_lines", True): [{"kind": "add_line"}],
        ("confirm", "confirm"): [{"kind": "confirm"}],
        ("confirm", "correct"): [],
    }
    if not isinstance(value, dict) and (field, value) in special:
        return special[field, value]
    if field == "stay.private_room":
        field = "stay.private_room.wanted" if isinstance(value, bool) else "stay.private_room.price"
        value = value if isinstance(value, bool) else f"{value}.00"
    event = {"kind": "set", "field": field, "line": line, "value": value, "understood": said}
    return [event]
