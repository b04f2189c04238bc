"""What an audit of a page on a phone asks beside accessibility: nothing outdated, unsafe, heavy, or that moves.

Chromium itself reports what is deprecated, mixed, blocked or quirky; no time is measured, since machines differ.
"""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.live_site import Site
from tests.web.test_in_a_browser import settled, sign_in

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
PAGES = [
    (None, "/connexion"),
    (None, "/inscription"),
    ("principal", "/espace"),
    ("principal", "/espace/formulaire"),
    ("principal", "/espace/documents"),
    ("principal", "/espace/contact"),
    ("principal", "/espace/compte/mot-de-passe"),
    ("advisor", "/conseiller"),
]
MOST_SHIFT = 0.05  # cumulative layout shift; 0.1 is held to be good
MOST_KILOBYTES = {"/espace": 100}  # as they travel, an empty cache: the conversation with all its scripts
MOST_KILOBYTES_ELSEWHERE = 50
MOST_ELEMENTS = 800  # an audit warns beyond
OBSERVE_SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
UNSOUND = """() => ({
  quirks: document.compatMode !== "CSS1Compat",
  charset: document.characterSet !== "UTF-8",
  zoom: /user-scalable=no|maximum-scale/.test(document.querySelector('meta[name="viewport"]').content),
  elsewhere: [...document.links].map(({ href }) => href)
    .filter((href) => !href.startsWith(location.origin) && !/^(https|mailto):/.test(href)),
  opener: document.querySelectorAll('[target="_blank"]:not([rel~="noopener"])').length,
  unsized: [...document.images].filter((image) => !image.getAttribute("width") || !image.getAttribute("height")).length,
  pasting: [...document.querySelectorAll("input")]
    .filter((input) => !input.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true }))).length,
})"""
HEAVY = """() => {
  const files = performance.getEntriesByType("resource");
  const scripted = files.filter(({ name }) => !name.endsWith(".css"));
  const texts = files.filter(({ name, decodedBodySize }) => /[.](js|css)$/.test(name) && decodedBodySize > 2000);
  const loaded = [...performance.getEntriesByType("navigation"), ...files];
  return {
    kilobytes: loaded.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000,
    elements: document.querySelectorAll("*").length,
    redirects: performance.getEntriesByType("navigation")[0].redirectCount,
    blocking: scripted.filter((one) => one.renderBlockingStatus === "blocking").map(({ name }) => name),
    loose: texts.filter((one) => one.encodedBodySize >= one.decodedBodySize).map(({ name }) => name),
  };
}"""


@pytest.mark.parametrize(("who", "path"), PAGES, ids=[path for _who, path in PAGES])
def test_a_page_on_a_phone_is_sound_and_does_not_move(browser: Browser, site: Site, who: str | None, path: str) -> None:
    context = browser.new_context(base_url=site.url, locale="fr-FR", **PHONE)
    page = context.new_page()
    reported = chromium_reports(page)
    page.add_init_script(OBSERVE_SHIFTS)
    if who:
        sign_in(page, site, who)

    page.goto(path)
    if path == "/espace":
        settled(page)
        expect(page.get_by_test_id("chat-text")).to_be_visible()

    unsound = {name: found for name, found in page.evaluate(UNSOUND).items() if found}
    shifted = page.evaluate("window.shifted")
    heavy = page.evaluate(HEAVY)
    context.close()
    assert reported == []
    assert unsound == {}
    assert shifted <= MOST_SHIFT
    assert 5 < heavy["kilobytes"] <= MOST_KILOBYTES.get(path, MOST_KILOBYTES_ELSEWHERE)
    assert heavy["elements"] <= MOST_ELEMENTS
    assert (heavy["redirects"], heavy["blocking"], heavy["loose"]) == (0, [], []), (
        "only styles hold the first paint back"
    )


def chromium_reports(page: Page) -> list[str]:
    """Collect the issues of Chromium's own audit, script errors, and the errors and warnings of the console."""
    reported: list[str] = []
    audit = page.context.new_cdp_session(page)
    audit.on("Audits.issueAdded", lambda event: reported.append(event["issue"]["code"]))
    audit.send("Audits.enable")
    page.on("pageerror", lambda error: reported.append(str(error)))
    page.on("console", lambda said: reported.append(said.text) if said.type in ("error", "warning") else None)
    return reported
