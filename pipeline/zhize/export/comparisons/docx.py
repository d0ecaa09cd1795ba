"""A comparison as 条文对照表 for Word and WPS: what offices print, sign and pass round.

Marks are forms, not colours, so that a copy of a copy still shows them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from zhize.comparison import PairType, StanceKind
from zhize.comparison import Side as Hand
from zhize.export.comparisons.docx_findings import add_findings, add_notes, add_roles
from zhize.export.comparisons.docx_rows import SIGNS, article_rows, column_heads, column_names, swapped
from zhize.export.comparisons.finding_rows import CAUTION, role_rows
from zhize.export.comparisons.finding_words import finding_counts, repetition
from zhize.export.documents.page import WIDE, add_line, add_table, new_document, to_bytes
from zhize.export.documents.parts import HEAD, KAI, TITLE, Block, Form, Line, Run, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docx.document import Document

    from zhize.comparison import Comparison, Stance
    from zhize.export.comparisons.docx_rows import ArticleRow, Cell
    from zhize.export.comparisons.finding_rows import Head
    from zhize.export.comparisons.rows import Side

_NUMBER, _TEXT, _TYPE = 12, 70, 28  # millimetres; the remarks take what is left
_WIDTHS: Final = (_NUMBER, _TEXT, _TEXT, _TYPE, WIDE - _NUMBER - 2 * _TEXT - _TYPE)
_SMALL: Final = 9  # points: 小五

_ONLY_BASIS: Final = {
    StanceKind.VERSIONS: Form.STRUCK | Form.GREY,
    # A text in force that another one does not repeat is not struck out.
    StanceKind.LEVELS: Form.WAVE | Form.GREY,
    StanceKind.PEERS: Form.WAVE | Form.GREY,
}
_ONLY_JUDGED: Final = Form.BOLD | Form.LINE
_ADAPTED: Final = Form.DOTS


def to_docx(comparison: Comparison) -> bytes:
    """Return 条文对照表 of a comparison.

    Args:
        comparison: what `zhize.compare` returned.

    Returns:
        A .docx file on A4 across: a row a pair of articles, after it the lists of what a person is to judge and the
        role map. The older text stands left of the newer one, the own text left of the upper one.
    """
    heads = column_heads(comparison)
    titles = _titles(comparison, heads)
    document = new_document("".join(titles), across=True)
    for title in titles:
        add_line(document, said(title, size=22, font=TITLE, align="center"))
    add_line(document, said("", size=6))
    for line in (*_facts(heads), *_legend(comparison)):
        add_line(document, line)
    add_line(document, said("", size=4))
    _add_articles(document, comparison, heads)
    add_findings(document, comparison)
    add_roles(document, comparison)
    add_notes(document)
    return to_bytes(document)


# --- over the table --------------------------------------------------------------------------------------------------


def _titles(comparison: Comparison, heads: tuple[Head, Head]) -> tuple[str, ...]:
    left, right = (f"《{head.title}》" for head in heads)
    kind = comparison.stance.kind
    if kind is StanceKind.VERSIONS:
        return (left, "新旧条文对照表") if left == right else (left + right, "新旧条文对照表")
    return (f"{left}与{right}", "上下级条文对照表" if kind is StanceKind.LEVELS else "条文对照表")


def _facts(heads: tuple[Head, Head]) -> Iterator[Line]:
    """Yield what is known of either document, and its name among the files where nothing else tells them apart."""
    same = _alike(heads)
    for head in heads:
        issuer = head.issuer + (f"（{head.level}）" if head.level else "")
        dated = f"日期{head.date}" + (f"（{head.id}）" if same else "")
        what = f"《{head.title}》，{issuer}，文号{head.doc_number}，{dated}，{head.state}，{head.articles}条。"
        yield _explained(head.name, Run(text=what))


def _legend(comparison: Comparison) -> Iterator[Line]:
    """Yield how much was found, and what the marks mean."""
    stance = comparison.stance
    counts = Counter(row.type for row in article_rows(comparison))
    pairs = "，".join(f"{name}{counts[kind]}" for kind, name in column_names(comparison).items() if counts[kind])
    asked = finding_counts(comparison)
    found = "，".join(SIGNS[one.kind] + one.name + one.amount for one in asked)
    yield _explained("概览", Run(text=f"对应{sum(counts.values())}组：{pairs}。待判断事项：{found}，详见表后。"))
    share, counted = repetition(comparison)
    yield _explained("文字重复率", Run(text=f"{share}，即{counted}。"))
    versions = stance.kind is StanceKind.VERSIONS
    basis, judged = _short(comparison)
    gone, come = ("删去的文字", "新增、改写的文字") if versions else (f"仅{basis}有的文字", f"仅{judged}有的文字")
    marks = [
        Run(text=come, form=_ONLY_JUDGED),
        Run(text="，"),
        Run(text=gone, form=_ONLY_BASIS[stance.kind]),
        *([] if versions else [Run(text="，"), Run(text="只随层级、地名而异的称谓", form=_ADAPTED)]),
        Run(text="。空白、条号和标点的全半角、写法不同不算差异。"),
    ]
    yield _explained("标记", *marks)
    signs = "，".join(SIGNS[one.kind] + one.name for one in asked)
    yield _explained("符号", Run(text=f"{signs}：{CAUTION}。"))


def _explained(what: str, *runs: Run) -> Line:
    return Line(runs=(Run(text=f"{what}：", form=Form.HEI), *runs), size=10, font=KAI)


def _short(comparison: Comparison) -> tuple[str, str]:
    """Return the names of the basis and of the other text without 文本: 上级, 本级."""
    heads = {head.side: head.name.removesuffix("文本") for head in column_heads(comparison)}
    basis = comparison.stance.basis
    return heads[basis], heads[Hand.RIGHT if basis is Hand.LEFT else Hand.LEFT]


def _alike(heads: tuple[Head, Head]) -> bool:
    return len({(head.title, head.date) for head in heads}) == 1


# --- the table -------------------------------------------------------------------------------------------------------


def _add_articles(document: Document, comparison: Comparison, heads: tuple[Head, Head]) -> None:
    versions = comparison.stance.kind is StanceKind.VERSIONS
    names = ("原条文", "修订条文") if versions else tuple(f"{head.name}条文" for head in heads)
    same = _alike(heads)
    columns = [
        f"{name}\n《{head.title}》\n（{head.id if same else head.date}）"
        for name, head in zip(names, heads, strict=True)
    ]
    head = ("序号", *columns, *(("修订类型", "修订说明") if versions else ("关系", "说明")))
    blocks = [*_terms(comparison), *(_blocks(row, comparison.stance) for row in article_rows(comparison))]
    add_table(document, _WIDTHS, head, blocks)


def _terms(comparison: Comparison) -> Iterator[Sequence[Block]]:
    """Yield the row of what is called otherwise throughout, as offices put it first."""
    roles = role_rows(comparison)
    if not roles:
        return
    names = [(role.left, role.right, "※" * role.functional) for role in roles]
    columns = [
        "；".join(name[at] + name[-1] for name in names) for at in ((1, 0) if swapped(comparison.stance) else (0, 1))
    ]
    remarks = ["全文通用的称谓，左右依次对应，详见表后的职能对应表。"]
    remarks += ["※职能对应（非法定同职）。"] if any(role.functional for role in roles) else []
    yield (
        Block(lines=(said("通用", size=_SMALL, align="center"),)),
        *(Block(lines=(said(column),)) for column in columns),
        Block(lines=(said("【统一调整】", font=HEAD, align="center"),)),
        Block(lines=tuple(said(remark, size=_SMALL) for remark in remarks)),
    )


def _blocks(row: ArticleRow, stance: Stance) -> Sequence[Block]:
    basis = 1 if stance.kind is StanceKind.LEVELS else 0
    forms = [_ONLY_BASIS[stance.kind] if at == basis else _ONLY_JUDGED for at in (0, 1)]
    texts = [
        _article(cell, form, whole=stance.kind is StanceKind.VERSIONS)
        for cell, form in zip(row.cells, forms, strict=True)
    ]
    none = _NONE[stance.kind]
    kind = [said(f"【{row.name}】", font=HEAD, align="center"), *(said(note, size=_SMALL) for note in row.notes)]
    return (
        Block(lines=(said(str(row.number), align="center"),)),
        *(Block(lines=text or (said(none[at], align="center"),)) for at, text in enumerate(texts)),
        Block(lines=tuple(kind), grey=row.type in {PairType.ADDED, PairType.DELETED}),
        Block(lines=tuple(said(remark, size=_SMALL) for remark in row.remarks)),
    )


_NONE: Final[Mapping[StanceKind, tuple[str, str]]] = {
    StanceKind.VERSIONS: ("（新增）", "（删除）"),
    StanceKind.LEVELS: ("（本级无对应条文）", "（上级无对应条文）"),
    StanceKind.PEERS: ("（左文无对应条文）", "（右文无对应条文）"),
}


def _article(cell: Cell, form: Form, *, whole: bool) -> tuple[Line, ...]:
    """Return the paragraphs of a cell.

    Args:
        cell: the articles.
        form: of what the other text has not.
        whole: whether an article without counterpart is marked as a whole.
    """
    found: list[Line] = []
    for side, headings in zip(cell.sides, cell.headings, strict=True):
        found += (said(heading, font=HEAD, align="center") for heading in headings)
        base = form if whole and cell.alone else Form.PLAIN
        for number, stretches in enumerate(side.lines):
            label = [Run(text=_label(side), form=base | Form.HEI)] if not number else []
            marks = (_ADAPTED if piece.adapted else form if piece.differs else base for piece in stretches)
            runs = (Run(text=piece.text, form=mark) for piece, mark in zip(stretches, marks, strict=True))
            found.append(Line(runs=(*label, *runs), indent=True, align="both"))
    return tuple(found)


def _label(side: Side) -> str:
    return side.label if side.label[-1:] in "、.．" else f"{side.label}　"
