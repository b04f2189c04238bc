"""French number words written as digits, typing errors included; a run that is no number is left as it is."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein
from text_to_num import text2num

from actions.reading.normalise import View, view_of

_UNITS = "zero un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_LARGER = (
    "vingt vingts trente quarante cinquante soixante septante huitante octante nonante cent cents mille milles million"
    " millions"
)
_PLAIN = (*_UNITS.split(), *_LARGER.split())
_MISSPELT = {
    "deu": "deux",
    "deus": "deux",
    "troi": "trois",
    "quatres": "quatre",
    "catre": "quatre",
    "katre": "quatre",
    "quatr": "quatre",
    "cinqs": "cinq",
    "sinq": "cinq",
    "cinc": "cinq",
    "set": "sept",
    "uit": "huit",
    "huits": "huit",
    "neufs": "neuf",
    "onz": "onze",
    "douz": "douze",
    "dousse": "douze",
    "treise": "treize",
    "trieze": "treize",
    "quinz": "quinze",
    "quinse": "quinze",
    "seise": "seize",
    "vint": "vingt",
    "vin": "vingt",
    "ving": "vingt",
    "vigt": "vingt",
    "trent": "trente",
    "carante": "quarante",
    "karante": "quarante",
    "quarent": "quarante",
    "quarente": "quarante",
    "quarantes": "quarante",
    "cinkante": "cinquante",
    "cinquente": "cinquante",
    "cincante": "cinquante",
    "cinqante": "cinquante",
    "sinquante": "cinquante",
    "cinquant": "cinquante",
    "soissante": "soixante",
    "soixente": "soixante",
    "soisante": "soixante",
    "cen": "cent",
    "cens": "cent",
    "cant": "cent",
    "sent": "cent",
    "sents": "cent",
    "mil": "mille",
    "mile": "mille",
    "mill": "mille",
}
_ONLY_BESIDE_A_NUMBER = {"set", "vin", "cant", "sent", "sents", "cens", "mil", "mile", "mill", "cen", "deus", "uit"}
_TENS = {"vingt", "vingts", "trente", "quarante", "cinquante", "soixante", "septante", "huitante", "octante", "nonante"}
_NOT_NUMBERS = {"centre", "centres", "vingtaine", "trentaine", "cinquantaine", "quarantaine", "famille"}
_WORDS = set(_PLAIN)
_LONG = [word for word in _PLAIN if len(word) >= 5]
_PIECES = sorted((word for word in _PLAIN if word not in {"un", "une"}), key=len, reverse=True)
_GLUED = re.compile(rf"(?:{'|'.join(_PIECES)})(?:{'|'.join(_PIECES)}|et(?=onze|une?$)|une?$)+")
_PIECE = re.compile(rf"et|{'|'.join(_PIECES)}|une?")
_TOKEN = re.compile(r"[a-z]+|\d+")
_JOINT = re.compile(r" ?-? ?")
_MONEY = re.compile(r"euros?|centimes?")
_DOUBLED = re.compile(r"([a-z])\1")
_VIRGULE = re.compile(r"(?<=\d) virgule (?=\d{1,2}(?!\d))")
_LONGEST_RUN = 14


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    words: tuple[str, ...]  # number words in standard spelling, digits, "et", or nothing of the kind
    certain: bool


@lru_cache(maxsize=256)
def digits_of(text: str) -> View:
    """Return the view of a text with its number words as digits."""
    view = view_of(text)
    view = view.edited(_numbers_in(view.key))
    return view.rewritten(_VIRGULE, lambda _match: ",")


def _numbers_in(key: str) -> list[tuple[int, int, str]]:
    tokens = [_token(match) for match in _TOKEN.finditer(key)]
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(tokens):
        last = _run_end(key, tokens, at)
        for stop in range(last, at, -1):
            value = _value(key, tokens, at, stop)
            if value is not None:
                found.append((tokens[at].start, tokens[stop - 1].end, str(value)))
                at = stop - 1
                break
        at += 1
    return found


def _token(match: re.Match[str]) -> _Token:
    word = match[0]
    if word.isdigit():
        return _Token(match.start(), match.end(), (word,) if len(word) <= 3 else (), certain=True)
    if word in _WORDS or word == "et":
        return _Token(match.start(), match.end(), (word,), certain=True)
    if len(word) > 5 and _GLUED.fullmatch(word):
        return _Token(match.start(), match.end(), tuple(_PIECE.findall(word)), certain=True)
    repaired = _repaired(word)
    words = (repaired,) if repaired else ()
    return _Token(match.start(), match.end(), words, certain=bool(repaired) and word not in _ONLY_BESIDE_A_NUMBER)


@lru_cache(maxsize=4096)
def _repaired(word: str) -> str | None:
    if word in _MISSPELT:
        return _MISSPELT[word]
    if (undoubled := _DOUBLED.sub(r"\1", word)) in _WORDS:
        return undoubled
    if len(word) < 5 or word in _NOT_NUMBERS:
        return None
    near = [plain for plain in _LONG if plain[0] == word[0] and DamerauLevenshtein.distance(word, plain) == 1]
    return near[0] if near else None


def _run_end(key: str, tokens: list[_Token], at: int) -> int:
    last = at
    while last < len(tokens) and last - at < _LONGEST_RUN and tokens[last].words:
        if last > at and not _JOINT.fullmatch(key, tokens[last - 1].end, tokens[last].start):
            break
        last += 1
    return last


def _value(key: str, tokens: list[_Token], at: int, stop: int) -> int | None:
    words = [word for token in tokens[at:stop] for word in token.words]
    if words[0] == "et" or words[-1] == "et" or all(word.isdigit() for word in words):
        return None
    if not any(token.certain and token.words != ("et",) for token in tokens[at:stop]):
        return None
    if len(words) == 1 and not _stands_alone(key, tokens, at):
        return None
    if any(word.isdigit() for word in words):
        return _mixed(words)
    return _in_words(words)


def _stands_alone(key: str, tokens: list[_Token], at: int) -> bool:
    word = tokens[at].words[0]
    before = tokens[at - 1] if at else None
    said_before = key[before.start : before.end] if before else ""
    if word in {"un", "une"}:  # an article, but before money
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        return after is not None and _MONEY.fullmatch(key, after.start, after.end) is not None
    if word == "neuf":
        return said_before not in {"tout", "lit", "quoi", "remis", "appareil", "de"}
    if word == "sept":  # « le 12 sept » is September
        return not said_before.isdigit()
    return True


def _in_words(words: list[str]) -> int | None:
    if words == ["zero"]:
        return 0
    for left, word, right in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word == "et" and (left not in _TENS or right not in {"un", "une", "onze"}):
            return None
    try:
        return int(text2num(" ".join("un" if word == "une" else word for word in words), "fr"))
    except ValueError:
        return None


def _mixed(words: list[str]) -> int | None:
    """Read « 2 mille 500 », « 8 cent 50 »: each side of mille, then of cent, is digits or words."""
    if "et" in words:
        return None
    for scale, size in (("mille", 1000), ("cent", 100)):
        at = next((place for place, word in enumerate(words) if word.rstrip("s") == scale), None)
        if at is None:
            continue
        times = _part(words[:at]) if at else 1
        rest = _part(words[at + 1 :]) if words[at + 1 :] else 0
        if times is None or rest is None or not 0 < times < 1000 or rest >= size or (size == 100 and times > 19):
            return None
        return times * size + rest
    return None


def _part(words: list[str]) -> int | None:
    if len(words) == 1 and words[0].isdigit():
        return int(words[0])
    return _mixed(words) if any(word.isdigit() for word in words) else _in_words(words)
