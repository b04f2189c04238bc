"""The whole of CCAM version 81 through the engine, in both grids: an estimate or a typed refusal, never an error."""

import csv
import datetime as dt
import pathlib
from collections import Counter

import pytest

from quote_engine import Act, ClosedAct, estimate, find_act, search_acts
from quote_engine.money import to_text
from quote_engine.nomenclature.acts import all_acts
from quote_engine.nomenclature.export import read_export
from quote_engine.nomenclature.groups import all_groups
from quote_engine.nomenclature.imported import imported
from quote_engine.nomenclature.lookup import is_built_in
from quote_engine.nomenclature.ranking import official_wording
from quote_engine.terminal.cli import main
from tests.support.engine_quotes import line, outpatient
from tests.support.shared import needs_shared, shared_file

GRIDS = {"sector_1": "tariff_s1_optam", "sector_2": "tariff_non_optam"}
ODD = {"ADGA724", "GFNH214"}
"""The other reading takes « 248, 15 » for zero; an act without any flag of the threshold is not estimated."""

UNCOVERED = {code for code, act in all_acts().items() if not act.covered}
"""Described by hand as not covered: some, implants among them, have a price for the few who meet its conditions."""

MEANT = """
operation de la cataracte: BFGA427
catarate: BFGA427
prothese de hanche: NEKA020
protese de la hanche: NEKA020
prothese genou: NFKA007
hernie ombilicale: LMM
cesarienne: JQGA002
peridurale: AFLB010
implant dentaire: LBLD015
gouttiere: HBLD018
IRM du genou: NZQN001
irm cerebrale: ACQN001
scanner thoracique: ZBQK001
radio du poignet: MGQK003
radio des poumons: ZBQK002
radio panoramique dentaire: HBQK002
echographie abdominale: ZCQM008
mammographie: QEQK001
coloscopie: HHQE005
colloscopie: HHQE005
fibroscopie estomac: HEQE002
gastroscopie: HEQE002
canal carpien: AHPA009
hallux valgus: NDPA008
vegetations: FAFA008
amygdales: FAFA014
yoyo oreilles: CBLD001
cloison nasale: GAMA007
varices: EJFA002
hemorroides: EGFA001
fissure anale: HKFA004
vesicule biliaire: HMFC004
appendicite: HHFA016
sleeve: HFFC018
anneau gastrique: HFMC007
ligament croise: NFMC003
menisque: NFFC004
coiffe des rotateurs: MJEC001
prothese epaule: MEKA006
ablation d'un grain de beaute: QZFA036
reduction mammaire: QEMA01
pose sterilet: JKLD001
ivg: JNJ
conisation: JKFA031
calculs renaux: JANE005
circoncision: JHFA009
vasectomie: JHS
cystoscopie: JDQE001
coronarographie: DDQH009
stent coronaire: DDAF006
electrocardiogramme: DEQP003
echo cardiaque: DZQM006
biopsie du foie: HLHB001
infiltration genou: NZLB001
ponction lombaire: AFHB002
injection intra vitreenne: BGLB001
myopie laser: BDFP
thyroide: KCFA005
test allergique: FGRB
electromyogramme: AHQ
frein de langue: HAPD001
facette dentaire: HBMD048
kyste ovaire: JJF
fibrome uterin: JKFC
devitalisation: HBFD
couronne molaire: HBLD
bypass gastrique: HFC
pontage coronarien: DDMA
detartrage: HBJ
"""
"""What members type, without accents and with slips, and how the code that they mean begins."""

pytestmark = needs_shared


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    path = tmp_path_factory.mktemp("nomenclature") / "ccam.sqlite3"
    file = shared_file("data", "ccam", "ccam_v81_raw.csv")
    assert main(["ccam", "import", str(file), "--effective-from", "2026-01-01", "--database", str(path)]) == 0
    return path


