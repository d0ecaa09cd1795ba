"""Evaluations for people, in Chinese: what each section says, before it is text or Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.evaluation.difference import Kind
from zhize.evaluation.layers import LAYER, TYPE, Layer
from zhize.evaluation.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhize.evaluation.difference import Difference, Figures
    from zhize.evaluation.nouns import Evaluation, Item, Score

_FINDS = ("找到", "标注", "结果", "一致", "精确率", "召回率", "F1", "重叠F1")
_CLAIMS = ("说对", "比较", "正确", "准确率")
_FINDS_SINCE = ("找到", "标注", "结果", "正确", "F1", "基线", "变化")
_CLAIMS_SINCE = (*_CLAIMS, "基线", "变化")
_NONE = "–"
_KINDS = {Kind.RIGHT: "找回", Kind.GONE: "误报消失", Kind.MISSED: "丢失", Kind.SPURIOUS: "新误报"}
_RATE_KINDS = {Kind.RIGHT: "改对", Kind.MISSED: "说错"}
_BLIND = "这份标注只列分数；--unblind 列出明细"
_CHANGED = "标注在基线之后有改动，得失中也有标注改动的影响"
_UNKNOWN = "基线中没有这份标注"
_SAME = "与基线没有差别"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A find in a list."""

    line: str  # ＋ 主体及类型 第四十三条第二款 机构（找回）
    sentence: str  # with its words marked; "" for none


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What there is to say of a gold."""

    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    entries: tuple[Entry, ...]


def section(
    evaluation: Evaluation, against: Difference | None, *, compared: bool, errors: Layer | None, unblind: bool
) -> Section:
    """Return what there is to say of an evaluation.

    Args:
        evaluation: the scores.
        against: how it stands to a baseline; None where there is none or it does not have the gold.
        compared: whether there is a baseline.
        errors: the layer whose misses and spurious finds are listed; None for none.
        unblind: whether single finds are listed of a blind gold too.
    """
    gold = evaluation.gold
    figures = {each.layer: each for each in against.figures} if against else {}
    tables = _tables_since(evaluation, figures) if compared else _tables(evaluation)
    notes = list(_notes(against)) if compared else []
    listing = not gold.blind or unblind
    if not listing and (errors or (against and against.changes)):
        notes.append(_BLIND)
    entries = [*_changes(against), *_errors(evaluation, errors)] if listing else []
    way = "全文分析" if gold.whole else "逐条分析"
    return Section(
        title=f"{gold.name}：{len(gold.articles)}条，{way}",
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(notes),
        entries=tuple(entries),
    )


def _tables(evaluation: Evaluation) -> tuple[Table, Table]:
    """Return how much was found, by layer and type, and how often what is said of it is right."""
    finds, claims = list[tuple[str, ...]](), list[tuple[str, ...]]()
    for score in evaluation.layers:
        if score.layer.is_rate:
            claims.append((_named(score.layer), *_counts(score.exact), _figure(score.exact.f1)))
            continue
        finds.append((_named(score.layer), *_cells(score.exact, score.overlap)))
        finds += [(f"· {TYPE[each.type]} {each.type}", *_cells(each.exact, each.overlap)) for each in score.types]
    return Table(head=_FINDS, rows=tuple(finds)), Table(head=_CLAIMS, rows=tuple(claims))


def _tables_since(evaluation: Evaluation, figures: Mapping[Layer, Figures]) -> tuple[Table, Table]:
    """Return the figures of the layers beside those of a baseline."""
    finds, claims = list[tuple[str, ...]](), list[tuple[str, ...]]()
    for each in evaluation.layers:
        score, name = each.score, _named(each.layer)
        since = (_figure(score.f1), *_since(figures.get(each.layer)))
        if each.layer.is_rate:
            claims.append((name, *_counts(score), *since))
        else:
            finds.append((name, str(score.gold), str(score.found), str(score.right), *since))
    return Table(head=_FINDS_SINCE, rows=tuple(finds)), Table(head=_CLAIMS_SINCE, rows=tuple(claims))


def _cells(exact: Score, overlap: Score | None) -> tuple[str, ...]:
    counts = (str(exact.gold), str(exact.found), str(exact.right))
    figures = (exact.precision, exact.recall, exact.f1, overlap.f1 if overlap else None)
    return (*counts, *map(_figure, figures))


def _counts(rate: Score) -> tuple[str, str]:
    return (str(rate.gold), str(rate.right))


def _since(figures: Figures | None) -> tuple[str, str]:
    """Return the figure of the baseline, and how much it rose since then, if it did."""
    if figures is None or figures.before is None:
        return (_NONE, "")
    return (_figure(figures.before.f1), f"{figures.change:+.3f}" if figures.change else "")


def _figure(figure: float | None) -> str:
    return _NONE if figure is None else f"{figure:.3f}"


def _named(layer: Layer) -> str:
    return f"{LAYER[layer]} {layer}"


def _notes(against: Difference | None) -> Iterator[str]:
    if against is None:
        yield _UNKNOWN
        return
    if not against.same_gold:
        yield _CHANGED
    gains = sum(change.kind.is_gain for change in against.changes)
    losses = len(against.changes) - gains
    same = not against.changes and all(each.before == each.after for each in against.figures)
    yield _SAME if same else f"得{gains}处，失{losses}处"


def _changes(against: Difference | None) -> Iterator[Entry]:
    """Yield what was gained and lost."""
    if against is None:
        return
    for change in against.changes:
        kinds = _RATE_KINDS if change.layer.is_rate else _KINDS
        sign = "＋" if change.kind.is_gain else "－"
        yield _entry(sign, kinds[change.kind], change.layer, change.item, against.evaluation)


def _errors(evaluation: Evaluation, layer: Layer | None) -> Iterator[Entry]:
    """Yield what is missed and spurious in a layer, or what is said wrongly."""
    score = evaluation.layer(layer) if layer else None
    if score is None:
        return
    missed = _RATE_KINDS[Kind.MISSED] if score.layer.is_rate else "遗漏"
    yield from (_entry("－", missed, score.layer, item, evaluation) for item in score.missed)
    yield from (_entry("－", "误报", score.layer, item, evaluation) for item in score.spurious)


def _entry(sign: str, kind: str, layer: Layer, item: Item, evaluation: Evaluation) -> Entry:
    seen = shown(item, layer, evaluation)
    line = " ".join(filter(None, (sign, kind, LAYER[layer], seen.place, seen.what)))
    return Entry(line=line, sentence=seen.sentence)
