"""Print, as JSON, how the trained assistant ranks the intents of the texts given as a JSON list on standard input."""

import asyncio
import json
import sys

from bot.logs import configure_logs, quiet_libraries
from bot.model_file import DEFAULT_FOLDER, checked_model

KEPT = 3  # of a ranking: nobody looks further


async def rank() -> None:
    from rasa.core.agent import Agent

    agent = Agent.load(str(checked_model(str(DEFAULT_FOLDER))))
    found = {}
    for text in json.load(sys.stdin):
        parsed = await agent.parse_message(text)
        found[text] = [(one["name"], one["confidence"]) for one in parsed["intent_ranking"][:KEPT]]
    json.dump(found, sys.stdout)


quiet_libraries()
configure_logs()
asyncio.run(rank())
