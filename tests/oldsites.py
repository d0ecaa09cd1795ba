"""Pages of invented sites as they were built years ago, exported by Word, saved by a browser or made for printing."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from published import CRUMBS, FOOT, LINKS, MENU, NEWS, SCRIPT

if TYPE_CHECKING:
    from published import Published


def dahan_2012(document: Published) -> str:
    """大汉, old: tables in tables, the text between two comments in a cell."""
    rows = "".join(
        f'<tr><td class="bt_link" align="right">{label}：</td><td>{value}</td></tr>'
        for label, value in (
            ("索 引 号", document.index_number), ("公开方式", "主动公开"), ("发布机构", document.issuer),
            ("文件编号", document.doc_number), ("成文日期", document.written), ("有 效 性", document.validity),
        )
    )  # fmt: skip
    text = document.markup(lambda line: f"<P align=left><FONT face=仿宋_GB2312 size=4>　　{escape(line)}</FONT></P>")
    return f"""<html><head><META http-equiv=Content-Type content="text/html; charset=gb2312">
<title>青石市人民政府 政府文件 {document.title}</title></head><body><table width=990 align=center><tr><td>
<table width="100%"><tr><td>{MENU.replace("li>", "b>")}</td></tr></table></td></tr><tr><td><table width="100%"><tr>
<td width=220 valign=top><ul>{LINKS}</ul></td><td valign=top><table class="xxgk">{rows}</table>
<table id="article" width="100%"><tr><td class="title" align=center>
<!--<$[标题名称(html)]>begin-->{document.title}<!--<$[标题名称(html)]>end--></td></tr>
<tr><td align=center>发布日期：<!--<$[信息时间]>begin-->{document.published}<!--<$[信息时间]>end-->　浏览次数：{SCRIPT}
字体：[ <a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a>
<a href="javascript:doZoom(14)">小</a> ]</td></tr>
<tr><td class="bt_content"><div id="zoom"><!--<$[信息内容]>begin-->{text}<!--<$[信息内容]>end--></div></td></tr>
<tr><td align=right>[ <a href="javascript:window.print()">打印本页</a> ]
[ <a href="javascript:window.close()">关闭窗口</a> ]
</td></tr></table></td></tr></table></td></tr><tr><td>{FOOT}</td></tr></table></body></html>"""


def gazette(document: Published) -> str:
    """TRS, a gazette: the contents of the issue beside the text, the issue in the facts."""
    text = document.markup(lambda line: f"<p align=justify>　　{escape(line)}</p>")
    contents = "".join(
        f'<tr><td>·</td><td><a href="./t2023_{at}.html">关于印发第{at}号文件的通知</a></td><td>……{at}</td></tr>'
        for at in range(1, 8)
    )
    return f"""<html><head><meta charset="utf-8"><title>{document.title}_青石市人民政府公报</title></head><body>
<div class="nav"><ul>{MENU}</ul></div><div class="gb"><div class="gb_l"><h3>2023年第3期 目录</h3>
<table>{contents}</table></div><div class="gb_r"><div class="gb_info"><span>年度期数：2023年第3期</span>
<span>总期刊数：210</span><span>发文单位：{document.issuer}</span><span>发文字号：{document.doc_number}</span>
<span>成文日期：{document.written}</span><span>发布日期：{document.published}</span></div><h2>{document.title}</h2>
<div class=TRS_Editor><style type="text/css">.TRS_Editor P{{margin-top:0}}</style>
<div class=TRS_PreAppend style="OVERFLOW-X: hidden">{text}</div></div>
<div class="fj">附件下载：<a href="./P020230330.docx">规则.docx</a></div></div></div>
<div class="copyright">{FOOT}</div>
</body></html>"""


def asp(document: Published) -> str:
    """An ASP page: fonts, one cell with all of the text, an empty line between paragraphs."""
    text = document.markup(lambda line: f"&nbsp;&nbsp;&nbsp; {escape(line)}", between="<BR><BR>\r\n")
    return f"""<HTML><HEAD><TITLE>政府文件</TITLE></HEAD><BODY bgColor=#ffffff topMargin=0>
<TABLE cellSpacing=0 width=778 align=center><TR><TD>
<A href="index.asp">首页</A> | <A href="list.asp?id=2">政府文件</A> |
<A href="book.asp">留言板</A></TD></TR><TR><TD><TABLE><TR><TD width=160>{NEWS}</TD><TD vAlign=top>
<CENTER><FONT color=#ff0000 size=5><B>{document.title}</B></FONT></CENTER>
<CENTER>发布时间：{document.published}　点击数：<SCRIPT src="count.asp?id=206"></SCRIPT></CENTER><HR>
<TABLE width="100%"><TR><TD class=p14><FONT size=3>{text}</FONT></TD></TR></TABLE>
<P align=right>【<A href="javascript:window.print()">打印</A>】【<A href="#top">返回顶部</A>】</P></TD></TR></TABLE>
</TD></TR>
<TR><TD align=middle>{FOOT}</TD></TR></TABLE></BODY></HTML>"""


def php(document: Published) -> str:
    """A PHP page: paragraphs that nobody closes, breaks of the source within sentences."""
    text = document.markup(lambda line: "<p>&nbsp;&nbsp;" + re.sub("([，；、])", "\\1\n", escape(line)))
    return f"""<html><head><title>{document.title}</title></head><body><div id=top>{MENU}</div>
