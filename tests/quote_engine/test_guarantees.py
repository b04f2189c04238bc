"""The demonstration covers: complete, better from level to level, and marked fictitious."""

import pathlib
from typing import Any

import pytest

from quote_engine import find_guarantee, guarantees
from quote_engine.contract.terms import CHARGES
from quote_engine.covers.catalogue import read_folder
from quote_engine.errors import DataFileError
from tests.support.engine_quotes import estimated, first, inpatient, line, outpatient

MUTUELLES = ("lmg", "mnh", "mnt")
LEVELS = ("essentielle", "confort", "optimale")
HIP = inpatient(
    line("NEKA020", "1500.00", sector="sector_2"),
    line("NEKA020", "450.00", id="2", activity=4, sector="sector_2_optam"),
    stay={"cost": "4000.00", "private_room_per_day": "95.00"},
)
CROWNS = outpatient(
    line("HBLD734", "700.00", tooth=26),
    line("HBLD245", "300.00", id="2", tooth=26),
    line("HBLD491", "560.00", id="3", tooth=15),
    line("HBMD460", "400.00", id="4", tooth=16),
    line("HBLD018", "350.00", id="5"),
)


def test_every_mutuelle_has_three_levels_and_a_top_up() -> None:
    wanted = {f"{mutuelle}-{level}" for mutuelle in MUTUELLES for level in (*LEVELS, "surco")}

    assert wanted <= set(guarantees())
    assert all(g["fictitious"] is True and g["label"].endswith("(fictive)") for g in guarantees().values())


@pytest.mark.parametrize("quote", [HIP, CROWNS])
def test_the_options_of_the_state_annex_leave_less_to_pay_than_its_base(quote: dict[str, object]) -> None:
    levels = ("base", "option-a", "option-b")
    left = [float(estimated({**quote, "guarantee_id": f"state-annex-{level}"})["total"]["member"]) for level in levels]

    assert left == sorted(left, reverse=True)
    assert left[0] > left[1]


STATE_ANNEX = {
    # What is published, for a fee of 300.00 on a base of 100.00, less what the Assurance Maladie pays: 80.00 in a stay
    # without heavy act, 70.00 outside; without OPTAM the overrun covered is 20 % of the base less at least.
    ("inpatient", "sector_2_optam"): ("70.00", "120.00", "120.00"),
    ("inpatient", "sector_2"): ("50.00", "95.00", "95.00"),
    ("day_case", "sector_1"): ("70.00", "120.00", "120.00"),
    ("outpatient", "sector_2_optam"): ("80.00", "105.00", "130.00"),
    ("outpatient", "sector_2"): ("60.00", "80.00", "105.00"),
}


@pytest.mark.parametrize(("where", "sector"), STATE_ANNEX)
@pytest.mark.parametrize("nature", ["medical_act", "anaesthesia"])
def test_the_covers_of_the_state_annex_pay_its_published_percentages(where: str, sector: str, nature: str) -> None:
    act = line(fee="300.00", nature=nature, base="100.00", sector=sector)
    quote = {**outpatient(act), "setting": where, **({} if where == "outpatient" else {"stay": {"days": 1}})}

    paid = [
        first({**quote, "guarantee_id": f"state-annex-{level}"})["amc"] for level in ("base", "option-a", "option-b")
    ]

    assert tuple(paid) == STATE_ANNEX[where, sector]


def test_the_covers_of_the_state_annex_pay_its_published_room_by_night_and_by_day() -> None:
    hip = line("NEKA020", "459.80", sector="sector_1")
    night = inpatient(hip, days=4, stay={"nights": 3, "private_room_per_day": "80.00"})
    day = {**outpatient(hip), "setting": "day_case", "stay": {"private_room_per_day": "80.00"}}
    for level, by_night in (("base", "150.00"), ("option-a", "180.00"), ("option-b", "180.00")):
        cover = {"guarantee_id": f"state-annex-{level}"}
        paid = {item["id"]: (item["charged"], item["amc"]) for item in estimated({**night, **cover})["stay"]}
        assert paid["private_room"] == ("320.00", by_night)
        assert paid["daily_hospital_fee"] == ("92.00", "92.00")
        assert paid["flat_fee"] == ("32.00", "32.00")
        day_room = estimated({**day, **cover})["stay"][-1]
        assert (day_room["id"], day_room["amc"]) == ("private_room", "25.00")


def test_the_covers_of_the_state_annex_say_what_they_are_modelled_on() -> None:
    labels = [guarantees()[f"state-annex-{level}"]["label"] for level in ("base", "option-a", "option-b")]

    assert all(label.endswith("d’après les chiffres publiés de l’annexe de l’État (fictive)") for label in labels)


