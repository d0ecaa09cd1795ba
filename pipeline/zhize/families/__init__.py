"""More than two texts: one table with a column a text, what each took from whom, and how they group.

After `compare_all`, every article of every text stands in a row of the table, and the order of the texts does not
change which articles share one.
"""

from zhize.families.comparing import compare_all
from zhize.families.nouns import Family

__all__ = ["Family", "compare_all"]
