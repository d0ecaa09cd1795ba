"""The texts that come with the package are what the manifest says, byte for byte; the manifest keeps its schema."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest

import zhize
from zhize import corpus
from zhize.corpus.manifest import Text, read_manifest
from zhize.errors import ManifestError

ROOT = Path(__file__).parents[1]
CORPORA = ROOT / "corpora"
TEXTS = corpus.texts()
SYNTHETIC = [text for text in TEXTS if text.synthetic]
ENTRY = """
[[text]]
id = "rules"
file = "rules.txt"
title = "某县人民政府工作规则"
issuer = "某县人民政府"
level = "county"
issued = 2024-02-01
language = "zh-Hans"
provenance = "虚构"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
synthetic = true
"""


def _id(text: Text) -> str:
    return text.id


def test_the_manifest_lists_every_text_of_the_folder() -> None:
    files = {path.relative_to(CORPORA).as_posix() for path in CORPORA.rglob("*.txt")}
    assert {text.file for text in TEXTS} == files
    assert [text.id for text in TEXTS] == [Path(text.file).stem for text in TEXTS]


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_a_checksum_holds(text: Text) -> None:
    assert hashlib.sha256((CORPORA / text.file).read_bytes()).hexdigest() == text.sha256


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_a_text_parses_to_what_its_entry_says(text: Text) -> None:
    regulation = zhize.parse(CORPORA / text.file)
    dates = {
        key: day and day.isoformat() for key in ("passed", "issued", "in_force_from") for day in [getattr(text, key)]
    }
    assert regulation.metadata == zhize.Metadata(
        title=text.title, issuer=text.issuer, level=text.level, doc_number=text.doc_number, **dates
    )
    assert regulation.id == text.id
    assert regulation.problems == ()


@pytest.mark.parametrize(
    ("name", "articles", "chapters"),
    [
        ("sishui-2022", 93, 14),
        ("synthetic-yunling-province-2021", 33, 8),
        ("synthetic-qingshi-city-2022", 34, 8),
    ],
)
def test_a_text_has_its_articles_and_chapters(name: str, articles: int, chapters: int) -> None:
    path = corpus.find(name)
    assert path is not None
    found = zhize.parse(path).articles
    assert [article.number for article in found] == list(range(1, articles + 1))
    assert len({article.chapter for article in found}) == chapters


@pytest.mark.parametrize("text", SYNTHETIC, ids=_id)
def test_an_invented_text_says_so(text: Text) -> None:
    assert text.id.startswith("synthetic-")
    first = (CORPORA / text.file).read_text(encoding="utf-8").splitlines()[0]
    assert first == "【虚构示例】本文及所涉地名、机关均为虚构，仅供演示。"
    assert "虚构" in text.provenance


def test_what_is_not_invented_does_not_say_so() -> None:
    assert [text.id for text in TEXTS if not text.synthetic] == ["sishui-2022"]
    assert "虚构" not in (CORPORA / "sishui-2022.txt").read_text(encoding="utf-8")


def test_find_knows_a_text_by_its_name_only(seed: Path) -> None:
    assert corpus.find("sishui-2022") == seed
    assert corpus.find("synthetic-qingshi-city-2022") == CORPORA / "examples" / "synthetic-qingshi-city-2022.txt"
    for other in ("sishui-2022.txt", "sishui", "", "examples/synthetic-qingshi-city-2022", "../README.md"):
        assert corpus.find(other) is None


def test_a_text_is_frozen_and_plain_data() -> None:
    with pytest.raises(AttributeError):
        TEXTS[0].id = "other"
    assert msgspec.convert(msgspec.to_builtins(TEXTS[0]), Text) == TEXTS[0]


def test_a_manifest_reads(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(ENTRY, encoding="utf-8")
    (text,) = read_manifest(path)
    assert (text.id, text.level, text.doc_number, str(text.issued)) == ("rules", zhize.Level.COUNTY, None, "2024-02-01")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'title = "某县',
            'titel = "某县',
            "sources.toml, entry 1 (rules): Object contains unknown field `titel`; see Text in zhize.corpus",
        ),
        (
            'issuer = "某县人民政府"\n',
            "",
            "sources.toml, entry 1 (rules): Object missing required field `issuer`; see Text in zhize.corpus",
        ),
        (
            'id = "rules"\n',
            "",
            "sources.toml, entry 1 (no id): Object missing required field `id`; see Text in zhize.corpus",
        ),
        (
            '"county"',
            '"state"',
            "sources.toml, entry 1 (rules): Invalid enum value 'state' - at `$.level`; see Text in zhize.corpus",
        ),
        (
            "2024-02-01",
            '"last year"',
            "sources.toml, entry 1 (rules): Invalid RFC3339 encoded date - at `$.issued`; see Text in zhize.corpus",
        ),
        (
            "synthetic = true",
            'synthetic = "yes"',
            "sources.toml, entry 1 (rules): Expected `bool`, got `str` - at `$.synthetic`; see Text in zhize.corpus",
        ),
        (
            '"0000',
            '"00',
            (
                "sources.toml, entry 1 (rules): Expected `str` matching regex '^[0-9a-f]{64}$' - at `$.sha256`; "
                "see Text in zhize.corpus"
            ),
        ),
        ("[[text]]", "[text]", 'sources.toml: "text" is no list of tables; begin each entry with [[text]]'),
        ("[[text]]", "[[texts]]", "sources.toml: top-level keys are ['texts']; use \"text\" only"),
        (
            'id = "rules"',
            "id = rules",
            "sources.toml: Invalid value (at line 3, column 6); mend the TOML",
        ),
        ("[[text]]", ENTRY + "[[text]]", "sources.toml: the `id` rules stands twice; give each text its own"),
    ],
)
def test_a_manifest_that_breaks_its_schema_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in ENTRY
    path = tmp_path / "sources.toml"
    path.write_text(ENTRY.replace(old, new), encoding="utf-8")
    with pytest.raises(ManifestError) as raised:
        read_manifest(path)
    assert str(raised.value) == message


def test_the_wheel_carries_the_texts(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("zhize-*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    program = "from zhize import corpus; print(*(corpus.find(text.id) for text in corpus.texts()), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path / "site", capture_output=True, text=True, check=True
    )
    folder = tmp_path / "site" / "zhize" / "corpora"
    assert done.stdout.split() == [str(folder / text.file) for text in TEXTS]
