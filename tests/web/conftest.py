"""Chromium in front of a gateway that the browser tests of the pages share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.live_site import Site, running_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A window of its own, 1280 × 800, where any script error or refusal by the content policy fails the test."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 800}, locale="fr-FR")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    context.close()
    assert faults == []
