"""The spaCy face finds what `analyze` finds, on Docs of words or characters that lose nothing, and survives saving."""

from __future__ import annotations

import pickle
import subprocess
import sys
from importlib.metadata import entry_points
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from pace import assert_linear
from spacy.tokens import Doc, DocBin, Span

import zhize
from zhize.language import PIPELINE, CharacterTokenizer, WordTokenizer
from zhize.segmentation import words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spacy.language import Language

SENTENCE = "县政府办公室应当及时回复。"
RULES = (
    "某县人民政府值班规则\r\n\r\n第一条　　县政府办公室应当每月向县长报告1次值班情况。\r\n"
    "第二条　县长可以委托副县长处理下列事项：\r\n（一）值班；\r\n\r\n（二）接待。\r\n第二条之一　各部门不得推诿。\r\n"
)
GROUPS = ["articles", "actors", "times", "markers", "norms"]
VOCAB = spacy.blank("zh").vocab
LOADED = zhize.load()
SPAN_EXTENSIONS = ("body", "value", "direction", "anchor", "bound")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return LOADED


@pytest.fixture(scope="module")
def characters() -> Language:
    return zhize.load(segmenter="char")


@pytest.fixture(scope="module", params=["words", "char"])
def either(request: pytest.FixtureRequest) -> Language:
    return zhize.load(segmenter=request.param)


@pytest.fixture(scope="module")
def seed_text(seed: Path) -> str:
    return seed.read_bytes().decode()


@pytest.fixture(scope="module")
def seed_doc(nlp: Language, seed_text: str) -> Doc:
    return nlp(seed_text)


def _described(doc: Doc) -> dict[str, object]:
    """Everything that the components say of a Doc."""
    spans = {
        group: [
            (span.start, span.end, span.label_, span.id_, *(span._.get(name) for name in SPAN_EXTENSIONS), span._.norm)
            for span in doc.spans[group]
        ]
        for group in GROUPS
    }
    return {
        **spans,
        **{f"doc._.{noun}": doc._.get(noun) for noun in GROUPS},
        "text": doc.text,
        "tokens": [token.text for token in doc],
        "regulation": doc._.regulation,
    }


def _quotes(doc: Doc, group: str) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans[group]]


# --- what a Doc carries ----------------------------------------------------------------------------------------------


def test_a_sentence(nlp: Language) -> None:
    doc = nlp(SENTENCE)
    assert {group: _quotes(doc, group) for group in doc.spans} == {
        "articles": [(SENTENCE, "article")],
        "actors": [("县政府办公室", "ORG")],
        "times": [("及时", "vague")],
        "markers": [("应当", "obligation")],
        "norms": [("回复", "obligation")],
    }
    (norm,) = doc._.norms
    assert (norm.bearers, norm.modality, norm.force) == (
        ("县政府办公室",),
        zhize.Modality.OBLIGATION,
        zhize.Force.HARD,
    )
    assert doc.spans["norms"][0]._.norm == norm
    assert doc.spans["actors"][0]._.body == "县政府办公室"
    assert doc.spans["times"][0]._.value == "immediate"


def test_a_regulation(nlp: Language) -> None:
    doc = nlp(RULES)
    assert doc.text == RULES
    assert doc._.regulation.title == "某县人民政府值班规则"
    assert [article.id for article in doc._.articles] == ["1", "2", "2-1"]
    assert _quotes(doc, "articles")[2] == ("第二条之一　各部门不得推诿。", "article")
    assert _quotes(doc, "markers") == [("应当", "obligation"), ("可以", "permission"), ("不得", "prohibition")]
    assert [(span.text, span._.article.id) for span in doc.spans["markers"]] == [
        ("应当", "1"),
        ("可以", "2"),
        ("不得", "2-1"),
    ]
    assert [(norm.id, norm.modality.value) for norm in doc._.norms] == [
        ("1.1", "obligation"),
        ("2.1", "permission"),
        ("2-1.1", "prohibition"),
    ]


