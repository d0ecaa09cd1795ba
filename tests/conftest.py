"""Fixtures that every test file may use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import launched
from report_browser import opener

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from report_browser import Opener

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def seed() -> Path:
    """The regulation that the project starts from."""
    return ROOT / "corpora" / "sishui-2022.txt"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold and laws that lies beside the repository on the project's own machines."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("measured on ../shared (gold and laws), which is not here")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, one for the tests of a file."""
    with launched() as browser:
        yield browser


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens pages from the disk, the network cut off."""
    with opener(browser, tmp_path) as opened:
        yield opened
