"""How values are written in French: pieces of wording/assistant.yml, amounts, dates, lines of a quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from actions.outcome import Button
from quote_draft import SECTOR_2_EITHER, UNKNOWN, Draft, Line
from wording import say, typographic, words

TOPIC = "assistant"
NARROW = "\u202f"
PRIVATE_ROOM = "stay.private_room"


def piece(*path: str | int | bool, **variables: str | int) -> str:
    """Return a piece of wording by its path, filled in."""
    return say(TOPIC, *(str(key).lower() if isinstance(key, bool) else str(key) for key in path), **variables)


def pieces(*path: str) -> Mapping[str, str]:
    """Return a whole table of pieces."""
    return words(TOPIC, *path)


def money(amount: str | int) -> str:
    """Write an amount (contract's text or cents) as `1 234,56 €`, with narrow no-break spaces."""
    whole, _, decimals = (amount if isinstance(amount, str) else f"{amount // 100}.{amount % 100:02d}").partition(".")
    return f"{int(whole):,}".replace(",", NARROW) + f",{decimals}{NARROW}€"


def day(value: str | date) -> str:
    """Write a date as `12 mars 2027`."""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    number = piece("first_of_month") if on.day == 1 else str(on.day)
    return f"{number} {piece('months', on.month)} {on.year}"


def listed(texts: Sequence[str]) -> str:
    """Write what the member wrote, between quotation marks, one after the other."""
    return ", ".join(piece("listed", text=typographic(text)) for text in texts)


def whom(beneficiary: str) -> str:
    """Write who a quote is for; the gateway puts the first name in place of the id."""
    return piece("choices", "beneficiary", "self") if beneficiary == "self" else f"{{{beneficiary}}}"


def label(field: str, line: int | None = None) -> str:
    name = say("fields", "names", PRIVATE_ROOM if field.startswith(PRIVATE_ROOM) else field)
    return piece("of_line", label=name, line=line) if line and field.startswith("line.") else name


def written(field: str, value: Any, *, approximate: bool = False) -> str:
    """Write the value of a field as a member reads it."""
    if value is None:
        return piece("nothing")
    if value == UNKNOWN:
        return piece("unknown")
    if approximate and field == PRIVATE_ROOM and isinstance(value, dict):
        return room(value, approximate=True)
    text = _written(field, value)
    return piece("about", value=text) if approximate and value != SECTOR_2_EITHER else text


def _written(field: str, value: Any) -> str:  # noqa: C901, PLR0911  one return a case
    match field:
        case "line.act":
            return piece("summary", "act", label=value["label"], code=value["code"])
        case "line.fee" | "line.base" | "line.overrun" | "line.repaid" | "line.not_repaid" | "line.fee_ceiling":
            return money(value)
        case "care_date":
            return day(value)
        case "beneficiary":
            return whom(value)
        case "stay.nights":
            return nights(value)
        case "line.tooth" | "line.teeth" | "line.label" | "line.quantity" | "line.material" | "line.modifiers":
            return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        case "charges":
            return charges(value)
        case "shared_fees":
            return piece("summary", "and").join(map(shared_fee, value)) if value else piece("gone")
        case "stay.cost":
            return stay_cost(value)
        case "stay.private_room":
            return money(value) if isinstance(value, str) else room(value)
        case _:
            return piece("choices", field, value)


def nights(count: int) -> str:
    return piece("units", "nights", count=count) if count else piece("units", "no_night")


def stay_cost(value: Mapping[str, Any]) -> str:
    per = say("fields", "choices", "stay.cost.per", value["per"])
    return say("fields", "charge", "per", amount=money(value["amount"]), per=per)


def room(value: Mapping[str, Any], *, approximate: bool = False) -> str:
    """Write the private room: wanted or not, and at what price."""
    wanted, price, per = value.get("wanted", True), value.get("price"), value.get("per")
    if wanted == UNKNOWN:
        return piece("unknown")
    if wanted is not True or price is None:
        return piece("choices", PRIVATE_ROOM, bool(wanted))
    if price == UNKNOWN:
        return piece("summary", "room_price_unknown")
    shown = piece("about", value=money(price)) if approximate else money(price)
    if per:
        return piece("summary", "room_per", price=shown, per=piece("choices", "stay.private_room.per", per))
    return piece("summary", "room", price=shown)


def shared_fee(one: Mapping[str, Any]) -> str:
    """Write one price for several lines: « 2 100,00 € pour les lignes 1 et 2 »."""
    first, *between, last = one["lines"]
    for line in between:
        first = say("fields", "next_line", before=first, line=line)
    lines = say("fields", "last_line", before=first, line=last)
    return say("fields", "shared_fee", amount=money(one["fee"]), lines=lines)


def charges(value: Sequence[Mapping[str, Any]]) -> str:
    """Write what is asked beside the acts, one after the other."""
    return piece("summary", "and").join(map(charge, value))


def charge(one: Mapping[str, Any]) -> str:
    return say("fields", "charge", "named", label=charge_label(one), price=charge_price(one))


def charge_label(one: Mapping[str, Any]) -> str:
    return one["label"] or say("estimate", "charges", one["kind"])


def charge_price(one: Mapping[str, Any]) -> str:
    amount = money(one["amount"])
    if one["per"] == "stay":
        return amount
    price = say("fields", "charge", "per", amount=amount, per=say("fields", "choices", "charges.per", one["per"]))
    return say("fields", "charge", "times", one["per"], price=price, count=one["days"]) if one["days"] else price


def charge_changes(before: Sequence[Mapping[str, Any]] | None, after: Sequence[Mapping[str, Any]] | None) -> list[str]:
    added = [piece("value", label=name, value=price) for name, price in charges_added(before or (), after or ())]
    return [*charges_put_right(before or (), after or ()), *added]


def charges_put_right(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[str]:
    """Write each charge that has another price, or goes: « Télévision : 6,00 € par jour → 5,00 € par jour »."""
    now = {charge_label(one): charge_price(one) for one in after}
    was = {charge_label(one): charge_price(one) for one in before}
    gone = piece("gone")
    return [
        piece("change", label=label, before=price, after=now.get(label, gone))
        for label, price in was.items()
        if now.get(label) != price
    ]


def charges_added(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return the name and the price of each charge that is new."""
    known = {charge_label(one) for one in before}
    return [(charge_label(one), charge_price(one)) for one in after if charge_label(one) not in known]


def only_completes(field: str, before: Any, after: Any) -> bool:
    """Say whether a change adds to what was there: the price of a room that was wanted, the OPTAM of a sector 2."""
    if field == PRIVATE_ROOM and isinstance(before, dict) and isinstance(after, dict):
        return before.get("wanted") is True and before.get("price") is None
    return field == "line.sector" and before == "sector_2_either"


def act_of(draft: Draft, line: int, *, with_code: bool = False) -> str:
    """Write which act of the quote a line is, so that two lines of one act can be told apart."""
    if line > len(draft.lines) or not (draft.lines[line - 1].code or draft.lines[line - 1].label):
        return piece("empty_line")
    one = draft.lines[line - 1]
    text = typographic(one.label or one.code or "")
    if with_code and one.code:
        text = piece("summary", "act", label=text, code=one.code)
    if one.activity:
        text = piece("summary", "act_with_activity", act=text, activity=piece("choices", "line.activity", one.activity))
    if mark := _place_of(one):
        text = piece("summary", "act_with_mark", act=text, mark=mark)
    return text


def _place_of(line: Line) -> str | None:
    """« dent 26 », « dents 14, 15, 16 », « gauche »: where an act is done."""
    teeth, side = line.values.get("teeth"), line.values.get("side")
    if line.tooth:
        return piece("units", "tooth", tooth=line.tooth)
    if teeth and teeth != UNKNOWN:
        return piece("units", "teeth", teeth=_written("line.teeth", teeth))
    return piece("choices", "line.side", side) if side else None


def button(*path: str | int | bool, payload: Mapping[str, Any], **variables: str | int) -> Button:
    return Button(piece("buttons", *path, **variables), payload)


def answer(field: str, line: int | None, value: Any) -> dict[str, Any]:
    return {"intent": "answer", "field": field, "line": line, "value": value}


def plain_button(intent: str) -> Button:
    """Return the button of an intent that needs nothing else."""
    title = {"restart": "restart_ask"}.get(intent, intent)
    return button(title, payload={"intent": intent})
