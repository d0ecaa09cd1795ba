"""Run the notebooks from top to bottom and store them with what they printed, less what differs from run to run.

python notebooks/execute.py                # all of them
python notebooks/execute.py 01-tour.ipynb  # one
"""  # noqa: INP001  # a script, not a package

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

HERE = Path(__file__).parent
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
SECONDS = 120  # a cell
LARGEST = 100_000  # bytes of a picture
LONGEST = 2_000  # characters of a noun's fields, where the cell shows it as a part of a page


class Kernel(AsyncKernelManager):
    """The interpreter that runs this, whatever kernels are installed."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """No installed specification is asked for."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")


def executed(path: Path, folder: Path) -> nbformat.NotebookNode:
    """Return a notebook as it is after it ran in a folder.

    Raises:
        CellExecutionError: a cell failed.
    """
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata = nbformat.NotebookNode()
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(
        notebook, timeout=SECONDS, kernel_manager_class=Kernel, resources=resources, record_timing=False
    ).execute()
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in code(notebook):
        for output in cell.outputs:
            _shorten(output)
    return notebook


def code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the cells that run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def texts(notebook: nbformat.NotebookNode) -> list[list[str]]:
    """Return what each cell said in words: streams and the plain text of results; no pictures and no pages."""
    return [
        [str(output.get("text") or output.get("data", {}).get("text/plain", "")) for output in cell.outputs]
        for cell in code(notebook)
    ]


def pictures(notebook: nbformat.NotebookNode) -> list[bytes]:
    """Return the pictures of dots."""
    data = (output.get("data", {}) for cell in code(notebook) for output in cell.outputs)
    return [base64.b64decode(each["image/png"]) for each in data if "image/png" in each]


def _shorten(output: nbformat.NotebookNode) -> None:
    """Cut the plain text of what is shown otherwise: of an analysis it is all fields of everything found."""
    plain = output.get("data", {}).get("text/plain", "")
    if len(plain) > LONGEST and len(output.data) > 1 and (noun := re.match(r"\w+\(", plain)):
        output.data["text/plain"] = f"{noun[0]}…)"


def main(names: list[str]) -> int:
    """Run notebooks and store them; return how many pictures are too large."""
    large = 0
    for path in [HERE / name for name in names] or sorted(HERE.glob("*.ipynb")):
        notebook = executed(path, HERE)
        sizes = [len(picture) for picture in pictures(notebook)]
        large += sum(size > LARGEST for size in sizes)
        nbformat.write(notebook, path)
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB, pictures {sizes}\n")
    return large


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
