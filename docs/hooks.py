"""What the documentation needs beyond its theme: Chinese that can be searched, and pages that name their language.

MkDocs calls these functions by their names while it builds.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

from zhize.segmentation import words_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

HAN = re.compile(r"[\u4e00-\u9fff\u200b]+")
FENCE = re.compile(r"(^```.*?^```)", re.DOTALL | re.MULTILINE)
BROKEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uff65“”`])\n(?: {2,3})?(?=[\u3000-\u9fff\uff00-\uff65“”`])")
CUT = "\u200b"  # no width; the separator of the search in mkdocs.yml knows it
CHINESE = "zh/"  # pages below it; the home page is both
PICTURES = (
    "report.png",
    "comparison.png",
    "workbook.png",
    "duties.svg",
    "procedure.svg",
)  # of the READMEs; docs/pictures.py draws them


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Return the files of the site with the pictures of the READMEs among them, so that no picture is kept twice."""
    for name in PICTURES:
        source = Path(__file__).with_name(name)
        files.append(File.generated(config, f"pictures/{name}", abs_src_path=str(source)))
    return files


def on_page_markdown(markdown: str, **_told: object) -> str:
    """Return a page whose Chinese lines are joined without the blank that a browser would put between them."""
    parts = FENCE.split(markdown)
    return "".join(part if number % 2 else BROKEN.sub("", part) for number, part in enumerate(parts))


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Return a page with its own language instead of the theme's, for those who listen to it."""
    theme = config.theme["language"]
    own = theme if page.url.startswith(CHINESE) or page.is_homepage else "en"
    return output.replace(f'<html lang="{theme}"', f'<html lang="{own}"', 1)


def on_post_build(*, config: MkDocsConfig) -> None:
    """Cut the Chinese of the search index into words.

    The theme would ask jieba, where that is installed; the project has words of its own, so every build is the same.
    """
    file = Path(config.site_dir) / "search" / "search_index.json"
    index: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for entry in index["docs"]:
        for field in ("title", "text"):
            entry[field] = HAN.sub(lambda run: cut(run[0]), entry[field])
    file.write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")


def cut(run: str) -> str:
    """Return Chinese characters with a mark around each word."""
    return CUT + CUT.join(words_of(run.replace(CUT, ""))) + CUT
