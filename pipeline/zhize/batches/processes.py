"""Tasks over processes of this machine; a worker that dies loses nothing.

When a worker dies, nobody knows which of the tasks under way it died of. They are tried again, and who was there
twice is done alone, one task in one process. A task whose process dies alone again and again is looked through
document by document: the one that a process dies of is set aside with that reason, and the others are done.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import Counter, deque
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zhize.batches.nouns import Shard
from zhize.batches.parts import probe, work
from zhize.errors import ZhizeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from multiprocessing.process import BaseProcess

    from zhize.batches.nouns import Document, Done, Task

_SUSPECT: Final = 2  # a task that was under way at so many deaths is done alone from then on
_ALONE: Final = 3  # so many deaths of a process with nothing else to do are no accident
_IDLE: Final = 20  # so many deaths in a row without any task done: workers cannot live here
_AHEAD: Final = 2  # tasks a worker that wait in its queue, so that it never waits
_MOST: Final = 61 if sys.platform == "win32" else None  # processes that Windows lets a pool have
_CANNOT_LIVE: Final = "workers die as soon as they begin; see what the system says (memory?), or use --jobs 1"
_DIED: Final = "the program died while it was read (out of memory?); it may be read again with --retry"


def in_processes(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    """Do tasks in `jobs` processes; yield what was done, as it is done.

    Raises:
        OutputError: a part cannot be written (a full disk).
        ZhizeError: workers die as soon as they begin.
    """
    deaths = Counter[str]()
    waiting = deque(tasks)
    suspects: list[Task] = []
    idle = 0
    jobs = min(jobs, _MOST or jobs)
    while waiting:
        idle += 1
        for done in _until_a_death(waiting, jobs, suspects, deaths):
            idle = 0
            yield done
        if idle >= _IDLE:
            raise ZhizeError(_CANNOT_LIVE)
    for task in suspects:
        yield alone(task)


def _until_a_death(waiting: deque[Task], jobs: int, suspects: list[Task], deaths: Counter[str]) -> Iterator[Done]:
    """Do tasks until none is left or a worker dies; then put those under way back, or among the suspects."""
    running: dict[Future[Done], Task] = {}
    with _pool(jobs) as pool:
        while waiting or running:
            while waiting and len(running) < jobs * _AHEAD:
                running[_submitted(pool, work, waiting[0])] = waiting[0]
                waiting.popleft()
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                try:
                    done = future.result()
                except (BrokenProcessPool, MemoryError):
                    _put_back(running.values(), waiting, suspects, deaths)
                    return
                del running[future]
                yield done


def _put_back(under_way: Iterable[Task], waiting: deque[Task], suspects: list[Task], deaths: Counter[str]) -> None:
    for task in under_way:
        deaths[task.shard.id] += 1
        (suspects if deaths[task.shard.id] >= _SUSPECT else waiting).append(task)


def alone(task: Task) -> Done:
    """Do a task in a process of its own; documents that such a process dies of are set aside.

    Raises:
        OutputError: a part cannot be written.
        ZhizeError: the process dies, but of none of the documents.
    """
    done = _tried(work, task)
    if done is None:
        if _tried(probe, _only(task)) is None:
            raise ZhizeError(_CANNOT_LIVE)
        culprits = dict.fromkeys(_culprits(task), _DIED)
        done = _tried(work, replace(task, spared=culprits)) if culprits else None
    if done is None:
        raise ZhizeError(f"the worker dies of shard {task.shard.id}; see what the system says (memory?)")
    return done


def _culprits(task: Task) -> Iterator[str]:
    """Yield the names of the documents that a process dies of again and again."""
    waiting = deque(task.shard.documents)
    while waiting:
        _take_survived(task, waiting)
        if not waiting:
            return
        suspect = waiting.popleft()
        if _tried(probe, _only(task, suspect)) is None:
            yield suspect.name


def _take_survived(task: Task, waiting: deque[Document]) -> None:
    """Look through documents in one process and take away those that it survives; the first that stays is suspect."""
    with _pool(1) as pool, suppress(BrokenProcessPool, MemoryError):
        while waiting:
            _submitted(pool, probe, _only(task, waiting[0])).result()
            waiting.popleft()


def _only(task: Task, *documents: Document) -> Task:
    """Return a task of these documents alone, which are read anew even where rows of them are there."""
    return replace(task, shard=Shard(id=task.shard.id, documents=documents), known={})


def _tried(act: Callable[[Task], Done], task: Task) -> Done | None:
    """Return what an act returns; None if its process dies again and again."""
    for _ in range(_ALONE):
        with _pool(1) as pool, suppress(BrokenProcessPool, MemoryError):
            return _submitted(pool, act, task).result()
    return None


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that begin empty on every system, and that end at once when the run is broken off."""
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.kill()
        raise
    pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, act: Callable[[Task], Done], task: Task) -> Future[Done]:
    """Hand a task over; a process that begins for it does not hear Ctrl-C."""
    with deaf():
        return pool.submit(act, task)


@contextmanager
def deaf() -> Iterator[None]:
    """Leave Ctrl-C to this process: one that begins meanwhile would print where in its imports it was interrupted."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Leave Ctrl-C to the parent (Windows), and end when it does: a worker of a killed one would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
