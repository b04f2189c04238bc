"""A cover as a table, and a file of covers checked with the line that is wrong."""

import pathlib

import pytest

from quote_engine import guarantees
from quote_engine.contract.benefits import known_keys
from quote_engine.covers.table import as_table
from quote_engine.terminal.cli import main

GOOD = """\
essai-confort:
  label: "Essai Confort"
  responsible: true
  benefits:
    - {for: medical_act.optam, cover: {percent_of_base: 200, amo: included}}
    - for: dental_prosthesis.free
      cover: {ticket_moderateur: true, plus_percent_of_base: 50}
      ceilings:
        - {name: dental, amount: "300.00", per: year}
essai-base:
  label: "Essai Base"
  responsible: false
  benefits:
    - {for: default, cover: {none: true}}
"""


LABEL = '  label: "Essai Confort"\n'


def each_naming_the_last(first: str, following: str, count: int) -> str:
    """Write lines that each name the one before: few characters, and levels or values without number."""
    lines = [f"x0: &x0 {first}"] + [f"x{n + 1}: &x{n + 1} " + following.format(n) for n in range(count)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("guarantee_id", sorted(guarantees()))
def test_every_cover_of_the_catalogue_is_shown(guarantee_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cover", guarantee_id]) == 0
    shown = capsys.readouterr().out

    assert shown.startswith(guarantees()[guarantee_id]["label"])
    assert shown.count("\n") == 5 + len(guarantees()[guarantee_id]["benefits"])
    assert not any(f" {mark}" in shown for mark in ";:%€")
    assert "'" not in shown


def test_every_form_of_cover_has_its_words() -> None:
    forms = [
        {"percent_of_base": 200, "amo": "excluded"}, {"ticket_moderateur": True, "plus_percent_of_base": 50},
        {"ticket_moderateur": True}, {"percent_of_amo": 150}, {"actual_cost": True},
        {"amount": "60.00", "per": "night"},
        {"zero_remaining": True}, {"none": True},
    ]  # fmt: skip
    ceilings = [{"days": 1, "per": "stay"}, {"amount": "1200.00", "per": "year", "beyond": "ticket_moderateur"}]
    benefits = [{"for": key, "cover": forms[n % len(forms)], "ceilings": ceilings}
                for n, key in enumerate(sorted(known_keys()))]  # fmt: skip
    table = as_table({"label": "Essai", "benefits": benefits})

    for words in (
        "200\u202f% de la base, en plus de l’Assurance Maladie", "ticket modérateur + 50\u202f% de la base",
        "150\u202f% du remboursement de l’Assurance Maladie", "frais réels", "60,00\u202f€ par nuit",
        "reste à charge zéro", "non remboursé", "Toute autre dépense", "Anesthésie (hors OPTAM, ambulatoire)",
        "1 jour par séjour\u202f; 1\u202f200,00\u202f€ par an, au-delà du ticket modérateur",
    ):  # fmt: skip
        assert words in table


def test_an_unknown_cover_is_told_with_those_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cover", "nothing"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("Garantie inconnue\u202f: nothing")
    assert "mnh-confort" in told


def test_a_file_in_order_is_said_to_be(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "covers.yml"
    file.write_text(GOOD.replace("responsible: true", "responsible: false"), encoding="utf-8")
    assert main(["cover", "--check", str(file)]) == 0
    assert capsys.readouterr().out == "covers.yml\u202f: 2 garanties en ordre\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("200, amo", "2.555, amo", "ligne 5\u202f: essai-confort.benefits[0].cover.percent_of_base\u202f: reçu 2.555"),
        ("amo: included", "amo: maybe", "ligne 5\u202f: essai-confort.benefits[0].cover.amo"),
        ("medical_act.optam", "medical", "ligne 5\u202f: essai-confort.benefits[0].for"),
        ("ticket_moderateur: true", "ticket_moderateur: 3", "ligne 7\u202f: essai-confort.benefits[1].cover.ticket"),
        ('"300.00"', "300.0", "ligne 9\u202f: essai-confort.benefits[1].ceilings[0].amount"),
        ("per: year", "par: year", "ligne 9\u202f: essai-confort.benefits[1].ceilings[0].par"),
        ("{none: true}", "{}", "ligne 14\u202f: essai-base.benefits[0].cover"),
        ("  responsible: true\n", "  responsible: true\n  colour: red\n", "ligne 4\u202f: essai-confort.colour"),
        ("  responsible: true\n", "  label: twice\n", "ligne 3\u202f: la clé «\u202flabel\u202f» figure deux fois"),
        ("essai-base:", "essai-confort:", "ligne 10\u202f: la clé «\u202fessai-confort\u202f» figure deux fois"),
        ("  benefits:\n    - {for: default, cover: {none: true}}\n", "", "ligne 10\u202f: essai-base.benefits"),
        ("  responsible: true\n", "  responsible: [\n", "ce n’est pas du YAML bien formé"),
        (GOOD, "- 3\n", "ligne 1\u202f: des garanties par identifiant sont attendues"),
        (GOOD, "", "ligne 1\u202f: des garanties par identifiant sont attendues"),
        (GOOD, "essai: 3\n", "ligne 1\u202f: essai"),
        (GOOD, "label: Seule\nbenefits:\n  - {for: nothing, cover: {none: true}}\n", "ligne 3\u202f: benefits[0].for"),
        (GOOD, "essai: !!python/name:os.system {}\n", "ligne 1\u202f: une valeur n’est pas lisible"),
        (GOOD, '\nessai: {label: !!timestamp "x"}\n', "ligne 2\u202f: une valeur n’est pas lisible"),
        (GOOD, "\nessai: {label: " + "9" * 5000 + "}\n", "ligne 2\u202f: une valeur n’est pas lisible"),
        (GOOD, "essai:\n  label: 0x_\n", "ligne 2\u202f: une valeur n’est pas lisible"),
        (GOOD, "essai: &x [*x]\n", "ligne 1\u202f: «\u202f*x\u202f» se contient lui-même"),
        (GOOD, "\nessai: &x {<<: *x}\n", "ligne 2\u202f: «\u202f*x\u202f» se contient lui-même"),
        (GOOD, "essai:\n  " + "[" * 100_000, "ligne 2\u202f: les données sont trop imbriquées"),
        (GOOD, each_naming_the_last("[0]", "[*x{0}]", 30), "ligne 19\u202f: les données sont trop imbriquées"),
        (
            GOOD,
            each_naming_the_last("[0, 0, 0, 0]", "[" + ", ".join(["*x{0}"] * 50) + "]", 9),
            "les données sont trop répétées",
        ),
        (
            LABEL,
            LABEL + "  valid_from: 2026-13-01\n",
            "ligne 3\u202f: essai-confort.valid_from\u202f: reçu «\u202f2026-13-01\u202f»",
        ),
        (LABEL, LABEL + "  valid_from: 2026-12-01 10:00:00\n", "ligne 3\u202f: essai-confort.valid_from"),
    ],
)
def test_a_fault_is_told_with_its_line(
    old: str, new: str, told: str, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "covers.yml"
    assert old in GOOD
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")

    assert main(["cover", "--check", str(file)]) == 2
    message = capsys.readouterr().err
    assert message.startswith("covers.yml")
    assert told in message
    assert message.count("\n") == 1


def test_days_and_repeated_parts_are_read(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "covers.yml"
    first = "a: &a\n  label: A\n  valid_from: 2026-12-01\n  benefits: &b [{for: default, cover: {none: true}}]\n"
    file.write_text(first + "b: {<<: *a, label: B}\nc: {responsible: false, benefits: *b}\n", encoding="utf-8")
    assert main(["cover", "--check", str(file)]) == 0
    assert capsys.readouterr().out.startswith("covers.yml\u202f: 3 garanties en ordre\n")

    file.write_text(first + "b:\n  <<: *a\n  label: 3\n", encoding="utf-8")
    assert main(["cover", "--check", str(file)]) == 2
    assert "ligne 7\u202f: b.label" in capsys.readouterr().err


def test_a_file_too_large_is_not_read_in_part(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "covers.yml"
    file.write_text(GOOD + "# " + "x" * 1_000_000, encoding="utf-8")
    assert main(["cover", "--check", str(file)]) == 2
    assert "démesuré" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_told(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    binary = tmp_path / "binary.yml"
    binary.write_bytes(b"\xff\xfe\x00\x81")
    for file in (tmp_path / "nowhere.yml", tmp_path, binary):
        assert main(["cover", "--check", str(file)]) == 2
        assert "ne peut pas être lu" in capsys.readouterr().err


def test_a_cover_is_either_shown_or_checked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["cover", "mnh-confort", "--check", "covers.yml"])
    assert "not both" in capsys.readouterr().err


def test_without_an_identifier_the_catalogue_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cover"]) == 0
    rows = capsys.readouterr().out.splitlines()

    assert [row.split()[0] for row in rows] == list(guarantees())
    assert "mnh-confort           MNH Confort (fictive)" in rows
    assert all(row[22:] == guarantees()[row.split()[0]]["label"] for row in rows)
