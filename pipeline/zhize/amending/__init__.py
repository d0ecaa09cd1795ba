"""Amending decisions (修改决定): what they order, and the old text after it.

`instructions_of` reads a decision; `amend` applies it. What cannot be carried out is said, and nothing is guessed.
"""

from zhize.amending.applying import amend
from zhize.amending.instructions import instructions_of
from zhize.amending.nouns import Amended, Instruction, Operation, Outcome, Side, Status, Target, Unit

__all__ = [
    "Amended",
    "Instruction",
    "Operation",
    "Outcome",
    "Side",
    "Status",
    "Target",
    "Unit",
    "amend",
    "instructions_of",
]
