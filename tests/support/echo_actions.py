"""A small real action server for the tests of the bot alone: it answers each turn by what it was given.

`POST /webhook` like the real one, on rasa_sdk's executor. What the member's text says drives it: « lent » waits longer
than an action may, « casse » fails, « muet » answers without an outcome, « inconnu » names a response that does not
exist, « estime » carries an estimate.
"""

import asyncio
import os
import secrets
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict


class EchoTurn(Action):
    def name(self) -> str:
        return "action_turn"

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,  # noqa: ARG002  the signature is Rasa's
    ) -> list[dict[str, Any]]:
        latest: Any = tracker.latest_message
        metadata = latest["metadata"]
        text = metadata["message"].get("text", "")
        if "lent" in text:
            await asyncio.sleep(5.5)
        if "casse" in text:
            raise RuntimeError(text)
        seen = {
            "metadata": metadata,
            "intent": latest["intent"],
            "ranking": latest.get("intent_ranking", []),
            "entities": latest["entities"],
            "slots": tracker.slots,
            "active_loop": tracker.active_loop,
            "events": len(tracker.events),
        }
        if text == "inconnu":
            dispatcher.utter_message(response="utter_inconnue")
        dispatcher.utter_message(text=f"Lu : {text}", buttons=[{"title": "Pourquoi", "payload": {"intent": "why"}}])
        if text != "muet":
            outcome: dict[str, Any] = {
                "events": [],
                "asking": None,
                "understood": {"kinds": ["none"], "changes": [], "seen": seen},
                "estimate": {"status": "ok"} if text.startswith("estime") else None,
            }
            dispatcher.utter_message(json_message={"outcome": outcome})
        return []


def create_app(secret: str) -> FastAPI:
    executor = ActionExecutor()
    executor.register_action(EchoTurn())
    app = FastAPI()

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ready"}

    @app.post("/webhook")
    async def webhook(request: Request) -> Response:
        if not secrets.compare_digest(request.headers.get("X-Actions-Secret", ""), secret):
            return Response(status_code=401)
        try:
            result = await executor.run(await request.json())
        except RuntimeError:
            return Response(status_code=500)
        assert result is not None
        return JSONResponse(result.model_dump() if hasattr(result, "model_dump") else result)

    return app


if __name__ == "__main__":
    uvicorn.run(
        create_app(os.environ["ACTIONS_SECRET"]),
        host="127.0.0.1",
        port=int(os.environ["ACTIONS_PORT"]),
        log_level="warning",
    )