def test_the_values_of_a_time(nlp: Language) -> None:
    doc = nlp("材料应当在会前5个工作日报送县政府办公室。")
    (span,) = doc.spans["times"]
    (noun,) = doc._.times
    assert (span.text, span.label_) == (noun.text, "deadline")
    assert (span._.value, span._.direction, span._.anchor, span._.bound) == ("P5WD", "before", "会", "min")
    assert (noun.value, noun.direction, noun.anchor, noun.bound) == ("P5WD", "before", "会", "min")
    assert [type(span._.get(name)) for name in ("direction", "anchor", "bound")] == [str, str, str]


def test_the_seed_is_tagged_as_analyze_tags_it(seed_doc: Doc, seed_text: str) -> None:
    analysis = zhize.analyze(seed_text)
    assert seed_doc._.regulation == analysis.regulation
    assert seed_doc._.articles == analysis.regulation.articles
    assert seed_doc._.actors == analysis.actors
    assert seed_doc._.times == analysis.times
    assert seed_doc._.norms == analysis.norms


def test_spans_of_the_seed_cover_the_words_of_its_nouns(seed_doc: Doc) -> None:
    for group in ("actors", "times", "markers"):
        assert [span.text for span in seed_doc.spans[group]] == [noun.text for noun in seed_doc._.get(group)]
        assert len(seed_doc.spans[group]) > 40
    bodies = [actor.body for actor in seed_doc._.actors]
    assert [span._.body for span in seed_doc.spans["actors"]] == bodies
    assert [span._.value for span in seed_doc.spans["times"]] == [time.value for time in seed_doc._.times]
    for span in seed_doc.spans["norms"]:
        norm = span._.norm
        article = span._.article
        assert (norm.id, norm.article) == (span.id_, article.id)
        assert span.text.split() == norm.action.of(article.text).split()


def test_every_norm_with_an_action_has_a_span(seed_doc: Doc) -> None:
    acting = [norm.id for norm in seed_doc._.norms if norm.action.start < norm.action.end]
    assert [span.id_ for span in seed_doc.spans["norms"]] == acting


def test_a_span_outside_of_articles_has_none(nlp: Language) -> None:
    doc = nlp(RULES)
    assert doc[0:3]._.article is None
    assert Span(doc, len(doc) - 1, len(doc))._.article is None
    assert doc[0:3]._.norm is None
    assert doc[0:3]._.body is None


def test_a_doc_that_no_component_has_seen(nlp: Language) -> None:
    doc = nlp.make_doc(SENTENCE)
    assert (doc._.actors, doc._.times, doc._.markers, doc._.norms, dict(doc.spans)) == ((), (), (), (), {})
    assert [article.id for article in doc._.articles] == ["0"]


@pytest.mark.parametrize("text", ["", " ", "\n", "\u3000\n", "。", "第一条"])
def test_a_doc_with_nothing_in_it(text: str, either: Language) -> None:
    doc = either(text)
    assert doc.text == text
    assert [list(doc.spans[group]) for group in GROUPS[1:]] == [[], [], [], []]
    assert doc._.norms == ()


# --- tokens ----------------------------------------------------------------------------------------------------------


def test_tokens_are_words(nlp: Language) -> None:
    doc = nlp("县政府办公室应当在3个工作日内向县长报告。")
    words = "县政府 办公室 应当 在 3 个 工作日 内 向 县长 报告 。"
    assert [token.text for token in doc] == words.split()


def test_tokens_are_characters_where_that_is_asked_for(characters: Language) -> None:
    assert [token.text for token in characters(RULES)] == list(RULES)


def test_words_and_characters_say_the_same(nlp: Language, characters: Language, seed_text: str) -> None:
    by_words, by_characters = nlp(seed_text), characters(seed_text)
    for group in GROUPS:
        assert by_words._.get(group) == by_characters._.get(group)
        found = [
            [(span.start_char, span.end_char, span.label_, span.id_) for span in doc.spans[group]]
            for doc in (by_words, by_characters)
        ]
        assert found[0] == found[1]
    assert len(by_words) < 0.6 * len(by_characters)


