"""Files that strangers send, made safe: what they are, their pages painted again, what the scanner says."""

from auth_gateway.files.checking import FILE_BYTES, SafeFile, SentFile, made_safe, refused
from auth_gateway.files.document import as_pdf
from auth_gateway.files.kinds import FileKind
from auth_gateway.files.scanner import Scanner, Verdict, scanner_at

__all__ = [
    "FILE_BYTES",
    "FileKind",
    "SafeFile",
    "Scanner",
    "SentFile",
    "Verdict",
    "as_pdf",
    "made_safe",
    "refused",
    "scanner_at",
]
