"""One turn, one effect: on both databases."""

import pytest

from auth_gateway.conversations.schemas import MessagesGiven, TurnGiven
from tests.support.scripted_bot import button, reply
from tests.support.talks import Talks, described_for


def test_an_opening_answers_with_the_first_question_and_its_buttons(each_talks: Talks) -> None:
    opened = each_talks.member().opening

    (message,) = opened["messages"]
    assert (message["seq"], message["from"], message["text"]) == (1, "bot", "Bonjour.")
    assert [each["title"] for each in message["buttons"]] == ["Un soin médical"]
    assert opened["asking"] == {"field": "family", "line": None}
    assert opened["draft"]["lines"] == []
    assert opened["estimate"] is None


def test_a_sentence_and_its_answer_are_numbered_and_kept(each_talks: Talks) -> None:
    talker = each_talks.member()

    answer = talker.say("850 euros")

    assert [(each["seq"], each["from"]) for each in answer["messages"]] == [(3, "bot")]
    assert answer["asking"] == {"field": "line.fee", "line": 1}
    assert len(answer["draft"]["lines"]) == 1
    kept = talker.messages(after=1)
    assert [(each["seq"], each["from"], each["text"]) for each in kept] == [
        (2, "member", "850 euros"),
        (3, "bot", "Vous avez dit : 850 euros"),
    ]
    assert talker.draft() == answer["draft"]


def test_the_draft_carries_the_estimate_so_far(talks: Talks) -> None:
    talker = talks.member()
    talks.bot.answer = lambda _turn: reply("Noté.", events=described_for("self")[:-2])

    running = talker.say("une couronne à 400 euros")["draft"]["running"]

    assert running is not None
    assert running["member"]["min"] == running["member"]["max"]
    assert not running["complete"]
    assert talker.draft()["running"] == running


def test_the_pending_question_goes_back_whole_to_the_assistant_and_only_its_place_to_the_member(
    each_talks: Talks,
) -> None:
    talker = each_talks.member()
    talker.say("un")
    talker.say("deux")

    asked = each_talks.bot.turns[-1]["record"]["asked"]
    assert asked == {"field": "line.fee", "line": 1, "misses": 2, "options": ["kept here"]}


def test_the_same_message_again_gives_the_same_answer_and_no_second_effect(each_talks: Talks) -> None:
    talker = each_talks.member()

    first = talker.post("same", text="850 euros")
    again = talker.post("same", text="850 euros")

    assert again.status_code == 200
    assert again.json() == first.json()
    assert len(talker.draft()["lines"]) == 1
    assert len(talker.messages()) == 3


