"""What other people's sentences do to a quote: the field they change, what is asked next."""

from __future__ import annotations

from typing import Any

import pytest

from quote_draft import draft_view
from tests.support.steps import MEDICAL, talk_at
from tests.support.talk import DAUGHTER, SELF, SON, Talk, hip_replacement, two_crowns

READ = [
    # asked, what is said, what becomes known
    ("family", "C'est pour une opération du genou", {"family": "medical"}),
    ("family", "j'ai un devis chez le dentiste", {"family": "dental"}),
    ("family", "un devis d'orthopédiste", {"family": "medical"}),
    ("care_date", "le 12/12/2026", {"care_date": "2026-12-12"}),
    ("care_date", "on ne m'a pas donné de date", {"care_date": "unknown"}),
    ("care_date", "dans 2 mois", {"care_date": "2027-01-21"}),
    ("setting", "je sors le soir même", {"setting": "day_case"}),
    ("setting", "hospitalisé une semaine", {"setting": "inpatient", "stay.nights": 7}),
    ("setting", "chez le médecin", {"setting": "outpatient"}),
    ("exemption", "non merci", {"exemption": "none"}),
    ("exemption", "pas à ma connaissance", {"exemption": "none"}),
    ("exemption", "oui j'ai une ald", {"exemption": "ald"}),
    ("line.act", "neka 020", {"line.act": "NEKA020"}),
    ("line.act", "c'est une opération de la cataracte", {"line.act": "BFGA427"}),
    ("line.activity", "c'est celui de l'anesthésiste", {"line.activity": 4}),
    ("line.activity", "le chirurgien prend 1200 euros", {"line.activity": 1, "line.fee": "1200.00"}),
    ("line.sector", "secteur deux sans optam", {"line.sector": "sector_2"}),
    ("line.sector", "sais pas", {"line.sector": "unknown"}),
    ("line.sector", "le tarif sécu", {"line.sector": "sector_1"}),
    ("line.fee", "huit cent cinquante", {"line.fee": "850.00"}),
    ("line.fee", "c'est marqué 1200 sur le devis", {"line.fee": "1200.00"}),
    ("line.fee", "850 euros, base 459,80", {"line.fee": "850.00"}),
    ("line.base", "il n'y en a pas", {"line.base": "unknown"}),
    ("line.base", "oui 459,80", {"line.base": "459.80"}),
    ("line.base", "non, c'était 950", {"line.fee": "950.00", "line.base": None}),
    ("line.base", "pas 850 mais 950", {"line.fee": "950.00", "line.base": None}),
    ("line.base", "je me suis trompé c'est 900", {"line.fee": "900.00", "line.base": None}),
    ("stay.nights", "une semaine", {"stay.nights": 7}),
    ("stay.nights", "du 10 au 13 décembre", {"stay.nights": 3}),
    (
        "stay.private_room",
        "oui à 90 euros la nuit",
        {"stay.private_room.price": "90.00", "stay.private_room.per": "night"},
    ),
    ("stay.private_room", "pas la peine", {"stay.private_room.wanted": False}),
    (
        "stay.private_room",
        "oui mais je connais pas le prix",
        {"stay.private_room.wanted": True, "stay.private_room.price": "unknown"},
    ),
    ("confirm", "non le montant c'est 900", {"line.fee": "900.00"}),
    ("confirm", "change le secteur en secteur 2 optam", {"line.sector": "sector_2_optam"}),
    ("confirm", "c'est pas 3 nuits c'est 4", {"stay.nights": 4}),
    ("confirm", "en fait c'est en ambulatoire", {"setting": "day_case"}),
    ("confirm", "la date est le 12 décembre", {"care_date": "2026-12-12"}),
    ("confirm", "j'ai une ALD en fait", {"exemption": "ald"}),
    ("confirm", "change le montant de la ligne 1 en 900", {"line.fee": "900.00"}),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "said", "known"), READ, ids=[f"{asked}: {said}" for asked, said, _ in READ])
def test_a_sentence_is_read(asked: str, said: str, known: dict[str, Any]) -> None:
    talk = talk_at("medical", asked)
    assert talk.asking == asked

    talk.say(said)

    assert {field: talk.draft.get(field, 1 if field.startswith("line.") else None) for field in known} == known


