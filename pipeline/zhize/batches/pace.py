"""How fast a run is, and how long it will still take."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from zhize.batches.nouns import Pace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from zhize.batches.nouns import Done, Task


def paced(work: Iterable[Done], tasks: Sequence[Task], tell: Callable[[Pace], None]) -> Iterator[Done]:
    """Pass on what is done, and tell how far the run is.

    Args:
        work: what comes of the tasks, in any order.
        tasks: all of them.
        tell: is called before the first and after each.
    """
    by_id = {task.shard.id: task for task in tasks}
    of, weight = sum(map(_documents, tasks)), sum(map(_weight, tasks))
    documents = characters = done_weight = 0
    begin = time.monotonic()
    if tasks:
        tell(Pace(documents=0, of=of, characters=0, seconds=0.0, left=None))
    for done in work:
        task = by_id[done.shard]
        documents, characters = documents + _documents(task), characters + done.characters
        done_weight += _weight(task)
        seconds = time.monotonic() - begin
        left = seconds * (weight - done_weight) / done_weight if done_weight else None
        tell(Pace(documents=documents, of=of, characters=characters, seconds=seconds, left=left))
        yield done


def _documents(task: Task) -> int:
    """Return how many documents a task analyses; the rows of the others are there."""
    return len(task.shard.documents) - len(task.known)


def _weight(task: Task) -> int:
    """Return the bytes that a task reads."""
    return sum(document.size for document in task.shard.documents if document.name not in task.known)
