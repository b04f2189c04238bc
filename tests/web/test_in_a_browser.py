"""The pages in Chromium: the chat and the quote in step, what happens when something fails, keyboard, narrow screens.

The gateway, its database, the turn and the engine are real; only Rasa and its intent model are not there.
"""

import pathlib
import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support import uploads
from tests.support.browser import TURN_WITHIN, beyond_the_window, without_faults
from tests.web.live_site import Site

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 700}
PAGES = [
    (None, "/connexion?motif=session"),
    (None, "/demo/mailbox"),
    (None, "/nulle-part"),
    ("principal", "/espace"),
    ("former", "/espace"),
    ("principal", "/espace/formulaire"),
    ("principal", "/espace/devis"),
    ("principal", "/espace/donnees"),
    ("principal", "/espace/documents"),
    ("principal", "/espace/compte"),
    ("principal", "/espace/contact"),
    ("advisor", "/conseiller"),
]
BETWEEN = re.compile(r"Entre [\d\u202f]+,\d\d\u202f€ et [\d\u202f]+,\d\d\u202f€")
MESSAGES = re.compile(r"/messages$")


def sign_in(page: Page, site: Site, who: str) -> None:
    name, value = site.cookie(who)
    where = {"domain": "127.0.0.1", "path": "/", "secure": True, "httpOnly": True, "sameSite": "Lax"}
    page.context.add_cookies([{"name": name, "value": value, **where}])  # type: ignore[typeddict-item]


