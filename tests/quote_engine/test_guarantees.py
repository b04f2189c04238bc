"""The demonstration covers: complete, better from level to level, and marked fictitious."""

import pathlib

import pytest

from quote_engine import find_guarantee, guarantees
from quote_engine.catalogue import read_folder
from quote_engine.errors import DataFileError
from tests.support.engine_quotes import estimated, inpatient, line, outpatient

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
