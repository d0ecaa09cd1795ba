"""The READMEs say what is true: their commands run, their blocks are what the commands print, their links exist."""

from __future__ import annotations

import doctest
import importlib.util
import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from zhize.cli import COMMANDS, main

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
# What the reader of an example has at hand.
HELD = {
    "旧.txt": "某县印章管理办法\n第一条　印章由专人保管。\n第二条　用印应当登记。\n",
    "修改决定.txt": "某县人民政府关于修改《某县印章管理办法》的决定\n将第二条修改为：“用印应当逐次登记。”\n",
}
HELD_TEXT = "旧.txt"
READMES = ("README.md", "README.zh.md")
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in READMES}
SHELL = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
PYTHON = re.compile(r"^```pycon\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]+)\)")


def _lines(text: str) -> list[str]:
    """Return the zhize commands of a README's shell blocks, their comments left out."""
    lines = "\n".join(SHELL.findall(text)).split("\n")
    return [line.partition("   #")[0].strip() for line in lines if line.startswith("zhize ")]


@pytest.fixture(scope="module")
def filler() -> ModuleType:
    spec = importlib.util.spec_from_file_location("readme", ROOT / "docs" / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection that the examples ask."""
    folder = tmp_path_factory.mktemp("made") / "规则库"
    assert main(["batch", "corpus", "-o", str(folder)]) == 0
    return folder


@pytest.fixture
def desk(tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the texts of the examples, a workbook that came back with a row confirmed, a collection."""
    monkeypatch.chdir(tmp_path)
    for name, text in HELD.items():
        Path(name).write_text(text, encoding="utf-8")
    assert main(["matrix", HELD_TEXT, "-o", "义务清单.xlsx"]) == 0
    workbook = load_workbook("义务清单.xlsx")
    sheet = workbook["义务清单"]
    [column] = [cell.column for cell in sheet[1] if cell.value == "复核"]
    sheet.cell(row=2, column=column, value="确认")
    workbook.save("义务清单.xlsx")
    assert main(["review", "import", "义务清单.xlsx", HELD_TEXT, "--by", "张三"]) == 0
    shutil.copytree(made, "规则库")
    return tmp_path


@pytest.mark.parametrize("line", sorted({line for text in TEXTS.values() for line in _lines(text)}))
def test_a_command_runs(line: str, desk: Path) -> None:
    assert desk.is_dir()
    arguments = shlex.split(line)[1:]
    assert main(arguments) == 0
    if "-o" in arguments:
        assert Path(arguments[arguments.index("-o") + 1]).exists()


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_shown(name: str) -> None:
    assert {line.split()[1] for line in _lines(TEXTS[name])} == set(COMMANDS)


@pytest.mark.parametrize("name", READMES)
def test_the_examples_of_the_library_hold(name: str) -> None:
    [example] = PYTHON.findall(TEXTS[name])
    test = doctest.DocTestParser().get_doctest(example, {}, name, name, 0)
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("name", READMES)
def test_links_lead_somewhere(name: str) -> None:
    local = [link for link in LINK.findall(TEXTS[name]) if "://" not in link]
    assert local
    assert [link for link in local if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_the_first_duties_are_those_that_the_command_prints(name: str, filler: ModuleType) -> None:
    text = TEXTS[name]
    assert filler.filled(text, "analyze", filler.block("analyze")) == text, "run: make readme"


@pytest.mark.parametrize("block", ["gold", "heldout", "alignment", "structure"])
def test_the_scores_are_those_that_the_benchmarks_print(block: str, shared: Path, filler: ModuleType) -> None:
    assert shared.is_dir()
    content = filler.block(block)
    assert [name for name in READMES if filler.filled(TEXTS[name], block, content) != TEXTS[name]] == []


@pytest.mark.parametrize("name", READMES)
def test_the_problems_are_those_that_check_prints(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "第一条　县长召集会议。\n第二条　会议每月召开。\n第四条　依照本规则第九条办理。\n"
    (tmp_path / "规则.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "规则.txt"]) == 1
    assert f"```text\n{capsys.readouterr().out}```\n" in TEXTS[name]


@pytest.mark.parametrize(
    ("picture", "command"),
    [
        ("duties.svg", ["graph", "sishui-2022"]),
        ("procedure.svg", ["procedures", "sishui-2022", "会议议题申报"]),
    ],
)
def test_the_pictures_are_those_of_the_commands(
    picture: str, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*command, "-o", picture]) == 0
    drawn = (ROOT / "docs" / picture).read_text(encoding="utf-8")
    assert Path(picture).read_text(encoding="utf-8") == drawn, "run: make readme, and look at the picture"
