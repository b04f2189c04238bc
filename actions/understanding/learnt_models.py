"""What was learnt from examples is kept on disk: learning takes seconds, and each start and each test would pay them.

A kept model holds the digest of all that it was made of, so that a changed example, word or line of code learns again:
nothing is ever out of step. Where nothing can be written (a container that is read-only, built without it) the model is
learnt at each start. `python -m actions.learn` learns ahead; `make train` and the images do.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import logging
import pathlib
import platform
import tempfile
import zipfile
from collections.abc import Iterable, Iterator

import numpy as np

from actions.understanding.topic_model import Example, TopicModel

ROOT = pathlib.Path(__file__).parents[2]
FOLDER = ROOT / "var" / "learnt"
INPUTS = ("actions/understanding", "nlu_data", "wording")
"""The folders whose code and words a model is made of: wider than needed, so that nothing needed is left out."""
_KINDS = frozenset({".py", ".yml"})
_READABLE_BY_ALL = 0o644  # an image is built by another account than the one that serves

logger = logging.getLogger(__name__)


def learnt(name: str, examples: Iterable[Example]) -> TopicModel:
    """Return the model of this name as it was kept, or learn it from the examples, which are then read, and keep it."""
    file, digest = FOLDER / f"{name}.npz", inputs_digest()
    kept = _read(file, digest)
    if kept is not None:
        return kept
    model = TopicModel.learn(examples)
    try:
        _write(file, model, digest)
    except OSError as error:
        logger.warning("the model « %s » is learnt at each start: %s", name, error.strerror)
    return model


def is_kept(name: str) -> bool:
    """Say whether a start finds the model of this name, whole and of the inputs as they are."""
    return _read(FOLDER / f"{name}.npz", inputs_digest()) is not None


@functools.cache
def inputs_digest(root: pathlib.Path = ROOT) -> str:
    """Return the SHA-256 over names and contents of all that the models are made of, libraries included."""
    digest = hashlib.sha256(f"{platform.python_version()} {np.__version__}\n".encode())
    for path in _files(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()


def _files(root: pathlib.Path) -> Iterator[pathlib.Path]:
    for folder in INPUTS:
        yield from sorted(path for path in (root / folder).rglob("*") if path.suffix in _KINDS)


def _read(file: pathlib.Path, digest: str) -> TopicModel | None:
    """Return the kept model; None when there is none, when it is of other inputs, or not whole."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
            return TopicModel.of_arrays(arrays) if str(arrays["digest"]) == digest else None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _write(file: pathlib.Path, model: TopicModel, digest: str) -> None:
    """Put the whole file in place at once: another process reads the one before or this one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".new", delete=False) as new:
        try:
            np.savez(new, allow_pickle=False, digest=np.array(digest), **model.arrays())
            new.close()
            pathlib.Path(new.name).chmod(_READABLE_BY_ALL)
            pathlib.Path(new.name).replace(file)
        except BaseException:
            with contextlib.suppress(OSError):
                pathlib.Path(new.name).unlink()
            raise
