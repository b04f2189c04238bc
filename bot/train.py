"""Check the assistant's data, then train it: `python -m bot.train [--force] [--output FOLDER]`, in the bot environment.

Nothing happens while the inputs are those of the existing model. The checks are Rasa's own (`rasa data validate`),
except two which take every response and every intent for a mistake that no story names: ours has one rule and no
stories. In their place every intent must be learnt or be the one that the channel gives, and the tests compare the
responses with those that the actions name.
"""

import argparse
import logging
import os
import random
import sys
import time
import warnings
from pathlib import Path

from bot.logs import quiet_libraries
from bot.model_file import DEFAULT_FOLDER, MODEL_NAME, ROOT, inputs_digest, is_current, write_record

NOT_LEARNT = {"turn"}  # given by the channel, never guessed from a text
_SEED = 42


def main() -> int:
    arguments = _parse_arguments()
    model = arguments.output / MODEL_NAME
    inputs = inputs_digest()
    if not arguments.force and is_current(model, inputs):
        _say(f"The assistant is up to date: {_shown(model)}")
        return 0
    started = time.monotonic()
    _show_warnings_only()
    _say("Checking the assistant's data…")
    problems = find_problems()
    if problems:
        _say("\n".join(f"error: {problem}" for problem in problems))
        return 1
    _say("Training the assistant…")
    train(arguments.output)
    write_record(model, inputs)
    _say(f"Trained in {time.monotonic() - started:.0f} s: {_shown(model)}")
    return 0


def find_problems() -> "list[str]":
    """Return what is wrong with the domain, the examples and the rules, one sentence each."""
    from rasa.shared.importers.importer import TrainingDataImporter  # noqa: PLC0415  seconds, not needed to skip
    from rasa.validator import Validator  # noqa: PLC0415

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        importer = TrainingDataImporter.load_from_config("config.yml", "bot/domain", ["nlu_data", "stories"])
        validator = Validator.from_importer(importer)
        passed = {
            "domain": validator.verify_domain_validity(),
            "actions in rules": validator.verify_actions_in_stories_rules(),
            "repeated examples": validator.verify_example_repetition_in_intents(ignore_warnings=False),
            "rules": validator.verify_story_structure(ignore_warnings=False),
        }
    problems = [f"the check « {name} » failed" for name, ok in passed.items() if not ok]
    problems += sorted({str(warning.message) for warning in caught if issubclass(warning.category, UserWarning)})
    learnt = {example.get("intent") for example in importer.get_nlu_data().intent_examples}
    declared = set(importer.get_domain().intents) - {"nlu_fallback", "session_start", "restart", "back"}
    problems += [f"the intent {name} has no example" for name in sorted(declared - learnt - NOT_LEARNT)]
    problems += [f"the intent {name} is not in the domain" for name in sorted(learnt - declared)]
    problems += [f"the intent {name} is given by the channel: no examples" for name in sorted(learnt & NOT_LEARNT)]
    return problems


def train(output: Path) -> None:
    """Train into `output`/assistant.tar.gz; the same inputs give the same weights."""
    import numpy as np  # noqa: PLC0415
    import rasa.model_training  # noqa: PLC0415

    random.seed(_SEED)
    np.random.seed(_SEED)  # noqa: NPY002  scikit-learn and Rasa read the global state
    result = rasa.model_training.train(
        domain="bot/domain",
        config="config.yml",
        training_files=["nlu_data", "stories"],
        output=str(output),
        force_training=True,
        fixed_model_name=MODEL_NAME,
    )
    if result.code != 0 or result.model is None:
        message = "Rasa did not train the assistant; its message is above."
        raise SystemExit(message)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.train", description="Train the assistant when needed.")
    parser.add_argument("--force", action="store_true", help="train even when nothing changed")
    parser.add_argument("--output", type=Path, default=DEFAULT_FOLDER, help="folder of the model")
    arguments = parser.parse_args()
    arguments.output = arguments.output.resolve()
    return arguments


def _show_warnings_only() -> None:
    """Keep Rasa's progress and debug prints away: before its import, as its modules keep the logger they find."""
    import structlog  # noqa: PLC0415

    quiet_libraries()
    warnings.showwarning = lambda *_: None  # some libraries turn the filters on again
    logging.basicConfig(level=logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  this command's output


def _shown(path: Path) -> str:
    return os.path.relpath(path)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