ASIDE = [
    # what is said, what the intent model hears where the words alone do not tell, how it is taken
    ("c'est quoi l'OPTAM ?", None, "question"),
    ("pourquoi cette question ?", None, "why"),
    ("bonjour", None, "smalltalk"),
    ("est-ce que c'est dangereux ?", "medical_advice", "medical_advice"),
    ("j'ai très mal à la poitrine, je n'arrive plus à respirer", None, "emergency"),
    ("je veux parler à un conseiller", None, "handover"),
    ("c'est nul votre truc", "complaint", "complaint"),
    ("mon mot de passe ne marche pas", None, "support"),
    ("stop", None, "stop"),
    ("récapitule", None, "summary"),
    ("azertyuiop", None, "none"),
    ("tout recommencer", None, "restart"),
]


@pytest.mark.parametrize(("said", "intent", "kind"), ASIDE)
@pytest.mark.parametrize("asked", ["family", "line.sector", "line.fee", "stay.nights", "confirm"])
def test_a_digression_leaves_the_question_and_the_draft_in_place(
    asked: str, said: str, intent: str | None, kind: str
) -> None:
    talk = talk_at("medical", asked)
    before = talk.draft

    talk.say(said, ((intent, 0.9),) if intent else ())

    assert kind in talk.last.kinds
    assert (talk.asking, talk.draft) == (asked, before)


def test_an_emergency_gives_the_numbers() -> None:
    talk = Talk().describe("je n'arrive plus à respirer")

    assert all(number in talk.text for number in ("15", "112", "114"))


@pytest.mark.parametrize(
    ("said", "sector"), [("oui", "sector_2_optam"), ("non", "sector_2"), ("je ne sais pas", "sector_2_either")]
)
@pytest.mark.parametrize("vague", ["secteur 2", "honoraires libres", "2"])
def test_a_vague_sector_leads_to_the_optam_question(vague: str, said: str, sector: str) -> None:
    talk = talk_at("medical", "line.sector").describe(vague)
    assert talk.names[-1] == "utter_ask_line_sector_optam"

    talk.say(said)

    assert talk.draft.get("line.sector", 1) == sector


def test_a_practitioner_not_conventioned_leads_to_the_handover() -> None:
    talk = talk_at("medical", "line.sector").describe("il est non conventionné")

    assert "handover" in talk.last.kinds
    assert any(reply.card == {"type": "handover_form"} for reply in talk.said)


@pytest.mark.parametrize(("fee", "reason"), [("12 €", "fee_low"), ("20000", "fee_high"), ("gratuit", "fee_zero")])
def test_an_unlikely_fee_is_confirmed_first(fee: str, reason: str) -> None:
    talk = talk_at("medical", "line.fee").describe(fee)
    proposed = draft_view(talk.draft)["to_confirm"]
    assert (talk.asking, proposed["field"], proposed["reason"]) == ("confirm_value", "line.fee", reason)
    assert talk.draft.lines[0].fee is None

    talk.say("oui")

    assert talk.draft.lines[0].fee == proposed["value"]
    assert talk.draft.to_confirm is None


def test_a_fee_denied_is_asked_again() -> None:
    talk = talk_at("medical", "line.fee").describe("12", "non")

    assert (talk.asking, talk.draft.lines[0].fee, talk.draft.to_confirm) == ("line.fee", None, None)


def test_another_amount_takes_the_place_of_the_one_to_confirm() -> None:
    talk = talk_at("medical", "line.fee").describe("12", "1200")

    assert talk.draft.lines[0].fee == "1200.00"


@pytest.mark.parametrize("said", ["12 mars 2020", "c'était le 3 octobre 2026"])
def test_a_past_date_is_confirmed(said: str) -> None:
    talk = Talk().describe("médical", said)

    assert (talk.asking, draft_view(talk.draft)["to_confirm"]["reason"]) == ("confirm_value", "past_date")


def test_a_date_past_the_cover_is_confirmed() -> None:
    cover = {"guarantee_id": "mnh-confort", "label": "x", "valid_from": "2026-01-01", "valid_until": "2026-12-31"}
    talk = Talk(cover=cover).describe("médical", "10 mars 2027")

    assert draft_view(talk.draft)["to_confirm"]["reason"] == "after_cover"


