"""What 职责.bat and zhize.sh start: files become a report, a command is passed on, nothing at all opens a menu."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from zhize import __version__
from zhize.cli import COMMANDS, main

MENU = f"""
职责 {__version__}  （不连接网络）

  1  一份文件的报告（网页、义务清单、职责图）
  2  两份文件的条文对照表
  3  一份文件的任务分工表（Word）
  4  读回填好的义务清单（Excel）
  5  看一个例子：泗水县人民政府工作规则
  6  命令一览
  0  退出
"""
EXAMPLE = Path(__file__).resolve().parents[1] / "示例-职责"
FILLED = ".xlsx"  # what zhize matrix wrote and a person filled in
ASK = "请选择："
ASK_FILE = "把文件拖进这个窗口，按回车："


def start(arguments: list[str]) -> int:
    """Do what the arguments ask for; return the exit code."""
    if not arguments:
        return menu()
    # Who drags files cannot type a command, and no command is the name of a file that exists as a path.
    if arguments[0] not in COMMANDS and all(Path(argument).is_file() for argument in arguments):
        return dropped([Path(argument) for argument in arguments])
    return main(arguments)


def dropped(files: list[Path]) -> int:
    """Read filled-in workbooks back, make a report of everything else; return the exit code."""
    workbooks = [file for file in files if file.suffix.lower() == FILLED]
    texts = [file for file in files if file not in workbooks]
    codes = [main(["review", "import", str(file)]) for file in workbooks]
    return max([*codes, report(texts) if texts else 0])


def menu() -> int:
    """Ask what to do until the answer is 0 or the window is closed; return 0."""
    while True:
        print(MENU)
        answer = asked(ASK)
        if answer in {"0", ""}:
            return 0
        if answer == "1" and (file := asked_file()):
            report([file])
        elif answer == "2" and (old := asked_file()) and (new := asked_file()):
            compare(old, new)
        elif answer == "3" and (file := asked_file()):
            tasks(file)
        elif answer == "4" and (file := asked_file()):
            main(["review", "import", str(file)])
        elif answer == "5":
            made(main(["report", "sishui-2022", "-o", str(EXAMPLE)]), EXAMPLE / "report.html")
        elif answer == "6":
            # --help ends the program; as a process of its own it ends only itself.
            subprocess.run([sys.executable, "-m", "zhize", "--help"], check=False)


def report(files: list[Path]) -> int:
    """Write the report of files into a folder beside the first; return the exit code."""
    first = files[0].absolute()
    name = f"{first.stem}-职责" if len(files) == 1 else f"{first.stem}等{len(files)}份-职责"
    folder = first.with_name(name)
    code = main(["report", *map(str, files), "-o", str(folder)])
    return made(code, folder / "report.html" if len(files) == 1 else folder)


def compare(old: Path, new: Path) -> int:
    """Write the table that holds two texts against each other beside the second; return the exit code."""
    table = new.absolute().with_name(f"{old.stem}-{new.stem}-对照.docx")
    return made(main(["compare", str(old), str(new), "-o", str(table)]), table)


def tasks(file: Path) -> int:
    """Write 任务分工表 of a text beside it; return the exit code."""
    table = file.absolute().with_name(f"{file.stem}-任务分工表.docx")
    return made(main(["matrix", str(file), "--form", "任务分工表", "-o", str(table)]), table)


def made(code: int, thing: Path) -> int:
    """Open what was made, or say where it is; return the code that was given."""
    if code == 0:
        print(f"写在 {thing.absolute()}")
        if sys.platform == "win32":
            os.startfile(thing)  # noqa: S606  # the file that this program just wrote
    return code


def asked_file() -> Path | None:
    """Return a file that the reader names, None if there is none."""
    # A window writes quotes around the path of a file that is dragged into it.
    path = Path(asked(ASK_FILE).strip("'\" "))
    if path.is_file():
        return path
    print(f"没有这个文件：{path}")
    return None


def asked(question: str) -> str:
    """Return what the reader types, "" where nobody can."""
    try:
        return input(question).strip()
    except EOFError:
        return ""


if __name__ == "__main__":
    raise SystemExit(start(sys.argv[1:]))
