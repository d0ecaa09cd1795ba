"""The development gold, scored as `gold/score.py` scores it: floors that a change must not fall below.

The floors lie a little under what was last measured; `make score` prints the figures themselves.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import zhize

# What the project promises for 泗水's rules, and what it has reached since.
FLOORS = {
    "structure": 1.0,
    "actor": 0.93,
    "actor+type": 0.91,
    "time": 0.95,
    "norm": 0.90,
    "modality": 0.96,
    "force": 0.88,
    "bearer": 0.85,
    "counterpart": 0.75,
    "condition": 0.80,
}


def test_the_seed_against_its_gold(shared: Path, seed: Path, tmp_path: Path) -> None:
    analysis = tmp_path / "analysis.json"
    analysis.write_text(zhize.analyze(seed).to_json(), encoding="utf-8")
    gold = shared / "gold"
    command = [gold / "score.py", gold / "dev/sishui-2022.jsonl", gold / "dev/sishui-2022.articles.json", analysis]
    done = subprocess.run([sys.executable, *command, "--json"], capture_output=True, text=True, check=True)
    rows = {layer: row.get("f1", row.get("accuracy")) for layer, row in json.loads(done.stdout).items()}
    below = {layer: rows[layer] for layer, floor in FLOORS.items() if rows[layer] < floor}
    assert below == {}


@pytest.mark.parametrize("name", ["jiguan-2012", "zuzhifa-2024", "mixed", "times"])
def test_the_articles_of_the_gold_are_read_to_the_character(name: str, shared: Path) -> None:
    texts = {
        "jiguan-2012": "laws/administrative/机关事务管理条例(2012-06-28).txt",
        "zuzhifa-2024": next((shared / "laws/national").glob("国务院组织法(2024-03-11)*.txt"), Path()),
        "mixed": "gold/dev/mixed.txt",
        "times": "gold/dev/times.txt",
    }
    regulation = zhize.parse(shared / texts[name])
    articles = json.loads((shared / f"gold/dev/{name}.articles.json").read_text(encoding="utf-8"))
    found = {article.number: article.text for article in regulation.articles}
    assert [a["article"] for a in articles if found.get(a["article"]) != a["text"]] == []
