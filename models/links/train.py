"""Train the model of links: pairs of regulations whose articles a reader linked → ``weights.json``.

    python models/links/train.py           # train on everything and write
    python models/links/train.py --folds   # print what models say of pairs held out, and write nothing

README.md in this folder says what the model is made of.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from reading import ReadPair, read_pairs
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from zhize.analysis import analyze
from zhize.comparison.likeness import Likeness
from zhize.comparison.mapping import home_of
from zhize.comparison.passages import passages_of
from zhize.comparison.statements import Statements
from zhize.comparison.traits import traits_of
from zhize.comparison.weighing import WEIGHTS, Linear, LinkWeights, convincing, odds, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from zhize.comparison.passages import Passage

    Grid = NDArray[np.float32]

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"

STRENGTH = 0.1  # inverse, of the L2 penalty
PARTS = 4  # in which the first model is trained for the second, so that it never saw what it speaks of
COMMON = 1000  # runs
FORCED = 0.7  # beta: how much recall counts against precision, since a forced pair costs more than a missed one
STEPS = np.arange(0.3, 1.0, 0.05)  # thresholds that are tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A pair of texts with its traits and what a reader said."""

    pair: ReadPair
    left: list[Passage]
    right: list[Passage]
    traits: dict[str, Grid]
    links: NDArray[np.bool_]
    related: NDArray[np.bool_]  # count neither way

    def around(self, first: Grid) -> dict[str, Grid]:
        """Return the traits of the second model."""
        return self.traits | surroundings(first, [p.answers for p in self.left], [p.answers for p in self.right])


def common_runs(laws: Path) -> list[str]:
    """Return the runs of two Chinese characters that most texts have, the commonest first."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(laws.glob("*/*.txt")))
    counts = Counter(run for text in texts for run in {one + other for one, other in pairwise(text)})
    chinese = (run for run in counts if all("\u4e00" <= character <= "\u9fff" for character in run))
    return sorted(chinese, key=lambda run: (-counts[run], run))[:COMMON]


def example(pair: ReadPair, common: Sequence[str]) -> Example:
    """Return a pair with its traits."""
    sides = [analyze(path) for path in (pair.city, pair.province)]
    passages = [passages_of(Statements(each, home_of(each.regulation)), each) for each in sides]
    texts = [[passage.text for passage in side] for side in passages]
    rows, columns = ([article.id for article in each.regulation.articles] for each in sides)
    links, related = (
        np.array([[(row, column) in told for column in columns] for row in rows]) for told in (pair.links, pair.related)
    )
    traits = traits_of(*passages, Likeness(*texts), frozenset(common))
    return Example(pair=pair, left=passages[0], right=passages[1], traits=traits, links=links, related=related & ~links)


def strangers(examples: Sequence[Example], common: Sequence[str]) -> list[Example]:
    """Return each city's text with the text of another province's subject: nothing in them stands for anything."""
    texts = list({each.pair.province: each for each in examples}.values())
    found = []
    for number, each in enumerate(examples):
        others = [other for other in texts if other.pair.subject[:2] != each.pair.subject[:2]]
        other = others[number % len(others)]
        pair = ReadPair(
            name=f"{each.pair.name}／{other.pair.subject}",
            subject=each.pair.subject,
            city=each.pair.city,
            province=each.pair.province,
            links=frozenset(),
            related=frozenset(),
        )
        blank = np.zeros((len(each.left), len(other.right)), dtype=bool)
        texts_of = [[passage.text for passage in side] for side in (each.left, other.right)]
        traits = traits_of(each.left, other.right, Likeness(*texts_of), frozenset(common))
        found.append(Example(pair=pair, left=each.left, right=other.right, traits=traits, links=blank, related=blank))
    return found


def trained(examples: Sequence[Example], common: Sequence[str]) -> LinkWeights:
    """Return the models that examples teach, with the thresholds that serve best on examples held out."""
    first = linear(examples, [each.traits for each in examples])
    seen = _held_out_first(examples)
    second = linear(examples, seen)
    said: list[Grid] = [np.zeros(0, dtype=np.float32)] * len(examples)
    for part in _parts(examples):
        rest = [index for index in range(len(examples)) if index not in part]
        model = linear([examples[index] for index in rest], [seen[index] for index in rest])
        for index in part:
            said[index] = odds(model.logits(seen[index]))
    best, further = _thresholds(examples, said)
    return LinkWeights(schema=1, common="".join(common), first=first, second=second, best=best, further=further)


def linear(examples: Sequence[Example], traits: Sequence[dict[str, Grid]]) -> Linear:
    """Return a linear model of the traits of examples; related pairs teach nothing."""
    names = sorted(traits[0])
    keep = [~each.related.ravel() for each in examples]
    rows = [np.stack([seen[name].ravel() for name in names], axis=1)[k] for seen, k in zip(traits, keep, strict=True)]
    wanted = np.concatenate([each.links.ravel()[k] for each, k in zip(examples, keep, strict=True)])
    scaler = StandardScaler()
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(scaler.fit_transform(np.concatenate(rows)), wanted)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - weights @ scaler.mean_)
    return Linear(bias=round(bias, 4), weights={n: round(float(w), 4) for n, w in zip(names, weights, strict=True)})


def _held_out_first(examples: Sequence[Example]) -> list[dict[str, Grid]]:
    """Return the traits of the second model, by first models that did not see the example."""
    found: list[dict[str, Grid]] = [{}] * len(examples)
    for part in _parts(examples):
        rest = [each for index, each in enumerate(examples) if index not in part]
        model = linear(rest, [each.traits for each in rest])
        for index in part:
            found[index] = examples[index].around(odds(model.logits(examples[index].traits)))
    return found


def _parts(examples: Sequence[Example]) -> list[list[int]]:
    """Return the examples in parts; pairs with one province's text are never parted."""
    texts = sorted({each.pair.province for each in examples})
    parts = [texts[number::PARTS] for number in range(PARTS)]
    return [[index for index, each in enumerate(examples) if each.pair.province in part] for part in parts]