@pytest.mark.parametrize("sector", GRIDS)
def test_every_price_is_estimated_or_refused_by_name(
    sector: str, database: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTE_ENGINE_CCAM", str(database))
    outcomes: Counter[str] = Counter()
    with shared_file("data", "ccam", "ccam_v81_normalised.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            result = estimate(
                outpatient(
                    line(
                        row["code"],
                        "9000.00",
                        activity=int(row["activity"]),
                        phase=int(row["phase"]),
                        sector=sector,
                        condition_met=True,  # of an act that has one; its anaesthesia follows it
                    ),
                )
            )
            priced = row["phase"] == "0" and row[GRIDS[sector]] not in {"", "0.00"} and row["code"] not in ODD
            outcome = result["status"] if result["status"] != "refused" else result["refusal"]["code"]
            outcomes[outcome] += 1
            if row["covered"] == "N" or row["code"] in UNCOVERED:
                assert outcome == "ok", (row["code"], result)
                assert (result["lines"][0]["covered"], result["total"]["amo"]) == (False, "0.00"), row["code"]
            elif priced:
                assert outcome == "ok", (row["code"], row["activity"], result)
                assert result["lines"][0]["base"] == row[GRIDS[sector]], row["code"]
                total = result["total"]
                shares = [total[key].replace(".", "") for key in ("amo", "amc", "top_up", "member")]
                assert sum(map(int, shares)) == 900000
            elif row["code"] not in ODD:
                assert outcome in {"no_price", "unsupported"}, (row["code"], row["activity"], result)

    assert outcomes.total() == 13_440
    assert set(outcomes) == {"ok", "no_price", "unsupported"}
    assert outcomes["ok"] > 9_000


def test_the_built_in_acts_are_those_of_the_import(database: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own reading of a group, checked on the acts described by hand."""
    monkeypatch.setenv("QUOTE_ENGINE_CCAM", str(database))
    for act in all_acts().values():
        group = all_groups()[act.group]
        assert (group.family, group.nature) == (act.family, act.nature), act.code
        if act.baskets:
            assert group.basket == act.baskets[-1].value, act.code


def test_complementary_gestures_and_supplements_count_in_addition(
    database: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTE_ENGINE_CCAM", str(database))
    export = read_export(shared_file("data", "ccam", "ccam_v81_raw.csv").read_bytes())
    marked = {act.code for act in export.acts.values() if act.in_addition}

    assert Counter("YYYY" if code.startswith("YYYY") else "chapter 18" for code in marked) == {
        "chapter 18": 147,
        "YYYY": 245,
    }
    for code in export.acts:
        found = find_act(code, dt.date(2026, 6, 1))
        assert isinstance(found, ClosedAct) or (isinstance(found, Act) and found.in_addition == (code in marked)), code


@pytest.mark.parametrize("asked", MEANT.split("\n")[1:-1])
def test_the_first_act_found_is_the_one_meant(
    asked: str, database: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTE_ENGINE_CCAM", str(database))
    words, code = asked.split(": ")

    assert search_acts(words, dt.date(2026, 6, 1))[0].act.code.startswith(code)


def test_every_official_wording_is_found_in_some_label(database: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTE_ENGINE_CCAM", str(database))
    source = imported()
    assert source is not None
    known = source.vocabulary(dt.date(2026, 6, 1))

    unknown = [word for ways in official_wording().values() for way in ways for word in way if not known.weight(word)]

    assert unknown == []


@pytest.mark.parametrize(("version", "day", "left"), [("67", "2021-04-26", 5), ("78", "2025-02-01", 0)])
def test_a_code_that_left_the_nomenclature_is_told_closed_by_a_history(
    version: str, day: str, left: int, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    """An older version, written in the official form from its normalised file, then version 81 after it."""
    path = tmp_path / "history.sqlite3"
    older = tmp_path / f"ccam_{version}.csv"
    codes = _write_older(older, version, day)
    raw = shared_file("data", "ccam", "ccam_v81_raw.csv")
    for file, start in ((older, day), (raw, "2026-01-01")):
        assert main(["ccam", "import", str(file), "--effective-from", start, "--database", str(path)]) == 0
    monkeypatch.setenv("QUOTE_ENGINE_CCAM", str(path))

    gone = 0
    for code, price in codes.items():
        if is_built_in(code):
            continue
        act = find_act(code, dt.date.fromisoformat(day))
        assert isinstance(act, Act)
        known = act.activities[1].tariff(dt.date.fromisoformat(day), optam=True) if 1 in act.activities else None
        assert to_text(known or 0) == price, code
        gone += not isinstance(find_act(code, dt.date(2026, 6, 1)), Act)
    assert gone == left


def _write_older(file: pathlib.Path, version: str, day: str) -> dict[str, str]:
    """Write the main activity of each act in the official form; give the prices of the first grid by code."""
    prices: dict[str, str] = {}
    with (
        shared_file("data", "ccam", f"ccam_v{version}_normalised.csv").open(encoding="utf-8") as source,
        file.open("w", encoding="utf-8", newline="") as target,
    ):
        writer = csv.writer(target)
        writer.writerow([f"CCAM version {version} applicable {'/'.join(reversed(day.split('-')))}"])
        writer.writerow(["Code", "", "Texte", "Activité", "Phase", "Tarif Secteur 1 / adhérent", "Tarif Hors secteur 1",
                         "Rembt", "Accord", "Exo", "Regroupement"])  # fmt: skip
        for row in csv.DictReader(source):
            if (row["activity"], row["phase"]) != ("1", "0") or row["code"] in prices or not row["exo_tm"]:
                continue
            grids = [row[grid] or "Non pris en charge" for grid in GRIDS.values()]
            writer.writerow([row["code"], "", row["label"], "1", "0", *grids, "", "", row["exo_tm"],
                             row["regroupement"]])  # fmt: skip
            prices[row["code"]] = row["tariff_s1_optam"] or "0.00"
        writer.writerow(["18", "", "GESTES COMPLÉMENTAIRES", *[""] * 8])
        writer.writerow(["J", "", "Majoration transitoire de chirurgie", "", "", "+6,50%", "+6,50%"])
    return prices
