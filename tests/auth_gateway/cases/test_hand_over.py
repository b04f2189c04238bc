"""« Envoyer à Ligne claire »: what is accepted, what is refused, what is kept and what the thread says."""

import pathlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from auth_gateway.cases.files import scan_again
from auth_gateway.cases.models import Attachment, Case
from auth_gateway.files import FILE_BYTES, scanner_at
from auth_gateway.members import Person
from tests.support import uploads
from tests.support.clamd import clamd
from tests.support.desk import act, mine, opened, sent
from tests.support.gateway import build_gateway
from tests.support.people import member_struck_off
from tests.support.redis_server import RedisServer
from tests.support.talks import Talker, Talks, talking

PDF, JPEG = uploads.pdf(), uploads.jpeg()


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
    assert (file.size, file.kind.value, file.state.value) == (len(PDF), "application/pdf", "released")
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

    original_and_page = stored_files(talks)
    assert len(original_and_page) == 2
    for sealed in original_and_page:
        assert not any(told in sealed for told in (b"HIP", b"%PDF", b"JFIF"))
    for path in talks.gateway.services.settings.storage_dir.iterdir():
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


def test_a64_one_to_five_documents_and_photos_go_together_and_a_sixth_does_not(talks: Talks) -> None:
    talker = talks.member(opened=False)
    five = [("file", (name, content, "")) for name, content in list(uploads.GOOD.items())[-5:]]

    answer = talker.client.post("/api/v1/cases", data={"comment": "cinq"}, files=five)
    six = talker.client.post("/api/v1/cases", data={"comment": "six"}, files=[*five, ("file", ("a.pdf", PDF, ""))])

    assert answer.status_code == 201
    assert [each["state"] for each in mine(talker, answer.json()["id"])["files"]] == ["released"] * 5
    assert (six.status_code, six.json()["code"]) == (422, "too_many_files_at_once")
    assert "5 au plus" in six.json()["title"]
    assert len(talker.client.get("/api/v1/cases").json()) == 1


def test_a_wrong_file_among_good_ones_refuses_them_all_in_plain_words_and_keeps_nothing(talks: Talks) -> None:
    talker = talks.member()
    files = [("file", ("a.pdf", PDF, "")), ("file", ("b.pdf", b"<html>" + PDF, ""))]

    refused = talker.client.post("/api/v1/cases", data={"conversation_id": talker.id}, files=files)

    assert (refused.status_code, refused.json()["code"], refused.json()["file"]) == (415, "file_kind", "b.pdf")
    assert "PDF" in refused.json()["title"]
    assert stored_files(talks) == []
    assert len(talker.messages()) == 1


def test_a64_k16_ten_mebibytes_pass_and_one_byte_more_does_not(talks: Talks) -> None:
    talker = talks.member(opened=False)

    assert send(talker, JPEG.ljust(FILE_BYTES, b"\0"), "a.jpg").status_code == 201
    refused = send(talker, JPEG.ljust(FILE_BYTES + 1, b"\0"), "b.jpg")

    assert FILE_BYTES == 10_485_760
    assert (refused.status_code, refused.json()["code"], refused.json()["file"]) == (413, "file_too_large", "b.jpg")
    assert len(stored_files(talks)) == 2


def test_a_file_is_refused_at_its_first_byte_too_many_while_it_streams_in(talks: Talks) -> None:
    given = 0

    def body() -> Iterator[bytes]:
        nonlocal given
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n' + JPEG
        for _ in range(48):
            given += 1
            yield bytes(1_048_576)
        yield b"\r\n--x--\r\n"

    scope_headers = {"Content-Type": "multipart/form-data; boundary=x"}
    refused = talks.member(opened=False).client.post("/api/v1/cases", content=body(), headers=scope_headers)

    assert (refused.status_code, refused.json()["code"]) == (413, "file_too_large")
    assert stored_files(talks) == []


def test_a_body_far_too_large_is_cut_off(talks: Talks) -> None:
    files = [("file", (f"{number}.jpg", JPEG.ljust(FILE_BYTES, b"\0"), "")) for number in range(5)]
    data = {"comment": "é" * 40_000}
    refused = talks.member(opened=False).client.post("/api/v1/cases", data=data, files=files)

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


