"""The words of ``lexicon/procedures.toml``: each does in its example what its kind says, and nothing without it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zhize.analysis import analyze
from zhize.lexicon import load
from zhize.procedures import Decision, Join, Stage, procedures
from zhize.procedures.flow import denies, flow_of
from zhize.procedures.phrases import made_by, thing_of, verbs_in
from zhize.procedures.steps import only_says_how
from zhize.procedures.threads import kin
from zhize.procedures.titles import without_regime
from zhize.procedures.words import Use, WordEntry, either

ENTRIES = load("procedures", WordEntry)


def _of(*uses: Use) -> pytest.MarkDecorator:
    chosen = [entry for entry in ENTRIES if entry.kind in uses]
    return pytest.mark.parametrize("entry", chosen, ids=[f"{entry.kind} {entry.text}" for entry in chosen])


def _stages(text: str) -> tuple[Stage, ...]:
    return tuple(stage for procedure in procedures(analyze(text)) for stage in procedure.stages)


@_of(Use.GENERIC)
def test_a_generic_word_would_otherwise_be_taken_up(entry: WordEntry) -> None:
    assert entry.text in {*made_by(entry.example), thing_of(entry.example, ())}


@_of(Use.SPEAKER, Use.RANK)
def test_who_speaks_for_a_body_is_its_kin(entry: WordEntry) -> None:
    assert kin("主办部门", entry.example)
    assert not kin("主办部门", entry.example.replace(entry.text, "档案"))


@_of(Use.REGIME)
def test_a_regime_is_no_part_of_a_name(entry: WordEntry) -> None:
    assert without_regime(entry.example) == entry.example.removesuffix(entry.text) != entry.example


@_of(Use.MANNER)
def test_a_manner_would_otherwise_be_an_act(entry: WordEntry) -> None:
    assert verbs_in(entry.example)[0] == entry.text


@_of(Use.STANDARD)
def test_a_standard_ends_what_only_says_how(entry: WordEntry) -> None:
    before = "起草方案，"
    assert only_says_how(before + entry.example) == len(before)
    assert only_says_how(f"{before}{entry.example.removesuffix(entry.text)}方案") is None


@_of(Use.RULES)
def test_who_makes_rules_takes_no_stage(entry: WordEntry) -> None:
    names = "第一条 拟公布的名单，由县民政局提出，报县政府审定；"
    assert len(_stages(f"{names}由县政府办公室印发。")) == 3
    assert len(_stages(f"{names}{entry.example}。")) == 2


@_of(Use.DENIAL)
def test_a_denial_parts_two_cases(entry: WordEntry) -> None:
    assert entry.example.startswith(entry.text)
    assert denies(entry.example, entry.example.removeprefix(entry.text))


@_of(Use.REST)
def test_the_rest_and_another_case_are_a_choice(entry: WordEntry) -> None:
    first, second, *_ = _stages("第一条 县教育局起草公文，报县政府办公室审核，报县长签发。")
    for words, exclusive in ((entry.example, True), (f"涉外的{entry.example}", False)):
        flow = flow_of([replace(first, case="涉密公文"), replace(second, case=words, join=Join.CASE)])
        assert [part.exclusive for part in flow if isinstance(part, Decision)] == [exclusive]


def test_the_longest_word_is_tried_first() -> None:
    assert either(Use.SPEAKER) == "(?:负责同志|领导同志|负责人|领导)"
