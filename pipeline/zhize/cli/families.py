"""More than two texts in ``zhize compare``: what is written and printed, and a folder in place of its texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhize import corpus
from zhize.cli.output import terminal_width
from zhize.errors import InputError
from zhize.export.families.excel import to_xlsx
from zhize.export.families.html import to_html
from zhize.export.families.text import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.families.nouns import Family

_SUFFIXES: Final = frozenset(
    {".txt", ".md", ".doc", ".docx", ".wps", ".rtf", ".odt", ".pdf", ".ofd", ".htm", ".html", ".mht", ".json", ".xml"}
)
_BESIDE: Final = ("~$", ".")  # what Word and others leave beside a file that is open


def render_family(family: Family, suffix: str) -> bytes:
    """Return a family as the file that a suffix names: .html, .xlsx or .json."""
    if suffix == ".xlsx":
        return to_xlsx(family)
    text = family.to_json() if suffix == ".json" else to_html(family)
    return text.encode("utf-8", "backslashreplace")


def print_family(family: Family, form: str | None) -> str:
    """Return what is printed of a family: JSON, or a summary in Chinese."""
    return family.to_json() if form == "json" else to_text(family, width=terminal_width())


def with_folders(names: Sequence[str], *, folder: Path | None = None) -> list[str]:
    """Return the names of texts with those in a folder in place of it, by name; folders in it are left alone.

    Args:
        names: as on the command line. What is the name of a text of the corpus stays one, though a folder is called
            like it.
        folder: of the user's corpus; the default one if None.

    Raises:
        CorpusError: one is the name of a text that the corpus does not hold.
        InputError: a folder without texts, or one that cannot be looked into.
    """
    found: list[str] = []
    for name in names:
        path = Path(name)
        is_folder = name != "-" and path.is_dir() and corpus.read_text(name, folder) is None
        found += map(str, _texts(path)) if is_folder else (name,)
    return found


def _texts(folder: Path) -> Iterator[Path]:
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        reason = f"cannot be looked into ({error.strerror or error})"
        raise InputError(reason, where=str(folder), remedy="check its permissions") from error
    texts = [path for path in files if path.suffix.lower() in _SUFFIXES and not path.name.startswith(_BESIDE)]
    if not texts:
        what = "there are no texts in the folder"
        raise InputError(what, where=str(folder), remedy="give a folder with .txt, .docx, .pdf, .ofd or .html files")
    yield from texts
