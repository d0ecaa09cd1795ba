"""What persons entered in a workbook (复核): read back, kept beside the regulation, and applied to later runs.

`zhize.review.reading` reads a workbook and is imported by the command alone, for openpyxl is slow to load.
"""

from zhize.review.applying import Kept, Reviewed, apply
from zhize.review.keeping import Review, read_review, review_of, review_path
from zhize.review.tabulating import entered
from zhize.review.values import State, Verdict

__all__ = [
    "Kept",
    "Review",
    "Reviewed",
    "State",
    "Verdict",
    "apply",
    "entered",
    "read_review",
    "review_of",
    "review_path",
]
