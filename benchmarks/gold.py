"""Score `zhize analyze` against the development gold and print the README's table."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import zhize

ROOT = Path(__file__).parents[1]
TEXTS = {
    "sishui-2022": "corpora/sishui-2022.txt",
    "jiguan-2012": "laws/administrative/机关事务管理条例(2012-06-28).txt",
    "zuzhifa-2024": "laws/national/国务院组织法(2024-03-11)*.txt",
    "mixed": "gold/dev/mixed.txt",
    "times": "gold/dev/times.txt",
}
LAYERS = (
    "structure", "actor", "actor+type", "time", "norm", "modality", "force", "bearer", "condition",
    "counterpart", "edge", "norm time",
)  # fmt: skip


def score(shared: Path, name: str) -> dict[str, float]:
    """Return F1 or accuracy a layer of one gold text."""
    gold = shared / "gold"
    text = next(shared.glob(TEXTS[name]))
    with tempfile.TemporaryDirectory() as folder:
        analysis = Path(folder) / "analysis.json"
        analysis.write_text(zhize.analyze(text).to_json(), encoding="utf-8")
        command = [gold / "score.py", gold / f"dev/{name}.jsonl", gold / f"dev/{name}.articles.json", analysis]
        done = subprocess.run([sys.executable, *command, "--json"], capture_output=True, text=True, check=True)
    return {layer: row.get("f1", row.get("accuracy")) for layer, row in json.loads(done.stdout).items()}


def main() -> int:
    """Print a table with a row a gold text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with gold/ and laws/")
    shared = parser.parse_args().shared
    if not (shared / "gold").is_dir():
        print(f"{shared}: no gold here; name the folder with --shared", file=sys.stderr)
        return 2
    print("| gold |", " | ".join(LAYERS), "|")
    print("| --- |", " | ".join("---" for _ in LAYERS), "|")
    for name in TEXTS:
        row = score(shared, name)
        shown = ("structure", "time") if name == "times" else LAYERS
        print(f"| {name} |", " | ".join(f"{row[layer]:.3f}" if layer in shown else "" for layer in LAYERS), "|")
    return 0


if __name__ == "__main__":
    sys.exit(main())
