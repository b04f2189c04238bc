"""A quote on paper in Chromium: sent, looked at, put right and taken over; then at the desk, beside the case.

The reading, the turn and the draft are real.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.support import paper_quotes
from tests.support.browser import beyond_the_window, without_faults
from tests.support.papers import needs_ocr, photographed
from tests.web.live_site import Site
from tests.web.test_in_a_browser import NARROW, open_space, row, say, settled, sign_in

pytestmark = pytest.mark.browser

READ_WITHIN = 30_000
RECOGNISED_WITHIN = 120_000  # on a machine that does much else


def send(page: Page, content: bytes, name: str = "devis.pdf", kind: str = "application/pdf") -> None:
    page.get_by_test_id("chat-file").set_input_files({"name": name, "mimeType": kind, "buffer": content})


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


@needs_ocr
def test_a_photograph_becomes_an_estimate_in_four_gestures(page: Page, site: Site) -> None:
    open_space(page, site, "alone")
    photo = photographed(paper_quotes.dental_quote(), "photo", 1)

    send(page, photo, "devis.jpg", "image/jpeg")
    expect(page.get_by_test_id("read-line-2")).to_be_visible(timeout=RECOGNISED_WITHIN)
    page.get_by_test_id("read-accept").click()
    settled(page)
    say(page, "le 10 décembre 2026")

    expect(page.get_by_test_id("estimate-card")).to_be_visible()


PASTED = """Dent\tCode CCAM\tNature de l'acte\tHonoraires\tBase de remb.
14\tHBLD634\tCouronne dentaire céramométallique\t515,00 €\t120,00 €
26\tHBMD351\tInlay-onlay composite\t330,00 €\t100,00 €
Total\t\t\t901,00 €"""


def test_a_quote_pasted_where_one_writes_shows_the_card_without_a_page(page: Page, site: Site) -> None:
    open_space(page, site)

    say(page, PASTED)

    card = page.get_by_test_id("read-card")
    expect(card).to_contain_text("à vérifier")
    expect(card.locator(".strip")).to_have_count(0)
    without_faults(page)


def test_narrow_and_by_keyboard_a_reading_is_put_right_by_its_fields(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    open_space(page, site)
    send(page, paper_quotes.doubtful_quote())
    card = page.get_by_test_id("read-card")
    expect(card).to_contain_text("à vérifier", timeout=READ_WITHIN)
    assert beyond_the_window(page) == 0
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


def test_narrow_and_dark_an_act_without_a_code_is_asked_for_and_is_chosen_by_its_words(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    page.emulate_media(color_scheme="dark")
    open_space(page, site)
    send(page, paper_quotes.quote_without_a_code())
    crown = page.get_by_test_id("read-line-1")
    expect(crown.locator("[data-field='line.act'].doubtful")).to_contain_text("À vérifier", timeout=READ_WITHIN)
    act = crown.get_by_role("combobox", name="Acte")
    expect(act).to_have_value("Couronne céramo-métallique sur molaire")
    expect(page.get_by_test_id("read-line-2").locator("[data-field='line.act'] input")).to_have_count(0)
    assert beyond_the_window(page) == 0
    without_faults(page)

    act.fill("HBLD734")
    expect(crown.get_by_role("option").first).to_be_visible()
    without_faults(page)
    assert beyond_the_window(page) == 0
    act.press("ArrowDown")
    act.press("Enter")
    page.get_by_test_id("read-accept").click()
    settled(page)

    page.get_by_test_id("quote-open").click()
    expect(page.get_by_test_id("quote-line-1")).to_contain_text("HBLD734")
    assert "590,00" in row(page, "line.fee")


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
