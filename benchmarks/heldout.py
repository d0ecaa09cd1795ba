"""Score `zhize analyze` against the held-out gold, 30 articles that nobody tuned on, and print the README's table.

The gold in `corpora/gold` holds offsets only. The articles' texts are cut out of `../shared/laws` here and checked by
their SHA-256, so that a changed law is an error and never a lower score.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import zhize

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "corpora/gold"
LAYERS = (
    "structure", "actor", "actor+type", "time", "time type", "time value", "norm", "modality", "force", "marker",
    "bearer", "condition", "counterpart", "edge", "norm time",
)  # fmt: skip
SPANS = ("marker", "action", "condition", "exception")
# A line that starts an article or ends it; the laws of the gold use no other numbering.
_ARTICLE = re.compile(r"^(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)\s+")
_HEADING = re.compile(r"^第[零〇一二三四五六七八九十百]+[编章节]\s|^附\s*则$|^附\s*件")


def cut(law: str, label: str) -> str:
    """Return the text of the first article with a label: its lines, stripped and joined, without the label."""
    lines: list[str] = []
    inside = False
    for line in filter(None, map(str.strip, law.splitlines())):
        head = _ARTICLE.match(line)
        if inside and (head or _HEADING.match(line)):
            break
        inside = inside or bool(head and head[1] == label)
        if inside:
            lines.append(line[head.end() :] if head else line)
    return "\n".join(lines)


def articles(laws: Path) -> dict[str, tuple[str, str]]:
    """Return label and text of each article by its id.

    Raises `ValueError` for an article whose length or digest is not the noted one, `OSError` for a law that is missing.
    """
    found = {}
    for entry in tomllib.loads((GOLD / "heldout-articles.toml").read_text(encoding="utf-8"))["article"]:
        text = cut((laws / entry["path"]).read_text(encoding="utf-8"), entry["label"])
        noted = entry["length"], entry["sha256"]
        if (len(text), hashlib.sha256(text.encode()).hexdigest()) != noted:
            message = f"{entry['id']}: {entry['path']} {entry['label']} is not the text that was annotated"
            raise ValueError(message)
        found[entry["id"]] = entry["label"], text
    return found


def quoted(text: str, span: dict[str, Any]) -> dict[str, Any]:
    """Return a span of offsets as the validator wants it: its quote and which occurrence of the quote it is."""
    start, end = span["start"], span["end"]
    quote = text[start:end]
    earlier = sum(text.startswith(quote, at) for at in range(start))
    rest = {key: value for key, value in span.items() if key not in {"start", "end"}}
    return {"quote": quote, "nth": earlier + 1, **rest}


def filled(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a gold article with quotes in place of offsets, the form of the development gold."""
    times = [quoted(text, time) for time in gold["times"]]
    for time in times:
        if time.get("anchor"):
            time["anchor"] = quoted(text, time["anchor"])["quote"]
    norms = []
    for norm in gold["norms"]:
        spans = {key: norm[key] and quoted(text, norm[key]) for key in SPANS}
        norms.append({**norm, **spans, "time": [quoted(text, time) for time in norm["time"]]})
    return {**gold, "actors": [quoted(text, actor) for actor in gold["actors"]], "times": times, "norms": norms}


def analysed(texts: dict[str, tuple[str, str]]) -> dict[str, list[dict[str, Any]]]:
    """Return one analysis of all articles, each read as a text of its own and then numbered by its id."""
    whole: dict[str, list[dict[str, Any]]] = {"articles": [], "actors": [], "times": [], "norms": []}
    for name, (label, text) in texts.items():
        one = json.loads(zhize.analyze(f"{label}\u3000{text}").to_json())
        whole["articles"] += [{"number": name, "text": each["text"]} for each in one["articles"][:1]]
        for layer in ("actors", "times", "norms"):
            whole[layer] += [{**each, "article": name} for each in one[layer]]
    return whole


def run(script: Path, *arguments: Path | str) -> str:
    """Return what a program of the gold's folder prints."""
    done = subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def score(shared: Path, folder: Path, errors: str | None) -> int:
    """Check the gold, score an analysis of its articles, print the table, and what differs in one layer."""
    texts = articles(shared / "laws")
    lines = (GOLD / "heldout.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    files = folder / "gold.jsonl", folder / "articles.json", folder / "analysis.json"
    rows = (json.dumps(filled(each, texts[each["article"]][1]), ensure_ascii=False) for each in gold)
    files[0].write_text("\n".join(rows), encoding="utf-8")
    known = [{"article": name, "text": text} for name, (_, text) in texts.items()]
    files[1].write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    checked = run(shared / "gold/validate.py", files[1], files[0])
    if "missing articles: []\nerrors 0 " not in checked:
        print(checked, end="", file=sys.stderr)
        return 1
    files[2].write_text(json.dumps(analysed(texts), ensure_ascii=False), encoding="utf-8")
    row = json.loads(run(shared / "gold/score.py", *files, "--json"))
    print("| gold |", " | ".join(LAYERS), "|")
    print("| --- |", " | ".join("---" for _ in LAYERS), "|")
    print("| heldout |", " | ".join(f"{row[each].get('f1', row[each].get('accuracy')):.3f}" for each in LAYERS), "|")
    if errors:
        print(run(shared / "gold/score.py", *files, "--errors", errors), end="")
    return 0


def main() -> int:
    """Print a table with one row; exit 2 where the laws are not at hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with gold/ and laws/")
    parser.add_argument("--errors", metavar="LAYER", choices=LAYERS, help="also list what differs in a layer")
    options = parser.parse_args()
    if not (options.shared / "laws").is_dir() or not (options.shared / "gold").is_dir():
        print(f"{options.shared}: no laws and gold here; name the folder with --shared", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        return score(options.shared, Path(folder), options.errors)


if __name__ == "__main__":
    sys.exit(main())
