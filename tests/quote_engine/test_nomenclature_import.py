"""The official export into a local file: its odd forms, its history, and files that are refused whole."""

import csv
import datetime as dt
import pathlib
import re
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from decimal import Decimal

import pytest

from quote_engine import Act, ClosedAct, estimate, find_act, nearest_codes, search_acts
from quote_engine.money import to_text
from quote_engine.nomenclature.export import ExportError, read_export
from quote_engine.terminal.cli import main
from quote_engine.terminal.commands import progress_bar
from tests.support.engine_quotes import line, outpatient
from tests.support.nomenclature import export_text, write_export
from tests.support.shared import needs_shared, shared_file
from wording import typographic

ROOT = pathlib.Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 6, 1)


@pytest.fixture
def database(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    path = tmp_path / "ccam.sqlite3"
    monkeypatch.setenv("QUOTE_ENGINE_CCAM", str(path))
    return path


def imported(tmp_path: pathlib.Path, day: str, *rows: str, number: str = "90") -> int:
    return main(["ccam", "import", str(write_export(tmp_path, *rows, number=number)), "--effective-from", day])


def tariff(code: str, day: str, *, optam: bool = True, activity: int = 1) -> int | None:
    act = find_act(code, dt.date.fromisoformat(day))
    assert isinstance(act, Act)
    return act.activities[activity].tariff(dt.date.fromisoformat(day), optam=optam)


def test_the_forms_of_the_export_are_read() -> None:
    text = export_text(
        'QQQA001,,"Ablation, d\'essai\nen deux lignes",1,0,"248, 15",1 200.5,,AP,5 -7,ADC',
        '"[A\xa0, J, 9]]",,anesthésie,4,0,Non pris en charge,61.24,,,,ADA',
        "QQQA002,,Acte en deux temps,,,,,,,,",
        ",,Phase 1 : début,1,1,10,10,,,1,ADC",
    )

    export = read_export(text.encode())

    act = export.acts["QQQA001"]
    assert (export.number, export.applicable) == ("90", dt.date(2026, 1, 1))
    assert (act.label, act.modifiers, act.prior_agreement) == (
        "Ablation, d'essai en deux lignes",
        ("A", "J", "9"),
        True,
    )
    assert (act.prices[1, 0].optam, act.prices[1, 0].non_optam, act.prices[1, 0].exo_tm) == (24815, 120050, "5-7")
    assert (act.prices[4, 0].optam, act.prices[4, 0].non_optam, act.prices[4, 0].exo_tm) == (None, 6124, "5-7")
    assert list(export.acts["QQQA002"].prices) == [(1, 1)]
    assert export.modifiers["B"] == {Decimal("0.49")}
    assert export.modifiers["9"] == {Decimal("0.3")}
    assert export.modifiers["T"] == {Decimal("0.215"), Decimal("0.165")}
    assert export.modifiers["5"] == {Decimal("0.08")}
    assert export.modifiers["A"] == {Decimal(23)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_save_it_in_several_ways(encoding: str, delimiter: str) -> None:
    rows = csv.reader(export_text("QQQA001,,Échographie d’essai,1,0,51.84,51.84,,,2,ATM").splitlines())
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)

    assert read_export(text.encode(encoding)).acts["QQQA001"].label == "Échographie d’essai"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "ce n'est pas un export de la CCAM"),
        (b"nom,prix\nvis,3\n", "ce n'est pas un export de la CCAM"),
        (b"PK\x03\x04rest", "c'est un classeur"),
        (b"\x00\x01\x02", "ce n'est pas un fichier de texte"),
        (export_text().encode(), "ce fichier ne contient aucun acte"),
        (export_text("QQQA001,,Essai,1,0,1.00,1.00,,,1,ADC").split("J,,")[0].encode(), "ce fichier semble coupé"),
        (export_text("QQQA001,,E,1,0,1,1,,,1,ADC").replace("\n18,", "\n17,").encode(), "le chapitre 18 manque"),
        (export_text("QQQA001,,Essai,1,0,douze,1.00,,,1,ADC").encode(), "ligne 4 : le tarif"),
        (export_text("QQQA001,,Essai,1,0,,,,,1,ADC").encode(), "ligne 4 : le tarif"),
        (export_text("QQQA001,,Essai,un,0,1.00,1.00,,,1,ADC").encode(), "ligne 4 : l'activité ou la phase"),
        (export_text(",,anesthésie,4,0,1.00,1.00,,,1,ADA").encode(), "ligne 4 : l'activité ou la phase"),
        (export_text("QQQA001,,Essai,,,,,,,,").encode(), "ligne 4 : l'acte QQQA001 n'a ni activité ni tarif"),
        (export_text(*["QQQA001,,Essai,1,0,1.00,1.00,,,1,ADC"] * 2).encode(), "le code QQQA001 figure deux fois"),
        (export_text('QQQA001,,"Essai').encode(), "le fichier n'est pas un CSV bien formé"),
        (export_text("QQQA001,,Essai,1,0,1,1,,,1,ADC").replace("Regroupement", "").encode(), "il manque la colonne"),
        (export_text("QQQA001,,Essai,1,0,1,1,,,1,ADC", "[J K],,,,,,,,,,").encode(), "ligne 5 : la liste de modif"),
        (export_text("QQQA001,,E,1,0,1,1,,,1,ADC").replace("0.49", "moitié").encode(), "la valeur du modificateur"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_with_its_line(content: bytes, told: str) -> None:
    with pytest.raises(ExportError) as caught:
        read_export(content)

    assert typographic(told) in str(caught.value)


def test_a_refused_file_leaves_what_was_there(
    tmp_path: pathlib.Path, database: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(tmp_path, "2026-01-01", "QQQA001,,Essai,1,0,10.00,9.00,,,1,ADC") == 0
    before = database.read_bytes()

    assert imported(tmp_path, "2026-01-01", "QQQA002,,Essai,1,0,dix,9.00,,,1,ADC") == 2
    told = capsys.readouterr().err

    assert database.read_bytes() == before
    assert told.count("\n") == 1
    assert "n’a pas été importé\u202f: ligne 4\u202f: le tarif" in told


def test_a_refused_first_file_creates_nothing(
    tmp_path: pathlib.Path, database: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(tmp_path, "2026-01-01", "QQQA002,,Essai,1,0,dix,9.00,,,1,ADC") == 2
    assert main(["ccam", "import", str(tmp_path / "nowhere.csv"), "--effective-from", "2026-01-01"]) == 2
    assert main(["ccam", "import", str(tmp_path), "--effective-from", "2026-01-01"]) == 2
    told = capsys.readouterr().err
    assert "ne peut pas être lu\u202f: il n’existe pas\n" in told
    assert "ne peut pas être lu\u202f: c’est un dossier\n" in told
    assert not database.exists()


def test_another_programs_file_is_never_written_to(
    tmp_path: pathlib.Path, database: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = database.read_bytes()

    assert imported(tmp_path, "2026-01-01", "QQQA001,,Essai,1,0,10.00,9.00,,,1,ADC") == 2
    assert "n’est pas une base de la CCAM" in capsys.readouterr().err
    assert database.read_bytes() == before
    assert find_act("QQQA001", DAY) is None
    assert isinstance(find_act("NEKA020", DAY), Act)


def test_acts_of_chapter_18_and_supplements_count_in_addition(tmp_path: pathlib.Path, database: pathlib.Path) -> None:
    imported(
        tmp_path, "2026-01-01", "17.09,,DERNIER CHAPITRE DES ACTES,,,,,,,,",
        "QQQA001,,Acte,1,0,10.00,9.00,,,1,ADC",
        "18,,ANESTHÉSIES ET GESTES COMPLÉMENTAIRES,,,,,,,,",
        "QQQA002,,Anesthésie complémentaire,4,0,10.00,9.00,,,1,ADA",
        "18.02.07.06,,Sous-chapitre,,,,,,,,",
        ",,À l'exclusion de : une note,,,,,,,,",
        "QQQA003,,Geste complémentaire,1,0,10.00,9.00,,,1,ADC", "[A],,,,,,,,,,",
        "19.01,,FORFAITS,,,,,,,,",
        "QQQA004,,Acte transitoire,1,0,10.00,9.00,,,1,ADC",
        "YYYY999,,Supplément pour essai,1,0,10.00,9.00,,,1,ADC",
    )  # fmt: skip
    assert database.exists()

    acts = [find_act(code, DAY) for code in ("QQQA001", "QQQA002", "QQQA003", "QQQA004", "YYYY999")]

    assert [isinstance(act, Act) and act.in_addition for act in acts] == [False, True, True, False, True]


def test_a_chapter_holds_for_one_version_only(tmp_path: pathlib.Path, database: pathlib.Path) -> None:
    gesture = "QQQA001,,Geste,1,0,10.00,9.00,,,1,ADC"
    imported(tmp_path, "2025-01-01", "18.02,,GESTES COMPLÉMENTAIRES,,,,,,,,", gesture)
    imported(tmp_path, "2026-01-01", gesture)
    assert database.exists()

    acts = [find_act("QQQA001", day) for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1))]

    assert [isinstance(act, Act) and act.in_addition for act in acts] == [True, False]


@pytest.fixture
def earlier_database(database: pathlib.Path) -> pathlib.Path:
    """A file as the first format had it: its acts do not tell whether they count in addition."""
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript("""
            CREATE TABLE version (id INTEGER PRIMARY KEY, effective_from TEXT NOT NULL UNIQUE, number TEXT,
              file TEXT NOT NULL, acts INTEGER NOT NULL);
            CREATE TABLE act (version INTEGER NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL,
              act_group TEXT NOT NULL, prior_agreement INTEGER NOT NULL, modifiers TEXT NOT NULL);
            INSERT INTO version VALUES (1, '2025-02-01', '78', 'v78.csv', 1), (2, '2026-01-01', '81', 'v81.csv', 1);
            INSERT INTO act VALUES (2, 'QQQA001', 'Essai', 'ADC', 0, 'J');
            PRAGMA application_id = 0x4343414D;
            PRAGMA user_version = 1;
        """)
    return database


def test_a_database_of_the_earlier_format_is_refused_with_what_to_import_again(
    tmp_path: pathlib.Path, earlier_database: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = earlier_database.read_bytes()

    statuses = [
        imported(tmp_path, "2026-06-01", "QQQA001,,Essai,1,0,10.00,9.00,,,1,ADC"),
        main(["ccam", "remove", "--effective-from", "2026-01-01"]),
        main(["ccam", "versions"]),
    ]

    told = capsys.readouterr().err
    assert statuses == [2, 2, 2]
    assert told.count("importez de nouveau ses exports (jours d’effet\u202f: 01/02/2025 et 01/01/2026)") == 3
    assert earlier_database.read_bytes() == before


def test_a_database_of_the_earlier_format_answers_nothing(
    earlier_database: pathlib.Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert earlier_database.exists()

    assert find_act("QQQA001", DAY) is None
    assert estimate(outpatient(line("QQQA001", "600.00")))["refusal"]["code"] == "unknown_act"
    assert isinstance(find_act("NEKA020", DAY), Act)
    assert "importez de nouveau" in caplog.text


def test_a_file_that_is_no_database_leaves_the_built_in_acts_working(database: pathlib.Path) -> None:
    database.write_text("not a database, and long enough to be read as a page of one" * 100, encoding="utf-8")

    assert find_act("QQQA001", DAY) is None
    assert search_acts("cataracte", DAY)[0].act.code == "BFGA427"
    assert main(["ccam", "versions"]) == 2


def test_each_version_counts_from_its_day(tmp_path: pathlib.Path, database: pathlib.Path) -> None:
    same = "QQQA003,,Sans changement,1,0,30.00,30.00,,,1,ADC"
    assert imported(tmp_path, "2025-01-01", "QQQA001,,Essai,1,0,10.00,9.00,,,1,ADC", same) == 0
    assert imported(tmp_path, "2026-03-01", "QQQA001,,Essai,1,0,12.00,9.50,,,1,ADC", same, number="91") == 0
    assert imported(tmp_path, "2026-09-01", "QQQA002,,Autre,1,0,12.00,9.50,,,1,ADC", same, number="92") == 0

    assert database.exists()
    assert find_act("QQQA001", dt.date(2024, 12, 31)) is None
    assert [tariff("QQQA001", day) for day in ("2025-01-01", "2026-02-28", "2026-03-01")] == [1000, 1000, 1200]
    assert tariff("QQQA001", "2026-08-31", optam=False) == 950
    assert find_act("QQQA001", dt.date(2026, 9, 1)) == ClosedAct("QQQA001", dt.date(2026, 9, 1), ())
    assert find_act("QQQA002", dt.date(2026, 8, 31)) is None
    steady = find_act("QQQA003", DAY)
    assert isinstance(steady, Act)
    assert [(w.start, w.to) for w in steady.activities[1].optam] == [(dt.date(2025, 1, 1), None)]


def test_importing_a_version_again_replaces_it(
    tmp_path: pathlib.Path, database: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(tmp_path, "2026-01-01", "QQQA001,,Essai,1,0,10.00,9.00,,,1,ADC", "QQQA002,,Erreur,1,0,1,1,,,1,ADC")
    assert tariff("QQQA001", "2026-06-01") == 1000

    imported(tmp_path, "2026-01-01", "QQQA001,,Essai,1,0,11.00,9.00,,,1,ADC")

    assert database.exists()
    assert tariff("QQQA001", "2026-06-01") == 1100
    assert find_act("QQQA002", DAY) is None
    assert search_acts("erreur", DAY) == []
    capsys.readouterr()
    main(["ccam", "versions"])
    assert capsys.readouterr().out.count('"effective_from": "2026-01-01"') == 1


def test_a_version_imported_for_a_wrong_day_is_removed(
    tmp_path: pathlib.Path, database: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ccam", "remove", "--effective-from", "2026-03-01"]) == 2
    assert not database.exists()
    imported(tmp_path, "2026-01-01", "QQQA001,,Essai,1,0,10.00,9.00,,,1,ADC")
    imported(tmp_path, "2026-03-01", "QQQA001,,Essai,1,0,12.00,9.00,,,1,ADC")
    assert tariff("QQQA001", "2026-06-01") == 1200

    assert main(["ccam", "remove", "--effective-from", "2026-03-01"]) == 0

    assert tariff("QQQA001", "2026-06-01") == 1000
    assert main(["ccam", "remove", "--effective-from", "2026-03-01"]) == 2
    assert "Aucune version n’est importée pour le 01/03/2026" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_export(tmp_path, "QQQA001,,Essai,1,0,10.00,9.00,,,1,ADC")
    for place in (tmp_path, file / "ccam.sqlite3"):
        command = ["ccam", "import", str(file), "--effective-from", "2026-01-01", "--database", str(place)]
        assert main(command) == 2
        assert "ne peut pas être écrite" in capsys.readouterr().err


def test_an_operator_is_told_what_to_look_at(
    tmp_path: pathlib.Path, database: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "NEKA020,,Hanche,1,0,500.00,459.80,,,1,ADC",
        "QQQA001,,Essai,1,0,10.00,9.00,,,1,XYZ",
        "QQQA002,,Essai,1,0,10.00,9.00,,,1,ADC",
        ",,anesthésie,1,0,10.00,9.00,,,1,ADA",
    )
    assert imported(tmp_path, "2026-02-01", *rows) == 0
    told = capsys.readouterr().out

    assert database.exists()
    assert "le titre du fichier annonce une application le 01/01/2026" in told
    assert "actes intégrés au tarif différent, à mettre à jour\u202f: NEKA020" in told
    assert "regroupement inconnu, acte jamais estimé\u202f: QQQA001" in told
    assert "première ligne retenue\u202f: QQQA002" in told
    assert tariff("NEKA020", "2026-06-01") == 45980
    assert estimate(outpatient(line("QQQA001", "600.00", sector="sector_1")))["refusal"]["code"] == "no_price"


def test_an_imported_act_is_estimated_with_its_version_as_source(
    tmp_path: pathlib.Path, database: pathlib.Path
) -> None:
    imported(tmp_path, "2026-05-01", "QQQA001,,Essai,1,0,100.00,90.00,,,1,ADC", "[J],,,,,,,,,,", number="84")
    assert database.exists()

    result = estimate(outpatient(line("QQQA001", "150.00", sector="sector_2"), date="2026-06-01"))

    assert result["lines"][0]["base"] == "90.00"
    assert result["lines"][0]["steps"][0]["source"] == "CCAM, version 84 du 1er mai 2026"
    before = estimate(outpatient(line("QQQA001", "150.00", sector="sector_2"), date="2026-04-30"))
    assert before["refusal"]["code"] == "no_price"
    refused = estimate(outpatient(line("QQQA001", "150.00", sector="sector_1", modifiers=["K"]), date="2026-06-01"))
    assert refused["refusal"]["code"] == "modifier_not_allowed"


def test_the_group_decides_the_rate_and_the_basket(tmp_path: pathlib.Path, database: pathlib.Path) -> None:
    imported(
        tmp_path, "2026-01-01", "QQQA001,,Soin,1,0,100.00,100.00,,,5,SDE",
        "QQQA002,,Prothèse,1,0,100.00,100.00,,,5,PF1",
        "QQQA003,,Examen,1,0,130.00,130.00,,,2,ADI",
    )  # fmt: skip
    assert database.exists()

    care = estimate(outpatient(line("QQQA001", "100.00")))["lines"][0]
    imaging = estimate(outpatient(line("QQQA003", "130.00", sector="sector_1")))["lines"][0]
    crown = find_act("QQQA002", DAY)

    assert care["amo_gross"] == "60.00"
    assert imaging["amo_gross"] == "130.00"
    assert isinstance(crown, Act)
    assert (crown.family, crown.nature, crown.baskets[0].value) == ("dental", "dental_prosthesis", "moderate")
    assert crown.fee_ceiling_unknown


def test_search_and_repair_cover_imported_acts(tmp_path: pathlib.Path, database: pathlib.Path) -> None:
    imported(
        tmp_path, "2026-01-01", "QQQA001,,Ablation du stimulateur hypoglosse,1,0,10.00,9.00,,,1,ADC",
        "QQQA002,,Pose du stimulateur vagal,1,0,10.00,9.00,,,1,ADC",
    )  # fmt: skip
    assert database.exists()

    found = search_acts("enlever un STIMULATEUR de l'hypoglosse", DAY)
    assert [m.act.code for m in found][:1] == ["QQQA001"]
    assert not found[0].clear
    assert search_acts("ablation stimulateur hypoglosse", DAY)[0].clear
    assert search_acts("stimulateur", DAY, family="dental") == []
    assert [a.code for a in nearest_codes("QQQAO01", DAY)] == ["QQQA001"]
    assert search_acts("opération de la cataracte", DAY)[0].act.code == "BFGA427"
    assert search_acts('"ablation" stimulateur hypoglosse OR * (', DAY)


def test_a_label_says_things_otherwise_than_people(tmp_path: pathlib.Path, database: pathlib.Path) -> None:
    imported(
        tmp_path, "2026-01-01",
        "QQQA001,,Remnographie [IRM] unilatérale de segment du membre inférieur,1,0,10.00,9.00,,,1,ADI",
        "QQQA002,,Ablation d'un stimulateur cardiaque définitif,1,0,10.00,9.00,,,1,ADC",
        "QQQA003,,\"Pose d'un stimulateur cardiaque définitif, par veine, avec réglage\",1,0,10.00,9.00,,,1,ADC",
        "QQQA004,,Examen pour stimulateur cardiaque,1,0,10.00,9.00,,,1,ADC",
        "YYYY999,,Supplément pour stimulateur cardiaque définitif,1,0,10.00,9.00,,,1,ADC",
    )  # fmt: skip
    assert database.exists()

    assert first_imported("irm du genou") == "QQQA001"
    assert first_imported("pacemaker") == "QQQA003"
    assert first_imported("enlever mon pacemaker : ablation") == "QQQA002"
    assert first_imported("stimulatteur cardiac") == "QQQA003"
    assert first_imported("stimu lateur") == "QQQA003"


def first_imported(words: str) -> str:
    """Give the first act found that is not built in."""
    return next(match.act.code for match in search_acts(words, DAY, limit=10) if match.act.code.startswith("QQQA"))


def test_threads_share_the_file_while_it_is_replaced(tmp_path: pathlib.Path, database: pathlib.Path) -> None:
    rows = [f"QQQA{n:03},,Essai {n},1,0,{n}.00,{n}.00,,,1,ADC" for n in range(1, 200)]
    imported(tmp_path, "2026-01-01", *rows)
    assert database.exists()
    wrong: list[object] = []

    def read() -> None:
        for n in range(1, 200):
            try:
                if tariff(f"QQQA{n:03}", "2026-06-01") != n * 100:
                    wrong.append(n)
            except Exception as error:  # noqa: BLE001  whatever happens in a thread must fail the test
                wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    imported(tmp_path, "2026-01-01", *rows)
    for thread in threads:
        thread.join()

    assert wrong == []


@needs_shared
def test_the_official_export_is_imported_whole(database: pathlib.Path) -> None:
    assert not database.exists()
    file = shared_file("data", "ccam", "ccam_v81_raw.csv")
    command = [sys.executable, "-m", "quote_engine", "ccam", "import", str(file), "--effective-from", "2026-01-01"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0
    assert done.stderr == ""
    assert "8257 actes" in done.stdout
    assert "tarif différent" not in done.stdout
    assert "valeur différente" not in done.stdout
    assert find_act("ADGA724", DAY) is not None
    assert re.search(r"couronne|Couronne", search_acts("couronne molaire", DAY)[0].act.label)
    assert search_acts("opération de la cataracte", DAY)[0].act.code == "BFGA427"
    assert "QEQK005" in [act.code for act in nearest_codes("QEQKO05", DAY)]
    _compare(shared_file("data", "ccam", "ccam_v81_normalised.csv"))


def _compare(file: pathlib.Path) -> None:
    """Every price and list of modifiers against an independent reading of the same export."""
    export = read_export(shared_file("data", "ccam", "ccam_v81_raw.csv").read_bytes())
    differing = set()
    with file.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            act = export.acts[row["code"]]
            price = act.prices[int(row["activity"]), int(row["phase"])]
            ours = ["" if cents is None else to_text(cents) for cents in (price.optam, price.non_optam)]
            letters = set(re.findall(r"[A-Z0-9]", row["modifiers"]))
            if ours != [row["tariff_s1_optam"], row["tariff_non_optam"]] or letters != set(act.modifiers):
                differing.add(row["code"])
    assert differing == {"ADGA724"}, "« 248, 15 » alone: the other reading made it zero"


def test_the_progress_bar_is_for_terminals_only() -> None:
    class Screen:
        written = ""

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            self.written += text

        def flush(self) -> None:
            """Nothing is held back."""

    screen = Screen()
    draw = progress_bar("Lecture", screen)  # type: ignore[arg-type]
    draw(0.5)
    draw(1.0)

    assert " 50%" in screen.written
    assert screen.written.endswith("100%\n")
