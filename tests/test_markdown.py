"""Markdown files: the words without the marks, every line where it stands."""

from __future__ import annotations

import pytest

import zhize
from zhize.errors import InputError
from zhize.types import Fact

RULES = """\
---
title: 青石市人民政府会议工作规则
文号: "青石政发〔2023〕4号"
tags:
  - 会议
---
# 青石市人民政府会议工作规则

## 第一章　总则

**第一条** 市长召集*市政府*常务会议。
第二条　市政府办公室[应当](http://example.invalid "旧")：

- （一）及时报告；
- （二）按时办理：
    1. 登记；
    2. 归档。

## 第二章　附则

    第三条　时限如下：

| 事项 | 时限 |
|------|:----:|
| 报告 | 3日 |

第四条　<本规则>自印发之日起施行\\*。
"""


def test_the_words_stay_and_the_marks_go() -> None:
    source = zhize.read(RULES.encode())
    assert source.encoding == "markdown"
    assert source.text.splitlines() == [
        "青石市人民政府会议工作规则",
        "第一章　总则",
        "第一条 市长召集市政府常务会议。",
        "第二条　市政府办公室应当：",
        "（一）及时报告；",
        "（二）按时办理：",
        "1. 登记；",
        "2. 归档。",
        "第二章　附则",
        "第三条　时限如下：",
        "事项\t时限",
        "报告\t3日",
        "第四条　<本规则>自印发之日起施行*。",
    ]
    lines = RULES.splitlines()
    for text in ("第一条", "第二条", "（二）", "2. 归档", "第三条", "报告\t", "第四条"):
        origin = source.origin(source.text.index(text))
        assert origin is not None
        assert origin.unit == "line"
        assert text.split("\t")[0] in lines[origin.number - 1].replace("**", "")


def test_the_tree_and_the_head_are_read() -> None:
    regulation = zhize.parse(zhize.read(RULES.encode("gb18030")))
    assert [article.label for article in regulation.articles] == ["第一条", "第二条", "第三条", "第四条"]
    assert [item.label for item in regulation.article("2").paragraphs[0].items] == ["（一）", "（二）"]
    assert regulation.metadata.title == "青石市人民政府会议工作规则"
    assert regulation.metadata.doc_number == "青石政发〔2023〕4号"
    assert regulation.source is not None
    assert regulation.source.facts[0] == Fact(name="title", label="title", value="青石市人民政府会议工作规则")


@pytest.mark.parametrize("text", ["第一条　#号文件。", "一、会议\n#不是标题", "** 第一条 县长召集会议。"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert zhize.read(text.encode()).text == text


def test_a_fence_is_text() -> None:
    assert zhize.read("# 规则\n```\n第一条　县长\n```\n".encode()).text == "规则\n第一条　县长"


def test_a_line_of_brackets_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="holds more brackets of links than a text has; save it as plain text"):
        zhize.read(("# 规则\n" + "[" * 400_000 + "](b)").encode())


def test_what_nests_too_deeply_is_refused() -> None:
    with pytest.raises(InputError, match=r"-: nests lists or quotations too deeply; save it as plain text"):
        zhize.read(("# 规则\n" + ">" * 200 + "第一条　县长").encode())
