"""The words of an e-mail, from `web/templates/mail/<name>.txt`: the first line is the subject, the rest the text."""

import pathlib
from dataclasses import dataclass
from typing import Annotated

import jinja2
from pydantic import StringConstraints

Email = Annotated[str, StringConstraints(max_length=254, strip_whitespace=True, pattern=r"^[!-?A-~]+@[!-?A-~]+$")]
"""An address as a caller may write it."""
TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "web" / "templates" / "mail"


class MailHeaderError(ValueError):
    """A line break or a control character where an address or a subject is expected."""


@dataclass(frozen=True)
class Mail:
    recipient: str
    subject: str
    text: str

    def __post_init__(self) -> None:
        for value in (self.recipient, self.subject):
            if not value.isprintable():
                raise MailHeaderError("an address or a subject holds a character that no header may hold")


_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATES),
    autoescape=False,  # noqa: S701  plain text: there is no markup to escape
    undefined=jinja2.StrictUndefined,
    keep_trailing_newline=True,
)


def render(template: str, recipient: str, **values: object) -> Mail:
    subject, _, text = _environment.get_template(f"{template}.txt").render(values).partition("\n")
    return Mail(recipient, subject, text.lstrip("\n"))
