"""What an estimate assumes where the member does not know, by code; the texts are in `wording/assumptions.yml`."""

from typing import Any

from quote_draft.fields.field import Place
from quote_draft.fields.kinds import SECTORS_AMONG, UNKNOWN


def ordinary_act(place: Place, words: Any) -> str | None:
    return "act_not_known" if words and place.known("line.covered") is not False else None


def one_of_two_sectors(_place: Place, sector: Any) -> str | None:
    return "sector_among" if sector in SECTORS_AMONG else None


def no_room(_place: Place, room: Any) -> str | None:
    if not room or UNKNOWN not in (room["wanted"], room["price"]):
        return None
    return "room_price_unknown" if room["wanted"] is True else "private_room_unknown"