def test_a_month_is_its_first_day_and_approximate() -> None:
    talk = Talk().describe("médical", "en mars")

    assert (talk.draft.care_date, draft_view(talk.draft)["approximate"]) == ("2027-03-01", ["care_date"])


def test_a_tooth_that_the_act_does_not_allow_is_questioned() -> None:
    talk = Talk(family="dental").describe("HBLD634", "26")

    assert draft_view(talk.draft)["to_confirm"]["reason"] == "tooth_not_allowed"


def test_several_teeth_make_one_line_each() -> None:
    talk = Talk(family="dental").describe("HBLD038", "26 et 27")

    assert [(line.code, line.tooth) for line in talk.draft.lines] == [("HBLD038", 26), ("HBLD038", 27)]


@pytest.mark.parametrize(
    ("said", "then", "fees"),
    [
        ("298,70 par dent", None, ["298.70", "298.70"]),
        ("600 pour les deux", None, ["300.00", "300.00"]),
        ("298,70", "par dent", ["298.70", "298.70"]),
        ("599,99", "pour les deux", ["300.00", "299.99"]),
    ],
)
def test_the_fee_of_several_teeth_is_shared_as_the_member_says(said: str, then: str | None, fees: list[str]) -> None:
    talk = Talk(family="dental").describe("HBLD038", "26 et 27", said)
    if then:
        assert (talk.asking, talk.draft.lines[0].fee) == ("line.fee", None)
        talk.say(then)

    assert [line.fee for line in talk.draft.lines] == fees


def test_both_fees_in_one_sentence_make_two_lines() -> None:
    talk = talk_at("medical", "line.activity").describe("1200 pour le chirurgien et 400 pour l'anesthésiste")

    assert [(line.code, line.activity, line.fee) for line in talk.draft.lines] == [
        ("NEKA020", 1, "1200.00"),
        ("NEKA020", 4, "400.00"),
    ]


def test_several_codes_in_one_sentence_make_several_lines() -> None:
    talk = Talk(family="dental").describe("HBLD038 dent 26 à 298,70 et HBLD090 dent 26 à 175")

    assert [(line.code, line.tooth, line.fee) for line in talk.draft.lines] == [
        ("HBLD038", 26, "298.70"),
        ("HBLD090", 26, "175.00"),
    ]


@pytest.mark.parametrize("said", ["l'anesthésiste", "oui l'anesthésiste", "ajoute l'anesthésiste"])
def test_the_anaesthetist_is_a_line_of_the_same_act(said: str) -> None:
    talk = hip_replacement().describe(said)

    assert [(line.code, line.activity) for line in talk.draft.lines] == [("NEKA020", 1), ("NEKA020", 4)]
    assert talk.asking == "line.fee"


def test_words_that_could_be_several_acts_are_chosen_among() -> None:
    talk = Talk(family="dental").describe("une couronne")
    assert talk.asking == "choose_act"
    assert 2 <= len(talk.last.asking.options["candidates"]) <= 5  # type: ignore[union-attr]

    talk.say("le deuxième")

    assert talk.draft.lines[0].code


def test_a_sum_whose_figures_are_teeth_is_a_sum() -> None:
    talk = Talk(family="dental").describe("détartrage 43,38 €")

    assert [(line.tooth, line.fee) for line in talk.draft.lines] == [(None, "43.38")]


def test_a_line_without_an_act_is_asked_about_by_what_is_known_of_it() -> None:
    talk = Talk(family="dental").describe("HBLD038 sur la 26 à 620 €", "encore une", "750 euros")
    asked = talk.last.said[-1]
    assert (asked.response, asked.variables) == ("utter_ask_line_act_told", {"line": "2", "told": "750,00\u202f€"})

    talk.say("un bridge de trois éléments")

    assert talk.last.said[-1].response == "utter_ask_choose_act_of_line"


def test_an_unknown_code_offers_its_neighbours() -> None:
    talk = talk_at("medical", "line.act").describe("NEKB020")

    assert (talk.asking, talk.draft.lines[0].code) == ("choose_act", None)


