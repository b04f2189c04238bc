"""Files that members and attackers send, made here: good quotes of all sorts, and the same with something wrong."""

import base64
import io
import pathlib
import struct
import zipfile
import zlib

import pypdf
from PIL import Image, ImageDraw
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

PHOTO_HEIC = pathlib.Path(__file__).with_name("photo.heic")
EICAR = base64.b64decode("WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=")
SCRIPT = "app.alert('bonjour');"
SECRET_PLACE = "lieu-secret"


def pdf(pages: int = 1, *, script: bool = False, password: str = "", joined: bytes = b"") -> bytes:
    """Return a PDF of blank A4 pages; `joined` is a file that it carries."""
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(SCRIPT)}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if joined:
        writer.add_attachment("notice.com", joined)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    return _bytes(writer.write)


def scanned_pdf() -> bytes:
    return _bytes(lambda out: _drawn().save(out, "PDF"))


def jpeg(**options: object) -> bytes:
    return _bytes(lambda out: _drawn().save(out, "JPEG", **options))


def telling_jpeg() -> bytes:
    """Return a photo that says where it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET_PLACE, 6
    return jpeg(exif=exif, comment=SECRET_PLACE.encode())


def png(mode: str = "RGB") -> bytes:
    return _bytes(lambda out: _drawn().convert(mode).save(out, "PNG"))


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds almost nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")
    )


def heic() -> bytes:
    return PHOTO_HEIC.read_bytes()


def zipped(content: bytes = EICAR) -> bytes:
    def write(out: io.BytesIO) -> None:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("devis.com", content)

    return _bytes(write)


def heavy_pdf() -> bytes:
    """Return a PDF of one page whose drawing would take minutes."""
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(pdf()))
    squares = b"".join(b"0 0 595 842 re f* " for _ in range(40))
    form = StreamObject()
    form.set_data(squares * 20_000)
    page = writer.pages[0]
    page[NameObject("/Contents")] = writer._add_object(form.flate_encode())  # noqa: SLF001  no other way in
    return _bytes(writer.write)


def _drawn() -> Image.Image:
    picture = Image.new("RGB", (120, 80), "white")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((10, 10, 60, 40), outline="black")
    return picture


def _bytes(write: object) -> bytes:
    out = io.BytesIO()
    write(out)  # type: ignore[operator]
    return out.getvalue()


GOOD = {
    "text.pdf": pdf(),
    "scan.pdf": scanned_pdf(),
    "twenty.pdf": pdf(20),
    "photo.jpg": jpeg(),
    "telling.jpeg": telling_jpeg(),
    "progressive.JPG": jpeg(progressive=True),
    "screen.png": png(),
    "see-through.png": png("RGBA"),
    "palette.png": png("P"),
    "phone.heic": heic(),
    "renamed-by-a-phone.jpg": heic(),
    "nameless": jpeg(),
}
"""Released whatever they are called, and clean."""

HARMLESS = {
    "scripted.pdf": pdf(script=True),
    "zip-behind.pdf": pdf() + zipped(),
    "zip-behind.jpg": jpeg() + zipped(),
    "page-behind.png": png() + b"<html><script>alert(1)</script>",
    "eicar-inside.pdf": pdf() + EICAR,
}
"""Released, since nothing of them but what is painted goes on."""

REFUSED = {
    "page-before.pdf": (b"<html>" + pdf(), 415, "file_kind"),
    "archive.pdf": (zipped(), 415, "file_kind"),
    "eicar.pdf": (EICAR, 415, "file_kind"),
    "program.pdf": (b"MZ\x90\x00" + pdf(), 415, "file_kind"),
    "drawing.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "file_kind"),
    "moving.gif": (_bytes(lambda out: _drawn().save(out, "GIF")), 415, "file_kind"),
    "film.heic": (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42", 415, "file_kind"),
    "program.exe": (jpeg(), 415, "file_declared"),
    "page.html": (pdf(), 415, "file_declared"),
    "three-bytes.jpg": (b"\xff\xd8\xff", 422, "file_unreadable"),
    "cut.png": (png()[:-40], 422, "file_unreadable"),
    "cut.jpg": (jpeg()[:300], 422, "file_unreadable"),
    "header-alone.pdf": (b"%PDF-1.7\n%%EOF\n", 422, "file_unreadable"),
    "film-called-heic.heic": (heic()[:40].ljust(200, b"\0"), 422, "file_unreadable"),
    "locked.pdf": (pdf(password="secret"), 422, "file_encrypted"),
    "long.pdf": (pdf(21), 422, "file_pages"),
    "bomb.png": (png_of(30_000, 30_000), 422, "file_pixels"),
    "empty.pdf": (b"", 422, "file_empty"),
}
"""Each with its status and its sentence's code."""
