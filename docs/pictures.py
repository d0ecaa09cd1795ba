"""Draw the pictures of the README anew: graph and chart by the commands, pages by Chromium, paper by LibreOffice."""

from __future__ import annotations

import shutil
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
    """Write docs/duties.svg, procedure.svg, report.png, comparison.png and workbook.png."""
    zhize("graph", "sishui-2022", "-o", HERE / "duties.svg")
    zhize("procedures", "sishui-2022", "会议议题申报", "-o", HERE / "procedure.svg")
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
            view.goto(file.as_uri() + place)
            view.wait_for_timeout(800)
            view.screenshot(path=HERE / f"{name}.png")
        browser.close()
        printed(Path(folder) / "义务清单.xlsx", HERE / "workbook.png")


def printed(workbook: Path, picture: Path) -> None:
    """Draw the first page of a workbook as LibreOffice prints it."""
    folder = workbook.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office, poppler = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or poppler is None:
        sys.exit("pictures.py needs LibreOffice (soffice) and pdftoppm")
    convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, workbook]
    subprocess.run(convert, check=True, stdout=subprocess.DEVNULL)
    draw = [poppler, "-singlefile", "-r", "130", "-png", workbook.with_suffix(".pdf"), picture.with_suffix("")]
    subprocess.run(draw, check=True)


def zhize(*arguments: str | Path) -> None:
    """Run the command."""
    subprocess.run([ZHIZE, *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
