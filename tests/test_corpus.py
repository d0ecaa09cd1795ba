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
from zhize.corpus import Entry
from zhize.corpus.download import site_of
from zhize.corpus.manifest import read_manifest
from zhize.errors import ManifestError

ROOT = Path(__file__).parents[1]
CORPORA = ROOT / "corpora"
ENTRIES = corpus.entries()
TEXTS = [entry for entry in ENTRIES if entry.file is not None]
SYNTHETIC = [text for text in TEXTS if text.synthetic]
ENTRY = """
[[source]]
id = "rules"
file = "rules.txt"
title = "某县人民政府工作规则"
issuer = "某县人民政府"
level = "county"
issued = "2024-02-01"
confidence = "high"
language = "zh-Hans"
provenance = "虚构"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
synthetic = true
"""


def _id(text: Entry) -> str:
    return text.id


def test_the_manifest_lists_every_text_of_the_folder() -> None:
    files = {path.relative_to(CORPORA).as_posix() for path in CORPORA.rglob("*.txt")}
    assert {text.file for text in TEXTS} == files
    assert [text.id for text in TEXTS] == [Path(str(text.file)).stem for text in TEXTS]


def test_the_manifest_knows_the_rules_that_the_seed_follows() -> None:
    known = {entry.id: entry for entry in ENTRIES}
    assert {"jining-2022", "shandong-2013", "shandong-2025"} < set(known)
    assert sum(entry.file is None for entry in ENTRIES) >= 58
    # Which version was in force when the county issued its rules is not established; nothing may say so.
    assert {known[name].in_force_from for name in ("shandong-2008", "shandong-2013", "shandong-2025")} == {None}


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.url], ids=_id)
def test_an_address_is_on_a_site_of_the_state(entry: Entry) -> None:
    assert site_of(str(entry.url)).endswith("gov.cn")
    assert entry.level is not zhize.Level.NATIONAL or site_of(str(entry.url)) == "www.gov.cn"


def test_what_comes_with_the_package_stands_first() -> None:
    shipped = [entry.file is not None for entry in ENTRIES]
    assert shipped == sorted(shipped, reverse=True)


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_a_checksum_holds(text: Entry) -> None:
    assert hashlib.sha256((CORPORA / str(text.file)).read_bytes()).hexdigest() == text.sha256


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_a_text_parses_to_what_its_entry_says(text: Entry) -> None:
    regulation = zhize.parse(CORPORA / str(text.file))
    dates = {key: getattr(text, key) for key in ("passed", "issued", "in_force_from")}
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
    source, entry = corpus.read_text(name), corpus.entry_of(name)
    assert source is not None
    assert entry is not None
    found = zhize.parse(source).articles
    assert [article.number for article in found] == list(range(1, articles + 1))
    assert len({article.chapter for article in found}) == chapters
    assert (entry.articles, entry.chapters) == (articles, chapters)


@pytest.mark.parametrize("text", SYNTHETIC, ids=_id)
def test_an_invented_text_says_so(text: Entry) -> None:
    assert text.id.startswith("synthetic-")
    first = (CORPORA / str(text.file)).read_text(encoding="utf-8").splitlines()[0]
    assert first == "【虚构示例】本文及所涉地名、机关均为虚构，仅供演示。"
    assert "虚构" in text.provenance


def test_what_is_not_invented_does_not_say_so() -> None:
    assert [text.id for text in TEXTS if not text.synthetic] == ["sishui-2022"]
    assert "虚构" not in (CORPORA / "sishui-2022.txt").read_text(encoding="utf-8")


def test_a_text_is_known_by_its_name_only(seed: Path, tmp_path: Path) -> None:
    assert corpus.files_of("sishui-2022") == (seed,)
    example = CORPORA / "examples" / "synthetic-qingshi-city-2022.txt"
    assert corpus.files_of("synthetic-qingshi-city-2022") == (example,)
    for other in ("sishui-2022.txt", "sishui", "", "examples/synthetic-qingshi-city-2022", "../README.md"):
        assert corpus.files_of(other, tmp_path) is None
        assert corpus.read_text(other, tmp_path) is None


def test_a_text_is_frozen_and_plain_data() -> None:
    with pytest.raises(AttributeError):
        TEXTS[0].id = "other"
    assert msgspec.convert(msgspec.to_builtins(TEXTS[0]), Entry) == TEXTS[0]


