"""Citations: which words cite, and which places of which text they name."""

from __future__ import annotations

import pytest

import zhize
from zhize.structure.references import find_references
from zhize.types import Article, Paragraph, Reference, Span

Cited = tuple[str, str | None, int | None, int | None, int | None]


def _article(text: str, number: int = 3) -> Article:
    """Article 3, a paragraph to each line that is no item."""
    return zhize.parse(zhize.Source(text=f"第{number}条　{text}", name="-", encoding="str")).articles[0]


def _cited(text: str, number: int = 3) -> list[Cited]:
    return [
        (text[each.start : each.end], each.title, each.target_article, each.target_paragraph, each.target_item)
        for each in find_references(_article(text, number))
    ]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("依照《值班办法》执行。", [("《值班办法》", "值班办法", None, None, None)]),
        ("依照《值班办法》第三条执行。", [("《值班办法》第三条", "值班办法", 3, None, None)]),
        (
            "依照《值班办法》第三条第二款第（四）项执行。",
            [("《值班办法》第三条第二款第（四）项", "值班办法", 3, 2, 4)],
        ),
        ("依照《值班办法》第12条。", [("《值班办法》第12条", "值班办法", 12, None, None)]),
        (
            "依照《甲省〈值班条例〉实施办法（试行）》执行。",
            [("《甲省〈值班条例〉实施办法（试行）》", "甲省〈值班条例〉实施办法（试行）", None, None, None)],
        ),
        (
            "依照《值班办法》《接待办法》执行。",
            [("《值班办法》", "值班办法", None, None, None), ("《接待办法》", "接待办法", None, None, None)],
        ),
        ("依照值班条例第三条执行。", [("值班条例第三条", "值班条例", 3, None, None)]),
        (
            "违反值班条例第五条，并按照公务接待办法第十条处理。",
            [("值班条例第五条", "值班条例", 5, None, None), ("公务接待办法第十条", "公务接待办法", 10, None, None)],
        ),
    ],
)
def test_other_texts(text: str, cited: list[Cited]) -> None:
    assert _cited(text) == cited


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("本规则第五条不适用。", [("本规则第五条", None, 5, None, None)]),
        ("第五条不适用。", [("第五条", None, 5, None, None)]),
        ("本条例第五条第二款不适用。", [("本条例第五条第二款", None, 5, 2, None)]),
        ("依照前条办理。", [("前条", None, 2, None, None)]),
        ("依照前两条办理。", [("前两条", None, 1, None, None), ("前两条", None, 2, None, None)]),
        ("本条第二款不适用。", [("本条第二款", None, 3, 2, None)]),
        ("依照第二款办理。", [("第二款", None, 3, 2, None)]),
        ("第（二）项除外。", [("第（二）项", None, 3, 1, 2)]),
        ("甲。\n依照前款办理。", [("前款", None, 3, 1, None)]),
        ("甲。\n乙。\n前两款不适用。", [("前两款", None, 3, 1, None), ("前两款", None, 3, 2, None)]),
        ("职责：\n（一）甲；\n（二）乙。\n前款第（二）项除外。", [("前款第（二）项", None, 3, 1, 2)]),
        ("违反第十条之一的，通报。", [("第十条之一", None, 10, None, None)]),
    ],
)
def test_places_in_this_text(text: str, cited: list[Cited]) -> None:
    assert _cited(text) == cited


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "依照本规则第五条、第七条和第十一条第二款执行。",
            [
                ("本规则第五条", None, 5, None, None),
                ("第七条", None, 7, None, None),
                ("第十一条第二款", None, 11, 2, None),
            ],
        ),
        ("第七条至第九条不适用。", [("第七条至第九条", None, number, None, None) for number in (7, 8, 9)]),
        (
            "第（一）、（三）至（五）项除外。",
            [("第（一）、（三）至（五）项", None, 3, 1, item) for item in (1, 3, 4, 5)],
        ),
        ("第五条第一款至第三款。", [("第五条第一款至第三款", None, 5, number, None) for number in (1, 2, 3)]),
        (
            "《值班办法》第三条或者第五条第一款、第二款。",
            [
                ("《值班办法》第三条", "值班办法", 3, None, None),
                ("第五条第一款", "值班办法", 5, 1, None),
                ("第二款", "值班办法", 5, 2, None),
            ],
        ),
        (
            "第五条和《值班办法》第六条。",
            [("第五条", None, 5, None, None), ("《值班办法》第六条", "值班办法", 6, None, None)],
        ),
        (
            "《值班办法》第三条规定的事项，依照第五条办理。",
            [("《值班办法》第三条", "值班办法", 3, None, None), ("第五条", None, 5, None, None)],
        ),
        # A range so long is a misprint: its ends are kept.
        (
            "第九条至第三百条。",
            [("第九条至第三百条", None, 9, None, None), ("第九条至第三百条", None, 300, None, None)],
        ),
    ],
)
def test_lists_and_ranges(text: str, cited: list[Cited]) -> None:
    assert _cited(text) == cited


@pytest.mark.parametrize(
    "text",
    [
        "县长应当回复。",
        "《》是空的。",
        "《没有写完。",
        "本条例适用于乡镇。",
        "会前提条件。",
        "各部门依法办理。",
        "第三章除外。",
    ],
)
def test_words_that_cite_nothing(text: str) -> None:
    assert _cited(text) == []


@pytest.mark.parametrize(
    ("text", "number", "cited"),
    [
        ("依照前条办理。", 1, [("前条", None, 0, None, None)]),
        ("依照前款办理。", 3, [("前款", None, 3, 0, None)]),
        ("依照第一百二条办理。", 3, [("第一百二条", None, None, None, None)]),
    ],
)
def test_a_place_that_is_not_there_is_open(text: str, number: int, cited: list[Cited]) -> None:
    assert _cited(text, number) == cited


def test_a_reference_names_its_article() -> None:
    text = "第一条　甲。\n第一条之一　依照前款和第二条办理。"
    article = zhize.parse(text).articles[1]
    assert [(each.article, each.target_article) for each in find_references(article)] == [("1-1", 1), ("1-1", 2)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("第1条至第60条第1款至第60款第1项至第60项。", 180),
        ("第1条至第60条第1款至第4款。", 240),
        ("第5条至第9条至" * 200, 1000),
    ],
)
def test_a_citation_of_too_many_places_is_cut(text: str, places: int) -> None:
    assert len(_cited(text)) == places


def test_an_unnumbered_text_cites_too() -> None:
    text = "各部门依照《值班办法》第二条和第三款执行。"
    article = Article(
        id="0",
        number=0,
        suffix=0,
        label="",
        text=text,
        paragraphs=(Paragraph(start=0, end=len(text)),),
        part=None,
        chapter=None,
        section=None,
        source=Span(start=0, end=len(text)),
    )
    assert find_references(article) == (
        Reference(article="0", start=5, end=14, title="值班办法", target_article=2),
        Reference(article="0", start=15, end=18, title="值班办法", target_article=2, target_paragraph=3),
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("第二条之一至第四条。", [(2, 1), (3, None), (4, None)]),
        ("第二条之一至第二条之四。", [(2, 1), (2, 2), (2, 3), (2, 4)]),
        ("第二条至第二条之二。", [(2, None), (2, 1), (2, 2)]),
    ],
)
def test_ranges_over_added_articles(text: str, places: list[tuple[int, int | None]]) -> None:
    assert [(each.target_article, each.target_suffix) for each in find_references(_article(text))] == places
