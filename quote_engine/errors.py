"""What can be wrong: the input, the knowledge needed to answer, or a data file of ours."""

from typing import Any

from wording import say, typographic


class InvalidInputError(Exception):
    """The quote does not follow the contract. `path` names the place, as in `lines[0].fee`."""

    def __init__(self, code: str, message: str, path: str) -> None:
        super().__init__(f"{path}: {message}")
        self.code = code
        self.message = message
        self.path = path


REFUSALS = (
    "unknown_act", "closed_act", "no_price", "not_covered_practitioner", "no_parameter_on_date", "missing_base",
    "missing_guarantee_benefit", "modifier_not_allowed", "unsupported",
)  # fmt: skip
"""Every code of a refusal."""


class RefusalError(Exception):
    """The quote is valid but an answer would be a guess; the chat offers to send it to an advisor."""

    def __init__(self, code: str, message: str, line: str | None = None, successors: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
        self.successors = successors

    def as_json(self) -> dict[str, Any]:
        """Tell why; a code that is closed comes with those that replace it."""
        facts: dict[str, Any] = {"code": self.code, "message": typographic(self.message)}
        return facts | {"successors": list(self.successors)} if self.code == "closed_act" else facts


class DataFileError(Exception):
    """A YAML file of the engine is not in the accepted form. The message names file, key and form."""

    def __init__(self, file: str, key: str, message: str) -> None:
        super().__init__(f"{file}: {key}: {message}")
        self.file = file
        self.key = key


def why_unreadable(error: OSError | ValueError) -> str:
    """Say in French why a file could not be read."""
    if isinstance(error, FileNotFoundError):
        return say("terminal", "files", "missing")
    if isinstance(error, IsADirectoryError):
        return say("terminal", "files", "folder")
    if isinstance(error, PermissionError):
        return say("terminal", "files", "forbidden")
    if isinstance(error, UnicodeDecodeError):
        return say("terminal", "files", "not_text")
    return getattr(error, "strerror", None) or str(error)
