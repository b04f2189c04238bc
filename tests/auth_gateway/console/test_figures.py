"""The desk's figures: what is counted, for whom, and nothing of anybody."""

import csv
import io
from typing import Any

import pytest
from starlette.testclient import TestClient

from auth_gateway.console.figures import ACCURACY_STEPS, _steps
from tests.support.desk import CASES, act, sent
from tests.support.people import member
from tests.support.scripted_bot import ordinary
from tests.support.talks import Talks, estimated

Json = dict[str, Any]

FIGURES = "/api/v1/console/figures"


def tables(advisor: TestClient, **asked: str) -> dict[str, dict[str, list[int]]]:
    """Return each table as label → counts."""
    answer = advisor.get(FIGURES, params=asked)
    assert answer.status_code == 200, answer.text
    return {each["name"]: {row["label"]: row["counts"] for row in each["rows"]} for each in answer.json()["tables"]}


def test_the_funnel_counts_each_question_and_where_members_stopped(each_talks: Talks) -> None:
    advisor = each_talks.advisor_account()
    gone, done, _silent = each_talks.member(), each_talks.member(), each_talks.member()
    gone.say("850 euros")
    estimated(each_talks, done)
    each_talks.bot.answer = ordinary
    each_talks.gateway.clock.advance(hours=2)
    each_talks.member()  # still at it

    funnel = tables(each_talks.gateway.sign_in(advisor))["funnel"]

    assert funnel["Type de devis"] == [4, 1]
    assert funnel["Montant du devis"] == [1, 1]


def test_hand_overs_are_counted_by_reason_with_the_question(talks: Talks) -> None:
    advisor, stuck, done, alone = talks.advisor(), talks.member(), talks.member(), talks.member(opened=False)
    estimated(talks, done)
    for talker in (stuck, done, alone):
        sent(talker)

    assert tables(advisor)["hand_overs"] == {
        "Arrêt\u202f: Type de devis": [1],
        "Estimation à vérifier": [1],
        "Envoi sans conversation": [1],
    }


def test_delays_run_from_arrival_to_the_first_taking_and_the_first_answer(talks: Talks) -> None:
    account, talker = talks.advisor_account(), talks.member()
    case = sent(talker)
    talks.gateway.clock.advance(hours=2)
    act(talks.gateway.sign_in(account), case, "take")
    talks.gateway.clock.advance(hours=30)
    advisor = talks.gateway.sign_in(account)
    act(advisor, case, "answer", text="Voici.")

    found = tables(advisor)

    assert {label: count for label, (count,) in found["until_taken"].items() if count} == {"1 à 4 heures": 1}
    assert {label: count for label, (count,) in found["until_answered"].items() if count} == {"1 à 2 jours": 1}


def test_accuracy_compares_the_estimate_with_the_real_reimbursement(talks: Talks) -> None:
    advisor, talker = talks.advisor(), talks.member()
    estimated(talks, talker, member_pays="120.00")  # of 400 €: 280 € are to be reimbursed
    case = sent(talker)
    act(advisor, case, "answer", text="Voici.")
    told = talker.client.post(f"{CASES}/{case}/rating", json={"helpful": True, "real_reimbursement": "275.50"})
    assert told.status_code == 204, told.text

    found = tables(advisor)

    assert {label: count for label, (count,) in found["accuracy"].items() if count} == {"Jusqu’à 10\u202f€": 1}
    assert found["helped"] == {"Elle a aidé": [1], "Elle n’a pas aidé": [0]}


def test_a43_figures_are_of_the_readers_mutuelles(talks: Talks) -> None:
    advisor = talks.advisor("mnt")
    sent(talks.member(member(mutuelle_id="lmg")))

    found = tables(advisor)

    assert found["funnel"] == {}
    assert found["hand_overs"] == {}


def test_figures_are_of_the_days_asked_for(talks: Talks) -> None:
    advisor = talks.advisor()
    sent(talks.member())

    assert tables(advisor, **{"from": "2020-01-01", "to": "2020-01-31"})["hand_overs"] == {}


def test_the_file_holds_the_same_counts_and_nothing_of_anybody(talks: Talks) -> None:
    advisor, talker = talks.advisor(), talks.member(member(last_name="Fictif-Essai"))
    sent(talker, "Texte confidentiel.")

    answer = advisor.get(f"{FIGURES}.csv")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))

    assert answer.headers["content-disposition"].startswith("attachment")
    assert rows[0] == ["Tableau", "Ligne", "Colonne", "Nombre"]
    assert [
        "Pourquoi les dossiers arrivent",
        "Arrêt\u202f: Type de devis",
        "Dossiers",
        "1",
    ] in rows
    assert not {"Fictif-Essai", "confidentiel", talker.person.id} & set(answer.text.split(";"))
    assert "confidentiel" not in answer.text


def test_a_page_of_figures_shows_a_chart_and_its_table(talks: Talks) -> None:
    advisor = talks.advisor()
    sent(talks.member())

    page = advisor.get("/conseiller/chiffres").text

    assert page.count('<svg class="chart"') == page.count("Les mêmes nombres en tableau")
    assert page.count('<svg class="chart"') >= 2


def test_figures_are_nothing_for_a_member(talks: Talks) -> None:
    client = talks.member(opened=False).client

    assert {client.get(path).status_code for path in (FIGURES, f"{FIGURES}.csv", "/conseiller/chiffres")} == {404}


@pytest.mark.parametrize(("difference", "step"), [(0, 0), (1, 1), (100, 1), (101, 2), (1000, 2), (5000, 3), (5001, 4)])
def test_a_difference_counts_up_to_its_step(difference: int, step: int) -> None:
    assert _steps([difference], ACCURACY_STEPS) == [int(index == step) for index in range(5)]


def test_every_field_that_may_be_asked_has_its_name_in_the_figures(talks: Talks) -> None:
    advisor, talker = talks.advisor(), talks.member()
    asked = {"field": "line.condition_met", "line": 1, "misses": 0}
    talks.bot.answer = lambda turn: {**ordinary(turn), "asking": asked}
    talker.say("850 euros")

    assert "Condition de remboursement remplie" in tables(advisor)["funnel"]
