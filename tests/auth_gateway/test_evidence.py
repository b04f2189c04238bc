"""The record of an exchange can be shown to be unaltered (N9): exported with its chain, verified from its file."""

import argparse
import contextlib
import copy
import datetime as dt
import hashlib
import json
import pathlib
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update

from auth_gateway import evidence
from auth_gateway.__main__ import main
from auth_gateway.cases.models import Case, CaseMessage
from auth_gateway.conversations.chain import BEGINNING, digest_of
from auth_gateway.conversations.models import Conversation, Message
from auth_gateway.platform.audit import AuditEntry
from tests.support import uploads
from tests.support.desk import CASES, act, opened, sent
from tests.support.talks import Talker, Talks

Json = dict[str, Any]


def yes(_question: str) -> bool:
    return True


def exported(talks: Talks, exchange: str, folder: pathlib.Path, confirm: Callable[[str], bool] = yes) -> int:
    given = argparse.Namespace(exchange=exchange, output=folder / "record.json")
    return evidence.export(given, talks.gateway.services, confirm)


def answered(talks: Talks) -> str:
    """Make an exchange of both sides; return its conversation."""
    talker = talks.member()
    talker.say("850 euros")
    act(talks.advisor(), sent(talker), "answer", text="Voici votre réponse.")
    return talker.id


def case_answered(talks: Talks) -> str:
    """Make a case without a conversation: files, words of both sides, a question, an answer; return its reference."""
    talker, desk = talks.member(opened=False), talks.advisor()
    case = sent_with_file(talker, "Mon devis.")
    act(desk, case, "ask", text="De quand date-t-il ?")
    talker.client.post(f"/api/v1/cases/{case}/messages", json={"text": "Du 3."})
    estimate = act(desk, case, "estimates", changes=[{"add_line": True}]).json()["id"]
    assert act(desk, case, "answer", text="Voici.", estimate=estimate).status_code == 201
    return str(opened(desk, case)["reference"])


def sent_with_file(talker: Talker, comment: str) -> str:
    answer = talker.client.post(CASES, data={"comment": comment}, files={"file": ("devis.pdf", uploads.pdf())})
    return str(answer.json()["id"])


def test_n9_the_record_of_a_case_holds_both_sides_its_files_and_what_was_computed(
    each_talks: Talks, tmp_path: pathlib.Path
) -> None:
    reference = case_answered(each_talks)

    assert exported(each_talks, reference, tmp_path) == 0

    record = json.loads((tmp_path / "record.json").read_text())
    bodies = [each["body"] for each in record["messages"]]
    assert (record["case"], record["conversation"]) == (reference, None)
    assert bodies[0]["said"]["comment"] == "Mon devis."
    assert [body["sha256"] for body in bodies if "file" in body] == [hashlib.sha256(uploads.pdf()).hexdigest()]
    assert [body["text"] for body in bodies if "text" in body] == ["De quand date-t-il ?", "Du 3.", "Voici."]
    assert bodies[-1]["answer"]["estimate"]["changes"] == [{"add_line": True}]
    assert main(["verify-evidence", str(tmp_path / "record.json")]) == 0


def test_n9_a_case_ended_opened_again_rated_and_ended_once_more_keeps_every_word_in_its_chain(
    talks: Talks, tmp_path: pathlib.Path
) -> None:
    talker, desk = talks.member(opened=False), talks.advisor()
    case = sent(talker, "Bonjour.")
    act(desk, case, "close", reason="Doublon.")
    talker.client.post(f"/api/v1/cases/{case}/reopen", json={"text": "Pas du tout."})
    talker.client.post(f"/api/v1/cases/{case}/rating", json={"helpful": False})
    act(desk, case, "due", due="2026-12-24")
    act(desk, case, "close", reason="Fait.")

    assert exported(talks, opened(desk, case)["reference"].lower(), tmp_path) == 0

    record = json.loads((tmp_path / "record.json").read_text())
    said = [each["body"].get("said") for each in record["messages"]]
    assert [each["reason"] for each in said if each and "reason" in each] == ["Doublon.", "Fait."]