def test_a_manifest_reads(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text("schema = 1" + ENTRY, encoding="utf-8")
    (text,) = read_manifest(path)
    assert (text.id, text.level, text.doc_number, str(text.issued)) == ("rules", zhize.Level.COUNTY, None, "2024-02-01")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'title = "某县',
            'titel = "某县',
            "sources.toml, entry 1 (rules): Object contains unknown field `titel`; see Entry in zhize.corpus",
        ),
        (
            'issuer = "某县人民政府"\n',
            "",
            "sources.toml, entry 1 (rules): Object missing required field `issuer`; see Entry in zhize.corpus",
        ),
        (
            'id = "rules"\n',
            "",
            "sources.toml, entry 1 (no id): Object missing required field `id`; see Entry in zhize.corpus",
        ),
        (
            '"county"',
            '"state"',
            "sources.toml, entry 1 (rules): Invalid enum value 'state' - at `$.level`; see Entry in zhize.corpus",
        ),
        (
            '"2024-02-01"',
            '"last year"',
            (
                r"sources.toml, entry 1 (rules): Expected `str` matching regex '^\\d{4}(?:-\\d\\d(?:-\\d\\d)?)?$' - at "
                "`$.issued`; see Entry in zhize.corpus"
            ),
        ),
        (
            '"2024-02-01"',
            '"2024-02-30"',
            "sources.toml, entry 1 (rules): day is out of range for month; see Entry in zhize.corpus",
        ),
        (
            'id = "rules"',
            'id = "../rules"',
            "sources.toml, entry 1 (../rules): id '../rules' cannot be a file's name; see Entry in zhize.corpus",
        ),
        (
            "synthetic = true",
            'url = "http://www.example.com/rules.html"',
            (
                "sources.toml, entry 1 (rules): Expected `str` matching regex "
                r"'^https?://(?:[a-z0-9-]+\\.)+gov\\.cn/' - at `$.url`; see Entry in zhize.corpus"
            ),
        ),
        (
            "synthetic = true",
            'url = "http://www.qingshi.gov.cn/rules.html"',
            "sources.toml, entry 1 (rules): url and url_status go together; see Entry in zhize.corpus",
        ),
        (
            'provenance = "虚构"\n',
            "",
            (
                "sources.toml, entry 1 (rules): file, language, provenance and sha256 go together; "
                "see Entry in zhize.corpus"
            ),
        ),
        (
            "synthetic = true",
            'synthetic = "yes"',
            "sources.toml, entry 1 (rules): Expected `bool`, got `str` - at `$.synthetic`; see Entry in zhize.corpus",
        ),
        (
            '"0000',
            '"00',
            (
                "sources.toml, entry 1 (rules): Expected `str` matching regex '^[0-9a-f]{64}$' - at `$.sha256`; "
                "see Entry in zhize.corpus"
            ),
        ),
        ("[[source]]", "[source]", 'sources.toml: "source" is no list of tables; begin each entry with [[source]]'),
        (
            "[[source]]",
            "[[texts]]",
            "sources.toml: top-level keys are ['schema', 'texts'], schema is 1; use \"schema = 1\" and \"source\" only",
        ),
        (
            'id = "rules"',
            "id = rules",
            "sources.toml: Invalid value (at line 3, column 6); mend the TOML",
        ),
        ("[[source]]", ENTRY + "[[source]]", "sources.toml: the `id` rules stands twice; give each text its own"),
    ],
)
def test_a_manifest_that_breaks_its_schema_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in ENTRY
    path = tmp_path / "sources.toml"
    path.write_text("schema = 1" + ENTRY.replace(old, new), encoding="utf-8")
    with pytest.raises(ManifestError) as raised:
        read_manifest(path)
    assert str(raised.value) == message


def test_the_wheel_carries_the_texts(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("zhize-*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    program = (
        "from zhize import corpus; print(*(corpus.files_of(text.id)[0] for text in corpus.entries() if text.file))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path / "site", capture_output=True, text=True, check=True
    )
    folder = tmp_path / "site" / "zhize" / "corpora"
    assert done.stdout.split() == [str(folder / str(text.file)) for text in TEXTS]
