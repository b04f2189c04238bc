"""Stored estimates: exactly the engine's, read by whom the rules allow, for as long as they allow."""

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from auth_gateway.accounts import Account
from auth_gateway.analyses.views import paired_lines, title_of
from auth_gateway.members import Person
from auth_gateway.platform.french import euros
from auth_gateway.rights import months_after
from tests.support.people import TODAY, account_of, child_of, dependant_of, member
from tests.support.scripted_bot import reply
from tests.support.talks import Talker, Talks, estimated, whole_estimate

Json = dict[str, Any]


def test_an_estimate_is_the_same_object_in_the_answer_the_card_the_list_and_the_record(each_talks: Talks) -> None:
    talker = each_talks.member()
    analysis = estimated(each_talks, talker)

    message = talker.messages()[-1]
    whole = talker.client.get(f"/api/v1/analyses/{analysis}").json()
    (listed,) = talker.client.get("/api/v1/analyses").json()

    card = dict(message["card"])
    assert euros(whole_estimate()["total"]["member"]) in card.pop("page")["headline"]
    assert card == {"type": "estimate", "estimate": whole_estimate(), "analysis_id": analysis}
    assert whole["estimate"] == whole_estimate()
    assert whole["quote"]["lines"][0]["code"] == "HBLD634"
    assert listed["id"] == analysis
    assert listed["total"] == whole_estimate()["total"]
    assert listed["beneficiary"] == "self"


def test_a63_the_pdf_and_the_document_carry_the_figures(each_talks: Talks) -> None:
    talker = each_talks.member()
    analysis = estimated(each_talks, talker)

    pdf = talker.client.get(f"/api/v1/analyses/{analysis}.pdf")
    (document,) = talker.client.get("/api/v1/documents").json()
    downloaded = talker.client.get(f"/api/v1/documents/{document['id']}")

    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.headers["content-disposition"].startswith('attachment; filename="estimation-2026-11-21-')
    assert pdf.headers["x-content-type-options"] == "nosniff"
    for file in (pdf, downloaded):
        text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(file.content)).pages)
        for amount in whole_estimate()["total"].values():
            assert amount == "0.00" or euros(amount) in text
        assert "Chiffres fictifs" in text
    assert document["member"] == "120.00"
    assert document["url"].endswith(document["id"])


def test_an_estimate_that_was_refused_is_told_and_not_kept(talks: Talks) -> None:
    talker = talks.member()
    refusal = {"status": "refused", "refusal": {"code": "unknown_act", "message": "…", "line": "1"}}
    talks.bot.answer = lambda _turn: reply("Je ne sais pas.", estimate=refusal, card={"type": "handover_form"})

    answer = talker.say("oui")

    assert answer["estimate"] == refusal
    assert answer["analysis_id"] is None
    assert talker.client.get("/api/v1/analyses").json() == []


def test_two_estimates_stand_side_by_side(talks: Talks) -> None:
    talker = talks.member()
    first = estimated(talks, talker)
    second = estimated(talks, talker, member_pays="150.50")

    compared = talker.client.get("/api/v1/analyses/compare", params={"ids": f"{first},{second}"}).json()

    assert [each["id"] for each in compared["analyses"]] == [first, second]
    assert compared["difference"] == {
        "charged": "0.00", "amo": "0.00", "amc": "-30.50", "top_up": "0.00", "member": "30.50",
    }  # fmt: skip


@pytest.mark.parametrize("ids", ["", "one", "a,b,c", "a,a"])
def test_a_comparison_needs_two_different_ids(talks: Talks, ids: str) -> None:
    answer = talks.member(opened=False).client.get("/api/v1/analyses/compare", params={"ids": ids})

    assert (answer.status_code, answer.json()["code"]) == (422, "two_ids_expected")


def test_a_strangers_estimate_is_not_found_anywhere(each_talks: Talks) -> None:
    owner, stranger = each_talks.member(), each_talks.member()
    theirs = estimated(each_talks, owner)
    own = estimated(each_talks, stranger)

    for path in (
        f"/api/v1/analyses/{theirs}",
        f"/api/v1/analyses/{theirs}.pdf",
        f"/api/v1/documents/{theirs}",
        f"/api/v1/analyses/compare?ids={own},{theirs}",
        f"/api/v1/analyses/compare?ids={theirs},{own}",
    ):
        answer = stranger.client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path
    assert [each["id"] for each in stranger.client.get("/api/v1/analyses").json()] == [own]


