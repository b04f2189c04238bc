"""The strip of a page where a line was read, for somebody else than its owner: the line alone."""

import io

from PIL import Image

from auth_gateway.papers.keeping import Json

MARGIN = 12  # points of the page around it


def strip(page: bytes, where: Json) -> bytes:
    """Return the part of a page (PNG) inside a place: shares of its width and height."""
    with Image.open(io.BytesIO(page), formats=["PNG"]) as picture:
        wide, high = picture.size
        left, top, right, bottom = where["box"]
        box = (left * wide - MARGIN, top * high - MARGIN, right * wide + MARGIN, bottom * high + MARGIN)
        cut = picture.crop((max(0, int(box[0])), max(0, int(box[1])), min(wide, int(box[2])), min(high, int(box[3]))))
    written = io.BytesIO()
    cut.save(written, "PNG")
    return written.getvalue()
