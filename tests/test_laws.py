"""Real laws, read where ../shared holds them: nothing raises, nothing is lost, and what is no law is made into none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import zhize

if TYPE_CHECKING:
    from pathlib import Path

CATEGORIES = (
    *("administrative", "beijing", "chongqing", "department", "guangdong", "henan", "history", "jining"),
    *("judicial", "national", "other", "shandong", "shanghai", "zhejiang"),
)


def _assert_whole(regulation: zhize.Regulation, text: str) -> None:
    assert "".join(text[leaf.start : leaf.end] for leaf in regulation.leaves) == text
    for article in [*regulation.articles, *(annex.body for annex in regulation.annexes)]:
        for run in article.runs:
            assert article.text[run.start : run.start + run.length] == text[run.source : run.source + run.length]


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_character_of_every_law_is_accounted_for(category: str, shared: Path) -> None:
    laws = sorted((shared / "laws" / category).rglob("*.txt"))
    assert laws
    for law in laws:
        text = law.read_text(encoding="utf-8")
        regulation = zhize.parse(zhize.Source(text=text, name=law.name, encoding="utf-8"))
        for document in (regulation, *regulation.attached):
            _assert_whole(document, text)
            zhize.check(document)


def test_what_is_no_law_has_no_articles(shared: Path) -> None:
    found = [law.name for law in (shared / "laws" / "other").rglob("*.txt") if zhize.parse(law).articles[0].label]
    assert found == []


def test_undamaged_laws_have_the_articles_that_are_known(shared: Path) -> None:
    lines = (shared / "alignment" / "structure.jsonl").read_text(encoding="utf-8").splitlines()
    clean = [law for law in map(json.loads, lines) if law["clean"]]
    wrong = [
        law["path"]
        for law in clean
        if sum(bool(article.label) for article in zhize.parse(shared / law["path"]).articles) != law["n_articles"]
    ]
    assert len(wrong) <= 0.003 * len(clean), wrong
