"""`docs/adding-to-the-engine.md`, run on a copy of the engine: a nature touches three files, a key of covers two."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

GUIDE = Path("docs/adding-to-the-engine.md")
NATURE = {
    "quote_engine/contract/natures.py": "NATURES: Mapping[str, Nature] = {\n",
    "wording/estimate.yml": "natures:\n",
    "quote_engine/nomenclature/groups.yml": "ADC: {family: medical, nature: medical_act}\n",
}
KEY = {
    "quote_engine/contract/benefits.py": "ACT_BENEFITS: Mapping[str, ActBenefit] = {\n",
    "wording/estimate.yml": "other_benefits:\n",
}
"""The files that the guide tells to change, each with the line after which the guide's own line goes."""


def told(repository: Path, title: str) -> list[str]:
    """Give the lines that a section of the guide says to add."""
    section = (repository / GUIDE).read_text(encoding="utf-8").partition(f"## {title}")[2].partition("\n## ")[0]
    return [line.strip() for line in re.findall(r"```\w+\n(.*?)```", section, re.DOTALL)]


@pytest.fixture
def engine(repository: Path, tmp_path: Path) -> Path:
    for package in ("quote_engine", "wording"):
        shutil.copytree(repository / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def change(engine: Path, places: dict[str, str], lines: list[str]) -> None:
    for (name, after), line in zip(places.items(), lines, strict=True):
        file = engine / name
        indent = "" if name.endswith("groups.yml") else "    " if name.endswith(".py") else "  "
        before, found, rest = file.read_text(encoding="utf-8").partition(after)
        assert found, f"{name} has no line {after!r}"
        file.write_text(f"{before}{found}{indent}{line}\n{rest}", encoding="utf-8")


def run(engine: Path, *arguments: str, given: Any = None) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "quote_engine", *arguments],
        cwd=engine, input=json.dumps(given), capture_output=True, check=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def paid_by(key: str, line: dict[str, Any]) -> dict[str, Any]:
    benefits = [{"for": key, "cover": {"amount": "50.00"}}, {"for": "default", "cover": {"ticket_moderateur": True}}]
    cover = {"responsible": False, "benefits": benefits}
    lines = [{"id": "1", "fee": "100.00", "sector": "sector_1", **line}]
    return {"date": "2026-06-01", "setting": "outpatient", "lines": lines, "guarantee": cover}


def test_a_nature_more_touches_three_files(repository: Path, engine: Path) -> None:
    change(engine, NATURE, told(repository, "A nature of care"))

    quote = paid_by("radiotherapy.optam", {"nature": "radiotherapy", "base": "100.00"})
    (line,) = run(engine, "estimate", "-", given=quote)["lines"]

    assert (line["label"], line["amo_gross"], line["amc"]) == ("Radiothérapie", "70.00", "30.00")
    assert "radiotherapy" in json.dumps(run(engine, "schema")["input"])


def test_a_key_of_covers_more_touches_two_files(repository: Path, engine: Path) -> None:
    change(engine, KEY, told(repository, "A key of covers"))
    with (engine / "quote_engine/nomenclature/benefit_words.yml").open("a", encoding="utf-8") as words:
        words.write("bone_graft: [greffe]\n")

    quote = paid_by("bone_graft", {"label": "Greffe", "covered": False})
    (line,) = run(engine, "estimate", "-", given=quote)["lines"]

    assert (line["amo"], line["amc"]) == ("0.00", "50.00")
    assert "bone_graft" in json.dumps(run(engine, "schema")["input"])
