"""What the assistant answers, checked before anything of it is kept: a shape that is not whole is no answer."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from auth_gateway.platform.bot import BotUnavailableError

Json = dict[str, Any]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class BotButton(_Part):
    title: str
    payload: Json


class BotMessage(_Part):
    text: str = ""
    buttons: list[BotButton] = []
    card: Json | None = None


class Asking(_Part):
    """The pending question; goes back whole to the assistant, and only field and line to the member."""

    model_config = ConfigDict(extra="allow", frozen=True)

    field: str
    line: int | None = None


class Understood(_Part):
    kinds: list[str] = []
    changes: list[Json] = []
    not_placed: list[Json] = []


class Estimate(_Part):
    model_config = ConfigDict(extra="allow", frozen=True)

    status: Literal["ok", "partial", "invalid", "refused"]

    @property
    def is_made(self) -> bool:
        """Say whether there are figures; a quote refused or invalid is only told in words."""
        return self.status in {"ok", "partial"}


class BotAnswer(_Part):
    """One whole answer of the assistant, as the turn protocol has it."""

    messages: list[BotMessage]
    events: list[Json]
    asking: Asking | None
    understood: Understood
    estimate: Estimate | None = None


def parse_answer(answer: Json) -> BotAnswer:
    """Check the assistant's answer; raise BotUnavailableError when it is not whole, or silent."""
    try:
        parsed = BotAnswer.model_validate(answer)
    except ValidationError as error:
        places = [".".join(str(part) for part in each["loc"]) for each in error.errors()]
        raise BotUnavailableError(f"incomplete answer: {', '.join(places)}") from None
    if not parsed.messages:
        raise BotUnavailableError("an answer without any message")
    return parsed
