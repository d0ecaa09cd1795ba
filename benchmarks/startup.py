"""Time whole processes and print the README's table: the commands that must start in a blink, and the slower ones."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ZHIZE = Path(sys.executable).with_name("zhize")
ROUNDS = 5
COMMANDS = {
    "zhize analyze corpora/sishui-2022.txt": ["analyze", "corpora/sishui-2022.txt"],
    "zhize --help": ["--help"],
    "zhize compare, two texts of 93 articles": ["compare", "corpora/sishui-2022.txt", "corpora/sishui-2022.txt"],
    "zhize matrix -o 义务清单.xlsx": ["matrix", "corpora/sishui-2022.txt", "-o", "{folder}/义务清单.xlsx"],
    "zhize report": ["report", "corpora/sishui-2022.txt", "-o", "{folder}/out"],
}


def seconds(arguments: list[str]) -> float:
    """Return the best wall time of a few runs: the others measure the machine."""
    best = float("inf")
    with tempfile.TemporaryDirectory() as folder:
        command = [str(ZHIZE), *(argument.format(folder=folder) for argument in arguments)]
        for _ in range(ROUNDS):
            began = time.perf_counter()
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            best = min(best, time.perf_counter() - began)
    return best


def main() -> int:
    """Print a table with a row a command."""
    print("| command | seconds |")
    print("| --- | --- |")
    for shown, arguments in COMMANDS.items():
        print(f"| `{shown}` | {seconds(arguments):.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
