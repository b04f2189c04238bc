"""The HTML pages over the real services: who may open which, what they say, how forms work without a script."""

import re

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from auth_gateway.accounts import AccountStatus
from auth_gateway.members import Person
from auth_gateway.pages.rendering import modules_of
from auth_gateway.pages.signin import CHALLENGE_COOKIE
from auth_gateway.platform.sessions import COOKIE
from tests.support.gateway import Gateway
from tests.support.people import PASSWORD, account_of, advisor, child_of, member, member_struck_off

HTML = {"Accept": "text/html"}
MEMBER_PAGES = [
    "/espace", "/espace/formulaire", "/espace/devis", "/espace/donnees", "/espace/echanges", "/espace/documents",
    "/espace/compte", "/espace/contact",
]  # fmt: skip
ADVISOR_PAGES = ["/conseiller", "/conseiller/conversations/none", "/conseiller/dossiers/none"]


def browser(gateway: Gateway) -> TestClient:
    client = gateway.client()
    client.headers.update(HTML)
    client.follow_redirects = False
    return client


def member_browser(gateway: Gateway, **facts: object) -> TestClient:
    client = gateway.signed_in_member(member(**facts))
    client.headers.update(HTML)
    client.follow_redirects = False
    return client


def advisor_browser(gateway: Gateway) -> TestClient:
    account = advisor()
    gateway.save(account)
    client = gateway.sign_in(account)
    client.headers.update(HTML)
    client.follow_redirects = False
    return client


@pytest.mark.parametrize("path", ["/", *MEMBER_PAGES, *ADVISOR_PAGES])
def test_an_anonymous_caller_is_led_to_the_sign_in_page(gateway: Gateway, path: str) -> None:
    answer = browser(gateway).get(path)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/connexion"


@pytest.mark.parametrize("path", ["/connexion", "/inscription", *MEMBER_PAGES])
def test_a69_every_page_says_that_an_emergency_is_for_the_15(gateway: Gateway, path: str) -> None:
    assert "En cas d’urgence médicale, appelez le 15." in member_browser(gateway).get(path).text


@pytest.mark.parametrize("path", ["/deconnexion", "/session/prolonger"])
def test_an_anonymous_caller_changes_nothing(gateway: Gateway, path: str) -> None:
    assert browser(gateway).post(path).status_code == 303
    assert gateway.client().post(path).status_code == 401


def test_an_ended_session_is_explained(gateway: Gateway) -> None:
    client = member_browser(gateway)
    gateway.clock.advance(minutes=10)

    answer = client.get("/espace")

    assert answer.headers["location"] == "/connexion?motif=session"
    assert "Votre session a pris fin" in client.get(answer.headers["location"]).text


@pytest.mark.parametrize("path", MEMBER_PAGES)
def test_a_member_opens_every_page_of_the_space(gateway: Gateway, path: str) -> None:
    answer = member_browser(gateway).get(path)

    assert answer.status_code == 200
    assert '<meta name="csrf-token" content="' in answer.text
    assert "Espace adhérent – MNH" in answer.text
    assert "personnes et garanties fictives" in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ADVISOR_PAGES)
def test_a_member_sees_no_page_of_the_advisors(gateway: Gateway, path: str) -> None:
    assert member_browser(gateway).get(path).status_code == 404


@pytest.mark.parametrize("path", MEMBER_PAGES)
def test_an_advisor_has_no_member_space(gateway: Gateway, path: str) -> None:
    answer = advisor_browser(gateway).get(path)

    assert answer.status_code == 403
    assert "Cette page ne vous est pas ouverte" in answer.text


def test_an_advisor_opens_the_work_list(gateway: Gateway) -> None:
    answer = advisor_browser(gateway).get("/conseiller")

    assert answer.status_code == 200
    assert "Aucun dossier ici." in answer.text


def test_the_home_page_leads_each_one_to_their_space(gateway: Gateway) -> None:
    assert member_browser(gateway).get("/").headers["location"] == "/espace"
    assert advisor_browser(gateway).get("/").headers["location"] == "/conseiller"


def test_the_space_says_for_whom_with_what_cover_and_since_when(gateway: Gateway) -> None:
    principal = member(first_name="Camille")
    gateway.save(principal, child_of(principal, first_name="Léa"))
    account = account_of(principal)
    gateway.save(account)

    text = gateway.sign_in(account).get("/espace", headers=HTML).text

    assert "vous-même ou Léa" in text
    assert "MNH Confort (fictive)" in text
    assert "16 novembre 2026" in text


