"""Which of many labels a text has, learnt from examples: a softmax regression over weighed features.

The same examples in the same order give the same model. It learns in seconds; `learnt_models` keeps what it learnt.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Features = Sequence[AbstractSet[str]]
"""The features of a text in groups that weigh alike however many each holds: words, pieces of words."""
Example = tuple[str, Features]
"""A label, and a text of it."""
_Floats = npt.NDArray[np.float32]

# The figures below are those that served best over the examples, a fifth of them withheld in turn.
_EPOCHS = 7
_FIRST_STEP, _LAST_STEP = 4.0, 1.0
_BIAS = 0.3


class TopicModel:
    """The labels of the examples; `probabilities` says how likely each one is of a text."""

    def __init__(self, labels: Sequence[str], rarity: Mapping[str, float], weights: _Floats) -> None:
        """Take the labels and the features in the order of the columns and rows of `weights`; row 0 is the bias."""
        self.labels = list(labels)
        self._rarity = rarity
        self._rows = {feature: row for row, feature in enumerate(rarity, start=1)}
        self._weights = weights

    @classmethod
    def learn(cls, examples: Iterable[Example]) -> Self:
        known = list(examples)
        seen = Counter(feature for _, groups in known for group in groups for feature in group)
        labels = sorted({label for label, _ in known})
        rarity = {feature: 1 + math.log(len(known) / seen[feature]) for feature in sorted(seen)}
        model = cls(labels, rarity, np.zeros((len(rarity) + 1, len(labels)), dtype=np.float32))
        model._train(known)
        return model

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """Return the model that gave these `arrays`."""
        labels, features, rarity = (arrays[name].tolist() for name in ("labels", "features", "rarity"))
        return cls(labels, dict(zip(features, rarity, strict=True)), arrays["weights"])

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return all that the model is, as arrays without objects."""
        return {
            "labels": np.array(self.labels),
            "features": np.array([*self._rarity]),
            "rarity": np.array([*self._rarity.values()]),
            "weights": self._weights,
        }

    def probabilities(self, groups: Features) -> Mapping[str, float]:
        """Return the probability of each label for a text with these features."""
        return dict(zip(self.labels, self._likely(*self._vector(groups)).tolist(), strict=True))

    def _train(self, known: Sequence[tuple[str, Features]]) -> None:
        columns = {label: column for column, label in enumerate(self.labels)}
        vectors = [(*self._vector(groups), columns[label]) for label, groups in known]
        order = random.Random(0)  # noqa: S311  an order that does not follow the topics, the same each time
        for epoch in range(_EPOCHS):
            step = _FIRST_STEP + (_LAST_STEP - _FIRST_STEP) * epoch / (_EPOCHS - 1)
            order.shuffle(vectors)
            for rows, values, column in vectors:
                error = self._likely(rows, values)
                error[column] -= 1
                self._weights[rows] -= np.outer(step * values, error)

    def _likely(self, rows: npt.NDArray[np.intp], values: _Floats) -> _Floats:
        scores = values @ self._weights[rows]
        likely: _Floats = np.exp(scores - scores.max())
        likely /= likely.sum()
        return likely

    def _vector(self, groups: Features) -> tuple[npt.NDArray[np.intp], _Floats]:
        """Return the rows of the features that are known and their weights, those of each group of length one."""
        rows, values = [0], [_BIAS]
        for group in groups:
            known = sorted(group & self._rows.keys())
            weights = [self._rarity[feature] for feature in known]
            length = math.hypot(*weights)
            rows += [self._rows[feature] for feature in known]
            values += [weight / length for weight in weights]
        return np.array(rows, dtype=np.intp), np.array(values, dtype=np.float32)


Learner = Callable[[Iterable[Example]], TopicModel]
