"""What an evaluation found, kept without a word of the texts: ``zhize.baseline/1``, to hold later ones against.

Of each layer: its counts, and by article what was right, missed and spurious, as extents and types. Names are kept as a
digest behind their relation, with the extent of a norm that has them: ``@12-40 reports_to:1f3a9c2e``. Of articles and
of what is said of finds only the wrong is listed; the rest was right. An article of a layer is a line, so that the
difference of two files can be read.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from zhize.errors import InputError
from zhize.evaluation.layers import Layer
from zhize.evaluation.nouns import Item
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from zhize.evaluation.nouns import Evaluation, LayerScore

SCHEMA: Final = "zhize.baseline/1"
_ID = re.compile(r"(?P<at>@?)(?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9})(?: (?P<value>\S+))?")
_Id = Annotated[str, msgspec.Meta(pattern=rf"^{_ID.pattern}\Z")]
_Count = Annotated[int, msgspec.Meta(ge=0)]


class Found(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What was right, missed and spurious in one article."""

    right: tuple[_Id, ...] = ()
    missed: tuple[_Id, ...] = ()
    spurious: tuple[_Id, ...] = ()


class LayerBaseline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A layer as it was."""

    gold: _Count
    found: _Count
    right: _Count  # of the score that `LayerScore.score` is
    articles: dict[str, Found] = {}  # msgspec copies an empty default

    def items(self, kind: Literal["right", "missed", "spurious"]) -> frozenset[Item]:
        """Return what was right, missed or spurious."""
        return frozenset(
            _item(article, each) for article, found in self.articles.items() for each in getattr(found, kind)
        )


class GoldBaseline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A gold as it was."""

    digest: str  # of the gold's file
    layers: dict[Layer, LayerBaseline]


class Baseline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of evaluations."""

    schema: Literal["zhize.baseline/1"]
    golds: dict[str, GoldBaseline]


def baseline_of(evaluations: Iterable[Evaluation], kept: Baseline | None = None) -> Baseline:
    """Return the baseline of some evaluations.

    Args:
        evaluations: what is to be kept.
        kept: another baseline, whose golds that are not among the evaluations stay as they are.
    """
    new = {each.name: GoldBaseline(digest=each.gold.digest, layers=_layers(each)) for each in evaluations}
    golds = {**(kept.golds if kept else {}), **new}
    return Baseline(schema=SCHEMA, golds=dict(sorted(golds.items())))


def read_baseline(path: Path) -> Baseline:
    """Return the baseline of a file.

    Raises:
        InputError: it cannot be read or is no baseline.
    """
    remedy = "give a file that zhize evaluate --write made"
    try:
        baseline = msgspec.json.decode(path.read_bytes(), type=Baseline)
    except OSError as error:
        what = "no such file" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror or error})"
        raise InputError(what, where=str(path), remedy=remedy) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"is no baseline ({error})", where=str(path), remedy=remedy) from error
    backwards = next((each for each in _ids(baseline) if _ends_before_it_starts(each)), None)
    if backwards is not None:
        raise InputError(f"{backwards} ends before it starts", where=str(path), remedy=remedy)
    return baseline


def _ids(baseline: Baseline) -> Iterator[str]:
    for gold in baseline.golds.values():
        for layer in gold.layers.values():
            for found in layer.articles.values():
                yield from (*found.right, *found.missed, *found.spurious)


def _ends_before_it_starts(written: str) -> bool:
    found = _ID.fullmatch(written)
    return found is not None and int(found["end"]) < int(found["start"])


def to_json(baseline: Baseline) -> str:
    """Return the file of a baseline, the same for the same findings; an article of a layer is a line."""
    golds = ",\n".join(f" {_quoted(name)}: {_gold(gold)}" for name, gold in baseline.golds.items())
    return f'{{\n"schema": {_quoted(SCHEMA)},\n"golds": {{\n{golds}\n}}\n}}\n'


def _gold(gold: GoldBaseline) -> str:
    layers = ",\n".join(f"   {_quoted(name)}: {_layer(layer)}" for name, layer in gold.layers.items())
    return f'{{\n  "digest": {_quoted(gold.digest)},\n  "layers": {{\n{layers}\n  }}\n }}'


def _layer(layer: LayerBaseline) -> str:
    counts = f'"gold": {layer.gold}, "found": {layer.found}, "right": {layer.right}'
    if not layer.articles:
        return f"{{{counts}}}"
    lines = (f"    {_quoted(name)}: {_quoted(msgspec.to_builtins(found))}" for name, found in layer.articles.items())
    articles = ",\n".join(lines)
    return f'{{{counts}, "articles": {{\n{articles}\n   }}}}'


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _layers(evaluation: Evaluation) -> dict[Layer, LayerBaseline]:
    return {score.layer: _kept(score, evaluation) for score in evaluation.layers}


def _kept(score: LayerScore, evaluation: Evaluation) -> LayerBaseline:
    right, missed, spurious = map(_by_article, (score.right, score.missed, score.spurious))
    found = {}
    for article in evaluation.gold.articles if score.layer.is_listed else ():
        kept = Found(
            right=right[article.id] if score.layer.keeps_right else (),
            missed=missed[article.id],
            spurious=spurious[article.id],
        )
        if kept != Found():
            found[article.id] = kept
    counts = score.score
    return LayerBaseline(gold=counts.gold, found=counts.found, right=counts.right, articles=found)


def _by_article(items: Iterable[Item]) -> defaultdict[str, tuple[str, ...]]:
    ids = defaultdict[str, tuple[str, ...]](tuple)
    for item in sorted(items):
        ids[item.article] += (_id(item),)
    return ids


def _id(item: Item) -> str:
    where = f"@{item.at.start}-{item.at.end}" if item.at else f"{item.start}-{item.end}"
    return f"{where} {item.value}" if item.value else where


def _item(article: str, text: str) -> Item:
    found = _ID.fullmatch(text)
    if found is None:  # the schema has refused every other
        raise AssertionError(text)
    start, end, value = int(found["start"]), int(found["end"]), found["value"] or ""
    if found["at"]:
        return Item(article=article, value=value, at=Span(start=start, end=end))
    return Item(article=article, start=start, end=end, value=value)
