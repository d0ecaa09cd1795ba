"""One regulation in every format: the same text, the same tree, and every line leads back to where it stood."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import escape
from typing import TYPE_CHECKING

import pytest
from layouts import LAYOUTS, RULES, lines
from ofd import by_character, ofd, page, typeset
from word import abstract, docx, level, num, paragraph

import zhize
from zhize.types import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHROMIUM = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
_LABEL = re.compile(r"(第.{1,3}章　|第.{1,4}条　|（[一二三四]）)")
_RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


def word() -> bytes:
    """Return the regulation as Word writes it: every number of a chapter, article and item is an automatic one."""
    definitions = (
        abstract(0, level(0, "chineseCounting", "第%1章　"))
        + abstract(1, level(0, "chineseCountingThousand", "第%1条　"))
        + abstract(2, level(0, "japaneseCounting", "（%1）"))
    )
    lists, blocks, inside = [num(1, 0), num(2, 1)], [], False
    for line in lines():
        label = _LABEL.match(line)
        if label is None:
            blocks.append(paragraph(line))
            continue
        kind = next(at for at, sign in enumerate("章条）", 1) if sign in label[0])
        if kind == 3 and not inside:  # each list of items begins at one
            lists.append(num(len(lists) + 1, 2, _RESTART))
        inside = kind == 3
        blocks.append(paragraph(line[label.end() :], number=len(lists) if inside else kind))
    return docx(*blocks, numbering=definitions + "".join(lists))


def _html(style: str = "") -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines())
    sheet = f"body{{font:16pt/1.8 'Noto Serif CJK SC'}} p{{margin:0;text-indent:2em}}{style}"
    return f"<html><head><meta charset='utf-8'><style>{sheet}</style></head><body>{body}</body></html>"


def by_chromium(folder: Path) -> bytes:
    """Return the regulation as Chromium prints it."""
    source, file = folder / "rules.html", folder / "rules.pdf"
    source.write_text(_html(), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={file}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return file.read_bytes()


def by_libreoffice(suffix: str) -> Callable[[Path], bytes]:
    """Return how LibreOffice writes the regulation in another format.

    Of automatic numbers its own doc, rtf and html keep too little to begin with; there they are typed.
    """

    def converted(folder: Path) -> bytes:
        typed = suffix in {"doc", "rtf", "html"}
        data = docx(*map(paragraph, lines())) if typed else word()
        (folder / "rules.docx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(folder)]
        subprocess.run([*command, str(folder / "rules.docx")], check=True, capture_output=True, timeout=120)
        return (folder / f"rules.{suffix}").read_bytes()

    return converted


def markdown() -> str:
    """Return the regulation as people keep it in Markdown."""
    marked = re.sub(r"^(第.章　.*)$", r"## \1", RULES, flags=re.MULTILINE)
    marked = re.sub(r"^(第.{1,4}条)　", r"**\1**　", marked, flags=re.MULTILINE)
    marked = re.sub(r"^(（.）)", r"- \1", marked, flags=re.MULTILINE)
    return "# " + re.sub(r"\n(?!-)", "\n\n", marked)


FORMATS = [
    pytest.param(lambda _: RULES.encode(), id="txt utf-8"),
    pytest.param(lambda _: RULES.encode("utf-8-sig"), id="txt utf-8-sig"),
    pytest.param(lambda _: RULES.encode("gb18030"), id="txt gb18030"),
    pytest.param(lambda _: RULES.encode("utf-16"), id="txt utf-16"),
    pytest.param(lambda _: RULES.replace("\n", "\r\n").encode("gb18030"), id="txt of Windows"),
    pytest.param(lambda _: markdown().encode(), id="md"),
    pytest.param(lambda _: word(), id="docx"),
    pytest.param(lambda _: ofd(*map(page, typeset(lines()))), id="ofd"),
    pytest.param(lambda _: ofd(*map(page, typeset(lines(), by_character))), id="ofd by character"),
    *(pytest.param(lambda _, name=name: LAYOUTS[name]().encode(), id=f"html {name}") for name in LAYOUTS),
    pytest.param(lambda _: LAYOUTS["boda"]().encode("gb18030"), id="html gb18030"),
    pytest.param(by_chromium, id="pdf of Chromium", marks=CHROMIUM),
    *(
        pytest.param(by_libreoffice(suffix), id=f"{suffix} of LibreOffice", marks=OFFICE)
        for suffix in ("pdf", "doc", "rtf", "odt", "docx", "html")
    ),
]


def _plain(text: str) -> str:
    """Return a text without blanks: a page tells their width, not which they were."""
    return "\n".join("".join(line.split()) for line in text.splitlines() if line.strip())


def _tree(source: Source) -> list[tuple[str, str, str, list[list[str]]]]:
    return [
        (
            article.label,
            article.chapter.title if article.chapter else "",
            _plain(article.text),
            [[item.label for item in each.items] for each in article.paragraphs],
        )
        for article in zhize.parse(source).articles
    ]


@pytest.mark.parametrize("made", FORMATS)
def test_every_format_gives_the_same_text_and_tree(made: Callable[[Path], bytes], tmp_path: Path) -> None:
    source = zhize.read(made(tmp_path), name="rules")
    assert _plain(source.text) == _plain(RULES)
    plain = Source(text=RULES, name="rules", encoding="utf-8")
    assert _tree(source) == _tree(plain)
    assert _plain(zhize.parse(source).metadata.doc_number or "") == "青石政发〔2023〕4号"


@pytest.mark.parametrize("made", FORMATS[5:])
def test_every_line_leads_back(made: Callable[[Path], bytes], tmp_path: Path) -> None:
    source = zhize.read(made(tmp_path), name="rules")
    starts = [origin.start for origin in source.origins]
    assert starts == sorted(starts)
    assert starts[0] == 0
    for origin in source.origins:
        assert origin.start == 0 or source.text[origin.start - 1] == "\n"
    numbers = [origin.number for origin in source.origins]
    assert numbers == sorted(numbers)
    assert numbers[0] >= 1
