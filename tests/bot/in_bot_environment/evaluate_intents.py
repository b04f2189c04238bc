"""Print, as JSON, how the trained assistant understands the frozen phrases. Run in the bot environment."""

import asyncio
import json
import sys

import yaml

from bot.logs import configure_logs, quiet_libraries
from bot.model_file import DEFAULT_FOLDER, ROOT, checked_model


async def evaluate() -> None:
    from rasa.core.agent import Agent

    agent = Agent.load(str(checked_model(str(DEFAULT_FOLDER))))
    phrases = yaml.safe_load((ROOT / "tests" / "nlu" / "frozen.yml").read_text(encoding="utf-8"))
    read = []
    for expected, texts in phrases.items():
        for text in texts:
            parsed = await agent.parse_message(text)
            ranking = [one for one in parsed["intent_ranking"] if one["name"] != "nlu_fallback"]
            answered = parsed["intent"]["name"] != "nlu_fallback"
            read.append({"text": text, "expected": expected, "best": ranking[0]["name"], "answered": answered})
    json.dump(read, sys.stdout)


quiet_libraries()
configure_logs()
asyncio.run(evaluate())