def test_n9_a_record_holds_all_that_was_said_and_verifies_from_its_file_alone(
    each_talks: Talks, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conversation = answered(each_talks)

    assert exported(each_talks, conversation, tmp_path) == 0

    record = json.loads((tmp_path / "record.json").read_text())
    assert [each["from"] for each in record["messages"]][-1] == "advisor"
    assert record["messages"][-1]["body"]["text"] == "Voici votre réponse."
    assert main(["verify-evidence", str(tmp_path / "record.json")]) == 0
    assert f"{len(record['messages'])} links" in capsys.readouterr().out
    with each_talks.gateway.services.db.read() as db:
        entries = db.scalars(select(AuditEntry).where(AuditEntry.object_id == conversation).order_by(AuditEntry.number))
        assert [each.action for each in entries] == ["conversation_anchored", "evidence_exported"]


def _other_words(record: Json) -> None:
    body = record["messages"][1]["body"]
    body["text" if "text" in body else "step"] = "85 euros"


def _other_instant(record: Json) -> None:
    record["messages"][1]["at"] = "2020-01-01T00:00:00.000000+00:00"


def _other_sender(record: Json) -> None:
    record["messages"][1]["from"] = "bot"


def _taken_away(record: Json) -> None:
    del record["messages"][1]


def _cut_short(record: Json) -> None:
    del record["messages"][-1]


def _swapped(record: Json) -> None:
    first, second = record["messages"][1:3]
    first["body"], second["body"] = second["body"], first["body"]


def _made_again_after_the_hand_over(record: Json) -> None:
    """As somebody who changes a message and computes every later digest again would: the anchor noted another head."""
    _other_words(record)
    previous = BEGINNING
    for each in record["messages"]:
        at = dt.datetime.fromisoformat(each["at"])
        previous = each["digest"] = digest_of(previous, each["seq"], each["from"], at, each["body"])
    record["head"] = previous


def _without_its_chain(record: Json) -> None:
    """As somebody who takes the whole chain away, so that nothing contradicts what they write, would."""
    _other_words(record)
    record["head"], record["anchors"] = None, []
    for each in record["messages"]:
        each["digest"] = None


ALTERATIONS = (
    _other_words, _other_instant, _other_sender, _taken_away, _cut_short, _swapped, _made_again_after_the_hand_over,
    _without_its_chain,
)  # fmt: skip


@pytest.mark.parametrize("exchange", [answered, case_answered])
def test_n9_a_record_that_was_altered_does_not_verify(
    talks: Talks, tmp_path: pathlib.Path, exchange: Callable[[Talks], str]
) -> None:
    exported(talks, exchange(talks), tmp_path)
    record = json.loads((tmp_path / "record.json").read_text())
    answers = {}
    for alter in ALTERATIONS:
        altered = copy.deepcopy(record)
        alter(altered)
        (tmp_path / "altered.json").write_text(json.dumps(altered))
        answers[alter.__name__] = main(["verify-evidence", str(tmp_path / "altered.json")])

    assert evidence.fault_in(record) is None
    assert answers == dict.fromkeys(answers, 3)


def test_n9_what_was_altered_in_the_database_is_not_exported(talks: Talks, tmp_path: pathlib.Path) -> None:
    conversation = answered(talks)
    with talks.gateway.services.db.session() as db:
        db.execute(delete(Message).where(Message.conversation_id == conversation, Message.seq == 2))

    assert exported(talks, conversation, tmp_path) == 3
    assert not (tmp_path / "record.json").exists()


def test_n9_a_case_that_was_altered_in_the_database_is_not_exported(each_talks: Talks, tmp_path: pathlib.Path) -> None:
    reference, database = case_answered(each_talks), each_talks.gateway.services.db
    statements = (
        "UPDATE case_messages SET created_at = '2020-01-01 00:00:00'",
        "UPDATE attachments SET sha256 = 'other'",
        "UPDATE cases SET comment_sealed = NULL",
        "UPDATE case_answers SET estimate_id = NULL",
        "DELETE FROM case_events WHERE number = 1",
    )
    faults = {}
    for statement in statements:
        with contextlib.suppress(Undone), database.session() as db:
            db.execute(text(statement))
            case = db.scalars(select(Case)).one()
            faults[statement] = evidence.fault_in(evidence.record_of(db, case, each_talks.gateway.clock.now()))
            raise Undone
    with database.session() as db:
        db.execute(update(CaseMessage).values(text_sealed=b"other"))

    assert [statement for statement, fault in faults.items() if fault is None] == []
    assert exported(each_talks, reference, tmp_path) == 3
    assert not (tmp_path / "record.json").exists()


class Undone(Exception):  # noqa: N818  nothing is wrong: the transaction is not to last
    pass


def test_messages_from_before_the_chain_stand_first_and_the_rest_verifies(talks: Talks, tmp_path: pathlib.Path) -> None:
    talker = talks.member()
    with talks.gateway.services.db.session() as db:
        db.execute(update(Message).values(digest=None))
        db.execute(update(Conversation).values(head=None))
    talker.say("850 euros")

    assert exported(talks, talker.id, tmp_path) == 0


def test_a_conversation_that_does_not_exist_and_a_file_that_is_no_record_are_bad_input(
    talks: Talks, tmp_path: pathlib.Path
) -> None:
    (tmp_path / "other.json").write_text("[]")

    assert exported(talks, "0" * 32, tmp_path) == 2
    assert main(["verify-evidence", str(tmp_path / "other.json")]) == 2


def test_an_export_that_is_not_confirmed_writes_nothing(talks: Talks, tmp_path: pathlib.Path) -> None:
    assert exported(talks, answered(talks), tmp_path, lambda _question: False) == 3
    assert not list(tmp_path.glob("record.json"))
