"""How good the results are (评估): a gold, what is found in its articles, and how the two agree.

`read_gold` reads what a person marked, `read_articles` finds what the program does, `evaluate` scores the one against
the other, `difference` holds an evaluation against an earlier one.

Example:
    >>> from zhize.evaluation import evaluate, read_articles, read_gold
    >>> gold = read_gold("sishui-2022")
    >>> evaluation = evaluate(read_articles(gold), gold)
    >>> evaluation.layer("structure").score
    Score(gold=29, found=29, right=29)
"""

from __future__ import annotations

from zhize.evaluation.baseline import Baseline, baseline_of, read_baseline
from zhize.evaluation.catalogue import DEFAULT, at_hand, names, read_gold
from zhize.evaluation.difference import Change, Difference, Figures, Kind, difference
from zhize.evaluation.layers import Layer, Part
from zhize.evaluation.nouns import Evaluation, Gold, Item, LayerScore, Marked, Score, TypeScore
from zhize.evaluation.reading import found_in, read_articles
from zhize.evaluation.scoring import evaluate

__all__ = [
    "DEFAULT",
    "Baseline",
    "Change",
    "Difference",
    "Evaluation",
    "Figures",
    "Gold",
    "Item",
    "Kind",
    "Layer",
    "LayerScore",
    "Marked",
    "Part",
    "Score",
    "TypeScore",
    "at_hand",
    "baseline_of",
    "difference",
    "evaluate",
    "found_in",
    "names",
    "read_articles",
    "read_baseline",
    "read_gold",
]
