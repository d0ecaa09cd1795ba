"""Pages of invented government sites around one document: the layouts of the systems that such sites run on."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

RULES = (Path(__file__).parent / "pages" / "rules.txt").read_text(encoding="utf-8")
NOTICE = "青石市人民政府关于印发青石市人民政府会议工作规则的通知"
NAV = "".join(
    f'<li><a href="/c{number}/">{name}</a></li>'
    for number, name in enumerate(["首页", "走进青石", "政务公开", "政务服务", "互动交流", "专题专栏", "数据开放"])
)
RELATED = "".join(
    f'<li><a href="/art/2023/{number}.html">市政府召开第{number}次常务会议，研究部署近期重点工作。</a>'
    f"<span>2023-03-{number:02}</span></li>"
    for number in range(10, 16)
)
FOOT = (
    "主办：青石市人民政府办公室　承办：青石市大数据局<br>网站标识码：0000000000　云ICP备00000000号　"
    "云公网安备 00000000000000号<br>Copyright © 2023 青石市人民政府 版权所有"
)
SCRIPT = '<script>var a = "<p>第九十九条　不是正文。</p>"; if (a<b && c>d) { document.write("x"); }</script>'


def lines() -> list[str]:
    """Return the lines of the document."""
    return RULES.splitlines()


def paragraphs(line: Callable[[str], str]) -> str:
    """Return the document as markup, a line at a time."""
    return "\n".join(line(each) for each in lines())


def dahan() -> str:
    """大汉: art/Y/M/D/art_栏目_编号.html; a table of labels, the text in #zoom, every paragraph a styled span."""
    table = [
        ("索  引  号", "11370000000000000A/2023-00123"), ("公开方式", "主动公开"),
        ("发布机构", "青石市人民政府"), ("组配分类", "市政府文件"),
        ("文件编号", "青石政发〔2023〕4号"), ("成文日期", "2023-03-28"),
        ("发布日期", "2023-03-30"), ("有 效 性", "有效"),
    ]  # fmt: skip
    rows = "".join(
        f"<tr>{''.join(f'<td><b>{label}：</b></td><td>{value}</td>' for label, value in table[at : at + 2])}</tr>"
        for at in range(0, len(table), 2)
    )
    text = paragraphs(
        lambda line: (
            f'<p style="text-indent:2em"><span style="font-family:仿宋_GB2312"><span lang="EN-US">　　</span>'
            f"{escape(line[:9])}</span><span>{escape(line[9:])}</span></p>"
        )
    )
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="SiteName" content="青石市人民政府"><meta name="ArticleTitle" content="{NOTICE}">
<meta name="PubDate" content="2023-03-30 10:12"><title>青石市人民政府 政府文件 {NOTICE}</title>{SCRIPT}</head><body>
<div class="header"><ul class="nav">{NAV}</ul>
<form><input name="q" value="请输入关键词"><button>搜索</button></form></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/x">政务公开</a> &gt; 政府文件</div>
<table class="xxgk_table">{rows}</table>
<h1>青石市人民政府关于印发青石市人民政府<br>会议工作规则的通知</h1>
<div class="tools">发布日期：2023-03-30　字体：[<a>大</a> <a>中</a> <a>小</a>]　浏览次数：<span id="n">128</span>
<a>打印本页</a></div>
<div id="zoom">{text}</div>
<div class="share">分享到：<a>微信</a><a>微博</a></div><p>扫一扫在手机打开当前页</p>
<div class="related"><h3>相关信息</h3><ul>{RELATED}</ul></div>
<div class="footer">{FOOT}</div></body></html>"""


def jinan() -> str:
    """济南's districts: gongkai/…/doc_….html; the table has values without labels."""
    values = [
        NOTICE, "11370000000000000A/2023-00123", "综合政务", "青石政发〔2023〕4号", "青石市人民政府", "2023-03-28",
        "2023-03-30", "有效",
    ]  # fmt: skip
    cells = "".join(f"<li>{value}</li>" for value in values)
    text = paragraphs(lambda line: f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}</p>")
    return f"""<html><head><meta charset="utf-8"><title>{NOTICE}</title></head><body>
<ul class="topnav">{NAV}</ul><ul class="info">{cells}</ul>
<div class="con"><div class="left"><ul>{RELATED}</ul></div><div class="right"><div class="nr">{text}</div>
<p><a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭窗口</a></p></div></div>
<footer>{FOOT}</footer></body></html>"""


