"""A real browser without a network, for the tests of the report page."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page, Request

WIDE, TABLET, PHONE = 1440, 820, 375


class Opened(NamedTuple):
    """A page in the browser, and what it should never have done."""

    page: Page
    complaints: list[str]


class Opener:
    """Opens pages from the disk with the network cut off.

    The tests of a module share one window, as a new one costs more than most pages do; what a test changed of it is
    undone. A page without scripts, or a second one in the same test, gets a window of its own.
    """

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.file = browser, folder / "page.html"
        self.page: Page | None = None
        self.heard: list[tuple[Page, Any, Callable[..., None]]] = []

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
        shared = self._shared()
        if not scripts or self.page is not None:
            page = self._new(scripts=scripts)
        else:
            page = self.page = shared
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(
            media="null",
            color_scheme="dark" if dark else "light",
            reduced_motion="no-preference" if moving else "reduce",
        )
        complaints: list[str] = []
        address = self.file.as_uri()

        def refuse(dialog: Dialog) -> None:
            complaints.append(dialog.message)
            dialog.dismiss()

        def watch(request: Request) -> None:
            if request.url.split("#")[0] != address and not request.url.startswith("blob:"):
                complaints.append(request.url)

        self._listen(page, "console", lambda message: complaints.append(message.text))
        self._listen(page, "pageerror", lambda error: complaints.append(str(error)))
        self._listen(page, "dialog", refuse)
        self._listen(page, "request", watch)
        page.goto(address + anchor)
        return Opened(page, complaints)

    def close(self) -> None:
        """Leave the shared window as it was found, and close the others."""
        for page, event, heard in self.heard:
            page.remove_listener(event, heard)
        for context in self.browser.contexts[1:]:
            context.close()
        if self.page is not None and not self.page.is_closed():
            self.page.evaluate("() => { try { localStorage.clear(); } catch (refused) { /* it is empty */ } }")
            self.page.mouse.move(0, 0)
            self.page.goto("about:blank")

    def _shared(self) -> Page:
        if not self.browser.contexts:
            self._new()
        return self.browser.contexts[0].pages[0]

    def _new(self, *, scripts: bool = True) -> Page:
        context = self.browser.new_context(offline=True, accept_downloads=True, java_script_enabled=scripts)
        return context.new_page()

    def _listen(self, page: Page, event: Any, heard: Callable[..., None]) -> None:  # noqa: ANN401  # one of many literals
        page.on(event, heard)
        self.heard.append((page, event, heard))


@contextmanager
def opener(browser: Browser, folder: Path) -> Iterator[Opener]:
    """What opens pages; everything it opened is closed afterwards."""
    opened = Opener(browser, folder)
    yield opened
    opened.close()


def shown(page: Page, selector: str) -> list[str]:
    """Return the ids of what a reader can see of a kind."""
    return [node.get_attribute("id") or "" for node in page.query_selector_all(selector) if node.is_visible()]


def norms(page: Page) -> list[str]:
    """Return the ids of the duties that are shown beside the articles."""
    return [name.removeprefix("norm-") for name in shown(page, ".norm")]


def count(page: Page) -> str:
    """Return what the page says of how much it shows."""
    return page.inner_text("#shown")