def test_the_same_id_with_another_body_is_refused(each_talks: Talks) -> None:
    talker = each_talks.member()
    talker.post("same", text="850 euros")

    refused = talker.post("same", text="950 euros")

    assert (refused.status_code, refused.json()["code"]) == (422, "message_id_reused")
    assert len(talker.messages()) == 3


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": ""}, "text_blank"),
        ({"text": " \t\n\u00a0\u200b\u202f\x00"}, "text_blank"),
        ({"text": "x" * 2001}, "text_too_long"),
        ({"button": "b-unknown"}, "button_expired"),
        ({"text": "x", "button": "b"}, "invalid_request"),
        ({}, "invalid_request"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(talks: Talks, body: dict[str, str], code: str) -> None:
    talker = talks.member()
    before, asked = talker.messages(), len(talks.bot.turns)

    refused = talker.post("refused", **body)

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert refused.headers["content-type"] == "application/problem+json"
    assert talker.messages() == before
    assert len(talks.bot.turns) == asked
    assert talker.post("refused", text="850").status_code == 200


def test_2000_characters_pass(talks: Talks) -> None:
    assert talks.member().post(text="é" * 2000).status_code == 200


@pytest.mark.parametrize("text", ["🦷 ok", "un\x00deux", "accent: e\u0301", "/restart", "EXTERNAL: x"])
def test_any_text_is_kept_as_it_was_typed(each_talks: Talks, text: str) -> None:
    talker = each_talks.member()

    talker.say(text)

    assert talker.messages(after=1)[0]["text"] == text


def test_half_a_character_does_not_break_the_turn(talks: Talks) -> None:
    talker = talks.member()

    raw = b'{"client_message_id": "half", "text": "ok \\ud83e"}'
    answer = talker.client.post(f"{talker.path}/messages", content=raw, headers={"Content-Type": "application/json"})

    assert answer.status_code == 200
    assert talker.messages(after=1)[0]["text"] == "ok \ufffd"


def test_a_button_means_what_the_assistant_said_and_the_transcript_shows_its_title(each_talks: Talks) -> None:
    talker = each_talks.member()
    (offered,) = talker.opening["messages"][0]["buttons"]

    answer = talker.post(button=offered["id"])

    assert set(offered) == {"id", "title"}
    assert answer.json()["draft"]["family"] == "medical"
    sent = each_talks.bot.turns[-1]["message"]["button"]
    assert sent == {"intent": "answer", "field": "family", "line": None, "value": "medical"}
    assert talker.messages(after=1)[0]["text"] == "Un soin médical"


def test_a_button_works_only_in_the_turn_that_offered_it(each_talks: Talks) -> None:
    talker = each_talks.member()
    (offered,) = talker.opening["messages"][0]["buttons"]
    talker.say("autre chose")

    refused = talker.post(button=offered["id"])

    assert (refused.status_code, refused.json()["code"]) == (422, "button_expired")
    assert [each["buttons"] for each in talker.messages()] == [[], [], []]


def test_a_button_of_another_members_conversation_is_nothing_here(talks: Talks) -> None:
    (offered,) = talks.member().opening["messages"][0]["buttons"]

    refused = talks.member().post(button=offered["id"])

    assert refused.json()["code"] == "button_expired"


def test_the_turn_is_signed_and_carries_no_name_no_address_and_no_number(talks: Talks) -> None:
    talker, child = talks.parent("Léa")
    mark = f"{{{child.id}}}"
    change = {"line": None, "field": "beneficiary", "from": None, "to": mark}
    talks.bot.answer = lambda _turn: reply(
        f"Pour {mark}, c’est noté.",
        buttons=[button(f"Oui, {mark}")],
        understood={"kinds": ["answer"], "changes": [change]},
    )

    answer = talker.say("c'est pour lea, ma fille Léa-Rose non Léa")

    sent = talks.bot.turns[-1]
    assert talks.bot.refused == 0
    assert sent["message"]["text"] == f"c'est pour {{{child.id}}}, ma fille {{{child.id}}}-Rose non {{{child.id}}}"
    whole = str(sent)
    for secret in ("Léa", "lea,", talker.person.last_name, talker.person.first_name, talker.person.member_number, "@"):
        assert secret not in whole
    assert answer["messages"][0]["text"] == "Pour Léa, c’est noté."
    assert answer["messages"][0]["buttons"][0]["title"] == "Oui, Léa"
    assert answer["understood"]["changes"][0]["to"] == "Léa"
    assert talker.messages(after=1)[0]["text"] == "c'est pour lea, ma fille Léa-Rose non Léa"


def test_the_record_tells_who_may_be_asked_for_and_the_cover(talks: Talks) -> None:
    talker, child = talks.parent()

    talker.say("bonjour")

    record = talks.bot.turns[-1]["record"]
    assert record["conversation"] == talker.id
    assert record["today"] == "2026-11-21"
    assert record["may_estimate"] is True
    assert record["scheme"] == "general"
    assert record["beneficiaries"] == [
        {"id": "self", "relation": "self", "birth_date": "1980-04-02"},
        {"id": child.id, "relation": "child", "birth_date": "2015-05-01"},
    ]
    assert record["cover"] == {
        "guarantee_id": "mnh-confort",
        "label": record["cover"]["label"],
        "top_up_id": None,
        "valid_from": "2023-01-01",
        "valid_until": None,
        "consumed": {},
    }


def test_the_log_of_a_turn_holds_its_events_under_its_id(talks: Talks) -> None:
    talker = talks.member()
    talker.post("first", text="un")
    talker.post("second", text="deux")

    assert talks.bot.turns[-1]["record"]["log"] == [{"turn": "first", "events": [{"kind": "add_line"}]}]


def test_a_change_in_the_panel_is_a_turn_like_any_other(each_talks: Talks) -> None:
    talker = each_talks.member()
    talker.say("une ligne")

    changes = [{"field": "line.fee", "line": 1, "value": "950.00"}, {"add_line": True}]
    changed = talker.client.patch(f"{talker.path}/draft", json={"changes": changes})

    assert changed.status_code == 200, changed.text
    assert changed.json()["draft"]["lines"][0]["fee"] == "950.00"
    assert len(talker.draft()["lines"]) == 2
    assert talker.messages()[-1]["text"] == "C’est noté."


def test_a_change_that_is_not_accepted_changes_nothing_and_names_its_place(talks: Talks) -> None:
    talker = talks.member()
    talker.say("une ligne")
    before, asked = talker.draft(), len(talks.bot.turns)

    changes = [{"field": "line.fee", "line": 1, "value": "950.00"}, {"field": "line.fee", "line": 7, "value": "1.00"}]
    refused = talker.client.patch(f"{talker.path}/draft", json={"changes": changes})

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["path"] == "changes[1].line"
    assert talker.draft() == before
    assert len(talks.bot.turns) == asked


def test_undo_takes_back_what_the_last_turn_did(each_talks: Talks) -> None:
    talker = each_talks.member()
    talker.say("une ligne")
    talker.say("une autre")

    undone = talker.client.post(f"{talker.path}/undo")

    assert undone.status_code == 200
    assert len(undone.json()["draft"]["lines"]) == 1
    assert len(talker.draft()["lines"]) == 1


def test_the_open_draft_is_resumed_and_the_assistant_is_told(each_talks: Talks) -> None:
    talker = each_talks.member()
    first = talker.id
    assert each_talks.bot.turns[-1]["message"] == {"open": {"family": None, "resumed": False}}
    talker.say("une ligne")

    resumed = talker.open(family="dental")

    assert resumed["id"] == first
    assert len(resumed["draft"]["lines"]) == 1
    assert each_talks.bot.turns[-1]["message"] == {"open": {"family": "dental", "resumed": True}}


def test_a_fresh_start_sets_the_open_one_aside_without_losing_it(each_talks: Talks) -> None:
    talker = each_talks.member()
    talker.say("une ligne")
    first = talker.path

    fresh = talker.open(fresh=True)

    assert fresh["id"] not in first
    assert fresh["draft"]["lines"] == []
    assert len(talker.client.get(f"{first}/draft").json()["lines"]) == 1
    states = {each["id"]: each["state"] for each in talker.client.get("/api/v1/conversations").json()}
    assert sorted(states.values()) == ["open", "set_aside"]
    assert talker.open()["id"] == fresh["id"]


def test_what_is_given_has_the_published_shape(talks: Talks) -> None:
    talker = talks.member()
    shapes = talks.gateway.app.openapi()
    answer = talker.say("une ligne")

    TurnGiven.model_validate(talker.opening, extra="forbid")
    TurnGiven.model_validate(answer, extra="forbid")
    found = talker.client.get(f"{talker.path}/messages?after=0").json()
    MessagesGiven.model_validate(found, extra="forbid")
    assert found["asking"] == answer["asking"]
    given = shapes["paths"]["/api/v1/conversations/{conversation_id}/messages"]["post"]["responses"]["200"]
    assert given["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/TurnGiven"}
    assert shapes["openapi"].startswith("3.1")
