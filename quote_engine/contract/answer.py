"""The estimate: who pays what on each line, with the step behind every euro. Written out as the contract says."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypedDict

from quote_engine.errors import RefusalError
from quote_engine.money import to_text


class Step(TypedDict):
    """One reason: the rule's name, a sentence for the member, the amount it moves, and where the rule is written."""

    rule: str
    text: str
    amount: str
    source: str


class Note(NamedTuple):
    """A warning: the figure stands, and the member should know this about it."""

    code: str
    text: str
    line: str | None = None

    def as_json(self) -> dict[str, Any]:
        found = {"code": self.code, "text": self.text}
        if self.line:
            found["line"] = self.line
        return found


class Refused(NamedTuple):
    """What gets no figures, and what the paper asks for it, in cents."""

    id: str
    label: str
    asked: int
    error: RefusalError

    def line_json(self) -> dict[str, Any]:
        return {"id": self.id, "label": self.label, "refused": self.error.as_json()}

    def stay_json(self) -> dict[str, Any]:
        return self.line_json()


@dataclass(slots=True)
class Share:
    """One line, one item of the stay or one charge. The member pays what nobody else pays: never computed otherwise."""

    id: str
    label: str
    charged: int = 0
    base: int | None = None
    amo_gross: int = 0
    participation: int = 0
    amc: int = 0
    top_up: int = 0
    rate: int | None = None  # of the Assurance Maladie, where its share is one of the base
    cut: int = 0  # taken once, out of the pathway, from what the Assurance Maladie would pay
    computed: dict[str, str] = field(default_factory=dict)  # the arithmetic of shares, by their keys in the answer
    steps: list[Step] = field(default_factory=list)
    covered: bool = True
    """False: the Assurance Maladie pays nothing of it, whatever its base."""
    kind: str = ""
    """Of a charge."""

    @property
    def member(self) -> int:
        return self.charged - self.amo_gross + self.participation - self.amc - self.top_up

    @property
    def overrun(self) -> int:
        return max(self.charged - (self.base or 0), 0)

    def line_json(self) -> dict[str, Any]:
        gross, participation = to_text(self.amo_gross), self.participation
        told: dict[str, Any] = {
            "id": self.id,
            "label": self.label,
            "charged": to_text(self.charged),
            "base": to_text(self.base or 0),
            "overrun": to_text(self.overrun),
            "amo_gross": gross,
            "participation": to_text(participation),
            "amo": to_text(self.amo_gross - participation) if participation else gross,
            "amc": to_text(self.amc),
            "top_up": to_text(self.top_up),
            "member": to_text(self.member),
            **self.computed,
            "steps": self.steps,
        }
        if not self.covered:
            told["covered"] = False
        return told

    def stay_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "label": self.label,
            "charged": to_text(self.charged),
            "amo": to_text(self.amo_gross),
            "amc": to_text(self.amc),
            "top_up": to_text(self.top_up),
            "member": to_text(self.member),
            **self.computed,
            "steps": self.steps,
        }


class Estimate(NamedTuple):
    """Shares in the order of the quote, and in their place what is refused."""

    lines: tuple[Share | Refused, ...]
    stay: tuple[Share | Refused, ...]
    charges: tuple[Share, ...]
    notes: tuple[Note, ...]
    refused: Mapping[str, RefusalError]
    """By line or item of the stay, in the order of their discovery."""
    undecided: AbstractSet[str]
    """The codes of the warnings about what is left open: it went against the member, or for them."""

    @property
    def shares(self) -> list[Share]:
        """Give what has figures."""
        return [share for share in (*self.lines, *self.stay, *self.charges) if isinstance(share, Share)]

    @property
    def member(self) -> int:
        return sum(share.member for share in self.shares)

    @property
    def not_estimated(self) -> int:
        return sum(one.asked for one in (*self.lines, *self.stay) if isinstance(one, Refused))

    def total_json(self) -> dict[str, str]:
        charged = amo = amc = top_up = 0
        for share in self.shares:
            charged += share.charged
            amo += share.amo_gross - share.participation
            amc += share.amc
            top_up += share.top_up
        return {
            "charged": to_text(charged),
            "amo": to_text(amo),
            "amc": to_text(amc),
            "top_up": to_text(top_up),
            "member": to_text(charged - amo - amc - top_up),
        }

    def body_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "lines": [one.line_json() for one in self.lines],
            "stay": [one.stay_json() for one in self.stay],
        }
        if self.charges:
            body["charges"] = [{"kind": charge.kind, **charge.stay_json()} for charge in self.charges]
        body["total"] = self.total_json()
        if self.refused:
            body["not_estimated"] = to_text(self.not_estimated)
        return body
