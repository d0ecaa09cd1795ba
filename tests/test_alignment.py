"""The known correspondences, scored as `alignment/score.py` scores them: floors that a change must not fall below.

The floors lie a little under what was last measured; `make score` prints the figures themselves. What they have to beat
are the baselines, which stand for themselves here: a change of the scorer, of folding or of parsing would move them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "alignment.py"
KINDS = ("versions", "levels", "edits")
PLAIN, ORDERED = "TF-IDF, best assignment", "TF-IDF, in order"
FLOORS = {
    ("versions", "links F1"): 0.996,
    ("versions", "types"): 0.99,
    ("versions", "added+deleted F1"): 0.96,
    ("levels", "links F1"): 0.84,
    ("levels", "none kept none"): 1.0,
    ("edits", "links F1"): 0.998,
    ("edits", "types"): 0.995,
    ("edits", "added+deleted F1"): 0.98,
    ("edits", "changes named"): 0.97,
}
BASELINE = {
    ("versions", "links F1"): "0.994",
    ("versions", "types"): "618/631",
    ("versions", "added+deleted F1"): "0.894",
    ("levels", "links F1"): "0.804",
    ("levels", "none kept none"): "12/13",
    ("edits", "links F1"): "0.965",
    ("edits", "types"): "321/531",
    ("edits", "added+deleted F1"): "0.706",
    ("edits", "changes named"): "0/72",
}

Figures = dict[str, dict[str, dict[str, str]]]


@pytest.fixture(scope="module")
def figures(shared: Path) -> Figures:
    """The figures by kind of pairs, by who answers, and by column."""
    if not (shared / "alignment").is_dir():
        pytest.skip("measured on ../shared/alignment (known correspondences), which is not here")
    asked = ["--kind", *KINDS, "--by", "zhize", PLAIN, ORDERED]
    command = [sys.executable, str(SCRIPT), "--shared", str(shared), "--json", *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: Figures = json.loads(done.stdout)
    return found


def _share(figure: str) -> float:
    part, _, whole = figure.partition("/")
    return float(part) / float(whole or 1)


@pytest.mark.parametrize(("kind", "column"), FLOORS)
def test_the_known_correspondences(kind: str, column: str, figures: Figures) -> None:
    assert _share(figures[kind]["zhize"][column]) >= FLOORS[kind, column]


def test_no_unchanged_article_is_called_changed(figures: Figures) -> None:
    called = [figures[kind]["zhize"]["unchanged called changed"].split("/")[0] for kind in ("versions", "edits")]
    assert called == ["0", "0"]


@pytest.mark.parametrize(("kind", "column"), BASELINE)
def test_the_baseline_is_what_it_was(kind: str, column: str, figures: Figures) -> None:
    assert figures[kind][PLAIN][column] == BASELINE[kind, column]


@pytest.mark.parametrize("kind", KINDS)
def test_pairs_that_must_keep_their_order_are_fewer(kind: str, figures: Figures) -> None:
    assert _share(figures[kind][ORDERED]["links F1"]) < _share(figures[kind][PLAIN]["links F1"])


def test_a_folder_without_correspondences_is_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--shared", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path}: no alignment here; name the folder with --shared\n"
