"""What one reading of a sentence gives: its words with their place, and every value in it with how it was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a mention is, by its form alone: which field it belongs to is decided by `actions.understanding`."""

    # Cents; written as money (€, euros, k, two decimals, « gratuit »), `per` how it is counted.
    MONEY = "money"
    # A whole number that nothing says the kind of (« 26 », « 850 », « deux »); `unit` is None, or what it counts, and
    # then it is never a value: "tooth" (« deux couronnes »), "line", "session", "count".
    NUMBER = "number"
    # A whole number of hundredths.
    PERCENT = "percent"
    # Nights; `unit` "night", "day", "week", "month", or "dates" (« du 3 au 5 mars »), whose first alternative is the
    # day the stay begins.
    NIGHTS = "nights"
    # A date; `unit` "day", "month", "day_of_month", "relative", "vague"; not of the care: "quote", "validity", "birth",
    # "elsewhere".
    DATE = "date"
    # FDI numbers, a tuple; said as teeth (« dent 26 », « la 26 », « première molaire »).
    TEETH = "teeth"
    # A CCAM code in capitals, repaired when one letter or digit is off.
    CODE = "code"
    # (field of the contract, its value); of line.sector also "sector_2_either" (OPTAM unsaid), "conventioned", "optam",
    # "no_optam" (sector unsaid).
    CHOICE = "choice"
    # "surgeon", "anaesthetist", "dentist", "assistant", "other": who is paid.
    ROLE = "role"
    # An id of the beneficiaries, "self", or a relation ("child", "spouse", "parent", "other").
    PERSON = "person"
    # What an amount beside it is: "fee", "base", "overrun", "amo", "amc", "total", … (lexicon).
    LABEL = "label"
    # 1, 2, … or -1 for the last; `unit` "line" when said of a line, None otherwise.
    RANK = "rank"
    # A field of the contract, named (« le montant », « la date »).
    FIELD = "field"
    # "yes", "no", "unknown", "finish", "both", "same", "none" (« aucune »).
    ANSWER = "answer"
    # A figure that is none of these (phone, room number, age, time, dose, shift of a date): accounted for, never a
    # value; a "shift" has the days that a date moves, `relative` which way (« repoussée d'une semaine »).
    OTHER = "other"


class Exactness(StrEnum):
    EXACT = "exact"
    ABOUT = "about"  # « environ 850 »
    AT_LEAST = "at_least"  # « plus de 600 en tout cas »
    AT_MOST = "at_most"  # « moins de 800 »


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign: `text` as written at `start`…`end`, `norm` folded, spelt out and put right."""

    text: str
    norm: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One value of the sentence: tokens `first`…`last` (the one after), characters `start`…`end` of what was written.

    `doubt` says why `value` cannot be taken as it stands: it is then None where the words mean several values
    (`alternatives`), and what was written where they mean one that is no good.
    `either` (« 680 ou 860 »), `between` (« entre 800 et 900 »), `ambiguous` (« 1,250 »), `half_read` (« 145O € »),
    `currency` (« 4000 francs »), `negative`, `share` (« la moitié de 2900 »: the whole, the part as alternative),
    `days_or_nights`, `no_such_tooth`, `milk_tooth`, `which_tooth`, `no_such_date`, `which_date` (« l'an dernier »),
    `too_many`, `unlike` (a code that the nomenclature has not), `unknown_person`.
    """

    kind: Kind
    value: Any
    first: int
    last: int
    start: int
    end: int
    text: str
    unit: str | None = None
    denied: bool = False  # « pas 850 », the 850 of « 950 et non 850 », « au lieu de 850 »
    exactness: Exactness = Exactness.EXACT
    doubt: str | None = None
    alternatives: tuple[Any, ...] = ()
    per: str | None = None  # money: "day", "night", "each", "all", "stay", "month", "session"
    times: int | None = None  # money: already multiplied in `value` (« 2 x 725 € » is 1450, times 2)
    relative: int | None = None  # +1 or -1: « une nuit de plus », « 50 € de moins », « un jour plus tôt »
    # Other ways to cut the same figures: « 26 500 € » may be the tooth 26 and 50000 cents, « 4 420,00 » after a code
    # the activity 4 and 42000 cents, « 26,27 » and « 11/12 » two teeth, « le 15 » the number 15.
    splits: tuple[tuple[Any, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A word or phrase of the lexicon: `name` is its entry (« negation », « or », « change », « question »…)."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence read once. Mentions are in order and never overlap; every figure of the text is in one of them."""

    text: str
    today: date
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    tags: tuple[Tag, ...]

    def of(self, *kinds: Kind) -> list[Mention]:
        return [mention for mention in self.mentions if mention.kind in kinds]

    def tagged(self, *names: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name in names]

    def has(self, *names: str) -> bool:
        return any(tag.name in names for tag in self.tags)

    def norms(self, first: int = 0, last: int | None = None) -> tuple[str, ...]:
        return tuple(token.norm for token in self.tokens[first : len(self.tokens) if last is None else last])
