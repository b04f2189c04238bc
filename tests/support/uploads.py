"""Files that members and attackers send, made here: good quotes of all sorts, and the same with something wrong."""

import base64
import io
import pathlib
import struct
import zipfile
import zlib

import pypdf
from PIL import Image, ImageDraw
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

PHOTO_HEIC = pathlib.Path(__file__).with_name("photo.heic")
EICAR = base64.b64decode("WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=")
SCRIPT = "app.alert('bonjour');"
SECRET_PLACE = "lieu-secret"


A4 = (595, 842)
Size = tuple[int, int]


def pdf(
    pages: int = 1, *, size: Size = A4, script: bool = False, password: str = "", owner: str = "", joined: bytes = b""
) -> bytes:
    """Return a PDF of blank pages; `joined` is a file that it carries, `owner` who alone may print it."""
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(*size)
    if script:
        writer.root_object[NameObject("/OpenAction")] = _action("/JavaScript", "/JS", SCRIPT)
    if joined:
        writer.add_attachment("notice.com", joined)
    if password or owner:
        writer.encrypt(password, owner or password, algorithm="AES-256")
    return _bytes(writer.write)


def _action(kind: str, name: str, value: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject(kind), NameObject(name): TextStringObject(value)})


def acting_pdf(kind: str, name: str, value: str) -> bytes:
    """Return a PDF that does something once it is opened."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(*A4)
    writer.root_object[NameObject("/OpenAction")] = _action(kind, name, value)
    return _bytes(writer.write)


def endless_pdf() -> bytes:
    """Return a PDF whose drawing draws itself, twice each time."""
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(pdf()))
    form, drawn = StreamObject(), StreamObject()
    form.set_data(b"/P Do /P Do")
    box = ArrayObject(NumberObject(side) for side in (0, 0, *A4))
    form.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/BBox"): box})
    named = DictionaryObject({NameObject("/P"): writer._add_object(form)})  # noqa: SLF001  no other way in
    drawn.set_data(b"/P Do")
    page = writer.pages[0]
    for holder in (form, page):
        holder[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
    page[NameObject("/Contents")] = writer._add_object(drawn)  # noqa: SLF001
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


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds almost nothing."""

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")
    )


def deep_png() -> bytes:
    """Return a page in sixteen bits of grey, as some scanners write it: half black, half a dark grey."""
    rows = (b"\0\0" * 60 + b"\0\x40" * 60) * 80
    return _bytes(lambda out: Image.frombytes("I;16", (120, 80), rows).save(out, "PNG"))


def png_with(chunk: bytes) -> bytes:
    """Return a good PNG that holds one chunk more before its picture."""
    content = png()
    at = content.index(b"IDAT") - 4
    return content[:at] + chunk + content[at:]


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
    "photo-called.pdf": jpeg(),
    "for-print.jpg": _bytes(lambda out: _drawn().convert("CMYK").save(out, "JPEG")),
    "grey.jpg": _bytes(lambda out: _drawn().convert("L").save(out, "JPEG")),
    "black-and-white.png": png("1"),
    "grey-see-through.png": png("LA"),
    "sixteen-bits.png": deep_png(),
    "several-at-once.jpg": _bytes(lambda out: _drawn().save(out, "MPO", save_all=True, append_images=[_drawn()])),
    "moving.png": _bytes(lambda out: _drawn().save(out, "PNG", save_all=True, append_images=[_drawn().rotate(9)])),
    "at-the-cap.jpg": _bytes(lambda out: Image.new("L", (8_000, 5_000)).save(out, "JPEG")),
    "lying.pdf": pdf(size=(842, 595)),
    "poster.pdf": pdf(size=(14_400, 14_400)),
    "print-forbidden.pdf": pdf(owner="secret"),
}
"""Released whatever they are called, and clean."""

HARMLESS = {
    "scripted.pdf": pdf(script=True),
    "program-started.pdf": acting_pdf("/Launch", "/F", "cmd.exe"),
    "page-called.pdf": acting_pdf("/URI", "/URI", "http://127.0.0.1/"),
    "form-sent.pdf": acting_pdf("/SubmitForm", "/F", "http://127.0.0.1/"),
    "eicar-in-a-comment.jpg": jpeg(comment=EICAR),
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
    "letter.docx.pdf": (zipped(b"<w:document/>"), 415, "file_kind"),
    "postscript.pdf": (b"%!PS-Adobe-3.0\nshowpage", 415, "file_kind"),
    "line-before.pdf": (b"\n" + pdf(), 415, "file_kind"),
    "picture-and-archive.jpg": (b"GIF89a" + zipped(), 415, "file_kind"),
    "photo.webp.png": (_bytes(lambda out: _drawn().save(out, "WEBP")), 415, "file_kind"),
    "photo.tiff.jpg": (_bytes(lambda out: _drawn().save(out, "TIFF")), 415, "file_kind"),
    "photo.bmp.jpg": (_bytes(lambda out: _drawn().save(out, "BMP")), 415, "file_kind"),
    "film.heic": (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42", 415, "file_kind"),
    "program.exe": (jpeg(), 415, "file_declared"),
    "page.html": (pdf(), 415, "file_declared"),
    "devis.pdf.exe": (pdf(), 415, "file_declared"),
    "three-bytes.jpg": (b"\xff\xd8\xff", 422, "file_unreadable"),
    "cut.png": (png()[:-40], 422, "file_unreadable"),
    "cut.jpg": (jpeg()[:300], 422, "file_unreadable"),
    "cut.pdf": (scanned_pdf()[:-400], 422, "file_unreadable"),
    "cut.heic": (heic()[:-300], 422, "file_unreadable"),
    "words-without-end.png": (
        png_with(chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(100_000_000)))),
        422,
        "file_unreadable",
    ),
    "no-heic-inside.heic": (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf" + bytes(200), 422, "file_unreadable"),
    "header-alone.pdf": (b"%PDF-1.7\n%%EOF\n", 422, "file_unreadable"),
    "film-called-heic.heic": (heic()[:40].ljust(200, b"\0"), 422, "file_unreadable"),
    "locked.pdf": (pdf(password="secret"), 422, "file_encrypted"),
    "long.pdf": (pdf(21), 422, "file_pages"),
    "bomb.png": (png_of(30_000, 30_000), 422, "file_pixels"),
    "above-the-cap.jpg": (_bytes(lambda out: Image.new("L", (8_000, 5_001)).save(out, "JPEG")), 422, "file_pixels"),
    "empty.pdf": (b"", 422, "file_empty"),
}
"""Each with its status and its sentence's code."""
