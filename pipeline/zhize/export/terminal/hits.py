"""What a search found → lines for the terminal, records for programs, rows for a spreadsheet."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from zhize import labels
from zhize.export.terminal.aligned import cut, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.fulltext import Hit, MetNorm

HEAD = ("文件", "标题", "条款", "摘录", "相关规范", "得分")
"""The columns of `to_rows`."""

_INDENT = 4
_OPENING, _CLOSING = "【（《“", "，。；：、！？】）》”"
_LONGEST = 120  # cells of an action


def to_lines(hits: Sequence[Hit], total: int, *, cells: int) -> str:
    """Return the hits for a person to read, the words found in 【】.

    Args:
        hits: what is shown, in its rank.
        total: how many there are.
        cells: how many cells a line may take.
    """
    if not hits:
        return "没有找到\n"
    lines: list[str] = []
    for number, hit in enumerate(hits, 1):
        lines.append(f"{number:>2}. 《{hit.title}》{hit.locator}　[{hit.document}]")
        lines += _wrapped(marked(hit), cells, " " * _INDENT)
        for norm in hit.norms:
            lines += _wrapped("· " + _said(norm), cells, " " * _INDENT)
        lines.append("")
    shown = f"，显示前 {len(hits):,} 条" if total > len(hits) else ""
    return "\n".join([*lines, f"共 {total:,} 条{shown}"]) + "\n"


def to_rows(hits: Sequence[Hit]) -> list[tuple[object, ...]]:
    """Return the hits as rows of a spreadsheet, the head first."""
    rows = [
        (hit.document, hit.title, hit.locator, marked(hit), "\n".join(map(_said, hit.norms)), round(hit.score, 4))
        for hit in hits
    ]
    return [HEAD, *rows]


def to_document(hits: Sequence[Hit], total: int) -> dict[str, Any]:
    """Return the hits as a document of JSON; its offsets are those of `Hit`."""
    return {"schema": "zhize.hits/1", "total": total, "hits": [asdict(hit) for hit in hits]}


def marked(hit: Hit) -> str:
    """Return the snippet with the words found in 【】."""
    parts, at = [], 0
    for mark in hit.marks:
        parts += [hit.snippet[at : mark.start], f"【{mark.of(hit.snippet)}】"]
        at = mark.end
    return "".join([*parts, hit.snippet[at:]])


def _said(norm: MetNorm) -> str:
    """Return a norm in a line: 第二款 义务　县政府办公室：……（三个工作日内）."""
    who = f"{'、'.join(norm.bearers) or labels.UNSTATED}：{cut(norm.action, _LONGEST)}"
    when = f"（{'、'.join(norm.deadlines)}）" if norm.deadlines else ""
    return f"{norm.locator}　{labels.MODALITY[norm.modality]}　{who}{when}"


def _wrapped(words: str, cells: int, indent: str) -> Iterator[str]:
    """Yield lines of about so many cells; one of Chinese may end anywhere but before a stop or behind an opening."""
    line = indent
    for character in words:
        room = cells - width(line) - width(character)
        if (room < 0 and character not in _CLOSING) or (room < 2 and character in _OPENING):  # noqa: PLR2004
            yield line
            line = indent
        if character != " " or line != indent:
            line += character
    yield line
