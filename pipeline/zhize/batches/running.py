"""The verb `batch`: many texts → a collection."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from zhize.batches.failures import failures
from zhize.batches.inventory import inventory, look_at, looked_at
from zhize.batches.ledger import (
    LOCK,
    SHARDS,
    Manifest,
    check_place,
    read_record,
    remove_leftovers,
    remove_strays,
    write_manifest,
)
from zhize.batches.nouns import Done, Summary, Task
from zhize.batches.pace import paced
from zhize.batches.planning import before, limited, plan
from zhize.batches.processes import in_processes
from zhize.batches.program import program
from zhize.batches.schemas import SCHEMA, tables
from zhize.errors import InputError, OutputError
from zhize.files import check_folder, make_folder

if TYPE_CHECKING:
    from zhize.batches.nouns import Document, Pace, Shard
    from zhize.batches.planning import Before, Plan

Worker = Callable[[Sequence[Task]], Iterator[Done]]

_ROUNDS: Final = 3  # files that change while they are read are looked at again so often


def batch(  # noqa: PLR0913  # the options of a command
    given: str | Path,
    output: str | Path,
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    limit: int | None = None,
    since: float = 0.0,
    learned: bool = True,
    retry: bool = False,
    replace: bool = False,
    corpus_folder: Path | None = None,
    step: Callable[[str], None] = lambda _: None,
    pace: Callable[[Pace], None] = lambda _: None,
) -> Summary:
    """Analyse many texts into a collection of Parquet files; what is there already is kept.

    In a script, call it below ``if __name__ == "__main__":``, because worker processes import the script again.

    Args:
        given: a folder with any mix of formats, a file that lists files or names of the corpus, or ``corpus``.
        output: the folder of the collection; made if it is not there.
        jobs: worker processes; one a core by default.
        cluster: the address of a Dask scheduler (``tcp://host:8786``) whose workers see the same folders, or
            ``local``; None for processes of this machine.
        limit: at most so many documents that the collection does not hold yet; None for all.
        since: seconds since the epoch: files that were not modified since are not opened.
        learned: whether the learned models run; see `zhize.analyze`.
        retry: whether files that could not be read before are tried again.
        replace: whether a collection of other documents may be replaced.
        corpus_folder: of the user's corpus; the default one if None.
        step: is told what is being done.
        pace: is told how far it is.

    Returns:
        What was done. The same documents and program give the same files, byte for byte, however often the run was
        interrupted and whoever did the work.

    Raises:
        InputError: there is no such input, or it holds no text, or the collection is of other documents.
        OutputError: the folder cannot be written, or another run writes to it; finished parts stay for the next run.
    """
    begin = time.monotonic()
    folder = Path(output)
    check_folder(folder)
    check_place(folder)
    worker = _worker(cluster, jobs or os.cpu_count() or 1)
    there = inventory(given, corpus_folder=corpus_folder, without=folder)
    make_folder(folder)
    with _locked(folder):
        remove_leftovers(folder)
        known = before(folder)
        documents = limited(looked_at(there.found, known=known.digests, since=since, step=step), known, limit)
        _check(documents, known, str(given), folder, replace=replace)
        for name in (SHARDS, *tables()):
            make_folder(folder / name)
        digest = program(learned=learned)
        planner = partial(plan, folder=folder, program=digest, learned=learned, retry=retry)
        first = planner(documents, known)
        found = {each.name: each for each in there.found}
        planned = _carried_out(
            first,
            documents,
            work=lambda tasks: paced(worker(tasks), tasks, pace),
            look=lambda document: look_at(found[document.name]),
            replan=lambda those: planner(those, before(folder)),
        )
        step("writing the manifest")
        manifest = _close(folder, planned.shards, digest, learned=learned)
    return Summary(
        documents=manifest.documents,
        failed=manifest.failed,
        rows=manifest.rows,
        characters=manifest.characters,
        made=len(documents) - first.kept,
        kept=first.kept,
        removed=len(known.held.keys() - {each.name for each in documents}),
        passed_over=there.passed_over,
        seconds=time.monotonic() - begin,
    )


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder for one run; the system lets go of it when a run is killed."""
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        remedy = "wait for its end, or name another folder"
        raise OutputError("another run is writing to it", where=str(folder), remedy=remedy) from error
    except (OSError, NotImplementedError) as error:
        # A full disk, or a network disk that knows no locks: two runs there would remove each other's parts.
        remedy = "check the disk, or name a folder on another one"
        raise OutputError(f"cannot be locked ({error})", where=str(folder), remedy=remedy) from error
    try:
        yield
    finally:
        lock.release()


def _check(documents: Sequence[Document], known: Before, given: str, folder: Path, *, replace: bool) -> None:
    """Refuse an empty run, and one that would put other documents in the place of those that are there.

    Raises:
        InputError: it is one of these.
    """
    if not documents:
        raise InputError("has no file that was modified since then", where=given, remedy="name an earlier day")
    if known.held and not replace and known.held.keys().isdisjoint(each.name for each in documents):
        remedy = "name another folder, or replace it with --replace"
        raise InputError("holds a collection of other documents", where=str(folder), remedy=remedy)


def _worker(cluster: str | None, jobs: int) -> Worker:
    """Return who does the tasks.

    Raises:
        InputError: a cluster is asked for and Dask is not installed.
    """
    if cluster is None:
        return partial(in_processes, jobs=jobs)
    try:
        # Dask is an extra, and a second to import.
        module = import_module("zhize.batches.cluster")
    except ImportError as error:
        remedy = "install it with: pip install zhize[cluster]"
        raise InputError("needs Dask, which is not installed", where=f"--cluster {cluster}", remedy=remedy) from error
    return partial(module.in_cluster, address=cluster, jobs=jobs)


def _carried_out(
    planned: Plan,
    documents: Sequence[Document],
    *,
    work: Worker,
    look: Callable[[Document], Document],
    replan: Callable[[Sequence[Document]], Plan],
) -> Plan:
    """Do what is planned; what changed while it was read is looked at and planned again.

    Returns:
        The plan that was done to its end.

    Raises:
        InputError: files keep changing, or workers do not find what this process does.
    """
    for _ in range(_ROUNDS):
        changed = {name for done in work(planned.tasks) for name in done.changed}
        if not changed:
            return planned
        last, documents = documents, [look(each) if each.name in changed else each for each in documents]
        planned = replan(documents)
    if documents == last:
        remedy = "every machine has to see the input under the same path"
        raise InputError("a worker does not find there what this machine does", where=min(changed), remedy=remedy)
    raise InputError("files keep changing while they are read", where=min(changed), remedy="run again later")


def _close(folder: Path, shards: Sequence[Shard], digest: str, *, learned: bool) -> Manifest:
    """Write what belongs to the collection, then remove what does not.

    Raises:
        OutputError: it cannot be written, or somebody removed parts during the run.
    """
    held = [read_record(folder, shard.id) for shard in shards]
    records = [record for record in held if record is not None]
    if len(records) < len(held):
        raise OutputError("parts were removed while the run went on", where=str(folder), remedy="run again")
    documents = [each for record in records for each in record.documents]
    failed = [each for each in documents if each.failed is not None]
    manifest = Manifest(
        schema=SCHEMA,
        zhize=version("zhize"),
        program=digest,
        learned=learned,
        documents=len(documents),
        failed=len(failed),
        characters=sum(each.characters for each in documents),
        rows={name: sum(record.rows[name] for record in records) for name in tables()},
        shards=tuple(record.id for record in records),
    )
    write_manifest(folder, manifest, failures(failed))
    remove_strays(folder, manifest)
    return manifest
