"""What is said while a paper waits puts right what was read of it; the draft waits for the member's word."""

from __future__ import annotations

from typing import Any

import pytest

from actions.outcome import TurnOutcome
from auth_gateway.papers import Taking, events_of, put_right
from quote_draft import DraftContext
from tests.support.talk import Talk

CROWN_AND_POST = [("HBLD073", 26, "600.00"), ("HBLD090", 26, "150.00")]
TWO_CROWNS = [("HBLD073", 46, "600.00"), ("HBLD073", 36, "700.00")]
SURGEON_AND_ANAESTHETIST = [("NFMC003", None, "850.00", 1, "sector_2"), ("NFMC003", None, "350.00", 4, "sector_2")]
WAITS = ("confirm_read", ())


class PaperTalk(Talk):
    """A conversation in which a paper was read, which goes with each turn as the gateway sends it."""

    def __init__(self, *lines: tuple[Any, ...]) -> None:
        self.read: dict[str, Any] | None = None
        super().__init__()
        family = "dental" if lines[0][1] else "medical"
        empty = dict.fromkeys(("label", "quantity", "covered", "activity", "sector", "base"))
        names = ("act", "tooth", "fee", "activity", "sector")
        read = [{**empty, "number": at, "doubts": [], **dict(zip(names, line, strict=False))}
                for at, line in enumerate(lines, start=1)]  # fmt: skip
        stay: dict[str, Any] = {
            "nights": None,
            "private_room": {"wanted": None, "price": None},
            "doubts": [],
            "values": {},
        }
        self.read = {"family": family, "lines": read, "care_date": None, "stay": stay, "charges": []}
        self.read_paper({"document": "d1", "lines": len(lines), "found": "quote"})
        assert self.asking == "confirm_read"

    def _turn(self, message: dict[str, Any], intents: tuple[tuple[str, float], ...] = ()) -> TurnOutcome:
        self.record["paper"] = None
        if self.read is not None and self.draft.paper:
            right = put_right(self.read, self.draft.paper_changes)
            events = events_of(self.draft, DraftContext.from_record(self.record), right, Taking())
            self.record["paper"] = {"document": "d1", "events": events}
        return super()._turn(message, intents)

    @property
    def waiting(self) -> list[tuple[Any, ...]]:
        """What the card now shows of each line."""
        assert self.read is not None
        lines = put_right(self.read, self.draft.paper_changes)["lines"]
        return [(line["act"], line["tooth"], line["fee"]) for line in lines]

    @property
    def stands(self) -> tuple[Any, ...]:
        return self.asking, self.draft.lines


@pytest.mark.parametrize(
    "say",
    ["non la couronne c'est 550", "la couronne est à 550", "ligne 1 : 550 €", "le montant de la ligne 1 c'est 550 €",
     "550 et pas 600 pour la couronne"],
)  # fmt: skip
def test_a_price_put_right_waits_with_its_line(say: str) -> None:
    talk = PaperTalk(*CROWN_AND_POST)

    talk.say(say)
    assert talk.stands == WAITS
    assert talk.waiting == [("HBLD073", 26, "550.00"), CROWN_AND_POST[1]]

    talk.say("tout est juste")
    assert [(line.code, line.fee) for line in talk.draft.lines] == [("HBLD073", "550.00"), ("HBLD090", "150.00")]
    assert talk.draft.paper is None


def test_one_correction_after_the_other_waits() -> None:
    talk = PaperTalk(*CROWN_AND_POST)

    talk.describe("la couronne c'est 550", "l'inlay-core est à 160 euros", "les soins sont le 12 janvier 2027")
    assert talk.stands == WAITS
    assert [fee for _, _, fee in talk.waiting] == ["550.00", "160.00"]

    talk.say("tout est juste")
    assert [line.fee for line in talk.draft.lines] == ["550.00", "160.00"]
    assert talk.draft.care_date == "2027-01-12"


