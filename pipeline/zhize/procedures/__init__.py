"""Procedures (程序): who does what in which order, put together from the steps of norms."""

from zhize.procedures.nouns import Case, Decision, Join, Next, Procedure, Stage
from zhize.procedures.reading import procedures

__all__ = ["Case", "Decision", "Join", "Next", "Procedure", "Stage", "procedures"]