def test_a38_a40_k22_a_parent_loses_a_childs_documents_on_the_eighteenth_birthday(
    talks: Talks,
) -> None:
    talker, child = talks.parent("Léa")
    analysis = estimated(talks, talker, beneficiary=child.id)
    assert talker.client.get("/api/v1/analyses").json()[0]["first_name"] == "Léa"

    talks.gateway.clock.fixed_today = dt.date(2033, 4, 30)  # the day before; documents are kept two years
    second = estimated(talks, talker, beneficiary=child.id)
    assert [each["id"] for each in talker.client.get("/api/v1/analyses").json()] == [second]

    talks.gateway.clock.fixed_today = dt.date(2033, 5, 1)

    assert talker.client.get("/api/v1/analyses").json() == []
    for path in (f"/api/v1/analyses/{second}", f"/api/v1/analyses/{analysis}", talker.path + "/messages"):
        assert talker.client.get(path).status_code == 404
    grown_up = talks.gateway.sign_in(_account(talks, child.id))
    assert [each["id"] for each in grown_up.get("/api/v1/analyses").json()] == [second]


def _account(talks: Talks, person_id: str) -> Account:
    with talks.gateway.services.db.read() as db:
        account = account_of(db.get_one(Person, person_id))
    talks.gateway.save(account)
    return account


def test_a37_spouses_do_not_see_each_others_documents(talks: Talks) -> None:
    principal = member()
    talker = talks.member(principal)
    spouse = Talker(talks.gateway.signed_in_member(dependant_of(principal)), principal)
    analysis = estimated(talks, talker)

    assert spouse.client.get("/api/v1/analyses").json() == []
    assert spouse.client.get(f"/api/v1/analyses/{analysis}").status_code == 404


def test_a_spouse_does_not_see_the_principals_children_documents(talks: Talks) -> None:
    principal = member()
    talker = talks.member(principal)
    child = child_of(principal)
    talks.gateway.save(child)
    spouse = talks.gateway.signed_in_member(dependant_of(principal))
    analysis = estimated(talks, talker, beneficiary=child.id)

    assert spouse.get(f"/api/v1/analyses/{analysis}.pdf").status_code == 404


def test_a51_k6_documents_of_an_active_member_are_kept_two_years_to_the_day(talks: Talks) -> None:
    talker = talks.member()
    estimated(talks, talker)

    talks.gateway.clock.fixed_today = dt.date(2028, 11, 21)
    assert len(talker.client.get("/api/v1/documents").json()) == 1

    talks.gateway.clock.fixed_today = dt.date(2028, 11, 22)
    assert talker.client.get("/api/v1/documents").json() == []


def test_a45_k12_a_struck_off_member_reads_the_last_six_months_only(talks: Talks) -> None:
    person = member()
    talker = talks.member(person)
    old = estimated(talks, talker)
    talks.gateway.clock.fixed_today = months_after(TODAY, 4)
    recent = estimated(talks, talker)
    with talks.gateway.services.db.session() as db:
        db.merge(person).struck_off_on = months_after(TODAY, 4)
    talks.gateway.clock.fixed_today = months_after(TODAY, 7)

    assert [each["id"] for each in talker.client.get("/api/v1/analyses").json()] == [recent]
    assert talker.client.get(f"/api/v1/analyses/{old}").status_code == 404
    assert talker.client.get(f"/api/v1/analyses/{recent}.pdf").status_code == 200


@pytest.mark.parametrize(
    ("acts", "name"),
    [
        (["Couronne", "Couronne"], "Couronne"),
        (["Couronne", "Inlay-core"], "Couronne · Inlay-core"),
        (["Couronne", "Inlay-core", "Détartrage", "Bridge"], "Couronne et 3 autres actes"),
        ([], ""),
    ],
)
def test_a_quote_is_named_by_its_acts_and_its_name_stays_short(acts: list[str], name: str) -> None:
    assert title_of(acts) == name


def analysis_of(*lines: tuple[str, int]) -> Json:
    """Give a whole analysis of acts on teeth, as two are compared."""
    figures = {"charged": "100.00", "amo": "0.00", "amc": "0.00", "top_up": "0.00", "member": "100.00"}
    said = [{"id": str(place), "code": code, "tooth": tooth} for place, (code, tooth) in enumerate(lines)]
    estimate = {"lines": [{**figures, "id": line["id"], "label": line["code"]} for line in said], "total": figures}
    return {"id": "A", "made_on": dt.date(2026, 11, 21), "estimate": estimate, "quote": {"lines": said}}


def test_of_several_acts_on_a_tooth_the_same_are_compared_and_what_is_left_is_named_on_both_sides() -> None:
    first = analysis_of(("HBLD038", 26), ("HBLD090", 26))
    second = analysis_of(("HBLD090", 26), ("HBLD634", 26))

    labels = [pair["label"] for pair in paired_lines(first, second)]

    assert labels == ["HBLD038, dent 26 / HBLD634, dent 26", "HBLD090, dent 26"]
