"""Acts by everyday words, over HTTP: who may ask, within what, how often."""

import dataclasses

import pytest
from limits import RateLimitItemPerMinute

from auth_gateway.platform.limits import STRICT, Share
from tests.support.gateway import Gateway
from tests.support.people import advisor, member

ACTS = "/api/v1/acts"


def labels(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [act["label"] for act in answer["acts"]]


def test_somebody_who_is_not_signed_in_finds_nothing(gateway: Gateway) -> None:
    answer = gateway.client().get(ACTS, params={"words": "couronne"})

    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"


def test_a_member_finds_an_act_by_everyday_words(gateway: Gateway) -> None:
    answer = gateway.signed_in_member(member()).get(ACTS, params={"words": "prothèse de hanche"})

    assert answer.status_code == 200
    assert answer.json()["acts"][0]["code"] == "NEKA020"
    assert "hanche" in labels(answer.json())[0]


def test_an_advisor_finds_acts_too(gateway: Gateway) -> None:
    account = advisor()
    gateway.save(account)

    answer = gateway.sign_in(account).get(ACTS, params={"words": "cataracte"})

    assert "BFGA004" not in [act["code"] for act in answer.json()["acts"]]
    assert answer.json()["acts"]


def test_a_code_is_its_act(gateway: Gateway) -> None:
    answer = gateway.signed_in_member(member()).get(ACTS, params={"words": "neka 020"})

    assert [act["code"] for act in answer.json()["acts"]] == ["NEKA020"]


def test_orthodontics_are_found_by_name_and_by_letter_but_on_no_medical_quote(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())

    named = client.get(ACTS, params={"words": "semestre d'orthodontie", "family": "dental"})
    typed = client.get(ACTS, params={"words": "to 75"})
    medical = client.get(ACTS, params={"words": "orthodontie", "family": "medical"})

    assert [act["code"] for act in named.json()["acts"]][:1] == ["TO90"]
    assert [act["code"] for act in typed.json()["acts"]][:1] == ["TO75"]
    assert medical.json() == {"acts": []}


def test_words_of_another_family_find_no_act_of_it(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())

    answer = client.get(ACTS, params={"words": "couronne", "family": "medical"})
    code = client.get(ACTS, params={"words": "HBLD634", "family": "medical"})

    assert not any("ouronne" in label for label in labels(answer.json()))
    assert code.json() == {"acts": []}


def test_acts_that_the_tooth_does_not_allow_are_left_out(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    asked = {"words": "couronne zircone molaire", "family": "dental"}

    molar = client.get(ACTS, params={**asked, "tooth": "26"}).json()
    incisor = client.get(ACTS, params={**asked, "tooth": "11"}).json()

    molars_only = set(labels(molar)) - set(labels(incisor))
    assert any("molaire" in label for label in molars_only)


def test_words_that_mean_no_act_find_none(gateway: Gateway) -> None:
    answer = gateway.signed_in_member(member()).get(ACTS, params={"words": "zzz qqq"})

    assert answer.json() == {"acts": []}


@pytest.mark.parametrize(
    "asked",
    [{}, {"words": ""}, {"words": "x" * 201}, {"words": "a", "family": "other"}, {"words": "a", "on": "tomorrow"}],
)
def test_what_is_asked_in_another_form_is_refused(gateway: Gateway, asked: dict[str, str]) -> None:
    answer = gateway.signed_in_member(member()).get(ACTS, params=asked)

    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid_request"


def test_a_flood_of_searches_is_slowed_down(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    gateway.services.limits.figures = dataclasses.replace(STRICT, shares={Share.SEARCHES: RateLimitItemPerMinute(2)})

    answers = [client.get(ACTS, params={"words": "couronne"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].json()["code"] == "too_many_searches"
    assert int(answers[-1].headers["Retry-After"]) >= 1
