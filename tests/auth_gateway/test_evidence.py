"""The record of an exchange can be shown to be unaltered (N9): exported with its chain, verified from its file."""

import argparse
import copy
import datetime as dt
import json
import pathlib
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from auth_gateway import evidence
from auth_gateway.__main__ import main
from auth_gateway.conversations.chain import BEGINNING, digest_of
from auth_gateway.conversations.models import Conversation, Message
from auth_gateway.platform.audit import AuditEntry
from tests.support.desk import act, sent
from tests.support.talks import Talks

Json = dict[str, Any]


def yes(_question: str) -> bool:
    return True


def exported(talks: Talks, conversation: str, folder: pathlib.Path, confirm: Callable[[str], bool] = yes) -> int:
    given = argparse.Namespace(conversation=conversation, output=folder / "record.json")
    return evidence.export(given, talks.gateway.services, confirm)


def answered(talks: Talks) -> str:
    """Make an exchange of both sides; return its conversation."""
    talker = talks.member()
    talker.say("850 euros")
    act(talks.advisor(), sent(talker), "answer", text="Voici votre réponse.")
    return talker.id


def test_n9_a_record_holds_all_that_was_said_and_verifies_from_its_file_alone(
    each_talks: Talks, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conversation = answered(each_talks)

    assert exported(each_talks, conversation, tmp_path) == 0

    record = json.loads((tmp_path / "record.json").read_text())
    assert [each["from"] for each in record["messages"]][-1] == "advisor"
    assert record["messages"][-1]["body"]["text"] == "Voici votre réponse."
    assert main(["verify-evidence", str(tmp_path / "record.json")]) == 0
    assert f"{len(record['messages'])} messages" in capsys.readouterr().out
    with each_talks.gateway.services.db.read() as db:
        entries = db.scalars(select(AuditEntry).where(AuditEntry.object_id == conversation).order_by(AuditEntry.number))
        assert [each.action for each in entries] == ["conversation_anchored", "evidence_exported"]


def _other_words(record: Json) -> None:
    record["messages"][1]["body"]["text"] = "85 euros"


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


@pytest.mark.parametrize(
    "alter",
    [
        _other_words, _other_instant, _other_sender, _taken_away, _cut_short, _swapped, _made_again_after_the_hand_over,
    ],
)  # fmt: skip
def test_n9_a_record_that_was_altered_does_not_verify(
    talks: Talks, tmp_path: pathlib.Path, alter: Callable[[Json], None]
) -> None:
    exported(talks, answered(talks), tmp_path)
    record = json.loads((tmp_path / "record.json").read_text())
    altered = copy.deepcopy(record)
    alter(altered)
    (tmp_path / "altered.json").write_text(json.dumps(altered))

    assert evidence.fault_in(record) is None
    assert main(["verify-evidence", str(tmp_path / "altered.json")]) == 3


def test_n9_what_was_altered_in_the_database_is_not_exported(talks: Talks, tmp_path: pathlib.Path) -> None:
    conversation = answered(talks)
    with talks.gateway.services.db.session() as db:
        db.execute(delete(Message).where(Message.conversation_id == conversation, Message.seq == 2))

    assert exported(talks, conversation, tmp_path) == 3
    assert not (tmp_path / "record.json").exists()


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
