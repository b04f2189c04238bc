"""When the assistant is trained again, and which model is loaded."""

from pathlib import Path

import pytest

from bot.model_file import INPUTS, ModelFileError, checked_model, inputs_digest, is_current, write_record
from ops.stack import ROOT


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    for name in INPUTS:
        path = tmp_path / name if (ROOT / name).is_file() else tmp_path / name / "one.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a")
    return tmp_path


@pytest.mark.parametrize("name", INPUTS)
def test_every_input_counts(inputs: Path, name: str) -> None:
    before = inputs_digest(inputs)

    changed = inputs / name if (inputs / name).is_file() else inputs / name / "one.yml"
    changed.write_text("b")

    assert inputs_digest(inputs) != before


def test_a_file_that_was_moved_counts(inputs: Path) -> None:
    before = inputs_digest(inputs)

    (inputs / "nlu_data" / "one.yml").rename(inputs / "nlu_data" / "two.yml")

    assert inputs_digest(inputs) != before


def test_nothing_else_counts(inputs: Path) -> None:
    before = inputs_digest(inputs)

    (inputs / "bot" / "channel.py").write_text("b")

    assert inputs_digest(inputs) == before


def test_a_model_is_current_for_its_inputs_only(tmp_path: Path) -> None:
    model = tmp_path / "assistant.tar.gz"
    model.write_bytes(b"weights")
    write_record(model, "inputs")

    assert is_current(model, "inputs")
    assert not is_current(model, "others")
    assert checked_model(str(tmp_path)) == checked_model(str(model)) == model


def test_a_damaged_model_is_neither_current_nor_loaded(tmp_path: Path) -> None:
    model = tmp_path / "assistant.tar.gz"
    model.write_bytes(b"weights")
    write_record(model, "inputs")
    model.write_bytes(b"weigh")

    assert not is_current(model, "inputs")
    with pytest.raises(ModelFileError, match=r"python -m bot\.train"):
        checked_model(str(tmp_path))


@pytest.mark.parametrize("record", ["", "[]", "{}", "not json"])
def test_a_model_whose_record_is_unreadable_is_not_loaded(tmp_path: Path, record: str) -> None:
    (tmp_path / "assistant.tar.gz").write_bytes(b"weights")
    (tmp_path / "assistant.tar.gz.json").write_text(record)

    with pytest.raises(ModelFileError, match="not readable"):
        checked_model(str(tmp_path))
