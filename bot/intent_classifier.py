"""The intent model: words and pieces of words, weighed by how telling they are, then a logistic regression.

Rasa's own featurizers only count; weighing (tf-idf, each kind of piece on its own scale) and a looser regularisation
bring more than any other change that was tried (docs/decisions/0012-no-vectors-in-the-pipeline.md). The rest is Rasa's
classifier: how it trains, ranks, and is kept in the model's file.
"""

from collections import Counter
from typing import Any, Dict, List, Type

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union

_TRUSTED = [  # all that the file may hold beside plain types: the process that answers trusts nothing by itself
    "scipy.sparse._csr.csr_matrix",
    "sklearn.feature_extraction.text.TfidfTransformer",
    "sklearn.feature_extraction.text.TfidfVectorizer",
    "sklearn.linear_model._logistic.LogisticRegression",
    "sklearn.pipeline.FeatureUnion",
    "sklearn.pipeline.Pipeline",
]
_WORD = r"\S+"  # the normaliser has already cut the text into words


class ReadyModel:
    """What the trained pipeline computes, for one short text: a sum over its few pieces.

    scikit-learn's own way takes ten times as long: it is made for many texts, and checks each matrix on its way.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        union, model = pipeline[0], pipeline[-1]
        self.classes_ = model.classes_
        self._start, self._kinds, first = model.intercept_, [], 0
        for _, vectorizer in union.transformer_list:
            last = first + len(vectorizer.vocabulary_)
            weights = np.ascontiguousarray(model.coef_[:, first:last].T)  # a row for each piece
            self._kinds.append((vectorizer.build_analyzer(), vectorizer.vocabulary_, vectorizer.idf_, weights))
            first = last

    def predict_proba(self, texts: np.ndarray) -> np.ndarray:
        return np.array([softmax(self._scores(text)) for text in texts])

    def _scores(self, text: str) -> np.ndarray:
        scores = self._start
        for pieces_of, vocabulary, rarity, weights in self._kinds:
            counts = Counter(vocabulary[piece] for piece in pieces_of(text) if piece in vocabulary)
            if counts:
                places = list(counts)
                telling = (1 + np.log(list(counts.values()))) * rarity[places]
                scores = scores + telling @ weights[places] / np.linalg.norm(telling)
        return scores


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class PhraseClassifier(LogisticRegressionClassifier):
    """Ranks the intents of a text as the normaliser leaves it; needs no tokens and no features of other components."""

    def __init__(self, config: Dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf = make_pipeline(
            make_union(
                TfidfVectorizer(token_pattern=_WORD, ngram_range=(1, 2), sublinear_tf=True),
                TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True),
            ),
            LogisticRegression(
                C=self.config["C"],
                max_iter=self.config["max_iter"],
                tol=self.config["tol"],
                random_state=self.config["random_state"],
                class_weight="balanced",
            ),
        )

    @classmethod
    def required_components(cls) -> List[Type]:
        return []

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {**LogisticRegressionClassifier.get_default_config(), "C": 1.0}

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,  # noqa: ARG003  the signature is Rasa's
    ) -> "PhraseClassifier":
        """Load what was trained; Rasa's own refuses the type of the weights and goes on with an untrained model."""
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.clf = ReadyModel(skops.io.load(folder / f"{resource.name}.skops", trusted=_TRUSTED))
        return component

    def _create_X(self, messages: List[Message]) -> np.ndarray:  # noqa: N802  the name is Rasa's
        return np.array([message.get(TEXT) or "" for message in messages], dtype=object)
