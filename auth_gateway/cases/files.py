"""What kind of file this is, by its first bytes: a signature anywhere else is not believed, nor is a name."""

from auth_gateway.cases.models import FileKind

_SIGNATURES = {
    b"%PDF-": FileKind.PDF,
    b"\xff\xd8\xff": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
}
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_EXTENSIONS = {FileKind.PDF: "pdf", FileKind.JPEG: "jpg", FileKind.PNG: "png", FileKind.HEIC: "heic"}


def kind_of(content: bytes) -> FileKind | None:
    """Return the kind of an accepted file; None for anything else (HTML glued before a PDF among them)."""
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    # HEIC is a box file: length, `ftyp`, brand. Most readers take it for a video.
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS and 16 <= int.from_bytes(content[:4]) <= len(content):
        return FileKind.HEIC
    return None


def download_name(case_id: str, kind: FileKind) -> str:
    """Return the name under which an advisor saves the file: nothing of it comes from the member."""
    return f"devis-{case_id[:8]}.{_EXTENSIONS[kind]}"
