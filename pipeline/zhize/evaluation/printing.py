"""Evaluations as text for the terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zhize.evaluation.difference import Kind
from zhize.evaluation.sections import Table
from zhize.evaluation.shown import shown
from zhize.export.terminal.aligned import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.evaluation.difference import Difference
    from zhize.evaluation.layers import Layer
    from zhize.evaluation.nouns import Evaluation, Item, LayerScore, Score
    from zhize.evaluation.sections import Section

SCHEMA = "zhize.evaluation/1"
_FIRST = 32  # cells of the first column, which has the names of the layers; the others hold figures
_OTHERS = 8


def to_text(sections: Sequence[Section], *, width: int) -> str:
    """Return sections as text.

    Args:
        sections: one a gold.
        width: how many cells a line of a table may take.
    """
    return "\n".join("".join(f"{line}\n" for line in _text(section, width)) for section in sections)


def to_markdown(sections: Sequence[Section]) -> str:
    """Return sections as Markdown."""
    return "\n".join("".join(f"{line}\n" for line in _markdown(section)) for section in sections)


def to_table(evaluations: Sequence[Evaluation], layers: Sequence[Layer]) -> str:
    """Return a Markdown table of one figure a layer, a row a gold: empty where a gold does not hold the layer."""
    rows = []
    for evaluation in evaluations:
        scores = [evaluation.layer(layer) for layer in layers]
        figures = ("" if score is None or score.score.f1 is None else f"{score.score.f1:.3f}" for score in scores)
        rows.append((evaluation.name, *figures))
    lines = _markdown_table(Table(head=("gold", *layers), rows=tuple(rows)))
    return "".join(f"{line}\n" for line in lines)


def to_json(
    results: Sequence[tuple[Evaluation, Difference | None]], *, errors: Layer | None = None, unblind: bool = False
) -> str:
    """Return evaluations as the document ``zhize.evaluation/1``.

    Args:
        results: each with how it stands to a baseline; None for one that is held against none.
        errors: the layer whose misses and spurious finds are listed; None for none.
        unblind: whether single finds are listed of a blind gold too.
    """
    golds = []
    for evaluation, against in results:
        listing = unblind or not evaluation.gold.blind
        record = _gold_record(evaluation)
        if against is not None:
            record["against"] = _difference_record(against, listing=listing)
        if errors is not None and listing:
            record["errors"] = list(_error_records(evaluation, errors))
        golds.append(record)
    return json.dumps({"schema": SCHEMA, "golds": golds}, ensure_ascii=False, indent=1) + "\n"


def _text(section: Section, width: int) -> Iterator[str]:
    yield section.title
    for each in section.tables:
        limits = (_FIRST, *[_OTHERS] * (len(each.head) - 2), 0)
        yield ""
        yield from table(each.head, each.rows, limits, total=width)
    if section.notes:
        yield ""
        yield from section.notes
    for entry in section.entries:
        yield entry.line
        if entry.sentence:
            yield f"    {entry.sentence}"


def _markdown(section: Section) -> Iterator[str]:
    yield f"### {section.title}"
    for each in section.tables:
        yield ""
        yield from _markdown_table(each)
    if section.notes:
        yield ""
        yield from section.notes
    if section.entries:
        yield ""
    for entry in section.entries:
        yield f"- {_escaped(entry.line)}" + (f"<br>{_escaped(entry.sentence)}" if entry.sentence else "")


def _markdown_table(each: Table) -> Iterator[str]:
    yield f"| {' | '.join(each.head)} |"
    yield f"| {' | '.join('---' for _ in each.head)} |"
    yield from (f"| {' | '.join(row)} |" for row in each.rows)


def _escaped(text: str) -> str:
    """Return text whose characters Markdown takes for themselves."""
    return "".join(f"\\{character}" if character in r"\`*_[]<>|#" else character for character in text)


def _gold_record(evaluation: Evaluation) -> dict[str, Any]:
    gold = evaluation.gold
    return {
        "name": gold.name,
        "articles": len(gold.articles),
        "read": "each" if gold.whole is None else "whole",
        "blind": gold.blind,
        "layers": {score.layer: _layer_record(score) for score in evaluation.layers},
    }


def _layer_record(layer: LayerScore) -> dict[str, Any]:
    if layer.layer.is_rate:
        return {"accuracy": layer.exact.f1, "n": layer.exact.gold, "right": layer.exact.right}
    record = _scores_record(layer.exact, layer.overlap)
    if layer.types:
        record["types"] = {each.type: _scores_record(each.exact, each.overlap) for each in layer.types}
    return record


def _scores_record(exact: Score, overlap: Score | None) -> dict[str, Any]:
    record: dict[str, Any] = {"gold": exact.gold, "found": exact.found, "exact": _score_record(exact)}
    return record if overlap is None else {**record, "overlap": _score_record(overlap)}


def _score_record(score: Score) -> dict[str, Any]:
    return {"right": score.right, "precision": score.precision, "recall": score.recall, "f1": score.f1}


def _difference_record(against: Difference, *, listing: bool) -> dict[str, Any]:
    figures = {
        each.layer: {
            "before": None if each.before is None else each.before.f1,
            "after": each.after.f1,
            "change": each.change,
        }
        for each in against.figures
    }
    record: dict[str, Any] = {"same_gold": against.same_gold, "fell": list(against.fell), "figures": figures}
    if listing:
        record["changes"] = [
            {"gain": each.kind.is_gain, **_item_record(each.item, each.layer, each.kind, against.evaluation)}
            for each in against.changes
        ]
    return record


def _error_records(evaluation: Evaluation, layer: Layer) -> Iterator[dict[str, Any]]:
    score = evaluation.layer(layer)
    if score is not None:
        yield from (_item_record(item, layer, Kind.MISSED, evaluation) for item in score.missed)
        yield from (_item_record(item, layer, Kind.SPURIOUS, evaluation) for item in score.spurious)


def _item_record(item: Item, layer: Layer, kind: Kind, evaluation: Evaluation) -> dict[str, Any]:
    seen = shown(item, layer, evaluation)
    return {
        "layer": layer,
        "kind": kind,
        "article": item.article,
        "start": item.place.start,
        "end": item.place.end,
        "place": seen.place,
        "what": seen.what,
        "sentence": seen.sentence,
    }
