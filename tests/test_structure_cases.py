"""Structure, case by case: `cases/structure.md` is written to be read and added to by a jurist."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

import zhize
from zhize.export.terminal.outline import to_outline

FILE = Path(__file__).parent / "cases" / "structure.md"
_CASE = re.compile(
    r"## (?P<title>[^\n]+)\n```\n(?P<text>.*?)\n```\n\n```\n(?P<tree>.*?)\n```\n\n(?P<problems>.+?)\n*(?=\n## |\Z)",
    re.DOTALL,
)
_CODE = re.compile(r"〈U\+([0-9A-F]{4,6})〉")
_INVISIBLE = re.compile("[\ue000-\uf8ff\u200b\ufeff\xa0]")


@dataclass(frozen=True)
class Case:
    title: str
    line: int
    text: str
    tree: str
    problems: str


def _cases() -> list[Case]:
    written = FILE.read_text(encoding="utf-8")
    found = [
        Case(
            title=match["title"],
            line=written.count("\n", 0, match.start()) + 1,
            text=_CODE.sub(lambda code: chr(int(code[1], 16)), match["text"]),
            tree=match["tree"],
            problems=match["problems"].strip(),
        )
        for match in _CASE.finditer(written)
    ]
    assert len(found) == len(re.findall(r"^## ", written, re.MULTILINE)), "a case is not written like the others"
    return found


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{FILE.name}:{case.line} {case.title}")
def test_a_text_is_read_as_its_tree(case: Case) -> None:
    regulation = zhize.parse(zhize.Source(text=case.text, name="-", encoding="str"))
    documents = (regulation, *regulation.attached)
    tree = "".join(to_outline(document, width=400) for document in documents).rstrip("\n")
    assert _INVISIBLE.sub(lambda character: f"〈U+{ord(character[0]):04X}〉", tree) == case.tree
    problems = [problem for document in documents for problem in zhize.check(document)]
    assert ("\n".join(f"第{problem.line}行 {problem.code}" for problem in problems) or "无") == case.problems
