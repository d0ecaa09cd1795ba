"""Laws that the reader of web pages keeps on any page: nothing of the text's own element is lost."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pace import assert_linear
from published import CRUMBS, FOOT, LINKS, MENU, NEWS

import zhize
from zhize.errors import InputError
from zhize.readers.html import read

_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORDS = (
    "县长召集会议", "各部门应当执行", "。", "；", "，", "2022", "（一）", "附件", "来源", "名称", "青石市人民政府",
    "发布日期", "一、", "第三章 附则", "《会议规则》", "\u200b", "&nbsp;", "&lt;甲&gt;", "\n", " ", "第十条", "：",
)  # fmt: skip
_INLINE = ("span", "b", "font", "u", "em", "o:p", "st1:chsdate", "sup", "label", "big", "strong")
_BLOCK = ("p", "div", "section", "blockquote", "h4", "li", "center", "dd", "article", "pre", "address", "figcaption")
# Furniture that a text can hold, and that is none of it.
_HIDDEN = (
    '<span style="display:none">隐藏</span>', "<script>var a='脚本';</script>", "<style>.a{font:宋体}</style>",
    "<!-- 注释 -->", "<input value='输入'>", "<select><option>选项</option></select>", "<noscript>无脚本</noscript>",
)  # fmt: skip

_words = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map("".join)
_leaf = _words | st.sampled_from(_HIDDEN) | st.just("<br>") | st.just("<br/>")


def _wrapped(inside: st.SearchStrategy[str], tags: tuple[str, ...]) -> st.SearchStrategy[str]:
    pieces = st.lists(inside, max_size=3).map("".join)
    return st.builds(lambda tag, words: f"<{tag}>{words}</{tag}>", st.sampled_from(tags), pieces)


_inline = st.recursive(_leaf, lambda inside: _wrapped(inside, _INLINE), max_leaves=6)
_row = st.lists(_inline, min_size=1, max_size=4).map(
    lambda cells: f"<tr>{''.join(f'<td>{each}</td>' for each in cells)}</tr>"
)
_table = st.lists(_row, min_size=1, max_size=3).map(lambda rows: f"<table>{''.join(rows)}</table>")
_block = st.recursive(
    _wrapped(_inline, _BLOCK) | _table | _inline, lambda inside: _wrapped(inside, _BLOCK), max_leaves=8
)
_blocks = st.lists(_block, max_size=5).map("".join)
_ARTICLES = "<p>第一条　县长召集和主持会议，研究工作。</p>", "<p>第二条　副县长协助县长工作，办理事项。</p>"
_SENTENCES = (
    "<p>市政府办公室应当在三日内向市政府报告办理情况，并抄送有关部门和各县人民政府备案。</p>",
    "<p>各部门应当按照要求做好衔接，逾期不报告的，予以通报批评并取消当年的评先资格。</p>",
)


def _page(text: str, name: str) -> str:
    around = f'<ul class="nav">{MENU}</ul><div class="side">{NEWS}</div><div>{CRUMBS}</div>'
    return f'<html><body>{around}<div {name}>{text}</div><ul>{LINKS}</ul><div class="foot">{FOOT}</div></body></html>'


def _visible(markup: str) -> str:
    """Return the Chinese characters of markup that a browser shows."""
    for hidden in _HIDDEN:
        markup = markup.replace(hidden, "")
    return "".join(_HAN.findall(re.sub("<[^>]*>", "", markup)))


@pytest.mark.parametrize("sure", [_ARTICLES, _SENTENCES], ids=["articles", "sentences"])
@given(above=_blocks, between=_blocks, below=_blocks, name=st.sampled_from(["", 'id="zoom"', 'class="print"']))
def test_every_character_of_the_texts_own_element_is_read(
    sure: tuple[str, str], above: str, between: str, below: str, name: str
) -> None:
    assume(not any(label in above for label in ("来源", "名称", "发布日期")))  # a table of facts can stand there
    markup = above + sure[0] + between + sure[1] + below
    found = "".join(_HAN.findall(zhize.read(_page(markup, name).encode()).text))
    assert found == _visible(markup)


@given(st.lists(_blocks, max_size=3).map("".join), st.binary(max_size=6), st.integers(0, 2000))
def test_no_page_crashes_the_reader(markup: str, damage: bytes, at: int) -> None:
    page = f"<html><body>{markup}</body></html>".encode()
    with suppress(InputError):  # any other exception fails
        read(page[:at] + damage + page[at:], where="-")


_GROWING = {
    "articles": "<p>第一条　市政府办公室应当报告。</p>",
    "sentences": "<p>市政府办公室应当报告，抄送有关部门。</p>",
    "nesting": "<div>市长，",
    "tables": "<table><tr><td rowspan=9>甲</td><td colspan=9>乙</td></tr></table>",
    "rows": "<tr><td rowspan=1000 colspan=50>甲</td><td>乙</td></tr>",
    "links": "<li><a href=/a>市政府召开会议</a>2023-01-01</li>",
    "headings": "<h2>青石市人民政府会议规则</h2>",
    "open headings": "<h2 class=bt>",
    "labels": "<p>索引号：0001/2023-1 文号：</p>",
    "signs": "：-编辑",
    "hidden": "<p style='display:none'>市政府办公室应当报告。</p>",
}


@pytest.mark.parametrize("name", _GROWING)
def test_the_time_grows_as_the_page(name: str) -> None:
    def work(markup: str) -> None:
        page = f"<html><body><p>{_ARTICLES[0]}<table>{markup}</table></body></html>"
        with suppress(InputError):
            read(page.encode(), where="-")

    assert_linear(work, _GROWING[name])
