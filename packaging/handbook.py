"""The manual as one page that needs nothing beside it: Markdown of the documentation → HTML, its pictures inside."""

from __future__ import annotations

import base64
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from zhize.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

IMAGE = re.compile(r'<img src="([^"]+)"')
HEADING = re.compile(r"<h2>(.*?)</h2>")
TYPES = {".png": "image/png", ".svg": "image/svg+xml"}
STYLE = """\
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --link: light-dark(#0b57a4, #8ec5ff) }
body { margin: 0 auto; padding: 1.5rem; max-width: 50rem; line-height: 1.75;
  font-family: "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif }
h1 { font-size: 1.7rem } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); font-size: 1.3rem }
a { color: var(--link) }
nav ol { columns: 2; padding: 1rem 1rem 1rem 2.5rem; background: var(--soft); border-radius: .4rem }
img { max-width: 100%; border: 1px solid var(--line); background: #fff }
table { border-collapse: collapse; width: 100%; font-size: .95rem }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top }
code { background: var(--soft); padding: .1em .3em; border-radius: .2em }
pre { background: var(--soft); padding: .8rem 1rem; overflow-x: auto; border-radius: .4rem; line-height: 1.5 }
pre code { background: none; padding: 0 }
@media (max-width: 40rem) { nav ol { columns: 1 } table { display: block; overflow-x: auto } }
@media print { @page { size: A4; margin: 2cm } body { padding: 0; max-width: none; font-size: 10.5pt }
  pre, img, tr { break-inside: avoid } h2 { break-after: avoid } a { color: inherit } }
"""


def page(file: Path, pictures: Path) -> str:
    """Return the manual that a Markdown file holds as one HTML page, its pictures taken from a folder by their names.

    Raises:
        InputError: a picture is not there, or a link leads out of the page.
    """
    renderer = MarkdownIt("commonmark", {"html": True}).enable("table")
    # A line break between Chinese characters is none; a blank in its place would be seen.
    renderer.add_render_rule("softbreak", lambda *_: "")
    body = renderer.render(file.read_text(encoding="utf-8"))
    if astray := re.search(r'href="(?!#|https?://)([^"]+)"', body):
        raise InputError(
            f"a link to {astray[1]}", where=str(file), remedy="the manual is one page; name it without a link"
        )
    titles = HEADING.findall(body)
    for number, title in enumerate(titles, start=1):
        body = body.replace(f"<h2>{title}</h2>", f'<h2 id="s{number}">{title}</h2>', 1)
    body = IMAGE.sub(lambda found: f'<img src="{_inside(pictures / PurePosixPath(found[1]).name)}"', body)
    contents = "".join(f'<li><a href="#s{number}">{title}</a></li>' for number, title in enumerate(titles, start=1))
    title, _, rest = body.partition("</h1>")
    return (
        '<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{re.sub('<[^>]+>', '', title).strip()}</title><style>\n{STYLE}</style></head>\n"
        f'<body>{title}</h1>\n<nav aria-label="目录"><ol>{contents}</ol></nav>\n<main>{rest}</main></body></html>\n'
    )


def _inside(picture: Path) -> str:
    if not picture.is_file():
        raise InputError("no such picture", where=str(picture), remedy="draw it anew with make readme")
    return f"data:{TYPES[picture.suffix]};base64,{base64.b64encode(picture.read_bytes()).decode()}"
