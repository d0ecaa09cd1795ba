"""`zhize.analyze`: what holds of the whole, and the contract that other programs rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

import zhize
from zhize import contract

if TYPE_CHECKING:
    from pathlib import Path

EMPTY_BODY = "这是一份没有条文编号的通知，各部门应当及时办理。"


@pytest.fixture(scope="module")
def analysis(seed: Path) -> zhize.Analysis:
    return zhize.analyze(seed)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = contract.schema(contract.ANALYSIS)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_seed_keeps_the_contract(analysis: zhize.Analysis, validator: jsonschema.Draft202012Validator) -> None:
    document = json.loads(analysis.to_json())
    assert list(validator.iter_errors(document)) == []
    head = {key: document[key] for key in ("id", "title", "issuer", "level", "doc_number", "passed", "issued")}
    assert head == {
        "id": "sishui-2022",
        "title": "泗水县人民政府工作规则",
        "issuer": "泗水县人民政府",
        "level": "county",
        "doc_number": "泗政发〔2022〕9号",
        "passed": "2022-04-18",
        "issued": "2022-04-20",
    }
    assert len(document["articles"]) == 93
    assert len({(a["chapter"]["number"], a["chapter"]["title"]) for a in document["articles"]}) == 14


@pytest.mark.parametrize(
    "text",
    [
        EMPTY_BODY,
        "第一条　本办法自2025年1月1日起施行。\n第三条　各单位应当执行。",
        "一、甲。\n二、乙应当在3日内报县长。",
    ],
)
def test_odd_texts_keep_the_contract(text: str, validator: jsonschema.Draft202012Validator) -> None:
    assert list(validator.iter_errors(zhize.analyze(text).to_dict())) == []


def test_the_contract_refuses_what_it_does_not_list(
    analysis: zhize.Analysis, validator: jsonschema.Draft202012Validator
) -> None:
    document = json.loads(analysis.to_json())
    document["norms"][0]["modality"] = "wish"
    assert [error.validator for error in validator.iter_errors(document)] == ["enum"]


def test_every_mention_is_a_slice_of_its_article(analysis: zhize.Analysis) -> None:
    mentions = [*analysis.actors, *analysis.times]
    assert mentions
    for mention in mentions:
        assert analysis.regulation.article(mention.article).text[mention.start : mention.end] == mention.text


def test_json_reads_back(analysis: zhize.Analysis) -> None:
    again = zhize.Analysis.from_dict(json.loads(analysis.to_json()))
    assert again == analysis
    assert again.to_json() == analysis.to_json()


def test_a_text_without_articles_is_one_body_with_a_problem() -> None:
    analysis = zhize.analyze(EMPTY_BODY)
    assert [(article.id, article.number, article.label) for article in analysis.regulation.articles] == [("0", 0, "")]
    assert [problem.code for problem in analysis.problems] == ["no-articles"]
    assert [norm.bearers for norm in analysis.norms] == [("各部门",)]


@pytest.mark.parametrize("given", ["path", "name", "text", "bytes", "source", "regulation"])
def test_analyze_takes_what_a_user_has(given: str, seed: Path, analysis: zhize.Analysis) -> None:
    forms = {
        "path": seed,
        "name": str(seed),
        "text": seed.read_text(encoding="utf-8"),
        "bytes": seed.read_bytes(),
        "source": zhize.read(seed),
        "regulation": zhize.parse(seed),
    }
    found = zhize.analyze(forms[given])
    assert found.norms == analysis.norms
    assert found.actors == analysis.actors
