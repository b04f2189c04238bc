"""What people say who did not write the service: each test is one sentence that was once read wrongly."""

import pytest

from tests.support.steps import talk_at
from tests.support.talk import DAUGHTER, SELF, SON, Talk

MEDICAL = ("médical", "10 décembre", "hospitalisation", "pas d'ALD")
SURGEON = (*MEDICAL, "NEKA020 secteur 1")
DENTAL = ("dentaire",)


def kinds(talk: Talk) -> tuple[str, ...]:
    return talk.last.kinds


def test_the_price_said_with_the_teeth_is_each_tooths() -> None:
    talk = Talk().describe(*DENTAL, "HBLD038", "la 26 et la 27 à 550 chacune")
    assert [(line.tooth, line.fee) for line in talk.draft.lines] == [(26, "550.00"), (27, "550.00")]
    assert talk.asking == "more_lines"


def test_a_price_for_several_teeth_said_at_once_is_asked_per_tooth_or_for_all() -> None:
    talk = Talk().describe(*DENTAL, "HBLD038 sur 26 et 27 pour 1100 euros")
    assert [line.tooth for line in talk.draft.lines] == [26, 27]
    assert [line.fee for line in talk.draft.lines] == [None, None]
    talk.say("pour les deux")
    assert [line.fee for line in talk.draft.lines] == ["550.00", "550.00"]


def test_teeth_said_before_the_act_is_chosen_each_get_that_act() -> None:
    talk = Talk().describe(*DENTAL, "couronne céramique sur la 26 et la 27 à 550 chacune")
    assert talk.asking == "choose_act"
    assert "correct" not in kinds(talk)
    talk.say("la première")
    assert [(line.code, line.tooth, line.fee) for line in talk.draft.lines] == [
        ("HBLD158", 26, "550.00"),
        ("HBLD158", 27, "550.00"),
    ]


def test_two_acts_with_their_prices_are_two_lines() -> None:
    talk = Talk().describe(*DENTAL, "inlay core à 175 et couronne métal à 290 sur la 26")
    assert [line.fee for line in talk.draft.lines] == ["175.00", "290.00"]


def test_non_c_est_tout_confirms_no_doubtful_value() -> None:
    talk = Talk().describe(*SURGEON, "50", "non c'est tout")
    assert talk.draft.lines[0].fee is None
    assert talk.asking in ("line.fee", "confirm_value")


@pytest.mark.parametrize("refusal", ["non", "non merci", "nan", "non pas celui-là"])
def test_no_among_candidates_chooses_none_of_them(refusal: str) -> None:
    talk = Talk().describe(*DENTAL, "inlay core", refusal)
    assert not talk.draft.lines or talk.draft.lines[0].code is None
    assert talk.asking == "line.act"


def test_non_precieux_among_candidates_is_a_metal_and_no_refusal() -> None:
    talk = Talk().describe(*DENTAL, "couronne métal", "non précieux")
    assert talk.draft.lines[0].code == "HBLD038"


@pytest.mark.parametrize(
    ("sentence", "sector"),
    [
        ("en fait c'est secteur 1", "sector_1"),
        ("non, secteur 1", "sector_1"),
        ("non secteur 2 optam", "sector_2_optam"),
        ("finalement il est en secteur 2 sans optam", "sector_2"),
    ],
)
def test_the_sector_is_put_right_while_something_else_is_asked(sentence: str, sector: str) -> None:
    start = "secteur 2 sans optam" if sector != "sector_2" else "secteur 1"
    talk = Talk().describe(*MEDICAL, "NEKA020", "850", start, sentence)
    assert talk.draft.lines[0].sector == sector
    assert talk.asking == "more_lines"


def test_a_sector_2_put_right_without_the_optam_asks_for_it() -> None:
    talk = Talk().describe(*SURGEON, "850", "non en fait secteur 2")
    assert talk.asking == "line.sector"
    talk.say("oui")
    assert talk.draft.lines[0].sector == "sector_2_optam"


def test_no_and_another_date_answers_nothing_else() -> None:
    talk = Talk().describe(*SURGEON, "850", "non, le 14 décembre")
    assert talk.draft.care_date == "2026-12-14"
    assert talk.draft.lines[0].base is None


def test_the_same_act_is_taken_where_the_act_is_asked() -> None:
    talk = Talk().describe(*SURGEON, "850", "une autre", "même acte pour l'anesthésiste, 300 €, secteur 1")
    line = talk.draft.lines[1]
    assert (line.code, line.activity, line.fee, line.sector) == ("NEKA020", 4, "300.00", "sector_1")


def test_a_tooth_names_the_line_to_take_out_and_it_can_be_put_back() -> None:
    talk = Talk().describe(*DENTAL, "HBLD038", "la 26 et la 27 à 290 chacune", "enlève la 27")
    assert [line.tooth for line in talk.draft.lines] == [26]
    talk.say("remets-la")
    assert [line.tooth for line in talk.draft.lines] == [26, 27]
    talk.say("enlève la 36")
    assert [line.tooth for line in talk.draft.lines] == [26, 27]


