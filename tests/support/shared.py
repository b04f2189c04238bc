"""The research folder beside the checkout: tests that use its data skip with their reason where it is absent."""

import pathlib

import pytest

SHARED = pathlib.Path(__file__).resolve().parents[2].parent / "shared"
ABSENT = "../shared (published cases, CCAM files) is not here"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=ABSENT)


def shared_file(*parts: str) -> pathlib.Path:
    """Return a file of the research folder; skip the calling test where the folder is absent."""
    if not SHARED.is_dir():
        pytest.skip(ABSENT)
    return SHARED.joinpath(*parts)
