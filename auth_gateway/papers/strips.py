"""The strip of a page where a line was read, for somebody else than its owner: the line alone, no name nor number."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from auth_gateway.papers.keeping import Json

MARGIN = 12  # points of the page around it


def strip(page: bytes, where: Json, private: Sequence[Json]) -> bytes:
    """Return the part of a page (PNG) inside a place, other places covered; boxes are shares of width and height."""
    with Image.open(io.BytesIO(page), formats=["PNG"]) as picture:
        wide, high = picture.size
        drawing = ImageDraw.Draw(picture)
        for each in private:
            if each["page"] == where["page"]:
                left, top, right, bottom = each["box"]
                drawing.rectangle((left * wide, top * high, right * wide, bottom * high), fill="black")
        left, top, right, bottom = where["box"]
        cut = picture.crop(
            (
                max(0, int(left * wide) - MARGIN),
                max(0, int(top * high) - MARGIN),
                min(wide, int(right * wide) + MARGIN),
                min(high, int(bottom * high) + MARGIN),
            )
        )
    written = io.BytesIO()
    cut.save(written, "PNG")
    return written.getvalue()
