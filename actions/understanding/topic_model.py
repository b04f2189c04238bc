"""Which of many labels a text has, learnt from examples: a softmax regression over weighed features.

It is small enough to be trained when it is first needed (seconds), so that an example added to a file is known at the
next start and nothing trained has to be kept in step. The same examples in the same order give the same model.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt

Features = Sequence[AbstractSet[str]]
"""The features of a text in groups that weigh alike however many each holds: words, pieces of words."""
_Floats = npt.NDArray[np.float32]

# The figures below are those that served best over the examples, a fifth of them withheld in turn.
_EPOCHS = 7
_FIRST_STEP, _LAST_STEP = 4.0, 1.0
_BIAS = 0.3


class TopicModel:
    """The labels of the examples; `probabilities` says how likely each one is of a text."""

    def __init__(self, examples: Iterable[tuple[str, Features]]) -> None:
        known = list(examples)
        seen = Counter(feature for _, groups in known for group in groups for feature in group)
        self.labels = sorted({label for label, _ in known})
        self._rows = {feature: row for row, feature in enumerate(sorted(seen), start=1)}  # row 0 is the bias
        self._rarity = {feature: 1 + math.log(len(known) / count) for feature, count in seen.items()}
        self._weights: _Floats = np.zeros((len(self._rows) + 1, len(self.labels)), dtype=np.float32)
        self._train(known)

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
