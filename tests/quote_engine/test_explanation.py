"""Every sentence is French that a member understands, with the typography of French."""

import re

from quote_engine import estimate
from quote_engine.explain import NOTES, STEPS, as_text
from tests.support.engine_quotes import estimated, inpatient, line, outpatient

NARROW = "\u202f"
HIP = inpatient(
    line("NEKA020", "1200.00"),
    stay={"nights": 3, "private_room_per_day": "80.00"},
    guarantee_id="mnh-confort",
    top_up_id="mnh-surco",
)


def test_a_step_has_a_rule_a_sentence_an_amount_and_a_source() -> None:
    for share in (*estimated(HIP)["lines"], *estimated(HIP)["stay"]):
        for step in share["steps"]:
            assert step["rule"] in STEPS
            assert step["text"].endswith(".")
            assert re.fullmatch(r"\d+\.\d\d", step["amount"])
            assert step["source"]


def test_sentences_end_and_spaces_before_signs_are_narrow() -> None:
    for sentence in (*STEPS.values(), *NOTES.values()):
        assert sentence.endswith((".", "?"))
    assert not re.search(r" [;:!?€%»]|« |'", as_text(estimate(HIP)))


def test_the_text_shows_every_payer_and_the_range() -> None:
    text = as_text(estimate(HIP))

    assert f"Prothèse totale de hanche{NARROW}: 1{NARROW}200,00{NARROW}€" in text
    for words in ("Assurance Maladie", "Mutuelle", "Surcomplémentaire", "À votre charge", "Selon le secteur"):
        assert words in text


def test_a_refusal_and_an_error_are_told_in_a_sentence() -> None:
    assert "n’existe plus" in as_text(estimate(outpatient(line("BFGA004"))))
    assert "lines[0].fee" in as_text(estimate(outpatient({"id": "1"})))