TEN_MOLARS = (16, 17, 18, 26, 27, 28, 36, 37, 38, 46)
PAID_FOR_TEN_CROWNS = {
    # Base 120.00, of which the Assurance Maladie pays 72.00: ten times the ticket modérateur (48.00), which no ceiling
    # takes away, and the year's ceiling, which every level reaches.
    "essentielle": "680.00",
    "confort": "880.00",
    "optimale": "1380.00",
    "state-annex-base": "680.00",
    "state-annex-option-a": "880.00",
    "state-annex-option-b": "1080.00",
}


@pytest.mark.parametrize("guarantee_id", sorted(key for key in guarantees() if not key.endswith("surco")))
def test_crowns_without_code_share_the_ceiling_of_those_with_one(guarantee_id: str) -> None:
    paid = PAID_FOR_TEN_CROWNS[guarantee_id if guarantee_id.startswith("state") else guarantee_id.partition("-")[2]]
    coded = [line("HBLD734", "700.00", id=str(tooth), tooth=tooth) for tooth in TEN_MOLARS]
    plain = [line(fee="700.00", id=str(n), nature="dental_prosthesis", base="120.00") for n in TEN_MOLARS]

    for lines in (coded, plain, coded[:5] + plain[5:]):
        total = estimated({**outpatient(*lines), "guarantee_id": guarantee_id})["total"]
        assert total["amc"] == paid


def test_an_unknown_cover_is_not_found() -> None:
    assert find_guarantee("mgen-confort") is None


@pytest.mark.parametrize("mutuelle", MUTUELLES)
@pytest.mark.parametrize("quote", [HIP, CROWNS])
def test_a_higher_level_leaves_less_to_pay(mutuelle: str, quote: dict[str, object]) -> None:
    left = [float(estimated({**quote, "guarantee_id": f"{mutuelle}-{level}"})["total"]["member"]) for level in LEVELS]
    topped = estimated({**quote, "guarantee_id": f"{mutuelle}-essentielle", "top_up_id": f"{mutuelle}-surco"})

    assert left == sorted(left, reverse=True)
    assert left[0] > left[2]
    assert float(topped["total"]["member"]) < left[0]


COVER = 'x:\n  label: "X (fictive)"\n  fictitious: true\n  benefits: [{for: default, cover: {none: true}}]\n'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (COVER.replace("default", "glasses"), "covers.yml: x.benefits[0].for: "),
        (COVER.replace("none: true", "percent_of_base: 1.555"), "covers.yml: x.benefits[0].cover.percent_of_base: "),
        (
            COVER.replace("fictitious: true", "fictitious: false"),
            "covers.yml: x: a cover of this folder says fictitious",
        ),
        (COVER.replace(" (fictive)", ""), "covers.yml: x: a cover of this folder says fictitious"),
        ("x: 3\n", "covers.yml: x: "),
    ],
)
def test_a_wrong_cover_file_is_named_with_the_place(content: str, told: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "covers.yml").write_text(content, encoding="utf-8")

    with pytest.raises(DataFileError) as caught:
        read_folder(tmp_path)

    assert str(caught.value).startswith(told)


SPOKEN_OF = {
    "implant", "periodontics", "dental_prosthesis.not_covered", "orthodontics", "orthodontics.not_covered",
    "medical_act.not_covered", "companion", "television",
    *(f"charges.{kind}" for kind in CHARGES if kind not in {"companion", "television"}),
}  # fmt: skip


@pytest.mark.parametrize("cover", guarantees().values(), ids=lambda cover: str(cover["id"]))
def test_every_cover_speaks_of_what_the_assurance_maladie_does_not_pay(cover: dict[str, Any]) -> None:
    assert {benefit["for"] for benefit in cover["benefits"]} >= SPOKEN_OF


@pytest.mark.parametrize("mutuelle", MUTUELLES)
def test_a_higher_level_leaves_less_of_an_implant_and_of_a_companion(mutuelle: str) -> None:
    implant = {"id": "1", "label": "Implant", "covered": False, "fee": "1200.00"}
    stay = inpatient(line("NEKA020", "459.80", id="2", sector="sector_1"), days=4)
    quote = {**stay, "lines": [*stay["lines"], implant]} | {
        "charges": [{"id": "bed", "kind": "companion", "amount": "60.00", "per": "day", "days": 3}]
    }

    left = [float(estimated({**quote, "guarantee_id": f"{mutuelle}-{level}"})["total"]["member"]) for level in LEVELS]

    assert left == sorted(set(left), reverse=True)
