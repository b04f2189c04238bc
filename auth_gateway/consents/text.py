"""From the text that an operator publishes to the HTML that members read: headings, lists and paragraphs, no markup.

document: terms            the first line names the document: terms or legal
# À quoi sert le service   a heading
- un point                 a point of a list
Un paragraphe.             the rest; an empty line separates
"""

import html
from collections.abc import Iterator

from auth_gateway.consents.models import DocumentKind


class PublishedTextError(ValueError):
    """The text is not one that can be published."""


def read(text: str) -> tuple[DocumentKind, str]:
    """Return which document this is, and its HTML."""
    first, _, rest = text.partition("\n")
    name, _, kind = first.partition(":")
    if name.strip() != "document" or kind.strip() not in set(DocumentKind):
        raise PublishedTextError(f"the first line must be « document: terms » or « document: legal »: {first[:60]!r}")
    if not rest.strip():
        raise PublishedTextError("the document is empty")
    return DocumentKind(kind.strip()), "\n".join(_html(rest))


def _html(text: str) -> Iterator[str]:
    for block in filter(None, (part.strip() for part in text.split("\n\n"))):
        lines = [html.escape(line.strip(), quote=False) for line in block.splitlines()]
        if lines[0].startswith("# "):
            yield f"<h2>{lines[0][2:]}</h2>"
            lines = lines[1:]
        if lines and all(line.startswith("- ") for line in lines):
            yield f"<ul>{''.join(f'<li>{line[2:]}</li>' for line in lines)}</ul>"
        elif lines:
            yield f"<p>{' '.join(lines)}</p>"
