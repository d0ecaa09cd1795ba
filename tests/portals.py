"""Pages of invented sites as the systems of government sites build them today, around any document of `published`."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from published import BAR, COMMENTS, COOKIES, CRUMBS, ENGLISH, FOOT, LINKS, MENU, NEWS, READING, SCRIPT

if TYPE_CHECKING:
    from published import Published

_STYLE = 'style="text-indent: 2em; line-height: 2; font-family: 仿宋_GB2312; font-size: 16pt"'


def _page(body: str, title: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{head}{SCRIPT}</head>\n'
        f"<body>{body}</body></html>"
    )


def dahan_2022(document: Published) -> str:
    """大汉, new: a bar for people who see badly, the table over the heading, comments and readings below."""
    pairs = [
        ("索&nbsp;引&nbsp;号", document.index_number), ("公开方式", "主动公开"), ("发布机构", document.issuer),
        ("组配分类", "行政规范性文件"), ("文件编号", document.doc_number), ("成文日期", document.written),
        ("发布日期", document.published), ("失效日期", ""), ("有&nbsp;效&nbsp;性", document.validity),
    ]  # fmt: skip
    cells = "".join(f'<div class="col"><b>{label}：</b><span>{value}</span></div>' for label, value in pairs)
    text = document.markup(lambda line: f"<p {_STYLE}><span {_STYLE}>{escape(line)}</span></p>", untitled=True)
    body = f"""<div id="barrierfree_container"><div class="wza-bar">{BAR}</div><div class="top"><ul>{MENU}</ul></div>
<div class="wz">{CRUMBS}</div><div class="main clearfix"><div class="xxgk-info">{cells}</div>
<div class="art-title">{document.title}</div>
<div class="art-info"><span>信息来源：{document.issuer}</span><span>发布日期：{document.published}</span>
<span>浏览次数：<i>1289</i></span><span>字号：[<a>大</a><a>中</a><a>小</a>]</span></div>
<div class="art-con" id="zoom">{SCRIPT}<div class="ueditor">{text}</div></div>
<div class="art-share"><span>分享：</span><a>微信</a><a>微博</a></div>
<div class="xgjd">{READING}</div><div class="xgwj"><h3>相关文件</h3><ul>{LINKS}</ul></div><div>{COMMENTS}</div></div>
<div class="bottom">{FOOT}</div></div><div class="ck">{COOKIES}</div>"""
    metas = f'<meta name="ArticleTitle" content="{document.title}"><meta name="ContentSource" content="市政府办公室">'
    return _page(body, f"青石市人民政府 政府文件 {document.title}", metas)


def central(document: Published) -> str:
    """A template of the central government: a table of four columns, the text in #UCAP-CONTENT, related items below."""
    rows = [
        ("索 引 号：", document.index_number, "主题分类：", "综合政务\\其他"),
        ("发文机关：", document.issuer, "成文日期：", document.written),
        ("标　　题：", document.title, "", ""),
        ("发文字号：", document.doc_number, "发布日期：", document.published),
        ("主 题 词：", "", "", ""),
    ]
    table = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" if at % 2 else f"<td><b>{cell}</b></td>" for at, cell in enumerate(row))
        for row in rows
    )
    text = document.markup(lambda line: f'<p style="text-indent: 2em">{escape(line)}</p>')
    body = f"""<div class="header"><ul>{MENU}</ul></div><div class="BreadcrumbNav">{CRUMBS}
<div class="pcewm">【字体：<span>大</span> <span>中</span> <span>小</span>】<a>打印</a></div></div>
<table class="bd1"><tbody>{table}</tbody></table><table><tr><td class="b12c" id="UCAP-CONTENT">{text}</td></tr>
</table>
<div class="editor"><span><a href="/jiucuo">【我要纠错】</a></span><span class="zrbj">责任编辑：王某</span></div>
<div id="div_div"><div id="qr_container">扫一扫在手机打开当前页</div></div>
<div class="xg-list"><div class="pannel-title">相关稿件</div><ul>{LINKS}</ul></div><div class="footer">{FOOT}</div>"""
    return _page(body, f"{document.title}_青石市人民政府_政策文件")


def vsb_9(document: Published) -> str:
    """博达 VSB 9: the facts in a list, the text in a form, the annexes and neighbours below it."""
    facts = (
        f"<li>标　　题：{document.title}</li><li>索 引 号：{document.index_number}</li>"
        f"<li>发文机关：{document.issuer}</li><li>发文字号：{document.doc_number}</li>"
        f"<li>成文日期：{document.written}</li><li>发布日期：{document.published}</li>"
        f"<li>效力状态：{document.validity}</li>"
    )
    text = document.markup(lambda line: f'<p class="vsbcontent_start"><span>{escape(line)}</span></p>')
    body = f"""<div class="head"><ul>{MENU}</ul></div><div class="ny-right"><div class="weizhi">{CRUMBS}</div>
<ul class="gk-list">{facts}</ul><form name="_newscontent_fromname"><div class="nr-title"><h2>{document.title}</h2>
<h5>发布时间：{document.published}　作者：　来源：市政府办公室　浏览次数：<span id="dynclicks">56</span>次</h5></div>
<div id="vsb_content_2"><div class="v_news_content">{text}</div></div><p></p><div id="div_vote_id"></div>
<p>【<a href="#" onclick="window.print()">打印本页</a>】 【<a href="javascript:close()">关闭窗口</a>】</p>
<p>上一条：<a href="1201.htm">关于召开全市安全生产会议的通知</a></p>
<p>下一条：<a href="1203.htm">关于公布名单的通知</a></p></form></div>
<div class="side">{NEWS}</div><div class="foot">{FOOT}</div>"""
    return _page(body, f"{document.title}-青石市人民政府")


