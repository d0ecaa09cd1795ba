"""Train the model of norms: articles whose norms were read → ``weights.json``.

    python models/norms/train.py              # train on everything and write
    python models/norms/train.py --folds 10   # print what rules and model say of documents held out, and write nothing

README.md in this folder says what the model is made of.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import scipy.sparse as sp
from annotations import Read, read_articles
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from zhize.analysis import find_actors
from zhize.bodies import own_government
from zhize.evaluation.matching import pairs_of, plain_name
from zhize.structure import parse
from zhize.tagging import markers, times
from zhize.tagging.drafts import memory_of
from zhize.tagging.judging import Linear, NormWeights, right_features, soft_features
from zhize.tagging.norms import Drafted, drafted
from zhize.tagging.predicate import is_soft_by_verbs
from zhize.tagging.scene import scene
from zhize.types import BearerSource, Force, Modality, Norm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LAWS = ROOT.parent / "shared/laws"

C_SOFT, C_RIGHT = 1.0, 0.3  # inverse strength of the L1 penalty
RARE = 4  # documents that a feature must be seen in
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)  # of the reliability table


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is learned from one norm."""

    document: str
    features: frozenset[str]
    yes: bool
    rules: bool = False  # what the rules say


def soft_rows(articles: Iterable[Read]) -> Iterator[Row]:
    """Yield the obligations that were found, with what a reader said of their force."""
    for article in articles:
        found = list(_drafted(article.text))
        for one, other in pairs_of(article.norms, [_norm(each) for each in found]):
            norm, each = article.norms[one], found[other]
            if each.draft.modality is not Modality.OBLIGATION or each.draft.ideal:
                continue
            said = {"directed": each.directed, "timed": each.timed}
            yield Row(
                document=article.document,
                features=frozenset(soft_features(each.scene, each.action, each.marker, **said)),
                yes=norm.force is Force.SOFT,
                rules=is_soft_by_verbs(each.scene, each.action, each.marker, **said),
            )


def right_rows(articles: Iterable[Read]) -> Iterator[Row]:
    """Yield every norm that was found, with whether a reader found it with the same modality and bearers."""
    for article in articles:
        found = list(_drafted(article.text))
        pairs = {other: article.norms[one] for one, other in pairs_of(article.norms, [_norm(each) for each in found])}
        for number, each in enumerate(found):
            features = frozenset(right_features(each.scene, each.draft, each.action, each.parties))
            norm = pairs.get(number)
            yes = norm is not None and norm.modality is each.draft.modality and _bearers(norm) == _names(each)
            yield Row(document=article.document, features=features, yes=yes)


def _bearers(norm: Norm) -> set[str]:
    return set(map(plain_name, norm.bearers))


def _names(found: Drafted) -> set[str]:
    return set(map(plain_name, found.draft.bearer.names))


def _drafted(text: str) -> Iterator[Drafted]:
    """Yield the norms of an article as the rules read them, as if it were all of a text."""
    regulation = parse(f"第一条　{text}")
    own = own_government(regulation)
    article = regulation.articles[0]
    (who,) = find_actors(regulation.articles[:1], own)
    view = scene(article.text, who, times.match(article.text), markers.match(article.text))
    yield from drafted(view, article.paragraphs, memory_of(own))


def _norm(found: Drafted) -> Norm:
    return Norm(
        id="",
        article="",
        modality=found.draft.modality,
        force=Force.HARD,
        marker=found.draft.marker.span if found.draft.marker else None,
        action=found.action,
        bearers=found.draft.bearer.names,
        bearer_source=BearerSource.EXPLICIT,
    )


def learn(rows: Sequence[Row], strength: float) -> Linear:
    """Return the weights of the features that enough documents have, most of them 0 and left out."""
    documents = defaultdict[str, set[str]](set)
    for row in rows:
        for feature in row.features:
            documents[feature].add(row.document)
    names = sorted(feature for feature, seen in documents.items() if len(seen) >= RARE)
    column = {name: number for number, name in enumerate(names)}
    cells = [sorted(column[feature] for feature in row.features if feature in column) for row in rows]
    ends = np.cumsum([0, *map(len, cells)], dtype=np.int32)
    flat = np.array([cell for row in cells for cell in row], dtype=np.int32)
    matrix = sp.csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(names)))
    model = LogisticRegression(C=strength, l1_ratio=1.0, solver="liblinear", random_state=0, max_iter=1000)
    model.fit(matrix, [row.yes for row in rows])
    found = {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True) if weight}
    return Linear(bias=round(float(model.intercept_[0]), 4), weights=found)


def held_out(rows: Sequence[Row], strength: float, folds: int) -> np.ndarray:
    """Return what each row weighs by a model that learned from other documents only."""
    documents = sorted({row.document for row in rows})
    random.Random(0).shuffle(documents)  # noqa: S311 - folds, no secrets
    fold = {document: number % folds for number, document in enumerate(documents)}
    weights = np.zeros(len(rows))
    for number in range(folds):
        model = learn([row for row in rows if fold[row.document] != number], strength)
        for place, row in enumerate(rows):
            if fold[row.document] == number:
                weights[place] = model.weigh(row.features)
    return weights


def print_soft(rows: Sequence[Row], folds: int) -> None:
    """Print how often rules and model say of an obligation what a reader said."""
    found = held_out(rows, C_SOFT, folds) > 0
    rules = np.mean([row.rules == row.yes for row in rows])
    model = np.mean([bool(weight) == row.yes for weight, row in zip(found, rows, strict=True)])
    print(f"刚性: {len(rows)} obligations, rules {rules:.3f}, model {model:.3f}\n")


def print_right(rows: Sequence[Row], folds: int) -> None:
    """Print the reliability table: how often norms of some confidence are right."""
    sure = 1 / (1 + np.exp(-held_out(rows, C_RIGHT, folds)))
    right = np.array([row.yes for row in rows])
    print(f"置信度: {len(rows)} norms, right {right.mean():.3f}, AUC {roc_auc_score(right, sure):.3f}, ", end="")
    print(f"Brier {np.mean((sure - right) ** 2):.3f}\n")
    print("| confidence | norms | mean confidence | right |\n| --- | --- | --- | --- |")
    gap = 0.0
    for low, high in pairwise(BINS):
        inside = (sure >= low) & (sure < high)
        if not inside.any():
            continue
        gap += abs(sure[inside].mean() - right[inside].mean()) * inside.mean()
        shown = f"{inside.sum()} | {sure[inside].mean():.2f} | {right[inside].mean():.2f}"
        print(f"| {low:.1f} – {min(high, 1.0):.1f} | {shown} |")
    print(f"\nExpected calibration error {gap:.3f}.")


def main() -> int:
    """Train, or print what a validation says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, help="validate over documents in so many folds and write nothing")
    parser.add_argument("--laws", type=Path, default=LAWS, help="folder of laws")
    given = parser.parse_args()
    articles = read_articles(HERE, given.laws, ROOT)
    soft, right = list(soft_rows(articles)), list(right_rows(articles))
    if given.folds:
        print_soft(soft, given.folds)
        print_right(right, given.folds)
        return 0
    weights = NormWeights(soft=learn(soft, C_SOFT), right=learn(right, C_RIGHT))
    written = msgspec.json.format(msgspec.json.encode(weights, order="deterministic"), indent=1)
    (HERE / "weights.json").write_bytes(written + b"\n")
    print(f"{len(articles)} articles, {len(weights.soft.weights)} + {len(weights.right.weights)} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
