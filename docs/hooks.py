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
# Of the READMEs; docs/pictures.py draws them.
PICTURES = ("report.png", "comparison.png", "workbook.png", "duties.svg", "procedure.svg")
# The theme knows one language a site; these are its words around a page, and those of its scripts.
AROUND = {
    "跳转至": "Skip to",
    "页眉": "Header",
    "搜索": "Search",
    "查找": "Search",
    "清空当前内容": "Clear",
    "正在初始化搜索引擎": "Preparing the search",
    "标签": "Tabs",
    "导航栏": "Navigation",
    "目录": "On this page",
    "回到页面顶部": "Back to top",
    "页脚": "Footer",
    "上一页": "Previous",
    "下一页": "Next",
}
SCRIPTS = {
    "clipboard.copied": "Copied",
    "clipboard.copy": "Copy",
    "search.result.more.one": "1 more on this page",
    "search.result.more.other": "# more on this page",
    "search.result.none": "Nothing found",
    "search.result.one": "1 page found",
    "search.result.other": "# pages found",
    "search.result.placeholder": "Type to search",
    "search.result.term.missing": "Missing",
}
WORD = re.compile(rf'(?<=["\n>])(\s*)({"|".join(AROUND)})(?=\s*[\n<":])')
CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)


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
    if page.url.startswith(CHINESE) or page.is_homepage:
        return output
    output = WORD.sub(lambda found: found[1] + AROUND[found[2]], output)
    output = CONFIG.sub(lambda found: found[1] + in_english(found[2]) + found[3], output)
    return output.replace(f'<html lang="{theme}"', '<html lang="en"', 1)


def in_english(config: str) -> str:
    """Return the settings of the theme's scripts with English words."""
    settings = json.loads(config)
    settings["translations"] |= SCRIPTS
    return json.dumps(settings)


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
