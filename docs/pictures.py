"""Draw the pictures of the README anew: the graph by the command, the pages by a headless Chromium."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ZHIZE = Path(sys.executable).with_name("zhize")
CHROMIUM = "/usr/bin/chromium"
SIZE = {"width": 1280, "height": 860}


def main() -> None:
    """Write docs/duties.svg, docs/report.png and docs/comparison.png."""
    zhize("graph", "sishui-2022", "-o", HERE / "duties.svg")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        zhize("report", "sishui-2022", "-o", folder)
        page = Path(folder) / "comparison.html"
        zhize("compare", "synthetic-yunling-province-2021", "synthetic-qingshi-city-2022", "-o", page)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, file, place in (
            ("report", Path(folder) / "report.html", "#art-43"),
            ("comparison", page, "#pair-18"),
        ):
            view = browser.new_page(viewport=SIZE)
            view.goto(file.as_uri())
            view.evaluate("place => document.querySelector(place).scrollIntoView()", place)
            view.wait_for_timeout(300)
            view.screenshot(path=HERE / f"{name}.png")
        browser.close()


def zhize(*arguments: str | Path) -> None:
    """Run the command."""
    subprocess.run([ZHIZE, *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
