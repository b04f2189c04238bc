"""What to say to come to each question of a quote."""

from __future__ import annotations

from tests.support.talk import Talk

_HIP = (
    "médical",
    "10 décembre",
    "hospitalisation",
    "non",
    "NEKA020",
    "chirurgien",
    "secteur 1",
    "850",
    "je ne sais pas",
)
_ROOM = ("non", "3", "oui")
MEDICAL: dict[str, tuple[str, ...]] = {
    "family": (),
    "care_date": _HIP[:1],
    "setting": _HIP[:2],
    "exemption": _HIP[:3],
    "line.act": _HIP[:4],
    "line.activity": _HIP[:5],
    "line.sector": _HIP[:6],
    "optam": (*_HIP[:6], "secteur 2"),
    "conventioned": (*_HIP[:6], "conventionné"),
    "line.fee": _HIP[:7],
    "confirm_value": (*_HIP[:7], "12"),
    "line.base": _HIP[:8],
    "more_lines": _HIP,
    "stay.nights": (*_HIP, *_ROOM[:1]),
    "days_or_nights": (*_HIP, *_ROOM[:1], "5 jours"),
    "stay.private_room": (*_HIP, *_ROOM[:2]),
    "room_price": (*_HIP, *_ROOM),
    "confirm": (*_HIP, *_ROOM, "85"),
    "restart": (*_HIP, "tout recommencer"),
}
DENTAL: dict[str, tuple[str, ...]] = {
    "line.act": ("10 décembre",),
    "choose_act": ("10 décembre", "une couronne"),
    "line.tooth": ("10 décembre", "HBLD038"),
    "which_tooth": ("10 décembre", "HBLD038", "dent de sagesse"),
    "line.fee": ("10 décembre", "HBLD038", "26"),
    "teeth": ("10 décembre", "HBLD038", "26 et 27", "600"),
    "confirm": ("10 décembre", "HBLD038", "26", "290", "non"),
}


def talk_at(family: str, asked: str) -> Talk:
    """Return a conversation that has just asked a question, by the names above."""
    talk = Talk() if family == "medical" else Talk(family="dental")
    return talk.describe(*(MEDICAL if family == "medical" else DENTAL)[asked])
