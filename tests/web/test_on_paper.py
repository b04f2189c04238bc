"""What leaves the screen: pages printed by Chromium and read back, and what stays in forced colours."""

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.support import paper_quotes
from tests.support.browser import without_faults
from tests.web.live_site import Site
from tests.web.test_in_a_browser import HIP, describe_a_hip, estimate_a_hip, open_space, press, say, settled, sign_in
from tests.web.test_papers_in_a_browser import READ_WITHIN, send

pytestmark = pytest.mark.browser


def sheets(page: Page) -> list[str]:
    """Print the page and read each sheet."""
    page.emulate_media(media="print")
    printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
    page.emulate_media(media="screen")
    return [" ".join(sheet.extract_text().split()) for sheet in printed.pages]


def test_of_a_form_the_estimate_is_printed_and_of_a_comparison_the_table_from_the_first_sheet_on(
    page: Page, site: Site
) -> None:
    open_space(page, site)
    estimate_a_hip(page)
    page.get_by_test_id("chat-restart").click()
    page.get_by_test_id("restart-dialog").get_by_role("button", name="Recommencer").click()
    expect(page.get_by_test_id("message-member")).to_have_count(0)
    settled(page)
    say(page, HIP.replace("850", "1900"))
    press(page, "Non, c’est tout")
    press(page, "Non")
    expect(page.get_by_test_id("estimate-card")).to_be_visible()
    left = page.get_by_test_id("estimate-member").inner_text()

    page.goto("/espace/formulaire")
    first, *others = sheets(page)
    assert left.replace("\u202f", " ") in first.replace("\u202f", " ")
    assert "Prix demandé" in first
    whole = " ".join([first, *others])
    assert not [word for word in ("Modifier le devis", "Enregistrer", "Télécharger", "C’est exact") if word in whole]

    page.goto("/espace/devis")
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_role("button", name="Comparer").click()
    expect(page.get_by_test_id("compared")).to_be_visible()
    first, *others = sheets(page)
    assert "Prix demandé" in first
    assert others == []


def test_a_paper_that_waits_and_the_lists_are_printed_without_their_buttons(page: Page, site: Site) -> None:
    open_space(page, site)
    send(page, paper_quotes.doubtful_quote())
    expect(page.get_by_test_id("read-line-1").locator("svg")).to_be_visible(timeout=READ_WITHIN)

    first = sheets(page)[0]
    assert "Ce que j’ai lu" in first
    for path in ("/espace/documents", "/espace/devis", "/espace/contact", "/espace/compte/accords", "/conditions"):
        page.goto(path)
        page.emulate_media(media="print")
        for button in page.locator(".button").all():
            expect(button).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_in_forced_colours_the_primary_action_differs_and_nothing_is_at_fault(page: Page, site: Site) -> None:
    page.emulate_media(forced_colors="active")
    open_space(page, site)
    describe_a_hip(page)
    press(page, "Non")
    primary, other = page.locator(".estimate .button.primary"), page.locator(".estimate .actions .button").last

    widths = [button.evaluate("button => getComputedStyle(button).borderTopWidth") for button in (primary, other)]
    assert widths[0] != widths[1]
    without_faults(page)
    for path in ("/espace/formulaire", "/espace/devis", "/espace/documents", "/espace/contact", "/conditions"):
        page.goto(path)
        without_faults(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_an_address_breaks_after_its_at_sign_and_only_where_there_is_no_room(
    page: Page, site: Site, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, site, "principal")
    page.goto("/espace/compte")

    broken = page.evaluate("""() => {
      const links = [...document.querySelectorAll('main a[href^="mailto:"]')];
      const lines = (node) => new Set([...node.getClientRects()].map(({ top }) => Math.round(top))).size;
      return links.filter((link) => [...link.childNodes].some((part) => {
        const range = document.createRange();
        range.selectNodeContents(part);
        return lines(range) > 1;
      }) || (innerWidth > 600 && lines(link) > 1)).length;
    }""")

    assert broken == 0


def test_the_form_to_send_a_quote_is_shown_from_its_heading_and_a_range_of_one_amount_is_not_told_as_a_range(
    page: Page, site: Site
) -> None:
    open_space(page, site)
    say(page, HIP.replace("secteur 1", "je ne connais pas son secteur"))
    for answer in ("Je ne sais pas", "Non, c’est tout", "Non"):
        if page.get_by_test_id("choices").get_by_role("button", name=answer, exact=True).count():
            press(page, answer)
    expect(page.get_by_test_id("estimate-member")).to_have_text("Rien à payer")
    expect(page.get_by_test_id("chat-log")).not_to_contain_text("entre 0,00")

    say(page, "je préfère parler à un conseiller")

    expect(page.get_by_test_id("handover-form").get_by_role("heading").first).to_be_in_viewport(ratio=1)