def boda() -> str:
    """博达: info/栏目/编号.htm; an old page whose frame is tables, the text in #vsb_content."""
    labels = [
        ("标题", NOTICE), ("索引号", "11370000000000000A/2023-00123"), ("主题分类", "综合政务"),
        ("发文机关", "青石市人民政府"), ("发文字号", "青石政发〔2023〕4号"), ("成文日期", "2023年03月28日"),
        ("发布日期", "2023年03月30日"), ("统一编号", "QSDR-2023-0010001"), ("效力状态", ""),
    ]  # fmt: skip
    rows = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in labels)
    text = paragraphs(lambda line: f'<p class="vsbcontent_start">{escape(line)}</p>')
    return f"""<HTML><HEAD><META charset=gb2312><TITLE>{NOTICE}-青石市人民政府</TITLE></HEAD><BODY>
<table width="1000"><tr><td><table><tr><td>{NAV.replace("li>", "span>")}</td></tr></table></td></tr><tr><td>
<table class="xxgk">{rows}</table></td></tr><tr><td><form name="_newscontent_fromname">
<div align="center">{NOTICE}</div>
<div>发布时间：2023-03-30　点击数：<script>_showDynClicks()</script></div>
<div id="vsb_content"><div class="v_news_content">{text}</div></div></form></td></tr>
<tr><td>上一条：<a href="1.htm">关于召开全市安全生产会议的通知</a>
下一条：<a href="2.htm">关于公布名单的通知</a></td></tr>
<tr><td>{FOOT}</td></tr></table></BODY></HTML>"""


def trs() -> str:
    """TRS: tYYYYMMDD_编号.html; the facts in one line, the text separated by line breaks."""
    facts = "发文单位：青石市人民政府　成文日期：2023-03-28　发布日期：2023-03-30　发文字号：青石政发〔2023〕4号"
    text = "<br/>\n".join(f"　　{escape(line)}" for line in lines())
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{NOTICE}_青石市政府公报</title></head><body>
<div class="nav"><ul>{NAV}</ul></div><div class="gbinfo">{facts}</div>
<h2 class="title">{NOTICE}</h2><div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2em}}</style>
<div class="Custom_UniteStyle">{text}</div></div>
<p class="pages">年度期数：2023年第3期　总期刊数：210</p><div class="copyright">{FOOT}</div></body></html>"""


def sichuan() -> str:
    """32-digit .shtml: labels and values in a list of definitions; the notice and the rules in boxes of their own."""
    labels = [
        ("索引号", "000000000/2023-00123"), ("公文种类", "通知"), ("发布机构", "青石市人民政府"),
        ("成文日期", "2023-03-28"), ("发布日期", "2023-03-30"), ("文　　号", "青石政发〔2023〕4号"),
        ("有效性", "有效"), ("废止日期", "2028-04-30"),
    ]  # fmt: skip
    pairs = "".join(f"<dt>{label}：</dt><dd>{value}</dd>" for label, value in labels)
    parts = re.split(r"(?=^第.章)", RULES, flags=re.MULTILINE)
    boxes = "".join(
        f"<section>{''.join(f'<div>{escape(line)}</div>' for line in part.splitlines())}</section>" for part in parts
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{NOTICE}</title></head><body>
<header><nav><ul>{NAV}</ul></nav></header><main><aside><h3>热点</h3><ul>{RELATED}</ul></aside>
<dl class="attr">{pairs}</dl><article><h1>{NOTICE}</h1><div id="contentText">{boxes}</div></article></main>
<footer><p>{FOOT}</p></footer></body></html>"""


def old() -> str:
    """An old static page: one cell with everything, no labels, breaks in the source within words."""
    text = "<br>".join("&nbsp;&nbsp;&nbsp;&nbsp;" + escape(line[:20]) + "\n" + escape(line[20:]) for line in lines())
    return (
        f'<html><head><title>206</title></head><body bgcolor="#ffffff"><table><tr><td><font size=3>{text}</font></td>'
        f'</tr></table><p align=center><a href="index.html">返回首页</a></p></body></html>'
    )


LAYOUTS = {"dahan": dahan, "jinan": jinan, "boda": boda, "trs": trs, "sichuan": sichuan, "old": old}
