"""Fill the blocks of the READMEs that commands print: the first duties, the scores, the times.

A block is what stands between ``<!-- name -->`` and ``<!-- /name -->``; a command runs if one of the files has its
block.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md", "benchmarks/README.md", "models/norms/README.md", "models/links/README.md")
PYTHON = sys.executable
# A block and the command that prints it; all but analyze and speed need ../shared.
COMMANDS = {
    "analyze": [PYTHON, "-m", "zhize", "analyze", "sishui-2022"],
    "gold": [PYTHON, "benchmarks/gold.py"],
    "heldout": [PYTHON, "benchmarks/heldout.py"],
    "norms": [PYTHON, "models/norms/train.py", "--folds", "10"],
    "links": [PYTHON, "models/links/train.py", "--folds"],
    "alignment": [PYTHON, "benchmarks/alignment.py", "--no-times", "--kind", "versions", "levels", "edits"],
    "baselines": [PYTHON, "benchmarks/alignment.py"],
    "comparing": [PYTHON, "benchmarks/comparing.py"],
    "planted": [PYTHON, "benchmarks/planted.py"],
    "amendments": [PYTHON, "benchmarks/amendments.py"],
    "structure": [PYTHON, "benchmarks/structure.py"],
    "parsing": [PYTHON, "benchmarks/parsing.py"],
    "takeaway": [PYTHON, "benchmarks/takeaway.py"],
    "speed": [PYTHON, "benchmarks/startup.py"],
    "scale": [PYTHON, "benchmarks/scale.py", "--large", "--keep", "out/laws"],
    "search": [PYTHON, "benchmarks/search.py", "out/laws"],  # of what the one before it kept
    "queries": [PYTHON, "benchmarks/queries.py", "out/laws"],
    "reuse": [PYTHON, "benchmarks/reuse.py"],
}
FENCED = frozenset({"analyze", "amendments"})  # print for a terminal; the others print Markdown


def block(name: str) -> str:
    """Return what a block holds now, its marks left out."""
    printed = subprocess.run(COMMANDS[name], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    return f"```text\n{printed}```\n" if name in FENCED else printed


def filled(text: str, name: str, content: str) -> str:
    """Return a README's text with a block's content replaced."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return marks.sub(lambda found: found[1] + content + found[2], text)


def main() -> None:
    """Fill every block of every file that has it."""
    texts = {file: (ROOT / file).read_text(encoding="utf-8") for file in READMES}
    for name in COMMANDS:
        having = [file for file, text in texts.items() if f"<!-- {name} -->" in text]
        if not having:
            continue
        content = block(name)
        texts |= {file: filled(texts[file], name, content) for file in having}
    for file, text in texts.items():
        (ROOT / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
