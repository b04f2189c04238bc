"""One spelling for what people type: lower case, no accents, plain spaces, shorthand written out.

Every character of the key remembers which characters of the member's text it stands for, so that whatever is read
in the key can be shown back in the member's own words.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

LONGEST_READ = 2000  # the contract refuses a longer message; what is beyond is never scanned

_SAME_AS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ′´`‛＇", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("“”„«»", '"'),
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
        "×": "x",
    }
)

_SHORTHAND = {
    "cest": "c'est",
    "ces ca": "c'est ca",
    "cetait": "c'etait",
    "ct": "c'etait",
    "setait": "c'etait",
    "cst": "c'est",
    "jai": "j'ai",
    "jsuis": "je suis",
    "jveux": "je veux",
    "jvoudrais": "je voudrais",
    "jme": "je me",
    "jcrois": "je crois",
    "jpense": "je pense",
    "ya": "y a",
    "yen": "y en",
    "loptam": "l'optam",
    "lanesthesiste": "l'anesthesiste",
    "daccord": "d'accord",
    "dacor": "d'accord",
    "keske": "qu'est ce que",
    "kesk": "qu'est ce que",
    "jsp": "je ne sais pas",
    "jsais": "je sais",
    "jsai": "je sais",
    "chai": "je sais",
    "chais": "je sais",
    "chépa": "je ne sais pas",
    "chepa": "je ne sais pas",
    "jpp": "je sais pas",
    "slt": "salut",
    "bjr": "bonjour",
    "bsr": "bonsoir",
    "cc": "coucou",
    "cb": "combien",
    "cbn": "combien",
    "nn": "non",
    "nan": "non",
    "nop": "non",
    "nope": "non",
    "naan": "non",
    "mtn": "maintenant",
    "bcp": "beaucoup",
    "svp": "s'il vous plait",
    "stp": "s'il te plait",
    "mrc": "merci",
    "mci": "merci",
    "pb": "probleme",
    "pbs": "problemes",
    "tt": "tout",
    "ts": "tous",
    "ds": "dans",
    "pr": "pour",
    "ke": "que",
    "koi": "quoi",
    "kwa": "quoi",
    "pk": "pourquoi",
    "pq": "pourquoi",
    "pkoi": "pourquoi",
    "pquoi": "pourquoi",
    "prq": "pourquoi",
    "dsl": "desole",
    "rdv": "rendez vous",
    "auj": "aujourd'hui",
    "ojd": "aujourd'hui",
    "ajd": "aujourd'hui",
    "dm1": "demain",
    "dem1": "demain",
    "qd": "quand",
    "qqn": "quelqu'un",
    "qq1": "quelqu'un",
    "qqun": "quelqu'un",
    "qqch": "quelque chose",
    "dac": "d'accord",
    "dacc": "d'accord",
    "dak": "d'accord",
    "oki": "ok",
    "okay": "ok",
    "okey": "ok",
    "okk": "ok",
    "ui": "oui",
    "wi": "oui",
    "vi": "oui",
    "ouep": "oui",
    "yep": "oui",
    "yes": "oui",
    "yeah": "oui",
    "ouais": "oui",
    "ouai": "oui",
    "mouais": "oui",
    "pe": "peut etre",
    "ptet": "peut etre",
    "ptetre": "peut etre",
    "vrmt": "vraiment",
    "tjs": "toujours",
    "tjrs": "toujours",
    "jms": "jamais",
    "chir": "chirurgien",
    "anesth": "anesthesiste",
    "hosto": "hopital",
    "hospi": "hospitalisation",
    "secu": "securite sociale",
    "mut": "mutuelle",
    "ambu": "ambulatoire",
    "sect": "secteur",
    "max": "maximum",
    "min": "minimum",
    "qlq": "quelques",
    "qlqs": "quelques",
    "nbr": "nombre",
    "nb": "nombre",
    "jrs": "jours",
    "jrs.": "jours",
    "sem": "semaine",
    "tkt": "ne t'inquiete pas",
    "pcq": "parce que",
    "pck": "parce que",
}
_WORD = re.compile(r"[a-z]+[0-9]?|[0-9]+|[^\sa-z0-9]|\s")
_C_IS = re.compile(r"\b(c|cé|ce)(?= (?:quoi|koi|bon|ca|tout|pas|fini|exact|le|la|un|une|pour|qui)\b)")
_STRETCHED = re.compile(r"([a-z])\1{2,}(?![a-z]*\d)")


@dataclass(frozen=True, slots=True)
class View:
    """A working spelling of `original`; `starts[i]` and `ends[i]` bound what character i stands for."""

    original: str
    key: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        if not self.key:
            return (0, 0)
        if start >= end:
            at = self.starts[min(start, len(self.starts) - 1)]
            return (at, at)
        return (self.starts[start], self.ends[end - 1])

    def said(self, start: int, end: int) -> str:
        first, last = self.span(start, end)
        return self.original[first:last]

    def rewritten(self, pattern: re.Pattern[str], spelling: Callable[[re.Match[str]], str | None]) -> "View":
        """Return the view with each match spelt anew; None leaves the match alone."""
        edits = []
        for match in pattern.finditer(self.key):
            new = spelling(match)
            if new is not None and match.end() > match.start():
                edits.append((match.start(), match.end(), new))
        return self.edited(edits)

    def edited(self, edits: list[tuple[int, int, str]]) -> "View":
        """Return the view with some stretches spelt anew; the edits are in order and apart."""
        if not edits:
            return self
        key: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, new in edits:
            first, last = self.span(start, end)
            key += (self.key[done:start], new)
            starts += (*self.starts[done:start], *[first] * len(new))
            ends += (*self.ends[done:start], *[last] * len(new))
            done = end
        key.append(self.key[done:])
        return View(self.original, "".join(key), (*starts, *self.starts[done:]), (*ends, *self.ends[done:]))


@lru_cache(maxsize=256)
def view_of(text: str) -> View:
    """Return the key of a text: compatible characters, one space, no accents, shorthand written out."""
    return _shorthand_written_out(letters_of(text))


@lru_cache(maxsize=256)
def letters_of(text: str) -> View:
    """Return the key of a text letter by letter, nothing written out: what codes are read from."""
    text = text[:LONGEST_READ]
    key: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(text):
        if unicodedata.combining(character) and key:
            ends[-1] = at + 1
            continue
        for folded in _fold(character):
            if folded == " " and (not key or key[-1] == " "):
                continue
            key.append(folded)
            starts.append(at)
            ends.append(at + 1)
    while key and key[-1] == " ":
        key.pop(), starts.pop(), ends.pop()
    return View(text, "".join(key), tuple(starts), tuple(ends))


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    if unicodedata.category(character) in {"Cf", "Cc", "Zl", "Zp"} and character not in "\t\n\r\u2028\u2029":
        return ""
    plain = unicodedata.normalize("NFKC", character.translate(_SAME_AS)).translate(_SAME_AS)
    plain = unicodedata.normalize("NFD", plain.casefold() if character != "ß" else "ss")
    return "".join(" " if letter.isspace() else letter for letter in plain if not unicodedata.combining(letter))


def _shorthand_written_out(view: View) -> View:
    view = view.rewritten(_STRETCHED, lambda match: match[1])
    view = view.rewritten(_C_IS, lambda match: "c'est" if match[1] != "ce" else None)
    return view.rewritten(_WORD, lambda match: _SHORTHAND.get(match[0]))


def key_of(text: str) -> str:
    return view_of(text).key
