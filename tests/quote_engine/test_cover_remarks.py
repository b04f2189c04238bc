"""What the check of a cover says of the law of responsible contracts, and what it leaves alone."""

import datetime as dt
import itertools
import pathlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quote_engine.contract.benefits import known_keys
from quote_engine.contract.guarantee import parse_guarantee
from quote_engine.contract.natures import DOCTOR_NATURES
from quote_engine.covers.catalogue import FOLDER
from quote_engine.covers.file import check_covers
from quote_engine.covers.remarks import remarks
from quote_engine.parameters import law_on
from quote_engine.terminal.cli import main
from tests.support.engine_quotes import Json, cover, first, inpatient, line, outpatient, percent
from wording import typographic

DAY = dt.date(2026, 11, 21)
RIGHT = """\
essai:
  label: "Essai"
  responsible: true
  benefits:
    - {for: consultation, cover: {ticket_moderateur: true}}
    - {for: medical_act.optam, cover: {percent_of_base: 150, amo: included}}
    - {for: medical_act.non_optam, cover: {percent_of_base: 130, amo: included}}
    - {for: imaging.optam, cover: {percent_of_base: 80, amo: excluded}}
    - {for: imaging.non_optam, cover: {percent_of_base: 60, amo: excluded}}
    - {for: dental_care, cover: {percent_of_base: 40, amo: excluded}}
    - {for: dental_prosthesis.rac0, cover: {zero_remaining: true}}
    - for: dental_prosthesis.moderate
      cover: {percent_of_base: 200, amo: included}
      ceilings: [{name: dental, amount: "300.00", per: year, beyond: ticket_moderateur}]
    - for: dental_prosthesis
      cover: {percent_of_base: 150, amo: included}
      ceilings:
        - {name: dental, amount: "300.00", per: year, beyond: ticket_moderateur}
        - {name: dental, amount: "100.00", per: act, beyond: ticket_moderateur}
    - {for: daily_hospital_fee, cover: {actual_cost: true}}
    - for: private_room.inpatient
      cover: {amount: "60.00", per: night}
      ceilings: [{name: room, days: 30, per: stay}, {name: room, days: 60, per: year}, {name: room, amount: "900.00"}]
    - {for: default, cover: {percent_of_base: 100, amo: included}}
"""
PATIENT_SHARE = "un contrat responsable rembourse tout le ticket modérateur"
OVERRUN = "sans OPTAM, un contrat responsable couvre un dépassement de"
LESS = "20 % de la base de moins qu'avec"
DAILY_FEE = "rembourse le forfait journalier hospitalier en entier, sans limite de durée (article R871-2)"
RAC0 = "ne laisse rien à payer sur une prothèse dentaire 100 % Santé, dans la limite du tarif autorisé (article R871-2)"


def remarks_of(content: str, folder: pathlib.Path) -> list[str]:
    file = folder / "covers.yml"
    file.write_text(content, encoding="utf-8")
    return [typographic(remark) for cover in check_covers(file, DAY) for remark in cover.remarks]


