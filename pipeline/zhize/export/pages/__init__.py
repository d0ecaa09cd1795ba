"""The report of a regulation as a page of its own."""
