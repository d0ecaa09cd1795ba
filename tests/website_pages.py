"""The pages of an invented government: 青石市 in 云岭省. No place, body or rule of them exists."""

from __future__ import annotations

import zlib

NUMBER = "青政发〔2023〕6号"
TITLE = "青石市人民政府会议规则"
ARTICLES = (
    "第一条　市长召集市政府常务会议，每月两次。",
    "第二条　主办部门应当于会前三个工作日把议题材料报市政府办公室；材料不齐的，不得列入会议。",
    "第三条　市政府办公室应当每季度通报议定事项的办理情况：",
    "（一）已经办结的，说明结果；",
    "（二）没有按期办结的，说明理由。",
    "第四条　副市长外出三天以上的，应当向市长报告。",
    "第五条　本规则自2023年7月1日起施行。",
)
GONE = "您访问的页面不存在"


def html(title: str, *body: str, top: str = "", charset: str = "utf-8") -> str:
    """Return a page; each string of the body is markup."""
    lines = "\n".join(body)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="{charset}"><title>{title}</title>{top}</head>\n'
        f"<body>\n{lines}\n</body>\n</html>\n"
    )


def notice(title: str = TITLE, number: str = NUMBER, articles: tuple[str, ...] = ARTICLES) -> str:
    """Return a regulation as such sites show it: a way here, a box of facts, the text, a foot."""
    city = title.partition("市")[0]
    return html(
        f"{title}_{city}市人民政府",
        '<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="/zfwj/">政府文件</a></div>',
        f'<table class="facts"><tr><td>发文字号：</td><td>{number}</td></tr></table>',
        f'<h1>{title}</h1>\n<div class="TRS_Editor">',
        *(f"<p>{line}</p>" for line in articles),
        f'</div>\n<div class="foot">主办：{city}市人民政府办公室</div>',
    )


def links(title: str, *targets: tuple[str, str]) -> str:
    """Return a page that says nothing but links files: pairs of an address and its words."""
    listed = (f'<li><a href="{address}">{words}</a></li>' for address, words in targets)
    return html(title, f"<h1>{title}</h1>\n<p>附件：</p>\n<ul>", *listed, "</ul>")


def paged(stem: str = "x") -> dict[str, str]:
    """Return a regulation on three pages, by file name; the first ends within a sentence of 第二条.

    The pages are x.html, x_2.html and x_3.html, each with links to its neighbours and to all by number.
    """
    long = ARTICLES[1]
    middle = long.index("把议题材料")
    parts = ((ARTICLES[0], long[:middle]), (long[middle:], *ARTICLES[2:4]), ARTICLES[4:])
    names = [f"{stem}{f'_{number}' if number > 1 else ''}.html" for number in range(1, len(parts) + 1)]
    pages = {}
    for place, (name, lines) in enumerate(zip(names, parts, strict=True)):
        others = [f'<a href="{other}">{number}</a>' for number, other in enumerate(names, 1) if other != name]
        before = [f'<a href="{names[place - 1]}">上一页</a>'] if place else []
        after = [f'<a href="{names[place + 1]}">下一页</a>'] if place + 1 < len(names) else []
        turn = f'<div class="pages">{" ".join(before + others + after)}</div>'
        pages[name] = html(TITLE, f"<h1>{TITLE}</h1>", *(f"<p>{line}</p>" for line in lines), turn)
    return pages


def challenge(cookie: str) -> str:
    """Return a page that holds nothing but a script; it sets a cookie and asks again, as guarded sites do."""
    script = f'<script>var s="{cookie}".split("").join("");document.cookie=s+"; path=/";location.reload();</script>'
    return f'<html><head><meta charset="utf-8"><meta id="gate" content="r2m0">{script}</head><body></body></html>'


def scan() -> bytes:
    """Return a PDF of one page that is a picture (grey, 8 by 8 dots) and has no letter."""
    dots = zlib.compress(bytes(range(0, 256, 4)))
    picture = b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
    drawn = b"<< /Scan 5 0 R >>"
    show = b"q 595 0 0 842 0 0 cm /Scan Do Q"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject %s >> >>" % drawn,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(show), show),
        b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (picture, len(dots), dots),
    )
    data, starts = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail
