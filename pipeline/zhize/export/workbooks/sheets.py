"""What stands in the workbook, as plain rows: the four sheets of a law office."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from zhize import labels
from zhize.export.readings import deadline_reading, reading, unit
from zhize.export.standing import standing
from zhize.forms.nouns import Cell, Column, Sheet
from zhize.passages import DOUBTFUL, is_doubtful
from zhize.tables import edges, matrix, times
from zhize.types import TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from zhize.analysis import Analysis

CHOICES = ("确认", "修改", "删除")
"""What a person may enter in the column 复核."""

REVIEW, CONFIDENCE = "复核", "置信度"


def duties(*analyses: Analysis) -> Sheet:
    """Return 义务清单: one row a norm, with an empty column for the person who reviews it."""
    columns = (
        Column(title="序号", width=5, centred=True),
        *_document_column(analyses),
        Column(title="条款", width=11),
        Column(title="责任主体", width=13),
        Column(title="主体来源", width=5.5, centred=True),
        Column(title="模态", width=5.5, centred=True),
        Column(title="行为", width=31),
        Column(title="相对方与关系", width=15),
        Column(title="条件", width=14),
        Column(title="例外", width=8),
        Column(title="时限", width=10),
        Column(title="频次", width=8),
        Column(title="刚性", width=5.5, centred=True),
        Column(title="依据原文", width=37),
        Column(title=CONFIDENCE, width=6.5, centred=True),
        Column(title="存疑", width=10),
        Column(title=REVIEW, width=7, centred=True),
    )
    rows = tuple(
        {
            "序号": number,
            "文件": row["title"],
            "条款": row["locator"],
            "责任主体": "、".join(row["bearers"]) or labels.UNSTATED,
            "主体来源": labels.BEARER_SOURCE[row["bearer_source"]],
            "模态": labels.MODALITY[row["modality"]],
            "行为": row["action"],
            "相对方与关系": _relations(row["counterparts"], row["relations"]),
            "条件": _with_cases(row),
            "例外": row["exception"],
            "时限": _limits(row),
            "频次": "；".join(row["frequencies"]),
            "刚性": labels.FORCE[row["force"]],
            "依据原文": row["quote"],
            CONFIDENCE: row["confidence"],
            "存疑": "；".join(labels.DOUBT[doubt] for doubt in row["doubts"]),
            REVIEW: "",
        }
        for number, row in enumerate(_records(matrix(*analyses)), 1)
    )
    return _sheet("义务清单", analyses, columns, rows)


def _with_cases(row: Mapping[str, Any]) -> object:
    """Return a condition with the items that spell it out, each on a line of its cell."""
    return "\n".join((row["condition"] or "", *row["cases"])).strip() if row["cases"] else row["condition"]


def relations(*analyses: Analysis) -> Sheet:
    """Return 职责关系: one row for what one body does towards another."""
    columns = (
        Column(title="序号", width=5, centred=True),
        *_document_column(analyses),
        Column(title="条款", width=12),
        Column(title="责任主体", width=20),
        Column(title="关系", width=8, centred=True),
        Column(title="相对方", width=20),
        Column(title="模态", width=6, centred=True),
        Column(title="行为", width=40),
        Column(title="时限", width=12),
        Column(title="依据原文", width=46),
    )
    rows = tuple(
        {
            "序号": number,
            "文件": row["title"],
            "条款": row["locator"],
            "责任主体": row["bearer"],
            "关系": labels.RELATION[row["relation"]],
            "相对方": row["counterpart"],
            "模态": labels.MODALITY[row["modality"]],
            "行为": row["action"],
            "时限": "；".join(row["deadlines"]),
            "依据原文": row["quote"],
        }
        for number, row in enumerate(_records(edges(*analyses)), 1)
    )
    return _sheet("职责关系", analyses, columns, rows)


def deadlines(*analyses: Analysis) -> Sheet:
    """Return 时限台账: one row a time expression and norm, with what it is counted from and in."""
    columns = (
        Column(title="序号", width=5, centred=True),
        *_document_column(analyses),
        Column(title="条款", width=12),
        Column(title="责任主体", width=18),
        Column(title="事项", width=38),
        Column(title="类型", width=9, centred=True),
        Column(title="原文表述", width=15),
        Column(title="读作", width=15),
        Column(title="起算点", width=12),
        Column(title="计算单位", width=13),
        Column(title="依据原文", width=46),
    )
    rows = tuple(
        {
            "序号": number,
            "文件": row["title"],
            "条款": row["locator"],
            "责任主体": "、".join(row["bearers"]),
            "事项": row["action"],
            "类型": labels.TIME_TYPE[row["type"]],
            "原文表述": row["text"],
            "读作": _measure(row),
            "起算点": row["anchor"],
            "计算单位": unit(row["value"]) if row["type"] in {TimeType.DEADLINE, TimeType.DURATION} else "",
            "依据原文": row["quote"],
        }
        for number, row in enumerate(_records(times(*analyses)), 1)
    )
    return _sheet("时限台账", analyses, columns, rows)


def notes(*analyses: Analysis, remarks: Iterable[str] = ()) -> Sheet:
    """Return 说明: the documents, the counts, how the table was made and where it ends.

    Args:
        analyses: the documents.
        remarks: what happened while the workbook was written and a reader has to know.
    """
    rows = [row for analysis in analyses for row in _about(analysis)]
    rows += [(title, text) for title, text in _METHOD]
    rows += [("提示", remark) for remark in remarks]
    rows += [("程序", f"Zhize（职责）{version('zhize')}，离线运行，不联网，不上传任何文字。")]
    columns = (Column(title="项目", width=14), Column(title="内容", width=110))
    return Sheet(name="说明", heading=_heading("说明", analyses), columns=columns, rows=tuple(rows))


_METHOD = (
    ("制作方法", "按公开的规则和词表逐条识别，同一文本每次结果相同；每行都附依据原文，可回到条款核对。"),
    (
        "主体来源",
        "原文写明：本句写出责任主体；承前省略：主体取自前文；推定：条文未写主体，推定为制定机关。后两种请着重核对。",
    ),
    ("模态", "义务（应当、须、由……负责等）、禁止（不得、严禁等）、许可（可以、有权等）、界定（组成、设立、适用等）。"),
    ("刚性", "硬性：有具体行为、程序、时限、数量或责任人，可以检查是否做到；倡导：原则、方针和态度要求。"),
    (
        "时限",
        "只照录原文的时间表述，不推算日历日期。“日”未写明工作日的，是否按自然日计算以上位法或制定机关的解释为准。",
    ),
    ("依据原文", "规范所在的完整句子；属于列项的，附列项的引导语，中间略去的文字以“……”表示。"),
    ("复核", f"置信度低于{DOUBTFUL:.2f}的加粗并加底色，建议优先复核；请在“复核”列选择{'、'.join(CHOICES)}。"),
    ("局限", "本清单由程序自动生成，可能遗漏或误判，未经人工复核不能作为执法、考核、追责的依据，也不构成法律意见。"),
)


def _about(analysis: Analysis) -> list[tuple[str, str]]:
    """Return the rows that say which document this is and what was found in it."""
    meta = analysis.regulation.metadata
    norms = analysis.norms
    modalities = Counter(norm.modality for norm in norms)
    sources = Counter(norm.bearer_source for norm in norms)
    doubtful = sum(map(is_doubtful, norms))
    relations_found = sum(len(norm.bearers) * len(norm.counterparts) for norm in norms)
    return [
        ("文件", f"《{meta.title}》"),
        ("发布机关", meta.issuer or labels.UNSTATED),
        ("层级", labels.LEVEL[meta.level] if meta.level else labels.UNSTATED),
        ("发文字号", meta.doc_number or labels.UNSTATED),
        ("通过日期", meta.passed or labels.UNSTATED),
        *((("修改日期", meta.amended),) if meta.amended else ()),
        ("印发日期", meta.issued or labels.UNSTATED),
        ("施行日期", meta.in_force_from or labels.UNSTATED),
        ("施行状态", standing(meta.in_force_until, meta.validity)),
        ("条文", f"{len(analysis.regulation.articles)}条"),
        ("规范", f"{len(norms)}项：" + _counts(modalities, labels.MODALITY)),
        ("其中主体", _counts(sources, labels.BEARER_SOURCE)),
        ("需着重复核", f"{doubtful}项"),
        ("职责关系", f"{relations_found}条"),
        ("时间表述", f"{len(analysis.times)}处"),
        *(
            ("文本提示", f"第{problem.line}行：{problem.message.rstrip('。')}。{problem.remedy}")
            for problem in analysis.problems
        ),
    ]


def _counts(counts: Mapping[Any, int], names: Mapping[str, str]) -> str:
    return "，".join(f"{name}{counts.get(value, 0)}项" for value, name in names.items())


def _sheet(
    name: str, analyses: tuple[Analysis, ...], columns: tuple[Column, ...], rows: tuple[dict[str, Cell], ...]
) -> Sheet:
    cells = tuple(tuple(row[column.title] for column in columns) for row in rows)
    return Sheet(name=name, heading=_heading(name, analyses), columns=columns, rows=cells)


def _heading(name: str, analyses: tuple[Analysis, ...]) -> str:
    return f"《{analyses[0].regulation.title}》{name}" if len(analyses) == 1 else name


def _document_column(analyses: tuple[Analysis, ...]) -> tuple[Column, ...]:
    """One document needs no column that repeats its title in every row."""
    return (Column(title="文件", width=14),) if len(analyses) > 1 else ()


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows with "" for what the text does not say."""
    records: list[dict[str, Any]] = frame.astype(object).where(frame.notna(), "").to_dict("records")  # type: ignore[assignment]
    return records


def _relations(counterparts: Iterable[str], found: Iterable[str]) -> str:
    pairs = zip(counterparts, found, strict=True)
    return "；\n".join(labels.RELATION_PHRASE[relation].format(name) for name, relation in pairs)


def _limits(row: Mapping[str, Any]) -> str:
    """Return every time of a norm but its frequencies, which have a column of their own."""
    said = zip(row["times"], row["time_types"], strict=True)
    return "；".join(text for text, kind in said if kind != TimeType.FREQUENCY)


def _measure(row: Mapping[str, Any]) -> str:
    """Return what a time says, in words: 至少提前5个工作日."""
    if row["type"] == TimeType.DEADLINE:
        return deadline_reading(row["value"], direction=row["direction"] or None, bound=row["bound"] or None)
    return reading(row["value"])
