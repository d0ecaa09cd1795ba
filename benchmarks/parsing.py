"""Time `zhize.parse` over real laws beside a bare regular expression, and over hostile texts; print both tables."""

from __future__ import annotations

import argparse
import re
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import zhize

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
ROUNDS = 3

# What a reader of laws writes first: articles and chapters of clean text, nothing else.
BARE = re.compile(
    r"""
    ^[ \t\u3000]*
    (?:
        第(?P<chapter>[零〇一二三四五六七八九十百千0-9]{1,6})章
        [ \t\u3000]*
        (?P<title>[^\n]*)
      |
        第(?P<article>[零〇一二三四五六七八九十百千0-9]{1,8})条
        (?:之(?P<suffix>[一二三四五六七八九十]{1,3}))?
        [ \t\u3000]*
        (?P<text>
            [^\n]*
            (?:
                \n(?![ \t\u3000]*第[零〇一二三四五六七八九十百千0-9]{1,8}[条章])
                [^\n]*
            )*
        )
    )
    """,
    re.MULTILINE | re.VERBOSE,
)

HOSTILE = {
    "laws, one behind the other": "",  # filled in
    "one line without an end": "县政府及各部门要严格遵守宪法和法律，",
    "headings": "第一章　总则\n",
    "articles": "第一条　县长召集会议。\n",
    "brackets, ever deeper": "（",
    "numerals": "一",
    "items": "（一）甲；\n",
    "citations": "依照本规则第一条第一款第（一）项至第（九）项、",
    "items that cite": "（一）按照第一条第九项；\n",
    "lines without a mark": "县" * 200 + "\n",
    "lists with blanks": "一 、",
    "annex lines": "附件1：\n",
    "documents": "某县值班办法\n第一条　县长召集会议。\n第二条　会议每月召开。\n",
}


def bare(text: str) -> int:
    """Find articles and chapters as a regular expression of twenty lines does."""
    return sum(1 for _ in BARE.finditer(text))


def checked(text: str) -> int:
    """Parse a text, resolve its citations and names, and look for problems."""
    return len(zhize.check(zhize.parse(zhize.Source(text=text, name="-", encoding="str"))))


def parsed(text: str) -> int:
    """Parse a text."""
    return len(zhize.parse(zhize.Source(text=text, name="-", encoding="str")).articles)


_TREE = "the whole tree with its metadata, problems not looked for"
WORK = {
    "a bare regular expression: articles and chapters": bare,
    _TREE: parsed,
    "`zhize.parse`: that, with the problems of structure": parsed,
    "`zhize.check`: that, with names, citations resolved and all problems": checked,
}


def seconds(work: Callable[[str], int], texts: list[str]) -> float:
    """Return the processor time over all texts, the best of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - began)
    return best


def main() -> int:
    """Print characters a second over the laws, and how the time grows with hostile texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with laws/")
    shared = parser.parse_args().shared
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "laws").rglob("*.txt"))]
    if not texts:
        print(f"{shared}: no laws here; name the folder with --shared", file=sys.stderr)
        return 2
    size = sum(map(len, texts))
    print(f"| {len(texts)} texts, {size / 1e6:.1f} million characters, one core | million characters a second |")
    print("| --- | --- |")
    for name, work in WORK.items():
        with patch("zhize.structure.parsing.problems_of", new=lambda _: ()) if name == _TREE else nullcontext():
            print(f"| {name} | {size / seconds(work, texts) / 1e6:.1f} |")
    print("\n| `zhize.check` on a text of | seconds for 0.1 million characters | for 1 million | times |")
    print("| --- | --- | --- | --- |")
    laws = "\n".join(texts)[: 10**5]
    for name, unit in HOSTILE.items():
        short, long = (seconds(checked, [_long(unit or laws, length)]) for length in (10**5, 10**6))
        print(f"| {name} | {short:.2f} | {long:.2f} | {long / short:.1f} |")
    return 0


def _long(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


if __name__ == "__main__":
    sys.exit(main())
