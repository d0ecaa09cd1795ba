"""What `zhize batch` made, opened for questions: tables as Arrow, SQL by DuckDB, ready questions."""

from zhize.collection.opening import Collection, open_collection

__all__ = ["Collection", "open_collection"]
