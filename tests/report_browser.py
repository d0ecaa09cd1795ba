"""A real browser without a network, for the tests of the report page."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page, Request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDE, TABLET, PHONE = 1440, 820, 375


class Opened(NamedTuple):
    """A page in the browser, and what it should never have done."""

    page: Page
    complaints: list[str]


class Opener:
    """Opens pages from the disk with the network cut off."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.file = browser, folder / "page.html"

    def __call__(
        self,
        html: str,
        *,
        anchor: str = "",
        width: int = WIDE,
        dark: bool = False,
        scripts: bool = True,
        moving: bool = False,
    ) -> Opened:
        self.file.write_text(html, encoding="utf-8")
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            offline=True,
            color_scheme="dark" if dark else "light",
            reduced_motion="no-preference" if moving else "reduce",
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        page = context.new_page()
        complaints: list[str] = []
        address = self.file.as_uri()

        def refuse(dialog: Dialog) -> None:
            complaints.append(dialog.message)
            dialog.dismiss()

        def watch(request: Request) -> None:
            if request.url.split("#")[0] != address and not request.url.startswith("blob:"):
                complaints.append(request.url)

        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", refuse)
        page.on("request", watch)
        page.goto(address + anchor)
        return Opened(page, complaints)


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium; a test that needs it is skipped where it is not installed, but not on CI."""
    if CHROMIUM is None:
        reason = "Chromium is not installed (Debian: apt-get install chromium), so no page is opened"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def opener(browser: Browser, folder: Path) -> Iterator[Opener]:
    """What opens pages; everything it opened is closed afterwards."""
    yield Opener(browser, folder)
    for context in browser.contexts:
        context.close()


def shown(page: Page, selector: str) -> list[str]:
    """Return the ids of what a reader can see of a kind."""
    return [node.get_attribute("id") or "" for node in page.query_selector_all(selector) if node.is_visible()]


def norms(page: Page) -> list[str]:
    """Return the ids of the duties that are shown beside the articles."""
    return [name.removeprefix("norm-") for name in shown(page, ".norm")]


def count(page: Page) -> str:
    """Return what the page says of how much it shows."""
    return page.inner_text("#shown")
