"""A regulation, an article and an analysis."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from zhize.display.norms import norm_table
from zhize.display.parts import FAINT, bar, block, box, cut, facts, fold, table, text, title
from zhize.export import colours
from zhize.export.standing import standing
from zhize.labels import FORCE, LEVEL, MODALITY, PROBLEM
from zhize.passages import article_name, heading_of, is_doubtful
from zhize.types import Force, Modality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.analysis import Analysis
    from zhize.types import Article, Regulation

_BODIES: Final = 8
_NORMS: Final = 30


def regulation_html(regulation: Regulation) -> str:
    """Return a regulation: what it is, and its articles under their headings."""
    contents = fold(f"条文{len(regulation.articles)}条", _contents(regulation))
    return box(*_head(regulation), contents, *_oddities(regulation))


def article_html(article: Article) -> str:
    """Return an article as it stands."""
    lines = "".join(block(text(line)) for line in article.text.split("\n"))
    return box(block(text(article_name(article), "font-weight:600")), lines)


def analysis_html(analysis: Analysis) -> str:
    """Return an analysis: what was found, who bears most, and the first norms."""
    norms = analysis.norms
    modalities = Counter(norm.modality for norm in norms)
    forces = Counter(norm.force for norm in norms)
    counts = (
        ("条文", len(analysis.regulation.articles)),
        ("规范", len(norms)),
        *((MODALITY[modality], modalities[modality]) for modality in Modality),
        *((FORCE[force], forces[force]) for force in Force),
        ("时间", len(analysis.times)),
        ("需复核", sum(map(is_doubtful, norms))),
    )
    shown = norms[:_NORMS]
    foot = f"另有{len(norms) - len(shown)}项；zhize.matrix(analysis) 给出全部" if len(norms) > len(shown) else ""
    parts = [*_head(analysis.regulation), facts(counts), _burdens(analysis)]
    if norms:
        parts.append(fold(f"规范（前{len(shown)}项）", norm_table(analysis, shown, foot=foot)))
    attached = [other.regulation.title for other in analysis.attached]
    if attached:
        parts.append(block(text("同一通知印发：" + "、".join(f"《{each}》" for each in attached), FAINT)))
    return box(*parts, *_oddities(analysis.regulation))


def _head(regulation: Regulation) -> Iterator[str]:
    meta = regulation.metadata
    yield title(f"《{regulation.title}》" if regulation.title else regulation.id)
    yield facts(
        (
            ("机关", meta.issuer),
            ("层级", LEVEL[meta.level] if meta.level else None),
            ("文号", meta.doc_number),
            ("通过", meta.passed),
            ("修改", meta.amended),
            ("印发", meta.issued),
            ("施行", meta.in_force_from),
            ("效力", standing(meta.in_force_until, meta.validity)),
        )
    )


def _contents(regulation: Regulation) -> str:
    parts = []
    for heading, group in groupby(regulation.articles, key=heading_of):
        parts.append(block(text(heading), "font-weight:600;margin-top:.4em") if heading else "")
        parts += [_opening(article) for article in group]
    return "".join(parts)


def _opening(article: Article) -> str:
    return block(f"{text(article_name(article))} {text(cut(article.text), FAINT)}")


def _burdens(analysis: Analysis) -> str:
    borne = Counter((bearer, norm.modality) for norm in analysis.norms for bearer in dict.fromkeys(norm.bearers))
    totals: Counter[str] = Counter()
    for (bearer, _), count in borne.items():
        totals[bearer] += count
    if not totals:
        return ""
    most = totals.most_common(1)[0][1]
    rows = (
        (
            text(bearer),
            "".join(bar(borne[bearer, each] / most, colours.MODALITY[each]) for each in Modality if borne[bearer, each])
            + text(f" {total}", FAINT),
        )
        for bearer, total in totals.most_common(_BODIES)
    )
    return table(("承担规范最多的主体", ""), rows)


def _oddities(regulation: Regulation) -> Iterator[str]:
    if regulation.problems:
        rows = (
            (text(f"第{each.line}行"), text(PROBLEM.get(each.code, each.code)), text(each.message))
            for each in regulation.problems
        )
        yield fold(f"文本提示{len(regulation.problems)}处", table(("位置", "问题", "说明"), rows))
