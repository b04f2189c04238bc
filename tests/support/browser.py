"""Chromium of the system, driven by Playwright, and the member's gestures in it."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TURN_WITHIN = 30_000  # milliseconds: the machine may be busy
_A_LOOK = 50  # milliseconds


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium; skip the calling test with the reason where there is none."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("Chromium is not on this machine")
    with sync_playwright() as playwright:
        expect.set_options(timeout=TURN_WITHIN)
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


def sign_in(page: Page, base_url: str, email: str, password: str) -> None:
    """Sign in as a person does: password, then the code read in the demonstration's mailbox."""
    seen = codes_for(page, base_url, email)
    page.goto(f"{base_url}/connexion")
    page.get_by_label("Adresse e-mail").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Code reçu par e-mail").fill(new_code(page, base_url, email, len(seen)))
    page.get_by_role("button", name="Se connecter").click()


def held_back(page: Page, held: list[Route]) -> Route:
    """Return the request that a route holds, once it has come: the page shows that it sends before it does."""
    for _ in range(TURN_WITHIN // _A_LOOK):
        if held:
            return held[0]
        page.wait_for_timeout(_A_LOOK)
    pytest.fail("no request came to be held")


def laid_out(page: Page) -> None:
    """Wait until a page can be measured: after a click its text is there before its styles are."""
    page.wait_for_load_state("load")


def without_faults(page: Page) -> None:
    """Fail with axe's own report when it finds anything on the page."""
    laid_out(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def beyond_the_window(page: Page) -> int:
    """Count the pixels of a page that only sideways scrolling would show."""
    laid_out(page)
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def codes_for(page: Page, base_url: str, email: str) -> list[str]:
    mails = page.request.get(f"{base_url}/demo/mailbox.json").json()
    return [
        found.group(1) for mail in mails if mail["to"] == email and (found := re.search(r"\b(\d{4})\b", mail["text"]))
    ]


def new_code(page: Page, base_url: str, email: str, seen: int) -> str:
    for _ in range(100):
        codes = codes_for(page, base_url, email)
        if len(codes) > seen:
            return codes[0]
        page.wait_for_timeout(100)
    message = f"no code came for {email}"
    raise AssertionError(message)


class Chat:
    """The chat element of a page, used through what a member sees."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.log = page.get_by_test_id("chat-log")
        expect(page.get_by_test_id("message-bot").first).to_be_visible(timeout=TURN_WITHIN)

    def answers(self) -> Locator:
        return self.page.get_by_test_id("message-bot")

    def wait_for_turn(self, before: int) -> None:
        expect(self.answers()).not_to_have_count(before, timeout=TURN_WITHIN)
        expect(self.log).to_have_attribute("aria-busy", "false", timeout=TURN_WITHIN)

    def say(self, text: str) -> None:
        before = self.answers().count()
        self.page.get_by_test_id("chat-text").fill(text)
        self.page.get_by_test_id("chat-text").press("Enter")
        self.wait_for_turn(before)

    def restart(self) -> None:
        """Begin a new quote, whatever an earlier visit left open."""
        self.page.get_by_test_id("chat-restart").click()
        with self.page.expect_response(lambda answer: answer.url.endswith("/api/v1/conversations")):
            self.page.get_by_test_id("restart-dialog").get_by_role("button", name="Recommencer").click()
        expect(self.page.get_by_test_id("message-member")).to_have_count(0)
        expect(self.log).to_have_attribute("aria-busy", "false", timeout=TURN_WITHIN)

    def press(self, title: str) -> None:
        before = self.answers().count()
        self.page.get_by_test_id("choices").get_by_role("button", name=title).first.click()
        self.wait_for_turn(before)


def amount(text: str) -> str:
    """Format a contract's amount as the page shows it: `1200.00` → `1 200,00 €` with narrow no-break spaces."""
    whole, cents = text.split(".")
    groups = f"{int(whole):,}".replace(",", "\u202f")
    return f"{groups},{cents}\u202f€"


def figures(card: Locator) -> set[str]:
    """Find every amount of a card, folded ones too."""
    return set(re.findall(r"\d[\d\u202f]*,\d\d\u202f€", card.text_content() or ""))
