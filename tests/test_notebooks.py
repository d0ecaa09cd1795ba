"""The notebooks run from top to bottom, say what they are stored with, and hold nothing of a machine or an hour."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MEASURED = "05-corpus.ipynb"  # is stored as it is over ../shared/laws
LAWS = ROOT.parent / "shared" / "laws"


@pytest.fixture(scope="module")
def execute() -> ModuleType:
    """The script beside the notebooks."""
    spec = importlib.util.spec_from_file_location("execute_notebooks", ROOT / "notebooks" / "execute.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_stored_as_it_ran(path: Path, execute: ModuleType) -> None:
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    cells = execute.code(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert {output.output_type for output in outputs} <= {"display_data", "execute_result"}
    assert notebook.metadata == execute.METADATA
    assert {str(cell.metadata) for cell in notebook.cells} == {"{}"}
    assert re.search(r"/(?:home|root|work|tmp|Users)/|[A-Z]:\\\\|\b0x[0-9a-f]{6,}", text) is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_shows_small_pictures(path: Path, execute: ModuleType) -> None:
    pictures = execute.pictures(nbformat.read(path, as_version=4))
    assert pictures
    assert max(map(len, pictures)) <= execute.LARGEST
    assert path.stat().st_size <= 600_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_reads_like_a_paper(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert prose[0].startswith("# ")
    assert "**Question.**" in prose[0]
    assert "**Method.**" in prose[0]
    assert prose[-1].startswith("## What it does not show")


def test_the_readme_names_every_notebook() -> None:
    text = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[.+?\]\((.+?)\)", text, re.MULTILINE) == [path.name for path in NOTEBOOKS]


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")  # of the kernel's own parts
@pytest.mark.filterwarnings("ignore:.*:ResourceWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_says_again_what_it_is_stored_with(path: Path, tmp_path: Path, execute: ModuleType) -> None:
    folder = tmp_path / "checkout" / "notebooks"
    folder.mkdir(parents=True)
    measured = LAWS.is_dir()
    if measured and path.name == MEASURED:
        (tmp_path / "shared").mkdir()
        (tmp_path / "shared" / "laws").symlink_to(LAWS, target_is_directory=True)
    again = execute.executed(path, folder)
    assert list(folder.iterdir()) == []
    said = [output for cell in execute.code(again) for output in cell.outputs if output.output_type == "stream"]
    assert said == []  # no warning, of a missing character neither
    if measured or path.name != MEASURED:
        assert execute.texts(again) == execute.texts(nbformat.read(path, as_version=4))


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:.*:ResourceWarning")
def test_without_laws_the_texts_of_the_package_stand_in(tmp_path: Path, execute: ModuleType) -> None:
    again = execute.executed(ROOT / "notebooks" / MEASURED, tmp_path)
    assert len(execute.pictures(again)) == len(execute.pictures(nbformat.read(ROOT / "notebooks" / MEASURED, 4)))
    assert any("工作规则" in said for cell in execute.texts(again) for said in cell)
    assert not any("行政法规" in said for cell in execute.texts(again) for said in cell)
