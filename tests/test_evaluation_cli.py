"""``zhize evaluate``: what it prints, keeps and refuses."""

from __future__ import annotations

import doctest
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import zhize.evaluation
from zhize.cli import main
from zhize.evaluation import Layer, at_hand, names

ROOT = Path(__file__).parents[1]
BASELINE = ROOT / "corpora" / "gold" / "baseline.json"
RULES = Path(__file__).parent / "cases" / "evaluation" / "rules.jsonl"
HEAVY = {"spacy", "pandas", "networkx", "sklearn", "jinja2", "xlsxwriter", "lxml", "holidays", "requests"}


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main(["evaluate", *map(str, arguments)])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


def _fails(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["evaluate", *map(str, arguments)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("zhize: error: ")
    assert err.count("\n") == 1
    return err.removeprefix("zhize: error: ").removesuffix("\n")


def _kept(capsys: pytest.CaptureFixture[str], path: Path, *golds: object) -> dict[str, object]:
    assert _run(capsys, *golds, "--write", path)[0] == 0
    document: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return document


def _worsened(path: Path, layer: str, by: int) -> None:
    """Make a baseline say that so many more were right."""
    document = json.loads(path.read_text(encoding="utf-8"))
    counts = document["golds"]["rules"]["layers"][layer]
    counts["found"], counts["gold"], counts["right"] = counts["gold"], counts["gold"], counts["gold"] + by
    path.write_text(json.dumps(document), encoding="utf-8")


def test_the_example_of_the_library_holds() -> None:
    assert doctest.testmod(zhize.evaluation).failed == 0


def test_help_names_the_golds_and_the_layers(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = _run(capsys, "--help")
    assert code == 0
    assert out.startswith("usage: zhize evaluate ")
    words = "".join(out.split())  # lines break at blanks and hyphens
    assert ",".join(names()) in words
    assert ",".join(layer.replace(" ", "") for layer in Layer) in words
    assert "  zhize evaluate 标注.jsonl --text 泗水县人民政府工作规则.txt" in out


def test_without_a_name_the_gold_of_the_seed_is_scored(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = _run(capsys)
    assert code == 0
    assert out.startswith("sishui-2022：29条，全文分析\n\n找到 ")
    cells = [line.split() for line in out.splitlines()]
    assert ["条文", "structure", "29", "29", "29", "1.000", "1.000", "1.000", "–"] in cells
    assert [row[2] for row in cells if row[1:2] == ["actor"]] == ["226"]
    assert {row[2] for row in cells if row[:1] == ["·"]} > {"ORG", "MEETING", "vague", "obligation", "invites"}


def test_several_golds_are_scored_one_behind_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    _, out = _run(capsys, "sishui-2022", RULES)
    assert [line for line in out.splitlines() if "条，" in line] == [
        "sishui-2022：29条，全文分析",
        "rules：3条，全文分析",
    ]


def test_all_golds_are_those_at_hand_and_the_others_are_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, out = _run(capsys, "--all", "--texts", tmp_path)
    here = at_hand(tmp_path)
    assert [line.partition("：")[0] for line in out.splitlines() if "条，" in line] == list(here)
    absent = [name for name in names() if name not in here]
    assert {"jiguan-2012", "heldout"} <= set(absent)
    assert out.endswith(f"\n不在手边，未评：{'、'.join(absent)}\n")


def test_a_text_can_be_given(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    gold = tmp_path / "g.jsonl"
    gold.write_bytes(RULES.read_bytes())
    remedy = "put one of them there, or name its text with --text FILE"
    fault = "has no texts: g-articles.toml, g.articles.json or g.txt beside it"
    assert _fails(capsys, gold) == f"{gold}: {fault}; {remedy}"
    _, out = _run(capsys, gold, "--text", RULES.with_suffix(".txt"))
    assert out.startswith("g：3条，全文分析\n")


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_formats(capsys: pytest.CaptureFixture[str], form: str) -> None:
    _, out = _run(capsys, RULES, "--format", form)
    if form == "json":
        layers = json.loads(out)["golds"][0]["layers"]
        assert (layers["actor"]["gold"], "types" in layers["actor"]) == (7, False)
        assert set(layers["actor+type"]["types"]) == {"ORG", "ROLE", "MEETING", "GROUP"}
    else:
        start = {"text": "rules：3条，全文分析\n", "markdown": "### rules：3条，全文分析\n\n| 找到 |"}
        assert out.startswith(start[form])


def test_errors_of_a_layer_are_listed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    gold = tmp_path / "g.jsonl"
    line = {"article": 1, "actors": [{"quote": "开会", "type": "MEETING"}]}
    gold.write_text(json.dumps(line), encoding="utf-8")
    gold.with_suffix(".txt").write_text("第一条　县长每月召集开会。\n", encoding="utf-8")
    _, out = _run(capsys, gold, "--errors", "actor+type")
    assert out.endswith(
        "－ 遗漏 主体及类型 第一条 会议\n    县长每月召集【开会】。\n"
        "－ 误报 主体及类型 第一条 职务\n    【县长】每月召集开会。\n"
    )
    _, out = _run(capsys, gold, "--errors", "actor+type", "--format", "json")
    errors = json.loads(out)["golds"][0]["errors"]
    assert [(each["kind"], each["sentence"]) for each in errors] == [
        ("missed", "县长每月召集【开会】。"),
        ("spurious", "【县长】每月召集开会。"),
    ]


# --- baselines -------------------------------------------------------------------------------------------------------


def test_a_baseline_is_kept_and_nothing_has_changed_since(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    document = _kept(capsys, path, RULES)
    assert list(document) == ["schema", "golds"]
    code, out = _run(capsys, RULES, "--against", path, "--fail-on-loss")
    assert code == 0
    assert out.endswith("\n与基线没有差别\n")
    assert _kept(capsys, path, RULES) == document


def test_a_baseline_keeps_the_golds_that_are_not_scored(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    _kept(capsys, path, "sishui-2022")
    document = _kept(capsys, path, RULES)
    assert document["golds"].keys() == {"rules", "sishui-2022"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("layer", ["actor", "norm", "force"])
def test_a_figure_that_fell_is_a_loss_only_where_that_is_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, layer: str
) -> None:
    path = tmp_path / "baseline.json"
    _kept(capsys, path, RULES)
    _worsened(path, layer, by=1)
    code, out = _run(capsys, RULES, "--against", path)
    assert code == 0
    assert "-0." in next(line for line in out.splitlines() if f" {layer} " in line)
    assert _run(capsys, RULES, "--against", path, "--fail-on-loss")[0] == 1
    _worsened(path, layer, by=-2)
    assert _run(capsys, RULES, "--against", path, "--fail-on-loss")[0] == 0


def test_the_baseline_can_be_held_against_and_replaced_in_one_run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "baseline.json"
    _kept(capsys, path, RULES)
    _worsened(path, "actor", by=1)
    assert "-0." in _run(capsys, RULES, "--against", path, "--write", path)[1]
    assert _run(capsys, RULES, "--against", path)[1].endswith("与基线没有差别\n")


def test_a_gold_that_the_baseline_does_not_have_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    _kept(capsys, path, RULES)
    _, out = _run(capsys, RULES, "sishui-2022", "--against", path)
    assert out.endswith("\n基线中没有这份标注\n")
    assert _fails(capsys, "sishui-2022", "--against", path) == f"{path}: has no sishui-2022; it has rules"


def test_the_baseline_of_the_project_takes_every_gold_that_is_here(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = _run(capsys, "--all", "--against", BASELINE)
    assert code == 0
    assert "基线中没有这份标注" not in out
    assert "标注在基线之后有改动" not in out


def test_the_held_out_gold_shows_figures_only(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shared.is_dir()
    for form in ("text", "markdown", "json"):
        _, out = _run(capsys, "heldout", "--against", BASELINE, "--errors", "actor", "--format", form)
        listed = "【" in out or '"sentence"' in out
        assert not listed  # and no more is shown of them where it fails


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--all", "sishui-2022"], "--all is every gold; leave it out, or the names"),
        (["--text", "a.txt"], "--text is the text of one gold; name one GOLD"),
        (["a.jsonl", "b.jsonl", "--text", "a.txt"], "--text is the text of one gold; name one GOLD"),
        (["--fail-on-loss"], "--fail-on-loss wants a baseline; give it with --against"),
        (["--against", "无.json"], "无.json: no such file; give a file that zhize evaluate --write made"),
        (["--write", "无/b.json"], "无/b.json: there is no folder 无; create it first"),
        (["sishui"], f"sishui: is no gold; use {', '.join(names())}, or the path of a file .jsonl"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_one_line(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _fails(capsys, *arguments) == message


def test_an_unknown_layer_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert _fails(capsys, "--errors", "colour").startswith("argument --errors: invalid choice: 'colour' (choose from ")


def test_a_file_that_is_no_baseline_is_not_written_over(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text("{}", encoding="utf-8")
    assert _fails(capsys, "--write", path).startswith(f"{path}: is no baseline (")
    assert path.read_text(encoding="utf-8") == "{}"


def test_one_bad_gold_among_several_writes_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{\n", encoding="utf-8")
    bad.with_suffix(".txt").write_text("第一条　县长召集会议。\n", encoding="utf-8")
    path = tmp_path / "b.json"
    _fails(capsys, RULES, bad, "--write", path)
    assert not path.exists()


def test_nothing_heavy_is_loaded() -> None:
    program = (
        "import sys; from zhize.cli import main; code = main(['evaluate', sys.argv[1]]);"
        f"sys.stderr.write(repr((code, sorted({HEAVY!r} & set(sys.modules)))))"
    )
    done = subprocess.run([sys.executable, "-c", program, RULES], capture_output=True, check=True, timeout=60)
    assert done.stderr == b"(0, [])"


def test_two_golds_of_one_name_are_not_kept_in_one_baseline(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    golds = [shutil.copytree(RULES.parent, tmp_path / folder) / RULES.name for folder in ("a", "b")]
    said = _fails(capsys, *golds, "--write", tmp_path / "kept.json")
    assert said == "two golds are called rules; rename one of the files, or write two baselines"
    assert not (tmp_path / "kept.json").exists()
