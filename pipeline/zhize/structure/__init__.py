"""`Source` → `Regulation`.

After `parse`, the leaves put together give the text back, every article knows where it stands, and what is odd about
the text is a `Problem`. Nothing is refused.
"""

from zhize.structure.parsing import parse

__all__ = ["parse"]
