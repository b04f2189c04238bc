"""Registration, a forgotten password, the export and the closing in Chromium: by keyboard alone, axe on every page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import delete

from auth_gateway.consents import DocumentKind, LegalDocument
from auth_gateway.consents import service as consents
from auth_gateway.members import Person
from auth_gateway.worker import Worker
from tests.support.browser import beyond_the_window, without_faults
from tests.support.gateway import KeptMails
from tests.support.people import PASSWORD, account_of, member
from tests.web.live_site import Site

pytestmark = pytest.mark.browser

NEW = "Vélo-Rouge-7!"
OPEN_PAGES = ["/inscription", "/mnh", "/mot-de-passe-oublie", "/conditions"]
MEMBER_PAGES = [
    "/espace/compte",
    "/espace/compte/mot-de-passe",
    "/espace/compte/coordonnees",
    "/espace/compte/adresse-e-mail",
    "/espace/compte/securite",
    "/espace/compte/donnees",
    "/espace/compte/fermeture",
]


@dataclass
class Post:
    """The worker and the e-mails that it hands over."""

    worker: Worker
    kept: KeptMails

    def link(self, path: str) -> str:
        """Do what waits, then return the newest link to such a page."""
        while self.worker.work_once():
            pass
        found = [re.search(rf"(/{path}/\S+)", mail.text) for mail in self.kept.mails]
        return [each.group(1) for each in found if each][-1]


@pytest.fixture
def post(site: Site) -> Post:
    kept = KeptMails()
    return Post(Worker(site.services, kept), kept)


def saved(site: Site, person: Person, name: str | None = None) -> Person:
    """Save a person, with an account under this name when one is given."""
    with site.services.db.session() as db:
        db.add(person)
        db.flush()
        if name is not None:
            site.accounts[name] = account_of(person)
            db.add(site.accounts[name])
    return person


def sign_in(page: Page, site: Site, who: str) -> None:
    name, value = site.cookie(who)
    page.context.add_cookies(
        [{"name": name, "value": value, "domain": "127.0.0.1", "path": "/", "secure": True, "httpOnly": True}]
    )


def sound(page: Page) -> bool:
    """Whether axe has nothing to say, and the page needs no sideways scrolling."""
    without_faults(page)
    return beyond_the_window(page) == 0


def type_through(page: Page, *values: str) -> None:
    """Type in the field that has the focus, go to the next with Tab, and so on; then Enter."""
    for number, value in enumerate(values):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(value)
    page.keyboard.press("Enter")


@pytest.fixture
def terms(site: Site) -> Iterator[None]:
    """Terms in force for one test: the other tests' people have nothing to accept."""
    clock = site.services.clock
    with site.services.db.session() as db:
        consents.publish(db, DocumentKind.TERMS, "<p>Règles</p>", clock.today(), clock.now())
    yield
    with site.services.db.session() as db:
        db.execute(delete(LegalDocument))


@pytest.mark.usefixtures("terms")
def test_a_member_registers_and_activates_by_keyboard(page: Page, site: Site, post: Post) -> None:
    person = saved(site, member(first_name="Zélie", last_name="D’Invention"))
    page.goto("/mnh")
    page.get_by_label("Numéro d’adhérent").focus()
    page.keyboard.type(person.member_number)
    for value in ("d'invention", "zélie"):
        page.keyboard.press("Tab")
        page.keyboard.type(value)
    page.get_by_label("Date de naissance").fill(person.birth_date.isoformat())  # the browser's own field
    page.get_by_label("Adresse e-mail").focus()
    type_through(page, "zelie@example.org")
    expect(page.get_by_test_id("registration-received")).to_be_visible()
    received = sound(page)

    page.goto(post.link("activation"))
    for name in ("adult", "terms", "personal_data", "hosting"):
        page.locator(f"#{name}").press("Space")
    page.get_by_test_id("new-password").focus()
    page.keyboard.type(NEW)
    expect(page.locator(".password-rules .met")).to_have_count(5)
    steps = sound(page)
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Votre espace est activé.")
    assert (received, steps) == (True, True)


def test_a_forgotten_password_is_renewed_by_keyboard(page: Page, site: Site, post: Post) -> None:
    saved(site, member(), "forgetful")
    page.goto("/connexion")
    page.get_by_test_id("forgotten").press("Enter")
    page.get_by_label("Adresse e-mail de votre compte").focus()
    type_through(page, site.accounts["forgetful"].email)
    expect(page.get_by_test_id("reset-asked")).to_be_visible()

    page.goto(post.link("mot-de-passe"))
    page.get_by_test_id("new-password").focus()
    type_through(page, "Bonjour2026!")
    expect(page.get_by_test_id("password-problem")).to_contain_text("trop facile à deviner")
    refused = sound(page)
    page.get_by_test_id("new-password").focus()
    type_through(page, NEW)

    expect(page.get_by_role("status")).to_contain_text("Votre nouveau mot de passe est enregistré.")
    assert refused


def test_a_member_closes_their_account_by_keyboard(page: Page, site: Site, post: Post) -> None:
    saved(site, member(), "leaving")
    sign_in(page, site, "leaving")
    page.goto("/espace/compte")
    page.get_by_test_id("close-account").press("Enter")
    page.get_by_label("Votre mot de passe").focus()
    type_through(page, PASSWORD)
    expect(page.get_by_test_id("closing-asked")).to_be_visible()
    asked = sound(page)

    page.goto(post.link("fermeture"))
    confirming = sound(page)
    page.get_by_role("button", name="Fermer mon compte").press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Votre compte est fermé.")
    assert (asked, confirming) == (True, True)


def test_a_member_takes_their_data_away_by_keyboard(page: Page, site: Site, post: Post) -> None:
    saved(site, member(), "curious")
    sign_in(page, site, "curious")
    page.goto("/espace/compte")
    page.get_by_test_id("my-data").press("Enter")
    page.get_by_role("button", name="Préparer mes données").press("Enter")
    expect(page.get_by_test_id("exports")).to_contain_text("En préparation")
    while post.worker.work_once():
        pass
    page.reload()
    ready = sound(page)

    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger").press("Enter")

    assert ready
    assert download.value.suggested_filename.endswith(".zip")


@pytest.fixture
def narrow_and_dark(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site.url, viewport={"width": 320, "height": 700}, color_scheme="dark", locale="fr-FR"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [*OPEN_PAGES, *MEMBER_PAGES])
def test_every_page_of_the_account_is_sound_on_a_narrow_dark_screen(
    narrow_and_dark: Page, site: Site, path: str
) -> None:
    if path in MEMBER_PAGES:
        sign_in(narrow_and_dark, site, "principal")

    narrow_and_dark.goto(path)

    assert narrow_and_dark.locator("h1").count() == 1
    assert sound(narrow_and_dark)
