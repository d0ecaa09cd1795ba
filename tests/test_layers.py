"""Imports run one way, and the path up to the norms stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from zhize.batches.program import ABOVE

PACKAGE = Path(__file__).parents[1] / "pipeline" / "zhize"

# The house, from the ground up: a module imports what stands above it in this list, or its own folder.
FLOORS = (
    {"collector", "errors", "showing", "values"},
    {"files"},
    {"texts"},
    {"types"},
    {"numerals", "labels"},
    {"lexicon", "model_files", "passages"},
    {"readers"},
    {"structure"},
    {"bodies"},
    {"tagging"},
    {"contract", "akn"},
    {"analysis"},
    {"due_dates"},
    {"columns", "spreadsheets"},
    {"rows"},
    {"graph", "procedures", "tables"},
    {"forms"},
    {"review"},
    {"segmentation"},
    {"comparison"},
    {"families", "amending"},
    {"corpus"},
    {"batches"},
    {"collection"},
    {"fulltext", "reuse"},
    {"export"},
    {"evaluation"},
    {"display", "language", "plots"},
    {"cli"},
    {"__init__", "__main__"},
)
RANK = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
LIGHT = (
    "collector",
    "errors",
    "showing",
    "values",
    "texts",
    "types",
    "numerals",
    "lexicon",
    "model_files",
    "readers",
    "structure",
    "bodies",
    "tagging",
    "contract",
    "akn",
    "analysis",
    "evaluation",
)
# What is imported when a file needs it, and not before: `test_analyze_loads_nothing_heavy` holds that.
LATE = {
    "readers/pdf.py": {"pypdfium2"},
    "readers/pdf_pages.py": {"pypdfium2"},
    "readers/markdown.py": {"markdown_it"},
    "readers/html_page.py": {"lxml"},
    "readers/html_lists.py": {"lxml"},
}
# The learned model weighs all candidates of a document at once.
NUMBERS = {f"tagging/{name}.py" for name in ("edges", "phrases", "spans", "tries", "weighing")}
NETWORK = {"aiohttp", "asyncio", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "ssl", "urllib3"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def _room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imported(module: Path) -> set[str]:
    """Full names of what a module imports anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            names |= {node.module} if node.module != "zhize" else {f"zhize.{alias.name}" for alias in node.names}
    return names


def test_what_stands_above_the_batches_decides_nothing_in_them() -> None:
    over = {room for room in RANK if RANK[room] > RANK["batches"]}
    assert over - {"__init__", "__main__"} == ABOVE


def test_every_room_is_on_the_plan() -> None:
    assert {_room(module) for module in MODULES} == set(RANK)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_imports_run_one_way(module: Path) -> None:
    room = _room(module)
    rooms = {name.split(".")[1] for name in _imported(module) if name.startswith("zhize.")}
    upward = {other for other in rooms - {room} if other in RANK and RANK[other] >= RANK[room]}
    assert not upward, f"{room} imports {sorted(upward)}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_no_import_hides_in_a_function(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    hidden = [node.lineno for f in functions for node in ast.walk(f) if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert not hidden


@pytest.mark.parametrize("module", [m for m in MODULES if _room(m) in LIGHT], ids=lambda m: str(m.relative_to(PACKAGE)))
def test_the_path_to_the_norms_needs_msgspec_and_numpy_only(module: Path) -> None:
    place = module.relative_to(PACKAGE).as_posix()
    tops = {name.split(".")[0] for name in _imported(module)} - {"zhize", "msgspec"}
    assert tops <= set(sys.stdlib_module_names) | LATE.get(place, set()) | ({"numpy"} if place in NUMBERS else set())


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_one_module_opens_connections_and_one_command_imports_it(module: Path) -> None:
    place, names = str(module.relative_to(PACKAGE)), _imported(module)
    if place != "corpus/download.py":
        assert not {name for name in names if name.split(".")[0] in NETWORK or name == "urllib.request"}
    if place != "corpus/fetching.py":
        assert "zhize.corpus.download" not in names
    if place != "cli/corpus/fetch.py":
        assert "zhize.corpus.fetching" not in names


def test_analyze_loads_nothing_heavy(seed: Path) -> None:
    program = (
        "import sys, zhize; zhize.analyze(open(sys.argv[1], encoding='utf-8').read());"
        "print(sorted({'spacy', 'pandas', 'networkx', 'sklearn', 'jinja2', 'pypdfium2', 'lxml', "
        "'markdown_it', 'requests', 'holidays', 'icalendar', 'dateutil', 'spacy_pkuseg', 'docx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(seed)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_files_stay_readable(module: Path) -> None:
    assert module.read_text(encoding="utf-8").count("\n") <= 350
