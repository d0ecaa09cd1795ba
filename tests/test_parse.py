"""`zhize.parse`: articles, headings, items and metadata of texts as offices write them; what is odd is a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import zhize
from zhize.structure.levels import level_of
from zhize.types import Leaf, LeafKind

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = """某政发〔2023〕7号
某县人民政府
关于印发《某县人民政府议事规则》的通知

各镇人民政府，县政府各部门：

《某县人民政府议事规则》已经2023年5月6日某县人民政府第9次常务会议审议通过，现予印发。

某县人民政府
2023年5月8日

（此件公开发布）

某县人民政府议事规则
第一章　总　则
第一条　县长召集会议。
第二条　本规则自2023年6月1日起施行。
"""

ORDER = """某县人民政府令第3号
《某县值班办法》已经2023年5月6日县人民政府第9次常务会议通过，现予公布，自2023年7月1日起施行。
2023年5月8日
某县值班办法
第一条　甲。
第二条　乙。
"""


def _labels(text: str) -> list[str]:
    return [article.label for article in zhize.parse(text).articles]


def _texts(text: str) -> list[str]:
    return [article.text for article in zhize.parse(text).articles]


def _places(text: str) -> list[tuple[str, str | None, tuple[int, str] | None, str | None]]:
    """Id, part, chapter and section of each article."""
    return [
        (
            article.id,
            article.part.title if article.part else None,
            (article.chapter.number, article.chapter.title) if article.chapter else None,
            article.section.title if article.section else None,
        )
        for article in zhize.parse(text).articles
    ]


def _items(text: str) -> list[list[list[str]]]:
    """Article by article, paragraph by paragraph, the items word for word."""
    return [
        [[article.text[item.start : item.end] for item in paragraph.items] for paragraph in article.paragraphs]
        for article in zhize.parse(text).articles
    ]


def _problems(text: str) -> list[tuple[int, str, str]]:
    """Line, code and the words that each problem points at."""
    regulation = zhize.parse(text)
    assert all("。" not in problem.message for problem in regulation.problems)
    return [(found.line, found.code, found.span.of(text) if found.span else "") for found in regulation.problems]


def _leaves(text: str) -> list[tuple[str, str]]:
    leaves = zhize.parse(text).leaves
    assert "".join(text[leaf.start : leaf.end] for leaf in leaves) == text
    return [(leaf.kind.value, text[leaf.start : leaf.end]) for leaf in leaves if leaf.kind is not LeafKind.BLANK]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("第一条　甲。\n第二条　乙。", ["第一条", "第二条"]),
        ("第 一 条  甲。\n第 二 条  乙。", ["第 一 条", "第 二 条"]),
        ("第1条 甲。\n第2条 乙。\n第３条 丙。", ["第1条", "第2条", "第３条"]),
        ("第一条：甲。\n第二条：乙。", ["第一条：", "第二条："]),
        ("第一条甲。\n第二条乙。", ["第一条", "第二条"]),
        ("一、甲。\n二、乙。\n三、丙。", ["一、", "二、", "三、"]),
        ("　　一、甲。\n\n　　二、乙。", ["一、", "二、"]),
        ("第九条　甲。\n第十条　乙。\n第十一条　丙。", ["第九条", "第十条", "第十一条"]),
    ],
)
def test_both_ways_of_numbering(text: str, labels: list[str]) -> None:
    assert _labels(text) == labels


def test_articles_that_share_a_line() -> None:
    text = "第一章 总则 第一条　甲。 第二条　乙。第三条　丙。"
    assert _texts(text) == ["甲。", "乙。", "丙。"]
    assert _places(text)[0] == ("1", None, (1, "总则"), None)


def test_an_article_that_begins_below_its_label() -> None:
    assert _texts("第一条\n甲。\n乙。\n第二条\n丙。") == ["甲。\n乙。", "丙。"]


def test_line_ends_of_any_kind_part_paragraphs() -> None:
    assert _texts("第一条\r\n甲。\r\n\r\n　　乙。\r第二条 丙。\u2028丁。") == ["甲。\n乙。", "丙。\n丁。"]


def test_articles_that_were_added_later() -> None:
    regulation = zhize.parse("第一条　甲。\n第一条之一　乙。\n第一条之二　丙。\n第二条　丁。")
    assert [(article.id, article.number, article.suffix) for article in regulation.articles] == [
        ("1", 1, 0),
        ("1-1", 1, 1),
        ("1-2", 1, 2),
        ("2", 2, 0),
    ]
    assert regulation.problems == ()
    assert regulation.article("1-2").text == "丙。"
    with pytest.raises(KeyError):
        regulation.article("3")


def test_headings_of_every_rank() -> None:
    text = (
        "第一编　通则\n第一章  一般规定\n第一节　范围\n第一条　甲。\n第二节　权　限\n第二条　乙。\n"
        "第二章\n机　构\n第三条　丙。\n第二编　分则\n第四条　丁。"
    )
    assert _places(text) == [
        ("1", "通则", (1, "一般规定"), "范围"),
        ("2", "通则", (1, "一般规定"), "权限"),
        ("3", "通则", (2, "机构"), None),
        ("4", "分则", None, None),
    ]
    assert _problems(text) == []


@pytest.mark.parametrize(
    "heading", ["第二章的规定适用于乡镇。", "第二章、第三章除外。", "第二章 规定的事项，由县长决定。"]
)
def test_a_sentence_about_a_chapter_is_no_heading(heading: str) -> None:
    text = f"第一章　总则\n第一条　甲。\n{heading}\n第二条　乙。"
    assert _texts(text) == [f"甲。\n{heading}", "乙。"]
    assert {place[2] for place in _places(text)} == {(1, "总则")}


def test_a_table_of_contents_is_not_the_body() -> None:
    text = "某县办法\n目　录\n第一章　总则\n第二章　附则\n第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。"
    assert _places(text) == [("1", None, (1, "总则"), None), ("2", None, (2, "附则"), None)]
    assert _leaves(text)[:4] == [
        ("title", "某县办法"),
        ("notice", "目　录"),
        ("notice", "第一章　总则"),
        ("notice", "第二章　附则"),
    ]


def test_items_of_a_paragraph() -> None:
    text = (
        "第一条　部门有下列职责：\n（一）甲；\n（二）乙。\n前款的部门应当报告。\n（一）丙；\n（二）丁。\n第二条　戊。"
    )
    assert _items(text) == [[["（一）甲；", "（二）乙。"], ["（一）丙；", "（二）丁。"]], [[]]]
    (first, second), _ = (article.paragraphs for article in zhize.parse(text).articles)
    assert [(item.label, item.number) for item in first.items] == [("（一）", 1), ("（二）", 2)]
    assert (first.start, second.end) == (0, len(zhize.parse(text).articles[0].text))


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "第一条　职责：\n1. 甲；\n（1）细目；\n（2）细目；\n2. 乙。",
            ["1. 甲；\n（1）细目；\n（2）细目；", "2. 乙。"],
        ),
        (
            "第一条　职责：\n（一）甲：\n1.子项；\n2.子项；\n（二）乙。",
            ["（一）甲：\n1.子项；\n2.子项；", "（二）乙。"],
        ),
        ("第一条　职责：\n①甲；\n②乙。", ["①甲；", "②乙。"]),
        ("第一条　职责：\n(一)甲；\n(二)乙。", ["(一)甲；", "(二)乙。"]),
        ("第一条　（一）甲；\n（二）乙。", ["（一）甲；", "（二）乙。"]),
        ("第一条　职责：\n一、甲；\n二、乙。\n第二条　丙。", ["一、甲；", "二、乙。"]),
        (
            "第一条　由县长决定：（一）甲；（二）乙；（三）丙。此外不得办理。",
            ["（一）甲；", "（二）乙；", "（三）丙。"],
        ),
        ("第一条　职责：\n（一）甲；（二）乙；\n（三）丙。", ["（一）甲；", "（二）乙；", "（三）丙。"]),
    ],
)
def test_lists_of_every_form(text: str, items: list[str]) -> None:
    assert _items(text)[0] == [items]


@pytest.mark.parametrize(
    "text", ["第一条　县长（一）办理。", "第一条　甲：\n3、乙。\n4、丙。", "第一条　2023.5是日期。"]
)
def test_what_only_looks_like_an_item(text: str) -> None:
    assert [item for paragraphs in _items(text) for items in paragraphs for item in items] == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("第一条　各部门依照\n第五条的规定报告。\n第二条　乙。", ["第一条", "第二条"]),
        ("第一条　依照本规则\n第三条和第四条执行。\n第二条　乙。\n第三条　丙。", ["第一条", "第二条", "第三条"]),
        ("第一条　甲。\n第九十条　乙。\n第二条　丙。\n第三条　丁。", ["第一条", "第二条", "第三条"]),
        ("第一条　本规则第二条、第三条所称部门。\n第二条　乙。", ["第一条", "第二条"]),
        ("一、甲。\n二、乙。\n十九、引文。\n三、丙。\n四、丁。", ["一、", "二、", "三、", "四、"]),
        ("第一条　职责：\n一、甲；\n二、乙；\n三、丙。\n第二条　丁。", ["第一条", "第二条"]),
    ],
)
def test_a_number_inside_a_sentence_is_no_article(text: str, labels: list[str]) -> None:
    assert _labels(text) == labels


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("第一条　甲。\n第二条　乙。", []),
        ("第一条　甲。\n第三条　乙。\n第四条　丙。", [(2, "numbering-gap", "第三条")]),
        ("一、甲。\n\n二、乙。\n五、丙。\n六、丁。", [(4, "numbering-gap", "五、")]),
        ("第三条　甲。\n第四条　乙。", [(1, "numbering-start", "第三条")]),
        ("第一条　甲。\n第二条　乙。\n第二条　丙。\n第三条　丁。", [(3, "repeated-number", "第二条")]),
        ("第一条　甲。\n第二条\n第三条　丙。", [(2, "empty-article", "第二条")]),
        ("第一条　甲。\n第九十条　乙。\n第二条　丙。\n第三条　丁。", [(2, "doubtful-number", "第九十条")]),
        ("第一条　甲。\n财务管理\n第二条　乙。", [(2, "heading-without-number", "财务管理")]),
        (
            "第一章　总则\n第一条　甲。\n第二章　分则\n本章由县长解释，不另行文。\n第二条　乙。",
            [(4, "text-outside-articles", "本章由县长解释，不另行文。")],
        ),
    ],
)
def test_what_is_odd_is_a_problem_with_its_place(text: str, problems: list[tuple[int, str, str]]) -> None:
    assert _problems(text) == problems


def test_problems_speak_to_people() -> None:
    messages = [problem.message for problem in zhize.parse("第二条　甲。\n第五条　乙。\n第五条　丙。\n第六条").problems]
    assert messages == [
        "编号从第二条开始，之前的条文可能缺失",
        "编号不连续：第二条之后是第五条，缺第三条至第四条",
        "第五条的编号重复出现",
        "第六条没有内容",
    ]


def test_articles_of_one_number_have_two_ids() -> None:
    text = "第一条　甲。\n第二条　乙。\n第二条　丙。\n第三条　丁。"
    assert [article.id for article in zhize.parse(text).articles] == ["1", "2", "2_2", "3"]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("各部门应当及时办理。", "各部门应当及时办理。"),
        ("关于值班的通知\n各部门应当值班。\n不得离岗。", "各部门应当值班。\n不得离岗。"),
        ("", ""),
        (" \n　\n", ""),
        ("\ufeff\u200b", ""),
    ],
)
def test_a_text_without_articles_is_one_body(text: str, body: str) -> None:
    regulation = zhize.parse(zhize.Source(text=text, name="-", encoding="str"))
    assert [(article.id, article.number, article.label, article.text) for article in regulation.articles] == [
        ("0", 0, "", body)
    ]
    assert [problem.code for problem in regulation.problems] == ["no-articles"]
    assert "".join(text[leaf.start : leaf.end] for leaf in regulation.leaves) == text


def test_a_notice_before_the_rules() -> None:
    regulation = zhize.parse(NOTICE)
    assert regulation.metadata == zhize.Metadata(
        title="某县人民政府议事规则",
        issuer="某县人民政府",
        level=zhize.Level.COUNTY,
        doc_number="某政发〔2023〕7号",
        passed="2023-05-06",
        issued="2023-05-08",
        in_force_from="2023-06-01",
    )
    assert regulation.title == "某县人民政府议事规则"
    assert regulation.problems == ()
    assert [leaf for leaf in _leaves(NOTICE) if leaf[0] != "notice"] == [
        ("title", "某县人民政府议事规则"),
        ("heading", "第一章　总　则"),
        ("label", "第一条"),
        ("body", "县长召集会议。"),
        ("label", "第二条"),
        ("body", "本规则自2023年6月1日起施行。"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "某县值班办法\n（2020年1月2日某县人民政府公布）\n第一条　甲。\n第二条　本办法自公布之日起施行。",
            {"title": "某县值班办法", "issuer": "某县人民政府", "issued": "2020-01-02", "in_force_from": "2020-01-02"},
        ),
        (
            ORDER,
            {
                "title": "某县值班办法",
                "issuer": "某县人民政府",
                "doc_number": "某县人民政府令第3号",
                "passed": "2023-05-06",
                "issued": "2023-05-08",
                "in_force_from": "2023-07-01",
            },
        ),
        (
            "第一条　甲。\n第二条　乙。\n\n某县人民政府\n二〇二三年五月八日",
            {"title": "", "issuer": "某县人民政府", "issued": "2023-05-08"},
        ),
        (
            "某县人民政府\n工作规则\n第一条　甲。\n第二条　自2023年13月1日起施行。",
            {"title": "某县人民政府工作规则", "issuer": "某县人民政府", "in_force_from": None},
        ),
        (
            "【虚构示例】本文为虚构，仅供演示。\n某县人民政府值班规则\n第一条　甲。\n第二条　乙。",
            {"title": "某县人民政府值班规则", "issuer": "某县人民政府"},
        ),
    ],
)
def test_what_a_text_says_of_itself(text: str, expected: dict[str, str | None]) -> None:
    metadata = zhize.parse(text).metadata
    assert {field: getattr(metadata, field) for field in expected} == expected


def test_what_stands_behind_the_articles() -> None:
    text = (
        "第一条　甲。\n第二条　乙。\n某县人民政府\n2023年5月8日\n抄送：县委办公室。\n"
        "附件：1. 申报单\n第一条　附件的第一条。"
    )
    assert _leaves(text)[4:] == [
        ("tail", "某县人民政府"),
        ("tail", "2023年5月8日"),
        ("tail", "抄送：县委办公室。"),
        ("annex", "附件：1. 申报单"),
        ("annex", "第一条　附件的第一条。"),
    ]
    assert _texts(text) == ["甲。", "乙。"]


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("国务院", zhize.Level.NATIONAL),
        ("公安部", zhize.Level.NATIONAL),
        ("山东省人民政府", zhize.Level.PROVINCE),
        ("重庆市人民政府", zhize.Level.PROVINCE),
        ("济宁市人民政府", zhize.Level.CITY),
        ("某某自治州人民代表大会常务委员会", zhize.Level.CITY),
        ("济宁市任城区人民政府", zhize.Level.COUNTY),
        ("泗水县人民政府", zhize.Level.COUNTY),
        ("单县人民政府", zhize.Level.COUNTY),
        ("菏泽市单县人民政府", zhize.Level.COUNTY),
        ("曹县市场监督管理局", zhize.Level.COUNTY),
        ("泗水县泗河街道办事处", zhize.Level.TOWNSHIP),
        ("机关事务管理条例", None),
        ("城市市容条例", None),
        ("各县人民政府", None),
    ],
)
def test_a_name_tells_its_level(name: str, level: zhize.Level | None) -> None:
    assert level_of(name) is level


def test_a_place_in_a_text_leads_back_to_its_line() -> None:
    text = "某县办法\r\n第一条　　甲。\r\n\r\n　　乙丙。\r\n第二条　丁。"
    article = zhize.parse(text).articles[0]
    assert article.text == "甲。\n乙丙。"
    assert [text[article.to_source(at)] for at in (0, 1, 3, 4, 5)] == list("甲。乙丙。")
    assert article.to_source(2) == text.index("甲。") + 2
    assert (article.source.of(text)[:3], article.source.of(text)[-3:]) == ("第一条", "乙丙。")
    with pytest.raises(ValueError, match="article 1 has no source for offset 7"):
        article.to_source(7)


@pytest.mark.parametrize(
    ("name", "id"), [("sishui-2022.txt", "sishui-2022"), ("-", "text"), ("", "text"), ("甲.乙.txt", "甲.乙")]
)
def test_a_regulation_is_called_after_its_file(name: str, id: str) -> None:  # noqa: A002  # the contract's own word
    assert zhize.parse(zhize.Source(text="第一条　甲。", name=name, encoding="utf-8")).id == id


# --- the seed --------------------------------------------------------------------------------------------------------

CHAPTERS = [
    ("总则", 1, 4),
    ("组成人员职责", 5, 10),
    ("全面正确履行政府职能", 11, 17),
    ("坚持依法行政", 18, 25),
    ("实行科学民主决策", 26, 30),
    ("推进政务公开", 31, 36),
    ("会议制度", 37, 47),
    ("公文处理", 48, 58),
    ("政务信息工作", 59, 61),
    ("政务督查工作", 62, 68),
    ("数字政府建设", 69, 71),
    ("工作纪律", 72, 76),
    ("监督制度和廉政作风建设", 77, 92),
    ("附则", 93, 93),
]


@pytest.fixture(scope="module")
def rules(seed: Path) -> zhize.Regulation:
    return zhize.parse(seed)


def test_the_seed_has_93_articles_in_14_chapters(rules: zhize.Regulation) -> None:
    assert [article.number for article in rules.articles] == list(range(1, 94))
    assert [article.id for article in rules.articles] == [str(number) for number in range(1, 94)]
    expected = [
        (number, title) for number, (title, first, last) in enumerate(CHAPTERS, 1) for _ in range(first, last + 1)
    ]
    assert [(a.chapter.number, a.chapter.title) if a.chapter else None for a in rules.articles] == expected
    assert {(article.part, article.section) for article in rules.articles} == {(None, None)}
    assert rules.problems == ()


@pytest.mark.parametrize(
    ("number", "start", "end", "paragraphs", "items"),
    [
        (1, "根据《中华人民共和国宪法》", "结合实际，制定本规则。", 1, 0),
        (8, "副县长按分工负责处理分管工作；", "代为处理有关工作。", 2, 0),
        (38, "县政府全体会议由县长、", "县政府全体会议一般每年召开1－2次。", 2, 3),
        (39, "县政府常务会议由县长、", "可以随时召开。", 2, 8),
        (54, "公文签发权限:", "必要时报县长审定后发。", 1, 7),
        (60, "政务信息报送的主要内容：", "新政策和新举措。", 1, 5),
        (63, "县政府办公室要加强督促检查，", "要求开展的其他督促检查活动。", 1, 7),
        (93, "县政府派出机构、", "适用本规则。", 1, 0),
    ],
)
def test_the_seed_word_for_word(
    number: int, start: str, end: str, paragraphs: int, items: int, rules: zhize.Regulation
) -> None:
    article = rules.article(str(number))
    assert (article.text[: len(start)], article.text[-len(end) :]) == (start, end)
    assert len(article.paragraphs) == paragraphs
    assert sum(len(paragraph.items) for paragraph in article.paragraphs) == items


def test_the_leaves_of_the_seed_are_its_text(rules: zhize.Regulation) -> None:
    assert rules.source is not None
    text = rules.source.text
    assert "".join(text[leaf.start : leaf.end] for leaf in rules.leaves) == text
    assert rules.leaves[0] == Leaf(kind=LeafKind.NOTICE, start=0, end=len("泗政发〔2022〕9号"))
    assert sum(leaf.kind is LeafKind.LABEL for leaf in rules.leaves) == 93
    assert sum(leaf.kind is LeafKind.HEADING for leaf in rules.leaves) == 14
    assert [leaf for leaf in rules.leaves if leaf.kind in {LeafKind.ANNEX, LeafKind.TAIL}] == []