def test_the_act_of_a_whole_sentence_is_not_lost() -> None:
    talk = Talk().describe("médical", "cataracte le 5 decembre en ambulatoire, 650 euros, secteur 2 optam")
    line = talk.draft.lines[0]
    assert (line.code, line.fee, line.sector) == ("BFGA427", "650.00", "sector_2_optam")


def test_a_number_alone_is_no_act() -> None:
    talk = Talk().describe(*SURGEON, "850", "le secteur c'est 1")
    assert talk.asking == "more_lines"
    assert len(talk.draft.lines) == 1


@pytest.mark.parametrize("again", ["médical", "le 10 décembre"])
def test_what_is_noted_already_is_acknowledged(again: str) -> None:
    talk = Talk().describe("médical", "10 décembre", again)
    assert kinds(talk) == ("answer",)
    assert talk.last.events == ()
    assert talk.asking == "line.act"


def test_another_value_said_without_a_correction_is_offered_and_not_stored() -> None:
    talk = Talk().describe("médical", "10 décembre", "12 décembre")
    assert talk.draft.care_date == "2026-12-10"
    talk.press(next(button for button in talk.buttons if button.payload.get("value") == "2026-12-12"))
    assert talk.draft.care_date == "2026-12-12"
    assert kinds(talk) == ("correct",)


def test_non_pour_moi_puts_the_person_right() -> None:
    talk = Talk(SELF, DAUGHTER, SON).describe("pour {c2a}", "non pour moi")
    assert talk.draft.beneficiary == "self"


def test_a_button_is_offered_once_a_turn() -> None:
    talk = Talk().describe(*MEDICAL, "azerty", "qsdf", "wxcv")
    payloads = [button.payload for button in talk.buttons]
    assert all(payloads.count(payload) == 1 for payload in payloads)


def test_four_digressions_in_a_row_lead_to_a_person() -> None:
    talk = Talk().describe("médical")
    for _ in range(4):
        talk.say("qsdfghjk", (("out_of_scope", 0.73),))
    assert talk.asking == "line.act"
    assert {"type": "handover_form"} in [reply.card for reply in talk.said]


def test_a_number_beside_a_dental_code_is_a_tooth() -> None:
    talk = Talk().describe("HBLD038 26")
    assert (talk.draft.lines[0].tooth, talk.draft.lines[0].fee) == (26, None)
    assert talk.draft.to_confirm is None


def test_a_room_priced_by_the_night_before_the_stay_is_asked_is_kept() -> None:
    talk = Talk().describe(*MEDICAL, "chambre à 85 par nuit")
    assert (talk.draft.stay.wanted, talk.draft.stay.price, talk.draft.stay.per) == (True, "85.00", "night")


def test_months_of_pregnancy_are_no_nights() -> None:
    talk = Talk().describe(*MEDICAL[:3], "je suis enceinte de 7 mois")
    assert talk.draft.exemption == "maternity"
    assert talk.draft.to_confirm is None


def test_covered_at_100_percent_without_a_reason_asks_which() -> None:
    talk = talk_at("medical", "exemption").describe("100%")
    assert talk.draft.exemption is None
    assert talk.asking == "exemption"
    assert any("maternité" in button.title.lower() for button in talk.buttons)


def test_the_surgeon_too_is_another_line_of_the_anaesthetists_act() -> None:
    talk = Talk().describe(*MEDICAL, "NEKA020", "c'est l'anesthésiste", "270", "secteur 1", "oui le chirurgien aussi")
    assert (talk.draft.lines[1].code, talk.draft.lines[1].activity) == ("NEKA020", 1)


def test_a_field_named_at_the_summary_is_asked_again() -> None:
    talk = talk_at("medical", "confirm")
    assert talk.describe("le montant").asking == "line.fee"
    assert talk.describe("900").asking == "confirm"
    assert talk.draft.lines[0].fee == "900.00"


@pytest.mark.parametrize("question", ["où je trouve ça ?", "j'ai pas compris la question", "hein ?"])
def test_a_question_about_the_question_answers_nothing(question: str) -> None:
    talk = talk_at("medical", "line.base").describe(question)
    assert talk.last.events == ()
    assert talk.asking == "line.base"
    assert len(talk.said) > 1, "something is said before the question comes again"


def test_words_that_fit_several_candidates_leave_those_to_choose_from() -> None:
    talk = Talk().describe(*MEDICAL, "operation du genoux", "la prothese")
    assert talk.asking == "choose_act"
    assert not talk.draft.lines or talk.draft.lines[0].code is None
    assert {button.payload.get("value") for button in talk.buttons} == {"NFKA007", "NFKA008", "none"}
