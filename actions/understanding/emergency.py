"""Is somebody in danger now? Asked of every typed turn, before anything else.

A sign (lexicon/emergency.yml) is classes of words that stand close together: « respirer » beside « plus » or « mal ».
What surrounds it then says whether it is happening: denied, supposed, dated, an old habit, a price. Words are compared
by their sound, as frightened people do not spell. What no sign lists may still be like the examples
(lexicon/danger_told.yml), which is believed only where nothing of the sentence speaks against a danger.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from actions.understanding.examples import examples_of
from actions.understanding.learnt_models import learnt
from actions.understanding.topic_model import Features, TopicModel
from actions.understanding.topic_words import lexicon, pieces
from wording.yaml_text import load_yaml

SURE = 0.9  # what the intent model must give « emergency » where no sign is known
_SURE_BY_EXAMPLES = 0.995  # what the examples must give (docs/decisions/0064-examples-beside-the-signs-of-danger.md)
_NEAR = 9  # the words that one sign may span
_SHORTEST_SOUND = 5
_SHORT_ONES = {"plu": "plus", "pa": "pas", "ds": "dans"}  # as they are typed in a hurry

_TRIED = 4  # places of a class that are looked at: a sign repeated without end costs no more
_ALONE = 2  # words beside a name that says all (« c'est un infarctus »)
_BESIDE_A_CALL = {"emergency": _ALONE + 1, "rescue_only": 0}  # words beside a word that calls by itself
_WISH = "want"
_ELSEWHERE = ("animal", "fiction")
_JOKES = ("laughter", "appetite", "fright")
_FIGURATIVE = ("money", "bother", *_JOKES)

_BREAKS = re.compile(r"[.,;:!?()]")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"(?<!c)h", ""),
        (r"c(?=[eiy])", "s"),
        (r"qu|q|c(?!h)", "k"),
        (r"eau|au", "o"),
        (r"[ae]i(?!(?:s|t|ent)?\b)", "e"),
        (r"y", "i"),
        (r"z", "s"),
        (r"([a-z])\1+", r"\1"),
        (r"s\b", ""),
        (r"(?<=[a-z]{4})(?:(?<!i)er|e|t|d)\b", ""),
    )
)


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # by first word: the whole phrase and its class
    signs: tuple[_Sign, ...]
    unless: Mapping[str, tuple[str, ...]]  # class of a sign: classes that give it another meaning in the clause
    figures: frozenset[str]  # classes that are also said of prices, forms, hunger…
    anywhere: frozenset[str]  # classes that need only be said in the sentence


@dataclass(frozen=True, slots=True)
class _Found:
    sign: _Sign
    first: int
    last: int  # the one after
    used: frozenset[int]


def is_emergency(words: Sequence[str], intents: Sequence[tuple[str, float]] = ()) -> bool:
    """Tell whether the folded words of a turn (lower case, no accents; punctuation may stand among them) call for help.

    `intents` is the model's ranking, best first. It decides alone, as the examples do, only where it is sure and
    nothing speaks against it.
    """
    sentence = _Sentence(" ".join(words))
    if any(sentence.holds(found) for found in sentence.signs()):
        return True
    if sentence.speaks_against():
        return False
    is_led = bool(intents) and intents[0][0] == "emergency" and intents[0][1] >= SURE
    if is_led and not sentence.denies():
        return True
    return _like_the_examples(" ".join(words)) >= _SURE_BY_EXAMPLES  # they deny too: « il ne se réveille pas »


def learn_dangers() -> None:
    """Learn the examples of dangers, or take what was kept; what the first turn would otherwise wait for."""
    _learnt()


_IN_DANGER, _OTHER = "in_danger", "other"
_HARMLESS = (
    "inform", "story", "affirm", "deny", "finish", "correct", "dont_know", "out_of_scope", "smalltalk", "complaint",
    "worry", "question", "medical_advice", "stop", "handover", "what_if",
)  # fmt: skip


def _like_the_examples(text: str) -> float:
    """Return how likely it is (0 to 1), by the examples, that a text tells a danger; 0 when it has none of their words.

    « et la css » has nothing of a danger but the letters.
    """
    model, told = _learnt()
    return model.probabilities(_features(text))[_IN_DANGER] if told.intersection(lexicon().stems(text)) else 0.0


@cache
def _learnt() -> tuple[TopicModel, frozenset[str]]:
    """Return the model, and the telling words of the dangers that it has learnt."""
    read = load_yaml((Path(__file__).parent / "lexicon" / "danger_told.yml").read_text(encoding="utf-8"))
    dangers = (*read["emergencies"], *examples_of(("emergency",)))
    others = (*read["look_alikes"], *examples_of(_HARMLESS))
    examples = ((label, text) for label, texts in ((_IN_DANGER, dangers), (_OTHER, others)) for text in texts)
    model = learnt("dangers", ((label, _features(text)) for label, text in examples))
    words = {stem for text in dangers for stem in lexicon().stems(text)}
    return model, frozenset(words - lexicon().light)


def _features(text: str) -> Features:
    known = lexicon()
    return known.features(known.stems(text)), pieces(known.words(text))


def _sounds(words: Sequence[str]) -> list[str]:
    """Return what words sound like; short ones stay as they are, too many of them sound alike."""
    longer = " ".join(word for word in words if len(word) >= _SHORTEST_SOUND)
    for pattern, sound in _SOUNDS:
        longer = pattern.sub(sound, longer)
    heard = iter(longer.split(" "))
    return [next(heard) if len(word) >= _SHORTEST_SOUND else _SHORT_ONES.get(word, word) for word in words]


@cache
def _lexicon() -> _Lexicon:
    read = load_yaml((Path(__file__).parent / "lexicon" / "emergency.yml").read_text(encoding="utf-8"))
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, written in read["words"].items():
        for phrase in str(written).split():
            words = tuple(_sounds(_NOT_WORDS.sub(" ", phrase).split()))
            of_one_sound = phrases.setdefault(words[0], [])
            if (words, name) not in of_one_sound:
                of_one_sound.append((words, name))
    return _Lexicon(
        {first: tuple(those) for first, those in phrases.items()},
        tuple(_Sign(kind, tuple(needs.split())) for kind, signs in read["signs"].items() for needs in signs),
        {name: tuple(others.split()) for name, others in read["unless"].items()},
        frozenset(read["figures"].split()),
        frozenset(read["anywhere"].split()),
    )


class _Sentence:
    """The words of a turn by their sound, with the places of every class of the lexicon."""

    def __init__(self, text: str) -> None:
        marked = _BREAKS.sub(" | ", text)
        pieces = [_NOT_WORDS.sub(" ", piece) for piece in marked.split("|")]
        self.words: list[str] = []
        self.breaks: set[int] = set()
        for piece in pieces:
            self.words += _sounds(piece.split())
            self.breaks.add(len(self.words))
        self.places: dict[str, list[tuple[int, int]]] = {}
        by_first = _lexicon().phrases
        for at, word in enumerate(self.words):
            for phrase, name in by_first.get(word, ()):
                if len(phrase) == 1 or tuple(self.words[at : at + len(phrase)]) == phrase:
                    self.places.setdefault(name, []).append((at, at + len(phrase)))
            if re.fullmatch(r"(?:19|20)\d\d", word):
                self.places.setdefault("before", []).append((at, at + 1))
        self.breaks |= self._turns()

    def signs(self) -> Iterator[_Found]:
        """Give every sign whose classes stand close together."""
        said = set(self.places)
        for sign in _lexicon().signs:
            if said.issuperset(sign.needs):
                found = self._closest(sign)
                if found:
                    yield found

    def _closest(self, sign: _Sign) -> _Found | None:
        close = [name for name in sign.needs if name not in _lexicon().anywhere] or sign.needs
        best: _Found | None = None
        for places in product(*(self.places[name][:_TRIED] for name in close)):
            used = [at for first, last in places for at in range(first, last)]
            span = max(used) + 1 - min(used)
            if len(set(used)) < len(used) or span > _NEAR + len(used) - len(places):
                continue
            if sign.needs[0] == _WISH and places[0][0] > min(used):
                continue  # « mourir, aujourd'hui je voudrais… » wishes nothing
            if best is None or span < best.last - best.first:
                best = _Found(sign, min(used), max(used) + 1, frozenset(used))
        return best

    def holds(self, found: _Found) -> bool:
        """Tell whether a sign is happening now, by what surrounds it."""
        needs, clause = found.sign.needs, self._clause(found)
        if self._has(_ELSEWHERE) or self._denied(found):
            return False
        if any(self._has(_lexicon().unless.get(name, ()), clause) for name in needs):
            return False
        if _lexicon().figures.intersection(needs) and self._has(_FIGURATIVE):
            return False
        if self._has(("suppose",), (0, found.first)):
            return False
        return _HAPPENING[found.sign.kind](self, found, clause)

    def speaks_against(self) -> bool:
        """Tell whether anything of the sentence makes a danger now unlikely."""
        return self._has((*_FIGURATIVE, *_ELSEWHERE, "before", "suppose", "doubt", "history", "habit", "nose", "gums"))

    def denies(self) -> bool:
        return self._has(("denial",))

    def observed(self, found: _Found, clause: tuple[int, int]) -> bool:
        if self._has(("habit", "slight"), clause) or self._counted("since", clause) or self._past(clause, clause):
            return False
        return self._certain(found, clause)

    def suspected(self, found: _Found, clause: tuple[int, int]) -> bool:
        asked = self._has(("plan", *_FIGURATIVE)) or self._past(clause, self._whole)
        return not asked and self.observed(found, clause)

    def wished(self, found: _Found, clause: tuple[int, int]) -> bool:
        return not (self._past(clause, clause) or self._has(_JOKES, (0, found.last)))

    def happened(self, found: _Found, clause: tuple[int, int]) -> bool:
        return self._certain(found, clause) and not (self._past(clause, self._whole) or self._has(("habit",), clause))

    def named(self, found: _Found, clause: tuple[int, int]) -> bool:
        if self._has(("history",)) or self._past(clause, self._whole) or not self._certain(found, clause):
            return False
        if len(self.words) <= len(found.used) + _ALONE:
            return True
        under_way = self._places("under_way", clause)
        perfect = any(self._has(("have",), (first - 2, first)) for first, _ in under_way)
        return bool(under_way) and (not perfect or self._has(("now",)))

    def call(self, found: _Found, clause: tuple[int, int]) -> bool:
        if self._has(("history", "before", "denial", *_FIGURATIVE)) or not self._certain(found, clause):
            return False
        beside = len(self.words) - len(found.used)
        return len(found.sign.needs) > 1 or beside <= _BESIDE_A_CALL.get(found.sign.needs[0], beside)

    def _certain(self, found: _Found, clause: tuple[int, int]) -> bool:
        """Tell whether the clause is neither about money nor about what might be."""
        return not (self._has(("money",), clause) or self._has(("doubt",), (clause[0], found.last)))

    @property
    def _whole(self) -> tuple[int, int]:
        return (0, len(self.words))

    def _turns(self) -> set[int]:
        return {first for first, _ in self.places.get("turn", ())}

    def _clause(self, found: _Found) -> tuple[int, int]:
        first = max((at for at in self.breaks if at <= found.first), default=0)
        last = min((at for at in self.breaks if at >= found.last), default=len(self.words))
        return (first, last)

    def _places(self, name: str, within: tuple[int, int]) -> list[tuple[int, int]]:
        return [(first, last) for first, last in self.places.get(name, ()) if within[0] <= first and last <= within[1]]

    def _has(self, names: Iterable[str], within: tuple[int, int] | None = None) -> bool:
        return any(self._places(name, within or self._whole) for name in names)

    def _past(self, clause: tuple[int, int], scope: tuple[int, int]) -> bool:
        """Tell whether `scope` is dated, unless the clause says « now »."""
        if self._has(("now",), clause):
            return False
        return self._has(("before",), scope) or self._counted("ago", scope)

    def _counted(self, opening: str, within: tuple[int, int]) -> bool:
        """Tell whether a long time follows « depuis » or « il y a »."""
        return any(self._places("long", (last, last + 3)) for _, last in self._places(opening, within))

    def _denied(self, found: _Found) -> bool:
        """Tell whether a negation that is no part of the sign bears on it."""
        going_on = {at for first, last in self.places.get("goes_on", ()) for at in range(first, last)}
        denials = self._firsts("denial") - going_on  # « n'arrête pas de saigner » denies nothing
        if not denials & found.used and any(found.first < at < found.last for at in denials):
            return True
        denials -= found.used
        between = self._firsts("light") | self._firsts(_WISH)
        at = found.first - 1
        while at in between:
            at -= 1
        return at in denials and not (self.words[at] == "plus" and self.words[at - 1 : at] in (["en"], ["de"]))

    def _firsts(self, name: str) -> set[int]:
        return {first for first, _ in self.places.get(name, ())}


_HAPPENING = {
    "observed": _Sentence.observed,
    "suspected": _Sentence.suspected,
    "wished": _Sentence.wished,
    "happened": _Sentence.happened,
    "named": _Sentence.named,
    "call": _Sentence.call,
}