def open_space(page: Page, site: Site, who: str = "principal") -> None:
    """Open the space on a quote of the test's own."""
    sign_in(page, site, who)
    page.goto("/espace")
    settled(page)
    page.get_by_test_id("chat-restart").click()
    with page.expect_response(re.compile("/draft$|/messages")):  # the new conversation, read whole
        page.get_by_test_id("restart-dialog").get_by_role("button", name="Recommencer").click()
    expect(page.get_by_test_id("message-member")).to_have_count(0)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the turn that runs has ended."""
    expect(page.get_by_test_id("chat-log")).to_have_attribute("aria-busy", "false", timeout=TURN_WITHIN)


def say(page: Page, text: str) -> None:
    page.get_by_test_id("chat-text").fill(text)
    page.get_by_test_id("chat-text").press("Enter")
    expect(page.get_by_test_id("message-member").last).to_contain_text(text)
    settled(page)


def press(page: Page, title: str) -> None:
    page.get_by_test_id("choices").get_by_role("button", name=title, exact=True).click()
    settled(page)


HIP = (
    "NEKA020 850 € par le chirurgien, secteur 1, avec 1 nuit, sans chambre particulière, le 10 décembre 2026, pour moi"
)
CROWN = "HBLD038"


def describe_a_hip(page: Page) -> None:
    """Up to the last question: one fee of 850 €, sector 1, one night, no private room."""
    say(page, HIP)
    press(page, "Non, c’est tout")


def estimate_a_hip(page: Page) -> None:
    describe_a_hip(page)
    press(page, "Non")
    expect(page.get_by_test_id("estimate-card")).to_be_visible()


def row(page: Page, field: str) -> str:
    return page.get_by_test_id("quote-panel").locator(f'[data-field="{field}"] dd').first.inner_text()


def test_the_quote_beside_the_chat_follows_it_to_the_estimate(page: Page, site: Site) -> None:
    open_space(page, site)
    say(page, HIP.replace("850 €", "huit cent cinquante euros"))
    press(page, "Non, c’est tout")

    assert "850,00\u202f€" in row(page, "line.fee")
    assert "vous avez écrit «\u202fhuit cent cinquante euros\u202f»" in row(page, "line.fee")
    assert row(page, "stay.nights") == "1", "« 1 nuit » says nothing more than its value"

    press(page, "Non")
    card = page.get_by_test_id("estimate-card")
    member = card.get_by_test_id("estimate-member").inner_text()
    expect(page.get_by_test_id("quote-total").locator(".amount").first).to_have_text(member)
    expect(card.get_by_role("img").first).to_have_accessible_name(re.compile("Qui paie quoi.*Reste à payer"))
    card.get_by_text("Le calcul pas à pas").click()
    expect(card.locator(".steps li").first).to_be_visible()
    with page.expect_download() as download:
        card.get_by_test_id("estimate-pdf").click()
    assert pathlib.Path(download.value.path()).read_bytes().startswith(b"%PDF")


def estimate_a_hip_of_an_unknown_sector(page: Page) -> None:
    """1 200 €, one night; the running estimate is looked at on the way."""
    say(page, HIP.replace("850", "1200").replace("secteur 1", "je ne connais pas son secteur"))
    if page.get_by_test_id("choices").get_by_role("button", name="Je ne sais pas").count():
        press(page, "Je ne sais pas")
    expect(page.get_by_test_id("quote-total")).to_contain_text("pour l’instant")
    assert BETWEEN.search(page.get_by_test_id("quote-total").inner_text())
    press(page, "Non, c’est tout")
    press(page, "Non")


def cents(text: str) -> int:
    return int(re.sub(r"[^\d−]", "", text).replace("−", "-"))


def test_an_estimate_is_a_range_with_a_ledger_that_adds_up_what_it_supposes_and_what_to_do(
    page: Page, site: Site
) -> None:
    open_space(page, site)
    estimate_a_hip_of_an_unknown_sector(page)
    card = page.get_by_test_id("estimate-card")

    headline = card.get_by_test_id("estimate-member").inner_text()
    assert BETWEEN.search(headline)
    expect(page.get_by_test_id("quote-total").locator(".amount").first).to_have_text(headline)
    for ledger in card.locator(".ledger").all():
        *rows, result = [cents(each) for each in ledger.locator("td").all_text_contents()]
        assert sum(rows) == result
    expect(
        card.locator(".computed").filter(has_text="190\u202f% × 459,80\u202f€ = 873,62\u202f€, moins")
    ).to_be_visible()
    expect(card.get_by_test_id("estimate-nothing-left").locator(".ledger").first).to_be_hidden()
    expect(card.get_by_test_id("estimate-next")).to_contain_text("OPTAM")
    expect(card.locator(".button.primary")).to_have_count(1)
    expect(page.get_by_test_id("choices")).to_have_count(0)

    card.get_by_test_id("estimate-supposed").get_by_role("button", name="Changer").first.click()

    expect(page.locator('[data-field="line.sector"] select')).to_be_focused()


def test_an_estimate_whose_quote_changes_is_marked_everywhere(page: Page, site: Site) -> None:
    open_space(page, site)
    estimate_a_hip(page)
    first, last = page.get_by_test_id("estimate-card").first, page.get_by_test_id("estimate-card").last
    before = first.get_by_test_id("estimate-member").inner_text()

    edit(page, "Montant du devis, ligne 1", "1900")
    expect(page.get_by_test_id("estimate-card")).to_have_count(2)
    expect(first.get_by_text("Remplacée")).to_be_visible()
    expect(last.get_by_text("Remplacée")).to_be_hidden()
    page.get_by_test_id("add-line").click()

    expect(last.get_by_text("Remplacée")).to_be_visible()
    expect(last.locator(".headline .amount")).to_have_css("text-decoration-line", "line-through")
    expect(page.get_by_test_id("quote-total").locator("s")).to_have_text(
        last.get_by_test_id("estimate-member").inner_text()
    )
    page.goto("/espace/documents")
    rows = page.get_by_test_id("documents").get_by_role("listitem")
    expect(rows.nth(1).locator("s")).to_have_text(before, ignore_case=True)


def test_what_is_printed_is_the_estimate_and_not_the_conversation(page: Page, site: Site) -> None:
    open_space(page, site)
    estimate_a_hip(page)

    page.emulate_media(media="print")

    expect(page.get_by_test_id("estimate-member")).to_be_visible()
    for hidden in ("message-member", "message-bot", "draft-card", "quote-panel", "chat-text"):
        expect(page.get_by_test_id(hidden).first).to_be_hidden()
    expect(page.get_by_role("link", name="Remplir un formulaire")).to_be_hidden()


def test_a_reload_shows_the_same_conversation_and_goes_on(page: Page, site: Site) -> None:
    open_space(page, site)
    say(page, CROWN)
    before = page.get_by_test_id("chat-log").inner_text()

    page.reload()
    settled(page)

    assert page.get_by_test_id("chat-log").inner_text() == before
    assert "Soins dentaires" in row(page, "family")
    say(page, "26")
    assert "26" in row(page, "line.tooth")


def test_an_estimate_stays_after_a_reload_and_is_outdated_by_a_change(page: Page, site: Site) -> None:
    open_space(page, site)
    estimate_a_hip(page)
    page.reload()
    settled(page)
    expect(page.get_by_test_id("quote-state")).to_have_text("Estimation à jour")

    page.get_by_test_id("add-line").click()

    expect(page.get_by_test_id("quote-state")).to_have_text("Modifié depuis l’estimation")
    asked = page.get_by_test_id("message-bot").last
    expect(asked).to_contain_text("Quel est l’acte")
    page.reload()
    settled(page)
    expect(asked).to_be_visible()  # not among the sentences of the estimate, which are folded
    page.get_by_test_id("chat-undo").click()
    expect(page.get_by_test_id("quote-state")).to_have_text("Estimation à jour")
    edit(page, "Montant du devis, ligne 1", "900")
    expect(page.get_by_test_id("estimate-card")).to_have_count(2)
    expect(page.get_by_test_id("quote-state")).to_have_text("Estimation à jour")


def edit(page: Page, label: str, value: str) -> None:
    page.get_by_role("button", name=f"Modifier\u202f: {label}").click()
    page.locator(".quote-edit input").fill(value)
    page.keyboard.press("Enter")


def test_an_edit_in_the_panel_is_told_in_the_chat_and_can_be_undone(page: Page, site: Site) -> None:
    open_space(page, site)
    describe_a_hip(page)

    edit(page, "Montant du devis, ligne 1", "1 350,5")

    expect(page.locator('[data-field="line.fee"] dd').first).to_contain_text("1\u202f350,50\u202f€")
    expect(page.get_by_role("button", name="Modifier\u202f: Montant du devis, ligne 1")).to_be_focused()
    page.get_by_test_id("chat-undo").click()
    expect(page.locator('[data-field="line.fee"] dd').first).to_contain_text("850,00\u202f€")


def test_a_refused_edit_is_explained_by_its_field(page: Page, site: Site) -> None:
    open_space(page, site)
    describe_a_hip(page)

    edit(page, "Montant du devis, ligne 1", "abc")

    field = page.locator(".quote-edit input")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("abc")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("Donnez un montant en euros"))
    page.keyboard.press("Escape")
    assert "850,00\u202f€" in row(page, "line.fee")


def test_an_act_is_chosen_by_words_in_the_panel_with_the_keyboard_alone(page: Page, site: Site) -> None:
    open_space(page, site)
    describe_a_hip(page)

    page.get_by_role("button", name="Modifier\u202f: Acte, ligne 1").click()
    field = page.get_by_role("combobox", name="Acte")
    field.fill("prothèse du genou")
    options = page.get_by_role("option")
    expect(options.last).to_have_text("Garder «\u202fprothèse du genou\u202f» tel quel")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("act-list")).to_be_hidden()
    page.keyboard.press("Enter")

    expect(page.locator('[data-field="line.act"] dd').first).to_contain_text(chosen)
    assert "genou" in chosen


def test_words_that_mean_no_known_act_are_kept_when_the_member_says_so(page: Page, site: Site) -> None:
    open_space(page, site)
    describe_a_hip(page)

    page.get_by_role("button", name="Modifier\u202f: Acte, ligne 1").click()
    page.get_by_role("combobox", name="Acte").fill("zzz qqq")
    page.get_by_role("option", name="Garder").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Acte")).to_have_accessible_description(re.compile("Choisissez un acte"))
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name="Garder").click()
    page.keyboard.press("Enter")

    expect(page.locator('[data-field="line.act"] dd').first).to_have_text("zzz qqq")


def test_lines_are_added_and_deleted_in_the_panel(page: Page, site: Site) -> None:
    open_space(page, site)
    describe_a_hip(page)

    page.get_by_test_id("add-line").click()
    expect(page.get_by_test_id("quote-line-2")).to_be_visible()
    page.get_by_role("button", name="Supprimer la ligne 1").click()

    expect(page.get_by_test_id("quote-line-2")).to_have_count(0)
    expect(page.get_by_test_id("message-bot").filter(has_text="la ligne 1 est supprimée")).to_be_visible()
    expect(page.get_by_text("pas de réponse")).to_have_count(0)
    page.get_by_test_id("chat-undo").click()
    expect(page.get_by_test_id("quote-line-2")).to_be_visible()
    expect(page.get_by_test_id("message-bot").filter(has_text="compte maintenant 2 lignes")).to_be_visible()


def test_what_few_quotes_say_is_added_put_right_and_taken_away_in_the_panel(page: Page, site: Site) -> None:
    open_space(page, site)
    describe_a_hip(page)
    panel = page.get_by_test_id("quote-panel")
    save = panel.get_by_role("button", name="Enregistrer")
    charge = panel.locator('[data-field="charges"] dd').first

    panel.get_by_test_id("quote-line-1").get_by_text("Ajouter un détail").click()
    panel.get_by_role("button", name="Côté", exact=True).click()
    panel.get_by_label("Côté", exact=True).select_option("left")
    save.click()
    expect(panel.locator('[data-field="line.side"] dd').first).to_have_text("Gauche")
    panel.get_by_test_id("add-charges").click()
    panel.get_by_label("Nature des frais").select_option("television")
    save.click()
    expect(panel.locator(".quote-edit .problem")).to_contain_text("donnez leur montant")
    panel.get_by_label("Montant", exact=True).fill("6")
    panel.get_by_label("Montant compté").select_option("day")
    save.click()
    expect(charge).to_have_text("6,00\u202f€ par jour")
    panel.get_by_role("button", name="Modifier\u202f: Télévision").click()
    panel.get_by_label("Jours ou nuits").fill("3")
    save.click()
    expect(charge).to_have_text("6,00\u202f€ par jour, pendant 3 jours")
    panel.get_by_test_id("add-line").click()
    panel.get_by_test_id("add-shared_fees").click()
    for box in panel.get_by_role("checkbox").all():
        box.check()
    panel.get_by_label("Prix de l’ensemble").fill("2 000")
    save.click()
    expect(panel.locator('[data-field="shared_fees"] dd').first).to_have_text(
        "2\u202f000,00\u202f€ pour les lignes 1 et 2"
    )
    for field in ("Côté, ligne 1", "Télévision", "Prix pour plusieurs lignes"):
        panel.get_by_role("button", name=f"Modifier\u202f: {field}").click()
        panel.get_by_role("button", name="Enlever").click()
        expect(panel.get_by_role("button", name=f"Modifier\u202f: {field}")).to_have_count(0)


def test_a_failed_turn_is_sent_again_under_the_same_id(page: Page, site: Site) -> None:
    open_space(page, site)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if MESSAGES.search(request.url) else None)
    site.bot.fail_next = 1
    say(page, CROWN)
    expect(page.get_by_text("Non envoyé")).to_be_visible()
    expect(page.get_by_test_id("message-bot").last).to_contain_text("Je suis désolée")

    press(page, "Réessayer")

    expect(page.get_by_test_id("message-bot").last).to_contain_text("quelle est la dent soignée")
    expect(page.get_by_text("Non envoyé")).to_have_count(0)
    expect(page.get_by_text("Je suis désolée")).to_have_count(0)
    assert len(sent) == 2
    assert sent[0] == sent[1]


def test_a_network_failure_apologises_and_keeps_what_was_typed(page: Page, site: Site) -> None:
    open_space(page, site)
    say(page, CROWN)
    page.route(MESSAGES, lambda route: route.abort())
    page.get_by_test_id("chat-text").fill("des soins dentaires")
    page.get_by_test_id("chat-text").press("Enter")

    expect(page.get_by_test_id("choices").get_by_role("button")).to_have_text(["Réessayer", "Envoyer mon devis"])
    page.unroute(MESSAGES)
    page.reload()
    settled(page)

    expect(page.get_by_test_id("chat-text")).to_have_value("des soins dentaires")


def test_sending_the_quote_is_offered_when_the_assistant_is_away(page: Page, site: Site) -> None:
    open_space(page, site)
    site.bot.fail_next = 1
    say(page, CROWN)

    press(page, "Envoyer mon devis")

    expect(page.get_by_test_id("handover-file")).to_be_focused()


def test_a_turn_already_running_is_waited_for(page: Page, site: Site) -> None:
    open_space(page, site)
    answers = iter([True])

    def once_busy(route: Route) -> None:
        if next(answers, False):
            route.fulfill(status=409, headers={"Retry-After": "1"}, json={"code": "turn_running", "title": "En cours."})
        else:
            route.continue_()

    page.route(MESSAGES, once_busy)
    say(page, CROWN)

    expect(page.get_by_test_id("message-bot").last).to_contain_text("quelle est la dent soignée")


def test_an_ended_session_leads_to_the_sign_in_page_and_nothing_typed_is_lost(page: Page, site: Site) -> None:
    open_space(page, site)
    page.context.clear_cookies()
    page.get_by_test_id("chat-text").fill("Bonjour Claire")
    page.get_by_test_id("chat-text").press("Enter")

    page.wait_for_url("**/connexion?motif=session")
    expect(page.get_by_text("Votre session a pris fin.")).to_be_visible()
    sign_in(page, site, "principal")
    page.goto("/espace")
    expect(page.get_by_test_id("chat-text")).to_have_value("Bonjour Claire")
    sign_in(page, site, "alone")
    page.goto("/espace")
    settled(page)
    expect(page.get_by_test_id("chat-text")).to_have_value("")
    page.get_by_test_id("chat-text").fill("à moi seul")
    page.get_by_test_id("logout").click()
    page.wait_for_url("**/connexion?motif=sortie")
    assert page.evaluate("Object.keys(sessionStorage)") == []


def test_a_text_that_is_too_long_is_kept_and_explained(page: Page, site: Site) -> None:
    open_space(page, site)
    page.get_by_test_id("chat-text").fill("a" * 2001)
    page.get_by_test_id("chat-text").press("Enter")

    expect(page.get_by_test_id("chat-text")).to_have_accessible_description(re.compile(r"dépasse 2\s000 caractères"))
    expect(page.get_by_test_id("message-member")).to_have_count(0)


def test_only_the_latest_turn_has_buttons_and_each_turn_is_announced_once(page: Page, site: Site) -> None:
    open_space(page, site)
    announced = page.get_by_test_id("chat-announcement")
    expect(announced).to_contain_text("Claire\u202f: Décrivez votre devis")
    expect(announced).to_contain_text("2 réponses proposées")

    say(page, CROWN)

    expect(page.get_by_test_id("choices").get_by_role("button", name="Envoyer mon devis")).to_have_count(0)
    expect(announced).to_contain_text("quelle est la dent soignée")
    assert len(announced.inner_text()) < 300


def test_what_a_member_types_is_never_markup(page: Page, site: Site) -> None:
    open_space(page, site)
    say(page, CROWN)
    say(page, "<img src=x onerror=alert(1)>")

    expect(page.get_by_test_id("chat-log").locator("img")).to_have_count(0)


def test_the_whole_description_needs_only_a_keyboard(page: Page, site: Site) -> None:
    open_space(page, site)
    keyboard, field = page.keyboard, page.get_by_test_id("chat-text")
    expect(field).to_be_focused()

    keyboard.type(HIP)
    keyboard.down("Enter")
    keyboard.down("Enter")  # held: the repeated key answers nothing
    keyboard.up("Enter")
    settled(page)
    expect(page.get_by_test_id("message-member")).to_have_count(1)
    expect(field).to_be_focused()
    keyboard.press("Shift+Tab")
    expect(page.get_by_test_id("chat-attach")).to_be_focused()
    keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Non, c’est tout")).to_be_focused()
    keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Ajouter une ligne", exact=True).first).to_be_focused()
    keyboard.press("Escape")
    expect(field).to_be_focused()
    keyboard.press("Shift+Tab")
    keyboard.press("Shift+Tab")
    keyboard.down("Enter")
    settled(page)
    keyboard.down("Enter")
    keyboard.up("Enter")
    expect(page.get_by_test_id("message-member")).to_have_count(2)
    expect(page.locator(".turn").last).to_be_focused()
    keyboard.press("Tab")
    expect(page.get_by_role("button", name="Non", exact=True)).to_be_focused()
    keyboard.press("Enter")
    settled(page)

    expect(page.get_by_test_id("estimate-card").get_by_role("heading").first).to_be_focused()
    expect(page.get_by_test_id("chat-announcement")).to_contain_text("Rien à payer")


def test_beginning_again_is_not_done_by_a_key_held_down(page: Page, site: Site) -> None:
    open_space(page, site)
    say(page, CROWN)
    page.get_by_test_id("chat-restart").focus()

    page.keyboard.down("Enter")
    page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(page.get_by_role("button", name="Garder ce devis")).to_be_focused()
    without_faults(page)
    page.keyboard.press("Escape")

    expect(page.get_by_test_id("restart-dialog")).to_be_hidden()
    expect(page.get_by_test_id("chat-text")).to_be_focused()
    expect(page.get_by_test_id("message-member")).to_have_count(1)


WINDOWS = [(1280, 800), (1280, 576), (640, 400), (320, 640), (1920, 1080)]


def test_nothing_lies_beyond_the_window_and_what_is_new_is_in_view(page: Page, site: Site) -> None:
    open_space(page, site)
    say(page, CROWN)
    for _ in range(6):
        say(page, "une couronne, c’est quoi ?")
    question = page.get_by_test_id("message-bot").last
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        expect(question).to_be_in_viewport()
        expect(page.get_by_test_id("chat-send")).to_be_in_viewport(ratio=1)
        assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
            width,
            height,
        ]
    page.set_viewport_size({"width": 640, "height": 400})
    page.get_by_test_id("chat-restart").click()
    page.get_by_test_id("restart-dialog").get_by_role("button", name="Recommencer").click()
    expect(page.get_by_test_id("message-member")).to_have_count(0)
    estimate_a_hip(page)

    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        expect(page.get_by_test_id("estimate-card").get_by_role("heading").first).to_be_in_viewport()
        expect(page.get_by_test_id("chat-send")).to_be_in_viewport(ratio=1)


def test_an_answer_is_made_with_the_control_that_suits_it(page: Page, site: Site) -> None:
    open_space(page, site)
    say(page, CROWN)
    page.get_by_role("button", name="Dent 11\u202f: incisive centrale, en haut à droite").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_test_id("picked-teeth")).to_have_text("dents 21 et 31")
    without_faults(page)
    page.get_by_test_id("choices").get_by_role("button", name="Valider").click()
    settled(page)
    say(page, "500 chacune")
    press(page, "Non, c’est tout")
    page.get_by_test_id("answer-date").fill("2026-12-01")
    page.get_by_test_id("answer-date").press("Enter")
    settled(page)

    expect(page.get_by_test_id("quote-line-2").locator('[data-field="line.tooth"] dd').first).to_contain_text("31")
    expect(page.locator('[data-field="care_date"] dd').first).to_contain_text("1er décembre 2026")


def test_between_values_one_chooses_without_a_field_and_a_form_offered_again_keeps_what_was_typed(
    page: Page, site: Site
) -> None:
    open_space(page, site)
    say(page, HIP.replace(" avec 1 nuit,", ""))
    press(page, "Non, c’est tout")
    expect(page.get_by_test_id("answer-nights")).to_be_visible()
    say(page, "4 ou 5 nuits")

    expect(page.get_by_test_id("choices").get_by_role("button")).to_have_text(["4 nuits", "5 nuits"])
    page.get_by_test_id("chat-handover").click()
    page.get_by_test_id("handover-comment").fill("Deux pages.")
    page.get_by_test_id("chat-handover").click()
    settled(page)

    expect(page.get_by_test_id("handover-form")).to_have_count(1)
    expect(page.get_by_test_id("handover-comment")).to_have_value("Deux pages.")


def test_the_panel_shows_what_is_asked_and_of_how_many_lines_its_figure_is(page: Page, site: Site) -> None:
    open_space(page, site)
    say(page, "HBLD038 sur la 26 à 500 €, HBLD090 sur la 14 à 175 €")
    press(page, "Ajouter une ligne")
    page.set_viewport_size({"width": 1280, "height": 576})
    say(page, "détartrage")

    expect(page.get_by_test_id("quote-total")).to_contain_text("pour 2 lignes sur 3")
    expect(page.get_by_test_id("quote-line-3").locator(".asked")).to_be_in_viewport()
    expect(page.get_by_test_id("quote-line-3").locator('[data-field="line.tooth"]')).to_contain_text("Non précisé")


def test_two_windows_follow_each_other(page: Page, site: Site) -> None:
    open_space(page, site)
    say(page, CROWN)
    other = page.context.new_page()
    other.goto("/espace")
    settled(other)
    stale = other.get_by_test_id("choices").get_by_role("button", name="Je ne sais pas")
    expect(stale).to_be_visible()

    say(page, "26")
    expect(other.get_by_test_id("message-member")).to_have_count(2)
    expect(other.locator('[data-field="line.tooth"] dd').first).to_contain_text("26")
    expect(stale).to_be_visible()  # the choices of the new turn
    say(other, "500")
    expect(page.get_by_test_id("message-member")).to_have_count(3)
    page.get_by_test_id("chat-restart").click()
    page.get_by_test_id("restart-dialog").get_by_role("button", name="Recommencer").click()

    expect(other.get_by_test_id("set-aside")).to_be_visible()
    without_faults(other)
    other.get_by_role("button", name="Voir l’autre devis").click()
    expect(other.get_by_test_id("message-member")).to_have_count(0)


def test_a_choice_of_another_time_is_explained_and_what_was_missed_is_shown(page: Page, site: Site) -> None:
    open_space(page, site)
    say(page, CROWN)
    page.route(re.compile("/events"), lambda route: route.abort())
    page.reload()
    settled(page)
    talk = page.context.request
    csrf = page.locator('meta[name="csrf-token"]').get_attribute("content") or ""
    ident = page.evaluate("document.querySelector('oxy-chat').dataset.conversation")
    talk.post(
        f"/api/v1/conversations/{ident}/messages",
        data={"client_message_id": "elsewhere", "text": "26"},
        headers={"X-CSRF-Token": csrf},
    )

    press(page, "Je ne sais pas")

    expect(page.get_by_test_id("chat-problem")).not_to_be_empty()
    expect(page.get_by_test_id("message-member")).to_have_text(["VousHBLD038", "Vous26"])
    say(page, "500")
    expect(page.get_by_test_id("chat-problem")).to_be_empty()


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page, site: Site) -> None:
    sign_in(page, site, "principal")
    page.goto("/espace/compte")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_a_file_over_ten_megabytes_is_refused_before_it_is_sent(page: Page, site: Site, tmp_path: pathlib.Path) -> None:
    sign_in(page, site, "principal")
    page.goto("/espace/contact")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url) if "/api/" in request.url else None)
    large = tmp_path / "devis.pdf"
    large.write_bytes(b"%PDF-1.7" + b"0" * 10_485_753)

    page.get_by_test_id("handover-file").set_input_files(large)
    page.get_by_test_id("handover-send").click()

    expect(page.get_by_test_id("handover-file")).to_have_accessible_description(re.compile(r"dépasse 10\sMo"))
    assert requests == []


def test_a_quote_is_handed_over_from_the_conversation(page: Page, site: Site, tmp_path: pathlib.Path) -> None:
    open_space(page, site)
    say(page, CROWN)
    page.get_by_test_id("chat-handover").click()
    settled(page)
    file = tmp_path / "devis.pdf"
    file.write_bytes(uploads.pdf())

    page.get_by_test_id("handover-file").set_input_files(file)
    page.get_by_test_id("handover-comment").fill("Deux pages.")
    page.get_by_test_id("handover-send").click()

    expect(page.get_by_test_id("handover-done")).to_be_focused()
    expect(page.get_by_test_id("message-bot").last).to_contain_text("transmis à Ligne claire")


def test_narrow_the_quote_is_a_sheet_that_gives_the_focus_back(page: Page, site: Site) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    open_space(page, site)
    say(page, CROWN)
    expect(page.get_by_test_id("quote-panel")).to_be_hidden()

    page.get_by_test_id("quote-open").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("quote-panel")).to_be_visible()
    assert row(page, "family") == "Soins dentaires"
    page.keyboard.press("Escape")

    expect(page.get_by_test_id("quote-panel")).to_be_hidden()
    expect(page.get_by_test_id("quote-open")).to_be_focused()


def test_the_session_warns_after_eight_idle_minutes_and_can_be_kept(page: Page, site: Site) -> None:
    page.clock.install()
    sign_in(page, site, "principal")
    page.goto("/espace/compte")
    page.clock.fast_forward("08:05")
    expect(page.get_by_test_id("session-dialog")).to_be_visible()
    expect(page.get_by_test_id("session-dialog")).to_contain_text("2 minutes")

    with page.expect_response("**/session/prolonger") as answer:
        page.get_by_test_id("session-stay").click()

    assert answer.value.status == 204
    expect(page.get_by_test_id("session-dialog")).to_be_hidden()
    page.clock.fast_forward("10:05")
    page.wait_for_url("**/connexion?motif=session")


@pytest.mark.parametrize(("who", "path"), PAGES, ids=[f"{who or 'anyone'} {path}" for who, path in PAGES])
def test_a_page_is_accessible_light_and_wide_dark_and_narrow(
    browser: Browser, site: Site, who: str | None, path: str
) -> None:
    for scheme, size in (("light", WIDE), ("dark", NARROW)):
        context = browser.new_context(base_url=site.url, color_scheme=scheme, viewport=size)  # type: ignore[arg-type]
        page = context.new_page()
        if who:
            sign_in(page, site, who)
        page.goto(path)
        if path == "/espace" and who == "principal":
            settled(page)
        without_faults(page)
        assert beyond_the_window(page) == 0, (scheme, size)
        context.close()


def test_the_estimate_and_the_open_forms_are_accessible(page: Page, site: Site) -> None:
    open_space(page, site)
    estimate_a_hip(page)
    page.get_by_text("Le calcul pas à pas").click()
    page.get_by_role("button", name="Modifier\u202f: Acte, ligne 1").click()
    page.get_by_role("combobox", name="Acte").fill("prothèse")
    page.get_by_role("option").first.wait_for()
    without_faults(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Modifier\u202f: Secteur du praticien, ligne 1").click()

    without_faults(page)

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    without_faults(page)
    assert beyond_the_window(page) == 0


def test_without_a_script_the_space_is_a_form_that_leads_to_an_estimate(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, viewport=NARROW, locale="fr-FR", java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, site, "alone")
    page.goto("/espace")
    page.wait_for_url("**/espace/formulaire")

    page.get_by_role("textbox", name="Acte", exact=True).fill("détartrage")
    page.get_by_label("Montant du devis").fill("43,38")
    page.get_by_role("button", name="Enregistrer et estimer").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Enregistrer et estimer").click()
    page.get_by_role("checkbox", name="Je ne sais pas : Date des soins").check()
    page.get_by_role("button", name="Enregistrer et estimer").click()

    expect(page.get_by_test_id("estimate")).to_be_visible()
    assert beyond_the_window(page) == 0
    context.close()
