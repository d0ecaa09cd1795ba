"""Train the model of actors: articles that were read, and a folder of laws → ``weights.json``.

    python models/actors/train.py             # train on everything and write
    python models/actors/train.py --folds 5   # print what rules and model find in articles held out, and write nothing

The same laws and versions give the same weights. README.md in this folder says what the model is made of.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tomllib
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import scipy.sparse as sp
from annotations import Read, read_articles
from classes import classes_of
from mining import mine
from sklearn.linear_model import LogisticRegression

from zhize.tagging import candidates, features
from zhize.tagging.actors import seen
from zhize.tagging.features import NUMBERS, PAIRS, TEXTS
from zhize.tagging.slots import subjects
from zhize.tagging.weighing import THOUSAND, TYPES, Model, Weights, begins, found_by_rules, model_of, weighed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.tagging.features import Tables
    from zhize.tagging.names import Name, Seen

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LAWS = ROOT.parent / "shared/laws"
HELD_OUT = ROOT / "corpora/gold/heldout-articles.toml"
# Of the development gold; its mixed articles are of many laws, and none of them is among the articles that were read.
DEVELOPMENT = ("机关事务管理条例", "国务院组织法")

C_SPANS, C_TYPES = 1.0, 1.0  # inverse strength of the L1 penalty: 5,000 features are left of a million
LEAN = 0.6  # added to the bias: a name that is missed costs as much as one too many, and more are missed
RARE = 2  # candidates that a feature must be seen in
LOST = 0.005  # share of the names found beside the rules that the limits may cost; they halve the time
_LEVELLED = re.compile(r"(?<=[省市县区州])人民(?=政府)")


@dataclass(slots=True)
class Rows:
    """Rows of features, each a number; a feature that is new gets the next one, from 1 on."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    cells: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q", [0]))

    def tables(self) -> Tables:
        """Return tables that hold numbers where those of a model hold weights."""
        return {name: partial(self._number, name) for name in (*TEXTS, *NUMBERS, *PAIRS)}

    def _number(self, table: str, key: str | int | tuple[int, int], _: int) -> int:
        written = ".".join(map(str, key)) if isinstance(key, tuple) else str(key)
        return self.numbers.setdefault((table, written), len(self.numbers) + 1)

    def add(self, *parts: Sequence[int]) -> None:
        """Add a row."""
        for part in parts:
            self.cells.extend(part)
        self.ends.append(len(self.cells))

    def matrix(self) -> sp.csr_matrix:
        """Return the rows; the column of a feature is its number."""
        cells, ends = np.frombuffer(self.cells, np.int64), np.frombuffer(self.ends, np.int64)
        return sp.csr_matrix(
            (np.ones(len(cells), np.float32), cells, ends), shape=(len(ends) - 1, len(self.numbers) + 1)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """An article with what the rules found in it and what its law knows."""

    read: Read
    seen: Seen
    known: dict[str, int]


def laws_of(folder: Path) -> Iterator[str]:
    """Yield the laws that may be learned from: none of the held-out and the development gold, no court cases."""
    held_out = tomllib.loads(HELD_OUT.read_text(encoding="utf-8"))["article"]
    barred = {_name(each["path"]) for each in held_out} | set(DEVELOPMENT)
    for path in sorted(folder.glob("*/*.txt")):
        if path.parent.name not in {"other", "history"} and _name(path.name) not in barred:
            yield path.read_text(encoding="utf-8")


def _name(path: str) -> str:
    return Path(path).name.partition("(")[0]


def lessons_of(read: Read) -> Iterator[Lesson]:
    """Yield an article by itself, inside its law, and once more with the short names of working rules (县政府)."""
    saw = seen(read.text)
    yield Lesson(read=read, seen=saw, known={})
    if read.law:
        yield Lesson(read=read, seen=saw, known=subjects([read.law]))
    if _LEVELLED.search(read.text):
        short = shortened(read)
        yield Lesson(read=short, seen=seen(short.text), known={})


def shortened(read: Read) -> Read:
    """Return an article with 县政府 for 县人民政府, its actors moved with the text."""
    gone = [place for match in _LEVELLED.finditer(read.text) for place in range(match.start(), match.end())]
    moved = lambda at: at - sum(place < at for place in gone)  # noqa: E731  # one line, used once
    actors = {(moved(start), moved(end)): kind for (start, end), kind in read.actors.items()}
    return Read(id=read.id, text=_LEVELLED.sub("", read.text), actors=actors, document=read.document)


def train(reads: Sequence[Read], counts: dict[str, tuple[int, ...]], classes: dict[str, tuple[int, ...]]) -> Weights:
    """Return the weights that articles teach."""
    pairs = {read.text[end - 2 : end] for read in reads for _, end in read.actors if end > 1}
    pairs |= {said[-2:] for said, (laws, *_) in counts.items() if laws >= 3}  # noqa: PLR2004  # one may be a slip
    blank = Weights(
        bias=0.0,
        least_end=-99.0,
        least_edges=-99.0,
        spans={},
        types={},
        pairs=frozenset(pairs),
        counts=counts,
        classes=classes,
    )
    lessons = [lesson for read in reads for lesson in lessons_of(read)]
    bias, spans = _fit_spans(lessons, model_of(blank))
    types = _fit_types(lessons, model_of(blank))
    weights = msgspec.structs.replace(blank, bias=bias + LEAN, spans=spans, types=types)
    return _limited(weights, [lesson for lesson in lessons if not lesson.known])


def _fit_spans(lessons: Sequence[Lesson], blank: Model) -> tuple[float, dict[str, dict[str, float]]]:
    table, right = Rows(), list[bool]()
    for lesson in lessons:
        for span, parts in rows(lesson, blank, table.tables()):
            table.add(*parts)
            right.append(span in lesson.read.actors)
    matrix = table.matrix()
    kept = np.flatnonzero(np.asarray(matrix.sum(0)).ravel() >= RARE)
    fitted = _logistic(C_SPANS).fit(matrix[:, kept], np.array(right))
    weight_of = dict(zip(kept.tolist(), np.round(fitted.coef_[0], 3).tolist(), strict=True))
    return float(fitted.intercept_[0]), _by_table(table, weight_of)


def _by_table(table: Rows, weight_of: Mapping[int, Any]) -> dict[str, dict[str, Any]]:
    """Return the weights of features that have one, by table and key."""
    found = defaultdict[str, dict[str, Any]](dict)
    for (name, key), number in sorted(table.numbers.items()):
        if weight_of.get(number):
            found[name][key] = weight_of[number]
    return dict(found)


def rows(lesson: Lesson, model: Model, look: Tables) -> Iterator[tuple[tuple[int, int], list[list[int]]]]:
    """Yield every candidate of an article and what the tables hold for its features, part by part."""
    text, classes = lesson.read.text, model.classes
    rules = found_by_rules(text, lesson.seen)
    wide = features.padded(text)
    starts = cache(lambda at: features.of_start(look, *features.around(wide, at), classes))
    ends = cache(lambda at: features.of_end(look, *features.around(wide, at), classes))
    words = cache(lambda said: features.of_words(look, said, model.counts(said), classes))
    for end in sorted({*candidates.ends(text, model.weights.pairs), *rules.starts}):
        for start in begins(text, end, rules):
            company = features.of_company(look, text, (start, end), rules, lesson.known)
            yield (start, end), [starts(start), ends(end), words(text[start:end]), company]


def _fit_types(lessons: Sequence[Lesson], blank: Model) -> dict[str, dict[str, tuple[float, ...]]]:
    table, right = Rows(), list[str]()
    look = table.tables()
    for lesson in lessons:
        kinds = {(name.start, name.end): name.type.value for name in lesson.seen.names}
        for span, kind in lesson.read.actors.items():
            table.add(features.of_type(look, lesson.read.text, span, kinds.get(span, ""), blank.classes))
            right.append(kind)
    matrix = table.matrix()
    columns = [
        _logistic(C_TYPES).fit(matrix, np.array([each == kind.value for each in right])).coef_[0] for kind in TYPES
    ]
    weights = np.round(np.array(columns).T, 3)
    return _by_table(table, {number: tuple(row) for number, row in enumerate(weights.tolist()) if any(row)})


def _logistic(c: float) -> LogisticRegression:
    return LogisticRegression(C=c, l1_ratio=1, solver="liblinear", max_iter=200, tol=1e-3, random_state=1)


def _limited(weights: Weights, lessons: Sequence[Lesson]) -> Weights:
    """Return weights with limits below which the model finds no name beside those of the rules."""
    model = model_of(weights)
    ends, edges = list[float](), list[float]()
    for lesson in lessons:
        rules = found_by_rules(lesson.read.text, lesson.seen).exact
        at_start, at_end = model.reader.of(lesson.read.text)
        for name in weighed(lesson.read.text, lesson.seen, lesson.known, model):
            span = (name.start, name.end)
            if span in lesson.read.actors and span not in rules:
                ends.append(at_end[name.end] / THOUSAND)
                edges.append((at_end[name.end] + at_start[name.start]) / THOUSAND)
    least_end, least_edges = (round(float(np.quantile(values, LOST)), 3) for values in (ends, edges))
    return msgspec.structs.replace(weights, least_end=least_end, least_edges=least_edges)


def validate(
    reads: Sequence[Read], counts: dict[str, tuple[int, ...]], classes: dict[str, tuple[int, ...]], folds: int
) -> None:
    """Print what rules and model find in articles of documents that the model did not see."""
    documents = sorted({read.document for read in reads})
    random.Random(3).shuffle(documents)  # noqa: S311  # no secret
    fold_of = {document: at % folds for at, document in enumerate(documents)}
    tallies = defaultdict[tuple[str, str], Counter[str]](Counter)
    for fold in range(folds):
        model = model_of(train([read for read in reads if fold_of[read.document] != fold], counts, classes))
        for read in (read for read in reads if fold_of[read.document] == fold):
            saw = seen(read.text)
            part = read.id.split(" ")[0] if " " in read.id else "own" if read.id.startswith("w") else "read"
            _count(tallies[part, "rules"], saw.names, read)
            _count(tallies[part, "rules and model"], weighed(read.text, saw, {}, model), read)
        print(f"fold {fold + 1} of {folds}", file=sys.stderr)
    print("| articles | actors by | precision | recall | F1 | F1 with type |\n| --- | --- | --- | --- | --- | --- |")
    for (part, name), tally in sorted(tallies.items()):
        precision, recall = tally["right"] / tally["found"], tally["right"] / tally["read"]
        f1, typed = (2 * tally[each] / (tally["found"] + tally["read"]) for each in ("right", "typed"))
        print(f"| {part} | {name} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {typed:.3f} |")


def _count(tally: Counter[str], found: Sequence[Name], read: Read) -> None:
    kinds = {(name.start, name.end): name.type.value for name in found}
    tally["found"] += len(kinds)
    tally["read"] += len(read.actors)
    tally["right"] += len(kinds.keys() & read.actors.keys())
    tally["typed"] += len(kinds.items() & read.actors.items())


def main() -> int:
    """Train, or validate; exit 2 where the laws are not at hand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laws", type=Path, default=LAWS, help="folder of laws")
    parser.add_argument(
        "--folds", type=int, default=0, help="validate instead: train so often, each time without a part"
    )
    options = parser.parse_args()
    if not options.laws.is_dir():
        print(f"{options.laws}: no laws here; name the folder with --laws", file=sys.stderr)
        return 2
    reads = read_articles(HERE, options.laws, ROOT)
    laws = list(laws_of(options.laws))
    counts, classes = mine(laws), classes_of(laws)
    if options.folds:
        validate(reads, counts, classes, options.folds)
        return 0
    weights = train(reads, counts, classes)
    (HERE / "weights.json").write_bytes(msgspec.json.encode(weights, order="deterministic"))
    print(f"{len(reads)} articles, {len(weights.spans)} features of spans, {len(weights.types)} of types")
    return 0


if __name__ == "__main__":
    sys.exit(main())
