"""A dental quote of three acts by keyboard alone: told, estimated, put right, downloaded; axe at each stop."""

import pathlib
import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import without_faults
from tests.web.live_site import Site
from tests.web.test_desk_journey import press, reach
from tests.web.test_in_a_browser import open_space, settled

pytestmark = pytest.mark.browser

SIZES = [(1280, 800), (320, 640)]


def type_in(page: Page, text: str) -> None:
    reach(page, page.get_by_test_id("chat-text"))
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    settled(page)


def choose(page: Page, title: str) -> None:
    press(page, page.get_by_test_id("choices").get_by_role("button", name=title, exact=True).last)
    settled(page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_three_acts_need_only_a_keyboard(page: Page, site: Site, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_space(page, site, "alone")
    type_in(page, "HBLD038 sur la 26 à 500 €")
    choose(page, "Ajouter une ligne")
    type_in(page, "HBLD090 sur la 14 à 175 €")
    choose(page, "Ajouter une ligne")
    type_in(page, "détartrage à 43,38 €")
    choose(page, "Non, c’est tout")
    reach(page, page.get_by_test_id("answer-date"))
    page.keyboard.type("12012026")  # this Chromium’s own order: the month first
    page.keyboard.press("Enter")
    settled(page)

    card = page.get_by_test_id("estimate-card").last
    expect(card.get_by_role("heading").first).to_be_focused()
    expect(card.locator(".pay-lines > li")).to_have_count(3)
    without_faults(page)
    before = card.get_by_test_id("estimate-member").inner_text()
    if width < 900:
        press(page, page.get_by_test_id("quote-open"))
    press(page, page.get_by_role("button", name="Modifier\u202f: Montant du devis, ligne 2"))
    without_faults(page)
    page.keyboard.type("250")
    page.keyboard.press("Enter")
    expect(page.locator(".quote-edit")).to_have_count(0)
    expect(page.get_by_test_id("quote-line-2")).to_contain_text("250,00\u202f€")
    if width < 900:
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("quote-open")).to_be_focused()
    expect(page.get_by_test_id("estimate-card")).to_have_count(2)
    assert card.get_by_test_id("estimate-member").inner_text() != before
    with page.expect_download() as download:
        press(page, card.get_by_test_id("estimate-pdf"))
    assert pathlib.Path(download.value.path()).read_bytes().startswith(b"%PDF")
    reach(page, page.get_by_test_id("chat-log"))
    top = page.get_by_test_id("chat-log").evaluate("log => log.scrollTop")
    page.keyboard.press("Home")
    page.wait_for_function("top => document.querySelector('.log').scrollTop < top", arg=top)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("chat-text")).to_be_focused()
    assert re.fullmatch(r"\s*", page.get_by_test_id("chat-problem").inner_text())
