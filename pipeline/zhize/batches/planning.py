"""What of a collection is done, what is to be done, and where rows of it lie already."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from zhize.batches.ledger import is_collection, read_manifest, records
from zhize.batches.nouns import Task
from zhize.batches.sharding import cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from zhize.batches.ledger import Held, Record
    from zhize.batches.nouns import Document, Shard


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What lies in the folder of a collection before a run."""

    records: Mapping[str, Record]  # of the shards that lie there whole, by id
    held: Mapping[str, Held]  # documents of the manifest, by name
    where: Mapping[tuple[str, str, str], str]  # program, name and digest of a document → the shard that has its rows

    @property
    def digests(self) -> dict[str, str]:
        """What the documents of the collection held, by name."""
        return {name: held.sha256 for name, held in self.held.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The shards of the collection that a run makes, and those that have to be done for it."""

    shards: tuple[Shard, ...]
    tasks: tuple[Task, ...]  # the largest first, so that no worker begins a long one when the others have ended
    kept: int  # documents whose rows are there


def before(folder: Path) -> Before:
    """Return what a folder holds: the collection, and parts that an interrupted run has finished.

    Raises:
        InputError: the manifest is broken.
    """
    mine = frozenset(read_manifest(folder).shards if is_collection(folder) else ())
    there = {record.id: record for record in records(folder)}
    return Before(
        records=there,
        held={each.name: each for record in there.values() if record.id in mine for each in record.documents},
        where={
            (record.program, each.name, each.sha256): record.id
            for record in there.values()
            for each in record.documents
        },
    )


def limited(documents: list[Document], known: Before, limit: int | None) -> list[Document]:
    """Return the documents that the collection holds, and at most `limit` others, the first of those given."""
    if limit is None:
        return documents
    others = islice((each.name for each in documents if each.name not in known.held), limit)
    chosen = known.held.keys() | set(others)
    return [each for each in documents if each.name in chosen]


def plan(
    documents: Sequence[Document], known: Before, *, folder: Path, program: str, learned: bool, retry: bool
) -> Plan:
    """Return what is to be done.

    Args:
        documents: all of the collection.
        known: what lies in its folder.
        folder: of the collection.
        program: the digest of the program.
        learned: whether the learned models run.
        retry: whether files that could not be read are tried again.
    """
    shards = cut(documents, program)
    tasks, kept = [], 0
    for shard in shards:
        record = known.records.get(shard.id)
        again = record is not None and retry and any(each.failed is not None for each in record.documents)
        if record is not None and not again:
            kept += len(shard.documents)
            continue
        where = {each.name: known.where.get((program, each.name, each.sha256)) for each in shard.documents}
        there = {name: place for name, place in where.items() if place is not None and place != shard.id and not retry}
        kept += len(there)
        place = str(folder.absolute())  # a worker of a cluster has a folder of its own
        tasks.append(Task(shard=shard, folder=place, program=program, learned=learned, known=there, again=again))
    return Plan(shards=shards, tasks=tuple(sorted(tasks, key=lambda task: -task.shard.size)), kept=kept)
