"""What a document holds: its bytes and their digest, read where the document lies."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from zhize import corpus
from zhize.errors import CorpusError, InputError
from zhize.readers import file_bytes, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhize.batches.nouns import Document
    from zhize.types import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a document holds."""

    sha256: str
    size: int  # bytes
    source: Callable[[], Source]  # its text, read when asked for; raises InputError


def contents_of(document: Document) -> Contents:
    """Return what a document holds now.

    Raises:
        InputError: its file cannot be read.
        CorpusError: the corpus does not hold the text any more.
    """
    if document.corpus is not None:
        return text_of_corpus(document.name, document.corpus)
    return contents_of_file(Path(document.place))


def contents_of_file(path: Path) -> Contents:
    """Return what a file holds.

    Raises:
        InputError: it cannot be read.
    """
    if os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises on a name that is too long
        remedy = "check its permissions; a list names files, not folders"
        raise InputError("is a folder that was not looked into", where=str(path), remedy=remedy)
    data = file_bytes(path)
    return Contents(sha256=hashlib.sha256(data).hexdigest(), size=len(data), source=partial(read, data, name=path.name))


def text_of_corpus(name: str, folder: str) -> Contents:
    """Return a text of a corpus; what the manifest knows of it is part of what it holds.

    Args:
        name: the id of the text.
        folder: of the corpus.

    Raises:
        CorpusError: the corpus does not hold it, or one of its files was changed since it came.
        InputError: a file cannot be read.
    """
    source = corpus.read_text(name, Path(folder))
    if source is None:
        raise CorpusError("is not in the corpus", where=name, remedy="see zhize corpus list")
    facts = "\n".join(f"{fact.name}\t{fact.label}\t{fact.value}" for fact in source.facts)
    data = msgspec.json.encode([source.text, source.encoding, facts])
    return Contents(sha256=hashlib.sha256(data).hexdigest(), size=len(data), source=lambda: source)
