"""The engine's tests see the built-in acts alone, whatever this machine has imported, unless they import themselves."""

import pytest


@pytest.fixture(autouse=True)
def _no_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTE_ENGINE_CCAM", "")
