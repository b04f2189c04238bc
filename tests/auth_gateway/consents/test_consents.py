"""Terms of use and legal notice: versions, their acceptance at the next sign-in, and what is kept of it."""

import argparse
import datetime as dt
import pathlib

import pytest
from sqlalchemy import select

from auth_gateway.consents import Consent, DocumentKind, LegalDocument, command, text
from auth_gateway.consents import service as consents
from tests.support.gateway import Gateway
from tests.support.people import TODAY, advisor, member

ME, OTP, ACCEPT = "/api/v1/me", "/api/v1/auth/otp", "/api/v1/me/acceptances"
DAY = dt.timedelta(days=1)


def publish(gateway: Gateway, effective_on: dt.date = TODAY, kind: DocumentKind = DocumentKind.TERMS) -> LegalDocument:
    with gateway.services.db.session() as db:
        return consents.publish(db, kind, "<p>Règles</p>", effective_on, gateway.clock.now())


def test_a56_a_new_version_is_to_be_accepted_at_the_next_sign_in_before_anything_else(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    terms, legal = publish(each_gateway), publish(each_gateway, kind=DocumentKind.LEGAL)
    client = each_gateway.client()
    challenge = each_gateway.log_in(client, account)
    opened = client.post(OTP, json={"challenge": challenge, "code": each_gateway.last_code()}).json()
    client.headers["X-CSRF-Token"] = opened["csrf_token"]
    named = [{"document": "terms", "version": terms.version}, {"document": "legal", "version": legal.version}]

    seen = [client.get(ME)]
    for each in named:
        assert client.post(ACCEPT, json=each).status_code == 204
        seen.append(client.get(ME))

    assert sorted(opened["must_accept"], key=lambda each: str(each["document"]), reverse=True) == named
    assert [each.status_code for each in seen] == [403, 403, 200]
    assert seen[0].json()["code"] == "terms_to_accept"


def test_k7_time_alone_accepts_nothing(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    publish(gateway)
    gateway.clock.advance(days=60)
    gateway.clock.fixed_today = gateway.clock.today() + 60 * DAY

    client = gateway.sign_in(account)

    assert (client.get(ME).status_code, client.get(ME).json()["code"]) == (403, "terms_to_accept")


def test_a23_the_terms_say_that_nobody_asks_for_a_password_and_whom_to_tell(
    gateway: Gateway, repository: pathlib.Path
) -> None:
    kind, html = text.read((repository / "web" / "legal" / "terms.txt").read_text(encoding="utf-8"))
    with gateway.services.db.session() as db:
        consents.publish(db, kind, html, TODAY, gateway.clock.now())

    page = gateway.client().get("/conditions").text

    assert "Personne ne vous demandera jamais votre mot de passe ni votre code." in page
    assert "signalez-le à la cellule d’assistance" in page
    assert f"mailto:{gateway.services.settings.support_address}" in page


def test_a56_a_session_that_is_open_meets_the_new_version_at_its_next_call(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    version = publish(gateway, TODAY + DAY).version
    before = client.get(ME).status_code
    gateway.clock.fixed_today = TODAY + DAY

    after = client.get(ME)

    assert (before, after.status_code) == (200, 403)
    assert after.json()["must_accept"] == [{"document": "terms", "version": version}]


def test_a56_acceptances_are_appended_and_the_same_again_changes_nothing(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    first = publish(gateway)
    for _ in range(2):
        assert client.post(ACCEPT, json={"document": "terms", "version": first.version}).status_code == 204
    gateway.clock.advance(seconds=1)
    second = publish(gateway)
    client.post(ACCEPT, json={"document": "terms", "version": second.version})

    assert [each["version"] for each in client.get("/api/v1/me/consents").json()] == [second.version, first.version]
    with gateway.services.db.read() as db:
        assert all(row.given for row in db.scalars(select(Consent)))


@pytest.mark.parametrize("version", ["2020-01-01", "2026-11-22"])
def test_a56_only_the_version_in_force_can_be_accepted(gateway: Gateway, version: str) -> None:
    client = gateway.signed_in_member(member())
    publish(gateway)
    publish(gateway, TODAY + DAY)

    refused = client.post(ACCEPT, json={"document": "terms", "version": version})

    assert (refused.status_code, refused.json()["code"]) == (422, "version_not_in_force")


def test_refusing_is_signing_out(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    publish(gateway)

    assert client.post("/api/v1/auth/logout").status_code == 204


def test_advisors_accept_no_terms_of_members(gateway: Gateway) -> None:
    account = advisor()
    gateway.save(account)
    publish(gateway)

    assert gateway.sign_in(account).get(ME).status_code == 200


def test_anybody_reads_what_is_in_force_and_former_versions(gateway: Gateway) -> None:
    former, current = publish(gateway, TODAY - DAY), publish(gateway)
    client = gateway.client()

    assert client.get("/api/v1/terms").json() == {
        "terms": {"version": current.version, "effective_on": "2026-11-21", "html": "<p>Règles</p>"},
        "legal": None,
    }
    assert client.get(f"/api/v1/terms/{former.version}").json()["terms"]["effective_on"] == "2026-11-20"
    assert client.get("/api/v1/terms/2001-01-01").status_code == 404
    assert "Conditions d’utilisation" in client.get("/conditions").text


def test_in_a_browser_the_page_to_accept_comes_first(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member())
    version = publish(gateway).version
    form = {"csrf_token": client.headers.pop("X-CSRF-Token"), "document": "terms", "version": version}
    html = {"Accept": "text/html"}

    sent = client.get("/espace", headers=html, follow_redirects=False)
    page = client.get("/conditions/accepter", headers=html)
    client.post("/conditions/accepter", data=form)

    assert (sent.status_code, sent.headers["location"]) == (303, "/conditions/accepter")
    assert "À lire avant de continuer" in page.text
    assert client.get("/espace", headers=html).status_code == 200


def test_a_text_becomes_headings_lists_and_paragraphs_and_no_markup_passes() -> None:
    kind, html = text.read("document: legal\n# Titre\n\n- un\n- deux <b>\n\nUne\nphrase & une <script>\n")

    assert kind is DocumentKind.LEGAL
    assert html == (
        "<h2>Titre</h2>\n<ul><li>un</li><li>deux &lt;b&gt;</li></ul>\n<p>Une phrase &amp; une &lt;script&gt;</p>"
    )


@pytest.mark.parametrize("name", ["terms", "legal"])
def test_the_texts_that_come_with_the_product_can_be_published(repository: pathlib.Path, name: str) -> None:
    kind, html = text.read((repository / "web" / "legal" / f"{name}.txt").read_text(encoding="utf-8"))

    assert kind == name
    assert "<h2>" in html


@pytest.mark.parametrize(
    ("content", "day", "status"),
    [
        ("document: terms\nRègles\n", "2026-12-01", 0),
        ("Règles\n", "2026-12-01", 2),
        ("document: terms\n\n", "2026-12-01", 2),
        ("document: terms\nRègles\n", "2026-11-20", 2),
    ],
)
def test_the_command_publishes_what_can_be(
    gateway: Gateway, tmp_path: pathlib.Path, content: str, day: str, status: int
) -> None:
    file = tmp_path / "terms.txt"
    file.write_text(content, encoding="utf-8")
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    given = parser.parse_args(["publish", str(file), "--effective-on", day])

    assert command.run(given, gateway.services.db, gateway.clock, lambda _question: True) == status
    with gateway.services.db.read() as db:
        assert len(db.scalars(select(LegalDocument)).all()) == (1 if status == 0 else 0)