@pytest.mark.parametrize("name", sorted(file.name for file in FOLDER.glob("*.yml")))
def test_nothing_is_said_of_the_catalogue(name: str) -> None:
    assert [remark for cover in check_covers(FOLDER / name, DAY) for remark in cover.remarks] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("daily_hospital_fee, cover: {actual_cost: true}", 'daily_hospital_fee, cover: {amount: "23.00", per: day}'),
        ("daily_hospital_fee, cover: {actual_cost: true}", "daily_hospital_fee, cover: {zero_remaining: true}"),
        ("rac0, cover: {zero_remaining: true}", "rac0, cover: {actual_cost: true}"),
        ("optam, cover: {percent_of_base: 150, amo: included}", "optam, cover: {actual_cost: true}"),
        ("consultation, cover: {ticket", "consultation.non_optam, cover: {ticket"),
        (
            "medical_act.optam, cover: {percent_of_base: 150, amo",
            "medical_act.optam, cover: {percent_of_base: 400, amo",
        ),
        ("{ticket_moderateur: true}", '{amount: "9.00", per: act}'),
    ],
)
def test_nothing_is_said_of_what_the_law_allows(old: str, new: str, tmp_path: pathlib.Path) -> None:
    content = RIGHT.replace(old, new, 1)
    if new.startswith("{amount"):
        content = content.replace("for: consultation,", "for: consultation.non_optam,")
    assert remarks_of(content, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("{actual_cost: true}", '{amount: "20.00", per: day}', 20, DAILY_FEE),
        ("{actual_cost: true}", '{amount: "30.00", per: night}', 20, DAILY_FEE),
        ("{actual_cost: true}", "{none: true}", 20, DAILY_FEE),
        ("{actual_cost: true}}", "{actual_cost: true}, ceilings: [{days: 30, per: stay}]}", 20, DAILY_FEE),
        ("{zero_remaining: true}", "{percent_of_base: 300, amo: included}", 11, RAC0),
        ("{zero_remaining: true}}", '{zero_remaining: true}, ceilings: [{amount: "500.00"}]}', 11, RAC0),
        ("dental_prosthesis.rac0", "inlay_onlay", 16, RAC0),
        ("{percent_of_base: 130, amo: included}", "{percent_of_base: 140, amo: included}", 7,
         f"Acte médical (hors OPTAM) : {OVERRUN} 30 % de la base au plus ({LESS}) ; ici, 40 % (article R871-2)"),
        ("{percent_of_base: 130, amo: included}", "{actual_cost: true}", 7, " ; ici, rien ne le limite (article"),
        ("{ticket_moderateur: true}", "{ticket_moderateur: true, plus_percent_of_base: 50}", 5,
         f"Consultation : {OVERRUN} 30 % de la base au plus ({LESS}) ; ici, 50 % (article R871-2)"),
        ("{percent_of_base: 60, amo: excluded}", "{percent_of_base: 70, amo: excluded}", 9,
         f"{OVERRUN} 60 % de la base au plus ({LESS}) ; ici, 70 % (article R871-2)"),
        ("{ticket_moderateur: true}", '{amount: "40.00", per: act}', 5,
         f"couvre {LESS} ; ici, il ne verse pas moins (article R871-2)"),
        ("{ticket_moderateur: true}", "{percent_of_base: 90, amo: included}", 5, f"Consultation : {PATIENT_SHARE}"),
        ("{ticket_moderateur: true}", "{none: true}", 5, f"Consultation : {PATIENT_SHARE}"),
        ("{percent_of_base: 40, amo: excluded}", "{percent_of_base: 30, amo: excluded}", 10,
         f"Soin dentaire : {PATIENT_SHARE} (article R871-2)"),
        ("{percent_of_base: 40, amo: excluded}", '{amount: "200.00", per: year}', 10,
         f"Soin dentaire : {PATIENT_SHARE} (article R871-2)"),
        ("{percent_of_base: 40, amo: excluded}}", '{actual_cost: true}, ceilings: [{amount: "200.00"}]}', 10,
         f"Soin dentaire : {PATIENT_SHARE}, même le plafond de l'année atteint (article R871-2)"),
        ("{percent_of_base: 100, amo: included}", "{none: true}", 24, f"Toute autre dépense : {PATIENT_SHARE}"),
        ('- {name: dental, amount: "300.00"', '- {name: dental, amount: "400.00"', 18,
         "« Prothèse dentaire (tarif maîtrisé) » : 300,00\u202f€ par an, au-delà du ticket modérateur ; ici, 400,00"),
        ("{name: room, days: 60, per: year}", "{name: room, days: 60, per: stay}", 23,
         "le plafond « room » a une autre limite pour « Chambre particulière (avec nuit à l'hôpital) » : 30 jours par"),
    ],
)  # fmt: skip
def test_what_goes_against_the_law_is_told_with_its_line(
    old: str, new: str, line: int, told: str, tmp_path: pathlib.Path
) -> None:
    assert old in RIGHT
    content = RIGHT.replace(old, new, 1)

    (found,) = [r for r in remarks_of(content, tmp_path) if typographic(told) in r]
    assert found.startswith(f"covers.yml, ligne {line}\u202f: essai.benefits[")
    assert len(remarks_of(content, tmp_path)) == 1
    assert remarks_of(content.replace("responsible: true", "responsible: false"), tmp_path) == []


