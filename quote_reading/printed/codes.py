"""Codes as they are printed: stuck or spaced, put right when the nomenclature leaves one; letters of orthodontics."""

import datetime as dt
import itertools
import re
from dataclasses import dataclass

from quote_engine import Act, base_hint, find_act, is_orthodontics

_SPACED = re.compile(r"(?<![a-z0-9])[a-z0-9](?:[ .-]?[a-z0-9]){6}(?![a-z0-9])")
_LETTER = re.compile(r"(?<![a-z0-9])to ?([1-9][05])(?![0-9a-z]|[,.][0-9])")
_LENGTH, _LETTERS = 7, 4
_LOOKS = {
    "0": "oqd", "1": "ilt", "2": "z", "5": "s", "6": "gb", "8": "b", "7": "t", "4": "a", "3": "b", "9": "g",
    "o": "0qdc", "i": "1lj", "l": "1i", "z": "2", "s": "5", "g": "69c", "b": "8h", "t": "7", "d": "0o", "q": "0o",
    "a": "4", "h": "bnk", "n": "hm", "m": "n", "c": "go", "f": "e", "e": "f",
    "k": "h", "p": "f", "r": "p", "u": "v", "v": "u",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Code:
    """A code at its part of the row. `act`: None for a letter, and when the nomenclature does not have it that day."""

    code: str
    start: int
    end: int
    act: Act | None
    repaired: bool = False

    @property
    def family(self) -> str | None:
        """Return the family of its act; None when there is no such act."""
        return self.act.family if self.act is not None else "dental" if is_orthodontics(self.code) else None

    def tariffs(self, on: dt.date, activity: int | None = None) -> frozenset[int]:
        """Return its bases that day, in cents: with the OPTAM and without, of one activity or of all."""
        if self.act is None:
            letter = base_hint(self.code, 1, None, on) if is_orthodontics(self.code) else None
            return frozenset(() if letter is None else (letter,))
        activities = [one for number, one in self.act.activities.items() if activity in {None, number}]
        found = (one.tariff(on, optam=optam) for one in activities for optam in (True, False))
        return frozenset(cents for cents in found if cents is not None)


def codes_in(text: str, on: dt.date) -> list[Code]:
    """Return the codes of a folded row, from left to right."""
    found: list[Code] = []
    at = 0
    while (match := _SPACED.search(text, at)) is not None:
        code = _read(match, on)
        at = match.end() if code is not None else match.start() + 1
        if code is not None:
            found.append(code)
    letters = [Code(f"TO{match[1]}", *match.span(), act=None) for match in _LETTER.finditer(text)]
    return sorted([*found, *letters], key=lambda code: code.start)


def _read(match: re.Match[str], on: dt.date) -> Code | None:
    signs = "".join(sign for sign in match.group() if sign.isalnum())
    letters, digits = signs[:_LETTERS], signs[_LETTERS:]
    spaced = len(match.group()) > _LENGTH
    if letters.isalpha() and digits.isdigit():
        act = _act(signs.upper(), on)
        if act is not None or not spaced or match.group()[_LETTERS] in " .-":
            if act is None and (other := _one_repair(signs, on)) is not None:
                return Code(other.code, match.start(), match.end(), other, repaired=True)
            if act is None and spaced:
                return None
            return Code(signs.upper(), match.start(), match.end(), act)
        return None
    if spaced or not _may_be_a_code(signs):
        return None
    other = _one_repair(signs, on)
    return None if other is None else Code(other.code, match.start(), match.end(), other, repaired=True)


def _may_be_a_code(signs: str) -> bool:
    """At most two signs of the wrong kind: a word of seven letters is no code."""
    wrong = sum(sign.isdigit() for sign in signs[:_LETTERS]) + sum(sign.isalpha() for sign in signs[_LETTERS:])
    return wrong <= 2 and any(sign.isdigit() for sign in signs)


def _one_repair(signs: str, on: dt.date) -> Act | None:
    """Return the only act whose code looks like these signs; None when there are several or none."""
    fitted = [_fitting(sign, letter=place < _LETTERS) for place, sign in enumerate(signs)]
    plain = {"".join(one) for one in itertools.islice(itertools.product(*fitted), 64)}
    acts = {act.code: act for code in plain if (act := _act(code.upper(), on)) is not None}
    if not acts:
        near = {
            code[:place] + other + code[place + 1 :]
            for code in plain
            for place, sign in enumerate(code)
            for other in _LOOKS.get(sign, "")
            if other.isalpha() == (place < _LETTERS)
        }
        acts = {act.code: act for code in near if (act := _act(code.upper(), on)) is not None}
    return next(iter(acts.values())) if len(acts) == 1 else None


def _fitting(sign: str, *, letter: bool) -> str:
    if sign.isalpha() == letter:
        return sign
    return "".join(other for other in _LOOKS.get(sign, "") if other.isalpha() == letter)


def _act(code: str, on: dt.date) -> Act | None:
    found = find_act(code, on)
    return found if isinstance(found, Act) else None