<div id=path>您现在的位置： <a href=/>首页</a> >> 正文</div><h3 align=center>{document.title}</h3>
<div align=center>2023-03-30 10:12:33 来源： 点击：</div><div id=nr>{text}</div>
<p>上一篇：<a href=show.php?id=205>关于春节放假的通知</a><p>下一篇：没有了<div id=bottom>{FOOT}</div></body></html>"""


def word(document: Published) -> str:
    """A page that Word exported: a span for every few characters, numbers as lists, dates as smart tags."""

    def paragraph(line: str) -> str:
        label = re.match(r"（[一二三四五六七八九十]）|[0-9]\.", line)
        number = ""
        if label is not None:
            number = (
                "<![if !supportLists]><span lang=EN-US style='mso-fareast-font-family:仿宋'><span style='mso-list:\n"
                f"Ignore'>{label[0]}<span style='font:7.0pt \"Times New Roman\"'></span></span></span><![endif]>"
            )
            line = line[label.end() :]
        spans = "".join(f"<span style='font-size:16.0pt'>{escape(part)}</span>" for part in re.findall(".{1,3}", line))
        dated = re.sub(
            r"^((?:<span[^>]*>)?[12][0-9]{3}.*日</span>)$",
            r'<st1:chsdate w:st="on" IsROCDate="False" Day="28" Month="3" Year="2023">\1</st1:chsdate>',
            spans,
        )
        return (
            f"<p class=MsoNormal style='text-indent:32.0pt;mso-list:l0 level1 lfo1'>{number}{dated}"
            "<span lang=EN-US style='font-size:16.0pt'><o:p></o:p></span></p>\n"
        )

    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:st1="urn:schemas-microsoft-com:office:smarttags"
xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 11"><title>{document.title}</title><!--[if gte mso 9]><xml>
<o:DocumentProperties><o:Author>办公室</o:Author></o:DocumentProperties></xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {{font-family:宋体;}} p.MsoNormal {{margin:0cm;}} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'>
<div class=Section1 style='layout-grid:15.6pt'>{document.markup(paragraph)}
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p></div></body></html>"""


def saved(document: Published) -> str:
    """A page that a browser saved with all its parts: absolute links, hidden boxes, what a script had written."""
    text = document.markup(
        lambda line: (
            f'<p style="text-indent: 2em;"><strong></strong>{escape(line)}<span style="display:none">防伪码</span></p>'
        )
    )
    return f"""<!DOCTYPE html>
<!-- saved from url=(0058)http://www.qingshi.gov.cn/art/2023/3/30/art_1001_206.html -->
<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>{document.title}</title>
<link rel="stylesheet" href="./规则_files/style.css"><script src="./规则_files/jquery.min.js.下载"></script></head>
<body><div class="wrap"><ul>{MENU.replace('href="/', 'href="http://www.qingshi.gov.cn/')}</ul>
<img src="./规则_files/logo.png" alt="青石市人民政府门户网站"><div class="wzy"><div class="wzy-tit">
<span>{document.title}</span></div>
<div class="wzy-info">来源：{document.issuer} 发布时间：{document.published} 访问量：<span id="hits">1,024</span>
<a href="javascript:;">收藏</a> <a href="javascript:;">打印</a></div><div class="wzy-con">{text}</div></div>
<div class="-mob-share-ui" style="display: none;"><ul><li>微信</li><li>朋友圈</li></ul></div>
<div id="qrcode" title="http://www.qingshi.gov.cn/art/206.html"><canvas></canvas><p>扫码在手机上阅读</p>
</div>{FOOT}</div>
<div id="translate-tip" hidden>翻译此页面</div></body></html>"""


def printed(document: Published) -> str:
    """print.html: the text, a line on where and when it was printed, and nothing else."""
    text = document.markup(lambda line: f"<p>{escape(line)}</p>")
    return f"""<html><head><meta charset="utf-8"><title>打印_{document.title}</title></head>
<body onload="window.print()">
<div class="noprint"><a href="javascript:print()">打印</a> <a href="javascript:close()">关闭</a></div>
<div class="print-head">来源：青石市人民政府网站　打印时间：2023-04-01</div><div id="printContent">{text}</div>
</body></html>"""


def breaks(document: Published) -> str:
    """A text of breaks alone, a box for each sheet, the signature in a division to the right."""
    text = document.markup(lambda line: f"\n      {escape(line)}", between="<br />")
    sheets = f'<div class="sheet">{text.replace("。<br />", "。</div><div class=sheet>", 9)}</div>'
    return f"""<html><head><meta charset="utf-8"><title>{document.title}</title></head><body>
<div class="t">{CRUMBS}</div>
<div class="info">文号：{document.doc_number}<br>发布机构：{document.issuer}<br>成文日期：{document.written}</div>
<div class="sheets">{sheets}</div><div class="next"><ul>{LINKS}</ul></div>{FOOT}</body></html>"""


OLD_SITES = (dahan_2012, gazette, asp, php, word, saved, printed, breaks)
