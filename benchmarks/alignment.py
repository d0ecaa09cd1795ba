"""Score `zhize.compare` against the known correspondences and print the README's table."""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import zhize

ROOT = Path(__file__).parents[1]
NAMES = {"versions": "versions of one law", "levels": "city and province", "edits": "edited rules of 泗水"}
COLUMNS = ("links F1", "types", "added+deleted F1", "unchanged called changed", "none kept none", "changes named")
_LINKS = re.compile(r"links P \S+  R \S+  F1 (\S+)")
_ALONE = re.compile(r"added\+deleted P \S+  R \S+  F1 (\S+)")
_FIGURES = {
    "types": re.compile(r"type (\d+/\d+)"),
    "unchanged called changed": re.compile(r"unchanged called changed (\d+/\d+)"),
    "none kept none": re.compile(r"none kept none (\d+/\d+)"),
    "changes named": re.compile(r"changes named: (\d+/\d+)"),
}


@cache
def analysis(path: str) -> zhize.Analysis:
    """Return the analysis of a text; each is in several pairs."""
    return zhize.analyze(Path(path))


def pairs(_command: str, left: str | Path, right: str | Path) -> list[dict[str, Any]]:
    """Compare two files; stands in for the scorer's own call of the command, which starts a process a pair."""
    document: dict[str, Any] = json.loads(zhize.compare(analysis(str(left)), analysis(str(right))).to_json())
    found: list[dict[str, Any]] = document["pairs"]
    return found


def scorer(shared: Path) -> ModuleType:
    """Return `alignment/score.py` as a module that compares in this process.

    Raises:
        ImportError: it cannot be loaded.
    """
    spec = importlib.util.spec_from_file_location("score", shared / "alignment/score.py")
    if spec is None or spec.loader is None:
        raise ImportError(name="score", path=str(shared))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.run = pairs  # type: ignore[attr-defined]
    return module


def figures(shared: Path) -> dict[str, dict[str, str]]:
    """Return what the scorer prints of each kind of pairs, by column."""
    folder = shared / "alignment"
    files = {
        "versions": [folder / f"versions/{name}.jsonl" for name in ("gold_alignment", "gold_pairs", "versions")],
        "levels": [folder / "levels/gold_levels.jsonl"],
        "edits": sorted(map(str, (folder / "edits").glob("*.truth.json"))),
    }
    module = scorer(shared)
    found = {}
    for kind, names in files.items():
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            getattr(module, kind)(SimpleNamespace(files=names, root=str(shared), command=""))
        found[kind] = _read(printed.getvalue()[printed.getvalue().index("ALL ") :])
    return found


def _read(text: str) -> dict[str, str]:
    patterns = {"links F1": _LINKS, "added+deleted F1": _ALONE, **_FIGURES}
    hits = {column: pattern.search(text) for column, pattern in patterns.items()}
    return {column: hit[1] for column, hit in hits.items() if hit}


def main() -> int:
    """Print a table with a row a kind of pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with alignment/ and laws/")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    if not (options.shared / "alignment").is_dir():
        print(f"{options.shared}: no alignment here; name the folder with --shared", file=sys.stderr)
        return 2
    found = figures(options.shared)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    print("| pairs |", " | ".join(COLUMNS), "|")
    print("| --- |", " | ".join("---" for _ in COLUMNS), "|")
    for kind, row in found.items():
        print(f"| {NAMES[kind]} |", " | ".join(row.get(column, "") for column in COLUMNS), "|")
    return 0


if __name__ == "__main__":
    sys.exit(main())
