"""What was learnt from examples is kept, is never of other files than those that are there, and is always whole."""

import ast
import logging
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from actions.understanding import learnt_models
from actions.understanding.examples import examples_of
from actions.understanding.learnt_models import INPUTS, inputs_digest, is_kept, learnt
from actions.understanding.topic_model import Example, TopicModel
from ops.stack import ROOT

EXAMPLES: list[Example] = [
    ("fruit", ({"pomme", "une pomme"}, {" po", "mme"})),
    ("fruit", ({"poire"}, {" po", "re "})),
    ("legume", ({"navet", "un navet"}, {" na", "vet"})),
]
ASKED = ({"pomme", "navet", "inconnu"}, {" po"})
LEARNERS = ("actions.understanding.topics", "actions.understanding.emergency")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(learnt_models, "FOLDER", tmp_path / "learnt")
    return tmp_path / "learnt"


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    for name in INPUTS:
        (tmp_path / name / "deeper").mkdir(parents=True)
        for file in (tmp_path / name / "one.py", tmp_path / name / "deeper" / "one.yml"):
            file.write_text("a")
    return tmp_path


def test_what_is_kept_says_the_same_to_the_last_bit_and_is_not_learnt_again() -> None:
    first = learnt("fruits", EXAMPLES)
    kept = learnt("fruits", [])  # nothing could be learnt of no example

    assert kept.probabilities(ASKED) == first.probabilities(ASKED)
    assert kept.labels == ["fruit", "legume"]


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("file", ["one.py", "deeper/one.yml"])
def test_every_input_counts(inputs: Path, name: str, file: str) -> None:
    before = inputs_digest(inputs)
    (inputs / name / file).write_text("b")
    inputs_digest.cache_clear()

    assert inputs_digest(inputs) != before


def test_what_was_learnt_of_other_inputs_is_learnt_again(monkeypatch: pytest.MonkeyPatch) -> None:
    learnt("fruits", EXAMPLES[1:])
    monkeypatch.setattr(learnt_models, "inputs_digest", lambda: "of other files")
    expected = TopicModel.learn(EXAMPLES).probabilities(ASKED)

    assert not is_kept("fruits")
    assert learnt("fruits", EXAMPLES).probabilities(ASKED) == expected
    assert is_kept("fruits")


@pytest.mark.parametrize("kept", [0, 1, 200, -1])
def test_a_file_that_is_not_whole_is_learnt_again(folder: Path, kept: int) -> None:
    expected = learnt("fruits", EXAMPLES).probabilities(ASKED)
    file = folder / "fruits.npz"
    file.write_bytes(file.read_bytes()[:kept])

    assert not is_kept("fruits")
    assert learnt("fruits", EXAMPLES).probabilities(ASKED) == expected
    assert is_kept("fruits")


def test_a_weight_that_changed_on_the_disk_is_not_believed(folder: Path) -> None:
    learnt("fruits", EXAMPLES)
    file = folder / "fruits.npz"
    content = bytearray(file.read_bytes())
    at = content.index(b"weights.npy") + 200
    content[at] ^= 0xFF
    file.write_bytes(content)

    assert not is_kept("fruits")


def test_where_nothing_can_be_written_it_is_learnt_and_said(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder.write_text("a file stands where the folder would")

    with caplog.at_level(logging.WARNING):
        model = learnt("fruits", EXAMPLES)

    assert model.labels == ["fruit", "legume"]
    assert "learnt at each start" in caplog.text


def learn_many_times(folder: Path) -> bool:
    """Learn and read in turns; what was learnt of other inputs makes each process write again."""
    learnt_models.FOLDER = folder
    expected = TopicModel.learn(EXAMPLES).probabilities(ASKED)
    right = []
    for turn in range(60):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(learnt_models, "inputs_digest", lambda turn=turn: f"inputs {turn // 2 % 2}")
            right.append(learnt("fruits", EXAMPLES).probabilities(ASKED) == expected)
    return all(right)


def test_processes_that_learn_at_once_never_read_half_a_file(folder: Path) -> None:
    with ProcessPoolExecutor(3) as pool:
        right = list(pool.map(learn_many_times, [folder] * 3))

    assert right == [True, True, True]
    assert [file.name for file in folder.iterdir()] == ["fruits.npz"]


def imported_by(module: str) -> set[str]:
    """Return our own modules that a module imports, by its text."""
    path = ROOT / f"{module.replace('.', '/')}.py"
    path = path if path.is_file() else path.with_suffix("") / "__init__.py"
    nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    named = {node.module for node in nodes if node.module}
    named |= {f"{node.module}.{alias.name}" for node in nodes for alias in node.names}
    return {name for name in named if (ROOT / f"{name.replace('.', '/')}.py").is_file() or (ROOT / name).is_dir()}


def test_all_code_that_learns_is_an_input() -> None:
    reached, left = set[str](), {*LEARNERS}
    while left:
        module = left.pop()
        reached.add(module)
        left |= imported_by(module) - reached

    assert {*LEARNERS, "actions.understanding.topic_words", "wording.yaml_text"} <= reached
    folders = tuple(f"{name.replace('/', '.')}." for name in INPUTS)
    assert [module for module in sorted(reached) if not f"{module}.".startswith(folders)] == []


def test_all_that_is_read_to_learn_is_an_input() -> None:
    """A process of its own writes down each file that it opens while it learns."""
    script = (
        "import sys\n"
        "from actions.understanding import emergency, topics\n"
        "sys.addaudithook(lambda name, given: name == 'open' and print(given[0]))\n"
        "topics.learn_topics()\nemergency.learn_dangers()\n"
    )
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    ours = {Path(line) for line in told.stdout.splitlines() if line.startswith(f"{ROOT}/")}
    read = {str(path.relative_to(ROOT)) for path in ours if path.suffix in {".yml", ".py", ".json"}}

    assert any(file.startswith("nlu_data/") for file in read)
    assert [file for file in sorted(read) if not file.startswith(tuple(f"{name}/" for name in INPUTS))] == []


def test_examples_that_are_missing_are_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("actions.understanding.examples._FOLDER", tmp_path / "nlu_data")

    with pytest.raises(FileNotFoundError, match="nlu_data"):
        examples_of(("inform",))
