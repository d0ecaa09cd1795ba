"""Small honest files of every format, which the mutations spoil."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ofd import HABITS, by_line, ofd, page
from word import abstract, docx, level, num, paragraph, run

from hostile.pdfs import printed

if TYPE_CHECKING:
    from collections.abc import Mapping

LINES = (
    "青石市人民政府会议规则",
    "青政发〔2023〕9号",
    "第一章　总则",
    "第一条　为了规范会议，依照《云岭省会议办法》第三条的规定，制定本规则。",
    "第二条　市政府办公室应当在会议前五个工作日将议题报市长审定。",
    "第二章　会议",
    "第三条　会议讨论下列事项：",
    "（一）重大决策；",
    "（二）年度预算：",
    "1.收入；",
    "2.支出。",
    "第四条　各部门不得擅自公开会议材料。依照前条第（一）项讨论的除外。",
    "第五条　本规则自2023年5月1日起施行。",
    "附件：1.议题单",
)
_LABELLED = (
    ("总则", 0),
    ("为了规范会议，制定本规则。", 1),
    ("会议讨论下列事项：", 1),
    ("重大决策；", 2),
    ("预算。", 3),
)


def text() -> bytes:
    """Return a regulation as plain text."""
    return ("\n".join(LINES) + "\n").encode()


def word() -> bytes:
    """Return a Word document with numbers of its own, a table, a tracked change, a text box and a footnote."""
    numbering = abstract(
        0,
        level(0, "chineseCounting", "第%1章　"),
        level(1, "chineseCountingThousand", "第%2条　", more='<w:lvlRestart w:val="0"/>'),
        level(2, "japaneseCounting", "（%3）"),
        level(3, "decimal", "%4."),
    )
    styles = (
        '<w:style w:styleId="a"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    cell = "<w:tc><w:tcPr/><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl><w:tr>{cell.format('议题')}{cell.format('部门')}</w:tr></w:tbl>"
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('议题单')}</w:txbxContent></w:pict></w:r>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    changed = f"<w:ins>{run('市长')}</w:ins><w:del>{run('县长')}</w:del>" + run("召集会议。")
    return docx(
        paragraph("青石市人民政府会议规则"),
        *(paragraph(words, number=1, level=depth) for words, depth in _LABELLED),
        paragraph(changed, style="b"),
        paragraph("会议每月召开", box, note, "一次。", number=1, level=1),
        table,
        numbering=numbering
        + num(1, 0)
        + num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'),
        styles=styles,
        footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>另行通知的除外。</w:t></w:r></w:p></w:footnote>',
        header="青石市人民政府文件",
    )


def pdf() -> bytes:
    """Return a PDF of two pages, one of which is compressed."""
    return printed([LINES[:8], LINES[8:]])


def fixed() -> bytes:
    """Return an OFD of two pages with a template, a drawing, and the habits of several programs."""
    drawing = (
        '<o:CompositeGraphicUnit ID="7" Width="210" Height="297"><o:Content>{}</o:Content></o:CompositeGraphicUnit>'
    )
    use = '<o:CompositeObject ID="8" ResourceID="7" Boundary="0 0 210 297"/>'
    first, second = (
        "".join(HABITS[at % len(HABITS)](line, 30, 60 + 10 * at) for at, line in enumerate(lines))
        for lines in (LINES[:8], LINES[8:])
    )
    template = by_line("青石市人民政府公报", 60, 20)
    return ofd(
        page(first, templates=["1"]),
        page(second + use, templates=["1"]),
        templates={"1": page(template)},
        drawings=drawing.format(by_line("抄送：各部门。", 30, 200)),
        info="<o:Title>会议规则</o:Title><o:CreationDate>2023-04-20</o:CreationDate>",
    )


def web() -> bytes:
    """Return a page of a site with a table of facts, the text with a list and a table, and what stands around it."""
    rows = "<tr><td>索 引 号</td><td>000014349/2023</td></tr><tr><td>发文字号</td><td>青政发〔2023〕9号</td></tr>"
    body = "".join(f'<p style="text-indent:2em"><span>{line}</span></p>' for line in LINES)
    listed = (
        "<ol><li>收入；</li><li value=3>支出。</li></ol><table><tr><td rowspan=2>议题</td><td>部门</td></tr></table>"
    )
    head = '<meta charset="utf-8"><title>青石市人民政府会议规则</title><meta name="PubDate" content="2023-04-20">'
    around = '<div class="nav"><a href="/">首页</a></div><script>var a = "<p>";</script><!-- 页脚 -->'
    content = f'<div class="content" id="UCAP-CONTENT">{body}{listed}</div>'
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body>{around}<table>{rows}</table>{content}"
        "<div>打印本页&nbsp;关闭窗口</div></body></html>"
    ).encode()


def marked() -> bytes:
    """Return a regulation as Markdown."""
    head, *rest = LINES
    lines = "\n\n".join(f"**{line[:3]}**{line[3:]}" if line[0] == "第" else line for line in rest)
    table = "|议题|部门|\n|--|--|\n|一|[办](x)|"
    return f"---\n文号: 青政发〔2023〕9号\n---\n# {head}\n\n{lines}\n\n{table}\n\n- 甲\n  > 乙\n".encode()


SAMPLES: Mapping[str, bytes] = {
    "text": text(),
    "docx": word(),
    "pdf": pdf(),
    "ofd": fixed(),
    "html": web(),
    "markdown": marked(),
}
