"""« Envoyer à Ligne claire »: what is accepted, what is refused, what is kept and what the thread says."""

from typing import Any

import pytest
from sqlalchemy import select

from auth_gateway.cases.models import Attachment, Case
from auth_gateway.cases.service import FILE_BYTES
from tests.support.people import member_struck_off
from tests.support.talks import Talker, Talks

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


def send(talker: Talker, content: bytes | None = PDF, name: str = "devis.pdf", **fields: str) -> Any:
    files = None if content is None else {"file": (name, content, "application/pdf")}
    return talker.client.post("/api/v1/cases", data={"comment": "", **fields}, files=files)


def stored_files(talks: Talks) -> list[bytes]:
    folder = talks.gateway.services.settings.storage_dir
    return [path.read_bytes() for path in folder.iterdir()] if folder.exists() else []


def test_a65_a_file_and_a_comment_make_a_case_with_the_conversation_as_it_stands(each_talks: Talks) -> None:
    talker = each_talks.member()
    talker.say("850 euros")

    sent = send(talker, comment="Merci de relire.", conversation_id=talker.id)

    assert sent.status_code == 201
    with each_talks.gateway.services.db.read() as db:
        case, file = db.scalars(select(Case)).one(), db.scalars(select(Attachment)).one()
    assert (sent.json()["id"], sent.json()["reference"]) == (case.id, case.reference)
    assert (case.conversation_id, case.last_seq) == (talker.id, 4)
    assert (file.size, file.kind.value, file.scanned) == (len(PDF), "application/pdf", False)
    last = talker.messages()[-1]
    assert (last["seq"], last["from"]) == (4, "bot")
    assert last["text"].startswith("Votre devis a été transmis")


def test_the_conversation_goes_on_after_a_hand_over(each_talks: Talks) -> None:
    talker = each_talks.member()
    send(talker, conversation_id=talker.id)

    talker.say("une ligne")

    assert [each["seq"] for each in talker.messages()] == [1, 2, 3, 4]


def test_a_hand_over_needs_neither_a_conversation_nor_a_file(each_talks: Talks) -> None:
    talker = each_talks.member(opened=False)

    assert send(talker).status_code == 201
    assert send(talker, None, comment="Rappelez-moi").status_code == 201
    refused = send(talker, None)
    assert (refused.status_code, refused.json()["code"]) == (422, "nothing_to_send")


def test_the_file_rests_sealed_under_a_name_that_says_nothing(talks: Talks) -> None:
    talker = talks.member()

    send(talker, PDF + b"HIP REPLACEMENT", name="devis-hanche.pdf", comment="la hanche")

    (sealed,) = stored_files(talks)
    assert b"HIP" not in sealed
    assert b"%PDF" not in sealed
    (path,) = talks.gateway.services.settings.storage_dir.iterdir()
    assert "devis" not in path.name
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_arrives_as_text_or_under_another_name_is_refused_and_never_lost(talks: Talks) -> None:
    client = talks.member().client
    part = {"Content-Type": "multipart/form-data; boundary=x"}
    nameless = b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n' + PDF + b"\r\n--x--\r\n"

    answers = [
        client.post("/api/v1/cases", data={"comment": "Voici", "file": "%PDF-1.7"}),
        client.post("/api/v1/cases", content=nameless, headers=part),
        client.post("/api/v1/cases", data={"comment": "Voici"}, files={"document": ("devis.pdf", PDF)}),
        client.post("/api/v1/cases", files={"csrf_token": ("devis.pdf", PDF)}, data={"comment": "Voici"}),
    ]

    assert [(each.status_code, each.json()["code"]) for each in answers] == [
        (422, "not_a_file"), (422, "not_a_file"), (422, "unknown_field"), (422, "unknown_field"),
    ]  # fmt: skip
    assert stored_files(talks) == []


@pytest.mark.parametrize("content", [PDF, JPEG, PNG, HEIC], ids=["pdf", "jpeg", "png", "heic"])
def test_a64_documents_and_photos_are_accepted_whatever_their_name(talks: Talks, content: bytes) -> None:
    assert send(talks.member(), content, name="scan").status_code == 201


