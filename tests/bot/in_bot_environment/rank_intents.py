"""Read a JSON list of texts, print what the trained assistant thinks of each: text → [intent, confidence], best first.

Run in the bot environment. Where Rasa's fallback steps in, `nlu_fallback` comes first, as the actions see it.
"""

import asyncio
import json
import sys

from bot.logs import configure_logs, quiet_libraries
from bot.model_file import DEFAULT_FOLDER, checked_model


async def rank() -> None:
    from rasa.core.agent import Agent

    agent = Agent.load(str(checked_model(str(DEFAULT_FOLDER))))
    ranked = {}
    for text in json.load(sys.stdin):
        parsed = await agent.parse_message(text)
        ranked[text] = [[one["name"], float(one["confidence"])] for one in parsed["intent_ranking"]]
    json.dump(ranked, sys.stdout)


quiet_libraries()
configure_logs()
asyncio.run(rank())
