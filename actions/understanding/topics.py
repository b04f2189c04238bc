"""Which topic a question is about: the texts of wording/topics, and the finder over the ways in which they are asked.

The `asks` and `terms` of each topic teach a model (`topic_model`) to tell the topics apart; what it looks at is in
`topic_words`. The examples of the intents (nlu_data) teach it what is about nothing here and what tells rather than
asks. What it finds is believed as far as the words of the sentence are those of the topic.
"""

from __future__ import annotations

import functools
import math
import pathlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.understanding.examples import examples_of
from actions.understanding.learnt_models import learnt
from actions.understanding.topic_model import Features, Learner, TopicModel
from actions.understanding.topic_words import Mender, lexicon, pieces
from wording import typographic
from wording.yaml_text import load_yaml

FOLDER = pathlib.Path(__file__).parents[2] / "wording" / "topics"
OF_THE_QUESTION = ("why_asked", "help_asked")
"""Topics that stand for that of the question being asked: « pourquoi ? » is `why_care_date` when the date is asked."""

_INVERSION = re.compile(r"(?<!rendez)-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|ce)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_FIRST_WORDS = (["qui"], ["que"], ["qu"], ["quoi"])
# What the model also learns, beside the topics, from the examples of these intents.
_ELSEWHERE, _TELLING = "elsewhere", "telling"
_INTENTS = {
    _ELSEWHERE: ("out_of_scope",),
    _TELLING: ("inform", "story", "affirm", "deny", "finish", "dont_know", "thanks", "smalltalk"),
}
# The figures below served best over asks withheld in turn and over the questions that are looked at (see the tests).
_OTHER_FAMILY = 0.2
_TELLS_ALL_THE_SAME = 0.005
_LEAST = {True: 0.18, False: 0.57}
"""The probability times the share of the telling words below which a topic is not believed: less of a question."""
_NEAR = 0.25
"""How likely a topic is beside the one found, when both may be meant."""
_NEAR_NOTHING = 0.04
"""The score from which a topic is offered where none is believed."""
_MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that members ask about; `answer` and `additions` hold `{placeholders}` for figures and facts.

    `title` asks about it on a button; `offers` are the intents of the buttons that stand under the answer.
    """

    id: str
    answer: str
    asks: tuple[str, ...]
    terms: tuple[str, ...]
    additions: tuple[str, ...] = ()
    family: str | None = None
    title: str | None = None
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """The topic of a question; `score` (0 to 1) says how sure it is, `near` is another that may be meant."""

    topic: str
    score: float
    near: tuple[str, ...] = ()


@functools.cache
def load_topics() -> Mapping[str, Topic]:
    """Read wording/topics, once: a file a theme, a key a topic."""
    topics: dict[str, Topic] = {}
    for file in sorted(FOLDER.glob("*.yml")):
        for key, raw in load_yaml(file.read_text(encoding="utf-8")).items():
            if key in topics:
                raise ValueError(f"{file.name}: the topic {key} is already in another file")
            topics[key] = Topic(
                id=key,
                answer=typographic(raw["answer"]),
                asks=tuple(raw["asks"]),
                terms=tuple(raw["terms"]),
                additions=tuple(map(typographic, raw.get("with", ()))),
                family=raw.get("family"),
                title=typographic(raw["title"]) if "title" in raw else None,
                offers=tuple(raw.get("offers", ())),
            )
    return topics


def find_topic(
    words: str, *, asked: str | None = None, family: str | None = None, is_question: bool = False
) -> TopicMatch | None:
    """Return the topic that a sentence asks about, None when its subject is not known.

    `asked` is the field of the pending question, `family` that of the quote. A sentence that does not look like a
    question may still ask; `is_question` says that it is known to.
    """
    return _finder().find(words, asked=asked, family=family, is_question=is_question)


def near_topics(words: str, *, asked: str | None = None, family: str | None = None) -> tuple[str, ...]:
    """Return the topics that a question whose subject is not known is nearest to, those that a button may name."""
    return _finder().near(words, asked=asked, family=family)


def learn_topics() -> None:
    """Learn the topics, or take what was kept; what the first question would otherwise wait for."""
    _finder()


def looks_like_question(words: str) -> bool:
    """Say whether a sentence shows a way of asking or ends with a question mark."""
    known = lexicon()
    stems = known.stems(words)
    return (
        "?" in words
        or _INVERSION.search(words) is not None
        or known.turns(words)
        or stems[:1] in _FIRST_WORDS
        or any(name in known.asking for _, _, name in known.named(stems))
    )


def ways_of_asking(words: str) -> frozenset[str]:
    """Return the ways of asking that a sentence shows, by their names in `topic_words.yml`: `what`, `how`."""
    known = lexicon()
    return frozenset(name[1:] for _, _, name in known.named(known.stems(words)) if name in known.ways)


def names_no_subject(words: str) -> bool:
    """Say whether a sentence only asks: « c'est quoi ? », « ça change quelque chose ? » are about what came before."""
    known = lexicon()
    stems = known.stems(words)
    asking = {at for start, end, name in known.named(stems) if name in known.ways for at in range(start, end)}
    return all(stem in known.light or at in asking for at, stem in enumerate(stems))


@functools.cache
def amounts_of(topic: str) -> frozenset[str]:
    """Return the figures that a topic is asked by, those of the law: `24` of « le forfait de 24 euros »."""
    known = load_topics()[topic]
    return frozenset(_DIGITS.findall(" ".join((*known.asks, *known.terms))))


@functools.cache
def _finder() -> TopicFinder:
    others = {label: examples_of(intents) for label, intents in _INTENTS.items()}
    return TopicFinder(load_topics(), others, learn=functools.partial(learnt, "topics"))


class TopicFinder:
    """The topics, ready to be found in sentences; `others` are examples of what is about none of them."""

    def __init__(
        self, topics: Mapping[str, Topic], others: Mapping[str, Sequence[str]], learn: Learner = TopicModel.learn
    ) -> None:
        known = lexicon()
        self._topics = topics
        said = [
            (topic.id, text) for topic in topics.values() for text in (topic.title, *topic.asks, *topic.terms) if text
        ]
        self._mender = Mender({*known.spelt, *(word for _, text in said for word in known.words(text))})
        examples = [*said, *((label, text) for label, texts in others.items() for text in texts)]
        self._model = learn((label, self._features(text)) for label, text in examples)
        self._held = {key: set[str]() for key in topics}
        for key, text in said:
            self._held[key] |= known.features(known.stems(text))
        seen = Counter(stem for _, text in said for stem in set(known.stems(text)))
        self._rarity = {stem: math.log((len(said) + 1) / (count + 0.5)) for stem, count in seen.items()}
        self._unknown = math.log((len(said) + 1) / 0.5)

    def find(
        self, words: str, *, asked: str | None = None, family: str | None = None, is_question: bool = False
    ) -> TopicMatch | None:
        stems = self._stems(words)
        if not stems:
            return None
        asks = is_question or looks_like_question(words)
        likely = self._likely(words, asked, family, asks=asks)
        best = max(likely, key=lambda key: (round(likely[key], 9), key))
        if best in _INTENTS:
            return None
        score = likely[best] * self._told(best, stems)
        if score < _LEAST[asks]:
            return None
        near = (key for key in self._scores(likely, stems, _NEAR * score) if key != best)
        return TopicMatch(best, round(score, 3), tuple(sorted(near, key=likely.__getitem__, reverse=True)[:1]))

    def near(self, words: str, *, asked: str | None = None, family: str | None = None) -> tuple[str, ...]:
        stems = self._stems(words)
        likely = self._likely(words, asked, family, asks=True)
        scores = self._scores(likely, stems, _NEAR_NOTHING)
        return tuple(sorted(scores, key=scores.__getitem__, reverse=True)[:_MOST_OFFERED])

    def _scores(self, likely: Mapping[str, float], stems: Sequence[str], least: float) -> dict[str, float]:
        """Return the scores, from `least` on, of the topics that a button may name; few are likely enough to look."""
        offered = (key for key in likely if likely[key] >= least and key in self._topics and self._topics[key].title)
        scores = {key: likely[key] * self._told(key, stems) for key in offered}
        return {key: score for key, score in scores.items() if score >= least}

    def _likely(self, words: str, asked: str | None, family: str | None, *, asks: bool) -> dict[str, float]:
        """Return how likely each topic is, by what is known of the sentence beside its words."""
        likely = dict(self._model.probabilities(self._features(words)))
        if asks and _TELLING in likely:
            likely[_TELLING] *= _TELLS_ALL_THE_SAME  # « salut, ça va ? » shows a mark and asks nothing
        for way in OF_THE_QUESTION:
            own = f"{way.removesuffix('asked')}{asked}"
            if own in likely and way in likely:
                likely[own] += likely.pop(way)
        if family:
            for key in likely:
                if key in self._topics and self._topics[key].family not in (None, family):
                    likely[key] *= _OTHER_FAMILY
        total = sum(likely.values())
        return {key: one / total for key, one in likely.items()}

    def _stems(self, text: str) -> list[str]:
        return [self._mender.stem(word) for word in lexicon().words(text)]

    def _features(self, text: str) -> Features:
        known = lexicon()
        return known.features(self._stems(text)), pieces(known.words(text))

    def _told(self, key: str, stems: Sequence[str]) -> float:
        """Return how much of what a sentence tells is of the topic: 1 when all its telling words are."""
        known, held = lexicon(), self._held[key]
        named = {at for start, end, name in known.named(list(stems)) if name in held for at in range(start, end)}
        told = other = 0.0
        for at, one in enumerate(stems):
            if one in known.frame:
                continue
            if one in held or at in named:
                told += self._rarity.get(one, self._unknown)
            elif one not in known.light and not one.isdigit():  # a figure is of no subject
                other += self._rarity.get(one, self._unknown)
        return told / (told + other) if told + other else 1.0
