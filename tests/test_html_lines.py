"""Lines of saved pages: what a browser shows of the text is read, what the site puts around or in it is not."""

from __future__ import annotations

import pytest
from published import FOOT, MENU

import zhize
from zhize.errors import InputError

_ARTICLES = "<p>第一条　县长召集会议。</p><p>第二条　副县长协助县长工作。</p>"
_READ = "第一条　县长召集会议。\n第二条　副县长协助县长工作。"
_SENTENCES = (
    "<p>市政府办公室应当在三日内向市政府报告办理情况，并抄送有关部门。</p>"
    "<p>各部门应当按照要求做好衔接，逾期不报告的，予以通报批评。</p>"
)
_SPOKEN = "\n".join(_SENTENCES.removeprefix("<p>").removesuffix("</p>").split("</p><p>"))
_ALONE = "<p>市政府办公室应当在三日内报告办理情况，抄送有关部门和各县，逾期不报告的，予以通报批评，并取消资格。</p>"


def _page(markup: str, title: str = "青石市人民政府") -> bytes:
    body = f'<ul class="nav">{MENU}</ul><div class="box">{markup}</div><div>{FOOT}</div>'
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<pre>第一条　甲应当办。\n<b>第二条</b>　乙应当办。\r\n第三条　丙。</pre>",
         "第一条　甲应当办。\n第二条　乙应当办。\n第三条　丙。"),
        ("<div style='white-space: pre-wrap'>第一条　甲应当办。\n第二条　乙应当办。</div>",
         "第一条　甲应当办。\n第二条　乙应当办。"),
        ("<xmp>第一条　甲应当办。\n第二条　乙应当办。</xmp>", "第一条　甲应当办。\n第二条　乙应当办。"),
        ("第一条　甲。<br>&nbsp;<br>　　（一）子；<br/>（二）丑。<br>第二条　乙。",
         "第一条　甲。\n（一）子；\n（二）丑。\n第二条　乙。"),
        ("<p>&emsp;&ensp;第一条&emsp;甲&nbsp;应当办。</p><p>&thinsp;第二条&#12288;乙。</p>",
         "第一条\u2003甲\xa0应当办。\n第二条　乙。"),
        ("<p>\u200b第一条　县长召集会\ufeff议。</p><p>\ufeff第二条　乙。</p>",
         "\u200b第一条　县长召集会\ufeff议。\n\ufeff第二条　乙。"),
        ("<p>第<span>一</span>条　甲。</p><p>第 二 条　乙。</p><p>第３条　丙。</p>",
         "第一条　甲。\n第 二 条　乙。\n第３条　丙。"),
    ],
    ids=["pre", "white-space", "xmp", "br", "blanks", "zero width", "labels"],
)  # fmt: skip
def test_a_line_ends_where_a_browser_ends_it(markup: str, text: str) -> None:
    assert zhize.read(_page(markup)).text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ol><li><p>甲；</p></li><li><p>乙。</p><p>丙。</p></li></ol>", "1. 甲；\n2. 乙。\n丙。"),
        ("<ol><li></li></ol><p>丁。</p>", "丁。"),
        ("<ol><li>甲：<ol type=a><li>子；</ol><li><ol><li>孙。</ol></ol>", "1. 甲：\na. 子；\n2. 1. 孙。"),
        ("<dl><dt>议题</dt><dd>提请讨论的事项。</dd></dl>", "议题\n提请讨论的事项。"),
    ],
)
def test_the_numbers_of_items_stand_where_a_browser_shows_them(markup: str, text: str) -> None:
    assert zhize.read(_page(f"<p>第一条　下列：</p>{markup}")).text == f"第一条　下列：\n{text}"


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ("<tr><td rowspan=2>会议</td><td>全体</td><td>每年</td></tr><tr><td>常务</td><td>每月</td></tr>",
         "会议\t全体\t每年\n\t常务\t每月"),
        ("<tr><td colspan=2>合计</td><td>3</td></tr><tr><td>甲</td><td>乙</td><td>丙</td></tr>",
         "合计\t\t3\n甲\t乙\t丙"),
        ("<tr><td colspan=2>会议统计表</td></tr><tr><td>甲</td><td>1</td></tr>", "会议统计表\n甲\t1"),
        ("<tr><td rowspan=x colspan=-3>甲</td><td rowspan=0>1</td></tr><tr><td>乙</td><td>2</td></tr>",
         "甲\t1\n乙\t2"),
        ("<tr><th>文件名称</th><th>文号</th></tr><tr><td>会议制度</td><td>青政〔2020〕1号</td></tr>",
         "文件名称\t文号\n会议制度\t青政〔2020〕1号"),
        ("<tr><td>2021</td><td>35</td></tr><tr><td>2022</td><td>40</td></tr>", "2021\t35\n2022\t40"),
    ],
    ids=["high", "wide", "whole row", "no number", "labels of a site", "figures"],
)  # fmt: skip
def test_the_cells_of_an_annex_stay_in_their_columns(rows: str, text: str) -> None:
    source = zhize.read(_page(f"{_ARTICLES}<p>附件</p><table>{rows}</table>"))
    assert source.text == f"{_READ}\n附件\n{text}"
    assert source.facts == ()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"{_ARTICLES}<p>附件：<a href='1.docx'>1.申报表</a></p><p><a href='2.docx'>附件2.汇总表</a></p>",
         f"{_READ}\n附件：1.申报表\n附件2.汇总表"),
        (f"{_ARTICLES}<p>附件</p><p>1.注册</p><p>（2）下载</p><p>三、打印</p>",
         f"{_READ}\n附件\n1.注册\n（2）下载\n三、打印"),
        (f"{_SENTENCES}<p><a href='/1'>1.《会议制度》</a></p><p><a href='/2'>2.《值班制度》</a></p>",
         f"{_SPOKEN}\n1.《会议制度》\n2.《值班制度》"),
        (f"{_ARTICLES}<p>本规则文本版权所有归市政府。</p>", f"{_READ}\n本规则文本版权所有归市政府。"),
        (f"{_ARTICLES}<p>附件</p><p>主办单位：市政府办公室</p><p>来源：各乡镇</p><p>审核：</p>",
         f"{_READ}\n附件\n主办单位：市政府办公室\n来源：各乡镇\n审核："),
        (f"{_ARTICLES}<p>青石市人民政府</p><p>2023-03-28</p>", f"{_READ}\n青石市人民政府\n2023-03-28"),
        (f"<p><a href='#a'>第一章　总则</a></p>{_ARTICLES}", f"第一章　总则\n{_READ}"),
        ("<p><a name=a>第一条　甲。</a></p><p><a name=b></a>第二条　乙。</p><p><a name=c>青石市政府</a></p>",
         "第一条　甲。\n第二条　乙。\n青石市政府"),
        (f"<p>关于报告的批复</p>{_ALONE}<p>打印</p><p>青石市人民政府</p>",
         f"关于报告的批复\n{_ALONE[3:-4]}\n青石市人民政府"),
        (f"<section><h3>报告</h3>{_SENTENCES}</section><section><h3>附则</h3><p>自印发之日起施行。</p></section>",
         f"报告\n{_SPOKEN}\n附则\n自印发之日起施行。"),
        (f"<div class='print'><h1>关于报告的决定</h1>{_SENTENCES}</div>", f"关于报告的决定\n{_SPOKEN}"),
    ],
    ids=[
        "annexes", "items", "list of texts", "rights", "labels", "date", "contents", "anchors", "button within",
        "sections", "name of noise",
    ],
)  # fmt: skip
def test_no_line_of_the_text_is_taken_for_the_site(markup: str, text: str) -> None:
    assert zhize.read(_page(markup)).text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<div>{_ARTICLES}</div><p>附件【<a href='1.docx'>规则.docx</a>】已下载12次</p>", _READ),
        (f"<div>{_ARTICLES}</div><p>2023-03-30 10:12 来源： 点击：</p>", _READ),
        (f"<div>{_ARTICLES}</div><p>【<a href='/j'>我要纠错</a>】责任编辑：王某</p>", _READ),
        (f"<p>市长主持会议，部署工作，要求落实。<a href='/1'>[详细]</a></p><div>{_SENTENCES}</div>", _SPOKEN),
        (f"<div>内容概述：对报告的时限作了规定，明确了要求，取消了资格。</div><div>{_SENTENCES}</div>", _SPOKEN),
    ],
    ids=["downloads", "date and labels", "editor", "beginning of a report", "summary"],
)
def test_no_line_of_the_site_is_taken_for_the_text(markup: str, text: str) -> None:
    assert zhize.read(_page(markup)).text == text


