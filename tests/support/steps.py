"""What to say to come to each question of a quote."""

from __future__ import annotations

from tests.support.talk import Talk

_HIP = ("NEKA020", "850", "secteur 1")
_UNKNOWN_ACT = ("je veux me faire poser un zorglub à 850 euros", "médical")
_STAY = (*_HIP, "non", "3")
_ROOM = (*_STAY, "non")
MEDICAL: dict[str, tuple[str, ...]] = {
    "describe": (),
    "family": _UNKNOWN_ACT[:1],
    "line.act": ("médical",),
    "line.fee": _HIP[:1],
    "line.activity": ("NEKA020 à 850 euros",),
    "confirm_value": (*_HIP[:1], "12"),
    "line.sector": _HIP[:2],
    "optam": (*_HIP[:2], "secteur 2"),
    "conventioned": (*_HIP[:2], "conventionné"),
    "line.base": (*_UNKNOWN_ACT, "secteur 1"),
    "more_lines": _HIP,
    "setting": ("coloscopie", *_HIP[1:], "non"),
    "stay.nights": _STAY[:-1],
    "days_or_nights": (*_STAY[:-1], "5 jours"),
    "stay.private_room": _STAY,
    "room_price": (*_STAY, "oui"),
    "care_date": _ROOM,
    "exemption": (*_ROOM, "10 décembre"),
    "confirm": (*_ROOM, "vers le 10 décembre", "non"),
    "estimated": (*_ROOM, "10 décembre", "non"),
    "restart": (*_HIP, "tout recommencer"),
}
DENTAL: dict[str, tuple[str, ...]] = {
    "describe": (),
    "choose_act": ("une couronne",),
    "line.tooth": ("HBLD038",),
    "which_tooth": ("HBLD038", "dent de sagesse"),
    "line.fee": ("HBLD038", "26"),
    "teeth": ("HBLD038", "26 et 27", "600"),
    "more_lines": ("HBLD038", "26", "290"),
    "care_date": ("HBLD038", "26", "290", "non"),
    "confirm": ("HBLD038", "26", "environ 290", "non", "10 décembre"),
    "estimated": ("HBLD038", "26", "290", "non", "10 décembre"),
}


def talk_at(family: str, step: str) -> Talk:
    """Return a conversation that has come to a step, by the names above."""
    talk = Talk() if family == "medical" else Talk(family="dental")
    return talk.describe(*(MEDICAL if family == "medical" else DENTAL)[step])
