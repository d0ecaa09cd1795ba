"""The two JSON documents that the program prints, built from the nouns and read back.

`schema` returns the JSON schema that holds them; field names are stable, new fields may be added.
"""

from __future__ import annotations

import json
from importlib.resources import files

from zhize.contract.mentions import (
    actor_of,
    actor_record,
    definition_of,
    definition_record,
    marker_of,
    marker_record,
    norm_of,
    norm_record,
    reference_of,
    reference_record,
    time_of,
    time_record,
)
from zhize.contract.texts import (
    Record,
    annex_record,
    article_key,
    article_record,
    head_record,
    problem_record,
    regulation_of,
    span_record,
)

__all__ = [
    "ANALYSIS",
    "COMPARISON",
    "Record",
    "actor_of",
    "actor_record",
    "annex_record",
    "article_key",
    "article_record",
    "definition_of",
    "definition_record",
    "head_record",
    "marker_of",
    "marker_record",
    "norm_of",
    "norm_record",
    "problem_record",
    "reference_of",
    "reference_record",
    "regulation_of",
    "schema",
    "span_record",
    "time_of",
    "time_record",
]

ANALYSIS = "zhize.analysis/1"
COMPARISON = "zhize.comparison/1"


def schema(name: str) -> Record:
    """Return the JSON schema of a document, by its ``schema`` value: `ANALYSIS` or `COMPARISON`."""
    file = name.removeprefix("zhize.").replace("/", "-") + ".schema.json"
    document: Record = json.loads((files("zhize") / "schemas" / file).read_text(encoding="utf-8"))
    return document
