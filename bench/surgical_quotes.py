"""The quotes of the engine's benchmark: a surgeon, an anaesthetist, a third doctor, a stay, a cover and a top-up.

Every quote differs from the others (acts, fees, sectors, days, covers): a repeated one would flatter every cache.
Standard library only: the two environments of the benchmark read this file.
"""

import random
from collections.abc import Iterator
from typing import Any

ACTS = ("NEKA020", "NEKA018", "HMFC004")
SECTORS = ("sector_1", "sector_2_optam", "sector_2")
COVERS = ("mnh-essentielle", "mnh-confort", "mnh-optimale")
TOP_UP = "mnh-surco"
DAYS = ("2026-01-15", "2026-06-01", "2026-09-30")


def surgical_quotes(count: int) -> Iterator[dict[str, Any]]:
    """Give the same quotes at every run, one at a time."""
    chance = random.Random(3)  # noqa: S311  sample data, no secret
    for _ in range(count):
        yield _quote(chance)


def _quote(chance: random.Random) -> dict[str, Any]:
    act, days = chance.choice(ACTS), chance.randint(2, 12)
    if chance.random() < 0.25:  # a stay without any heavy act: the 20 % share, set off against the daily fee
        surgeon: dict[str, Any] = {"nature": "medical_act", "base": _money(chance, 40, 119)}
        anaesthetist: dict[str, Any] = {"nature": "anaesthesia", "base": _money(chance, 30, 100)}
    else:
        surgeon, anaesthetist = {"code": act}, {"code": act, "activity": 4}
    lines = (
        (surgeon, "surgeon", 100, 2500),
        (anaesthetist, "anaesthetist", 60, 900),
        ({"nature": "medical_act", "base": _money(chance, 20, 110)}, "doctor", 20, 300),
    )
    return {
        "date": chance.choice(DAYS),
        "patient": {"birth_date": f"{chance.randint(1935, 2000)}-05-04"},
        "setting": "inpatient",
        "stay": {
            "days": days,
            "nights": days - 1,
            "cost": _money(chance, 300, 9000),
            "private_room_per_day": _money(chance, 30, 140),
        },
        "lines": [
            {
                "id": str(number),
                **what,
                "sector": chance.choice(SECTORS),
                "practitioner": who,
                "fee": _money(chance, least, most),
            }
            for number, (what, who, least, most) in enumerate(lines, start=1)
        ],
        "guarantee_id": chance.choice(COVERS),
        "top_up_id": TOP_UP,
    }


def _money(chance: random.Random, least: int, most: int) -> str:
    return f"{chance.randint(least, most)}.{chance.randint(0, 99):02d}"
