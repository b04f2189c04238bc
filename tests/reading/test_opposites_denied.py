"""A value told and its opposite denied after it: the value stands."""

from __future__ import annotations

import datetime as dt

import pytest

from actions.reading import Kind, parse


@pytest.mark.parametrize(
    ("said", "sector"),
    [
        ("l'anesthésiste Dr Blin est en secteur 2 OPTAM, pas sans OPTAM", "sector_2_optam"),
        ("secteur 2 avec OPTAM et non sans OPTAM", "sector_2_optam"),
        ("secteur 2 OPTAM, pas non OPTAM", "sector_2_optam"),
        ("secteur 2 OPTAM et pas hors OPTAM", "sector_2_optam"),
        ("secteur 2 OPTAM, pas secteur 2 sans OPTAM", "sector_2_optam"),
        ("secteur 2 sans OPTAM, pas avec OPTAM", "sector_2"),
        ("secteur 2 sans OPTAM, pas OPTAM", "sector_2"),
        ("conventionné, pas non conventionné", "conventioned"),
        ("secteur 2, OPTAM : non", "sector_2"),
        ("secteur 2, l'OPTAM il l'a pas", "sector_2"),
    ],
)
def test_the_sector_told_stands(said: str, sector: str) -> None:
    told = [one.value for one in parse(said, dt.date(2026, 11, 21)).of(Kind.CHOICE) if not one.denied]

    assert told == [("line.sector", sector)]
