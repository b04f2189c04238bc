"""The call of a custom action: five seconds at most, on a connection that stays open, its answer checked at once."""

from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Dict, Optional

from aiohttp import ClientSession, ClientTimeout
from jsonschema import Draft7Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from bot.logs import REQUEST, SPAN

ACTION_TIMEOUT_S = 5.0  # below the turn's own budget; Rasa's default is 300 s


class ActionsEndpoint(EndpointConfig):
    """Rasa's endpoint with our time limit in the place of its own, and one session for all calls."""

    _kept: Optional[ClientSession] = None

    @classmethod
    def like(cls, endpoint: EndpointConfig) -> "ActionsEndpoint":
        return cls(url=endpoint.url, headers=endpoint.headers, **endpoint.kwargs)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[ClientSession]:
        """Yield the session of this process; it is made where the server's loop runs, and lasts as long."""
        if self._kept is None or self._kept.closed:
            self._kept = super().session()
        yield self._kept

    async def request(self, *args: Any, **kwargs: Any) -> Optional[Any]:
        kwargs["json"]["domain"] = {}  # never needed; rasa_sdk asks for it again when the key is absent
        kwargs["json"]["tracker"]["events"] = []  # the record once more: the turn is the latest message alone
        kwargs["headers"] = {"X-Request-Id": REQUEST.get(), "traceparent": SPAN.get()}
        kwargs["timeout"] = ClientTimeout(total=ACTION_TIMEOUT_S, ceil_threshold=60)  # else rounded up to a second
        return await super().request(*args, **kwargs)


def check_answers_with_one_validator() -> None:
    """Replace Rasa's check of an action's answer by the same check without its set-up at every call.

    Stock, `jsonschema.validate` verifies the schema of all events against its meta-schema each time an action answers:
    nine tenths of a turn. The schema is Rasa's constant, so it is verified here, once.
    """
    schema = RemoteAction.action_response_format_spec()
    validator_class = validator_for(schema, default=Draft7Validator)
    validator_class.check_schema(schema)
    validator = validator_class(schema)

    def validate(_action: RemoteAction, result: Dict[str, Any]) -> bool:
        if not _is_without_events(result):
            validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate  # noqa: SLF001  the one place that Rasa offers no option for


def _is_without_events(result: Any) -> bool:
    """Tell an answer as ours are: no events, and responses that are objects, which is all that the schema asks then."""
    if not isinstance(result, dict) or result.get("events") != []:
        return False
    responses = result.get("responses")
    return isinstance(responses, list) and all(isinstance(each, dict) for each in responses)
