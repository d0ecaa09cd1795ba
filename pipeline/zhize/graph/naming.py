"""The body that a person means by a name."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from zhize.errors import InputError
from zhize.graph.building import BETWEEN

if TYPE_CHECKING:
    import networkx as nx

_MOST: Final = 5  # names in the remedy of an error


def find(graph: nx.MultiDiGraph, word: str) -> str:
    """Return the body of a graph that a person means.

    Args:
        graph: the duty graph.
        word: a name of a body, or another name that the text has for it.

    Raises:
        InputError: nothing is called so, or two bodies are; the remedy lists the nearest names.
    """
    if word in graph:
        return word
    said = ((name, others or "") for name, others in graph.nodes(data="aliases"))
    aliases: list[str] = [name for name, others in said if word in others.split(BETWEEN)]
    if len(aliases) == 1:
        return aliases[0]
    title = graph.graph.get("title") or "the text"
    if aliases:
        raise InputError(f"means several bodies of {title}", where=word, remedy=f"use one of {'、'.join(aliases)}")
    near = nearest(graph, word)
    remedy = f"the nearest names are {'、'.join(near)}" if near else "it names no body with a duty"
    raise InputError(f"is no body of {title}", where=word, remedy=remedy)


def nearest(graph: nx.MultiDiGraph, word: str) -> tuple[str, ...]:
    """Return the names of bodies that look most like a word, the likest first: 县司法局 for 泗水县司法局."""

    def likeness(name: str) -> float:
        return (name in word) + (word in name) + SequenceMatcher(a=name, b=word, autojunk=False).ratio()

    ranked = sorted(((likeness(name), -at, name) for at, name in enumerate(graph)), reverse=True)
    return tuple(name for _, _, name in ranked[:_MOST])


def kindred(graph: nx.MultiDiGraph, body: str) -> tuple[str, ...]:
    """Return the other bodies of the same role and level: 县政府各部门 beside 县司法局, which is one of them.

    A text says of all its departments what it does not repeat of each; a question that finds nothing for one body may
    find it under another name.
    """
    own = graph.nodes[body]
    if not own.get("role"):
        return ()
    return tuple(
        name
        for name, said in graph.nodes(data=True)
        if name != body
        and (said.get("role"), said.get("tier")) == (own["role"], own.get("tier"))
        and said.get("level") in {own.get("level"), ""}
    )