def test_a_word_is_cut_where_something_begins_or_ends(nlp: Language) -> None:
    text = "会议由县长办公会议制度规定的人员参加，须经县政府办公室同意。"
    doc = nlp(text)
    edges = {edge for group in GROUPS for span in doc.spans[group] for edge in (span.start_char, span.end_char)}
    words = set(accumulate(map(len, words_of(text))))
    assert {token.idx + len(token) for token in doc} == words | (edges - {0})


def test_the_rules_cut_few_words(seed_doc: Doc, seed_text: str) -> None:
    words = words_of(seed_text)
    assert len(words) <= len(seed_doc) <= 1.02 * len(words)


def test_an_unknown_segmenter_is_one_line() -> None:
    with pytest.raises(zhize.InputError) as caught:
        zhize.load(segmenter="jieba")
    assert str(caught.value) == "load(segmenter='jieba'): no such segmenter; use words or char"


WHITE = ["\n", "\r\n", "\r", "\t", " ", "  ", "\u3000", "\xa0", "\u2028", "\x85", "\u200b", "\ufeff"]


@pytest.mark.parametrize("mark", [*WHITE, "\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301", "\U00020bb7", "\0"])
@pytest.mark.parametrize("frame", ["{}", "{}第一条", "第一条{}县长应当回复。{}{}", "县{}长"])
def test_no_character_is_lost(frame: str, mark: str, nlp: Language, characters: Language) -> None:
    text = frame.replace("{}", mark)
    assert nlp(text).text == text
    assert "".join(token.text for token in nlp(text)) == text
    doc = characters(text)
    assert doc.text == text
    assert [(token.text, token.idx) for token in doc] == [(character, at) for at, character in enumerate(text)]


@pytest.mark.parametrize("tokenizer", [CharacterTokenizer, WordTokenizer])
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_comes_back(tokenizer: type[CharacterTokenizer | WordTokenizer], text: str) -> None:
    assert tokenizer(VOCAB)(text).text == text


@pytest.mark.parametrize("tokenizer", [CharacterTokenizer, WordTokenizer])
def test_half_a_character_is_one_line(tokenizer: type[CharacterTokenizer | WordTokenizer]) -> None:
    with pytest.raises(zhize.InputError) as caught:
        tokenizer(VOCAB)("县长\ud83d应当回复。")
    assert str(caught.value) == ("character 3 of the text: half a surrogate pair; decode the text anew, or cut it out")


PHRASES = [
    "第一条", "县政府", "办公室", "应当", "在", "3个工作日内", "每季度", "向县长报告", "不得", "及各部门", "，", "。",
    "\n", "\u3000", "（一）", "全县", "负责", "会议", "前", "将", "及时", "情况", "报", "市", "长期", "可以", "由",
]  # fmt: skip


@given(st.lists(st.sampled_from(PHRASES), max_size=30).map("".join))
def test_spans_cover_exactly_what_was_found(text: str) -> None:
    doc = LOADED(text)
    for group in GROUPS[1:4]:
        assert [span.text for span in doc.spans[group]] == [noun.text for noun in doc._.get(group)]
    for article, span in zip(doc._.articles, doc.spans["articles"], strict=False):
        assert (span.start_char, span.end_char) == (article.source.start, article.source.end)
    actions = [norm for norm in doc._.norms if norm.action.start < norm.action.end]
    for norm, span in zip(actions, doc.spans["norms"], strict=True):
        article = doc._.regulation.article(norm.article)
        assert span.start_char == article.to_source(norm.action.start)
        assert span.end_char == article.to_source(norm.action.end)


def test_white_space_inside_an_article_moves_no_span(either: Language) -> None:
    doc = either("第一条\u3000\u3000县长\r\n\r\n\u3000应当回复。\r\n  第二条 \U0001f600县长不得\n\n推诿。")
    assert [span.text for span in doc.spans["actors"]] == ["县长", "县长"]
    assert _quotes(doc, "markers") == [("应当", "obligation"), ("不得", "prohibition")]


def test_tokens_of_another_pipeline_widen_spans_and_lose_none(nlp: Language) -> None:
    words = ["县政府", "办公室应当", "及时", "回复", "。"]
    doc = Doc(nlp.vocab, words=words, spaces=[False] * len(words))
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [span.text for span in doc.spans["actors"]] == ["县政府办公室应当"]
    assert doc.spans["actors"][0]._.body == "县政府办公室"
    assert doc._.norms == nlp(SENTENCE)._.norms


