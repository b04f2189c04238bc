"""`python -m auth_gateway.documents`: one quote, one PDF; a French sentence and the engine's exit status otherwise."""

import json
import os
import pathlib
import subprocess
import sys
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from auth_gateway.documents.__main__ import main
from auth_gateway.platform.french import euros
from quote_engine import estimate
from tests.support.engine_quotes import cover, line, outpatient, percent
from tests.support.quotes import crown

ROOT = pathlib.Path(__file__).resolve().parents[3]
QUOTE = crown({"scheme": "general"}, {"guarantee_id": "mnh-confort"})


def kept(folder: pathlib.Path, quote: Any, name: str = "devis.json") -> pathlib.Path:
    file = folder / name
    file.write_text(quote if isinstance(quote, str) else json.dumps(quote), encoding="utf-8")
    return file


def text_of(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_a_quote_becomes_a_pdf_beside_it(tmp_path: pathlib.Path) -> None:
    file = kept(tmp_path, QUOTE)
    command = [sys.executable, "-m", "auth_gateway.documents", str(file)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    member = euros(estimate(QUOTE)["total"]["member"])
    assert (done.returncode, done.stderr) == (0, "")
    assert member in done.stdout
    text = text_of((tmp_path / "devis.pdf").read_bytes())
    assert " ".join(member.split()) in text
    assert "MNH Confort (fictive)" in text
    assert "Chiffres fictifs" in text


def test_one_quote_keeps_its_reference_and_another_has_its_own(tmp_path: pathlib.Path) -> None:
    def reference(quote: Any) -> str:
        output = tmp_path / "estimation.pdf"
        assert main([str(kept(tmp_path, quote)), "-o", str(output)]) == 0
        return text_of(output.read_bytes()).split("Référence ")[1].split(" ")[0]

    assert reference(QUOTE) == reference(QUOTE) != reference({**QUOTE, "date": "2026-12-06"})


def test_a_cover_written_in_the_quote_is_named(tmp_path: pathlib.Path) -> None:
    quote = outpatient(line("BFGA427", "600.00", sector="sector_1"), guarantee=cover(percent(150)))

    assert main([str(kept(tmp_path, quote))]) == 0

    text = text_of((tmp_path / "devis.pdf").read_bytes())
    assert "Essai (fictive)" in text
    assert "aucune complémentaire" not in text


@pytest.mark.parametrize(
    ("quote", "status", "said"),
    [
        (outpatient(line("BFGA004")), 3, "Pas d’estimation\u202f: Le code BFGA004 n’existe plus"),
        (outpatient(line("HBLD634", fee="-1.00")), 2, "Devis illisible (lines[0].fee)\u202f: "),
        ("{", 2, "Devis illisible\u202f: ce n’est pas du JSON"),
        ('{"date": NaN}', 2, "NaN n’est pas un nombre accepté"),
        ('{"date": "2026-06-01", "date": "2026-06-02"}', 2, "figure deux fois"),
    ],
    ids=["refused", "invalid", "cut", "NaN", "twice"],
)
def test_without_an_estimate_there_is_no_pdf(
    quote: Any, status: int, said: str, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(kept(tmp_path, quote))]) == status

    written = capsys.readouterr()
    assert said in written.err
    assert written.out == ""
    assert list(tmp_path.glob("*.pdf")) == []


def test_what_cannot_be_read_or_written_is_said_in_french(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(kept(tmp_path, QUOTE))

    assert main([str(tmp_path / "absent.json")]) == 2
    assert "il n’existe pas" in capsys.readouterr().err
    assert main([str(tmp_path)]) == 2
    assert "c’est un dossier" in capsys.readouterr().err
    assert main([file, "-o", str(tmp_path)]) == 2
    assert "n’a pas pu être écrit\u202f: c’est un dossier." in capsys.readouterr().err
    assert main([file, "-o", str(tmp_path / "absent" / "x.pdf")]) == 2
    assert "son dossier n’existe pas" in capsys.readouterr().err


def test_the_quote_itself_is_never_written_over(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = kept(tmp_path, QUOTE, "devis.pdf")

    assert main([str(file)]) == 2

    assert "est le devis" in capsys.readouterr().err
    assert json.loads(file.read_bytes()) == QUOTE


def test_a_pipe_is_refused_before_it_is_read(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "tuyau"
    os.mkfifo(pipe)

    assert main([str(pipe)]) == 2
    assert "n’est pas un fichier ordinaire" in capsys.readouterr().err


def test_a_file_named_like_standard_input_is_a_file(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path, QUOTE, "-")
    monkeypatch.chdir(tmp_path)

    assert main(["-", "-o", "estimation.pdf"]) == 0
    assert (tmp_path / "estimation.pdf").read_bytes().startswith(b"%PDF-")