def test_what_a_responsible_contract_must_speak_of_is_asked_for(tmp_path: pathlib.Path) -> None:
    content = "seule:\n  label: Seule\n  benefits:\n    - {for: flat_fee, cover: {actual_cost: true}}\n"

    fee, rac0 = remarks_of(content, tmp_path)
    assert fee.startswith("covers.yml, ligne 3\u202f: seule.benefits\u202f: ")
    assert (DAILY_FEE in fee, typographic(RAC0) in rac0) == (True, True)


def test_the_daily_fee_is_that_of_the_day(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "covers.yml"
    file.write_text(RIGHT.replace("{actual_cost: true}", '{amount: "20.00", per: day}'), encoding="utf-8")

    before, after = (check_covers(file, dt.date(2026, month, 28))[0].remarks for month in (2, 3))
    assert (len(before), len(after)) == (0, 1)


def test_remarks_do_not_refuse_a_file(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "covers.yml"
    file.write_text(RIGHT.replace("{ticket_moderateur: true}", "{none: true}"), encoding="utf-8")
    assert main(["cover", "--check", str(file)]) == 0

    head, remark = capsys.readouterr().out.splitlines()
    assert head == "covers.yml\u202f: 1 garantie en ordre"
    assert remark.startswith(
        "- covers.yml, ligne 5\u202f: essai.benefits[0].cover\u202f: Consultation\u202f: un contrat"
    )


PERCENTS = st.sampled_from([0, 20, 30, 80, 90, 100, 110, 120, 150, 200, 220, 300])
WORDINGS = st.one_of(
    st.builds(lambda n, amo: {"percent_of_base": n, "amo": amo}, PERCENTS, st.sampled_from(["included", "excluded"])),
    st.builds(lambda n: {"ticket_moderateur": True, "plus_percent_of_base": n}, PERCENTS),
    st.builds(lambda n: {"percent_of_amo": n}, PERCENTS),
    st.sampled_from([{"actual_cost": True}, {"none": True}]),
)
DOCTOR_KEYS = sorted(key for key in known_keys() if key.partition(".")[0] in DOCTOR_NATURES)
BEYOND_DOCTORS = cover(
    percent(100),
    *({"for": key, "cover": {"actual_cost": True}} for key in ("daily_hospital_fee", "dental_prosthesis.rac0")),
)["benefits"]


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(DOCTOR_KEYS), WORDINGS, min_size=1, max_size=4))
def test_a_remark_is_made_just_when_the_law_and_the_table_differ(wordings: dict[str, Json]) -> None:
    table = cover(*({"for": key, "cover": wording} for key, wording in wordings.items()), *BEYOND_DOCTORS)
    told = remarks(parse_guarantee(table), law_on(dt.date(2026, 6, 1)))
    differences = 0
    for nature, exemption, sector, fee in itertools.product(
        DOCTOR_NATURES, (None, "ald"), ("sector_2", "sector_2_optam"), ("100.00", "1000.00")
    ):
        act = line(fee=fee, nature=nature, base="100.00", sector=sector)
        for quote in (outpatient(act), inpatient(act, days=1), {**inpatient(act, days=1), "setting": "day_case"}):
            quote["patient"] = {"exemption": exemption}
            by_law = first({**quote, "guarantee": table})
            by_table = first({**quote, "guarantee": {**table, "responsible": False}})
            share_left = float(by_law["base"]) - float(by_law["amo_gross"])
            differences += by_law["amc"] != by_table["amc"] or float(by_law["amc"]) < share_left

    assert bool(told) == bool(differences)
