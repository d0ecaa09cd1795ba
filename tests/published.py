"""Documents that invented governments publish, and the furniture of their sites, of which `portals` makes pages."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FOLDER = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A document, and what a site says of it."""

    name: str
    lines: tuple[str, ...]
    doc_number: str
    issuer: str
    written: str
    published: str
    index_number: str = "11370000000000000A/2023-00123"
    validity: str = "有效"

    @property
    def title(self) -> str:
        """Its first line."""
        return self.lines[0]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    def markup(self, line: Callable[[str], str], *, between: str = "\n", untitled: bool = False) -> str:
        """Return it as markup, a line at a time, rows of cells as tables.

        Args:
            line: what a line becomes.
            between: what stands between two lines.
            untitled: leave out its first line, which stands elsewhere on the page.
        """
        return between.join(_blocks(self.lines[untitled:], line))


def _blocks(lines: tuple[str, ...], line: Callable[[str], str]) -> Iterator[str]:
    rows: list[str] = []
    for each in (*lines, ""):
        if "\t" in each:
            rows.append(each)
            continue
        if rows:
            yield _table(rows)
            rows = []
        if each:
            yield line(each)


def _table(rows: list[str]) -> str:
    """Return rows as Word and the editors of sites write them: a paragraph in each cell."""
    width = max(row.count("\t") for row in rows) + 1
    cells = [[*row.split("\t"), *[""] * (width - row.count("\t") - 1)] for row in rows]
    body = "".join(f"<tr>{''.join(f'<td><p>{escape(cell)}</p></td>' for cell in row)}</tr>" for row in cells)
    return f'<table border="1" cellspacing="0"><tbody>{body}</tbody></table>'


def _document(name: str, *said: str) -> Published:
    lines = tuple((_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    number, issuer, written, published = said
    return Published(name=name, lines=lines, doc_number=number, issuer=issuer, written=written, published=published)


DOCUMENTS = (
    _document("rules", "青石政发〔2023〕4号", "青石市人民政府", "2023-03-28", "2023-03-30"),
    _document("measures", "河湾政办发〔2022〕17号", "河湾县人民政府办公室", "2022-09-06", "2022-09-07"),
    _document("registration", "云岭省人民政府令第58号", "云岭省人民政府", "2021-05-25", "2021-05-26"),
    _document("decision", "青石政发〔2020〕9号", "青石市人民政府", "2020-06-15", "2020-06-16"),
)

_SECTIONS = ("首页", "要闻动态", "政务公开", "政务服务", "互动交流", "走进青石", "数据开放", "专题专栏")
MENU = "".join(f'<li><a href="/col/{at}/index.html">{name}</a></li>' for at, name in enumerate(_SECTIONS))
CRUMBS = (
    '当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zfwj/">政府文件</a> &gt; 正文'
)
# A news box with the beginning of each report, which are sentences as those of a document are.
NEWS = "".join(
    f'<div class="item"><h4><a href="/art/{at}.html">{head}</a></h4><p>{words}<a href="/art/{at}.html">[详细]</a></p>'
    f"<span>2023-04-{at:02}</span></div>"
    for at, (head, words) in enumerate(
        (
            (
                "市政府召开常务会议",
                "4月2日，市长主持召开市政府常务会议，听取一季度经济运行情况汇报，研究安全生产工作。",
            ),
            ("春季造林工作推进会召开", "会议指出，各县（市、区）要抓住有利时节，落实造林地块，确保按期完成任务。"),
            ("市领导调研重点项目", "在青石新区，市领导察看了项目进度，要求有关部门主动服务，协调解决用地问题。"),
        ),
        start=11,
    )
)
LINKS = "".join(
    f'<li><a href="/art/2023/{at}.html">{head}</a><span>2023-03-{at}</span></li>'
    for at, head in enumerate(
        (
            "关于做好春季防火工作的通知",
            "一图读懂：会议工作规则",
            "《会议工作规则》政策解读",
            "关于公布年度立法计划的通知",
        ),
        start=21,
    )
)
READING = (
    '<h3>政策解读</h3><p><a href="/jd/1.html">《规则》解读</a></p><p>一、制定背景</p><p>原规则于2018年印发，'
    "部分内容已不适应工作需要，因此作了修订。</p><p>二、主要内容</p><p>规则共五章，对会议的组织、议题和纪律作了规定。</p>"
)
FOOT = (
    "<p>主办：青石市人民政府办公室　承办：青石市大数据局　地址：青石市和平路1号　邮编：000000</p>"
    "<p>网站标识码：0000000000　<a href='https://beian'>云ICP备00000000号-1</a>　云公网安备 00000000000000号</p>"
    "<p><a href='/map'>网站地图</a>｜<a href='/about'>关于我们</a>｜<a href='/rss'>RSS订阅</a></p>"
)
ENGLISH = (
    "<p>Copyright © 2023 Qingshi Municipal People's Government. All rights reserved.</p>"
    "<p>Sponsored by the General Office. Best viewed in 1366 × 768.</p>"
)
BAR = (
    "<span>无障碍阅读</span><span>语速</span><span>语音</span><span>阅读方式</span><span>配色</span><span>大鼠标</span>"
    "<span>十字线</span><span>大字幕</span><span>重置</span><span>固定</span><span>说明</span><span>退出服务</span>"
)
COOKIES = (
    "<p>本网站使用Cookie，以便为您提供更好的浏览体验。继续浏览即表示您同意我们使用Cookie。</p><button>同意</button>"
)
COMMENTS = (
    "<h3>网友评论</h3><p>文明上网，理性发言，请遵守评论服务协议。</p>"
    "<p>青石网友 2023-03-31：希望会议少一些、短一些，多到基层看看。</p>"
    "<textarea>我来说两句</textarea><button>发表评论</button>"
)
SCRIPT = '<script>var doc = {"t": "<p>第九十九条　不是正文。</p>"}; if (a<b && c>d) document.write(doc.t);</script>'
