"""The same text gives the same files, whatever order Python's sets have in a run."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = (
    ("report", "sishui-2022", "-o", "out"),
    ("graph", "sishui-2022", "-o", "out/图.gexf"),
    ("graph", "sishui-2022", "-o", "out/图.dot"),
    ("graph", "sishui-2022", "-o", "out/图.mmd"),
    ("procedures", "sishui-2022", "-o", "out/程序.json"),
    ("matrix", "sishui-2022", "--form", "责任清单", "-o", "out/责任清单.xlsx"),
    ("matrix", "sishui-2022", "-o", "out/义务清单.docx"),
)
RUN = "import sys; from zhize.cli import main; sys.exit(max(main(line.split('\\t')) for line in sys.argv[1:]))"


def _written(folder: Path, seed: int) -> dict[str, bytes]:
    folder.mkdir()
    lines = ["\t".join(command) for command in COMMANDS]
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    subprocess.run([sys.executable, "-c", RUN, *lines], cwd=folder, env=environment, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def test_the_same_text_gives_the_same_files(tmp_path: Path) -> None:
    first, second = _written(tmp_path / "一", 1), _written(tmp_path / "二", 2)
    assert len(first) == len(COMMANDS) + 4
    assert {name for name in first if first[name] != second.get(name)} == set()
    assert first.keys() == second.keys()
