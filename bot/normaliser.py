"""The first component of the pipeline: every sentence, learnt or received, in the plain form of `bot.french_text`.

Measured: this brings more than word vectors or a neural classifier (docs/decisions/0012-no-vectors-in-the-pipeline.md).
"""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.french_text import normalise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class FrenchNormaliser(GraphComponent):
    """Replaces the text of each message by its plain form, in training and in use alike."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],  # noqa: ARG003  the signature is Rasa's
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "FrenchNormaliser":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            if message.get(TEXT) is not None:
                message.set(TEXT, normalise(message.get(TEXT)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data
