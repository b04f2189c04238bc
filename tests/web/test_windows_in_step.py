"""Texts that could go stale, in Chromium: what another window did is said by this one, for as long as it is true."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.live_site import Site
from tests.web.test_in_a_browser import edit, estimate_a_hip, open_space, settled

pytestmark = pytest.mark.browser


def states(*windows: Page) -> list[str]:
    """Say of which state each window holds the quote to be, read until none moves."""
    return [window.get_by_test_id("quote-state").inner_text() for window in windows]


def test_a_quote_that_is_refused_an_estimate_or_gets_one_back_is_told_so_in_every_window(
    page: Page, site: Site
) -> None:
    open_space(page, site)
    estimate_a_hip(page)
    other = page.context.new_page()
    other.goto("/espace")
    settled(other)
    current = "Estimation à jour"
    expect(other.get_by_test_id("quote-state")).to_have_text(current)

    page.get_by_role("button", name="Modifier\u202f: Date des soins").click()
    page.locator(".quote-edit input").fill("2012-03-03")
    page.keyboard.press("Enter")

    for window in (page, other):
        expect(window.get_by_test_id("quote-state")).to_have_text("Modifié depuis l’estimation")
        expect(window.get_by_test_id("estimate-card").last.get_by_text("Remplacée")).to_be_visible()
    other.reload()
    settled(other)
    assert states(page, other) == ["Modifié depuis l’estimation"] * 2

    page.get_by_test_id("chat-undo").click()
    for window in (page, other):
        expect(window.get_by_test_id("quote-state")).to_have_text(current)
    other.reload()
    settled(other)
    assert states(page, other) == [current] * 2
    edit(other, "Montant du devis, ligne 1", "900")
    for window in (page, other):
        expect(window.get_by_test_id("quote-state")).to_have_text(current)
        expect(window.get_by_test_id("estimate-card").last.get_by_text("Remplacée")).to_be_hidden()