# --- saving ----------------------------------------------------------------------------------------------------------


def _through_bytes(nlp: Language, doc: Doc) -> Doc:
    return Doc(nlp.vocab).from_bytes(doc.to_bytes())


def _through_bytes_into_another_vocabulary(_: Language, doc: Doc) -> Doc:
    return Doc(spacy.blank("zh").vocab).from_bytes(doc.to_bytes())


def _through_doc_bin(_: Language, doc: Doc) -> Doc:
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    return next(iter(DocBin(store_user_data=True).from_bytes(data).get_docs(spacy.blank("zh").vocab)))


def _through_pickle(_: Language, doc: Doc) -> Doc:
    restored: Doc = pickle.loads(pickle.dumps(doc))  # noqa: S301  # our own bytes
    return restored


def _through_copy(_: Language, doc: Doc) -> Doc:
    return doc.copy()


def _twice(nlp: Language, doc: Doc) -> Doc:
    return nlp(doc)


WAYS = [
    _through_bytes,
    _through_bytes_into_another_vocabulary,
    _through_doc_bin,
    _through_pickle,
    _through_copy,
    _twice,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
@pytest.mark.parametrize("text", [SENTENCE, RULES, ""], ids=["sentence", "rules", "empty"])
def test_a_doc_survives(way: Callable[[Language, Doc], Doc], text: str, nlp: Language) -> None:
    expected = _described(nlp(text))
    assert _described(way(nlp, nlp(text))) == expected


def test_the_seed_survives_a_doc_bin(nlp: Language, seed_doc: Doc) -> None:
    assert _described(_through_doc_bin(nlp, seed_doc)) == _described(seed_doc)


def test_records_in_a_doc_are_plain_data(nlp: Language) -> None:
    doc = nlp(RULES)
    assert {key for key in doc.user_data if isinstance(key, str)} == {f"zhize_{group}" for group in GROUPS[1:]}
    assert doc.user_data["zhize_markers"]["1:6"] == {
        "article": 1,
        "start": 6,
        "end": 8,
        "text": "应当",
        "modality": "obligation",
    }


def test_a_pipeline_survives_the_disk(either: Language, tmp_path: Path) -> None:
    either.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert (again.lang, again.meta["name"], again.pipe_names) == ("zh", "zhize", list(PIPELINE))
    assert type(again.tokenizer) is type(either.tokenizer)
    assert _described(again(RULES)) == _described(either(RULES))
    fresh = zhize.load().from_disk(tmp_path / "pipeline")
    assert _described(fresh(RULES)) == _described(zhize.load()(RULES))


def test_a_process_that_has_not_imported_zhize_loads_a_pipeline(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    program = (
        "import spacy, sys; doc = spacy.load(sys.argv[1])(sys.argv[2]);"
        "print(*(token.text for token in doc), '|', *(span.text for span in doc.spans['actors']))"
    )
    command = [sys.executable, "-X", "utf8", "-c", program, str(tmp_path / "pipeline"), SENTENCE]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "县政府 办公室 应当 及时 回复 。 | 县政府办公室"


def test_a_pipeline_survives_bytes_and_pickle(either: Language) -> None:
    expected = _described(either(RULES))
    again = pickle.loads(pickle.dumps(either))  # noqa: S301  # our own bytes
    assert _described(again(RULES)) == expected
    assert _described(again.from_bytes(either.to_bytes())(RULES)) == expected


def test_two_processes_find_what_one_finds(either: Language, seed_text: str) -> None:
    texts = [SENTENCE, RULES, "", seed_text]
    docs = list(either.pipe(texts, n_process=2, batch_size=1))
    assert [_described(doc) for doc in docs] == [_described(either(text)) for text in texts]


# --- components ------------------------------------------------------------------------------------------------------


def test_the_entry_points_are_these() -> None:
    factories = {point.name: point.value for point in entry_points(group="spacy_factories") if "zhize" in point.name}
    assert factories == {
        "zhize_articles": "zhize.language:Articles",
        "zhize_actors": "zhize.language:Actors",
        "zhize_times": "zhize.language:Times",
        "zhize_markers": "zhize.language:Markers",
        "zhize_norms": "zhize.language:Norms",
    }
    tokenizers = {point.name: point.value for point in entry_points(group="spacy_tokenizers") if "zhize" in point.name}
    assert tokenizers == {
        "zhize.CharacterTokenizer.v1": "zhize.language:character_tokenizer",
        "zhize.WordTokenizer.v1": "zhize.language:word_tokenizer",
    }


def test_one_noun_names_component_group_and_extension(nlp: Language) -> None:
    assert list(PIPELINE) == nlp.pipe_names == [f"zhize_{group}" for group in GROUPS]
    assert list(nlp(SENTENCE).spans) == GROUPS
    assert all(Doc.has_extension(group) for group in GROUPS)


def test_the_pipeline_needs_nothing_that_it_does_not_assign(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert analysis["problems"] == {name: [] for name in PIPELINE}
    assert analysis["summary"]["zhize_times"]["assigns"] == [
        "doc._.times",
        "doc.spans",
        "span._.value",
        "span._.direction",
        "span._.anchor",
        "span._.bound",
    ]
    assert analysis["summary"]["zhize_norms"]["requires"] == ["doc._.actors", "doc._.times", "doc._.markers"]


def test_norms_alone_say_what_they_miss() -> None:
    alone = spacy.blank("zh")
    alone.add_pipe("zhize_norms")
    assert alone.analyze_pipes()["problems"]["zhize_norms"] == ["doc._.actors", "doc._.times", "doc._.markers"]


@pytest.mark.parametrize(("name", "group"), [(f"zhize_{group}", group) for group in GROUPS[:4]])
def test_a_component_works_alone_in_any_pipeline(name: str, group: str, nlp: Language) -> None:
    alone = spacy.blank("zh")
    alone.add_pipe(name)
    doc = alone(RULES)
    assert list(doc.spans) == [group]
    assert _quotes(doc, group) == _quotes(nlp(RULES), group)
    assert doc._.get(group) == nlp(RULES)._.get(group)


@pytest.mark.parametrize("name", PIPELINE)
def test_match_leaves_the_doc_as_it_is(name: str, nlp: Language) -> None:
    doc = nlp(RULES)
    before = (_described(doc), dict(doc.user_data))
    found = nlp.get_pipe(name).match(doc)
    assert found == doc._.get(name.removeprefix("zhize_"))
    assert (_described(doc), dict(doc.user_data)) == before


def test_norms_are_made_of_the_actors_that_the_doc_carries(nlp: Language) -> None:
    doc = nlp.make_doc("小组应当回复。")
    actor = zhize.Actor(article="0", start=0, end=2, text="小组", type=zhize.ActorType.ORG, body="值班小组")
    nlp.get_pipe("zhize_actors").set_annotations(doc, (actor,))
    nlp.get_pipe("zhize_markers")(doc)
    nlp.get_pipe("zhize_norms")(doc)
    assert [norm.bearers for norm in doc._.norms] == [("值班小组",)]


def test_only_language_imports_spacy() -> None:
    program = "import zhize, zhize.analysis, sys; zhize.analyze('县长应当回复。'); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_characters_need_no_model() -> None:
    program = (
        "import zhize.segmentation; zhize.segmentation._FOLDERS = ();"
        "print(len(zhize.load(segmenter='char')('县长应当回复。')._.norms))"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


@pytest.mark.parametrize(
    "unit", ["县长应当回复。", "县长应当回复。\n", "第一条　县长应当及时回复。\n", "\n", "县长"], ids=repr
)
def test_time_grows_with_the_text_and_not_faster(unit: str, characters: Language) -> None:
    def work(text: str) -> None:
        doc = characters(text)
        assert [span._.norm.id for span in doc.spans["norms"]] == [norm.id for norm in doc._.norms]
        assert all(span._.article for span in doc.spans["actors"])

    assert_linear(work, unit)


def test_cutting_words_takes_no_longer_than_the_text(nlp: Language) -> None:
    assert_linear(nlp.make_doc, "第一条　县长应当及时回复。\n")
