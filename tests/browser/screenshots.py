"""`make screenshots`: the pictures of `docs/screenshots`, of the whole product on a day that stays the same."""

import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from ops.stack import ROOT, Stack, free_port
from tests.support import paper_quotes
from tests.support.browser import TURN_WITHIN, Chat, chromium, sign_in
from tests.support.client import Client

PICTURES = ROOT / "docs" / "screenshots"
TODAY = "2026-11-21"
WIDE, TALL, NARROW = ({"width": width, "height": height} for width, height in ((1280, 800), (1280, 1100), (360, 740)))
HIP = (
    "prothèse totale de hanche, 1 450 € pour le chirurgien, je ne connais pas son secteur, 4 nuits, "
    "chambre particulière à 78 € par jour, le 12 janvier 2027, pour moi"
)
OTHER_HIP = HIP.replace("1 450", "1 150").replace("je ne connais pas son secteur", "secteur 2 avec OPTAM")
CROWNS = "couronne HBLD038 sur la 26 à 540 €, HBLD090 sur la 26 à 220 €, le 12 janvier 2027, pour moi"
READ_WITHIN = 120_000


class Member:
    """One member's visits: signed in once, then looked at in windows of other sizes and colours."""

    def __init__(self, browser: Browser, stack: Stack, **account: str) -> None:
        self.browser, self.base_url = browser, stack.base_url
        found = Client(stack.base_url).account(**account)
        with browser.new_context(base_url=stack.base_url, locale="fr-FR") as context:
            page = context.new_page()
            sign_in(page, stack.base_url, found["email"], found["password"])
            page.wait_for_url(re.compile("/(espace|conseiller)$"))
            self.session = context.storage_state()

    def look(self, name: str, path: str, shown: Callable[[Page], Any], **window: Any) -> None:
        """Open a page, bring it to what is shown, and take its picture."""
        options = {"viewport": WIDE, **window}
        with self.browser.new_context(
            base_url=self.base_url, locale="fr-FR", storage_state=self.session, **options
        ) as context:
            page = context.new_page()
            page.goto(path)
            shown(page)
            page.evaluate("document.fonts.ready")
            page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")


def told(page: Page, quote: str, *answers: str) -> None:
    """Begin a quote, tell it, answer what is asked by its buttons."""
    chat = Chat(page)
    chat.restart()
    chat.say(quote)
    for answer in answers:
        if page.get_by_test_id("choices").get_by_role("button", name=answer, exact=True).count():
            chat.press(answer)


def hip(page: Page, quote: str = HIP) -> None:
    told(page, quote, "Le chirurgien ou le praticien", "Je ne sais pas", "Non, c’est tout", "Non")
    settled(page)


def other_hip(page: Page) -> None:
    hip(page, OTHER_HIP)


def settled(page: Page) -> None:
    expect(page.get_by_test_id("estimate-card").last).to_be_visible(timeout=TURN_WITHIN)
    page.evaluate("document.activeElement.blur()")


def paper(page: Page) -> None:
    Chat(page).restart()
    file = {"name": "devis.pdf", "mimeType": "application/pdf", "buffer": paper_quotes.doubtful_quote()}
    page.get_by_test_id("chat-file").set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_test_id("read-line-1").locator("svg")).to_be_visible(timeout=READ_WITHIN)


def crowns(page: Page) -> None:
    told(page, CROWNS, "Non, c’est tout")
    settled(page)


def compared(page: Page) -> None:
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_role("button", name="Comparer").click()
    expect(page.get_by_role("heading", name=re.compile("Comparer|Comparaison")).first).to_be_visible()


def handed_over(page: Page) -> None:
    settled(page)
    page.get_by_test_id("estimate-card").last.get_by_role("button", name="Envoyer mon devis").click()
    page.get_by_test_id("handover-comment").fill("L’anesthésiste manque, je crois.")
    page.get_by_test_id("handover-send").click()
    expect(page.get_by_test_id("handover-done")).to_be_visible(timeout=TURN_WITHIN)


def first_case(page: Page) -> None:
    page.locator("[data-row]").first.click()
    expect(page.get_by_test_id("transcript")).to_be_visible()


def nothing(_page: Page) -> None:
    """The page as it opens."""


def take_all(browser: Browser, stack: Stack) -> None:
    member = Member(browser, stack, about="deux enfants", mutuelle="lmg")
    member.look("member-dental", "/espace", crowns)
    member.look("member-wide", "/espace", hip)
    member.look("member-dark", "/espace", settled, color_scheme="dark")
    member.look("member-narrow", "/espace", settled, viewport=NARROW, device_scale_factor=2)
    member.look("member-handover", "/espace", handed_over)
    member.look("member-form", "/espace/formulaire", nothing)
    member.look("member-offer", "/espace", other_hip)
    member.look("member-compared", "/espace/devis", compared)
    member.look("member-documents", "/espace/documents", nothing)
    member.look("member-paper", "/espace", paper)
    advisor = Member(browser, stack, role="advisor")
    advisor.look("advisor-cases", "/conseiller", nothing)
    advisor.look("advisor-conversation", "/conseiller", first_case, viewport=TALL)


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(Path(folder), free_port(), TODAY) as stack,
        chromium() as browser,
    ):
        take_all(browser, stack)
    return 0


if __name__ == "__main__":
    sys.exit(main())
