"""The catalogue of problems, and how `zhize check` prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import zhize
from zhize.cli import main
from zhize.export.terminal.diagnostics import to_lines
from zhize.labels import PROBLEM
from zhize.structure.catalogue import catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.structure.catalogue import Entry

GAP = "第一条　县长召集会议。\n第三条　依照本规则第九条办理。\n"


def _parse(text: str) -> zhize.Regulation:
    return zhize.parse(zhize.Source(text=text, name="规则.txt", encoding="utf-8"))


EXAMPLES = {code: entry for code, entry in catalogue().items() if entry.example}


def test_only_what_a_file_says_has_no_example() -> None:
    assert set(catalogue()) - set(EXAMPLES) == {"tracked-changes", "more-pages", "page-cut"}


@pytest.mark.parametrize(("code", "entry"), EXAMPLES.items(), ids=EXAMPLES)
def test_each_problem_is_found_in_its_example(code: str, entry: Entry) -> None:
    text = entry.example.removeprefix("\n")
    found = [problem for problem in zhize.check(_parse(text)) if problem.code == code]
    assert found
    span = found[0].span
    assert (span.of(text) if span else "").strip() == entry.mark


@pytest.mark.parametrize("entry", catalogue().values(), ids=catalogue())
def test_each_problem_says_what_to_do_in_both_languages(entry: Entry) -> None:
    assert all((entry.zh, entry.en, entry.remedy, entry.remedy_en))
    assert entry.en.replace("{label}", "").replace("{first}", "").replace("{before}", "").isprintable()


def test_every_problem_has_a_short_name() -> None:
    assert set(PROBLEM) == set(catalogue())


def test_a_problem_is_printed_with_a_mark_under_its_place() -> None:
    regulation = _parse(GAP)
    assert regulation.source is not None
    assert to_lines(zhize.check(regulation), regulation.source, width=60) == (
        "规则.txt:2:1 编号不连续 [numbering-gap]\n"
        "    第三条　依照本规则第九条办理。\n"
        "    ^^^^^^\n"
        "  编号不连续：第一条之后是第三条，缺第二条\n"
        "  → 对照原件补上缺少的条文，或改正编号\n"
        "\n"
        "规则.txt:2:7 引用落空 [dangling-reference]\n"
        "    第三条　依照本规则第九条办理。\n"
        "                ^^^^^^^^^^^^\n"
        "  “本规则第九条”在本文中没有对应的条文\n"
        "  → 核对引用的条、款、项是否正确，或条文是否缺失\n"
    )


def test_a_place_far_into_a_long_line_is_shown_with_what_stands_before_it() -> None:
    regulation = _parse("第一条　" + "县长召集会议，" * 30 + "依照本规则第九条办理。\n第二条　自印发之日起施行。\n")
    assert regulation.source is not None
    printed = to_lines(zhize.check(regulation), regulation.source, language="en", width=60)
    assert printed == (
        "规则.txt:1:217 dangling-reference\n"
        "    …会议，县长召集会议，依照本规则第九条办理。\n"
        "                             ^^^^^^^^^^^^\n"
        "  本规则第九条 names a place that the text does not have\n"
        "  → check the number that is cited, or whether the article is missing\n"
    )


@pytest.mark.parametrize(
    ("text", "arguments", "code", "printed"),
    [
        ("第一条　县长召集会议。", [], 0, "没有发现问题（1条）\n"),
        ("第一条　县长召集会议。", ["--lang", "en"], 0, "no problems (1 articles)\n"),
        ("第一条　县长召集会议。", ["--format", "json"], 0, "[]\n"),
        (GAP, [], 1, "共2处\n"),
        (GAP, ["--lang", "en"], 1, "2 found\n"),
    ],
)
def test_check_says_by_its_exit_code_whether_a_text_has_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, arguments: list[str], code: int, printed: str
) -> None:
    file = tmp_path / "规则.txt"
    file.write_text(text, encoding="utf-8")
    assert main(["check", str(file), *arguments]) == code
    assert capsys.readouterr().out.endswith(printed)


def test_check_looks_at_every_document_under_a_notice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "通知.txt"
    file.write_text(catalogue()["several-documents"].example + "第四条　另有规定。\n", encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert "缺第三条" in capsys.readouterr().out


def test_the_seed_has_no_problems(seed: Path) -> None:
    assert zhize.check(zhize.parse(seed)) == ()
