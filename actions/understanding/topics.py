"""Which topic a question is about: the texts of wording/topics, and the finder over the ways in which they are asked.

A sentence is compared with every topic twice: with the words of its `asks`, the rare ones weighing most (the cosine of
the two), and with its `terms`, each a group of words that name the topic when all of them are said. What is compared
is in `topic_words`.
"""

from __future__ import annotations

import functools
import math
import pathlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest

import yaml

from actions.understanding.topic_words import Mender, is_pair, lexicon
from wording import typographic

FOLDER = pathlib.Path(__file__).parents[2] / "wording" / "topics"
OF_THE_QUESTION = ("why_asked", "help_asked")
"""Topics that stand for that of the question being asked: « pourquoi ? » is `why_care_date` when the date is asked."""

_INVERSION = re.compile(r"(?<!rendez)-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|ce)\b", re.IGNORECASE)
_FIRST_WORDS = (["qui"], ["que"], ["qu"], ["quoi"])
_PAIR_WEIGHT = 0.6
_TERM_WEIGHT = 1.2
_OTHER_FAMILY = 0.8
_CLOSE = 0.9  # a topic that scores this share of the best one might have been meant
_LEAST = {True: 0.24, False: 0.45}
"""The score times the share of the telling words below which a topic is not believed: less of what is a question."""
_NOTHING_ELSE = 0.7
"""The share of the telling words from which nothing but the pending question is named."""
_MOST_RUNNERS_UP = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that members ask about; `answer` and `additions` hold `{placeholders}` for figures and facts."""

    id: str
    answer: str
    asks: tuple[str, ...]
    terms: tuple[str, ...]
    additions: tuple[str, ...] = ()
    family: str | None = None


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """The topic of a question; `score` grows with how much of it is explained, `runners_up` are nearly as likely."""

    topic: str
    score: float
    runners_up: tuple[str, ...] = ()


@functools.cache
def load_topics() -> Mapping[str, Topic]:
    """Read wording/topics, once: a file a theme, a key a topic."""
    topics: dict[str, Topic] = {}
    for file in sorted(FOLDER.glob("*.yml")):
        for key, raw in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            if key in topics:
                raise ValueError(f"{file.name}: the topic {key} is already in another file")
            topics[key] = Topic(
                id=key,
                answer=typographic(raw["answer"]),
                asks=tuple(raw["asks"]),
                terms=tuple(raw["terms"]),
                additions=tuple(map(typographic, raw.get("with", ()))),
                family=raw.get("family"),
            )
    return topics


def find_topic(words: str, *, asked: str | None = None, family: str | None = None) -> TopicMatch | None:
    """Return the topic that a sentence asks about, None when its subject is not known.

    `asked` is the field of the pending question, `family` that of the quote. Whether the sentence is a question is not
    judged here.
    """
    return _finder().find(words, asked=asked, family=family)


def looks_like_question(words: str) -> bool:
    """Say whether a sentence shows a way of asking or ends with a question mark."""
    known = lexicon()
    stems = known.stems(words)
    return (
        "?" in words
        or _INVERSION.search(words) is not None
        or stems[:1] in _FIRST_WORDS
        or any(name in known.asking for _, _, name in known.named(stems))
    )


@functools.cache
def _finder() -> TopicFinder:
    return TopicFinder(load_topics())


class TopicFinder:
    """The topics, ready to be compared with sentences."""

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        known = lexicon()
        self._topics = topics
        told = {key: Counter[str]() for key in topics}
        for key, topic in topics.items():
            for ask in topic.asks:
                told[key].update(known.features(known.stems(ask)))
        asks = sum(len(topic.asks) for topic in topics.values())
        seen = Counter[str]()
        for counts in told.values():
            seen.update(counts)
        self._unknown = math.log((asks + 1) / 0.5)
        self._weights = {
            feature: math.log((asks + 1) / (count + 0.5)) * (_PAIR_WEIGHT if is_pair(feature) else 1)
            for feature, count in seen.items()
        }
        self._shares: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for key, counts in told.items():
            norm = math.sqrt(sum(self._weights[feature] ** 2 * count for feature, count in counts.items()))
            for feature, count in counts.items():
                self._shares[feature].append((key, self._weights[feature] * math.sqrt(count) / norm))
        self._terms: dict[str, list[tuple[frozenset[str], float, str]]] = defaultdict(list)
        for key, topic in topics.items():
            for term in {known.term(text) for text in topic.terms}:
                rarest = max(sorted(term), key=self._weight)
                self._terms[rarest].append((term, math.hypot(*map(self._weight, term)), key))
        self._held = {
            key: told[key].keys() | {word for text in topic.terms for word in known.term(text)}
            for key, topic in topics.items()
        }
        said = (text for topic in topics.values() for text in (*topic.asks, *topic.terms))
        self._mender = Mender({*known.spelt, *(word for text in said for word in known.words(text))})

    def find(self, words: str, *, asked: str | None = None, family: str | None = None) -> TopicMatch | None:
        known = lexicon()
        stems = [self._mender.stem(word) for word in known.words(words)]
        features = known.features(stems)
        scores = self._scores(features)
        if family:
            scores = {
                key: score * (_OTHER_FAMILY if self._topics[key].family not in (None, family) else 1)
                for key, score in scores.items()
            }
        ranked = nsmallest(_MOST_RUNNERS_UP + 1, scores.items(), key=lambda one: (-one[1], one[0]))
        if not ranked:
            return None
        best, score = ranked[0]
        told = self._told(best, stems)
        if score * told < _LEAST[looks_like_question(words)] or (best in OF_THE_QUESTION and told < _NOTHING_ELSE):
            return None
        near = [key for key, other in ranked[1:] if other >= _CLOSE * score]
        of_question = [self._of_question(key, asked) for key in (best, *near)]
        return TopicMatch(of_question[0], round(score, 3), tuple(dict.fromkeys(of_question[1:])))

    def _weight(self, feature: str) -> float:
        return self._weights.get(feature, self._unknown)

    def _scores(self, features: set[str]) -> dict[str, float]:
        """Return the score of each topic that shares anything."""
        length = math.sqrt(sum(self._weight(feature) ** 2 for feature in features if feature in self._weights)) or 1
        scores: dict[str, float] = defaultdict(float)
        for feature in features:
            weight = self._weights.get(feature, 0) / length
            for key, share in self._shares.get(feature, ()):
                scores[key] += weight * share
        named: dict[str, float] = defaultdict(float)
        for feature in features:
            for term, weight, key in self._terms.get(feature, ()):
                if term <= features:
                    named[key] = max(named[key], weight)
        for key, weight in named.items():
            scores[key] += _TERM_WEIGHT * weight / length
        return scores

    def _told(self, key: str, stems: list[str]) -> float:
        """Return how much of what a sentence tells is of the topic: 1 when all its telling words are."""
        known, held = lexicon(), self._held[key]
        named = {at for start, end, name in known.named(stems) if name in held for at in range(start, end)}
        told = other = 0.0
        for at, one in enumerate(stems):
            if one in known.frame:
                continue
            if one in held or at in named:
                told += self._weight(one)
            elif one not in known.light:
                other += self._weight(one)
        return told / (told + other) if told + other else 1.0

    def _of_question(self, key: str, asked: str | None) -> str:
        if key not in OF_THE_QUESTION or asked is None:
            return key
        own = f"{key.removesuffix('asked')}{asked}"
        return own if own in self._topics else key
