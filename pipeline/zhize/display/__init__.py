"""What a notebook shows: nouns as parts of a page. `show` gives the words of a place with what was found in them.

A noun that inherits `zhize.showing.Shown` is drawn by `html_of` when it is the last line of a cell.
"""

from __future__ import annotations

from functools import singledispatch

from zhize.analysis import Analysis
from zhize.comparison.nouns import Comparison
from zhize.display.comparisons import comparison_html, family_html
from zhize.display.norms import Excerpt, norm_html, show
from zhize.display.procedures import procedure_html
from zhize.display.regulations import analysis_html, article_html, regulation_html
from zhize.families import Family
from zhize.procedures import Procedure
from zhize.types import Article, Norm, Regulation

__all__ = ["Excerpt", "html_of", "show"]


@singledispatch
def html_of(noun: object) -> str:
    """Return a noun as a part of a page: HTML with its styles in it, without script.

    Raises:
        TypeError: nobody knows how to draw it.
    """
    msg = f"{type(noun).__name__} has no picture of its own"
    raise TypeError(msg)


html_of.register(Analysis, analysis_html)
html_of.register(Article, article_html)
html_of.register(Comparison, comparison_html)
html_of.register(Family, family_html)
html_of.register(Norm, norm_html)
html_of.register(Procedure, procedure_html)
html_of.register(Regulation, regulation_html)