def test_a_label_without_a_value_does_not_take_the_first_line_of_the_text() -> None:
    source = zhize.read(_page(f"<p>文号：青政〔2023〕4号</p><p>废止日期：</p><div><p>会议规则</p>{_ARTICLES}</div>"))
    assert source.text == f"会议规则\n{_READ}"
    assert [(fact.name, fact.value) for fact in source.facts] == [("doc_number", "青政〔2023〕4号")]


@pytest.mark.parametrize("above", ["<h1>会议规则</h1>", "<center><b>青石市会议规则</b></center>"])
def test_the_heading_of_the_page_is_said_once(above: str) -> None:
    name = "会议规则" if "h1" in above else "青石市会议规则"
    assert zhize.read(_page(f"{above}<div><p>{name}</p>{_ARTICLES}</div>")).text == f"{name}\n{_READ}"


def test_a_heading_that_an_article_repeats_in_a_sentence_stays() -> None:
    text = zhize.read(_page("<h1>工作规则</h1><p>第一条　制定本工作规则。</p><p>第二条　乙。</p>")).text
    assert text == "工作规则\n第一条　制定本工作规则。\n第二条　乙。"


def test_a_body_that_heads_a_text_and_signs_it_stays_in_both_places() -> None:
    notice = (
        "<h2>青石市人民政府</h2><h2>关于印发会议规则的通知</h2><p>现予印发。</p><p>青石市人民政府</p><p>会议规则</p>"
    )
    lines = "青石市人民政府\n关于印发会议规则的通知\n现予印发。\n青石市人民政府\n会议规则"
    assert zhize.read(_page(f"<div id='zoom'>{notice}{_ARTICLES}</div>")).text == f"{lines}\n{_READ}"


