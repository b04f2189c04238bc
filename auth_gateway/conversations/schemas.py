"""What clients send and what they get, as the published document tells it.

Blank and too long texts have codes of their own, so they are not refused by the shapes. The answers' shapes describe
what is given: a stored answer is given again as it was, whatever these become.
"""

import datetime as dt
import unicodedata
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from auth_gateway.platform.direction import one_way
from auth_gateway.platform.errors import ProblemError

TEXT_CHARACTERS = 2000
CHANGES = 100


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Opening(_Body):
    family: Literal["medical", "dental"] | None = None
    fresh: bool = False


class NewMessage(_Body):
    """A text typed or a button pressed, under an id that the client chooses and repeats when it sends again."""

    client_message_id: str = Field(pattern=r"^[\x21-\x7e]{1,100}$")
    text: str | None = None
    button: str | None = Field(default=None, max_length=100)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.button is None):
            raise ValueError("either text or button")
        return self

    @property
    def body(self) -> dict[str, str]:
        """What must be the same when the id is the same."""
        return {"text": self.text} if self.text is not None else {"button": self.button or ""}


class DraftChanges(_Body):
    """Changes of the panel, in order: each is checked by the draft, which knows its fields."""

    changes: list[dict[str, Any]] = Field(min_length=1, max_length=CHANGES)


class AcceptedPaper(_Body):
    """What is taken of a paper that was read: lines by their numbers (all, unless told), values put right."""

    lines: list[int] | None = Field(default=None, max_length=CHANGES)
    changes: list[dict[str, Any]] = Field(default=[], max_length=CHANGES)
    stay: bool = True
    care_date: bool = True


class ButtonGiven(BaseModel):
    id: str
    title: str


class MessageGiven(BaseModel):
    id: str
    seq: int
    sender: Literal["member", "bot", "advisor"] = Field(alias="from")
    text: str
    buttons: list[ButtonGiven]
    card: dict[str, Any] | None
    at: dt.datetime


class AskingGiven(BaseModel):
    field: str
    line: int | None


class MessagesGiven(BaseModel):
    """`estimated`: the quote as it stands has its estimate."""

    messages: list[MessageGiven]
    asking: AskingGiven | None
    estimated: bool


class UnderstoodGiven(BaseModel):
    kinds: list[str]
    changes: list[dict[str, Any]]
    not_placed: list[dict[str, Any]] = []


class TurnGiven(BaseModel):
    """The answer of a turn.

    `estimate` is the engine's result, `analysis_id` where it is kept, `estimated` whether the quote as it stands has
    one (this turn's, or an earlier one's), `read` a paper's.
    """

    id: str
    messages: list[MessageGiven]
    asking: AskingGiven | None
    draft: dict[str, Any]
    understood: UnderstoodGiven
    estimate: dict[str, Any] | None
    analysis_id: str | None
    estimated: bool
    read: dict[str, Any] | None = None


def checked_text(text: str) -> str:
    """Return the text as it can be kept, without what turns its direction; refuse one that is blank or too long."""
    text = one_way(text)
    if all(char.isspace() or unicodedata.category(char).startswith("C") for char in text):
        raise ProblemError(422, "text_blank")
    if len(text) > TEXT_CHARACTERS:
        raise ProblemError(422, "text_too_long", limit=TEXT_CHARACTERS)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half a character cannot be stored
