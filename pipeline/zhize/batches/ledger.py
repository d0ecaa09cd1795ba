"""What lies in the folder of a collection: parts, a record beside each shard, and the manifest that counts.

```
OUT/manifest.json            what belongs to the collection; replaced as the last act of a run
OUT/failed.csv               the files that could not be read, and why
OUT/shards/ID.json           what a shard holds; written after its parts, so that it vouches for them
OUT/TABLE/ID.parquet         the rows of a shard in a table, one row group
```

Whoever reads a collection reads the manifest first and then the parts that it names: what an interrupted run left
behind is not seen, and the next run uses or removes it.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import msgspec

from zhize import files
from zhize.batches.schemas import SCHEMA, tables
from zhize.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MANIFEST: Final = "manifest.json"
FAILED: Final = "failed.csv"
SHARDS: Final = "shards"
LOCK: Final = ".lock"
_OURS: Final = re.compile(r"[0-9a-f]{20}\.(?:parquet|json)")
_LEFTOVER: Final = re.compile(r"\.zhize-[0-9a-f]{12}\.tmp")  # see zhize.files
_REMEDY: Final = "make it with: zhize batch DIR -o OUT"
_OTHER: Final = "another version of zhize made it; use that one, or make a new collection in another folder"


class Held(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document of a shard."""

    name: str
    sha256: str
    characters: int
    failed: str | None = None  # why it could not be read, one line


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a shard holds."""

    id: str
    program: str  # the digest of the program that made it
    documents: tuple[Held, ...]  # by name
    rows: dict[str, int]  # by table
    bytes: dict[str, int]  # of its parts, by table


class _Kind(msgspec.Struct, frozen=True, kw_only=True):
    """What a manifest of any kind says first."""

    schema: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What belongs to a collection; the same for the same documents and program."""

    schema: str
    zhize: str  # version
    program: str  # digest of its code, words and models, and of the options that change results
    learned: bool  # whether the learned models ran
    documents: int
    failed: int
    characters: int
    rows: dict[str, int]  # by table
    shards: tuple[str, ...]  # ids, in the order of their documents

    @property
    def stamp(self) -> str:
        """A digest of the collection: equal for equal ones."""
        # All of it counts: a file that could be read at last leaves the ids of the shards as they were.
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]


def part_file(folder: Path, table: str, shard: str) -> Path:
    """Return where the rows of a shard in a table lie."""
    return folder / table / f"{shard}.parquet"


def record_file(folder: Path, shard: str) -> Path:
    """Return where the record of a shard lies."""
    return folder / SHARDS / f"{shard}.json"


def is_collection(folder: Path) -> bool:
    """Whether a finished collection lies in a folder."""
    return (folder / MANIFEST).is_file()


def check_place(folder: Path) -> None:
    """Refuse a folder that holds something else than a collection: a run removes parts that are not its own.

    Raises:
        OutputError: it is not empty, and no run was ever begun there, or it cannot be looked into.
    """
    try:
        lying = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    except OSError as error:
        remedy = "check its permissions, or name another folder"
        raise OutputError(f"cannot be looked into ({error.strerror})", where=str(folder), remedy=remedy) from error
    if lying - {LOCK} and SHARDS not in lying:
        remedy = "name a new folder, or one that zhize batch made"
        raise OutputError("is not empty and holds no collection", where=str(folder), remedy=remedy)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a collection.

    Raises:
        InputError: there is none, or it is broken or of another kind.
    """
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
        kind = msgspec.json.decode(data, type=_Kind).schema
        found = msgspec.json.decode(data, type=Manifest) if kind == SCHEMA else None
    except FileNotFoundError as error:
        what = "is no finished collection" if folder.is_dir() else "there is no such folder"
        raise InputError(what, where=str(folder), remedy=_REMEDY) from error
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path), remedy="check the folder") from error
    except (msgspec.MsgspecError, ValueError) as error:
        remedy = "remove the file and run zhize batch again; the finished parts are kept"
        raise InputError("is broken", where=str(path), remedy=remedy) from error
    if found is None:
        raise InputError(f"is {kind}, not {SCHEMA}", where=str(path), remedy=_OTHER)
    return found


def read_record(folder: Path, shard: str) -> Record | None:
    """Return the record of a shard whose parts all lie there whole; None for one that has to be done (again)."""
    try:
        record = msgspec.json.decode(record_file(folder, shard).read_bytes(), type=Record)
        whole = all(part_file(folder, table, shard).stat().st_size == record.bytes[table] for table in tables())
    except (OSError, KeyError, msgspec.MsgspecError, ValueError):
        return None
    return record if whole else None


def forget(folder: Path, shard: str) -> None:
    """Remove the record of a shard before its parts are written anew: half of the new ones must not look whole.

    Who reads the collection at that moment may see new rows in one table beside old ones in another, for a shard of the
    same documents keeps its name.

    Raises:
        OutputError: it cannot be removed.
    """
    path = record_file(folder, shard)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        remedy = "close what reads it, and check the permissions of the folder"
        raise OutputError(f"cannot be removed ({error.strerror})", where=str(path), remedy=remedy) from error


def records(folder: Path) -> Iterator[Record]:
    """Yield the records of all shards that lie there whole, of the manifest or not, by id."""
    with suppress(OSError):
        for path in sorted((folder / SHARDS).glob("*.json")):
            if (record := read_record(folder, path.stem)) is not None:
                yield record


def write_manifest(folder: Path, manifest: Manifest, failed: bytes) -> None:
    """Replace the manifest and the list of failed files, both or none.

    Raises:
        OutputError: they cannot be written.
    """
    document = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    files.write({folder / FAILED: failed, folder / MANIFEST: document + b"\n"})


def remove_strays(folder: Path, manifest: Manifest) -> None:
    """Remove the parts and records that the manifest does not name, and leftovers.

    A file that cannot be removed (Windows, another program reads it) stays and does no harm.
    """
    kept = set(manifest.shards)
    remove_leftovers(folder)
    _remove(path for path in _lying_in(folder) if _OURS.fullmatch(path.name) and path.stem not in kept)


def remove_leftovers(folder: Path) -> None:
    """Remove what interrupted writing left behind, so that a disk that was full has room again."""
    _remove(path for path in _lying_in(folder) if _LEFTOVER.fullmatch(path.name))


def _lying_in(folder: Path) -> Iterator[Path]:
    """Yield what lies where a run writes; other folders (search) are no business of it."""
    for place in (folder, folder / SHARDS, *(folder / name for name in tables())):
        yield from place.glob("*")


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()
