"""Tasks over a Dask cluster, on this machine or on many; imported when one is asked for.

Workers read the files and write the parts themselves: every machine sees the input and the collection under the same
paths, and has the same version of zhize installed.
"""

from __future__ import annotations

from concurrent.futures import CancelledError
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Final

from distributed import Client, Future, KilledWorker, LocalCluster, as_completed

from zhize.batches.parts import work
from zhize.batches.processes import alone, deaf
from zhize.errors import ZhizeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.batches.nouns import Done, Task

LOCAL: Final = "local"
"""What a user writes for a cluster of processes of this machine."""
_AHEAD: Final = 4  # tasks a thread of the cluster that are handed over before the first has ended


def in_cluster(tasks: Sequence[Task], address: str, jobs: int) -> Iterator[Done]:
    """Do tasks on a cluster; yield what was done, as it is done.

    Dask itself tries a task again whose worker died; one that takes down several workers is done here, alone.

    Args:
        tasks: the tasks.
        address: of the scheduler (``tcp://host:8786``), or ``local``.
        jobs: processes of a local cluster.

    Raises:
        OutputError: a part cannot be written.
        ZhizeError: no scheduler answers, or it has no workers.
    """
    with _client(address, jobs) as client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise ZhizeError(f"{address}: the cluster has no workers; start one with: dask worker {address}")
        waiting = iter(tasks)
        running = {}
        queue = as_completed()
        for task in islice(waiting, threads * _AHEAD):
            running[_hand_over(client, task, queue)] = task
        for future in queue:
            task = running.pop(future.key)
            yield _result(future, task)
            for following in islice(waiting, 1):
                running[_hand_over(client, following, queue)] = following


def _hand_over(client: Client, task: Task, queue: as_completed) -> str:
    # The key is one that Dask makes up: two runs of the same documents on one cluster would share one of ours, and one
    # of them its folder.
    future = client.submit(work, task, pure=False)
    queue.add(future)
    return str(future.key)


def _result(future: Future[Done], task: Task) -> Done:
    try:
        done: Done = future.result()
    except (KilledWorker, MemoryError):
        return alone(task)
    except CancelledError as error:
        remedy = "see whether the scheduler still runs, then run again; what was finished is kept"
        raise ZhizeError(f"the cluster was lost; {remedy}") from error
    return done


@contextmanager
def _client(address: str, jobs: int) -> Iterator[Client]:
    if address == LOCAL:
        with deaf():
            cluster = LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None)
        with cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        remedy = "check the address (tcp://host:8786) and that the scheduler runs"
        raise ZhizeError(f"{address}: no Dask scheduler answers ({error}); {remedy}") from error
    with client:
        yield client
