"""Text → words, by the project's own model for `spacy_pkuseg`.

Words are a service to readers: tokens of Docs, statistics, differences word by word. No rule of the project asks for a
word boundary. The model, its recipe, the words that it always keeps whole and what was measured stand in
``models/segmenter``.

A text is cut into pieces at white space and behind the ends of sentences. Within a piece, what is plain stays whole: a
number, a date, a Latin word, a sign, a word of ``words.toml``; the model decides on the rest with the whole piece in
view. The words put together are the text, whatever the text is.

`spacy_pkuseg` keeps one configuration in the process, which its class ``pkuseg`` writes to. This module takes the parts
beneath that class, which are told the folder of a model, so that other models may be in use beside ours.

Example:
    >>> from zhize.segmentation import words_of
    >>> words_of("县政府办公室应当在3个工作日内回复。")
    ('县政府', '办公室', '应当', '在', '3', '个', '工作日', '内', '回复', '。')
"""

from __future__ import annotations

import re
import tomllib
import zlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zipfile import BadZipFile

import msgspec
import numpy as np
from spacy_pkuseg.feature_extractor import FeatureExtractor
from spacy_pkuseg.inference import getLogYY, run_viterbi

from zhize.errors import InputError
from zhize.model_files import model_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

FEATURES, WEIGHTS, WORDS = "features.msgpack", "weights.npz", "words.toml"
"""The files of a model: the first two are those of `spacy_pkuseg`, the third lists the words that stay whole."""

_LOADING = Lock()
_FIRST = "B"  # how the tags of a first character begin
_NEVER = -1e9  # outweighs whatever a piece can score
_REMEDY = "install zhize again, or train the model as models/segmenter/README.md says"
# What reading a file of other bytes raises; numpy, msgpack and zip have no error in common.
_BROKEN = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    EOFError,
    OSError,
    BadZipFile,
    zlib.error,
    msgspec.MsgspecError,
)

_LONGEST = 500  # characters of a piece; real sentences are shorter, and memory stays small where a line has no end
_WHITE = r"\r\n|[\r\n]|[^\S\r\n]+"
_PIECE = re.compile(rf"(?:{_WHITE})|[^\s。；！？]{{1,{_LONGEST}}}[。；！？]?|[。；！？]")

_LETTER = r"[^\W_\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"  # digits and letters of any script but Chinese
_NUMERAL = "[〇○零一二三四五六七八九十百千万亿两]"
# What is one word wherever it stands. 万一 or 八一 are left to the model: a Chinese number shows a unit and something
# beside it, or is written digit by digit as a year.
_PLAIN = rf"""
    (?:(?:19|20)[0-9]{{2}}|[一二][九〇○零][〇○零一二三四五六七八九]{{2}})年  # 2022年, but 3|年
  | (?:[0-9]{{1,2}}|十[一二]|[一二三四五六七八九十])月(?![份度以之内])       # 4月, but 一|月|以内
  | (?<=月)(?:[0-9]{{1,2}}|[二三]?十?[一二三四五六七八九十])日               # the 18日 of a month, but 18|日|内
  | 第{_NUMERAL}++(?![人方者])                                               # 第四十三|条, but 第三人
  | 百分之{_NUMERAL}+
  | [一二三四五六七八九两][十百千万亿]{_NUMERAL}*
  | [十百千]{_NUMERAL}+
  | [0-9]+(?:\.[0-9]+)?[万亿]+
  | {_LETTER}+(?:[-_.@'/:,]+{_LETTER}+)*[%％‰]?                              # 3.5%, PPP, www.gov.cn
  | …+ | —+ | ─+
  | [^\w\s] | _
"""


