"""What `zhize batch` made, opened for questions: tables as Arrow, SQL by DuckDB, ready questions."""

from zhize.collection.answering import Answer, ask
from zhize.collection.citing import citation_graph
from zhize.collection.opening import Collection, open_collection

__all__ = ["Answer", "Collection", "ask", "citation_graph", "open_collection"]
