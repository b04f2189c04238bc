"""The trained model on disk and the record beside it: made from which inputs, and with which content.

The record serves two ends: training is skipped while its inputs are unchanged, and the server loads only a file that
training wrote (a model is code as far as security goes; Rasa had a remote execution through a crafted one).
"""

import hashlib
import json
from pathlib import Path
from typing import Dict, Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_FOLDER = ROOT / "bot" / "models"
MODEL_NAME = "assistant.tar.gz"
RECORD_SUFFIX = ".json"

# What the model is made of. A change anywhere here retrains it; nothing else does.
INPUTS = (
    "config.yml",
    "bot/domain",
    "nlu_data",
    "stories",
    "bot/normaliser.py",
    "bot/french_text.py",
    "bot/intent_classifier.py",
    "bot/train.py",
)


class ModelFileError(Exception):
    """The model is missing or is not what training wrote; the message says which and what to run."""


def inputs_digest(root: Path = ROOT) -> str:
    """Return the SHA-256 over names and contents of all the model's inputs."""
    digest = hashlib.sha256()
    for path in _files(root, INPUTS):
        digest.update(f"{path.relative_to(root).as_posix()}\0{_digest(path)}\n".encode())
    return digest.hexdigest()


def write_record(model: Path, inputs: str) -> None:
    record = {"inputs": inputs, "model": _digest(model)}
    _record_path(model).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def is_current(model: Path, inputs: str) -> bool:
    """Say whether `model` was trained from exactly these inputs and is still whole."""
    try:
        record = _record(model)
    except ModelFileError:
        return False
    return record["inputs"] == inputs and record["model"] == _digest(model)


def checked_model(setting: str) -> Path:
    """Return the model that `setting` (a file or a folder) names, or raise ModelFileError with a plain sentence."""
    path = Path(setting)
    model = path / MODEL_NAME if path.is_dir() else path
    if _record(model)["model"] != _digest(model):
        message = f"{model} is not the file that training wrote. Train it again: python -m bot.train"
        raise ModelFileError(message)
    return model


def _record(model: Path) -> Dict[str, str]:
    if not model.is_file() or not _record_path(model).is_file():
        message = f"no trained model at {model}. Train it first: python -m bot.train"
        raise ModelFileError(message)
    try:
        record = json.loads(_record_path(model).read_text(encoding="utf-8"))
        return {"inputs": record["inputs"], "model": record["model"]}
    except (ValueError, KeyError, TypeError) as error:
        message = f"{_record_path(model)} is not readable. Train the model again: python -m bot.train"
        raise ModelFileError(message) from error


def _record_path(model: Path) -> Path:
    return model.with_name(model.name + RECORD_SUFFIX)


def _files(root: Path, names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        path = root / name
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*.yml") if file.is_file())
        else:
            yield path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
