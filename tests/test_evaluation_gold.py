"""Golds: their two forms, where their texts come from, and what is said of one that is wrong."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import zhize
from zhize.errors import InputError
from zhize.evaluation import Layer, Part, at_hand, evaluate, names, read_articles, read_gold
from zhize.evaluation.articles import cut
from zhize.evaluation.catalogue import _catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
GOLDS = ROOT / "corpora" / "gold"
LAW = """\
某某条例

第一章　总则
第一条　县长召集会议。
会议每月召开一次。
第一条之一　副县长协助县长。
第二章　附件的管理
第二条 办公室管理附件。
附　则
第三条　本条例自公布之日起施行。
附件：名单
"""
NUMBERED = "第一章  总  则\n\n一、县长召集会议。\n\n（一）每月一次；\n\n十一、副县长协助县长。\n第二章　其他\n"


def _written(
    folder: Path, *lines: object, text: str | None = "第一条　县长召集会议。\n第二条　副县长及时报告。\n"
) -> Path:
    """Return the path of a gold, beside its text."""
    path = folder / "规则.jsonl"
    path.write_text("".join(f"{_json(line)}\n" for line in lines), encoding="utf-8")
    if text is not None:
        path.with_suffix(".txt").write_text(text, encoding="utf-8")
    return path


def _json(line: object) -> str:
    return line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)


def _message(path: Path | str, *, texts: Path | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read_gold(str(path), texts=texts)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def _manifest(
    folder: Path, *, head: str = "schema = 1\n", text: str = "县长召集会议。\n会议每月召开一次。", label: str = "第一条"
) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    entry = f'[[article]]\nid = "a1"\npath = "law.txt"\nlabel = "{label}"\nlength = {len(text)}\nsha256 = "{digest}"\n'
    (folder / "规则-articles.toml").write_text(head + entry, encoding="utf-8")


HEAD: dict[str, Any] = {"quote": "县长", "type": "ROLE"}
NORM: dict[str, Any] = {
    "modality": "obligation",
    "force": "hard",
    "action": {"quote": "召集会议"},
    "bearers": ["县长"],
    "bearer_source": "explicit",
}


# --- what a gold says ------------------------------------------------------------------------------------------------


def test_quotes_and_offsets_say_the_same(tmp_path: Path) -> None:
    second = {"article": 2, "actors": [], "times": [], "norms": []}
    by_quote = {"article": 1, "actors": [HEAD], "times": [], "norms": [NORM]}
    action = {**NORM, "action": {"start": 2, "end": 6}}
    by_offset = {"article": 1, "actors": [{"start": 0, "end": 2, "type": "ROLE"}], "times": [], "norms": [action]}
    quoted = read_gold(str(_written(tmp_path, by_quote, second)))
    assert read_gold(str(_written(tmp_path, by_offset, second))).articles == quoted.articles
    [actor], [norm] = quoted.articles[0].actors, quoted.articles[0].norms
    assert (actor.text, actor.body, actor.type) == ("县长", "县长", zhize.ActorType.ROLE)
    assert (norm.id, norm.action.of("县长召集会议。"), norm.marker) == ("1.1", "召集会议", None)


def test_an_occurrence_is_counted_from_the_first_also_where_they_overlap(tmp_path: Path) -> None:
    line = {"article": 1, "actors": [{"quote": "会会", "nth": 2, "type": "MEETING"}]}
    [article] = read_gold(str(_written(tmp_path, line, text="第一条　会会会。\n"))).articles
    assert [actor.span for actor in article.actors] == [zhize.Span(start=1, end=3)]


def test_the_words_of_an_anchor_may_be_offsets(tmp_path: Path) -> None:
    time = {"quote": "收到申请之日起三日内", "type": "deadline", "value": "P3D", "direction": "within", "bound": "max"}
    texts = []
    for anchor in ({"start": 0, "end": 4}, "收到申请", "", None):
        line = {"article": 1, "times": [{**time, "anchor": anchor}]}
        path = _written(tmp_path, line, text="第一条　收到申请之日起三日内回复。\n")
        texts.append(read_gold(str(path)).articles[0].times[0].anchor)
    assert texts == ["收到申请", "收到申请", None, None]


def test_a_part_that_no_line_has_is_not_scored(tmp_path: Path) -> None:
    path = _written(tmp_path, {"article": 1, "actors": [HEAD], "times": []}, {"article": 2, "actors": [], "times": []})
    gold = read_gold(str(path))
    assert gold.holds == {Part.ACTORS, Part.TIMES}
    layers = {score.layer for score in evaluate(read_articles(gold), gold).layers}
    assert layers == {layer for layer in Layer if layer.part in gold.holds}
    only_times = read_gold(str(_written(tmp_path, {"article": 1, "times": []}, {"article": 2, "times": []})))
    assert only_times.holds == {Part.TIMES}


LINE_2 = {"article": 2, "actors": [], "times": [], "norms": []}
GUIDELINES = "see corpora/gold/GUIDELINES.md"
EMPTY = "write [] for a part that an article has nothing of"
VAGUE = "immediate, on_time, prior, regular, when_needed"
MEND = "mend the gold, or its text"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", ":1: is no JSON (Input data was truncated); write one object a line, in UTF-8"),
        ("[]", f":1: article (no id): Expected `object`, got `array`; {GUIDELINES}"),
        ({"actors": []}, f":1: article (no id): Object missing required field `article`; {GUIDELINES}"),
        ({"article": 1, "actor": []}, f":1: article 1: Object contains unknown field `actor`; {GUIDELINES}"),
        (
            {"article": 1, "actors": [{"quote": "县长", "type": "PERSON"}]},
            f":1: article 1: Invalid enum value 'PERSON' - at `$.actors[0].type`; {GUIDELINES}",
        ),
        (
            {"article": 1, "actors": [{"quote": "县长", "start": 0, "end": 2, "type": "ROLE"}]},
            f":1: article 1: a place is a quote and perhaps nth, or start and end - at `$.actors[0]`; {GUIDELINES}",
        ),
        (
            {"article": 1, "actors": [{"start": 0, "type": "ROLE"}]},
            f":1: article 1: a place is a quote and perhaps nth, or start and end - at `$.actors[0]`; {GUIDELINES}",
        ),
        (
            {"article": 1, "times": [{"quote": "及时", "type": "vague", "value": "soon"}]},
            f":1: article 1: the value of a vague time is one of {VAGUE}, not soon - at `$.times[0]`; {GUIDELINES}",
        ),
        (
            {"article": 1, "norms": [{**NORM, "bearers": []}]},
            f":1: article 1: Expected `array` of length >= 1 - at `$.norms[0].bearers`; {GUIDELINES}",
        ),
        (
            {"article": 1, "norms": [{**NORM, "counterparts": [{"name": "县委", "relation": "knows"}]}]},
            f":1: article 1: Invalid enum value 'knows' - at `$.norms[0].counterparts[0].relation`; {GUIDELINES}",
        ),
        (
            {"article": 1, "actors": [{**HEAD, "nth": 2}], "times": [], "norms": []},
            f":1: article 1: the quote 县长 does not stand in it 2 times; {MEND}",
        ),
        (
            {"article": 1, "actors": [{"start": 5, "end": 8, "type": "ROLE"}], "times": [], "norms": []},
            f":1: article 1: 5 to 8 is no stretch of its 7 characters; {MEND}",
        ),
        (
            {"article": 1, "actors": [{"start": 3, "end": 3, "type": "ROLE"}], "times": [], "norms": []},
            f":1: article 1: 3 to 3 is no stretch of its 7 characters; {MEND}",
        ),
        (
            {"article": 1, "actors": [HEAD, {"quote": "县长召集", "type": "ROLE"}], "times": [], "norms": []},
            f":1: article 1: actors overlap at 0 to 2 and 0 to 4; {MEND}",
        ),
        (
            {"article": 3, "actors": [], "times": [], "norms": []},
            ":1: there is no text of article 3; it has 1, 2",
        ),
        (LINE_2, ":2: article 2 stands twice; leave one line of it"),
        (
            {"article": 1, "actors": [], "times": []},
            f":2: article 2 holds actors+times+norms, the articles before it actors+times; {EMPTY}",
        ),
        ("", ": has no line for article 1; write one, with [] for what it has nothing of"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith(":") else "",
)
def test_a_gold_that_is_wrong_is_one_line(tmp_path: Path, line: object, fault: str) -> None:
    path = _written(tmp_path, line, LINE_2)
    assert _message(path) == f"{path}{fault}"


def test_a_line_that_never_ends_is_one_line(tmp_path: Path) -> None:
    path = _written(tmp_path, LINE_2, LINE_2)
    path.write_text("[" * 100_000, encoding="utf-8")
    assert f"{path}:1: is no JSON" in _message(path)


# --- where its texts come from ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("第一条", "县长召集会议。\n会议每月召开一次。"),
        ("第一条之一", "副县长协助县长。"),
        ("第二条", "办公室管理附件。"),
        ("第三条", "本条例自公布之日起施行。"),
        ("第四条", ""),
    ],
)
def test_an_article_is_cut_out_of_its_law(label: str, text: str) -> None:
    assert cut(LAW, label) == text


@pytest.mark.parametrize(
    ("label", "text"), [("一、", "县长召集会议。\n（一）每月一次；"), ("十一、", "副县长协助县长。"), ("十、", "")]
)
def test_an_article_is_cut_out_of_rules_that_are_numbered_otherwise(label: str, text: str) -> None:
    assert cut(NUMBERED, label) == text


def test_a_manifest_names_articles_of_a_folder_of_laws(tmp_path: Path) -> None:
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / "law.txt").write_text(LAW, encoding="utf-8")
    _manifest(tmp_path)
    path = _written(tmp_path, {"article": "a1", "actors": [HEAD]}, text=None)
    gold = read_gold(str(path), texts=laws)
    assert [(each.id, each.label, each.text) for each in gold.articles] == [
        ("a1", "第一条", "县长召集会议。\n会议每月召开一次。")
    ]
    assert (gold.name, gold.holds, gold.whole) == ("规则", frozenset({Part.STRUCTURE, Part.ACTORS}), None)
    found = read_articles(gold)
    assert [actor.text for actor in found["a1"].actors] == ["县长"]
    assert not gold.blind
    _manifest(tmp_path, head='schema = 1\nblind = true\ntexts = "laws"\n')
    assert read_gold(str(path)).blind
    law = laws / "law.txt"
    law.write_text(LAW.replace("每月", "每周"), encoding="utf-8")
    assert _message(path) == (
        f"{law}: its 第一条 is not the text that was annotated as a1;"
        " use the edition of the text that the gold was made with"
    )
    law.unlink()
    assert _message(path) == f"{law}: no such text; name the folder of the laws with --texts DIR"


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("", "Object missing required field `schema`"),
        ("schema = 2\n", "Invalid enum value 2 - at `$.schema`"),
        ("schema = 1\nblnid = true\n", "Object contains unknown field `blnid`"),
        ("schema = \n", "Invalid value (at line 1, column 10)"),
    ],
)
def test_a_manifest_that_is_wrong_is_one_line(tmp_path: Path, head: str, fault: str) -> None:
    _manifest(tmp_path, head=head)
    path = _written(tmp_path, {"article": "a1", "actors": []}, text=None)
    where, remedy = tmp_path / "规则-articles.toml", "see Manifest in zhize.evaluation.articles for what it holds"
    assert _message(path) == f"{where}: breaks its schema ({fault}); {remedy}"


def test_texts_may_stand_beside_a_gold(tmp_path: Path) -> None:
    path = _written(tmp_path, {"article": 12, "actors": [HEAD]}, text=None)
    beside = tmp_path / "规则.articles.json"
    beside.write_text(json.dumps([{"article": 12, "text": "县长召集会议。", "chapter": 1}]), encoding="utf-8")
    gold = read_gold(str(path))
    assert [(each.id, each.label, each.text) for each in gold.articles] == [("12", "第十二条", "县长召集会议。")]
    assert gold.holds == {Part.STRUCTURE, Part.ACTORS}
    article = read_articles(gold)["12"].article
    assert article is not None
    assert article.label == "第十二条"
    beside.write_text(json.dumps([{"article": 12, "text": "甲"}, {"article": "12", "text": "乙"}]), encoding="utf-8")
    fault = "article 12 stands twice among its texts; give each article an id of its own"
    assert _message(path) == f"{path}: {fault}"
    beside.write_text("[]", encoding="utf-8")
    assert _message(path).startswith(f"{beside}: is no list of articles (Expected `array` of length >= 1); ")
    beside.write_text('{"12": "县长召集会议。"}', encoding="utf-8")
    fault = "is no list of articles (Expected `array`, got `object`)"
    assert _message(path) == f'{beside}: {fault}; write a list of {{"article": 1, "text": "…"}}'


def test_a_text_that_only_the_parser_knows_is_no_measure_of_it(tmp_path: Path) -> None:
    path = _written(tmp_path, {"article": 1, "actors": [HEAD]}, {"article": 2, "actors": []})
    gold = read_gold(str(path))
    assert gold.whole is not None
    assert Part.STRUCTURE not in gold.holds
    given = read_gold(str(path), whole=zhize.Source(text="第一条　县长。\n第二条　县长。", name="-", encoding="str"))
    assert [article.text for article in given.articles] == ["县长。", "县长。"]


def test_a_gold_without_texts_is_one_line(tmp_path: Path) -> None:
    path = _written(tmp_path, {"article": 1, "actors": []}, text=None)
    assert _message(path) == (
        f"{path}: has no texts: 规则-articles.toml, 规则.articles.json or 规则.txt beside it;"
        " put one of them there, or name its text with --text FILE"
    )


# --- the golds that have names ---------------------------------------------------------------------------------------


def test_the_catalogue_lists_every_gold_of_its_folder() -> None:
    """A new gold wants an entry in golds.toml."""
    assert {path.stem for path in GOLDS.glob("*.jsonl")} <= set(names())
    assert {path.stem for path in GOLDS.glob("*.jsonl")} & set(at_hand()) >= {"sishui-2022"}


def test_a_name_or_a_missing_file_that_is_no_gold_is_one_line(tmp_path: Path) -> None:
    assert _message("sishui") == f"sishui: is no gold; use {', '.join(names())}, or the path of a file .jsonl"
    path = tmp_path / "无.jsonl"
    here = ", ".join(at_hand())
    assert _message(path) == f"无: its file {path} is not here; use one that is: {here}"


def test_a_gold_whose_laws_are_not_there_is_one_line(tmp_path: Path) -> None:
    message = _message("heldout", texts=tmp_path)
    assert message.startswith(f"{tmp_path}/")
    assert message.endswith(": no such text; name the folder of the laws with --texts DIR")
    assert "heldout" not in at_hand(tmp_path)
    assert "sishui-2022" in at_hand(tmp_path)


def test_the_whole_text_of_a_gold_that_is_not_there_is_one_line(shared: Path, tmp_path: Path) -> None:
    assert shared.is_dir()
    text = tmp_path / "administrative" / "机关事务管理条例(2012-06-28).txt"
    remedy = "name the folder of the laws with --texts DIR"
    assert _message("jiguan-2012", texts=tmp_path) == f"jiguan-2012: its text {text} is not here; {remedy}"


def test_a_file_of_the_catalogue_is_the_gold_that_has_its_name() -> None:
    assert read_gold(str(GOLDS / "sishui-2022.jsonl")) == read_gold("sishui-2022")


def test_nobody_looks_at_the_held_out_gold(shared: Path) -> None:
    assert shared.is_dir()
    assert [name for name in at_hand() if read_gold(name).blind] == ["heldout"]


def test_the_articles_of_the_seed_are_cut_as_they_are_parsed(seed: Path) -> None:
    parsed = {article.id: article.text for article in zhize.parse(seed).articles}
    gold = read_gold("sishui-2022")
    assert len(gold.articles) == 29
    assert [each.id for each in gold.articles if parsed[each.id] != each.text] == []


def test_the_gold_of_the_seed_is_the_one_it_was_made_from(shared: Path) -> None:
    original = read_gold(str(shared / "gold" / "dev" / "sishui-2022.jsonl")).articles
    ours = read_gold("sishui-2022").articles
    assert [replace(each, label="") for each in ours] == [replace(each, label="") for each in original]
    assert (GOLDS / "GUIDELINES.md").read_bytes() == (shared / "gold" / "GUIDELINES.md").read_bytes()


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue of one gold, in which times only were annotated."""
    monkeypatch.setattr("zhize.evaluation.catalogue._FOLDERS", (tmp_path,))
    _catalogue.cache_clear()
    _written(tmp_path, {"article": 1, "actors": [], "times": []}, {"article": 2, "actors": [], "times": []})
    path = tmp_path / "golds.toml"
    path.write_text(
        'schema = 1\ntexts = "."\n[[gold]]\nid = "own"\nfile = "规则.jsonl"\nholds = ["times"]\n', encoding="utf-8"
    )
    yield path
    _catalogue.cache_clear()


def test_what_a_catalogue_says_was_annotated_is_scored_alone(catalogue: Path) -> None:
    assert (names(), at_hand()) == (("own",), ("own",))
    assert read_gold("own").holds == {Part.TIMES}
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace('["times"]', '["norms", "times"]'), encoding="utf-8")
    _catalogue.cache_clear()
    where = catalogue.with_name("规则.jsonl")
    assert _message("own") == f"{where}: does not hold norms; annotate it, or mend the catalogue"


def test_a_catalogue_that_is_wrong_or_missing_is_one_line(catalogue: Path) -> None:
    catalogue.write_text('schema = 1\ntexts = "."\ngold = [{id = "own"}]\n', encoding="utf-8")
    fault = "breaks its schema (Object missing required field `file` - at `$.gold[0]`)"
    assert _message("own") == f"{catalogue}: {fault}; see Entry in zhize.evaluation.catalogue for what it holds"
    catalogue.unlink()
    _catalogue.cache_clear()
    assert _message("own") == f"{catalogue}: no such file; install the package again"
