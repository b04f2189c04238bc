"""`python -m bot`: the assistant's server, one process with our channel and nothing else of Rasa's HTTP.

Settings are environment variables; a missing one, or a missing model, is one sentence and exit status 2. It listens on
loopback unless BOT_HOST names an address of a network that only the gateways are in.
"""

import gc
import logging
import os
import sys
import time
from typing import TYPE_CHECKING, Dict, List, Tuple

from bot.lean import start_lean
from bot.logs import configure_logs, quiet_libraries
from bot.model_file import DEFAULT_FOLDER, ROOT, ModelFileError, checked_model

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import InputChannel
    from sanic import Sanic

    from bot.turn_tracker import TurnTrackerStore

logger = logging.getLogger("bot")

LOOPBACK = "127.0.0.1"
MAX_BODY_BYTES = 2_000_000  # a long record is some tens of kB
KEEP_ALIVE_S = 75  # longer than the gateway keeps an idle connection, so that it never writes on one just closed here
SETTINGS = {
    "BOT_PORT": "the port to listen on",
    "TURN_SECRET": "the secret that the gateway signs turns with",
    "ACTIONS_URL": "where the actions answer, http://127.0.0.1:PORT/webhook",
    "ACTIONS_SECRET": "the secret that the actions ask for",
}


class SettingError(Exception):
    """A setting is missing or cannot be used; the message says which."""


def main() -> int:
    started = time.monotonic()
    try:
        port = _read_settings(os.environ)
        model = checked_model(os.environ.get("BOT_MODEL") or str(DEFAULT_FOLDER))
    except (SettingError, ModelFileError) as error:
        sys.stderr.write(f"bot: {error}\n")
        return 2
    quiet_libraries()
    configure_logs()
    start_lean()
    agent, trackers, channels = _load(str(model))
    app = _create_app(agent, trackers, channels)
    gc.collect()
    gc.freeze()  # the model is not looked through again at every collection
    host = os.environ.get("BOT_HOST") or LOOPBACK
    logger.info("ready on %s:%d after %.1f s", host, port, time.monotonic() - started)
    app.run(host=host, port=port, workers=1, access_log=False, motd=False)
    return 0


def _read_settings(environment: "os._Environ[str] | Dict[str, str]") -> int:
    missing = [f"{name} ({about})" for name, about in SETTINGS.items() if not environment.get(name)]
    if missing:
        message = f"missing setting: {', '.join(missing)}"
        raise SettingError(message)
    if not environment["BOT_PORT"].isdigit() or int(environment["BOT_PORT"]) > 65_535:
        message = "BOT_PORT is not a port number"
        raise SettingError(message)
    return int(environment["BOT_PORT"])


def _load(model: str) -> "Tuple[Agent, TurnTrackerStore, List[InputChannel]]":
    """Import Rasa, which takes most of the start, and load the model."""
    from rasa.core.agent import Agent  # noqa: PLC0415  after the logs are set up
    from rasa.core.run import create_http_input_channels  # noqa: PLC0415
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415

    from bot.actions_endpoint import ActionsEndpoint, check_answers_with_one_validator  # noqa: PLC0415
    from bot.graph import run_graphs_plainly  # noqa: PLC0415
    from bot.plain_processor import process_plainly  # noqa: PLC0415
    from bot.turn_tracker import TurnTrackerStore  # noqa: PLC0415

    run_graphs_plainly()
    process_plainly()
    check_answers_with_one_validator()
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "bot" / "endpoints.yml"))
    trackers = TurnTrackerStore()
    agent = Agent.load(
        model,
        generator=endpoints.nlg,
        tracker_store=trackers,
        action_endpoint=ActionsEndpoint.like(endpoints.action),
    )
    channels = create_http_input_channels(None, str(ROOT / "bot" / "credentials.yml"))
    return agent, trackers, channels


def _create_app(agent: "Agent", trackers: "TurnTrackerStore", channels: "List[InputChannel]") -> "Sanic":
    """Build the server from the channel alone: no REST, no API, no page at the root."""
    from rasa.core.channels.channel import register  # noqa: PLC0415
    from sanic import Sanic  # noqa: PLC0415

    app = Sanic("oxyccam_bot", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE_S
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 6.0
    app.ctx.agent = agent
    app.ctx.trackers = trackers
    register(channels, app, route="/webhooks/")
    return app


if __name__ == "__main__":
    sys.exit(main())