def test_a45_k23_a_read_only_account_writes_in_a_case_without_files_and_opens_none_again(talks: Talks) -> None:
    talker, desk = talks.member(opened=False), talks.advisor()
    case, over = sent(talker), sent(talker)
    act(desk, over, "close", reason="Sans suite.")
    with talks.gateway.services.db.session() as db:
        db.get_one(Person, talker.person.id).struck_off_on = talks.gateway.clock.today()
    path, file = f"/api/v1/cases/{case}/messages", {"file": ("devis.pdf", PDF)}

    words = talker.client.post(path, json={"text": "Une précision."})
    refused = [
        talker.client.post(path, data={"text": "Un autre devis."}, files=file),
        talker.client.post(f"/api/v1/cases/{over}/reopen", json={"text": "Encore une question."}),
        talker.client.post(f"/espace/echanges/{case}/message", data={"texte": "Un autre devis."}, files=file),
    ]

    assert words.status_code == 201
    assert [each.status_code for each in refused] == [403, 403, 403]
    assert [each.json()["code"] for each in refused[:2]] == ["read_only", "read_only"]
    assert 'type="file"' not in refused[2].text
    assert stored_files(talks) == []


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
    four = [("file", ("a.jpg", JPEG, ""))] * 4
    for _ in range(5):
        assert talker.client.post("/api/v1/cases", files=four).status_code == 201
    before = len(stored_files(talks))

    refused = send(talker)

    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_files")
    assert len(stored_files(talks)) == before


def test_c18_a_file_waits_apart_while_the_scanner_is_away_and_is_settled_once_it_is_back(
    sqlite_url: str, redis_server: RedisServer, tmp_path: pathlib.Path
) -> None:
    built = build_gateway(sqlite_url, redis_server.url, tmp_path, scanner="127.0.0.1:1")
    with talking(built) as talks:
        talker, desk = talks.member(opened=False), talks.advisor()
        clean, bad = (str(send(talker, content).json()["id"]) for content in (PDF, PDF + uploads.EICAR))
        file = opened(desk, clean)["files"][0]

        assert mine(talker, clean)["state"] == "checking_files"
        assert (file["state"], file["pages"]) == ("quarantined", 0)
        assert desk.get(f"/api/v1/console/files/{file['id']}").status_code == 404
        services = talks.gateway.services
        assert scan_again(services.db, services.scanner, services.storage, services.clock.now()) == 0
        with clamd() as scanner:
            running = scanner_at(scanner.address)
            assert scan_again(services.db, running, services.storage, services.clock.now()) == 2

        assert (mine(talker, clean)["state"], opened(desk, clean)["files"][0]["state"]) == ("received", "released")
        assert opened(desk, bad)["files"][0]["state"] == "refused"
        assert desk.get(f"/api/v1/console/files/{file['id']}").status_code == 200
    built.services.close()


def test_c18_an_infected_file_is_refused_at_once_and_nothing_of_it_is_kept(
    sqlite_url: str, redis_server: RedisServer, tmp_path: pathlib.Path
) -> None:
    with clamd() as scanner:
        built = build_gateway(sqlite_url, redis_server.url, tmp_path, scanner=scanner.address)
        with talking(built) as talks:
            refused = send(talks.member(opened=False), PDF + uploads.EICAR)

            assert (refused.status_code, refused.json()["code"]) == (422, "file_infected")
            assert stored_files(talks) == []
        built.services.close()


def test_what_turns_the_direction_of_a_text_is_kept_neither_in_words_nor_in_names(talks: Talks) -> None:
    talker, desk = talks.member(), talks.advisor()

    case = send(talker, name="devis\u202efdp.pdf", comment="\u202e=1+1\u202c\u2066 \u200fmerci").json()["id"]
    act(desk, case, "messages", text="\u202d12\u202c €")

    seen = opened(desk, case)
    assert (seen["comment"], seen["files"][0]["name"]) == ("=1+1 merci", "devisfdp.pdf")
    assert mine(talker, case)["messages"][-1]["text"] == "12 €"
    assert talker.client.post("/api/v1/cases", data={"comment": "\u202e\u2066"}).json()["code"] == "text_blank"


def test_a_subject_and_a_state_that_are_none_are_refused_in_plain_words(talks: Talks) -> None:
    talker, desk = talks.member(opened=False), talks.advisor()

    for refused in (send(talker, None, subject="bogus"), desk.get("/api/v1/console/cases?state=bogus")):
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["message"] == "Cette valeur n’est pas acceptée."
