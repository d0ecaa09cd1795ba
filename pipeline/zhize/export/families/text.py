"""A family as a short text for the terminal, in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.export.families.names import names_of
from zhize.export.families.relations import clusters, greatest, lines, odd, sources, undecided
from zhize.export.families.rows import kind_counts, percent
from zhize.export.terminal.aligned import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.export.families.names import Name
    from zhize.families.nouns import Family

_WIDEST_GRID = 12  # texts; the page and the workbook have the matrix of more


def to_text(family: Family, *, width: int = 100, articles: int = 10) -> str:
    """Return which texts these are, what they took from one another, and what one of them alone has.

    Args:
        family: what `zhize.comparison.compare_all` returned.
        width: cells of a line of a table; a Chinese character takes two.
        articles: how many of the articles to name that one text alone has.

    Returns:
        Lines of text; the last one ends with a line end.
    """
    names = names_of(family)
    said = [*_texts(names, width), "", *_counts(family)]
    said += ["", *_sources(family, names, width)]
    if len(names) <= _WIDEST_GRID:
        said += ["", "有对应条文的比例（横看：该行文件的条文）", "", *_grid(family, names, width)]
    said += _versions(family, names, width)
    said += ["", *_groups(family, names)]
    said += _odd(family, names, width, articles)
    return "\n".join(said) + "\n"


def _texts(names: tuple[Name, ...], width: int) -> list[str]:
    rows = [(str(name.number), name.title, name.issuer, name.date, f"{name.articles}条") for name in names]
    return table(("序号", "文件", "发布机关", "日期", "条文"), rows, (4, 0, 32, 10, 6), total=width)


def _counts(family: Family) -> Iterator[str]:
    said = "，".join(f"{name} {count}" for _, name, count in kind_counts(family))
    yield f"对照  {len(family.strands)} 行：{said}"


def _sources(family: Family, names: tuple[Name, ...], width: int) -> Iterator[str]:
    head = ("文件", "来源", "借自", "相似度", "逐字重复", "规范变化")
    found = [source for source in sources(family) if source.taken]
    found = list(greatest(found, 1)) if len(names) > _WIDEST_GRID else found
    if found:
        yield from table(
            head,
            [
                (
                    names[it.text].short,
                    names[it.source].short,
                    f"{it.taken}条",
                    it.alike,
                    it.verbatim,
                    it.changes,
                )
                for it in found
            ],
            (24, 24, 6, 6, 8, 0),
            total=width,
        )
    else:
        yield "来源  没有可以确定的来源"
    if unsure := undecided(family):
        yield f"来源未定 {len(unsure)} 对（下级文件在前，或层级、日期都分不出先后）"


def _grid(family: Family, names: tuple[Name, ...], width: int) -> list[str]:
    head = ("", *(str(name.number) for name in names))
    rows = []
    for index, name in enumerate(names):
        shares = (
            "—" if other == index else percent(family.kinship(index, other).share(index)) for other in range(len(names))
        )
        rows.append((f"{name.number} {name.short}", *shares))
    return table(head, rows, (0, *(5 for _ in names)), total=width)


def _versions(family: Family, names: tuple[Name, ...], width: int) -> Iterator[str]:
    for line in lines(family):
        yield ""
        yield f"历次版本  {line.title}" + (f"（{line.order}）" if line.order else "")
        rows = [
            (names[it.text].short, *map(str, (len(it.added), len(it.changed), len(it.dropped), it.kept)))
            if it.before is not None
            else (names[it.text].short, "", "", "", str(it.kept))
            for it in line.versions
        ]
        yield from table(("版本", "新增", "修改", "删去", "未改"), rows, (40, 6, 6, 6, 0), total=width)


def _groups(family: Family, names: tuple[Name, ...]) -> Iterator[str]:
    found = clusters(family)
    if len(found) == 1:
        yield "分组  不分组（" + ("不足四件" if len(names) < 4 else "没有明显的分别") + "）"  # noqa: PLR2004
        return
    for number, it in enumerate(found, 1):
        members = "、".join(names[text].short for text in it.texts)
        yield f"第{number}组  {len(it.texts)}件：{members}"


def _odd(family: Family, names: tuple[Name, ...], width: int, most: int) -> Iterator[str]:
    found = odd(family)
    if not found:
        return
    yield ""
    yield f"特有条文共{len(found)}条，与别处最不相近的{min(most, len(found))}条："
    yield ""
    rows = [(names[it.text].short, it.place, it.words) for it in found[:most]]
    yield from table(("文件", "条款", "内容"), rows, (24, 16, 0), total=width)
