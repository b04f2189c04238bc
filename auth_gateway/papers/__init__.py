"""Quotes on paper: read in a process apart, kept sealed as long as they serve, taken over as events of the draft."""

from auth_gateway.papers.keeping import (
    KeptPaper,
    expire,
    forget,
    kept,
    move,
    name_of,
    of_attachments,
    read_of,
    sent_files,
    stays_with,
)
from auth_gateway.papers.models import Paper
from auth_gateway.papers.putting_right import put_right
from auth_gateway.papers.reading import WasRead, read_file, read_text
from auth_gateway.papers.strips import strip
from auth_gateway.papers.taking import Taking, changes_of, events_of

__all__ = [
    "KeptPaper", "Paper", "Taking", "WasRead", "changes_of", "events_of", "expire", "forget", "kept", "move", "name_of",
    "of_attachments", "put_right", "read_file", "read_of", "read_text", "sent_files", "stays_with", "strip",
]  # fmt: skip