class _Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: Literal[1]
    provenance: Annotated[str, msgspec.Meta(min_length=1)]
    words: tuple[Annotated[str, msgspec.Meta(min_length=2)], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model of words."""

    features: Any
    """Says what is seen around a character; of `spacy_pkuseg`."""
    weights: NDArray[np.float64]
    """What each of that weighs for each tag, then each pair of tags."""
    plain: re.Pattern[str]
    """What is one word wherever it stands."""


def words_of(text: str, *, model: Model | None = None) -> tuple[str, ...]:
    """Return the words of a text; put together they are the text.

    Args:
        text: any text. White space is kept: each line end is a word, and so is each run of other blanks.
        model: another model than the project's own.

    Raises:
        InputError: the model is missing or broken.
    """
    model = model or own_model()
    return tuple(word for piece in pieces_of(text) for word in _words(piece, model))


def pieces_of(text: str) -> Iterator[str]:
    """Yield what a model sees at once: sentences without white space, and the white space between them."""
    return (match[0] for match in _PIECE.finditer(text))


def wholes(piece: str, plain: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return where words stand in a piece that need no model."""
    return [match.span() for match in plain.finditer(piece)]


def plain_words(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of what is one word wherever it stands: words given, numbers, dates, Latin words, signs."""
    endings: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):  # the longest that fits
        endings[word[0]].append(re.escape(word[1:]))
    known = "".join(f"{re.escape(first)}(?:{'|'.join(rest)})|" for first, rest in sorted(endings.items()))
    return re.compile(known + _PLAIN, re.VERBOSE)


def own_model() -> Model:
    """Return the project's model; it is read once in a process.

    Raises:
        InputError: the model is missing or broken.
    """
    with _LOADING:
        return _own_model()


@cache
def _own_model() -> Model:
    return read_model(model_folder("segmenter"))


def read_model(folder: Path) -> Model:
    """Return the model that a folder holds.

    Raises:
        InputError: one of its files is missing or broken.
    """
    for name in (FEATURES, WEIGHTS, WORDS):
        if not (folder / name).is_file():
            raise InputError("a file of the segmenter's model is missing", where=str(folder / name), remedy=_REMEDY)
    try:
        return _read_model(folder)
    except _BROKEN as error:
        raise InputError("the segmenter's model is broken", where=str(folder), remedy=_REMEDY) from error


def _read_model(folder: Path) -> Model:
    features = FeatureExtractor.load(str(folder))
    with np.load(BytesIO((folder / WEIGHTS).read_bytes())) as arrays:
        weights = np.ascontiguousarray(arrays["w"], dtype=np.float64)
    tags, seen = features.tag_to_idx, features.feature_to_idx
    # `spacy_pkuseg` looks weights up without a check.
    numbered = all(set(names.values()) == set(range(len(names))) for names in (tags, seen))
    if not numbered or weights.shape != (len(tags) * (len(seen) + len(tags)),):
        raise ValueError("the weights are not those of the features")
    if not np.isfinite(weights).all():
        raise ValueError("a weight is no number")
    return Model(features=features, weights=weights, plain=plain_words(read_words(folder / WORDS)))


def read_words(path: Path) -> tuple[str, ...]:
    """Return the words of a list like ``words.toml``."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Words).words


def _words(piece: str, model: Model) -> Iterator[str]:
    """Yield the words of a piece."""
    plain = wholes(piece, model.plain)
    if piece.isspace():
        begins = [0]
    elif sum(end - start for start, end in plain) == len(piece):
        begins = [start for start, _ in plain]
    else:
        begins = _begins(piece, plain, model)
    return (piece[start:end] for start, end in pairwise([*begins, len(piece)]))


def _begins(piece: str, plain: Iterable[tuple[int, int]], model: Model) -> list[int]:
    """Return where words begin: the best path of tags through the piece that keeps plain words whole."""
    tags = model.features.tag_to_idx
    first = [at for tag, at in tags.items() if tag.startswith(_FIRST)]
    inner = [at for tag, at in tags.items() if not tag.startswith(_FIRST)]
    nodes = list(FeatureExtractor.normalize_text(piece))
    seen = [model.features.get_node_features_idx(at, nodes) for at in range(len(nodes))]
    scores, edges = getLogYY(seen, len(tags), len(model.features.feature_to_idx) * len(tags), model.weights, 1.0)
    scores[0, inner] = _NEVER
    for start, end in plain:
        scores[start, inner] = _NEVER
        scores[start + 1 : end, first] = _NEVER
        scores[end : end + 1, inner] = _NEVER  # what stands behind, if anything
    _, best = run_viterbi(scores, edges)
    return np.flatnonzero(np.isin(best, first)).tolist()
