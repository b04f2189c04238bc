"""The main journey in a real browser: sign in, describe a quote, get the figure or hand over; an advisor reads it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from auth_gateway.sheets import headline_of
from ops.stack import Stack
from quote_engine import estimate
from tests.support import uploads
from tests.support.browser import TURN_WITHIN, Chat, amount, beyond_the_window, figures, sign_in
from tests.support.client import Client, Json
from tests.support.quotes import CROWN, HIP_REPLACEMENT, crown, hip_replacement

pytestmark = [pytest.mark.browser, pytest.mark.rasa]


@pytest.fixture
def page(browser: Browser, stack: Stack) -> Iterator[Page]:
    context = browser.new_context(base_url=stack.base_url, locale="fr-FR", accept_downloads=True)
    errors: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if is_of_the_page(message) else None)
    yield opened
    context.close()
    assert errors == [], "the page's own errors, a refusal by the content security policy among them"


def is_of_the_page(message: ConsoleMessage) -> bool:
    """Leave out what Chromium says of an answer's status: some tests ask for a refusal."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def principal(stack: Stack, mutuelle: str) -> Json:
    return Client(stack.base_url).account(about="deux enfants", mutuelle=mutuelle)


def open_chat(page: Page, stack: Stack, mutuelle: str) -> tuple[Chat, Json]:
    """Sign in and begin a new quote; return the chat and the engine's patient and cover."""
    account = principal(stack, mutuelle)
    sign_in(page, stack.base_url, account["email"], account["password"])
    chat = Chat(page)
    chat.restart()
    me = page.evaluate("fetch('/api/v1/me').then((answer) => answer.json())")
    cover: Json = {"guarantee_id": me["guarantee"]["id"]}
    if me["top_up"]:
        cover["top_up_id"] = me["top_up"]["id"]
    return chat, {"patient": {"scheme": me["scheme"]}, "cover": cover}


def shown_amounts(result: Json) -> set[str]:
    """Every amount that a member must find on the card: total, lines and stay items, each payer who pays."""
    rows = [result["total"], *result["lines"], *result["stay"]]
    found = {row[name] for row in rows for name in ("charged", "amo", "amc", "member")}
    return {amount(each) for each in found - {"0.00"}}


def test_a_hip_replacement_in_a_private_clinic(page: Page, stack: Stack) -> None:
    chat, engine = open_chat(page, stack, "mnt")

    for _field, sentence in HIP_REPLACEMENT:
        chat.say(sentence)

    expected = estimate(hip_replacement(engine["patient"], engine["cover"]))
    card = page.get_by_test_id("estimate-card")
    expect(card).to_be_visible(timeout=TURN_WITHIN)
    left = headline_of(expected).text
    expect(page.get_by_test_id("estimate-member")).to_have_text(left)
    assert shown_amounts(expected) <= figures(card)
    expect(page.get_by_test_id("quote-total")).to_contain_text(left)


def test_a_dental_quote_then_its_pdf(page: Page, stack: Stack, tmp_path: Path) -> None:
    chat, engine = open_chat(page, stack, "lmg")

    for _field, sentence in CROWN:
        chat.say(sentence)

    expected = estimate(crown(engine["patient"], engine["cover"]))
    card = page.get_by_test_id("estimate-card")
    assert shown_amounts(expected) <= figures(card)
    with page.expect_download() as download:
        page.get_by_test_id("estimate-pdf").click()
    saved = tmp_path / "estimate.pdf"
    download.value.save_as(saved)
    assert amount(expected["total"]["member"]) in text_of(saved)
    page.goto("/espace/documents")
    expect(page.get_by_test_id("documents").get_by_role("link").first).to_be_visible()


def text_of(pdf: Path) -> str:
    from pypdf import PdfReader

    return "\n".join(part.extract_text() for part in PdfReader(pdf).pages)