def test_a_tooth_is_corrected_by_its_kind() -> None:
    talk = two_crowns().describe("supprime la ligne 2", "c'est la dent 16, pas la 26")

    assert talk.draft.lines[0].tooth == 16
    assert {"line": 1, "field": "tooth", "from": 26, "to": 16} in talk.last.changes


def test_the_old_value_says_which_line_is_corrected() -> None:
    talk = hip_replacement().describe("l'anesthésiste", "400", "secteur 1", "non")
    assert talk.asking == "stay.nights"

    talk.say("pas 1200 mais 1300")

    assert [line.fee for line in talk.draft.lines] == ["1300.00", "400.00"]


def test_a_correction_says_old_and_new() -> None:
    talk = talk_at("medical", "line.base").describe("non, c'était 950")

    assert "850,00\u202f€ → 950,00\u202f€" in talk.text
    assert talk.last.kinds == ("correct",)


def test_one_undo_takes_back_all_that_one_turn_changed() -> None:
    talk = Talk(family="dental").describe("le 10 décembre", "HBLD038 dent 26 à 298,70 et HBLD090 dent 26 à 175")
    told = len(talk.draft.lines)

    once = talk.say("annule").draft
    twice = talk.undo().draft

    assert (told, len(once.lines), once.care_date) == (2, 0, "2026-12-10")
    assert twice.care_date is None


def test_undo_stops_at_what_the_service_gave_itself() -> None:
    talk = Talk(family="dental")

    talk.say("annule")

    assert (talk.draft.family, talk.draft.beneficiary) == ("dental", "self")
    assert talk.names[0] == "utter_nothing_to_undo"


def test_a_restart_asks_first() -> None:
    talk = hip_replacement()
    talk.say("je veux tout recommencer")
    before = talk.draft

    talk.say("oui")

    assert (len(before.lines), len(talk.draft.lines)) == (1, 0)
    assert (talk.draft.beneficiary, talk.asking) == ("self", "describe")


def test_a_line_is_deleted_by_its_number_or_its_words() -> None:
    talk = hip_replacement().describe("l'anesthésiste", "supprime l'anesthésiste")
    assert [line.activity for line in talk.draft.lines] == [1]

    talk.say("enlève la ligne 1")

    assert talk.draft.lines == ()


def test_reprompts_help_more_each_time_then_offer_a_person() -> None:
    talk = talk_at("medical", "line.fee")
    names = []
    for _ in range(4):
        talk.say("azertyuiop")
        names.append(talk.names[0])

    assert names == ["utter_miss_1", "utter_help_line_fee", "utter_miss_3", "utter_miss_handover"]
    assert talk.asking == "line.fee"


def test_someone_with_children_says_whom_the_quote_is_for_or_is_asked() -> None:
    told = Talk(SELF, DAUGHTER, SON).describe("c'est pour mon fils de 8 ans", "HBLD038", "26", "290", "non")
    asked = Talk(SELF, DAUGHTER, SON).describe("HBLD038", "26", "290", "non", "10 décembre")

    assert (told.draft.beneficiary, told.asking) == ("c2a", "care_date")
    assert asked.asking == "beneficiary"


def test_a_first_name_in_braces_is_the_person() -> None:
    talk = Talk(SELF, DAUGHTER, SON).describe("pour {b1f}", "médical", "en fait c'est pour {c2a}")

    assert talk.draft.beneficiary == "c2a"


def test_a_dental_quote_asks_neither_setting_nor_exemption_nor_sector() -> None:
    talk = Talk(family="dental")
    asked = [talk.asking]
    for said in ("HBLD038", "26", "290", "non", "10 décembre"):
        talk.say(said)
        asked.append(talk.asking)

    assert asked == ["describe", "line.tooth", "line.fee", "more_lines", "care_date", None]


def test_the_intent_model_leads_where_no_value_is_told_and_small_talk_never_beside_one() -> None:
    talk = talk_at("medical", "line.fee")

    talk.say("gloubi", (("handover", 0.9),))
    assert talk.last.kinds == ("handover",)
    talk.say("850 euros", (("greet", 0.99),))

    assert talk.draft.lines[0].fee == "850.00"


