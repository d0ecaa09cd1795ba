"""How a noun shows itself in a line and in a notebook: `zhize.display` draws it, imported when a notebook asks.

This is the one place below that looks upwards; by name, so that `zhize analyze` never waits for what draws.
"""

from __future__ import annotations

from importlib import import_module


class Shown:
    """A noun whose cell in a notebook is HTML instead of its fields."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return what the noun is, in a line: all its fields would fill pages. For nouns with ``repr=False``."""
        return f"<{type(self).__name__} {self}>"

    def _repr_html_(self) -> str:
        """Return the noun as a part of a page, for IPython."""
        return str(import_module("zhize.display").html_of(self))
