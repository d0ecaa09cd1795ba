"""Full text of the articles of a collection: an index built once, questions answered in milliseconds."""

from zhize.fulltext.building import build
from zhize.fulltext.nouns import Hit, MetNorm
from zhize.fulltext.searching import count, search

__all__ = ["Hit", "MetNorm", "build", "count", "search"]
