"""The law of the round trip: after export, edits, import and export, every edit is there and nothing else changed."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from reviews import AT, edited, export, grid, listed, take

from zhize import analyze, labels
from zhize.forms.loading import load_form
from zhize.review import Review, apply
from zhize.review.reading import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from zhize.analysis import Analysis

ROUNDS, EDITS = 8, 125
TITLES = {"locator": "条款", "review": "复核", "note": "复核意见", "key": "编号"} | {
    column.field: column.title for column in load_form("义务清单").column
}
SYNONYMS = {column.title: column.synonyms[0] for column in load_form("义务清单").column if column.synonyms}
FREE = ("bearers", "parties", "condition", "exception", "limits", "frequencies", "note", "action", "quote")
ARTICLES = ("第1条", "第十二条", "第四十三条", "第四十三条第二款")
WORDS = (
    *(
        "县司法局",
        "县司法局、县财政局",
        "县司法局,县财政局；县审计局",
        "经县长批准",
        "与县委、县人大常委会协商；\n经县政府批准",
    ),
    *(
        "紧急情况除外",
        "3个工作日内",
        "2026-03-31",
        "每月1次",
        "请办公室再核",
        " =1+1",
        "@张三",
        "１２",
        "x" * 300,
        "第一行\n第二行",
    ),
)


@dataclass
class Model:
    """What the sheet should show: cells by key and field, and the rows that were added, by their actions."""

    cells: dict[str, dict[str, Any]]
    added: list[dict[str, str]] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)

    def change(self, key: str, name: str, words: str) -> None:
        row = self.cells[key]
        if str(row[name]) == words:
            return
        row[name] = words
        if name not in {"note", "review"} and row["review"] not in {"删除", "新增"}:
            row["review"] = "修改"


class Page:
    """A sheet as lists, which a thousand edits search faster than a worksheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self.lines: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows()]

    def write(self, key: str, name: str, words: str | None) -> None:
        at = self.lines[0].index(TITLES["key"])
        line = next(line for line in self.lines if line[at] == key)
        line[self.lines[0].index(TITLES[name])] = words

    def append(self, row: dict[str, str]) -> None:
        titles = {TITLES[name]: words for name, words in row.items()}
        self.lines.append([titles.get(title) for title in self.lines[0]])

    def rearrange(self, chance: random.Random) -> None:
        """Sort the rows by chance, or move a column."""
        head, *body = self.lines
        if chance.random() < 0.5:
            chance.shuffle(body)
            self.lines = [head, *body]
            return
        one, other = chance.sample(range(len(head)), 2)
        for line in self.lines:
            line.insert(other, line.pop(one))

    def rename(self, chance: random.Random) -> None:
        """Call a few columns by their synonyms."""
        for index, title in enumerate(self.lines[0]):
            if chance.random() < 0.3 and title in SYNONYMS and title not in {"复核", "编号"}:
                self.lines[0][index] = SYNONYMS[title]

    def save(self, sheet: Worksheet) -> None:
        for number, line in enumerate(self.lines, 1):
            for column, value in enumerate(line, 1):
                cell = sheet.cell(number, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # what a person types behind a quotation mark is no formula


def _edit(page: Page, model: Model, chance: random.Random, count: int) -> None:
    """Make one edit in the sheet and in what is expected of it."""
    keys = [key for key, row in model.cells.items() if row["review"] != "新增" and key not in model.deleted]
    key, what = chance.choice(keys), chance.random()
    if what < 0.6:
        name = chance.choice(FREE)
        words = chance.choice((*WORDS, "", str(model.cells[key][name]))).strip()
        words = words or ("" if name != "action" else "办理")
        page.write(key, name, words or None)
        model.change(key, name, words)
    elif what < 0.7:
        name, values = chance.choice((("modality", labels.MODALITY), ("force", labels.FORCE)))
        words = chance.choice(list(values.values()))
        page.write(key, name, words)
        model.change(key, name, words)
    elif what < 0.8 and model.cells[key]["review"] != "修改":
        page.write(key, "review", "确认")
        model.cells[key]["review"] = "确认"
    elif what < 0.86:
        page.write(key, "review", "删除")
        model.deleted.add(key)
    elif what < 0.93:
        action = f"办理第{count}项事务" + chance.choice(("", "，并报告"))
        row = {"locator": chance.choice(ARTICLES), "action": action, "bearers": "县司法局", "review": "新增"}
        page.append(row)
        model.added.append(row)
    else:
        page.rearrange(chance)


def _edits(model: Model, chance: random.Random, numbers: range) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        page = Page(sheet)
        for number in numbers:
            _edit(page, model, chance, number)
        page.rename(chance)
        page.save(sheet)

    return edit


@pytest.fixture(scope="module")
def rules(seed: Path) -> Analysis:
    return analyze(seed)


def test_a_thousand_edits_lose_nothing_and_change_nothing_else(rules: Analysis) -> None:
    chance = random.Random(20260806)  # noqa: S311  # the same edits in every run
    found, review, data = grid(listed(rules)), None, b""
    for turn in range(ROUNDS):
        model = Model(grid(listed(rules, review)))
        data = edited(export(rules, review), _edits(model, chance, range(turn * EDITS, (turn + 1) * EDITS)))
        review = take(rules, data, review, at=f"2026-11-26T08:00:{turn:02}Z", file=f"清单{turn}.xlsx").review
        after = grid(listed(rules, review))
        new = [row for key, row in after.items() if key not in model.cells]
        shown = sorted((row["locator"], row["action"], row["bearers"], row["review"]) for row in new)
        assert shown == sorted((row["locator"], row["action"], row["bearers"], row["review"]) for row in model.added)
        assert not model.deleted & after.keys()
        expected = {key: _sure(row, found.get(key)) for key, row in model.cells.items() if key not in model.deleted}
        assert {key: after[key] for key in expected} == expected
    assert ROUNDS * EDITS == 1000
    again = take(rules, data, review, at=AT)
    assert (again.review, again.changed) == (review, ())
    assert not any(kept.standing.disputes for kept in apply(rules, review or Review()).standing)


def _sure(row: dict[str, Any], found: dict[str, Any] | None) -> dict[str, Any]:
    """Return a row as it is after its verdict: who confirms it vouches for it; else it is as sure as it was found."""
    if found is None:
        return row
    sure = (
        {"confidence": 1.0, "doubts": ""}
        if row["review"] == "确认"
        else {n: found[n] for n in ("confidence", "doubts")}
    )
    return row | sure


def test_libreoffice_keeps_what_was_entered(rules: Analysis, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    chance = random.Random(7)  # noqa: S311
    model = Model(grid(listed(rules)))

    data = edited(export(rules), _edits(model, chance, range(60)))
    given = tmp_path / "清单.xlsx"
    given.write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    run = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(given)]
    subprocess.run(run, check=True, capture_output=True, timeout=120)
    one, other = (
        read_workbook(data, "清单.xlsx"),
        read_workbook((tmp_path / "out" / "清单.xlsx").read_bytes(), "清单.xlsx"),
    )
    assert sum(bool(row.edits) for row in one.rows) > 20
    assert (one.rows, one.added, one.missing, one.base) == (other.rows, other.added, other.missing, other.base)
