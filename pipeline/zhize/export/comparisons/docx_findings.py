"""The lists behind 条文对照表: what a person is to judge, by article, and the role map."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from zhize.comparison import FindingKind
from zhize.export.comparisons.docx_rows import SIGNS, column_heads, swapped
from zhize.export.comparisons.finding_rows import CAUTION, finding_lists, role_rows
from zhize.export.comparisons.finding_words import finding_counts
from zhize.export.documents.page import WIDE, add_line, add_table
from zhize.export.documents.parts import HEAD, KAI, Block, said
from zhize.labels import STANCE_SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document

    from zhize.comparison import Comparison
    from zhize.export.comparisons.finding_rows import FindingRow

_SIZE: Final = 10.0
_ALONE: Final = (36, 34, 12, 0, 35, 15)  # millimetres; 0 takes what is left
_BOTH: Final = (34, 34, 34, 12, 0, 15)
_SAID: Final = 3  # the column of the norm
_ROLES: Final = (12, 62, 62, 36, 0)


def add_findings(document: Document, comparison: Comparison) -> None:
    """Add what a person should look at: a list a kind, the gravest first, and which kinds were not found."""
    add_line(document, said("一、待判断事项", size=14, font=HEAD, before=14, after=3, outline=0, with_next=True))
    add_line(document, said(f"下列事项{CAUTION}；“判断”栏留给审查人填写。", font=KAI, after=3, with_next=True))
    basis, judged = STANCE_SIDES[comparison.stance.kind]
    lists = {found.kind: found for found in finding_lists(comparison)}
    missing = [asked.name for asked in finding_counts(comparison) if not asked.count]
    for kind, found in lists.items():
        flagged = f"，有审查要点{found.flagged}项，列在前面" if found.flagged else ""
        title = f"{SIGNS[kind]}{found.name}：{found.amount}，涉及{len(found.articles)}条{flagged}"
        add_line(document, said(title, size=12, font=HEAD, before=8, outline=1, with_next=True))
        add_line(document, said(found.meaning, font=KAI, after=3, with_next=True))
        rows = [row for _, held in found.articles for row in held]
        if kind in {FindingKind.LACKING, FindingKind.WITHOUT_BASIS}:
            own, other = (basis, judged) if kind is FindingKind.LACKING else (judged, basis)
            near = f"{other}\n最接近条文"
            _add(document, _ALONE, (f"{own}条款", "责任主体", "模态", "内容", near, "判断"), map(_alone, rows))
        else:
            heads = (f"{judged}条款", f"{basis}条款", "责任主体", "模态", "变化", "判断")
            _add(document, _BOTH, heads, (_both(row, (basis, judged)) for row in rows))
    if missing:
        said_none = "、".join(f"“{name}”" for name in missing)
        add_line(document, said(f"未找出{said_none}的事项；未找出不等于没有。", font=KAI, before=6))


def add_roles(document: Document, comparison: Comparison) -> None:
    """Add the role map, if any body was mapped."""
    roles = role_rows(comparison)
    if not roles:
        return
    add_line(document, said("二、职能对应表", size=14, font=HEAD, before=14, after=3, outline=0, with_next=True))
    heads = [head.name for head in column_heads(comparison)]
    turned = swapped(comparison.stance)
    rows = [
        (str(number), *((role.right, role.left) if turned else (role.left, role.right)), role.role, role.note)
        for number, role in enumerate(roles, 1)
    ]
    blocks = (_row(*row) for row in rows)
    _add(document, _ROLES, ("序号", *heads, "职能", "备注"), blocks)


def add_notes(document: Document) -> None:
    """Add how the table was made and where it ends."""
    text = (
        "说明：本表只对照条文，印发通知、附件和文末文字不在其内；条文照录原文，对应关系、变化和待判断事项由程序"
        f"（Zhize {version('zhize')}）按文字识别，可能遗漏或误判，以正式文本和人工审查为准。"
    )
    add_line(document, said(text, font=KAI, before=10))


def _add(document: Document, widths: Sequence[float], head: Sequence[str], rows: Iterator[Sequence[Block]]) -> None:
    left = WIDE - sum(widths)
    add_table(document, [column or left for column in widths], head, rows)


def _alone(row: FindingRow) -> Sequence[Block]:
    place = row.basis_place if row.kind is FindingKind.LACKING else row.judged_place
    near = f"{row.nearest}（{row.covered}）" if row.nearest else "无"
    texts = _row(place, row.bearers, row.modality, _listed(row), near, "")
    if not row.heads:
        return texts
    asked = said(f"审查要点：{'、'.join(row.heads)}", size=_SIZE, font=HEAD)
    return (*texts[:_SAID], replace(texts[_SAID], lines=(asked, *texts[_SAID].lines)), *texts[_SAID + 1 :])


def _listed(row: FindingRow) -> str:
    """Return the norm of a row, under it those of the same sentence or article."""
    return "\n".join((row.words, *(f"另：{norm}" for norm in row.said)))


def _both(row: FindingRow, names: tuple[str, str]) -> Sequence[Block]:
    """Return the row of a change, under it the sentences of both texts."""
    norms = zip(names, (row.basis, row.judged), strict=True)
    quoted = tuple(f"{name}：{norm.quote}" for name, norm in norms if norm)
    said_so = "\n".join((row.words, *quoted))
    return _row(row.judged_place, row.basis_place, row.bearers, row.modality, said_so, "")


def _row(*texts: str) -> Sequence[Block]:
    return tuple(Block(lines=tuple(said(line, size=_SIZE) for line in text.split("\n"))) for text in texts)
