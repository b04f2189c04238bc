"""A quote on paper in Chromium: sent, looked at, put right and taken over; then at the desk, beside the case.

The reading, the turn and the draft are real.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.support import paper_quotes
from tests.web.live_site import Site
from tests.web.test_desk_journey import without_faults
from tests.web.test_in_a_browser import NARROW, open_space, row, say, settled, sign_in

pytestmark = pytest.mark.browser

READ_WITHIN = 30_000


def send(page: Page, content: bytes, name: str = "devis.pdf") -> None:
    page.get_by_test_id("chat-file").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})


def test_a_quote_is_sent_looked_at_and_taken_over_and_one_undo_takes_it_back(page: Page, site: Site) -> None:
    open_space(page, site)
    send(page, paper_quotes.dental_quote())
    card = page.get_by_test_id("read-card")
    expect(card).to_be_visible(timeout=READ_WITHIN)

    expect(card.get_by_test_id("read-line-1").get_by_role("img")).to_have_accessible_name(
        "Extrait de la page 1 du document, ligne 1"
    )
    expect(card.get_by_test_id("read-line-1").locator("svg")).to_be_visible()
    expect(page.get_by_role("heading", name="Ce que j’ai lu")).to_be_focused()
    expect(page.get_by_test_id("quote-line-1")).to_have_count(0)
    without_faults(page)

    page.get_by_test_id("read-accept").click()
    settled(page)
    expect(page.get_by_test_id("quote-line-2")).to_be_visible()
    expect(card).to_have_count(0)
    page.get_by_test_id("chat-undo").click()
    settled(page)
    expect(page.get_by_test_id("quote-line-1")).to_have_count(0)
    expect(card).to_be_visible()


def test_narrow_and_by_keyboard_a_reading_is_put_right_by_its_fields(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    open_space(page, site)
    send(page, paper_quotes.doubtful_quote())
    card = page.get_by_test_id("read-card")
    expect(card).to_contain_text("à vérifier", timeout=READ_WITHIN)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    without_faults(page)

    page.get_by_test_id("read-correct").press("Enter")
    expect(card.locator(".doubtful input").first).to_be_focused()
    fee = card.get_by_test_id("read-line-1").get_by_label("Montant du devis")
    fee.fill("cher")
    fee.press("Enter")
    expect(fee).to_be_focused()
    expect(fee).to_have_attribute("aria-invalid", "true")
    without_faults(page)
    fee.fill("550")
    expect(page.get_by_test_id("read-accept")).to_have_text("Reprendre avec mes corrections")
    card.get_by_test_id("read-line-2").get_by_label("Reprendre cette ligne").uncheck()
    fee.press("Enter")
    settled(page)

    expect(card).to_have_count(0)
    page.get_by_test_id("quote-open").click()
    assert "550,00" in row(page, "line.fee")
    expect(page.get_by_test_id("quote-line-2")).to_have_count(0)


def test_what_is_no_quote_is_handed_over_with_its_file_and_a_quote_is_taken_into_the_advisors_copy(
    page: Page, site: Site
) -> None:
    open_space(page, site, "alone")
    send(page, paper_quotes.letter(), "lettre.pdf")
    expect(page.get_by_test_id("handover-paper")).to_be_checked(timeout=READ_WITHIN)
    without_faults(page)
    send(page, paper_quotes.dental_quote())
    expect(page.get_by_test_id("read-card")).to_be_visible(timeout=READ_WITHIN)
    page.get_by_test_id("read-leave").click()
    settled(page)
    say(page, "je veux envoyer mon devis à un conseiller")
    page.get_by_test_id("handover-send").last.click()
    expect(page.get_by_test_id("handover-done")).to_contain_text("LC-")

    page.context.clear_cookies()
    sign_in(page, site, "advisor")
    page.goto("/conseiller?tri=recents")
    page.locator("[data-row]").first.click()
    reading = page.get_by_test_id("reading")
    expect(reading).to_contain_text("HBLD634")
    assert reading.get_by_role("img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    without_faults(page)
    page.get_by_test_id("take-reading").click()
    expect(page.get_by_test_id("corrected")).to_contain_text("515,00")
    without_faults(page)