def test_whoever_is_stuck_hands_over_a_pdf_and_an_advisor_reads_the_transcript(
    page: Page, stack: Stack, browser: Browser, tmp_path: Path
) -> None:
    quote = tmp_path / "devis.pdf"
    quote.write_bytes(uploads.pdf())
    chat, _engine = open_chat(page, stack, "mnh")

    chat.say("HBLD038")
    chat.say("je préfère parler à un conseiller")
    page.get_by_test_id("handover-file").set_input_files(quote)
    page.get_by_test_id("handover-comment").fill("Je ne comprends pas la troisième ligne.")
    page.get_by_test_id("handover-send").click()
    expect(page.get_by_test_id("handover-done")).to_be_visible(timeout=TURN_WITHIN)

    account = Client(stack.base_url).account(role="advisor")
    desk = browser.new_context(base_url=stack.base_url, locale="fr-FR").new_page()
    sign_in(desk, stack.base_url, account["email"], account["password"])
    expect(desk).to_have_url(re.compile("/conseiller$"))
    desk.get_by_test_id("cases").get_by_role("row").filter(has_text="troisième ligne").get_by_role("link").first.click()
    expect(desk.get_by_test_id("transcript")).to_contain_text("je préfère parler à un conseiller")
    expect(desk.get_by_test_id("case").first).to_contain_text("Je ne comprends pas la troisième ligne.")
    expect(desk.get_by_test_id("attachment").first).to_be_visible()


def test_the_apology_offers_a_retry_that_works(page: Page, stack: Stack) -> None:
    chat, _engine = open_chat(page, stack, "mnh")

    stack.kill("actions")
    try:
        page.get_by_test_id("chat-text").fill("HBLD038")
        page.get_by_test_id("chat-text").press("Enter")
        retry = page.get_by_role("button", name="Réessayer")
        expect(retry).to_be_visible(timeout=TURN_WITHIN)
        expect(page.get_by_test_id("choices").get_by_role("button", name="Envoyer mon devis")).to_be_visible()
    finally:
        stack.revive("actions")
    retry.click()

    expect(page.get_by_test_id("quote-panel")).to_contain_text("Couronne en métal", timeout=TURN_WITHIN)
    expect(page.get_by_test_id("message-member").filter(has_text="HBLD038")).to_have_count(1)
    assert chat.log.get_attribute("aria-busy") == "false"


def test_an_edit_in_the_panel_is_heard_by_the_assistant(page: Page, stack: Stack) -> None:
    chat, _engine = open_chat(page, stack, "lmg")
    for _field, sentence in CROWN[:3]:
        chat.say(sentence)

    before = chat.answers().count()
    line = page.get_by_test_id("quote-line-1")
    line.get_by_role("button", name=re.compile("Montant")).click()
    line.get_by_role("textbox").fill("180,00")
    line.get_by_role("button", name="Enregistrer").click()

    chat.wait_for_turn(before)
    expect(line).to_contain_text(amount("180.00"))
    expect(chat.answers().last).to_be_visible()


def test_a_member_struck_off_reads_but_starts_nothing(page: Page, stack: Stack) -> None:
    account = Client(stack.base_url).account(about="radié")

    sign_in(page, stack.base_url, account["email"], account["password"])

    expect(page.get_by_test_id("read-only")).to_contain_text("lecture seule")
    expect(page.locator("oxy-chat")).to_have_count(0)
    page.goto("/espace/documents")
    expect(page.get_by_role("heading", name="Mes documents")).to_be_visible()


def test_the_journey_works_by_keyboard_at_320_pixels(browser: Browser, stack: Stack) -> None:
    context = browser.new_context(base_url=stack.base_url, locale="fr-FR", viewport={"width": 320, "height": 640})
    narrow = context.new_page()
    account = principal(stack, "mnh")
    sign_in(narrow, stack.base_url, account["email"], account["password"])
    chat = Chat(narrow)

    narrow.get_by_test_id("chat-text").focus()
    narrow.keyboard.type("HBLD038")
    before = chat.answers().count()
    narrow.keyboard.press("Enter")
    chat.wait_for_turn(before)
    narrow.get_by_test_id("quote-open").focus()
    narrow.keyboard.press("Enter")
    expect(narrow.get_by_test_id("quote-sheet")).to_be_visible()
    narrow.keyboard.press("Escape")

    expect(narrow.get_by_test_id("quote-sheet")).not_to_be_visible()
    expect(narrow.get_by_test_id("quote-open")).to_be_focused()
    assert beyond_the_window(narrow) == 0
    context.close()
