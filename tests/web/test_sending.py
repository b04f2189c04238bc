"""« Envoyer à Ligne claire » in Chromium, from its three places: every kind of file, progress, refusals, receipt."""

import json
import re

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.support import uploads
from tests.support.browser import held_back
from tests.support.people import account_of, member
from tests.web.live_site import Site
from tests.web.test_in_a_browser import CROWN, open_space, say, settled, sign_in

pytestmark = pytest.mark.browser

EVERY_KIND = ("text.pdf", "telling.jpeg", "screen.png", "phone.heic", "renamed-by-a-phone.jpg")


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


FIVE = [file(name, uploads.GOOD[name]) for name in EVERY_KIND]


@pytest.fixture(autouse=True)
def sender(site: Site) -> None:
    """Give each test a member of its own: a day's files are counted."""
    person = member(first_name="Eden", last_name="Envoi")
    site.accounts["sender"] = account_of(person)
    with site.services.db.session() as db:
        db.add(person)
        db.flush()
        db.add(site.accounts["sender"])


def open_the_form(page: Page, site: Site, place: str) -> None:
    """Show the form from the conversation, the contact page or the form « Analyse de devis »."""
    if place == "chat":
        open_space(page, site, "sender")
        say(page, CROWN)
        page.get_by_test_id("chat-handover").click()
        settled(page)
    elif place == "contact":
        sign_in(page, site, "sender")
        page.goto("/espace/contact")
    else:
        open_space(page, site, "sender")
        say(page, CROWN)
        page.goto("/espace/formulaire")
        page.get_by_test_id("send-quote").click()


def sent_cases(page: Page) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = json.loads(page.request.get("/api/v1/cases").text())
    return found


@pytest.mark.parametrize("place", ["chat", "contact", "form"])
def test_o11_five_files_of_every_kind_leave_and_a_receipt_comes_with_its_reference(
    page: Page, site: Site, place: str
) -> None:
    open_the_form(page, site, place)
    chosen = page.get_by_test_id("handover-file")

    chosen.set_input_files(FIVE)
    page.get_by_test_id("handover-comment").fill("Cinq fichiers.")
    page.get_by_test_id("handover-send").click()

    done = page.get_by_test_id("handover-done")
    expect(done).to_be_focused()
    expect(done).to_contain_text("Un e-mail vous préviendra")
    reference = re.search(r"LC-\w{8}", done.inner_text())
    assert reference
    case = next(each for each in sent_cases(page) if each["reference"] == reference.group())
    whole = json.loads(page.request.get(f"/api/v1/cases/{case['id']}").text())
    assert [each["name"] for each in whole["files"]] == list(EVERY_KIND)
    assert {each["state"] for each in whole["files"]} == {"released"}
    assert (case["conversation_id"] is not None) is (place != "contact")


def test_o11_a_refusal_is_told_and_goes_when_the_next_try_begins(page: Page, site: Site) -> None:
    open_the_form(page, site, "contact")
    form = page.get_by_test_id("handover-form")
    chosen, problem = page.get_by_test_id("handover-file"), form.get_by_role("alert")
    chosen.set_input_files([*FIVE, file("six.pdf", uploads.pdf())])
    expect(chosen).to_have_accessible_description(re.compile("5 fichiers au plus"))
    chosen.set_input_files(file("devis.pdf", uploads.REFUSED["locked.pdf"][0]))
    expect(chosen).not_to_have_accessible_description(re.compile("5 fichiers au plus"))

    page.get_by_test_id("handover-send").click()
    expect(problem).to_have_text(re.compile("devis.pdf.*mot de passe"))
    page.get_by_test_id("handover-comment").fill("Sans le mot de passe.")
    chosen.set_input_files(FIVE[0])
    expect(problem).to_be_hidden()

    page.get_by_test_id("handover-send").click()
    expect(page.get_by_test_id("handover-done")).to_be_visible()


def test_o11_how_far_the_files_are_is_shown_while_they_leave(page: Page, site: Site) -> None:
    open_the_form(page, site, "contact")
    form = page.get_by_test_id("handover-form")
    held: list[Route] = []
    page.route("**/api/v1/cases", lambda route: held.append(route))  # noqa: PLW0108  Playwright looks into it
    page.get_by_test_id("handover-file").set_input_files(FIVE)

    page.get_by_test_id("handover-send").click()

    expect(form.get_by_role("progressbar", name="Envoi en cours")).to_be_visible()
    expect(page.get_by_test_id("handover-send")).to_be_disabled()
    held_back(page, held).continue_()
    expect(page.get_by_test_id("handover-done")).to_be_visible()


def test_o11_when_the_network_fails_the_files_and_the_words_stay_for_the_next_try(page: Page, site: Site) -> None:
    open_the_form(page, site, "contact")
    page.get_by_test_id("handover-file").set_input_files(FIVE)
    page.get_by_test_id("handover-comment").fill("Cinq fichiers.")
    page.route("**/api/v1/cases", lambda route: route.abort(), times=1)

    page.get_by_test_id("handover-send").click()
    expect(page.get_by_test_id("handover-form").get_by_role("alert")).to_contain_text("est conservé")
    expect(page.get_by_test_id("handover-comment")).to_have_value("Cinq fichiers.")
    page.get_by_test_id("handover-send").click()

    expect(page.get_by_test_id("handover-done")).to_be_visible()


def test_o11_a_telephone_offers_its_camera(page: Page, site: Site) -> None:
    open_the_form(page, site, "contact")

    accepted = page.get_by_test_id("handover-file").get_attribute("accept") or ""

    assert "image/*" in accepted.split(",")  # any narrower list of photos hides the camera on Android


def test_o11_the_contact_page_sends_the_described_quote_without_a_script(browser: Browser, site: Site) -> None:
    with browser.new_context(base_url=site.url, java_script_enabled=False, locale="fr-FR") as context:
        page = context.new_page()
        sign_in(page, site, "sender")
        page.goto("/espace/formulaire")
        page.get_by_role("textbox", name="Acte", exact=True).first.fill("HBLD038")
        page.get_by_role("button", name="Enregistrer et estimer").click()
        page.get_by_role("link", name="Envoyer mon devis").click()
        page.get_by_label("Vos fichiers").set_input_files(FIVE[:2])
        page.get_by_role("button", name="Envoyer mon devis").click()

        expect(page.get_by_test_id("done")).to_contain_text("bien arrivé")
        expect(page.get_by_test_id("messages")).to_contain_text("telling.jpeg")
        assert sent_cases(page)[0]["conversation_id"] is not None
