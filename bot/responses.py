"""Responses that fail loudly: an unknown name or a variable not given ends the turn instead of showing a hole.

Rasa drops a message whose response it does not know, and shows `{amount}` as it stands when the variable is missing;
a member would get half an answer. Failing here loses the action's outcome, which the channel answers with 502.
"""

import logging
import re
from typing import Any, Dict, Optional

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

logger = logging.getLogger(__name__)

_VARIABLE = re.compile(r"\{([^\n{}]+?)\}")


class ResponseError(Exception):
    """A response that cannot be said: unknown, or with a variable missing."""


class CompleteResponses(TemplatedNaturalLanguageGenerator):
    """Rasa's templates, all or nothing."""

    def __init__(
        self,
        endpoint_config: Optional[EndpointConfig] = None,  # noqa: ARG002  Rasa passes it by name
        domain: Optional[Domain] = None,
    ) -> None:
        super().__init__(domain.responses if domain else {})

    def generate_from_slots(
        self, utter_action: str, filled_slots: Dict[str, Any], output_channel: str, **kwargs: Any
    ) -> Dict[str, Any]:
        variations = self.responses.get(utter_action)
        if not variations:
            logger.error("response %s is not in the domain", utter_action)
            raise ResponseError(utter_action)
        known = {**filled_slots, **kwargs}
        for variation in variations:
            missing = set(_VARIABLE.findall(variation.get("text", ""))) - known.keys()
            if missing:
                logger.error("response %s was not given %s", utter_action, ", ".join(sorted(missing)))
                raise ResponseError(utter_action)
        response: Dict[str, Any] = super().generate_from_slots(utter_action, filled_slots, output_channel, **kwargs)
        return response
