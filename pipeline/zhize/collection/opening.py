"""The verb `open`: the folder of a collection → `Collection`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from zhize.batches.ledger import part_file, read_manifest
from zhize.batches.schemas import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.batches.ledger import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection as its manifest stood when it was opened."""

    folder: Path
    manifest: Manifest

    def files(self, table: str) -> tuple[Path, ...]:
        """Return the parts of a table, in the order of their documents."""
        return tuple(part_file(self.folder, table, shard) for shard in self.manifest.shards)

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table as Arrow, in the order of the documents.

        Args:
            name: documents, articles, norms …: see ``batches/tables.toml``.
            columns: the columns wanted; all by default.
        """
        schema = tables()[name].schema
        wanted = schema if columns is None else pa.schema([schema.field(column) for column in columns])
        parts = [pq.read_table(path, columns=columns, partitioning=None) for path in self.files(name)]
        return pa.concat_tables([wanted.empty_table(), *(part.cast(wanted) for part in parts)])


def open_collection(folder: str | Path) -> Collection:
    """Open what ``zhize batch`` made.

    Raises:
        InputError: the folder holds no finished collection.
    """
    folder = Path(folder)
    return Collection(folder=folder, manifest=read_manifest(folder))
