"""What changed between two articles, case by case: `cases/changes.md` is to be read and added to by a jurist."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pytest

import zhize
from zhize.comparison import ChangeKind, compare
from zhize.comparison.equality import fold
from zhize.comparison.senses import SynonymEntry, sense
from zhize.comparison.wording import hunks
from zhize.lexicon import load
from zhize.segmentation import words_of

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases" / "changes.md"
NONE = "—"
COLUMNS = ("变化", "左", "右", "效果")
SHIPPED = (
    "corpora/sishui-2022.txt",
    *(f"corpora/examples/synthetic-{n}.txt" for n in ("qingshi-city-2022", "yunling-province-2021")),
)


@dataclass(frozen=True)
class Case:
    title: str
    left: str
    right: str
    rows: tuple[tuple[str, ...], ...]


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def read_cases(text: str) -> list[Case]:
    """A case is a heading, two articles and a table; one that would assert nothing is an error of the file."""
    cases = []
    for chunk in text.split("\n## ")[1:]:
        title, *lines = chunk.strip().split("\n")
        table = [_cells(line) for line in lines if line.startswith("|")]
        left, mark, right = "\n".join(line for line in lines if line and not line.startswith("|")).partition("\n改为\n")
        assert left, f"{title}: no left article"
        assert mark, f"{title}: no line 改为"
        assert right, f"{title}: no right article"
        assert len(table) > 2, f"{title}: no change in the table"
        assert table[0] == COLUMNS, f"{title}: the columns are {'、'.join(COLUMNS)}"
        assert all(len(row) == len(COLUMNS) for row in table), f"{title}: a row has too many or few cells"
        cases.append(Case(title, left, right, tuple(table[2:])))
    return cases


def _said(words: str | None) -> str:
    return NONE if words is None else words.replace("\n", "⏎")


def _rows(left: str, right: str) -> list[tuple[str, ...]]:
    [pair] = compare(f"第一条　{left}", f"第一条　{right}").pairs
    return [(each.kind.value, _said(each.left), _said(each.right), each.effect or NONE) for each in pair.changes]


EVERY = read_cases(CASES.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.title)
def test_changes(case: Case) -> None:
    assert _rows(case.left, case.right) == list(case.rows)


def test_every_kind_but_force_has_a_case() -> None:
    """Force is what a learned model says of whole sentences; `test_comparison.py` holds it on norms made by hand."""
    assert {row[0] for case in EVERY for row in case.rows} == {*ChangeKind} - {ChangeKind.FORCE}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("\n## 甲\n改为\n乙\n", "no line 改为"),
        ("\n## 甲\n| 变化 |\n", "no left article"),
        ("\n## 甲\n一\n二\n", "no line 改为"),
        ("\n## 甲\n一\n改为\n二\n", "no change in the table"),
        ("\n## 甲\n一\n改为\n二\n| 变化 | 左 | 右 | 效果 |\n| --- | --- | --- | --- |\n", "no change in the table"),
        ("\n## 甲\n一\n改为\n二\n| 左 |\n| --- |\n| 应当 |\n", "the columns are"),
        ("\n## 甲\n一\n改为\n二\n| 变化 | 左 | 右 | 效果 |\n| --- | --- | --- | --- |\n| 应当 |\n", "too many or few"),
    ],
)
def test_a_case_that_asserts_nothing_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        read_cases(text)


# --- words of one sense ----------------------------------------------------------------------------------------------

SYNONYMS = load("synonyms", SynonymEntry)


@pytest.mark.parametrize("entry", SYNONYMS, ids=lambda entry: entry.text)
def test_a_synonym_says_what_the_plain_word_says(entry: SynonymEntry) -> None:
    assert entry.text in entry.example
    assert sense(entry.example) == sense(entry.example.replace(entry.text, entry.plain))
    assert entry.text not in sense(entry.example)


def test_a_synonym_stands_once() -> None:
    assert len({entry.text for entry in SYNONYMS}) == len(SYNONYMS)
    assert not {entry.text for entry in SYNONYMS} & {entry.plain for entry in SYNONYMS}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三十日内", "30日内"),
        ("违反第十二条第三款规定的", "违反第十三条第二款规定的"),
        ("甲、乙和丙", "甲,乙和丙"),
        ("三五日内", "三五日内"),
    ],
)
def test_numbers_and_citations_in_plain_words(one: str, other: str) -> None:
    assert sense(one) == sense(other)


@pytest.mark.parametrize(
    ("one", "other"), [("三日内", "五日内"), ("保障", "保证"), ("第三人", "第四人"), ("超过三人", "超过二人")]
)
def test_what_differs_in_law_stays_apart(one: str, other: str) -> None:
    assert sense(one) != sense(other)


# --- whole words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("由县政府办公室审核", "由县政府办公室审批", [("审核", "审批")]),
        ("督促有关部门查处", "督促有关部门处理", [("查处", "处理")]),
        ("报县政府办公室", "报县政府督查办公室", [("", "督查")]),
        ("应当办理", "应办理", [("应当", "应")]),
        ("甲应当在3日内，向乙报告", "甲应当在13日内，向丙报告", [("3", "13"), ("乙", "丙")]),
        ("按照规定，规定的程序", "按照规定的程序", [("，规定", "")]),
    ],
)
def test_differences_are_whole_words(left: str, right: str, expected: list[tuple[str, str]]) -> None:
    found = hunks(fold(left), fold(right))
    assert [(hunk.left.of(left), hunk.right.of(right)) for hunk in found] == expected


def test_no_word_of_a_shipped_text_is_torn() -> None:
    left, right = (zhize.analyze(ROOT / name) for name in SHIPPED[:2])
    whole = torn = 0
    for pair in compare(left, right).pairs:
        for change in pair.changes:
            if change.kind is not ChangeKind.WORDING or change.left_span is None:
                continue
            text = left.regulation.article(change.left_article or "").text
            ends = {0, *accumulate(map(len, words_of(text)))}
            torn += not {change.left_span.start, change.left_span.end} <= ends
            whole += 1
    assert whole
    assert torn == 0