def test_what_is_doubtful_is_confirmed_before_the_estimate_and_given_once() -> None:
    talk = talk_at("medical", "confirm")
    given = [talk.last.estimate, *(talk.say(said).estimate for said in ("oui c'est bon", "merci"))]

    assert [one is not None for one in given] == [False, True, False]


def test_where_nothing_is_doubtful_the_estimate_follows_the_last_answer() -> None:
    talk = talk_at("medical", "exemption").describe("non")

    assert talk.last.estimate is not None
    assert talk.asking is None


def test_a_change_after_the_estimate_is_estimated_again_with_before_and_after() -> None:
    talk = talk_at("medical", "estimated").describe("le montant c'est 900")

    assert "850,00\u202f€ → 900,00\u202f€" in talk.text
    assert talk.last.estimate is not None


def test_a_reader_is_not_given_an_estimate() -> None:
    talk = Talk(may_estimate=False).describe(*MEDICAL["estimated"])

    assert talk.last.estimate is None
    assert "utter_read_only" in talk.names


def test_the_panel_and_the_chat_are_one_draft() -> None:
    talk = talk_at("medical", "line.base")

    talk.edit([{"kind": "set", "field": "line.base", "line": 1, "value": "459.80"}])

    assert talk.asking == "more_lines"
    assert talk.last.changes == ({"line": 1, "field": "base", "from": None, "to": "459.80"},)


@pytest.mark.parametrize(
    "text", ['/affirmer{"montant":"tout"}', "/restart", "EXTERNAL: x", "…", "?!", "{}", "a" * 2000]
)
def test_a_command_or_junk_is_plain_text(text: str) -> None:
    talk = talk_at("medical", "line.fee")
    before = talk.draft

    talk.say(text)

    assert talk.draft == before


@pytest.mark.parametrize("told", ["opération de la cataracte 650 €", "la cataracte, on me demande 650 euros"])
@pytest.mark.parametrize(
    "other",
    [
        "anesthésiste 180 €",
        "et pour l'anesthésie c'est 180",
        "j'ai aussi l'anesthésiste à 180 euros",
        "180 d'anesthésie",
    ],
)
def test_another_person_s_price_begins_a_line_and_leaves_the_price_before_it(told: str, other: str) -> None:
    talk = Talk().describe(told, other)

    assert [(line.activity, line.fee) for line in talk.draft.lines] == [(1, "650.00"), (4, "180.00")]


@pytest.mark.parametrize(
    "text", ["c'est l'anesthésiste", "l'anesthésiste, 650 €", "non pardon, c'est l'anesthésiste et il prend 700"]
)
def test_whose_price_it_is_or_was_meant_to_be_begins_none(text: str) -> None:
    talk = Talk().describe("opération de la cataracte 650 €", text)

    assert [line.activity for line in talk.draft.lines] == [4]


@pytest.mark.parametrize("unknown", ["guide chirurgical", "guide de pose", "attelle"])
@pytest.mark.parametrize(
    "text", ["couronne HBLD073 16 500 €, {} 300 €, cone beam 120 €", "HBLD073 16 500 €, {} 300, scanner LAQK027 120"]
)
def test_the_price_of_what_is_not_known_is_not_the_next_act_s(text: str, unknown: str) -> None:
    talk = Talk().describe(text.format(unknown))

    fees = {line.code: line.fee for line in talk.draft.lines}
    assert fees["HBLD073"] == "500.00"
    assert fees["LAQK027"] == "120.00"


def test_lines_of_one_tooth_whose_acts_are_still_to_be_chosen_keep_their_prices_apart() -> None:
    talk = Talk().describe("Inlay-core 36 180 €, couronne provisoire 36 60 €, couronne zircone 36 550 €")

    assert [(line.tooth, line.fee) for line in talk.draft.lines] == [(36, "180.00"), (36, "60.00"), (36, "550.00")]


@pytest.mark.parametrize("text", ["bridge 24 à 26, 1800 €", "un bridge céramo-métallique 24 à 26 à 1800 euros"])
def test_teeth_from_one_to_another_are_no_price(text: str) -> None:
    talk = Talk().describe(text)

    assert set(talk.draft.lines[0].values["teeth"]) == {24, 25, 26}
    assert talk.draft.lines[0].fee == "1800.00"
