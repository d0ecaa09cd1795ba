"""Many texts → a collection on the disk: Parquet files under one manifest, made by one pure function a shard.

`tables.toml` documents every table and column. A collection depends on its documents and on the program alone, not on
how often a run was interrupted, on the order of the work or on how many workers did it.
"""

from zhize.batches.nouns import Pace, Summary
from zhize.batches.running import batch

__all__ = ["Pace", "Summary", "batch"]