@pytest.mark.parametrize(
    ("say", "fees"),
    [("le chirurgien c'est 900", ["900.00", "350.00"]), ("l'anesthésiste demande 400 euros", ["850.00", "400.00"])],
)
def test_a_sentence_about_one_who_is_paid_accepts_nothing(say: str, fees: list[str]) -> None:
    talk = PaperTalk(*SURGEON_AND_ANAESTHETIST)

    talk.say(say)

    assert talk.stands == WAITS
    assert [fee for _, _, fee in talk.waiting] == fees
    assert "J’ai repris" not in talk.text


@pytest.mark.parametrize("say", ["supprime l'inlay", "enlève la ligne 2", "retirez l'inlay-core"])
def test_a_line_that_goes_is_no_longer_in_what_waits(say: str) -> None:
    talk = PaperTalk(*CROWN_AND_POST)

    talk.say(say)
    assert talk.stands == WAITS
    assert talk.waiting == CROWN_AND_POST[:1]

    talk.say("oui")
    assert [line.code for line in talk.draft.lines] == ["HBLD073"]


def test_one_undo_takes_back_one_correction() -> None:
    talk = PaperTalk(*CROWN_AND_POST)
    talk.describe("la couronne c'est 550", "supprime l'inlay")

    talk.say("annule")
    assert talk.waiting == [("HBLD073", 26, "550.00"), CROWN_AND_POST[1]]
    talk.say("annule")
    assert talk.waiting == CROWN_AND_POST
    assert talk.stands == WAITS


@pytest.mark.parametrize(
    "say", ["la couronne c'est 650 euros", "le dentiste prend 650 euros", "une couronne est à 650"]
)
def test_it_is_asked_which_of_the_lines_that_the_words_fit(say: str) -> None:
    talk = PaperTalk(*TWO_CROWNS)

    talk.say(say)

    assert talk.stands == WAITS
    assert talk.waiting == TWO_CROWNS
    assert "utter_correct_which_line" in talk.names


def test_the_line_asked_is_pressed_or_told() -> None:
    pressed, told = PaperTalk(*TWO_CROWNS), PaperTalk(*TWO_CROWNS)
    for talk in (pressed, told):
        talk.say("la couronne c'est 650 euros")

    pressed.press(next(one for one in pressed.buttons if one.payload.get("line") == 2))
    told.say("la ligne 2")

    for talk in (pressed, told):
        assert talk.stands == WAITS
        assert talk.waiting == [TWO_CROWNS[0], ("HBLD073", 36, "650.00")]


@pytest.mark.parametrize(
    "say",
    ["la dent 46 ce n'est pas bon, c'est la 47", "c'est la 47, pas la 46", "46 est faux, c'est 47",
     "dent 47 au lieu de 46", "la 46 c'est une erreur, c'est la 47"],
)  # fmt: skip
def test_a_tooth_put_right_adds_no_line(say: str) -> None:
    talk = PaperTalk(*TWO_CROWNS)

    talk.say(say)

    assert talk.stands == WAITS
    assert talk.waiting == [("HBLD073", 47, "600.00"), TWO_CROWNS[1]]


@pytest.mark.parametrize(
    "say", ["la deuxième ligne est fausse", "la ligne 2 n'est pas bonne", "la dernière ligne n'est pas juste"]
)
def test_a_line_said_wrong_is_asked_about(say: str) -> None:
    talk = PaperTalk(*TWO_CROWNS)

    talk.say(say)
    assert talk.stands == WAITS
    assert "utter_correct_which_field" in talk.names
    talk.say("le montant est 650 €")

    assert talk.stands == WAITS
    assert talk.waiting == [TWO_CROWNS[0], ("HBLD073", 36, "650.00")]


@pytest.mark.parametrize("say", ["c'est quoi un inlay-core ?", "bonjour", "je ne sais pas"])
def test_what_puts_nothing_right_leaves_the_paper_waiting(say: str) -> None:
    talk = PaperTalk(*CROWN_AND_POST)

    talk.say(say)

    assert talk.stands == WAITS
    assert talk.waiting == CROWN_AND_POST


def test_an_unlikely_price_is_confirmed_once_the_paper_is_taken() -> None:
    talk = PaperTalk(*CROWN_AND_POST)

    talk.say("la couronne est à 55 000 €")
    assert talk.stands == WAITS
    talk.say("tout est juste")

    assert talk.asking == "confirm_value"
