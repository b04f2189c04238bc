"""The only way into the assistant: turns signed by the gateway, answered whole or refused.

Text typed by a member never reaches a place where Rasa reads commands in it (`/intent{…}`, `/restart`): the pipeline
begins by replacing it with its plain form, which starts with a letter or a digit, and the turn's message then carries
that reading, so that Rasa parses nothing itself. Every turn carries the same intent, and the model's ranking of a typed
text goes to the action as advice; buttons, edits and openings skip the model.
"""

import asyncio
import logging
import time
import uuid
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.logs import bind_request
from bot.signature import is_signed
from bot.turn import BadTurnError, IncompleteTurnError, Turn, build_answer
from bot.turn_tracker import TurnTrackerStore

logger = logging.getLogger(__name__)

TURN_BUDGET_S = 6.0  # an action may take 5 s; the gateway gives up after 8 s
INTENT = {"name": "turn", "confidence": 1.0}  # the one that the rule answers; the model only advises the action


class TurnOutput(OutputChannel):
    """Collects what the assistant says, each message as one object with its response's name."""

    def __init__(self) -> None:
        self.sent: List[Dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "gateway"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:  # noqa: ARG002  Rasa's signature
        self.sent.append(message)


class GatewayChannel(InputChannel):
    """`POST /webhooks/gateway/turn` and `GET /webhooks/gateway/health`."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    @classmethod
    def name(cls) -> str:
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "GatewayChannel":
        if not credentials or not credentials.get("secret"):
            cls.raise_missing_credentials_exception()
        return cls(credentials["secret"])

    def blueprint(
        self,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
    ) -> Blueprint:
        routes = Blueprint("gateway")

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            ready = request.app.ctx.agent.is_ready()
            return response.json({"status": "ready" if ready else "starting"}, status=200 if ready else 503)

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            headers = request.headers
            bind_request(headers.get("X-Request-Id"), headers.get("traceparent"))
            if not is_signed(
                self._secret, headers.get("X-Turn-Timestamp"), headers.get("X-Turn-Signature"), request.body
            ):
                logger.warning("turn refused: not signed by the gateway, or too old")
                return response.json({"error": "not_signed"}, status=401)
            try:
                asked = Turn.parse(request.body)
            except BadTurnError:
                logger.warning("turn refused: malformed")
                return response.json({"error": "bad_turn"}, status=400)
            return await _answer(asked, request.app.ctx.agent, request.app.ctx.trackers, on_new_message)

        return routes


async def _answer(
    turn: Turn, agent: Agent, trackers: TurnTrackerStore, handle: Callable[[UserMessage], Awaitable[Any]]
) -> HTTPResponse:
    started = time.monotonic()
    key = uuid.uuid4().hex  # of this turn, so that turns never wait for one another's lock
    output = TurnOutput()
    try:
        with trackers.turn(key):
            message = UserMessage(
                text=turn.text or "",
                output_channel=output,
                sender_id=key,
                parse_data=await _understand(turn, agent),
                input_channel=TurnOutput.name(),
                message_id=turn.id,
                metadata={"turn": turn.id, "message": turn.message, "record": turn.record},
            )
            await asyncio.wait_for(handle(message), TURN_BUDGET_S)
        answer = build_answer(turn.id, output.sent)
    except asyncio.TimeoutError:
        logger.warning("turn %s given up after %.0f s", turn.log_id, TURN_BUDGET_S)
        return response.json({"error": "incomplete_turn"}, status=502)
    except IncompleteTurnError as error:
        logger.warning("turn %s incomplete: %s", turn.log_id, error)
        return response.json({"error": "incomplete_turn"}, status=502)
    except Exception:
        logger.exception("turn %s failed", turn.log_id)
        return response.json({"error": "incomplete_turn"}, status=502)
    logger.info("turn %s answered in %.0f ms", turn.log_id, 1000 * (time.monotonic() - started))
    return response.json(answer)


async def _understand(turn: Turn, agent: Agent) -> Dict[str, Any]:
    """Return the turn as Rasa is to see it: the one intent, and for a typed text the model's ranking beside it."""
    ranking: List[Dict[str, Any]] = []
    if turn.text is not None:
        parsed = await agent.parse_message(turn.text)
        ranking = parsed["intent_ranking"]
    return {"text": turn.text or "", "intent": INTENT, "intent_ranking": ranking, "entities": []}
