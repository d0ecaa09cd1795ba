"""Train the segmenter: a folder of laws → ``features.msgpack`` and ``weights.npz``.

The same laws, the same versions of jieba and numpy and the same options give the same bytes. README.md in this folder
says what the model is made of and how well it does.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import spacy_pkuseg
from silver import read_recipe, teacher
from spacy_pkuseg.config import config
from spacy_pkuseg.feature_extractor import FeatureExtractor
from spacy_pkuseg.model import Model

from zhize.segmentation import FEATURES, WEIGHTS, WORDS, pieces_of, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from silver import Recipe

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LAWS = ROOT.parent / "shared" / "laws"
SEED_TEXT = ROOT / "corpora" / "sishui-2022.txt"  # what the model is measured on: no piece of it is learnt

SHORTEST = 4  # characters of a piece; 第三条 teaches nothing
RAREST = 3  # a feature is learnt that was seen more often
PROBE = 50  # pieces that `spacy_pkuseg` scores after each iteration; of what it learnt, so they say nothing
LEAST = 0.05  # a feature goes whose weights are all smaller
STEP = 32  # weights are kept as multiples of 1/32, which compress well

SWAPPED = 0.5  # of the pieces


def pieces(laws: Path, size: int, chance: random.Random, recipe: Recipe) -> Iterator[str]:
    """Yield pieces of laws, each once, in a random order, until so many characters are reached."""
    measured = set(pieces_of(SEED_TEXT.read_text(encoding="utf-8")))
    every = {piece for path in laws.rglob("*.txt") for piece in pieces_of(path.read_text(encoding="utf-8"))}
    drawn = sorted(piece for piece in every if len(piece) >= SHORTEST and not piece.isspace())
    chance.shuffle(drawn)
    taken = 0
    for piece in drawn:
        swapped = as_in_working_rules(piece, chance, recipe) if chance.random() < SWAPPED else piece
        if not {piece, swapped} & measured:
            yield swapped
            taken += len(swapped)
        if taken >= size:
            return


def as_in_working_rules(piece: str, chance: random.Random, recipe: Recipe) -> str:
    """Return a piece of a law with the words of working rules, all of one level."""
    level = chance.choice(recipe.levels)
    for swap in recipe.swaps:
        piece = re.sub(swap.law, swap.office.replace("{level}", level), piece)
    return piece


def learn(lines: Iterable[str], folder: Path, *, iterations: int, seed: int) -> None:
    """Write into a folder the model that `spacy_pkuseg` learns from lines of words."""
    lines = list(lines)
    (folder / "silver.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "probe.txt").write_text("\n".join(lines[:PROBE]), encoding="utf-8")
    config.featureTrim = RAREST
    random.seed(seed)  # the order in which the optimiser meets the pieces
    with contextlib.redirect_stdout(sys.stderr):
        spacy_pkuseg.train(str(folder / "silver.txt"), str(folder / "probe.txt"), str(folder), train_iter=iterations)


def slim(folder: Path, out: Path) -> None:
    """Write the part of a model that is used at work: features that weigh something, and the words that they name."""
    features, model = FeatureExtractor.load(str(folder)), Model.load(str(folder))
    rounded = np.round(model.w * STEP) / STEP + 0.0  # no -0.0
    nodes, edges = np.split(rounded, [model.n_feature * model.n_tag])
    nodes = nodes.reshape(model.n_feature, model.n_tag)
    # The first feature is the one that `spacy_pkuseg` sees everywhere, and it must stay the first.
    kept = [name for name, at in features.feature_to_idx.items() if at == 0 or np.abs(nodes[at]).max() >= LEAST]
    rows = [features.feature_to_idx[name] for name in kept]
    features.feature_to_idx = {name: at for at, name in enumerate(kept)}
    features.unigram = {word for name in kept if name.startswith("w") for word in name.split(".")[-1].split("*")}
    features.bigram = set()  # asked for in training only
    features.save(str(out))
    sizes = np.array([model.n_tag, len(kept)])
    np.savez_compressed(out / WEIGHTS, sizes=sizes, w=np.concatenate([nodes[rows].ravel(), edges]))


def main() -> int:
    """Train and write the model; exit 2 where there are no laws."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("laws", type=Path, nargs="?", default=LAWS, help="folder of texts (default: ../shared/laws)")
    parser.add_argument("-o", "--out", type=Path, default=HERE, help="folder of the model (default: this one)")
    parser.add_argument("--size", type=int, default=3_000_000, help="characters to learn from")
    parser.add_argument("--iterations", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if not any(given.laws.rglob("*.txt")):
        print(f"{given.laws}: no texts here; name the folder of laws", file=sys.stderr)
        return 2
    recipe = read_recipe()
    cut = teacher(read_words(HERE / WORDS), recipe)
    chance = random.Random(given.seed)  # noqa: S311  # a sample, no secret
    lines = [" ".join(cut(piece)) for piece in pieces(given.laws, given.size, chance, recipe)]
    with tempfile.TemporaryDirectory() as folder:
        learn(lines, Path(folder), iterations=given.iterations, seed=given.seed)
        slim(Path(folder), given.out)
    words = sum(line.count(" ") + 1 for line in lines)
    size = sum((given.out / name).stat().st_size for name in (FEATURES, WEIGHTS)) / 1e6
    print(f"{len(lines)} pieces, {sum(map(len, lines)) - words + len(lines)} characters, {words} words; {size:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
