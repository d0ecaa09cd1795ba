"""`Source` → `Regulation`.

After `parse`, the leaves put together give the text back, every article knows where it stands, and what is odd about
the text is a `Problem`. Nothing is refused. `check` adds the problems of the citations, `locate` finds a place.
"""

from zhize.structure.parsing import parse
from zhize.structure.places import Place, locate, places_of
from zhize.structure.resolution import check

__all__ = ["Place", "check", "locate", "parse", "places_of"]