def test_the_data_held_are_to_be_found_right_once_and_again_when_they_change(gateway: Gateway) -> None:
    client = member_browser(gateway, first_name="Camille", guarantee_id="mnh-confort")
    before = client.get("/espace").text

    client.post("/espace/donnees")
    after = client.get("/espace").text
    with gateway.services.db.session() as db:
        db.scalars(select(Person)).one().guarantee_id = "mnt-essentiel"
    changed = client.get("/espace").text

    assert ["facts-right" in text for text in (before, after, changed)] == [True, False, True]
    assert "Camille" in before
    assert "mutuelle, qui les met à jour" in client.get("/espace/donnees").text


def test_a_member_who_left_three_months_ago_may_only_read(gateway: Gateway) -> None:
    client = gateway.signed_in_member(member_struck_off(months_ago=3))

    text = client.get("/espace", headers=HTML).text

    assert "Votre espace est en lecture seule." in text
    assert "jusqu’au 21 février 2027" in text
    assert "<oxy-chat" not in text
    assert "<oxy-handover" not in client.get("/espace/contact", headers=HTML).text


def test_signing_in_needs_no_script(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = browser(gateway)

    first = client.post("/connexion", data={"email": account.email, "password": PASSWORD})
    page = client.get(first.headers["location"])
    second = client.post("/connexion/code", data={"code": gateway.last_code()})

    assert first.headers["location"] == "/connexion/code"
    assert 'autocomplete="one-time-code"' in page.text
    assert second.headers["location"] == "/espace"
    assert client.cookies.get(COOKIE)
    assert not client.cookies.get(CHALLENGE_COOKIE)
    assert client.get("/espace").status_code == 200


def test_a_wrong_password_is_said_beside_the_fields(gateway: Gateway) -> None:
    answer = browser(gateway).post("/connexion", data={"email": "personne@example.org", "password": "faux"})

    assert answer.status_code == 401
    assert answer.text.count('aria-describedby="probleme"') == 2
    assert "L’adresse e-mail ou le mot de passe est incorrect." in answer.text
    assert 'value="personne@example.org"' in answer.text
    assert "<title>Erreur\u202f: Connexion" in answer.text
    assert re.search(r'id="probleme" tabindex="-1" autofocus', answer.text)


def test_a_suspended_account_is_told_where_to_ask(gateway: Gateway) -> None:
    account = gateway.save_with_account(member(), status=AccountStatus.SUSPENDED)

    answer = browser(gateway).post("/connexion", data={"email": account.email, "password": PASSWORD})

    assert answer.status_code == 403
    assert "Votre accès est suspendu." in answer.text


def test_a_wrong_code_says_how_many_tries_are_left(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = browser(gateway)
    client.post("/connexion", data={"email": account.email, "password": PASSWORD})
    wrong = "1000" if gateway.last_code() != "1000" else "1001"

    answer = client.post("/connexion/code", data={"code": wrong})

    assert answer.status_code == 401
    assert "Il vous reste 2 essais." in answer.text
    assert 'aria-describedby="probleme consigne"' in answer.text


def test_after_the_third_wrong_code_there_is_no_form_left(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = browser(gateway)
    client.post("/connexion", data={"email": account.email, "password": PASSWORD})
    wrong = "1000" if gateway.last_code() != "1000" else "1001"

    answers = [client.post("/connexion/code", data={"code": wrong}) for _ in range(3)]

    assert ["code-form" in answer.text for answer in answers] == [True, True, False]
    assert "Recommencer la connexion" in answers[-1].text
    assert "<title>Erreur\u202f: Code" in answers[-1].text
    assert not client.cookies.get(CHALLENGE_COOKIE)


def test_a_code_that_is_over_means_signing_in_again(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = browser(gateway)
    client.post("/connexion", data={"email": account.email, "password": PASSWORD})
    code = gateway.last_code()
    gateway.clock.advance(minutes=5)

    answer = client.post("/connexion/code", data={"code": code})

    assert answer.headers["location"] == "/connexion?motif=code"
    assert "Ce code n’est plus valable." in client.get("/connexion?motif=code").text


def test_the_code_page_without_a_password_leads_back(gateway: Gateway) -> None:
    assert browser(gateway).get("/connexion/code").headers["location"] == "/connexion"


def test_a_form_of_another_site_is_refused(gateway: Gateway) -> None:
    data = {"email": "personne@example.org", "password": PASSWORD}

    answer = browser(gateway).post("/connexion", data=data, headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 403


def test_signing_out_needs_the_token_of_the_page(gateway: Gateway) -> None:
    client = member_browser(gateway)
    del client.headers["X-CSRF-Token"]
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/espace").text)
    assert found

    refused = client.post("/deconnexion", data={"csrf_token": "other"})
    accepted = client.post("/deconnexion", data={"csrf_token": found.group(1)})

    assert refused.status_code == 403
    assert accepted.headers["location"] == "/connexion?motif=sortie"
    assert client.get("/espace").headers["location"] == "/connexion"


def test_staying_signed_in_counts_as_an_action(gateway: Gateway) -> None:
    client = member_browser(gateway)
    gateway.clock.advance(minutes=9)

    assert client.post("/session/prolonger").status_code == 204

    gateway.clock.advance(minutes=9)
    assert client.get("/espace").status_code == 200


def test_what_a_member_typed_is_never_markup(gateway: Gateway) -> None:
    text = member_browser(gateway, first_name="<script>alert(1)</script>", last_name="<b>x").get("/espace/compte").text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_an_unknown_page_is_an_error_page_and_an_unknown_call_a_problem(gateway: Gateway) -> None:
    page, problem = browser(gateway).get("/nulle-part"), browser(gateway).get("/api/v1/nulle-part")

    assert page.status_code == problem.status_code == 404
    assert "Cette page n’existe pas" in page.text
    assert problem.headers["content-type"] == "application/problem+json"


def test_an_unknown_page_keeps_the_menu_of_whoever_is_signed_in(gateway: Gateway) -> None:
    assert "/espace/documents" in member_browser(gateway).get("/nulle-part").text
    assert "/conseiller/fichiers" in advisor_browser(gateway).get("/nulle-part").text
    assert "Se déconnecter" not in browser(gateway).get("/nulle-part").text


def test_an_unexpected_error_is_a_page_without_detail(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    client = member_browser(gateway)
    monkeypatch.setattr("auth_gateway.pages.documents.documents_of", lambda *_: 1 / 0)

    with capture_logs() as logged:
        answer = client.get("/espace/documents")

    assert "unexpected_error" in [each["event"] for each in logged]
    assert answer.status_code == 500
    assert "Une erreur s’est produite" in answer.text
    assert "division" not in answer.text


def test_pages_while_redis_is_silent_say_to_come_back(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    from redis.exceptions import ConnectionError as RedisSilentError

    client = member_browser(gateway)

    def silent(*_: object, **__: object) -> None:
        raise RedisSilentError

    monkeypatch.setattr(type(gateway.services.redis), "execute_command", silent)
    answer = client.get("/espace")

    assert answer.status_code == 503
    assert "momentanément indisponible" in answer.text


def test_the_demonstration_shows_its_mailbox_and_its_accounts(gateway: Gateway) -> None:
    client = browser(gateway)

    assert "Boîte aux lettres de démonstration" in client.get("/demo/mailbox").text
    assert "Comptes de démonstration" in client.get("/connexion").text


def test_static_files_are_asked_about_at_each_use(gateway: Gateway) -> None:
    answer = browser(gateway).get("/static/js/space.js")

    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/connexion", "/nulle-part", "/demo/mailbox"])
def test_the_content_policy_allows_nothing_inline(gateway: Gateway, path: str) -> None:
    policy = browser(gateway).get(path).headers["content-security-policy"]

    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


def test_what_scripts_are_given_is_a_module_beside_them_asked_about_at_each_use(gateway: Gateway) -> None:
    client = browser(gateway)

    first = client.get("/static/js/given.js")
    again = client.get("/static/js/given.js", headers={"If-None-Match": first.headers["ETag"]})

    assert first.status_code == 200
    assert first.headers["Content-Type"].startswith("text/javascript")
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.text.startswith("export const WORDS = {")
    assert "Reste à payer" in first.text
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/static/js/chat.js", "/static/js/given.js", "/static/css/base.css"])
def test_scripts_and_styles_travel_compressed_and_pages_with_secrets_do_not(gateway: Gateway, path: str) -> None:
    client = browser(gateway)

    assert client.get(path, headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "identity"}).headers
    assert "Content-Encoding" not in client.get("/connexion", headers={"Accept-Encoding": "gzip"}).headers


def test_the_space_asks_for_all_its_scripts_at_once(gateway: Gateway) -> None:
    page = member_browser(gateway).get("/espace").text

    asked = set(re.findall(r'modulepreload" href="/static/js/(\w+\.js)"', page))
    assert {"space.js", "chat.js", "paper.js", "given.js"} < asked
    assert asked == modules_of("space.js")


def test_a_refused_form_says_so_in_the_title_and_how_much_is_to_be_corrected(gateway: Gateway) -> None:
    refused = browser(gateway).post("/mnh/inscription", data={"last_name": "Inventé", "first_name": "Andréa"})

    assert "<title>Erreur\u202f: Créer mon compte" in refused.text
    assert "3 informations sont à corriger." in refused.text