@pytest.mark.parametrize(
    "content",
    [
        b"<html>" + PDF,
        b" " + PDF,
        b"PK\x03\x04" + PDF,
        b"MZ\x90",
        b"GIF89a",
        b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42",
        b"\xff\xff\xff\xffftypheic",
        b"just text",
    ],
)
def test_a_file_whose_first_bytes_are_not_a_document_is_refused_in_plain_words(talks: Talks, content: bytes) -> None:
    talker = talks.member()

    refused = send(talker, content, conversation_id=talker.id)

    assert (refused.status_code, refused.json()["code"]) == (415, "file_kind")
    assert "PDF" in refused.json()["title"]
    assert stored_files(talks) == []
    assert len(talker.messages()) == 1


def test_a64_k16_ten_mebibytes_pass_and_one_byte_more_does_not(talks: Talks) -> None:
    talker = talks.member(opened=False)

    assert send(talker, PDF.ljust(FILE_BYTES, b" ")).status_code == 201
    refused = send(talker, PDF.ljust(FILE_BYTES + 1, b" "))

    assert FILE_BYTES == 10_485_760
    assert (refused.status_code, refused.json()["code"]) == (413, "file_too_large")
    assert len(stored_files(talks)) == 1


def test_a_body_far_too_large_is_cut_off(talks: Talks) -> None:
    refused = send(talks.member(opened=False), PDF.ljust(FILE_BYTES + 200_000, b" "))

    assert refused.status_code == 413
    assert refused.headers["content-type"] == "application/problem+json"


def test_an_empty_file_is_refused(talks: Talks) -> None:
    assert send(talks.member(opened=False), b"").json()["code"] == "file_empty"


def test_k23_a_read_only_account_sends_no_quote_but_reaches_the_support_cell(talks: Talks) -> None:
    talker = talks.member(member_struck_off(months_ago=3), opened=False)

    refused = send(talker)
    asked = talker.client.post("/api/v1/support", json={"subject": "Accès", "message": "Je ne peux plus envoyer."})

    assert (refused.status_code, refused.json()["code"]) == (403, "read_only")
    assert stored_files(talks) == []
    assert asked.status_code == 201


def test_the_support_cell_is_told_without_the_text(talks: Talks) -> None:
    talker = talks.member(opened=False)

    asked = talker.client.post("/api/v1/support", json={"subject": "Accès", "message": "Ma hanche me fait souffrir."})

    talks.gateway.deliver()
    mail = talks.gateway.transport.mails[-1]
    assert mail.recipient == talks.gateway.services.settings.support_address
    assert "hanche" not in mail.text
    assert asked.json()["id"][:8].upper() in mail.text


def test_a_blank_support_request_is_refused(talks: Talks) -> None:
    answer = talks.member(opened=False).client.post("/api/v1/support", json={"message": "  "})

    assert (answer.status_code, answer.json()["code"]) == (422, "text_blank")


def test_another_members_conversation_cannot_be_attached(talks: Talks) -> None:
    owner, stranger = talks.member(), talks.member()

    refused = send(stranger, conversation_id=owner.id)

    assert refused.status_code == 404
    assert stored_files(talks) == []
    assert len(owner.messages()) == 1


def test_the_twenty_first_file_of_a_day_is_refused(talks: Talks) -> None:
    talker = talks.member(opened=False)
    for _ in range(20):
        assert send(talker).status_code == 201

    refused = send(talker)

    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_files")
    assert len(stored_files(talks)) == 20


def test_two_files_at_once_are_refused(talks: Talks) -> None:
    talker = talks.member(opened=False)

    files = [("file", ("a.pdf", PDF, "application/pdf")), ("file", ("b.pdf", PDF, "application/pdf"))]
    refused = talker.client.post("/api/v1/cases", data={"comment": "deux"}, files=files)

    assert refused.status_code == 400
    assert stored_files(talks) == []