def _thresholds(examples: Sequence[Example], said: Sequence[Grid]) -> tuple[float, float]:
    blank = Linear(bias=0, weights={})
    tried = [
        LinkWeights(
            schema=1, common="", first=blank, second=blank, best=round(float(best), 2), further=round(float(further), 2)
        )
        for best in STEPS
        for further in STEPS
        if further >= best
    ]
    chosen = max(tried, key=lambda weights: _f_measure(counts(examples, said, weights), FORCED))
    return chosen.best, chosen.further


# --- how good it is --------------------------------------------------------------------------------------------------


def counts(examples: Iterable[Example], said: Iterable[Grid], weights: LinkWeights) -> NDArray[np.int64]:
    """Return how many links are right, found and wanted; articles without any that got none, and how many those are."""
    total = np.zeros(5, dtype=np.int64)
    for each, grid in zip(examples, said, strict=True):
        found = convincing(grid, weights) & ~each.related
        none = ~each.links.any(axis=1)
        quiet = (none & ~found.any(axis=1)).sum()
        total += [(found & each.links).sum(), found.sum(), each.links.sum(), quiet, none.sum()]
    return total


def _f_measure(found: NDArray[np.int64], beta: float = 1.0) -> float:
    precision, recall = float(found[0]) / max(float(found[1]), 1.0), float(found[0]) / max(float(found[2]), 1.0)
    return (1 + beta**2) * precision * recall / max(beta**2 * precision + recall, 1e-9)


def show_folds(examples: Sequence[Example], common: Sequence[str]) -> None:
    """Print what models say that saw no pair with the same province's text."""
    total, strange = np.zeros(5, dtype=np.int64), np.zeros(5, dtype=np.int64)
    print("| pair | precision | recall | F1 | none kept none |\n| --- | --- | --- | --- | --- |")
    for text in sorted({each.pair.province for each in examples}):
        held = [each for each in examples if each.pair.province == text]
        weights = trained([each for each in examples if each.pair.province != text], common)
        for each in held:
            grid = odds(weights.second.logits(each.around(odds(weights.first.logits(each.traits)))))
            one = counts([each], [grid], weights)
            if each.pair.links:
                total += one
                print(_row(each.pair.name, one))
            else:
                strange += one
    print(_row("all", total))
    print(f"\nOf {strange[4]} articles held against a text of another subject, {strange[3]} got no counterpart.")


def _row(name: str, found: NDArray[np.int64]) -> str:
    shares = found[0] / max(found[1], 1), found[0] / max(found[2], 1), _f_measure(found)
    return f"| {name} | {' | '.join(f'{share:.3f}' for share in shares)} | {found[3]}/{found[4]} |"


def main() -> int:
    """Train, or print what can be expected."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with laws/ and alignment/")
    parser.add_argument("--folds", action="store_true", help="print what models say of pairs held out")
    options = parser.parse_args()
    if not (options.shared / "laws").is_dir():
        print(f"{options.shared}: no laws here; name the folder with --shared", file=sys.stderr)
        return 2
    common = common_runs(options.shared / "laws")
    examples = [example(pair, common) for pair in read_pairs(options.shared)]
    examples += strangers(examples, common)
    if options.folds:
        show_folds(examples, common)
        return 0
    (HERE / WEIGHTS).write_bytes(msgspec.json.format(msgspec.json.encode(trained(examples, common)), indent=1) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
