"""The notebooks run from top to bottom, and are stored without what they printed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
PLOTS = {"01-tour.ipynb": 3}


class Kernel(AsyncKernelManager):
    """The interpreter that runs the tests, whatever kernels are installed."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """No installed specification is asked for."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")


def _outputs(notebook: nbformat.NotebookNode, kind: str) -> list[nbformat.NotebookNode]:
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return [output for cell in cells for output in cell.outputs if output.output_type == kind]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_stored_without_output(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert [cell.source for cell in code if cell.outputs or cell.execution_count] == []
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert re.search(r"/(?:home|root|work|Users)/", text) is None


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")  # of the kernel's own parts
@pytest.mark.filterwarnings("ignore:.*:ResourceWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=120, kernel_manager_class=Kernel, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    pictures = [output for output in _outputs(notebook, "display_data") if "image/png" in output.data]
    assert len(pictures) == PLOTS[path.name]
    assert [output for output in _outputs(notebook, "execute_result") if "image/svg+xml" in output.data]
    said = "".join(output.text for output in _outputs(notebook, "stream") if output.name == "stderr")
    # Without a Chinese font on the machine the plots warn of each character; nothing else may be said.
    assert [line for line in said.split("\n") if "Warning" in line and "missing from" not in line] == []
