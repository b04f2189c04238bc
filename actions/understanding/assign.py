"""Which field of which line each thing said belongs to: what is named wins over what is asked.

Every clause finds its line by what names it (a rank, an act, a practitioner, a tooth, the value that it denies), then
each of its values finds its field by its label, the field named beside it, its kind, and last by the question asked.
What finds no place is said back; every figure ends in a move, once (the laws are in docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from actions.reading import Exactness, Kind, Mention, Parse, words_of
from actions.situation import Situation
from actions.understanding.act_names import ActName, look_up
from actions.understanding.clauses import Clause, clauses_of
from actions.understanding.held import Place, places_of
from actions.understanding.items import CUTS, Item, items_of
from actions.understanding.moves import (
    AskBack,
    ChooseAct,
    DeleteLine,
    Do,
    Give,
    Instead,
    Move,
    NewLine,
    NotPlaced,
    ShareFee,
)
from quote_draft import (
    MOST_LINES,
    SECTOR_2_EITHER,
    TEETH,
    UNKNOWN,
    Draft,
    Event,
    accepts,
    act_value,
    cents,
    euros,
    known_base,
)
from quote_engine import base_hint

ACTIVITY_OF = {"surgeon": 1, "anaesthetist": 4}
CONVENTIONED = ("sector_1", "sector_2_optam", "sector_2")
SECTOR_OF_A_NUMBER = {1: "sector_1", 2: SECTOR_2_EITHER, 3: "not_conventioned"}
LINE_QUESTIONS = ("line.fee", "line.sector", "line.base", "line.tooth", "line.activity")
SHORT_ANSWER = 6
"""Words of a message that is a value and little else."""
SHORTEST_TELLING = 4
"""Letters of a word that tells an act."""
MOST_LIKELY_NIGHTS = 31
"""« le chirurgien a dit 5 », asked for nights, says how many."""
MOST_OF = {"stay.nights": 60, "line.tooth": 99, "care_date": 31}
"""The largest figure that can be meant for what is counted; a larger one is a price."""
YEARS = ("an", "ans")
FIELD_BEFORE, FIELD_AFTER = 8, 3
"""Tokens between a field named and its value: « le montant de la ligne 1 est 900 », « 90 pour la chambre »."""
FEE_LABELS = (None, "fee", "total")
MOST_COLUMNS = 8
"""Amounts after an act that may be the columns of one row; more are no row of a quote."""
ASKS_MONEY = ("line.fee", "line.base", "stay.private_room")
OF_DENTAL_QUOTES = ("setting", "exemption", "stay.nights", "stay.private_room", "line.sector", "line.activity")
"""Fields that a dental quote does not have: said of one, they are not placed."""


@dataclass(frozen=True, slots=True)
class Told:
    """How the values of a sentence were told, beyond their words."""

    corrects: bool = False  # « non, c'était », « je me suis trompé », « change … en »
    recalls: bool = False  # « c'était », « je me suis trompé »: of what was said last
    adds: bool = False  # « ajoute », « il y a aussi »
    is_free: bool = False  # at the open question, or where a whole line may be told


class Assignment:
    """One sentence being given its places; `draft` is what the quote becomes, `moves` what it takes."""

    def __init__(self, parse: Parse, names: list[ActName], situation: Situation, told: Told) -> None:
        self.parse, self.situation, self.told = parse, situation, told
        self.draft: Draft = situation.draft
        self.moves: list[Move] = []
        self._placed: set[tuple[str, int]] = set()
        self._new_line: int | None = None
        self._likes: dict[int, int] = {}
        self._to_choose: set[int] = set()  # lines whose act is told and still to be chosen
        self.dental = self._is_dental(names)
        asks_tooth = situation.asked == "line.tooth"
        self.items = items_of(parse, names, dental=self.dental, asks_tooth=asks_tooth)

    def run(self) -> list[Move]:
        """Give every item its place."""
        self._denials()
        self._shared_price()
        self._several_amounts()
        for clause in clauses_of(self._without_columns(), asked=self.situation.asked, parse=self.parse):
            self._clause(clause)
        for item in self.items:
            if item.kind in ("date", "nights", "choice", "person") and not self._is_placed(item):
                self._of_the_quote(item)
        self._shift()
        self._say_what_is_left()
        return self.moves

    # What is denied, and what takes its place.

    def _denials(self) -> None:
        """« pas 850 mais 950 »: what holds the value denied takes the other one; alone, it is asked again."""
        for item in self.items:
            if not item.is_denied and not self._was_held(item):
                continue
            self._place(item)
            asserted = [
                other
                for other in self.items
                if other is not item
                and not self._is_placed(other)
                and not other.is_denied
                and (other.value is not None or other.kind == "act")
                and _comparable(item, other)
            ]
            held = self._preferred(places_of(self.draft, item))
            if held is None:
                self._role_denied(item)
                continue
            if not asserted:
                self.moves.append(Do("ask_again", held.field, held.line))
                continue
            new = min(asserted, key=lambda other: abs(other.first - item.first))
            if held.field == "line.act" and held.line:
                self._act(new, held.line)
            elif new.kind == "person":
                self._person(new)
            else:
                self._give(held.field, held.line, held.value_of(new), new, corrects=True)

    def _was_held(self, item: Item) -> bool:
        """« j'ai mis 1450 mais c'est 1540 »: what is held already, told before « mais », is what is denied."""
        buts = [tag.first for tag in self.parse.tagged("but")]
        follows = [
            other for other in self.items if other.kind == item.kind and other is not item and other.first > item.first
        ]
        before = any(item.last <= at and any(at < other.first for other in follows) for at in buts)
        return item.kind in ("amount", "nights") and before and bool(places_of(self.draft, item))

    def _role_denied(self, item: Item) -> None:
        """« il n'y a pas d'anesthésiste » takes the anaesthetist's line out."""
        if item.kind != "role" or len(self.items) > 1:
            return
        activity = ACTIVITY_OF.get(item.value)
        lines = [
            number for number, line in enumerate(self.draft.lines, start=1) if activity and line.activity == activity
        ]
        if len(lines) == 1 and len(self.draft.lines) > 1:
            self.moves.append(DeleteLine(lines[0]))

    def _preferred(self, places: list[Place]) -> Place | None:
        asking = self.situation.asking
        for place in places:
            if asking and (place.field, place.line) == (asking.field, asking.line):
                return place
        return places[-1] if places else None

    def _several_amounts(self) -> None:
        """« 740,20 + 459,80 »: several sums for one answer are asked back, their total among them when it is told."""
        amounts = [item for item in self.items if item.kind == "amount" and item.label in FEE_LABELS]
        amounts = [item for item in amounts if not self._is_placed(item) and item.value is not None]
        anchored = any(item.kind in ("role", "act", "teeth", "rank") for item in self.items)
        asking = self.situation.asking
        named = any(self._field_named(item) is not None or (item.mention and item.mention.per) for item in amounts)
        plain = asking is not None and asking.field in ("line.fee", "line.base") and not (anchored or named)
        if not plain or asking is None or len(amounts) < 2 or self.told.corrects:
            return
        values = [_cents(item) for item in amounts]
        for item in amounts[1:]:
            self._place(item)
        if len(set(values)) == 1:
            return
        self._place(amounts[0])
        total = [sum(values)] if self.parse.has("also") or "+" in self.parse.norms() else []
        among = tuple(euros(value) for value in dict.fromkeys([*total, *values]) if accepts(asking.field, euros(value)))
        said = self.parse.text[self.parse.tokens[amounts[0].first].start : self.parse.tokens[amounts[-1].last - 1].end]
        self.moves.append(AskBack(asking.field, asking.line, "several", among, said))

    def _shared_price(self) -> None:
        """« 2100 euros chirurgien et anesthésiste compris »: one price for several people is asked how it is shared."""
        amounts = [item for item in self.items if item.kind == "amount" and item.label in FEE_LABELS]
        roles = [item for item in self.items if item.kind == "role"]
        self._shared_with_another_act(amounts)
        told_once = len(amounts) == 1 and len({role.value for role in roles}) > 1
        if told_once and not self.parse.has("correction") and not any(item.is_denied for item in self.items):
            self._leave(amounts[0], "shared")
            for role in roles:
                self._place(role)

    def _shared_with_another_act(self, amounts: list[Item]) -> None:
        """« avec l'inlay-core, 860 en tout »: one price for the line asked about and for another act."""
        asking, acts = self.situation.asking, [item for item in self.items if item.kind == "act"]
        asked = asking is not None and asking.field == "line.fee" and asking.line is not None
        if not asked or asking is None or asking.line is None or not self.draft.has_line(asking.line):
            return
        others = [act for act in acts if not self._names_act_of(act, asking.line or 1)]
        if len(amounts) == 1 and others and self.parse.has("whole"):
            self._leave(amounts[0], "shared")
            for act in acts:
                self._place(act)

    # The columns of a quote that was copied: price, base, overrun.

    def _without_columns(self) -> list[Item]:
        """Label the amounts that follow an act one after the other: the first is the price, another one the base.

        The base is the one that is the tariff, or that adds up to the price with a third; what is left is the overrun,
        which follows from both. Without either proof the amounts stay as they are, and are asked about.
        """
        kept: list[Item] = []
        for item in self.items:
            if self._is_placed(item):
                continue
            row = self._row_before(kept, item)
            if row and item.label is None:
                first, *others = [*row, item]
                base = self._base_among(first, others)
                if base is None and len(others) == 1 and self._is_tariff(first):
                    kept = [replace(one, label="base") if one is first else one for one in kept]
                if base is not None:
                    kept = [replace(one, label="base") if one is base else one for one in kept]
                    if item is not base:
                        self._place(item)
                        continue
                    kept.append(replace(item, label="base"))
                    continue
            kept.append(item)
        return [one for one in kept if not self._is_placed(one)]

    def _row_before(self, kept: list[Item], item: Item) -> list[Item]:
        """Return the amounts that stand just before one, with nothing but blanks between them, after an act."""
        if item.kind != "amount" or item.value is None:
            return []
        row: list[Item] = []
        at = item.first
        for before in reversed(kept):
            in_line = before.kind == "amount" and before.value is not None and before.last == at
            if in_line and len(row) < MOST_COLUMNS:
                row.insert(0, before)
                at = before.first
            else:
                return row if before.kind in ("act", "teeth") else []
        return row

    def _is_tariff(self, item: Item) -> bool:
        """« 120,00 650,00 »: the column of the base may come first."""
        act = next((one for one in reversed(self.items) if one.kind == "act" and one.first < item.first), None)
        code = act.value if act is not None and act.name is None else None
        return bool(code) and base_hint(str(code), 1, None, self.situation.day_of_care) == _cents(item)

    def _base_among(self, first: Item, others: list[Item]) -> Item | None:
        act = next((one for one in reversed(self.items) if one.kind == "act" and one.first < first.first), None)
        code = act.value if act is not None and act.name is None else None
        tariff = base_hint(str(code), 1, None, self.situation.day_of_care) if code else None
        for one in others:
            rest = [_cents(other) for other in others if other is not one]
            if tariff == _cents(one) or (rest and _cents(first) == _cents(one) + rest[0] and one is others[0]):
                return one
        return None

    # A clause and its line.

    def _clause(self, clause: Clause) -> None:  # noqa: C901  one step a kind of thing said, in their order
        act = clause.one("act")
        if act is not None and self._is_said_for_another(clause):
            self._offer_instead(act)
            return
        line = self._line_of(clause)
        if line == 0:
            for item in clause.items:
                self._leave(item, "no_such_line")
            return
        role, teeth = clause.one("role"), clause.one("teeth")
        if act is not None and self.parse.has("everywhere") and self.draft.lines:
            for number in range(1, len(self.draft.lines) + 1):
                self._act(act, number)
        elif act is not None:
            line = self._act(act, line)
        if role is not None and line is not None:
            self._act_of_the_other(clause, line)
            self._role(role, line)
        lines: tuple[int, ...] = (line,) if line is not None else ()
        if teeth is not None:
            lines = self._teeth(teeth, line)
        for item in clause.of("rank"):
            self._place(item)
        for item in clause.of("amount"):
            self._amount(item, clause, lines)
        for item in clause.of("sector"):
            self._sector(item, lines or self._lines_without_sector())
        if not clause.of("amount") and len(lines) == 1:
            self._same_price(lines[0])
        self._named_alone(clause, line)

    def _same_price(self, line: int) -> None:
        """« et une autre sur la 27 au même prix »: a line like another takes its price when said to be the same."""
        like, held = self._likes.get(line), self.draft.lines[line - 1]
        fee = self.draft.lines[like - 1].fee if like else None
        if fee is not None and held.fee is None and self.parse.has("same"):
            self._do(Give("line.fee", line, fee))

    def _line_of(self, clause: Clause) -> int | None:  # noqa: PLR0911  one return a rule, in their order
        """Return the line meant: 0 for one that is not there, None where nothing says which."""
        rank = clause.one("rank")
        count = len(self.draft.lines)
        if rank is not None and self.situation.asked != "choose_act":
            wanted = count if rank.value == -1 else int(rank.value)
            return wanted if 1 <= wanted <= count else 0
        if not clause.is_anchored:
            return self._line_of_context()
        if clause.one("act") is not None and not self.told.corrects and (empty := self._line_without_act()):
            return empty
        fitting = [(self._fit(number, clause), number) for number in range(1, count + 1)]
        named = [(fit, number) for fit, number in fitting if fit is not None and fit > 0]
        if named and not (self.told.adds and clause.one("act")):
            best = max(fit for fit, _ in named)
            tied = [number for fit, number in named if fit == best]
            return self._among(tied, clause)
        free = self._line_to_describe(clause)
        if free is not None:
            return free
        if self._replaces(clause):
            return self._line_of_context() or (count or None)
        return self._add_line(clause)

    def _line_without_act(self) -> int | None:
        """Return the line whose act is asked, as long as nothing is known of it."""
        asking = self.situation.asking
        number = asking.line if asking is not None and asking.field == "line.act" else None
        free = number is not None and self.draft.has_line(number) and number not in self._to_choose
        return number if free and number is not None and not self.draft.lines[number - 1].values else None

    def line_fitting(self, clause: Clause) -> int | None:
        """Return the line of the quote that a clause names, None when it names none or several."""
        rank, count = clause.one("rank"), len(self.draft.lines)
        if rank is not None:
            wanted = count if rank.value == -1 else int(rank.value)
            return wanted if 1 <= wanted <= count else None
        fits = [(fit, number) for number in range(1, count + 1) if (fit := self._fit(number, clause))]
        best = [number for fit, number in fits if fit == max(fit for fit, _ in fits)]
        return best[0] if len(best) == 1 else None

    def _fit(self, number: int, clause: Clause) -> int | None:  # noqa: C901  one step a kind of name
        """Count what the clause and a line have in common; None when they contradict each other."""
        line, fit = self.draft.lines[number - 1], 0
        role, act, teeth = clause.one("role"), clause.one("act"), clause.one("teeth")
        if role is not None and (activity := ACTIVITY_OF.get(role.value)):
            held = self._activity_of(number)
            if self._says_whose_fee_is_asked(number, clause):
                return 1
            if held not in (None, activity):
                return None
            if held is None and activity != 1 and self._has_its_price(number, clause):
                return None
            fit += held == activity
            if held is None and activity == 1 and line.code is not None:
                fit += 1
        if act is not None and (line.code is not None or line.label is not None):
            if not self._names_act_of(act, number):
                return None
            fit += 2 + _is_headed_by(act, line.label)
        if teeth is not None and line.tooth is not None and teeth.value:
            if line.tooth not in teeth.value:
                return None
            fit += 2
        if teeth is not None and line.tooth is None and self._asks_the_tooth_of(number):
            fit += 2
        return fit

    def _has_its_price(self, number: int, clause: Clause) -> bool:
        """« NEKA020 1450,00 », and on the next row « anesthésie 420,00 »: the second price is another person's."""
        return self._given_now("line.fee", number) is not None and bool(clause.of("amount"))

    def _says_whose_fee_is_asked(self, number: int, clause: Clause) -> bool:
        """« c'est l'anesthésiste », alone where the fee of a line that is nobody's yet is asked, is of that line."""
        asking, line = self.situation.asking, self.draft.lines[number - 1]
        is_asked = asking is not None and (asking.field, asking.line) == ("line.fee", number)
        alone = all(item.kind == "role" for item in clause.items) and not self.told.adds
        return is_asked and alone and line.activity is None

    def _asks_the_tooth_of(self, number: int) -> bool:
        asking = self.situation.asking
        return asking is not None and (asking.field, asking.line) == ("line.tooth", number)

    def _activity_of(self, number: int) -> int | None:
        """Return whose fee a line is: as told, or as the question of its fee names it."""
        asking = self.situation.asking
        named = self.situation.options.get("activity") if asking and asking.line == number else None
        return self.draft.lines[number - 1].activity or named

    def _names_act_of(self, act: Item, number: int) -> bool:
        line = self.draft.lines[number - 1]
        if act.name is None:
            return bool(line.code == act.value)
        if line.code in {one["code"] for one in act.name.candidates}:
            return True
        said, known = set(words_of(act.name.words)), set(words_of(line.label or ""))
        telling = {word for word in said if len(word) >= SHORTEST_TELLING}
        return bool(telling) and telling <= known

    def _among(self, tied: list[int], clause: Clause) -> int | None:
        asking = self.situation.asking
        if len(tied) == 1:
            return tied[0]
        if asking and asking.line in tied:
            return asking.line
        if clause.of("amount"):
            without = [number for number in tied if self.draft.lines[number - 1].fee is None]
            if len(without) == 1:
                return without[0]
        return None

    def _line_to_describe(self, clause: Clause) -> int | None:
        """Return the line being described, when the clause says of it what it does not hold yet."""
        asking = self.situation.asking
        candidates = [asking.line] if asking and asking.line else []
        candidates += [len(self.draft.lines)]
        for number in candidates:
            if not number or number > len(self.draft.lines) or self._fit(number, clause) is None:
                continue
            if number in self._to_choose and clause.one("act") is not None:
                continue
            line = self.draft.lines[number - 1]
            act, role, teeth = clause.one("act"), clause.one("role"), clause.one("teeth")
            lacks = (
                (act is not None and line.code is None and line.label is None)
                or (role is not None and line.activity is None and act is None)
                or (teeth is not None and line.tooth is None and act is None)
            )
            if lacks and not self._starts_another(clause, number):
                return number
        return None

    def _starts_another(self, clause: Clause, number: int) -> bool:
        """A whole line told where another line is asked for begins a new one, once the last one has its fee."""
        line = self.draft.lines[number - 1]
        told_whole = clause.one("act") is not None and bool(clause.of("amount"))
        return told_whole and line.fee is not None and line.code is not None

    def _replaces(self, clause: Clause) -> bool:
        """Tell another act, practitioner or tooth put in the place of the one noted from one that comes beside it."""
        if self.told.adds or self.parse.has("same", "also") or (clause.one("role") is not None and clause.of("amount")):
            return False
        if self.told.corrects:
            return bool(self.draft.lines)
        asking = self.situation.asking
        if asking is None or asking.field == "confirm":
            return bool(self.draft.lines) and not clause.of("amount")
        told = {move.line for move in self.moves if isinstance(move, Give) and move.field == "line.act"}
        return asking.field in ("line.act", "line.tooth", "line.activity", "choose_act") and asking.line not in (
            told | set(self._to_choose)
        )

    def _line_of_context(self) -> int | None:
        asking, count = self.situation.asking, len(self.draft.lines)
        remembered = self.situation.options.get("line")
        if isinstance(remembered, int) and self.situation.is_correcting:
            return remembered
        if asking and asking.line and asking.field != "confirm_value":
            return min(asking.line, count) if count else self._add_line(None)
        if self._new_line is not None:
            return self._new_line
        last = self.situation.last_answered()
        if self.told.recalls and last and last[1] and last[1] <= count:
            return last[1]
        if count == 1:
            return 1
        return None

    def _add_line(self, clause: Clause | None) -> int:
        """Return a line for what is told: the last one when nothing is known of it yet, else a new one."""
        lines = self.draft.lines
        empty = lines and not any((lines[-1].code, lines[-1].label, lines[-1].fee, lines[-1].tooth))
        empty = empty and len(lines) not in self._to_choose
        if not empty and len(lines) < MOST_LINES:
            like = self._like(clause)
            self._do(NewLine(len(lines) + 1, like))
            if like is not None:
                self._likes[len(self.draft.lines)] = like
        self._new_line = len(self.draft.lines)
        return self._new_line

    def _like(self, clause: Clause | None) -> int | None:
        """A practitioner or a tooth alone repeats the act of the line before: « l'anesthésiste 350 »."""
        if clause is None or clause.one("act") is not None or not self.draft.lines:
            return None
        role = clause.one("role")
        if role is None and clause.one("teeth") is None:
            return None
        wanted = ACTIVITY_OF.get(role.value) if role else None
        for number in range(len(self.draft.lines), 0, -1):
            line, facts = self.draft.lines[number - 1], self.draft.act_of(number)
            if line.code is None or facts is None:
                continue
            if role is None or (facts.has_anaesthesia and line.activity != wanted):
                return number
        return None

    def _act_of_the_other(self, clause: Clause, line: int) -> None:
        """A practitioner told where the act of an added line is asked: the same act as the other practitioner's."""
        held, like = self.draft.lines[line - 1], self._like(clause)
        code = self.draft.lines[like - 1].code if like else None
        value = act_value(code, self.situation.day_of_care) if code else None
        if value is not None and held.code is None and held.label is None:
            self._do(Give("line.act", line, value))

    def _is_said_for_another(self, clause: Clause) -> bool:
        """Tell an act said alone while the line of another is being described: nothing says whether it replaces it."""
        asking, act = self.situation.asking, clause.one("act")
        if asking is None or asking.field not in LINE_QUESTIONS or not asking.line or act is None:
            return False
        number = asking.line
        if (
            number > len(self.draft.lines)
            or self.draft.lines[number - 1].code is None
            or self._names_act_of(act, number)
        ):
            return False
        alone = len(clause.items) == 1 and not self.told.adds and not self.told.corrects
        return alone and not self.parse.has("also", "other", "except", "everywhere")

    def _offer_instead(self, act: Item) -> None:
        asking = self.situation.asking
        code = act.value if act.name is None else act.name.candidates[0]["code"] if act.name.candidates else None
        value = act_value(str(code), self.situation.day_of_care) if code else None
        self._place(act)
        if value is not None and asking is not None:
            self.moves.append(Instead("line.act", asking.line, value, _said(act)))

    # The values of a line.

    def _act(self, item: Item, line: int | None) -> int | None:
        number = line if line is not None else self._add_line(None)
        held = self.draft.lines[number - 1]
        self._place(item)
        if self._names_act_of(item, number) and held.code is not None:
            return number
        family = self.draft.family or ("dental" if self.dental else None)
        if item.name is None:
            found = look_up(str(item.value), self.situation.day_of_care, family)
            if found.act is None:
                self.moves.append(ChooseAct(number, found.candidates, found.why, str(item.value), _said(item)))
                return number
            self._give_act(number, found.act["code"], item, corrects=held.code is not None)
            return number
        name = self._among_the_offered(item.name)
        if name.is_clear:
            self._give_act(number, name.candidates[0]["code"], item, corrects=held.code is not None)
        elif name.candidates:
            self.moves.append(ChooseAct(number, name.candidates, understood=name.words))
            self._to_choose.add(number)
        elif held.code is None and held.label is None:
            self._do(Give("line.label", number, name.words[:1].upper() + name.words[1:], name.words))
        if item.quantity and item.quantity > 1:
            self._several(item, number)
        return number

    def _among_the_offered(self, name: ActName) -> ActName:
        """Words that answer « lequel de ces actes ? » mean one of those offered, when they fit some of them."""
        offered = {one["code"] for one in self.situation.options.get("candidates") or ()}
        fitting = tuple(one for one in name.candidates if one["code"] in offered)
        if not fitting or name.is_clear:
            return name
        return replace(name, candidates=fitting, is_clear=len(fitting) == 1)

    def _give_act(self, line: int, code: str, item: Item, *, corrects: bool) -> None:
        value = act_value(code, self.situation.day_of_care)
        if value is not None:
            self._give("line.act", line, value, item, corrects=corrects)

    def _several(self, item: Item, line: int) -> None:
        """« deux couronnes » is placed when as many teeth are told; else the teeth are asked."""
        teeth = [one for one in self.items if one.kind == "teeth"]
        facts = self.draft.act_of(line)
        if facts is not None and facts.needs_tooth and not teeth:
            self.moves.append(Do("which_teeth", "line.tooth", line, amount=item.quantity))

    def _role(self, item: Item, line: int) -> None:
        self._place(item)
        activity, held = ACTIVITY_OF.get(item.value), self.draft.lines[line - 1]
        if activity is None or self.dental or held.activity == activity:
            return
        facts = self.draft.act_of(line)
        if facts is None or facts.has_anaesthesia:
            self._give("line.activity", line, activity, item, corrects=held.activity is not None)

    def _teeth(self, item: Item, line: int | None) -> tuple[int, ...]:
        """One line a tooth: the first takes the line, each other a line like it."""
        mention = item.mention
        number = line if line is not None else (self._line_of_context() or self._add_line(None))
        if mention is not None and mention.doubt is not None:
            self._doubtful(item, "line.tooth", number)
            return (number,)
        self._place(item)
        teeth = tuple(item.value)
        held = self.draft.lines[number - 1].tooth
        if held in teeth and len(teeth) == 1:
            return (number,)
        lines = [number]
        self._give("line.tooth", number, teeth[0], item, corrects=held is not None)
        for tooth in teeth[1:]:
            if len(self.draft.lines) >= MOST_LINES:
                break
            self._do(NewLine(len(self.draft.lines) + 1, number))
            lines.append(len(self.draft.lines))
            self._give("line.tooth", lines[-1], tooth, item)
        return tuple(lines)

    def _amount(  # noqa: C901, PLR0911  one return a rule, in their order
        self, item: Item, clause: Clause, lines: tuple[int, ...]
    ) -> None:
        mention = item.mention
        if mention is None or self._is_placed(item):
            return
        field = self._field_of_amount(item, clause, lines)
        if field is None:
            self._leave(item, item.label)
            return
        if field == "line.fee" and self._with_overrun(item, clause, lines):
            return
        if item.value is None and field == "choose_act":
            self._leave(item, None)
            return
        if item.value is None and field.startswith(("stay.nights", "care_date", "line.tooth")):
            self._doubtful(item, field, lines[0] if lines and field.startswith("line.") else None)
            return
        if field == "line.sector":
            self._sector(replace(item, value=SECTOR_OF_A_NUMBER[item.value]), lines or self._lines_without_sector())
            return
        if field in ("stay.nights", "care_date", "line.tooth", "choose_act"):
            self._number(field, item, lines)
            return
        if mention.doubt is not None or mention.exactness in (Exactness.AT_LEAST, Exactness.AT_MOST):
            self._doubtful(item, field, lines[0] if lines and field.startswith("line.") else None)
            return
        if field == "stay.private_room":
            self._room(item)
            return
        if mention.relative is not None:
            self._relative_amount(item, field, lines)
            return
        self._fee(item, clause, field, lines)

    def _with_overrun(self, item: Item, clause: Clause, lines: tuple[int, ...]) -> bool:
        """« 459,80 + 600 de dépassement »: the tariff and what comes on top of it make the price."""
        overrun = next((one for one in clause.of("amount") if one.label == "overrun"), None)
        if overrun is None or len(lines) != 1 or item.label is not None or item.value is None or overrun.value is None:
            return False
        tariff = known_base(self.draft, lines[0], self.situation.context)
        if tariff != _cents(item):
            return False
        self._place(overrun)
        self._give("line.fee", lines[0], euros(_cents(item) + _cents(overrun)), item)
        return True

    def _field_of_amount(  # noqa: PLR0911  one return a rule, in their order
        self, item: Item, clause: Clause, lines: tuple[int, ...]
    ) -> str | None:
        """Say which field an amount is for: its label, the field named, how it is counted, the question, the line."""
        mention, asked = item.mention, self.situation.asked
        if mention is None:
            return None
        if item.label == "base":
            return "line.base"
        if item.label == "room":
            return "stay.private_room"
        if item.label not in FEE_LABELS:
            return None
        named = self._field_named(item)
        if named is not None:
            return named
        if item.label == "fee":
            return "line.fee"
        if mention.per in ("day", "night", "stay") and not clause.is_anchored and not self.dental:
            return "stay.private_room"
        if clause.is_anchored:
            counts_nights = (
                asked == "stay.nights"
                and mention.kind == Kind.NUMBER
                and item.value is not None
                and item.value <= MOST_LIKELY_NIGHTS
            )
            return "stay.nights" if counts_nights and clause.one("act") is None else "line.fee"
        by_question = self._by_question(item, asked)
        if by_question is not None:
            return by_question
        return self._by_context(item, lines)

    def _field_named(self, item: Item) -> str | None:
        """Return the field named before the amount with no other amount between: « le montant est 900 »."""
        amounts = [one for one in self.items if one.kind == "amount"]
        fields = [*self.parse.of(Kind.FIELD), *self._room_named()]
        fields.sort(key=lambda mention: mention.first)
        before = [
            field
            for field in fields
            if 0 <= item.first - field.last <= FIELD_BEFORE
            and not any(field.last <= other.first < item.first for other in amounts)
        ]
        after = [
            field
            for field in fields
            if 0 <= field.first - item.last <= FIELD_AFTER
            and not any(item.last <= other.first < field.first for other in amounts)
            and not any(norm in CUTS for norm in self.parse.norms(item.last, field.first))
        ]
        found = before[-1] if before else after[0] if after else None
        field = ("stay.private_room" if found.kind == Kind.CHOICE else str(found.value)) if found else ""
        if field == "line.sector":
            return field if _is_sector_number(item) else None
        if field in MOST_OF and (item.mention is None or not _can_count(item, field)):
            return None
        return field if field in (*ASKS_MONEY, "stay.nights", "line.tooth", "care_date") else None

    def _room_named(self) -> list[Mention]:
        """« la chambre individuelle est à 92 euros » names the room as its choice does."""
        return [mention for mention in self.parse.of(Kind.CHOICE) if mention.value == ("stay.private_room", True)]

    def _by_question(self, item: Item, asked: str | None) -> str | None:
        mention = item.mention
        pending = self.draft.to_confirm
        if asked == "confirm_value" and pending is not None:
            asked = pending.field
        if self.told.recalls and asked in ASKS_MONEY and self._last_of_a_figure() is not None:
            return None  # « non, c'était 950 » puts right what was said, and answers nothing
        if asked in ASKS_MONEY:
            return asked
        if mention is not None and mention.kind == Kind.NUMBER and asked in MOST_OF:
            return asked if item.value is None or _can_count(item, asked) else None
        if asked == "line.sector" and _is_sector_number(item):
            return asked
        if asked == "choose_act" and mention is not None and mention.kind == Kind.NUMBER:
            return "choose_act"
        return None

    def _by_context(self, item: Item, lines: tuple[int, ...]) -> str | None:
        if self.told.corrects:
            last = self._last_of_a_figure()
            too_many = last is not None and last[0] == "stay.nights" and (item.value or 0) > 60
            if last is not None and not too_many and (self.told.recalls or last[0] in ASKS_MONEY):
                return last[0] if last[0] in (*ASKS_MONEY, "stay.nights", "line.tooth") else None
        mention = item.mention
        if (
            mention is not None
            and (mention.per in ("each", "all") or self.parse.has("everywhere"))
            and self.draft.lines
        ):
            return "line.fee"
        is_money = mention is not None and mention.kind == Kind.MONEY
        if lines and (is_money or self.told.corrects or self.told.is_free):
            return "line.fee"
        return None

    def _last_of_a_figure(self) -> tuple[str, int | None] | None:
        last = self.situation.last_answered()
        return last if last and last[0] in (*ASKS_MONEY, "stay.nights", "line.tooth") else self._last_fee()

    def _last_fee(self) -> tuple[str, int | None] | None:
        for number in range(len(self.draft.lines), 0, -1):
            if self.draft.lines[number - 1].fee is not None:
                return "line.fee", number
        return None

    def _fee(self, item: Item, clause: Clause, field: str, lines: tuple[int, ...]) -> None:
        mention = item.mention
        if mention is None:
            return
        value = euros(_cents(item))
        if not accepts(field, value):
            self._leave(item, "too_large")
            return
        every = tuple(range(1, len(self.draft.lines) + 1))
        scope_said = mention.per if mention.per in ("each", "all") else "each" if self.parse.has("everywhere") else None
        if field == "line.fee" and scope_said and len(lines) <= 1 and len(every) > 1:
            lines = every
        elif field == "line.fee" and len(lines) == 1 and not clause.is_anchored:
            lines = self._told_together(lines[0])
        if field == "line.fee" and len(lines) == 1 and len(every) <= 1 and self._is_for_several(item, clause):
            self._place(item)
            half = euros(_cents(item) // (self._count_said(clause) or 2))
            self.moves.append(AskBack(field, lines[0], "either", (value, half), mention.text))
            return
        if field == "line.fee" and len(lines) > 1:
            scope = {"each": "per_tooth", "all": "all_teeth"}.get(scope_said or "")
            self._place(item)
            self.moves.append(ShareFee(lines, value, scope, _said(item), _is_about(mention)))
            return
        if not lines:
            self._which_line(item, field, value)
            return
        self._value_of_line(item, clause, field, lines[0], value)

    def _told_together(self, number: int) -> tuple[int, ...]:
        """Return the lines that « 26 et 27 » made at once and that still lack their price: one price is for both."""
        line = self.draft.lines[number - 1]
        teeth = line.understood.get("tooth")
        alike = [
            at
            for at, other in enumerate(self.draft.lines, start=1)
            if other.fee is None and (other.code, other.understood.get("tooth")) == (line.code, teeth)
        ]
        distinct = len({self.draft.lines[at - 1].tooth for at in alike}) == len(alike)
        return tuple(alike) if teeth and distinct and number in alike else (number,)

    def _count_said(self, clause: Clause) -> int | None:
        """« deux couronnes à 650 »: how many of the act one price was told beside."""
        act, counted = clause.one("act"), [one for one in self.items if one.kind == "count"]
        told = act.quantity if act is not None else counted[0].value if counted else None
        return told if told and told > 1 else None

    def _is_for_several(self, item: Item, clause: Clause) -> bool:
        scope = item.mention.per if item.mention else None
        both = scope == "all" and self.parse.has("both")
        return both or (scope is None and self._count_said(clause) is not None)

    def _which_line(self, item: Item, field: str, value: str) -> None:
        last = self.situation.last_answered()
        if self.told.recalls and last and last[0] == field and last[1]:
            self._give(field, last[1], value, item, corrects=True)
            return
        self._leave(item, "which_line")
        self.moves.append(Do("remember", field, amount=cents(value)))

    def _value_of_line(self, item: Item, clause: Clause, field: str, line: int, value: str) -> None:
        same = [one for one in clause.of("amount") if one is not item and one.label == item.label]
        asking = self.situation.asking
        line = self._corrected_line(field, line)
        told = self._given_now(field, line)
        if told is not None and told.value != value and not same:
            self._leave(item, "which_line")
            return
        held = self.draft.get(field, line)
        is_asked = asking is not None and (asking.field, asking.line) == (field, line)
        named = clause.is_anchored or self._field_named(item) is not None or item.label in ("fee", "base")
        if held in (None, UNKNOWN) or is_asked or named or self.told.corrects or bool(same):
            self._give(field, line, value, item, corrects=held not in (None, UNKNOWN))
        elif held == value:
            self._place(item)
            self.moves.append(Do("already", field, line))
        else:
            self._place(item)
            self.moves.append(Instead(field, line, value, _said(item)))

    def _corrected_line(self, field: str, line: int) -> int:
        """A correction that names nothing goes to what was said last, not to the line being asked about."""
        last = self._last_of_a_figure()
        if self.told.recalls and last and last[0] == field and last[1] and self.draft.get(field, line) is None:
            return last[1]
        return line

    def _relative_amount(self, item: Item, field: str, lines: tuple[int, ...]) -> None:
        """« 50 € de moins » counts from what the draft holds; from nothing, it is asked."""
        held = self.draft.get(field, lines[0]) if lines else None
        if not isinstance(held, str) or held == UNKNOWN or item.mention is None:
            self._leave(item, "relative")
            return
        value = cents(held) + (item.mention.relative or 0) * _cents(item)
        if value < 0 or not accepts(field, euros(value)):
            self._leave(item, "relative")
            return
        self._give(field, lines[0], euros(value), item, corrects=True)

    def _number(self, field: str, item: Item, lines: tuple[int, ...]) -> None:
        """A bare number where the question or the field named says what it counts."""
        match field:
            case "stay.nights":
                self._nights(item, int(item.value))
            case "care_date":
                self._day_of_month(item, int(item.value))
            case "choose_act":
                self._place(item)
                self.moves.append(Do("choose_rank", amount=int(item.value)))
            case _:
                number = lines[0] if lines else None
                if number is not None and item.value in TEETH:
                    self._give("line.tooth", number, item.value, item)
                elif number is not None:
                    self._place(item)
                    self.moves.append(AskBack("line.tooth", number, "no_such_tooth", (), _said(item)))
                else:
                    self._leave(item, None)

    def _lines_without_sector(self) -> tuple[int, ...]:
        """A sector said of nobody is of the one line that lacks it."""
        lines = [number for number, line in enumerate(self.draft.lines, start=1) if line.sector is None]
        return (lines[0],) if len(lines) == 1 else ()

    def _sector(self, item: Item, lines: tuple[int, ...]) -> None:
        """« secteur 2 » leaves OPTAM to be asked, unless the sentence says that it is not known."""
        self._place(item)
        if self.dental:
            return
        if not lines and self.parse.has("both", "everywhere"):
            lines = tuple(range(1, len(self.draft.lines) + 1))
        if not lines:
            self.moves.append(Do("which_line", "line.sector"))
            return
        if item.mention is not None and item.mention.doubt is not None:
            among = tuple(value for _, value in item.mention.alternatives)
            self.moves.append(AskBack("line.sector", lines[0], item.mention.doubt or "", among, _said(item)))
            return
        for line in lines:
            held = self.draft.lines[line - 1].sector
            value = {"optam": "sector_2_optam", "no_optam": "sector_2"}.get(item.value, item.value)
            if value == "conventioned":
                self.moves.append(AskBack("line.sector", line, "conventioned", CONVENTIONED, _said(item)))
                continue
            if value == SECTOR_2_EITHER:
                value = self._told_after(item) or value
            open_still = value == SECTOR_2_EITHER and not self.parse.has("unknown")
            self._give("line.sector", line, value, item, corrects=held is not None, approximate=open_still)

    def _told_after(self, item: Item) -> str | None:
        """« secteur 2, et non il n'a pas signé »: the answer that follows is about OPTAM."""
        after = [str(mention.value) for mention in self.parse.of(Kind.ANSWER) if mention.first >= item.last]
        return {"yes": "sector_2_optam", "no": "sector_2"}.get(after[0]) if after else None

    # The values of the quote as a whole.

    def _of_the_quote(self, item: Item) -> None:
        match item.kind:
            case "nights":
                self._nights_said(item)
            case "date":
                self._date(item)
            case "person":
                self._person(item)
            case "choice":
                self._choice(item)

    def _nights_said(self, item: Item) -> None:
        mention = item.mention
        if mention is None:
            return
        if self.dental:
            self._leave(item, "no_stay")
        elif mention.relative is not None:
            held, count = self.draft.get("stay.nights"), _count(item)
            if isinstance(held, int) and held + mention.relative * count >= 0:
                self._give("stay.nights", None, held + mention.relative * count, item, corrects=True)
            else:
                self._leave(item, "relative")
        elif mention.exactness == Exactness.AT_LEAST and item.value == 1:  # « avec au moins une nuit » counts none
            self._quote_value("setting", "inpatient", item)
        elif mention.doubt is not None or mention.exactness in (Exactness.AT_LEAST, Exactness.AT_MOST):
            self._doubtful(item, "stay.nights", None)
        else:
            self._nights(item, int(item.value))
            begins = next((one for one in mention.alternatives if isinstance(one, date)), None)
            if begins is not None and self.draft.care_date in (None, UNKNOWN):
                self._give("care_date", None, begins.isoformat(), item)

    def _shift(self) -> None:
        """« repoussée d'une semaine » moves the day of care."""
        held = self.draft.date_of_care
        for mention in self.parse.of(Kind.OTHER):
            if mention.unit == "shift" and isinstance(mention.value, int) and held is not None:
                day = held + timedelta(days=(mention.relative or 1) * mention.value)
                self._do(Give("care_date", None, day.isoformat(), mention.text, corrects=True))

    def _nights(self, item: Item, nights: int) -> None:
        if not accepts("stay.nights", nights):
            self._place(item)
            self.moves.append(AskBack("stay.nights", None, "too_many", (), _said(item)))
            return
        self._quote_value("stay.nights", nights, item)

    def _date(self, item: Item) -> None:
        mention = item.mention
        if mention is None or mention.unit == "quote":
            self._leave(item, "quote_date")
            return
        asked = self.situation.asked
        if mention.unit == "relative" and asked != "care_date" and not self._says_care(item):
            self._place(item)  # « je vous rappelle demain » tells nothing of the quote
            return
        if mention.doubt is not None:
            if asked == "care_date" or self.draft.care_date is None or self.told.corrects:
                self._doubtful(item, "care_date", None)
            else:
                self._leave(item, mention.doubt)
            return
        if mention.unit == "day_of_month":
            self._day_of_month(item, item.value.day)
            return
        told_among_others = self.draft.care_date is None and any(
            other.kind in ("nights", "choice", "amount") and self._is_placed(other) for other in self.items
        )
        named = self.told.corrects or self._says_care(item) or self._is_short() or told_among_others
        if asked != "care_date" and (not named or mention.exactness == Exactness.AT_MOST):
            self._leave(item, "which_date")
            return
        self._quote_value("care_date", item.value.isoformat(), item)

    def _is_short(self) -> bool:
        return len(self.parse.tokens) <= SHORT_ANSWER

    def _says_care(self, item: Item) -> bool:
        near = self.parse.tagged("care")
        fields = [one for one in self.parse.of(Kind.FIELD) if one.value == "care_date"]
        return bool(near or fields or self.told.is_free) and item.mention is not None

    def _day_of_month(self, item: Item, day: int) -> None:
        """« le 15 » is a day of the month already told, else the next such day, to be confirmed."""
        held = self.draft.date_of_care
        try:
            value = held.replace(day=day) if held else None
        except ValueError:
            value = None
        if value is None and isinstance(item.value, date):
            value = item.value
        if value is None:
            value = next(_days_called(day, self.situation.context.today), None)
        if value is None:
            self._leave(item, "no_such_date")
            return
        self._quote_value("care_date", value.isoformat(), item, approximate=held is None)

    def _person(self, item: Item) -> None:
        self._place(item)
        known = {person.id: person for person in self.situation.context.beneficiaries}
        persons = {one.value for one in self.items if one.kind == "person" and not one.is_denied}
        if len(persons & set(known)) > 1:
            among = tuple(one for one in known if one in persons)
            if not any(isinstance(move, AskBack) and move.field == "beneficiary" for move in self.moves):
                self.moves.append(AskBack("beneficiary", None, "several", among, self.parse.text.strip()))
            return
        unknown_yet = self.draft.beneficiary is None
        if item.value in known and item.value != "self" and (unknown_yet or self._is_for(item) or self.told.corrects):
            self._give("beneficiary", None, item.value, item, corrects=self.draft.beneficiary is not None)
            return
        if item.value in known:
            self._quote_value("beneficiary", item.value, item)
            return
        alike = [one.id for one in known.values() if one.relation == item.value and one.id != "self"]
        alike = self._of_the_age_said(alike) or alike
        asked = self.situation.asked == "beneficiary"
        if len(alike) == 1 and (asked or self._is_for(item)):
            self._quote_value("beneficiary", alike[0], item)
        elif (asked or self._is_for(item)) and alike:
            self.moves.append(AskBack("beneficiary", None, "which", tuple(alike), _said(item)))
        elif asked:
            self.moves.append(Do("beneficiary_adult" if item.value != "child" else "no_dependant"))

    def _of_the_age_said(self, ids: list[str]) -> list[str]:
        """« mon fils de 8 ans » tells two children apart."""
        others = [self.parse.norms(mention.first, mention.last) for mention in self.parse.of(Kind.OTHER)]
        ages = {int(norms[0]) for norms in others if norms[-1] in YEARS and norms[0].isdecimal()}
        today = self.situation.context.today
        born = {person.id: person.birth_date for person in self.situation.context.beneficiaries}
        return [one for one in ids if (day := born[one]) and _age(day, today) in ages]

    def _is_for(self, item: Item) -> bool:
        before = self.parse.norms(max(0, item.first - 2), item.first + 1)
        denials = {tag.last for tag in self.parse.tagged("denial")}
        denied = any(tag.first in denials for tag in self.parse.tagged("person.alone"))  # « pas moi, mon fils »
        operated = self.parse.norms(item.last, item.last + 1) == ("qui",)
        return "pour" in before or operated or denied or self.told.is_free or self.situation.asked == "beneficiary"

    def _choice(self, item: Item) -> None:
        mention = item.mention
        if mention is not None and mention.doubt is not None and mention.alternatives:
            field = mention.alternatives[0][0]
            self._place(item)
            among = tuple(value for _, value in mention.alternatives)
            self.moves.append(AskBack(field, None, mention.doubt or "", among, mention.text))
            return
        if item.value is None:
            self._place(item)
            return
        field, value = item.value
        if self.dental and field in OF_DENTAL_QUOTES:
            self._place(item)
            return
        if field == "stay.private_room":
            self._place(item)
            room = self.draft.get("stay.private_room") or {}
            if value != room.get("wanted"):
                self._quote_value(field, {"wanted": value}, item)
            return
        self._quote_value(field, value, item)

    def _room(self, item: Item) -> None:
        """The room's price: by day or night as said; a price for the whole stay is shared over it and confirmed."""
        mention = item.mention
        if mention is None:
            return
        if self.dental:
            self._leave(item, "no_stay")
            return
        cents, per, nights = _cents(item) // (mention.times or 1), mention.per, self.draft.get("stay.nights")
        told_nights = next((one.value for one in self.items if one.kind == "nights"), nights)
        approximate = _is_about(mention)
        if per in ("stay", "all") and isinstance(told_nights, int) and told_nights > 0:
            cents, per, approximate = cents // told_nights, "night", True
        elif per in ("stay", "all"):
            self._leave(item, "whole_stay")
            return
        price = euros(cents)
        value = {"wanted": True, "price": price} | ({"per": per} if per in ("day", "night") else {})
        if not accepts("stay.private_room", value):
            self._leave(item, "too_large")
            return
        self._quote_value("stay.private_room", value, item, approximate=approximate)

    def _quote_value(self, field: str, value: Any, item: Item, *, approximate: bool = False) -> None:
        """Write a value of the quote: where nothing stands, where asked, where named or said to be a correction."""
        held, asked = self.draft.get(field), self.situation.asked
        pending = self.draft.to_confirm
        is_asked = asked == field or (asked == "confirm_value" and pending is not None and pending.field == field)
        is_asked = is_asked or (asked == "stay.nights" and field == "setting")
        if held == value:
            self._place(item)
            said = any(isinstance(move, Do) and move.kind == "already" for move in self.moves)
            if not said and (field != "beneficiary" or is_asked):
                self.moves.append(Do("already", field))
            return
        if is_asked or held in (None, UNKNOWN) or self._may_replace(field) or _only_adds(field, held, value):
            self._give(field, None, value, item, corrects=held is not None, approximate=approximate)
            return
        self._place(item)
        if field != "beneficiary" and not (item.mention is not None and item.mention.unit == "relative"):
            self.moves.append(Instead(field, None, value, _said(item)))

    def _may_replace(self, field: str) -> bool:
        """Say whether a value told anew takes the place of another: it is a correction, or its field is named."""
        if self.told.corrects:
            return True
        fields = {str(mention.value) for mention in self.parse.of(Kind.FIELD)}
        labels = {str(mention.value) for mention in self.parse.of(Kind.LABEL)}
        named = field in fields or (
            field == "stay.private_room" and ("room" in labels or "stay.private_room" in fields)
        )
        if field in ("stay.nights", "care_date", "stay.private_room") and named:
            return True
        if field == "stay.nights" and self._has_its_unit():
            return True
        at_the_end = self.situation.asked in ("confirm", "more_lines")
        if at_the_end and field == "care_date":
            return self._is_short()
        return at_the_end and field in ("stay.nights", "setting", "stay.private_room", "exemption")

    def _has_its_unit(self) -> bool:
        return any(mention.unit == "night" for mention in self.parse.of(Kind.NIGHTS))

    # What is said of no value, what is doubtful, what is left.

    def _named_alone(self, clause: Clause, line: int | None) -> None:
        """« le montant du chirurgien » with no value: what is to be put right, asked again."""
        remembered, value = self.situation.options.get("field"), self.situation.options.get("value")
        if value is not None and line is not None and not clause.of("amount"):
            self._do(Give(str(remembered), line, value, None, corrects=True))
            return
        fields = [str(mention.value) for mention in self.parse.of(Kind.FIELD)] or ([remembered] if remembered else [])
        values = [item for item in self.items if item.kind in ("amount", "date", "nights", "sector", "choice")]
        correcting = self.told.corrects or self.situation.asked in (None, "confirm") or self.situation.is_correcting
        if values or not correcting or line is None or clause.of("act"):
            return
        if fields:
            self.moves.append(Do("ask_again", fields[0], line))
        elif self.situation.is_correcting:
            self.moves.append(Do("correct_line", line=line))

    def _doubtful(self, item: Item, field: str, line: int | None) -> None:
        """Ask back what can be read in several ways, in the values of its field."""
        if field.startswith("line.") and line is None:
            line = self._line_of_context()
            if line is None:
                self._leave(item, "which_line")
                return
        self._place(item)
        mention = item.mention
        if mention is None:
            return
        doubt = mention.doubt or str(mention.exactness)
        found = mention.alternatives if mention.doubt else (mention.value,)
        alternatives = tuple(
            value for one in found if (value := _as_value(field, one, mention)) is not None and _fits(field, value)
        )
        self.moves.append(AskBack(field, line, doubt, alternatives, mention.text))

    def _leave(self, item: Item, why: str | None) -> None:
        if self._is_placed(item):
            return
        self._place(item)
        self.moves.append(NotPlaced(_said(item) or "", _kind_of(item), _shown_value(item), why))

    def _say_what_is_left(self) -> None:
        """Every figure that no field took is said back (first law)."""
        for item in self.items:
            if item.kind == "count" and item.value > 1 and not self.moves and self.situation.asked != "more_lines":
                self._leave(item, "count")
            if item.kind in ("amount", "teeth", "date", "nights") and not self._is_placed(item):
                self._leave(item, item.label)

    def _give(
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
            self._leave(item, "too_large")
            return
        self._place(item)
        pending = self.draft.to_confirm
        confirmed = self.situation.asked == "confirm_value" and pending is not None
        if confirmed and pending is not None and (pending.field, pending.line, pending.value) == (field, line, value):
            self.moves.append(Do("yes"))
            return
        about = approximate or (item.mention is not None and _is_about(item.mention))
        self._do(Give(field, line, value, _said(item), about, corrects))

    def _do(self, move: NewLine | Give) -> None:
        """Keep a move and what it makes of the draft, for what comes after it in the sentence."""
        self.moves.append(move)
        self.draft = self.draft.after(events_of(move, self.draft))

    def _given_now(self, field: str, line: int) -> Give | None:
        """Return what this sentence gave a line's field first."""
        given = (move for move in self.moves if isinstance(move, Give))
        return next((move for move in given if (move.field, move.line) == (field, line)), None)

    def _place(self, item: Item) -> None:
        self._placed.add((item.kind, item.first))

    def _is_placed(self, item: Item) -> bool:
        return (item.kind, item.first) in self._placed

    def _is_dental(self, names: list[ActName]) -> bool:
        draft = self.situation.draft
        if draft.family is not None and any(line.facts for line in draft.lines):
            return bool(draft.family == "dental")
        codes = [mention.value for mention in self.parse.of(Kind.CODE)]
        found = [look_up(code, self.situation.day_of_care, None).act for code in codes]
        families = {_family(one["code"], self.situation.day_of_care) for one in found if one}
        families |= {_family(one["code"], self.situation.day_of_care) for name in names for one in name.candidates[:1]}
        if families or draft.family is None:
            return "dental" in families or (not families and bool(self.parse.of(Kind.TEETH)))
        return bool(draft.family == "dental")


def events_of(move: NewLine | Give, draft: Draft) -> list[Event]:
    """Return the events of a move as the draft will hold them, were no check to object."""
    if isinstance(move, Give):
        return [{"kind": "set", "field": move.field, "line": move.line, "value": move.value}]
    events: list[Event] = [{"kind": "add_line"}]
    act = draft.given("line.act", move.like) if move.like is not None else None
    if act is not None:
        events.append({"kind": "set", "field": "line.act", "line": move.line, "value": act})
    return events


def _family(code: str, on: date) -> str | None:
    act = act_value(code, on)
    return act["facts"]["family"] if act else None


def _can_count(item: Item, field: str) -> bool:
    """Say whether a figure can be the nights, a tooth or a day: « dent 26 650 € » names one tooth and one price."""
    is_number = item.mention is not None and item.mention.kind == Kind.NUMBER
    return is_number and (item.value is None or item.value <= MOST_OF[field])


def _is_sector_number(item: Item) -> bool:
    return item.mention is not None and item.mention.kind == Kind.NUMBER and item.value in SECTOR_OF_A_NUMBER


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _comparable(one: Item, other: Item) -> bool:
    figures = ("amount", "teeth", "nights")
    return one.kind == other.kind or (one.kind in figures and other.kind in figures)


def _count(item: Item) -> int:
    """Return the nights of « une nuit de plus », « un jour plus tôt »: a day more or less is a night more or less."""
    if isinstance(item.value, int):
        return item.value
    found = item.mention.alternatives if item.mention else ()
    return int(found[-1]) if found else 1


def _cents(item: Item) -> int:
    """Return an amount in cents: a bare number counts euros."""
    is_money = item.mention is not None and item.mention.kind == Kind.MONEY
    return int(item.value) if is_money else int(item.value) * 100


def _said(item: Item) -> str | None:
    if item.mention is not None:
        return item.mention.text
    return item.name.words if item.name else None


def _is_about(mention: Mention) -> bool:
    return mention.exactness == Exactness.ABOUT


def _only_adds(field: str, held: Any, value: Any) -> bool:
    """The price of a room that is wanted already adds to what is known."""
    return (
        field == "stay.private_room"
        and isinstance(held, dict)
        and held.get("wanted") is value.get("wanted")
        and held.get("price") in (None, UNKNOWN)
    )


def _as_value(field: str, found: Any, mention: Mention) -> Any:
    if field == "care_date":
        return found.isoformat() if isinstance(found, date) else None
    if field in ASKS_MONEY:
        cents = int(found) if mention.kind == Kind.MONEY else int(found) * 100
        return euros(cents)
    return found


def _is_headed_by(act: Item, label: str | None) -> bool:
    """« la couronne » is the line of a crown rather than that of an inlay-core under a crown."""
    head = words_of(label or "")[:1]
    return act.name is not None and bool(head) and head[0] in words_of(act.name.words)


def _fits(field: str, value: Any) -> bool:
    if field == "stay.private_room":
        return accepts(field, {"price": value})
    return accepts(field, value)


def _kind_of(item: Item) -> str:
    return "money" if item.kind == "amount" else item.kind


def _shown_value(item: Item) -> Any:
    if item.kind == "amount":
        return euros(_cents(item)) if isinstance(item.value, int) else None
    if isinstance(item.value, date):
        return item.value.isoformat()
    return list(item.value) if isinstance(item.value, tuple) else item.value


def _days_called(day: int, today: date) -> Iterator[date]:
    """Yield the coming dates with this day of the month, the next one first."""
    for months in range(13):
        month = today.month - 1 + months
        try:
            found = date(today.year + month // 12, month % 12 + 1, day)
        except ValueError:
            continue
        if found >= today:
            yield found


__all__ = ["Assignment", "Told", "events_of"]
