"""Time the whole process of the commands that must start in a blink and print the README's table."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ZHIZE = Path(sys.executable).with_name("zhize")
ROUNDS = 5
COMMANDS = {
    "zhize analyze corpora/sishui-2022.txt": ["analyze", "corpora/sishui-2022.txt"],
    "zhize --help": ["--help"],
}


def seconds(arguments: list[str]) -> float:
    """Return the best wall time of a few runs: the others measure the machine."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([ZHIZE, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
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