def district(document: Published) -> str:
    """济南's districts: values in cells without labels, a column of news beside the text."""
    values = [
        document.title, document.index_number, "综合政务", document.doc_number, document.issuer, document.written,
        document.published, document.validity,
    ]  # fmt: skip
    rows = "".join(
        f"<tr><td>{first}</td><td>{second}</td></tr>" for first, second in zip(values[::2], values[1::2], strict=True)
    )
    text = document.markup(lambda line: f"<p>&emsp;&emsp;{escape(line)}</p>", untitled=True)
    body = f"""<div class="gk-top"><ul>{MENU}</ul></div><div class="flex"><div class="aside-l">{NEWS}</div>
<div class="gk-main"><table class="doc-attr">{rows}</table><h1>{document.title}</h1><div class="doc-body">{text}</div>
<div class="btns"><a href="javascript:print()">打印</a><a href="javascript:close()">关闭</a></div></div>
</div>{FOOT}"""
    return _page(body, document.title)


def openness(document: Published) -> str:
    """安徽's platform: two labels and values a row, an empty one for what is not known, a picker of colours."""
    rows = [
        ("索 引 号：", document.index_number, "组配分类：", "政府规章和规范性文件"),
        ("发布机构：", document.issuer, "主题分类：", "综合政务 / 公民 / 通知"),
        ("名　　称：", document.title, "文　　号：", document.doc_number),
        ("生成日期：", document.written, "发布日期：", document.published),
        ("有 效 性：", document.validity, "关 键 词：", ""),
        ("生效时间：", "", "废止时间：", ""),
    ]
    table = "".join(
        "<tr>" + "".join(f"<t{'hd'[at % 2]}>{cell}</t{'hd'[at % 2]}>" for at, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    text = document.markup(lambda line: f"<p>　　{escape(line)}</p>")
    body = f"""<div class="gkhead"><ul>{MENU}</ul></div><div class="gk_left"><ul>{LINKS}</ul></div>
<div class="gk_right"><table class="table_suoyin" width="100%">{table}</table>
<div class="contentbox"><h1 class="newstitle">{document.title}</h1>
<div class="newsinfo">发布时间：{document.published} 10:21　来源：{document.issuer}　阅读次数：<i id="hits">310</i>
字体：【<a>大</a>　<a>中</a>　<a>小</a>】　背景色：<a></a><a></a>　保护视力色：<a></a></div>
<div class="j-fontContent gongkai_wz">{text}</div>
<div class="bdshare">扫一扫在手机打开当前页 <span>分享到：</span><a>微信</a></div></div></div>
<div class="clear"></div>{FOOT}{ENGLISH}"""
    return _page(body, f"{document.title}_青石市人民政府信息公开")


def gkmlpt(document: Published) -> str:
    """广东's platform: the same document in a script as data and on the page, every tag marked by a framework."""
    data = {"title": document.title, "content": document.markup(lambda line: f"<p>{escape(line)}</p>")}
    pairs = [
        ("索引号:", document.index_number), ("分类:", "综合政务、通知"), ("发布机构:", document.issuer),
        ("成文日期:", document.written), ("名称:", document.title), ("文号:", document.doc_number),
        ("发布日期:", document.published), ("主题词:", ""),
    ]  # fmt: skip
    cells = "".join(
        f'<td data-v-1 class="label">{label}</td><td data-v-1><span data-v-1>{value}</span></td>'
        + ("</tr><tr data-v-1>" if at % 2 else "")
        for at, (label, value) in enumerate(pairs)
    )
    text = document.markup(lambda line: f'<p data-v-1 style="text-align: justify;">　　{escape(line)}</p>')
    config = f"<script>window._CONFIG = {{DETAIL: {json.dumps(data, ensure_ascii=False)}}};</script>"
    body = f"""<div id="app"><div class="nav-bar" data-v-1><ul>{MENU}</ul></div>
<div class="classify" data-v-1><table data-v-1><tbody><tr data-v-1>{cells}</tr></tbody></table></div>
<div class="content" data-v-1><h1 class="title document-number" data-v-1>{document.title}</h1>
<div class="date-row" data-v-1>发布日期：{document.published} 浏览次数：<span>-</span></div>
<div class="article-content" data-v-1>{text}</div></div>
<div class="share" data-v-1>分享到：</div><div class="pageFooter" data-v-1>{FOOT}</div></div>{config}"""
    return _page(body, document.title)


def sichuan(document: Published) -> str:
    """A .shtml page: remains of server-side includes, an element that no standard knows, news beside the text."""
    facts = "".join(
        f"<p><span>{label}：</span><span>{value}</span></p>"
        for label, value in (
            ("索引号", document.index_number), ("公文种类", "通知"), ("发布机构", document.issuer),
            ("成文日期", document.written), ("发布日期", document.published), ("文　　号", document.doc_number),
            ("有 效 性", document.validity), ("废止日期", ""),
        )
    )  # fmt: skip
    text = document.markup(lambda line: f"<div>{escape(line)}</div>")
    body = f"""<!--#include virtual="/include/top.html"--><div class="gnav">{MENU}</div>
<div class="hot-news">{NEWS}</div><div class="index-attr">{facts}</div>
<div class="wenz"><ucaptitle>{document.title}</ucaptitle><UCAPCONTENT>{text}</UCAPCONTENT></div>
<div class="info_ewm">扫一扫在手机打开当前页</div>
<div class="tips">温馨提示：您即将离开本网站，是否继续访问？<a>取消</a><a>确定</a></div>
<!--#include virtual="/foot.html"-->{FOOT}"""
    return _page(body, f"{document.title} - 青石市人民政府")


def mobile(document: Published) -> str:
    """The edition for telephones: the facts folded, buttons fixed to the foot of the screen."""
    facts = f"""<details><summary>基本信息</summary><p><em>索引号</em><span>{document.index_number}</span></p>
<p><em>发布机构</em><span>{document.issuer}</span></p><p><em>文号</em><span>{document.doc_number}</span></p>
<p><em>成文日期</em><span>{document.written}</span></p><p><em>发布日期</em><span>{document.published}</span></p>
</details>"""
    text = document.markup(lambda line: f"<p>{escape(line)}</p>", untitled=True)
    body = f"""<header class="m-header"><a href="javascript:history.back()">返回</a><b>政府文件</b></header>
<section class="m-art"><h2>{document.title}</h2><p class="m-info">
<time>{document.published}</time> <span>来源：{document.issuer}</span></p>
{facts}<article class="m-text">{text}</article></section><section class="m-rel"><h3>相关推荐</h3>{NEWS}</section>
<div class="m-bar"><a>分享</a><a>收藏</a><a>评论</a><a>返回顶部</a></div><footer>{FOOT}</footer>"""
    return _page(body, document.title, '<meta name="viewport" content="width=device-width">')


def columns(document: Published) -> str:
    """Three columns: a tree of the catalogue, the text with readings and a box of questions, news in sentences."""
    text = document.markup(lambda line: f"<p {_STYLE}>{escape(line)}</p>", untitled=True)
    body = f"""<div class="w1200"><ul>{MENU}</ul></div><div class="row"><div class="c1"><h3>信息公开目录</h3>
<ul><li><a>机构职能</a></li><li><a>政策文件</a></li><li><a>规划计划</a></li><li><a>统计信息</a></li></ul></div>
<div class="c2"><h1>{document.title}</h1><div class="mbx">{CRUMBS}</div>
<div class="xx">文号：{document.doc_number}　发布机构：{document.issuer}　成文日期：{document.written}</div>
<div class="zw">{text}</div><div class="box"><h4>相关解读</h4>
<p>市司法局就规则答记者问：规则突出务实，明确了会议的次数和规模。</p></div>
<div class="box"><h4>常见问题</h4><p>问：规则何时施行？</p><p>答：自印发之日起施行，此前的规定同时废止。</p></div>
</div>
<div class="c3"><h3>今日要闻</h3>{NEWS}<h3>公告</h3><p>因系统维护，本网站将于4月8日凌晨暂停服务，敬请谅解。</p>
</div></div>{FOOT}"""
    return _page(body, f"{document.title}|青石市人民政府")


def below(document: Published) -> str:
    """The table stands below the text, between it and the comments."""
    text = document.markup(lambda line: f'<p align="{"right" if line.endswith("日") else "left"}">{escape(line)}</p>')
    facts = "".join(
        f"<dt>{label}</dt><dd>{value}</dd>"
        for label, value in (
            ("索引号", document.index_number), ("发布机构", document.issuer), ("文号", document.doc_number),
            ("成文日期", document.written), ("发布日期", document.published), ("有效性", document.validity),
        )
    )  # fmt: skip
    body = f"""<nav><ul>{MENU}</ul></nav><div class="container"><div class="doc">{text}</div>
<dl class="meta">{facts}</dl><div class="com">{COMMENTS}</div><div class="rss">
<p>订阅本栏目，请复制RSS地址到阅读器。</p></div></div>
<div class="ft">{FOOT}{ENGLISH}</div>"""
    return _page(body, f"{document.title}")


PORTALS = (dahan_2022, central, vsb_9, district, openness, gkmlpt, sichuan, mobile, columns, below)