def test_a_heading_that_is_a_picture_is_read_if_the_page_is_called_so() -> None:
    markup = f"<h1><img alt='青石市会议规则'></h1><ul><li><a href=/>打印</a></li></ul><div>{_ARTICLES}</div>"
    assert zhize.read(_page(markup, "青石市会议规则_青石市")).text == f"青石市会议规则\n{_READ}"


def test_a_box_that_its_name_calls_the_title_keeps_its_lines() -> None:
    lines = [f"第{number}条　市政府办公室应当在三日内向市政府报告办理情况。" for number in "一二三四"]
    assert zhize.read(_page(f"<div class='title'>{'<br>'.join(lines)}</div>")).text == "\n".join(lines)


@pytest.mark.parametrize("style", ["display:none", "visibility: hidden"])
def test_a_text_that_a_script_shows_is_found_beside_news_that_are_seen(style: str) -> None:
    news = f"<div>{_SENTENCES}</div>"
    articles = "".join(f"<p>第{number}条　市政府办公室应当按照规定办理有关事项。</p>" for number in "一二三四五")
    text = zhize.read(_page(f"<div style='{style}'>{articles}</div>{news}")).text
    assert text.startswith("第一条　市政府办公室")
    assert text.count("\n第") == 4


def test_a_text_behind_the_end_of_the_page_is_read() -> None:
    page = "<html><body><p>第一条　甲应当办。</p></body></html>\n<p>第二条　乙应当办。</p><html><p>第三条　丙。</p>尾"
    assert zhize.read(page.encode()).text == "第一条　甲应当办。\n第二条　乙应当办。\n第三条　丙。\n尾"


def test_a_text_in_a_frame_is_refused_with_its_address() -> None:
    with pytest.raises(InputError) as raised:
        zhize.read(_page("<h1>通知</h1><iframe src='about:blank'></iframe><iframe src='/art/206.html'></iframe>"))
    assert str(raised.value) == (
        "-: holds no text of its own but shows /art/206.html in a frame; open that address, and save it"
    )


def test_a_reading_of_a_document_is_not_taken_for_it() -> None:
    reading = "<h3>政策解读</h3><p>一、背景</p><p>原规定已不适应需要。</p><p>二、内容</p><p>规定共五章。</p>"
    assert zhize.read(_page(f"<div id='zoom'>{_SENTENCES}</div><div>{reading}</div>")).text == _SPOKEN
