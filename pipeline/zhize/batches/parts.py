"""The pure function shard → parts: same documents, same program, same bytes, wherever and however often it runs."""

from __future__ import annotations

import gc
from collections import defaultdict
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from zhize import files
from zhize.analysis import analyze
from zhize.batches.contents import contents_of
from zhize.batches.ledger import Held, Record, forget, part_file, read_record, record_file
from zhize.batches.nouns import Done
from zhize.batches.program import program
from zhize.batches.schemas import tables
from zhize.batches.tabulating import arrow, failed_rows, rows_of
from zhize.errors import LocatedError, ZhizeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.batches.nouns import Document, Task
    from zhize.batches.tabulating import Rows

_ZSTD_LEVEL: Final = 3


def work(task: Task) -> Done:
    """Make the parts of a shard and lay them, and then its record, into the folder of the collection.

    Returns:
        What was done; with ``changed``, nothing was: documents no longer hold what the shard's id stands for.

    Raises:
        OutputError: a part cannot be written.
        ZhizeError: this worker is another program than the one that gave the task.
    """
    mine = program(learned=task.learned)
    if mine != task.program:
        raise ZhizeError(f"a worker runs another version of zhize ({mine}, not {task.program}); install the same one")
    folder = Path(task.folder)
    record = read_record(folder, task.shard.id)
    if record is None or task.spared or task.again:
        with _uncollected():
            found, changed = _tables(task)
        if changed:
            return Done(shard=task.shard.id, changed=changed)
        parts = {name: parquet(table) for name, table in found.items()}
        record = _record(task, found, parts)
        forget(folder, task.shard.id)
        files.write({part_file(folder, name, task.shard.id): data for name, data in parts.items()})
        files.write({record_file(folder, task.shard.id): msgspec.json.encode(record)})
    return Done(shard=task.shard.id, characters=sum(each.characters for each in record.documents))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles away: rows make none, and it would walk all of them again and again."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def parquet(table: pa.Table) -> bytes:
    """Return a table as a file: one row group, zstd, the same bytes for the same rows."""
    buffer = BytesIO()
    whole = table.combine_chunks()
    pq.write_table(
        whole,
        buffer,
        compression="zstd",
        compression_level=_ZSTD_LEVEL,
        row_group_size=max(1, len(whole)),
        version="2.6",
    )
    return buffer.getvalue()


def probe(task: Task) -> Done:
    """Read and analyse the documents of a task and write nothing: to find the one that a worker dies of."""
    _, changed = _tables(task)
    return Done(shard=task.shard.id, changed=changed)


def _tables(task: Task) -> tuple[dict[str, pa.Table], tuple[str, ...]]:
    """Return the tables of a shard, and the names of documents that changed since the shard was planned."""
    older = _Older(Path(task.folder), task.known)
    pieces: dict[str, list[pa.Table]] = {name: [] for name in tables()}
    fresh: Rows = {name: [] for name in tables()}
    changed = []
    for document in task.shard.documents:
        if document.name in task.known and (old := older.tables(document.name)) is not None:
            _flush(fresh, pieces)
            for name, table in old.items():
                pieces[name].append(table)
            continue
        found = _rows(document, task)
        if found is None:
            changed.append(document.name)
            continue
        for name, rows in found.items():
            fresh[name] += rows
    _flush(fresh, pieces)
    return {name: pa.concat_tables(those) for name, those in pieces.items()}, tuple(changed)


def _flush(fresh: Rows, pieces: dict[str, list[pa.Table]]) -> None:
    """Turn the rows that wait into tables, so that they stand in the order of the documents."""
    for name, rows in fresh.items():
        pieces[name].append(arrow(name, rows))
        rows.clear()


def _rows(document: Document, task: Task) -> Rows | None:
    """Return the rows of a document; None if it no longer holds what it held."""
    if (reason := task.spared.get(document.name)) is not None:
        return failed_rows(document, reason)
    try:
        contents = contents_of(document)
    except LocatedError as error:
        return None if document.sha256 else failed_rows(document, _said(error))
    if contents.sha256 != document.sha256:
        return None
    try:
        return rows_of(document, analyze(contents.source(), learned=task.learned))
    except LocatedError as error:
        return failed_rows(document, _said(error))
    except MemoryError:
        raise  # the worker is not fit to go on; the shard is tried again elsewhere
    except Exception as error:  # noqa: BLE001  # one text of millions must not stop the others
        return failed_rows(
            document, f"the program failed ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
        )


def _said(error: LocatedError) -> str:
    """Return what an error says without the place, which is one of this machine and differs from the next one's."""
    return f"{error.what}; {error.remedy}"


class _Older:
    """Rows of documents that older shards of the collection hold."""

    def __init__(self, folder: Path, known: Mapping[str, str]) -> None:
        self._folder, self._known = folder, known
        self._open: dict[str, dict[str, pa.Table] | None] = {}

    def tables(self, name: str) -> dict[str, pa.Table] | None:
        """Return the rows of a document in each table; None if they cannot be read and have to be made again."""
        shard = self._known[name]
        if shard not in self._open:
            self._open[shard] = self._read(shard)
        parts = self._open[shard]
        if parts is None:
            return None
        documents = parts["documents"]
        names = documents.filter(pc.equal(documents["file"], name))["document"].combine_chunks()
        return {kind: table.filter(pc.is_in(table["document"], value_set=names)) for kind, table in parts.items()}

    def _read(self, shard: str) -> dict[str, pa.Table] | None:
        try:
            return {name: self._part(name, shard, table.schema) for name, table in tables().items()}
        except (OSError, pa.ArrowInvalid):
            return None

    def _part(self, name: str, shard: str, schema: pa.Schema) -> pa.Table:
        return pq.read_table(part_file(self._folder, name, shard), partitioning=None).cast(schema)


def _record(task: Task, found: Mapping[str, pa.Table], parts: Mapping[str, bytes]) -> Record:
    by_file: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in found["documents"].select(["file", "error", "characters"]).to_pylist():
        by_file[row["file"]].append(row)
    return Record(
        id=task.shard.id,
        program=task.program,
        documents=tuple(_held(document, by_file[document.name]) for document in task.shard.documents),
        rows={name: len(table) for name, table in found.items()},
        bytes={name: len(data) for name, data in parts.items()},
    )


def _held(document: Document, rows: Sequence[Mapping[str, Any]]) -> Held:
    """Return what a record says of a document; its rows are several where a notice has several documents under it."""
    return Held(
        name=document.name,
        sha256=document.sha256,
        characters=sum(row["characters"] for row in rows),
        failed=rows[0]["error"],
    )
