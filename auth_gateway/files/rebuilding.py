"""Paint the pages of a document or of a photo again, so that nothing of the file itself goes on: run in a cage.

    python -I rebuilding.py application/pdf < file > pages

Standard output is a JSON header with its length before it (four bytes), then the pages as JPEG, one after the other:
`{"sizes": [bytes of each page]}`, or `{"refused": code}`. This program imports nothing of ours: it is started alone,
with an empty environment, and before it looks at the first byte it gives up new files, sockets, processes, and all but
ten seconds and one gigabyte. What a page would run, link to or carry along is not painted.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator

import pi_heif
import pypdfium2
from PIL import Image, ImageOps

SECONDS, BYTES = 10, 1 << 30
MOST_PAGES = 20
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_600  # of a page as it is given: an A4 page at 220 dots an inch
POINTS_TO_PIXELS = 200 / 72
QUALITY = 82

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF"}
LIMITS = {
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_AS: BYTES,
    resource.RLIMIT_NOFILE: 0,  # no socket either: there is no network without a descriptor
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}


class RefusedError(Exception):
    """What the file is not painted for: the code of a refusal."""


def main() -> None:
    kind, content = sys.argv[1], sys.stdin.buffer.read()
    pi_heif.register_heif_opener()
    Image.init()
    Image.MAX_IMAGE_PIXELS = None  # the size is asked before anything is decoded, see `_checked`
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    try:
        pages = [
            _painted(page) for page in (_of_pdf(content) if kind == "application/pdf" else _of_image(content, kind))
        ]
        header: dict[str, object] = {"sizes": [len(page) for page in pages]}
    except RefusedError as refused:
        pages, header = [], {"refused": str(refused)}
    except MemoryError:
        pages, header = [], {"refused": "file_too_heavy"}
    except Exception:  # noqa: BLE001  decoders fail in as many ways as there are broken files
        pages, header = [], {"refused": "file_unreadable"}
    told = json.dumps(header).encode()
    sys.stdout.buffer.write(len(told).to_bytes(4) + told + b"".join(pages))


def _of_pdf(content: bytes) -> Iterator[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise RefusedError("file_encrypted" if "password" in str(error).lower() else "file_unreadable") from error
    if len(document) > MOST_PAGES:
        raise RefusedError("file_pages")
    if len(document) == 0:
        raise RefusedError("file_unreadable")
    for page in document:
        longest = max(page.get_size())
        if longest <= 0:
            raise RefusedError("file_unreadable")
        yield page.render(scale=min(POINTS_TO_PIXELS, LONGEST_SIDE / longest)).to_pil()


def _of_image(content: bytes, kind: str) -> Iterator[Image.Image]:
    image = Image.open(io.BytesIO(content), formats=[FORMATS[kind]])
    if image.width * image.height > MOST_PIXELS:
        raise RefusedError("file_pixels")
    image.load()
    yield ImageOps.exif_transpose(image)


def _painted(image: Image.Image) -> bytes:
    """Return the picture alone on white, as a JPEG without anything else: no metadata, profile nor comment."""
    if image.mode.startswith("I"):  # sixteen bits of grey, which a conversion would cut off at white and not scale
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    seen_through = image.mode in {"P", "LA", "PA", "RGBA"} or "transparency" in image.info
    image = image.convert("RGBA" if seen_through else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = Image.new("RGB", image.size, "white")
    picture.paste(image, mask=image if seen_through else None)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


if __name__ == "__main__":
    main()
