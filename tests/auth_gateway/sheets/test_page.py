"""What the page of an estimate says, wherever it is laid out: one figure, a ledger that adds up, what to do."""

import copy
import re
from typing import Any

import pytest

from auth_gateway.platform.french import cents, euros
from auth_gateway.sheets import AdvisorAnswer, EstimateSheet, asked_of, headline_of, page_of
from quote_engine import estimate as engine
from tests.support.quotes import crown, hip_replacement
from tests.support.sheets import ESTIMATE, PARTIAL, QUOTE, page, sheet

Json = dict[str, Any]


def assumed(code: str, field: str | None = None, line: int | None = None, text: str = "Un texte.") -> Json:
    return {"code": code, "field": field, "line": line, "text": text}


def of_total(member: str, **more: Any) -> Json:
    return {**ESTIMATE, "total": {**ESTIMATE["total"], "member": member}, **more}


UNSURE = of_total("828.00", range={"member": {"min": "374.36", "max": "828.00"}}, sector="sector_2")


@pytest.mark.parametrize(
    ("estimate", "said", "in_short"),
    [
        (of_total("374.36"), "374,36 €", "Reste à payer : 374,36 €"),
        (of_total("0.00"), "Rien à payer", "Rien à payer"),
        (UNSURE, "Entre 374,36 € et 828,00 €", "Reste à payer : entre 374,36 € et 828,00 €"),
        (
            of_total("374.36", not_estimated="450.00"),
            "Entre 374,36 € et 824,36 €",
            "Reste à payer : entre 374,36 € et 824,36 €",
        ),
        (
            of_total("0.00", assumptions=[assumed("room_price_unknown")]),
            "Rien à payer, hors dépense non comptée",
            "Rien à payer, hors dépense non comptée",
        ),
        (
            {**UNSURE, "assumptions": [assumed("private_room_unknown")]},
            "Au moins 374,36 €",
            "Reste à payer : au moins 374,36 €",
        ),
        (
            of_total("374.36", assumptions=[assumed("approximate")]),
            "Environ 374,36 €",
            "Reste à payer : environ 374,36 €",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_figure_says_what_is_known_and_what_is_not(estimate: Json, said: str, in_short: str) -> None:
    shown = page(estimate)

    assert [re.sub(r"\s", " ", shown[name]) for name in ("headline", "in_short")] == [said, in_short]
    assert shown["headline"] == headline_of(estimate).text


def amount_of(text: str) -> int:
    return cents(re.sub(r"[^\d,−]", "", text).replace("−", "-").replace(",", "."))


def adds_up(ledger: Json) -> bool:
    return sum(amount_of(row["amount"]) for row in ledger["rows"]) == amount_of(ledger["result"]["amount"])


@pytest.mark.parametrize("quote", [hip_replacement, crown])
@pytest.mark.parametrize("sector_known", [True, False])
def test_every_ledger_adds_up_to_the_cent(quote: Any, sector_known: bool) -> None:  # noqa: FBT001  a parameter
    described = quote({"scheme": "general"}, {"guarantee_id": "mnh-confort", "top_up_id": "mnh-surco"})
    if not sector_known:
        described["lines"] = [{**line, "sector": None} for line in described["lines"]]

    drawn = page_of(sheet(engine(described), quote=described))

    ledgers = [item["ledger"] for item in drawn["items"] + drawn["nothing_left"]]
    assert len(ledgers) == len(engine(described)["lines"]) + len(engine(described)["stay"])
    assert all(map(adds_up, [drawn["total"], *ledgers]))


def test_a_ledger_takes_away_what_each_payer_pays_with_its_computation() -> None:
    hip = page()["items"][0]["ledger"]

    assert [(row["payer"], row["amount"]) for row in hip["rows"]] == [
        (None, euros("1200.00")), ("amo", euros("-457.80")), ("amc", euros("-367.84")),
    ]  # fmt: skip
    assert hip["rows"][2]["computed"] == "180 % × 459,80 € = 827,64 €, moins 459,80 €"
    assert hip["result"] == {"label": "Reste à payer", "amount": euros("374.36")}


def test_a_computation_that_is_only_the_amount_is_not_said() -> None:
    hip = {**ESTIMATE["lines"][0], "amc": "367.84", "amc_computed": euros("367.84")}

    assert page({**ESTIMATE, "lines": [hip]})["items"][0]["ledger"]["rows"][2]["computed"] is None


def test_a_price_that_is_not_the_papers_alone_says_what_the_stay_adds_to_it() -> None:
    (price, *_), lines_only = page()["total"]["rows"], page(PARTIAL)["total"]["rows"][0]

    assert price["amount"] == "3\u202f020,05\u202f€"
    assert price["computed"] == "2\u202f600,05\u202f€ d’honoraires et de frais, 420,00\u202f€ pour le séjour"
    assert lines_only["computed"] is None


def test_what_leaves_nothing_to_pay_stands_apart() -> None:
    drawn = page()

    assert [item["label"] for item in drawn["items"]] == [
        "Remplacement de la hanche", "Anesthésie", "Chambre particulière",
    ]  # fmt: skip
    assert [item["label"] for item in drawn["nothing_left"]] == ["Forfait journalier hospitalier"]


def test_a_refused_line_and_a_charge_have_their_place_and_the_sum_is_the_papers() -> None:
    drawn = page(PARTIAL)
    refused, charge = drawn["items"][1:]

    assert (refused["refused"], refused["charged"]) == ("Sa base n’est pas connue.", euros("1400.05"))
    assert (charge["label"], charge["member"]) == ("Télévision", euros("10.00"))
    assert drawn["total"]["rows"][0]["amount"] == euros(asked_of(PARTIAL)) == euros("2615.05")
    assert drawn["total"]["result"] == {"label": "Reste à payer, au plus", "amount": euros("1784.41")}
    assert adds_up(drawn["total"])
    assert any(euros("1400.05") in reason for reason in drawn["reasons"])


def test_the_bar_says_in_words_what_it_draws() -> None:
    alternative = page()["total"]["bar"]["alt"]

    for amount in ("3020.05", "625.80", "823.84", "1570.41"):
        assert euros(amount) in alternative
    assert alternative.endswith("(52\u202f%).")


def test_a_free_line_has_no_bar() -> None:
    free = copy.deepcopy(ESTIMATE)
    free["lines"][0] |= {"charged": "0.00", "amo": "0.00", "amc": "0.00", "member": "0.00"}

    assert page(free)["nothing_left"][0]["bar"] is None


def test_each_hypothesis_is_said_once_with_its_lines_and_the_field_that_would_change_it() -> None:
    estimate = {
        **UNSURE,
        "warnings": [
            {"code": "sector_unknown", "text": "Le secteur n’est pas connu."},
            {"code": "modifiers_assumed_none", "text": "Sans modificateur.", "line": "1"},
            {"code": "modifiers_assumed_none", "text": "Sans modificateur.", "line": "2"},
        ],
        "assumptions": [
            assumed("approximate", "line.fee", 1, "Un montant est approximatif."),
            assumed("exemption_unknown", "exemption", None, "Sans prise en charge à 100 %."),
        ],
    }

    supposed = page(estimate)["supposed"]

    anaesthetist = "Anesthésie, honoraires de l’anesthésiste"
    assert [(one["concerned"], one["field"], one["line"]) for one in supposed] == [
        (anaesthetist, "line.sector", 2),
        (f"Remplacement de la hanche · {anaesthetist}", "line.modifiers", 1),
        ("Remplacement de la hanche", "line.fee", 1),
        (None, "exemption", None),
    ]
    assert supposed[1]["text"] == "Sans modificateur."


def test_a_sector_that_the_conversation_supposed_is_not_supposed_twice() -> None:
    told = assumed("sector_among", "line.sector", 1)
    warned = {"code": "sector_unknown", "text": "Le secteur n’est pas connu."}

    supposed = page({**UNSURE, "warnings": [warned], "assumptions": [told]})["supposed"]

    assert [one["text"] for one in supposed] == ["Un texte."]


def test_a_warning_that_is_no_hypothesis_is_to_be_checked_or_is_a_limit_of_ours() -> None:
    warnings = [
        {"code": "basket_mismatch", "text": "Les codes ne s’accordent pas.", "line": "2"},
        {"code": "after_last_check", "text": "Vérifié en août."},
    ]

    drawn = page({**ESTIMATE, "warnings": warnings})

    assert [(one["concerned"], one["text"]) for one in drawn["notices"]] == [
        ("Anesthésie, honoraires de l’anesthésiste", "Les codes ne s’accordent pas.")
    ]
    assert drawn["limits"][-1] == "Vérifié en août."


def titles(**more: Any) -> str:
    return " / ".join(step["title"] for step in page(**more)["next_steps"])


def with_a_dearer_sector(estimate: Json) -> Json:
    cases = [{"sector": "sector_2_optam", "total": {"member": "374.36"}}, {"sector": "sector_2", "total": {}}]
    return {**estimate, "hypotheses": [{**each, "lines": [], "stay": []} for each in cases]}


def test_what_is_above_the_base_leads_to_optam_a_second_quote_spreading_and_an_advisor() -> None:
    known = titles()
    unsure = page(with_a_dearer_sector(UNSURE))["next_steps"]

    assert known.split(" / ")[0] == "Cherchez un praticien qui a signé l’OPTAM"
    for said in ("deuxième devis", "plusieurs fois", "conseiller"):
        assert said in known
    assert unsure[0]["title"] == "Demandez au praticien s’il a signé l’OPTAM"
    assert euros("374.36") in unsure[0]["text"]


def test_a_prosthesis_outside_its_basket_without_any_rest_leads_to_it() -> None:
    quote = {"date": "2026-06-01", "setting": "outpatient", "guarantee_id": "mnh-confort"}
    free = {**quote, "lines": [{"id": "1", "code": "HBLD734", "tooth": 26, "fee": "900.00"}]}

    assert "100 % Santé" in re.sub(r"\s", " ", titles(estimate=engine(free), quote=free))
    assert "100 %" not in titles()


def test_nothing_to_pay_leads_to_no_second_quote() -> None:
    paid = {**of_total("0.00"), "lines": [{**line, "member": "0.00"} for line in ESTIMATE["lines"]]}

    assert titles(estimate=paid) == "Rien à payer, mais peut-être à avancer"


def test_what_was_not_estimated_is_to_be_read_by_an_advisor_first() -> None:
    assert titles(estimate=PARTIAL).startswith("Faites relire ce qui n’a pas pu être estimé")


def test_an_advisors_answer_does_not_send_back_to_ligne_claire() -> None:
    answer = AdvisorAnswer(by="Ada", text="Voici.")
    for estimate in (ESTIMATE, PARTIAL):
        assert "Ligne claire" in str(page(estimate=estimate)["next_steps"])
        assert "Ligne claire" not in str(page(estimate=estimate, answer=answer)["next_steps"])


def test_each_sector_gives_its_total_and_what_each_line_would_leave() -> None:
    quote = hip_replacement({"scheme": "general"}, {"guarantee_id": "lmg-confort"})
    quote["lines"] = [{**line, "sector": None} for line in quote["lines"]]
    estimate = engine(quote)

    drawn = page_of(sheet(estimate, quote=quote))

    assert [row["amounts"][-1] for row in drawn["hypotheses"]["rows"]] == [
        euros(each["total"]["member"]) for each in estimate["hypotheses"]
    ]
    lines = drawn["hypotheses"]["by_item"]["rows"]
    assert lines[0]["amounts"] == [euros(each["lines"][0]["member"]) for each in estimate["hypotheses"]]
    assert len(lines) == len(estimate["lines"]) + len(estimate["stay"])
    assert drawn["case"].endswith("secteur 2 sans OPTAM.")


def test_what_is_open_in_another_way_than_the_sector_is_told_at_best_and_at_worst() -> None:
    ways = [{"favourable": way, "total": ESTIMATE["total"], "lines": [], "stay": []} for way in (False, True)]
    both = [{**way, "sector": "sector_1"} for way in ways]

    alone = page({**UNSURE, "hypotheses": ways})["hypotheses"]
    with_sectors = page({**UNSURE, "hypotheses": both})["hypotheses"]

    assert [row["label"] for row in alone["rows"]] == ["Au plus coûteux", "Au mieux"]
    assert [row["label"] for row in with_sectors["rows"]] == ["secteur 1, au plus coûteux", "secteur 1, au mieux"]


def test_a_range_without_width_says_that_the_sector_changes_nothing() -> None:
    same = of_total("1570.41", range={"member": {"min": "1570.41", "max": "1570.41"}}, sector="sector_1")

    drawn = page(same)

    assert drawn["headline"] == euros("1570.41")
    assert drawn["reasons"] == ["Ce montant est le même quel que soit le secteur du praticien, qui n’est pas connu."]


def test_the_page_names_the_member_and_whom_the_care_is_for() -> None:
    facts = {fact["label"]: fact["value"] for fact in page(who="Léa")["facts"]}

    assert facts["Adhérent"] == "Camille Essai"
    assert facts["Soins pour"] == "Léa"
    assert not any("2026.11" in value for value in facts.values())


def test_the_page_does_not_suppose_a_pathway_that_the_quote_denies() -> None:
    outside = page(quote={**QUOTE, "patient": {"in_pathway": False, "exemption": "ald"}})

    assert any("respectez le parcours" in limit for limit in page()["limits"])
    assert not any("respectez le parcours" in limit for limit in outside["limits"])
    told = [fact["value"] for fact in outside["facts"]]
    assert "hors parcours de soins coordonnés" in told
    assert "Affection de longue durée (ALD)" in told


def test_what_the_year_has_used_is_part_of_what_the_page_supposes() -> None:
    used = page(quote={**QUOTE, "consumed": {"participations": 3}})

    assert any("encore rien utilisé" in limit for limit in page()["limits"])
    assert any("déjà utilisé" in limit for limit in used["limits"])


def test_two_lines_of_one_act_are_told_apart_by_their_teeth() -> None:
    quote: Json = {"lines": [{"id": str(tooth), "tooth": tooth} for tooth in (26, 36)]}
    lines = [{**ESTIMATE["lines"][0], "id": line["id"]} for line in quote["lines"]]
    bridge = {**quote, "lines": [{"id": "26", "teeth": [13, 14, 15]}, quote["lines"][1]]}
    estimate = {**ESTIMATE, "lines": lines, "stay": []}

    assert [item["detail"] for item in page(estimate, quote=quote)["items"]] == ["dent 26", "dent 36"]
    assert page(estimate, quote=bridge)["items"][0]["detail"] == "dents 13, 14, 15"


def test_the_sheet_of_an_estimate_that_a_later_one_replaces_says_so() -> None:
    replaced = EstimateSheet(ESTIMATE, QUOTE, "7F3K2Q", sheet().made_on, replaced=True)

    assert "Remplacée" in page_of(replaced)["replaced"]
    assert page()["replaced"] is None


def test_a_line_that_is_not_covered_is_told_as_such() -> None:
    line = {**ESTIMATE["lines"][0], "covered": False}

    detail = page({**ESTIMATE, "lines": [line], "stay": []})["alone"]["detail"]

    assert detail.endswith("non remboursé par l’Assurance Maladie")


def test_one_act_on_both_sides_is_told_apart_where_a_remark_names_it() -> None:
    quote: Json = {"lines": [{"id": "1", "side": "left"}, {"id": "2", "side": "right"}]}
    estimate = {**ESTIMATE, "lines": [{**ESTIMATE["lines"][0], "id": one["id"]} for one in quote["lines"]], "stay": []}
    warning = {"code": "modifiers_assumed_none", "text": "Sans modificateur.", "line": "2"}

    supposed = page({**estimate, "warnings": [warning]}, quote=quote)["supposed"]

    assert supposed[0]["concerned"] == "Remplacement de la hanche, droite"


def test_a_line_says_its_side_and_how_often_and_a_charge_how_often_and_at_what_price() -> None:
    line = {**QUOTE["lines"][0], "side": "both", "quantity": 2}
    charge = {"id": "tv", "kind": "television", "amount": "5.00", "per": "day", "days": 3}
    quote = {**QUOTE, "lines": [line], "charges": [charge]}

    details = [item["detail"] for item in page(PARTIAL, quote=quote)["items"] if not item["refused"]]

    assert details == [
        "code NEKA020\u00a0· des deux côtés\u00a0· 2 fois\u00a0· secteur 2 sans OPTAM",
        "3 × 5,00\u202f€",
    ]


def test_what_a_member_typed_is_a_title_like_the_others() -> None:
    typed = {**ESTIMATE["lines"][0], "label": "forfait d'entrée"}

    assert page({**ESTIMATE, "lines": [typed], "stay": []})["alone"]["label"] == "Forfait d’entrée"


def test_a_condition_that_is_not_known_is_named_once_where_it_can_be_told() -> None:
    text = "L’Assurance Maladie rembourse cet acte sous une condition."
    estimate = {
        **ESTIMATE,
        "warnings": [{"code": "conditional_cover", "text": text, "line": "2"}],
        "assumptions": [assumed("condition_met_unknown", "line.condition_met", 2)],
    }

    told = page(estimate)

    assert [(one["text"], one["field"], one["line"]) for one in told["supposed"]] == [(text, "line.condition_met", 2)]
    assert told["notices"] == []


@pytest.mark.parametrize(("who", "printed"), [(None, "Camille Essai"), ("Léa", "Léa")])
def test_the_printed_page_names_whom_the_care_is_for(who: str | None, printed: str) -> None:
    facts = {fact["label"]: fact["value"] for fact in page(who=who)["facts"]}

    assert facts["Soins pour"] == printed
