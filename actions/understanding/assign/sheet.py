"""What a sentence makes of the quote so far: its items, which of them have a place, the moves made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.reading import Exactness, Kind, Parse
from actions.situation import Situation
from actions.understanding.act_names import ActName, codes_of_the_noun, family_of, look_up
from actions.understanding.item import Item
from actions.understanding.items import items_of
from actions.understanding.moves import Do, Give, Move, NewLine, NotPlaced, ShareFee
from actions.understanding.sides import with_sides
from quote_draft import SHARED_FEES, Draft, Event, accepts, euros

ACTIVITY_OF = {"surgeon": 1, "anaesthetist": 4}
BOUNDS = (Exactness.AT_LEAST, Exactness.AT_MOST)
ASKS_MONEY = ("line.fee", "line.base", "stay.private_room")
FEE_LABELS = (None, "fee", "total")


@dataclass(frozen=True, slots=True)
class Told:
    """How the values of a sentence were told, beyond their words."""

    corrects: bool = False  # « non, c'était », « je me suis trompé », « change … en »
    recalls: bool = False  # « c'était », « je me suis trompé »: of what was said last
    adds: bool = False  # « ajoute », « il y a aussi »
    is_free: bool = False  # at the open question, or where a whole line may be told


class Sheet:
    """One sentence being given its places; `draft` is what the quote becomes, `moves` what it takes."""

    def __init__(self, parse: Parse, names: list[ActName], situation: Situation, told: Told) -> None:
        self.parse, self.situation, self.told = parse, situation, told
        self.draft: Draft = situation.draft
        self.moves: list[Move] = []
        self.new_line: int | None = None
        self.likes: dict[int, int] = {}  # the line that each line added repeats
        self.to_choose: set[int] = set()  # lines whose act is told and still to be chosen
        self.dental = _is_dental(parse, names, situation)
        asks_tooth = situation.asked in ("line.tooth", "line.teeth")
        items = items_of(parse, names, dental=self.dental, asks_tooth=asks_tooth)
        self.items = with_sides(items, parse, dental=self.dental) if _is_about_acts(items, situation) else items
        self.total: Item | None = None  # of the whole quote, set aside
        self.covers: list[
            tuple[Item, tuple[str, ...], tuple[str, ...]]
        ] = []  # said of lines told: which, and which not
        self._placed: set[tuple[str, int]] = set()

    def leave(self, item: Item, why: str | None) -> None:
        if self.is_placed(item):
            return
        self.place(item)
        self.moves.append(NotPlaced(item.said or "", _kind_of(item), _shown_value(item), why))

    def give(
        self,
        field: str,
        line: int | None,
        value: Any,
        item: Item,
        *,
        corrects: bool = False,
        approximate: bool = False,
    ) -> None:
        if not accepts(field, value):
            self.leave(item, "too_large")
            return
        self.place(item)
        pending = self.draft.to_confirm
        confirmed = self.situation.asked == "confirm_value" and pending is not None
        if confirmed and pending is not None and (pending.field, pending.line, pending.value) == (field, line, value):
            self.moves.append(Do("yes"))
            return
        about = approximate or item.is_about
        self.do(Give(field, line, value, item.said, about, corrects))

    def do(self, move: NewLine | Give) -> None:
        """Keep a move and what it makes of the draft, for what comes after it in the sentence."""
        self.moves.append(move)
        self.draft = self.draft.after(events_of(move, self.draft))

    def given_now(self, field: str, line: int) -> Give | None:
        """Return what this sentence gave a line's field first."""
        given = (move for move in self.moves if isinstance(move, Give))
        return next((move for move in given if (move.field, move.line) == (field, line)), None)

    def awaits_its_act(self, line: int) -> bool:
        """Tell whether the act of a line is told and still to be chosen: its own, or that of the line it repeats."""
        like = self.likes.get(line)
        return line in self.to_choose or (like is not None and self.awaits_its_act(like))

    def is_priced_now(self, line: int) -> bool:
        """Tell whether this sentence gave a line its price, alone or together with others."""
        shared = any(isinstance(move, ShareFee) and line in move.lines for move in self.moves)
        return shared or self.given_now("line.fee", line) is not None

    def shared_price_of(self, line: int) -> str | None:
        """Return the price told for a line together with others (the contract's money): now, or noted before."""
        now = (move for move in self.moves if isinstance(move, ShareFee) and move.scope == "all_teeth")
        told = next((move.amount for move in now if line in move.lines), None)
        noted = self.draft.get(SHARED_FEES) or ()
        return told or next((str(one["fee"]) for one in noted if str(line) in one["lines"]), None)

    def place(self, item: Item) -> None:
        self._placed.add((item.kind, item.first))

    def is_placed(self, item: Item) -> bool:
        return (item.kind, item.first) in self._placed


def _is_dental(parse: Parse, names: list[ActName], situation: Situation) -> bool:
    draft = situation.draft
    if draft.family is not None and any(line.facts for line in draft.lines):
        return bool(draft.family == "dental")
    codes = [mention.value for mention in parse.of(Kind.CODE)]
    found = [look_up(code, situation.day_of_care, None).act for code in codes]
    families = {family_of(one["code"], situation.day_of_care) for one in found if one}
    named = (
        [one["code"] for one in name.candidates[:1]] or codes_of_the_noun(name.words, situation.day_of_care)[:1]
        for name in names
    )
    families = families or {family_of(code, situation.day_of_care) for codes in named for code in codes}
    if families or draft.family is None:
        return "dental" in families or (not families and bool(parse.of(Kind.TEETH)))
    return bool(draft.family == "dental")


def _is_about_acts(items: list[Item], situation: Situation) -> bool:
    """A side is said of an act: one that the sentence names, or one of the quote."""
    return any(item.kind == "act" for item in items) or any(line.code or line.label for line in situation.draft.lines)


def _kind_of(item: Item) -> str:
    return "money" if item.kind == "amount" else item.kind


def _shown_value(item: Item) -> Any:
    if item.kind == "amount":
        return euros(item.cents) if isinstance(item.value, int) else None
    if isinstance(item.value, date):
        return item.value.isoformat()
    return list(item.value) if isinstance(item.value, tuple) else item.value


def events_of(move: NewLine | Give, draft: Draft) -> list[Event]:
    """Return the events of a move as the draft will hold them, were no check to object."""
    if isinstance(move, Give):
        return [{"kind": "set", "field": move.field, "line": move.line, "value": move.value}]
    events: list[Event] = [{"kind": "add_line"}]
    act = draft.given("line.act", move.like) if move.like is not None else None
    if act is not None:
        events.append({"kind": "set", "field": "line.act", "line": move.line, "value": act})
    return events
