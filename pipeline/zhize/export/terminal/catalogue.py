"""What a corpus knows and holds, as lines for the terminal and as records for programs."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from zhize import labels
from zhize.export.standing import standing
from zhize.export.terminal.aligned import pad, table
from zhize.types import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from zhize.corpus import Entry, Holding
    from zhize.corpus.receiving import Arrival

_HEAD = ("名称", "标题", "发文字号", "日期", "状态", "来源")
_LIMITS = (31, 0, 21, 10, 12, 10)  # cells; what they leave of the width is for 标题
_NARROWEST = 118  # cells of a line: a name must be whole to be copied, a title to be told from its like
_SHIPPED, _ADDED, _FETCHED = "随附", "已添加", "已获取"
_HOW = {"added": _ADDED, "fetched": _FETCHED}
_URL_STATUS = {"seen-official": "可获取", "inferred": "网址待验证", None: "需自备文件"}
_CONFIDENCE = {"high": "高", "medium": "中", "low": "低"}
_LABEL_CELLS = 10
_BRACKETS = str.maketrans("〔〕()【】", "[][][]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A text that a corpus knows; dates are ISO 8601, shortened where no more is established."""

    id: str
    title: str
    issuer: str | None
    level: str | None
    doc_number: str | None
    passed: str | None
    issued: str | None
    in_force_from: str | None
    in_force_until: str | None
    standing: str  # Chinese; see `zhize.export.standing`
    held: bool
    origin: str  # Chinese: 随附, 已添加, 已获取, 可获取, 网址待验证, 需自备文件
    url: str | None
    url_status: str | None
    confidence: str | None  # of the manifest's facts
    files: tuple[str, ...]  # names, of a text that the user's corpus holds
    sha256: tuple[str, ...]
    at: str | None  # when it came, UTC
    accepted: tuple[str, ...]  # what differs from the manifest and was taken all the same

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain objects."""
        return asdict(self)


def records(entries: Iterable[Entry], held: Mapping[str, Holding]) -> list[Record]:
    """Return everything that is known: texts that are there first, then those that could be had.

    Args:
        entries: of the manifest.
        held: of the user's corpus, by id.
    """
    known = {entry.id: entry for entry in entries}
    found = [_record(name, known.get(name), held.get(name)) for name in dict.fromkeys((*known, *held))]
    return sorted(found, key=lambda record: not record.held)


def matches(record: Record, word: str) -> bool:
    """Whether the id, title or number of a text has a word, in whatever case, width and brackets: 济政发[2022]4号."""
    return _folded(word) in _folded(f"{record.id} {record.title} {record.doc_number or ''}")


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold().translate(_BRACKETS)


def _record(name: str, entry: Entry | None, holding: Holding | None) -> Record:
    # A text that was taken although it is another one is described by itself alone.
    facts = None if holding is not None and holding.accepted else entry
    meta = _metadata(facts, holding)
    places = () if holding is None else holding.places
    shipped = entry is not None and entry.file is not None
    return Record(
        id=name,
        title=meta.title,
        issuer=meta.issuer,
        level=meta.level,
        doc_number=meta.doc_number,
        passed=meta.passed,
        issued=meta.issued,
        in_force_from=meta.in_force_from,
        in_force_until=meta.in_force_until,
        standing=standing(meta.in_force_until, meta.validity),
        held=shipped or holding is not None,
        origin=_origin(entry, holding),
        url=next((place.address for place in places if place.address), None) or (entry.url if entry else None),
        url_status=entry.url_status if entry else None,
        confidence=entry.confidence if entry else None,
        files=tuple(place.file for place in places) or ((entry.file,) if entry and entry.file else ()),
        sha256=tuple(place.sha256 for place in places) or ((entry.sha256,) if entry and entry.sha256 else ()),
        at=holding.at if holding else None,
        accepted=holding.accepted if holding else (),
    )


def _metadata(entry: Entry | None, holding: Holding | None) -> Metadata:
    """Return what is known of a text: by the text itself first, then by the manifest; its 有效性 by that first."""
    sources = [each for each in (holding, entry) if each is not None]

    def first(field: str, sources: Sequence[Entry | Holding] = sources) -> Any:  # noqa: ANN401  # fields of two nouns
        return next((value for each in sources if (value := getattr(each, field, None)) is not None), None)

    fields = ("issuer", "doc_number", "passed", "issued", "in_force_from", "in_force_until", "level")
    # The manifest says of no text that it is in force; a page goes on saying so after that ended.
    validity = first("validity", sources[::-1])
    return Metadata(title=first("title") or "", validity=validity, **{field: first(field) for field in fields})


def _origin(entry: Entry | None, holding: Holding | None) -> str:
    if holding is not None:
        return _HOW[holding.how]
    if entry is None or entry.file is not None:
        return _SHIPPED
    return _URL_STATUS[entry.url_status]


def to_lines(found: Sequence[Record], *, width: int) -> list[str]:
    """Return records as a table.

    Args:
        found: what to show.
        width: cells of a line of the terminal; a table of fewer than 118 would cut names.
    """
    rows = [
        (
            each.id,
            each.title,
            each.doc_number or "",
            each.issued or each.passed or "",
            _brief(each.standing),
            each.origin,
        )
        for each in found
    ]
    held = sum(each.held for each in found)
    return [*table(_HEAD, rows, _LIMITS, total=max(width, _NARROWEST)), "", f"共 {len(found)} 份，其中在库 {held} 份"]


def _brief(words: str) -> str:
    """Return what is known of a text being in force, under the head 状态."""
    return "未核实" if words.endswith("未核实") else words.removeprefix("标注为").strip("“”").partition("（")[0]


def facts_of(name: str, entry: Entry | None, holding: Holding | None, folder: Path) -> list[str]:
    """Return everything that is known of one text, a line a fact."""
    record = _record(name, entry, holding)
    lines = [record.title or "（无标题）"]
    lines += _lines(
        ("名称", name),
        ("发布机关", f"{record.issuer or labels.UNSTATED}{_level(record.level)}"),
        ("发文字号", record.doc_number or labels.UNSTATED),
        ("通过日期", record.passed or labels.UNSTATED),
        ("印发日期", record.issued or labels.UNSTATED),
        ("施行日期", record.in_force_from or labels.UNSTATED),
        ("状态", record.standing),
        ("来源", record.origin),
        ("网址", record.url),
        ("虚构", "为演示编写，其地名和机关并不存在" if entry is not None and entry.synthetic else None),
        ("出处", entry.provenance if entry is not None else None),
        ("资料可信度", _CONFIDENCE[entry.confidence] if entry is not None else None),
        ("条数", _articles(entry, holding)),
    )
    for place in () if holding is None else holding.places:
        lines += _lines(("文件", str(folder / place.file)), ("SHA-256", place.sha256), ("原文件名", place.given))
    if holding is not None:
        lines += _lines(("入库时间", holding.at), *(("与清单不符", each) for each in holding.accepted))
    return lines


def taken(arrival: Arrival, entry: Entry | None, holding: Holding, folder: Path) -> list[str]:
    """Return what came into a corpus, for the person who asked for it.

    Args:
        arrival: what came.
        entry: what the manifest knows of it.
        holding: as the corpus holds it.
        folder: of the corpus.
    """
    known = _record(arrival.name, entry, holding).standing
    said = (holding.doc_number, holding.issued or holding.passed, f"{holding.articles} 条", known)
    lines = [f"已入库 {arrival.name}：《{holding.title}》，" + "，".join(each for each in said if each)]
    lines += _lines(*(("  文件", str(folder / place.file)) for place in holding.places))
    lines += _lines(*(("  网址", place.address) for place in holding.places))
    lines += _lines(*(("  请核对", each) for each in (*holding.accepted, *arrival.doubts)))
    if arrival.regulation.problems:
        lines += _lines(("  文本问题", f"{len(arrival.regulation.problems)} 处，见 zhize check {arrival.name}"))
    return lines


def _lines(*facts: tuple[str, str | None]) -> list[str]:
    return [f"{pad(label, _LABEL_CELLS)}  {value}" for label, value in facts if value is not None]


def _level(level: str | None) -> str:
    return f"（{labels.LEVEL[level]}）" if level else ""


def _articles(entry: Entry | None, holding: Holding | None) -> str | None:
    number = holding.articles if holding is not None else entry.articles if entry is not None else None
    return None if number is None else f"{number} 条"
