"""The known correspondences, scored as `alignment/score.py` scores them: floors that a change must not fall below.

The floors lie a little under what was last measured; `make score` prints the figures themselves. The baseline that they
have to beat is text similarity alone: links .994, .804 and .965, added and deleted .894 and .706, no change named.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "alignment.py"
FLOORS = {
    ("versions", "links F1"): 0.996,
    ("versions", "types"): 0.99,
    ("versions", "added+deleted F1"): 0.96,
    ("levels", "links F1"): 0.84,
    ("levels", "none kept none"): 1.0,
    ("edits", "links F1"): 0.998,
    ("edits", "types"): 0.99,
    ("edits", "added+deleted F1"): 0.98,
    ("edits", "changes named"): 0.93,
}


@pytest.fixture(scope="module")
def figures(shared: Path) -> dict[str, dict[str, str]]:
    if not (shared / "alignment").is_dir():
        pytest.skip("measured on ../shared/alignment (known correspondences), which is not here")
    command = [sys.executable, str(SCRIPT), "--shared", str(shared), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, dict[str, str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("kind", "column"), FLOORS, ids=" ".join)
def test_the_known_correspondences(kind: str, column: str, figures: dict[str, dict[str, str]]) -> None:
    part, _, whole = figures[kind][column].partition("/")
    assert float(part) / float(whole or 1) >= FLOORS[kind, column]


def test_no_unchanged_article_is_called_changed(figures: dict[str, dict[str, str]]) -> None:
    assert [figures[kind]["unchanged called changed"].split("/")[0] for kind in ("versions", "edits")] == ["0", "0"]
