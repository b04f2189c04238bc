"""For each line read, a JSON list of texts, write a line: text → [intent, confidence], best first, as JSON.

What the trained assistant thinks of them. Run in the bot environment; ends with its input. Where Rasa's fallback steps
in, `nlu_fallback` comes first, as the actions see it. With `--whole`: with everything that Rasa imports, and its way of
running a model, left alone.
"""

import asyncio
import json
import sys

from bot.lean import start_lean
from bot.logs import configure_logs, quiet_libraries
from bot.model_file import DEFAULT_FOLDER, checked_model

WHOLE = "--whole" in sys.argv


async def rank() -> None:
    from rasa.core.agent import Agent

    if not WHOLE:
        from bot.graph import run_graphs_plainly

        run_graphs_plainly()
    agent = Agent.load(str(checked_model(str(DEFAULT_FOLDER))))
    for line in sys.stdin:
        ranked = {}
        for text in json.loads(line):
            parsed = await agent.parse_message(text)
            ranked[text] = [[one["name"], float(one["confidence"])] for one in parsed["intent_ranking"]]
        sys.stdout.write(json.dumps(ranked) + "\n")
        sys.stdout.flush()


quiet_libraries()
configure_logs()
if not WHOLE:
    start_lean()
asyncio.run(rank())
