"""Painted pages as one document: a PDF that holds these pictures and nothing else."""

import io

from PIL import Image

POINTS_A_PIXEL = 72 / 200  # pages are painted at 200 dots an inch


def as_pdf(pages: list[bytes]) -> bytes:
    """Return a PDF with a page for each JPEG, which it carries as it is."""
    kids = " ".join(f"{3 + 3 * number} 0 R" for number in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()]
    for number, page in enumerate(pages):
        with Image.open(io.BytesIO(page), formats=["JPEG"]) as picture:
            width, height = picture.size
        wide, high = width * POINTS_A_PIXEL, height * POINTS_A_PIXEL
        first = 3 + 3 * number
        drawn = f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /P Do Q".encode()
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide:.2f} {high:.2f}]/Contents {first + 1} 0 R"
            f"/Resources<</XObject<</P {first + 2} 0 R>>>>>>".encode(),
            f"<</Length {len(drawn)}>>stream\n".encode() + drawn + b"\nendstream",
            f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8"
            f"/Filter/DCTDecode/Length {len(page)}>>stream\n".encode()
            + page
            + b"\nendstream",
        ]
    return _written(objects)


def _written(objects: list[bytes]) -> bytes:
    content, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj".encode() + each + b"\nendobj\n"
    start = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    content += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    content += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(content)
