"""The member's space on another page of the mutuelle: one script tag, strict policies, sign-in in place."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from auth_gateway.worker import Worker
from tests.support.browser import TURN_WITHIN
from tests.support.gateway import KeptMails
from tests.support.people import PASSWORD
from tests.web.live_site import Site
from tests.web.test_in_a_browser import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A window in which a refusal by a content policy fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    opened = context.new_page()
    refused: list[str] = []
    opened.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    context.close()
    assert refused == []


def has_run(window: Page) -> None:
    """Wait for the scripts of the page in the frame: a key pressed before them is heard by nobody."""
    page = window.locator("iframe").element_handle().content_frame()
    assert page is not None
    page.wait_for_load_state("load")


def test_a_member_signs_in_and_describes_a_quote_without_leaving_the_page(window: Page, site: Site) -> None:
    kept = KeptMails()
    worker = Worker(site.services, kept)
    window.goto(site.embedder)
    window.get_by_role("button", name="Estimer mon devis").press("Enter")
    space = window.frame_locator("iframe")

    space.get_by_label("Adresse e-mail").fill(site.accounts["alone"].email)
    space.get_by_label("Mot de passe").fill(PASSWORD)
    space.get_by_role("button", name="Continuer").click()
    expect(space.get_by_label("Code reçu par e-mail")).to_be_visible()
    while worker.work_once():
        pass
    (code,) = re.findall(r"\b\d{4}\b", kept.mails[-1].text)
    space.get_by_label("Code reçu par e-mail").fill(code)
    space.get_by_role("button", name="Se connecter").click()
    expect(space.get_by_test_id("chat-log")).to_have_attribute("aria-busy", "false", timeout=TURN_WITHIN)
    space.get_by_test_id("chat-text").fill("HBLD038")
    space.get_by_test_id("chat-text").press("Enter")
    expect(space.get_by_test_id("message-member").last).to_contain_text("HBLD038")

    assert window.url == f"{site.embedder}/"
    window.get_by_role("button", name="Fermer").click()
    expect(window.get_by_role("button", name="Estimer mon devis")).to_be_focused()
    expect(window.locator("iframe")).to_be_hidden()


def test_escape_closes_the_window_from_inside_it_unless_something_there_has_a_use_for_it(
    window: Page, site: Site
) -> None:
    sign_in(window, site, "principal")
    window.goto(site.embedder)
    opener, frame = window.get_by_role("button", name="Estimer mon devis"), window.locator("iframe")
    opener.press("Enter")
    space = window.frame_locator("iframe")
    expect(space.get_by_test_id("chat-log")).to_have_attribute("aria-busy", "false", timeout=TURN_WITHIN)
    has_run(window)
    field = space.get_by_test_id("chat-text")
    field.fill("HBLD038 sur la 26")

    space.get_by_test_id("chat-log").press("Escape")
    expect(field).to_be_focused()
    space.get_by_test_id("quote-open").press("Enter")
    space.get_by_test_id("quote-panel").press("Escape")
    expect(space.get_by_test_id("quote-sheet")).to_be_hidden()
    expect(frame).to_be_visible()
    field.press("Escape")

    expect(frame).to_be_hidden()
    expect(opener).to_be_focused()
    opener.press("Enter")
    expect(field).to_have_value("HBLD038 sur la 26")
    window.goto(site.embedder)
    window.context.clear_cookies()
    opener.press("Enter")
    expect(space.get_by_label("Mot de passe")).to_be_visible()
    has_run(window)
    space.get_by_label("Mot de passe").press("Escape")
    expect(frame).to_be_hidden()


def test_the_desk_is_held_by_no_page(window: Page, site: Site) -> None:
    policies = [
        window.request.get(f"{site.url}{path}", max_redirects=0).headers["content-security-policy"]
        for path in ("/connexion", "/espace", "/conseiller", "/api/v1/me", "/")
    ]

    allowed = [f"frame-ancestors {site.embedder}" in policy for policy in policies]

    assert allowed == [True, True, False, False, False]
    assert all("frame-ancestors 'none'" in policy for policy in policies[2:])


def test_from_a_page_of_another_site_the_space_opens_in_a_window_of_its_own(window: Page, site: Site) -> None:
    window.goto(site.embedder.replace("127.0.0.1", "localhost"))

    with window.expect_popup() as opened:
        window.get_by_role("button", name="Estimer mon devis").click()

    opened.value.wait_for_url(f"{site.url}/connexion")
    expect(window.locator("iframe")).to_have_count(0)
