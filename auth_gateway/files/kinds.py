"""What kind of file this is, by its first bytes: a signature anywhere else is not believed, nor is a name."""

from enum import StrEnum


class FileKind(StrEnum):
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"


_SIGNATURES = {
    b"%PDF-": FileKind.PDF,
    b"\xff\xd8\xff": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
}
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_NAMES = frozenset({"pdf", "jpg", "jpeg", "jpe", "jfif", "png", "heic", "heif", ""})
_TYPES = frozenset({*FileKind, "image/jpg", "image/pjpeg", "image/heif", "application/octet-stream", ""})


def kind_of(content: bytes) -> FileKind | None:
    """Return the kind of an accepted file; None for anything else (HTML glued before a PDF among them)."""
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    # HEIC is a box file: length, `ftyp`, brand. Most readers take it for a video.
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS and 16 <= int.from_bytes(content[:4]) <= len(content):
        return FileKind.HEIC
    return None


def is_declared_as_a_document(name: str, media_type: str) -> bool:
    """Say whether a name and a type claim a document or a photo, or nothing in particular.

    A photo that is named after another kind of photo is common and harmless, since pages are painted again; a document
    that calls itself a program, a page or an archive is neither.
    """
    _, dot, extension = name.rpartition(".")
    return (extension.lower() if dot else "") in _NAMES and media_type.partition(";")[0].strip().lower() in _TYPES
