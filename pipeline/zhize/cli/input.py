"""FILE: whatever a user can name as a text → `Analysis`."""

from __future__ import annotations

import json
import os.path
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhize import contract, corpus
from zhize.akn import from_akn
from zhize.analysis import Analysis, analyze
from zhize.errors import InputError
from zhize.readers import check_file, read, stream_bytes
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.cli.progress import Progress
    from zhize.types import Source

_STDIN = "-"
_BLANK = b"\xef\xbb\xbf \t\r\n"
_REMEDY = "give a text, or what zhize analyze FILE --format json printed"


def load(names: Sequence[str], progress: Progress, *, folder: Path | None = None) -> list[Analysis]:
    """Return the analysis of each FILE, in the order of the command line.

    Args:
        names: ``-``, the path of a text, of an analysis as JSON or of Akoma Ntoso, or the name of a text of the
            corpus.
        progress: is told which one is read.
        folder: of the user's corpus; the default one if None.

    Raises:
        CorpusError: one is the name of a text that the corpus does not hold.
        InputError: one cannot be read.
    """
    if names.count(_STDIN) > 1:
        raise InputError("standard input can be read once only", where=_STDIN, remedy="name a file for the other")
    analyses = []
    for number, name in enumerate(names, 1):
        progress.step(f"analysing {name}" + (f" ({number} of {len(names)})" if len(names) > 1 else ""))
        analyses.append(_load_one(name, folder))
    return analyses


def load_text(name: str, *, folder: Path | None = None) -> Source:
    """Return the text that a FILE names: ``-``, the path of a text, or the name of a text of the corpus.

    Raises:
        CorpusError: it is the name of a text that the corpus does not hold.
        InputError: it cannot be read, or is an analysis (JSON) or Akoma Ntoso and no text.
    """
    if (known := _of_corpus(name, folder)) is not None:
        return known
    data = stream_bytes(sys.stdin.buffer, where=name) if name == _STDIN else _document_bytes(Path(name))
    if _looks_like_akn(data) or (_looks_like_json(data) and contract.ANALYSIS.encode() in data):
        raise InputError("is an analysis, not a text", where=name, remedy="give the text that was analysed")
    return read(data) if name == _STDIN else read(Path(name))


def _load_one(name: str, folder: Path | None) -> Analysis:
    if name == _STDIN:
        data = stream_bytes(sys.stdin.buffer, where=name)
        return _of_document(data, where=_STDIN) or analyze(read(data))
    if (known := _of_corpus(name, folder)) is not None:
        return analyze(known)
    path = Path(name)
    return _of_document(_document_bytes(path), where=name) or analyze(path)


def _of_corpus(name: str, folder: Path | None) -> Source | None:
    """Return the text of the corpus with this name; None for everything else. A file of the same name comes first.

    A folder does not, for it is no text: people call the folder of a report like what it reports on.
    """
    is_file = os.path.lexists(name) and not Path(name).is_dir()
    return None if name == _STDIN or is_file else corpus.read_text(name, folder)


def _document_bytes(path: Path) -> bytes:
    """Return what a file holds if it could be JSON or XML; b"" for any other, which `analyze` reads or refuses.

    Raises:
        InputError: there is no file, or it is none that could be read.
    """
    check_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            return head + file.read() if _looks_like_json(head) or _looks_like_akn(head) else b""
    except (OSError, ValueError):
        return b""


def _looks_like_akn(data: bytes) -> bool:
    return data.lstrip(_BLANK).startswith(b"<") and b"akomaNtoso" in data[:4096]


def _looks_like_json(data: bytes) -> bool:
    return data.lstrip(_BLANK).startswith(b"{")


def _of_document(data: bytes, *, where: str) -> Analysis | None:
    """Return the analysis that JSON holds or that of an Akoma Ntoso text; None for what may be a plain text.

    Raises:
        InputError: JSON or XML of another kind, or a damaged one.
    """
    if _looks_like_akn(data):
        return analyze(from_akn(data, where=where))
    if not _looks_like_json(data):
        return None
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        if contract.ANALYSIS.encode() in data:
            raise InputError("is a damaged analysis, not JSON to its end", where=where, remedy=_REMEDY) from error
        return None
    if document.get("schema") != contract.ANALYSIS:
        raise InputError(f"is JSON, but not {contract.ANALYSIS}", where=where, remedy=_REMEDY)
    return _analysis(document, where=where)


def _analysis(document: dict[str, Any], *, where: str) -> Analysis:
    try:
        analysis = Analysis.from_dict(document)
        _check(analysis)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        what = f"breaks {contract.ANALYSIS} ({type(error).__name__}: {error})"
        raise InputError(what, where=where, remedy=_REMEDY) from error
    return analysis


def _check(analysis: Analysis) -> None:
    """Hold mentions and norms to the articles that they point into.

    Raises:
        ValueError: an offset outside of its article, or an article twice.
        KeyError: an article that is not there.
    """
    for document in analysis.documents:
        sizes = {article.id: len(article.text) for article in document.regulation.articles}
        if len(sizes) < len(document.regulation.articles):
            msg = "an article stands twice"
            raise ValueError(msg)
        for article, span in _spans(document):
            if not 0 <= span.start <= span.end <= sizes[article]:
                msg = f"{span.start} to {span.end} lies outside of article {article}"
                raise ValueError(msg)


def _spans(analysis: Analysis) -> Iterator[tuple[str, Span]]:
    yield from ((actor.article, actor.span) for actor in analysis.actors)
    yield from ((time.article, time.span) for time in analysis.times)
    yield from ((each.article, Span(start=each.start, end=each.end)) for each in analysis.references)
    yield from ((each.article, Span(start=each.start, end=each.end)) for each in analysis.definitions)
    for norm in analysis.norms:
        parts = (norm.marker, norm.action, norm.condition, norm.exception, *norm.time)
        yield from ((norm.article, part) for part in parts if part is not None)
