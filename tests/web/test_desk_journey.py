"""The circle in Chromium, by keyboard: a member sends, an advisor finds, corrects and answers, the member goes on."""

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect

from tests.support import uploads
from tests.support.browser import held_back, without_faults
from tests.web.live_site import Site
from tests.web.test_in_a_browser import estimate_a_hip, open_space, sign_in

pytestmark = pytest.mark.browser


def test_a_quote_goes_round_from_the_member_to_the_advisor_and_back_by_keyboard(page: Page, site: Site) -> None:
    open_space(page, site, "alone")
    estimate_a_hip(page)
    press(page, page.get_by_test_id("estimate-card").get_by_role("button", name="Envoyer mon devis"))
    reach(page, page.get_by_test_id("handover-comment"))
    page.keyboard.insert_text("L’anesthésiste manque, je crois.")
    press(page, page.get_by_test_id("handover-send"))
    expect(page.get_by_test_id("handover-done")).to_contain_text("LC-")

    page.context.clear_cookies()
    sign_in(page, site, "advisor")
    page.goto("/conseiller?tri=recents")
    without_faults(page)
    page.keyboard.press("?")
    expect(page.get_by_test_id("keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("keys")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("case")).to_contain_text("L’anesthésiste manque")
    expect(page.get_by_test_id("keys-help")).to_be_visible()  # the keys are there
    page.keyboard.press("t")
    expect(page.get_by_test_id("state")).to_have_text("En cours")
    page.get_by_test_id("correct").locator("summary").first.press("Enter")
    page.get_by_label("Montant du devis").first.fill("950")
    page.get_by_test_id("recompute").press("Enter")
    expect(page.get_by_test_id("corrected")).to_contain_text("850,00\u202f€ → 950,00\u202f€")
    without_faults(page)
    expect(page.get_by_test_id("keys-help")).to_be_visible()
    page.keyboard.press("r")
    expect(page.get_by_test_id("reply")).to_be_focused()
    page.keyboard.insert_text("Le devis est de 950 €, anesthésie comprise.")
    page.get_by_test_id("answer").press("Enter")
    expect(page.get_by_test_id("state")).to_have_text("Répondu")

    page.context.clear_cookies()
    sign_in(page, site, "alone")
    page.goto("/espace")
    expect(page.get_by_test_id("chat-log")).to_contain_text("Le devis est de 950 €, anesthésie comprise.")
    member_goes_on(page)


def member_goes_on(page: Page) -> None:
    """Read the answer in « Mes échanges », take its document, say whether it helped, and ask again."""
    page.goto("/espace/echanges")
    without_faults(page)
    press(page, page.get_by_test_id("exchanges").get_by_role("link").first)
    expect(page.get_by_test_id("state")).to_have_text("Répondu")
    without_faults(page)
    with page.expect_download() as download:
        press(page, page.get_by_test_id("answer-document"))
    assert download.value.suggested_filename.startswith("reponse-")
    reach(page, page.get_by_label("Oui"))
    page.keyboard.press("Space")
    press(page, page.get_by_test_id("rate"))
    expect(page.get_by_test_id("done")).to_contain_text("Merci")
    reach(page, page.get_by_label("Écrire à Ligne claire"))
    page.keyboard.insert_text("Et pour la chambre\u202f?")
    press(page, page.get_by_test_id("send-message"))
    expect(page.get_by_test_id("state")).to_have_text("En cours")


def reach(page: Page, target: Locator) -> None:
    """Go to a control as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _ in range(80):
        if target.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the key Tab does not lead there")


def press(page: Page, target: Locator) -> None:
    reach(page, target)
    page.keyboard.press("Enter")


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_n6_member_and_advisor_write_and_send_files_to_each_other_without_a_reload(
    page: Page, browser: Browser, site: Site
) -> None:
    sign_in(page, site, "alone")
    page.goto("/espace/contact")
    page.get_by_test_id("handover-file").set_input_files([file("a.pdf", uploads.pdf()), file("b.heic", uploads.heic())])
    page.get_by_test_id("handover-send").click()
    expect(page.get_by_test_id("handover-done")).to_contain_text("LC-")
    page.goto("/espace/echanges")
    page.get_by_test_id("exchanges").get_by_role("link").first.click()
    expect(page.get_by_test_id("messages")).to_contain_text("b.heic")
    page.get_by_label("Écrire à Ligne claire").fill("Un texte commencé")

    context = browser.new_context(base_url=site.url, locale="fr-FR")
    desk = context.new_page()
    sign_in(desk, site, "advisor")
    desk.goto("/conseiller?tri=recents")
    desk.locator("[data-row]").first.click()
    desk.get_by_test_id("reply").fill("Voici notre lecture.")
    desk.get_by_test_id("reply-files").set_input_files(file("lecture.pdf", uploads.pdf(2)))
    desk.get_by_role("button", name="Envoyer un simple message").click()
    expect(desk.get_by_test_id("done")).to_contain_text("parti")
    without_faults(desk)

    expect(page.get_by_test_id("messages")).to_contain_text("Voici notre lecture.")
    expect(page.get_by_test_id("state")).to_have_text("En cours")
    expect(page.get_by_label("Écrire à Ligne claire")).to_have_value("Un texte commencé")
    without_faults(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="lecture.pdf").click()
    assert download.value.suggested_filename.startswith("document-LC-")
    page.get_by_label("Fichiers (facultatif)").set_input_files(file("c.jpg", uploads.jpeg()))
    page.get_by_test_id("send-message").click()
    expect(page.get_by_test_id("messages")).to_contain_text("c.jpg")
    expect(desk.get_by_test_id("news")).to_be_visible()

    desk.get_by_test_id("news").get_by_role("link").click()
    desk.get_by_test_id("reply").fill("Tout est juste.")
    desk.get_by_test_id("answer").click()
    expect(page.get_by_test_id("state")).to_have_text("Répondu")
    page.get_by_label("Oui").check()
    page.get_by_label("Une fois remboursé").fill("312,40")
    page.get_by_test_id("rate").click()
    expect(page.get_by_test_id("done")).to_contain_text("Merci")
    page.get_by_label("Écrire à Ligne claire").fill("Et pour la 15\u202f?")
    page.get_by_test_id("send-message").press("Enter")
    expect(page.get_by_test_id("state")).to_have_text("En cours")
    desk.reload()
    expect(desk.locator("main")).to_contain_text("312,40")
    page.goto("/espace/documents")
    expect(page.get_by_test_id("documents")).to_contain_text("lecture.pdf")
    context.close()


def test_n6_in_an_exchange_files_leave_with_their_progress_and_a_refusal_leaves_what_was_written(
    page: Page, site: Site
) -> None:
    sign_in(page, site, "alone")
    page.goto("/espace/contact")
    page.get_by_test_id("handover-comment").fill("Une question.")
    page.get_by_test_id("handover-send").click()
    expect(page.get_by_test_id("handover-done")).to_be_visible()
    page.goto("/espace/echanges")
    page.get_by_test_id("exchanges").get_by_role("link").first.click()
    page.wait_for_load_state()  # without its script the form is sent as any other
    chosen, refused = page.get_by_label("Fichiers (facultatif)"), page.get_by_test_id("refused")
    page.get_by_label("Écrire à Ligne claire").fill("Voici mon devis.")
    chosen.set_input_files(file("devis.pdf", uploads.REFUSED["locked.pdf"][0]))

    page.get_by_test_id("send-message").press("Enter")
    expect(refused).to_contain_text("mot de passe")
    expect(page.get_by_label("Écrire à Ligne claire")).to_have_value("Voici mon devis.")
    without_faults(page)
    held: list[Route] = []
    page.route("**/message", lambda route: held.append(route))  # noqa: PLW0108  Playwright looks into it
    chosen.set_input_files(file("bon.pdf", uploads.pdf()))
    page.get_by_test_id("send-message").press("Enter")
    expect(page.get_by_role("progressbar", name="Envoi en cours")).to_be_visible()
    expect(refused).to_be_hidden()
    held_back(page, held).continue_()
    expect(page.get_by_test_id("messages")).to_contain_text("bon.pdf")


def test_o20_two_advisors_with_one_case_open_read_each_others_name(page: Page, browser: Browser, site: Site) -> None:
    sign_in(page, site, "advisor")
    page.goto("/conseiller?tri=recents")
    page.locator("[data-row]").first.click()
    with browser.new_context(base_url=site.url, locale="fr-FR") as context:
        other = context.new_page()
        sign_in(other, site, "other advisor")
        other.goto(page.url)
        expect(page.get_by_test_id("here")).to_have_text("Nadia Fictive a aussi ce dossier sous les yeux.")
        expect(other.get_by_test_id("here")).to_contain_text("Claude Conseil")
        without_faults(page)

    expect(page.get_by_test_id("here")).to_have_count(0)
