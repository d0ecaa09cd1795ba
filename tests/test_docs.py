"""The documentation is true: its commands and examples run, it builds strictly, it is read without a network."""

from __future__ import annotations

import doctest
import importlib.util
import io
import os
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stdout, suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from test_readme import PYTHON, SHELL

from zhize.cli import main
from zhize.cli.graph.asking import QUESTIONS
from zhize.forms.loading import form_names

if TYPE_CHECKING:
    from types import ModuleType

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
SITE = ROOT / "docs" / "site"
PAGES = {page.relative_to(SITE).as_posix(): page.read_text(encoding="utf-8") for page in sorted(SITE.rglob("*.md"))}
COMMANDS = {
    name: [line for block in SHELL.findall(text) for line in block.splitlines()] for name, text in PAGES.items()
}
# Pages for people come in both languages; what is for programs and measurements is in English.
BOTH = ("tour.md", "office.md", "researchers.md", "analysts.md", "collections.md", "forms.md", "review.md", "faq.md")
PHONE = 390
ERROR = 2  # the exit code


def test_the_commands_run_one_after_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one folder, as a reader would type them; a line that several pages show runs once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZHIZE_CORPUS", str(tmp_path / "corpus"))
    lines = dict.fromkeys(line for lines in COMMANDS.values() for line in lines)
    assert lines
    assert [line for line in lines if not _done(line)] == []


def _done(line: str) -> bool:
    """Run a line; return whether it ended well and its file is there."""
    words, _, target = line.partition(" > ")
    command, *arguments = shlex.split(words)
    assert command == "zhize"
    if arguments[:2] == ["review", "import"]:
        _confirm_a_row(Path(arguments[2]))
    printed = io.StringIO()
    with redirect_stdout(printed):
        code = main(arguments)
    if target:
        Path(target).write_text(printed.getvalue(), encoding="utf-8")
    written = [Path(name) for flag, name in pairwise(arguments) if flag == "-o"]
    return code == 0 and all(file.exists() for file in written)


def _confirm_a_row(file: Path, *, remark: str | None = None) -> None:
    """Do what the pages ask of the reader between two commands."""
    book = load_workbook(file)
    sheet = book["义务清单"]
    [head] = [cell for row in sheet.iter_rows(max_row=10) for cell in row if cell.value == "复核"]
    sheet.cell(head.row + 1, head.column, "确认")
    sheet.cell(head.row + 1, head.column + 1, remark)
    book.save(file)


@pytest.mark.parametrize("name", [name for name, text in PAGES.items() if PYTHON.findall(text)])
def test_the_examples_of_a_page_hold(name: str) -> None:
    examples = "\n".join(PYTHON.findall(PAGES[name]))
    test = doctest.DocTestParser().get_doctest(examples, {}, name, name, 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


def test_only_blocks_that_run_look_as_if_they_did() -> None:
    kinds = {kind for text in PAGES.values() for kind in re.findall(r"^```(\S+)$", text, re.MULTILINE)}
    assert kinds == {"sh", "pycon", "text"}


@pytest.mark.parametrize("name", BOTH)
def test_a_page_for_people_stands_in_both_languages(name: str) -> None:
    assert {name, f"zh/{name}"} <= set(PAGES)
    # The same things are shown, whatever is said about them.
    assert COMMANDS[name] == COMMANDS[f"zh/{name}"]


@pytest.mark.parametrize("name", ["tour.md", "zh/tour.md"])
def test_before_the_first_command_stands_how_it_becomes_one(name: str) -> None:
    before, _, _ = PAGES[name].partition("```sh")
    made = re.findall(r"^VENV := (\S+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert [f"source {venv}/bin/activate" in before and rf"{venv}\Scripts\activate" in before for venv in made] == [
        True
    ]


@pytest.mark.parametrize("name", ["analysts.md", "zh/analysts.md"])
def test_every_question_to_the_graph_is_explained(name: str) -> None:
    rows = re.findall(r"^\| (\S+)", PAGES[name], re.MULTILINE)
    assert [question.words[0] for question in QUESTIONS if question.words[0] not in rows] == []


@pytest.mark.parametrize("name", ["forms.md", "zh/forms.md"])
def test_every_form_is_listed_by_the_name_that_it_is_called_by(name: str) -> None:
    rows = re.findall(r"^\| (\S+)", PAGES[name], re.MULTILINE)
    assert [form for form in form_names() if form not in rows] == []


def test_a_link_out_of_chinese_says_so() -> None:
    links = {
        (name, words)
        for name, text in PAGES.items()
        if name.startswith("zh/")
        for words, target in re.findall(r"(?<!!)\[([^\]]+)\]\(([^)]+)\)", text)
        if target.startswith("../")
    }
    assert links
    assert {(name, words) for name, words in links if not words.endswith("（英文）")} == set()


TEXT = "规则.txt"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a text in which one time limit is vague, and its workbook."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZHIZE_CORPUS", str(tmp_path / "corpus"))
    articles = "第一条　县司法局应当在3个工作日内审核。\n第二条　县政府办公室应当及时登记。\n"
    Path(TEXT).write_text(f"某县办法\n{articles}", encoding="utf-8")
    assert main(["matrix", TEXT, "-o", "义务清单.xlsx"]) == 0


@pytest.mark.usefixtures("desk")
def test_vague_times_are_listed_where_the_pages_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "show", "时限台账"]) == 0
    form = capsys.readouterr().out
    Path("我的.toml").write_text(form.replace("type = [", 'type = ["vague", '), encoding="utf-8")
    tables = []
    for which in ("时限台账", "我的.toml"):
        assert main(["matrix", TEXT, "--form", which, "-o", "表.md"]) == 0
        tables.append("县政府办公室" in Path("表.md").read_text(encoding="utf-8"))
    assert tables == [False, True]
    for name in ("forms.md", "zh/forms.md", "faq.md", "zh/faq.md"):
        assert '`"vague"`' in PAGES[name]


@pytest.mark.usefixtures("desk")
def test_remarks_stay_in_the_list_of_duties_as_the_pages_say() -> None:
    _confirm_a_row(Path("义务清单.xlsx"), remark="内部意见")
    assert main(["review", "import", "义务清单.xlsx"]) == 0
    shown = []
    for form in ("义务清单", "任务分工表", "责任清单", "禁止事项"):
        assert main(["matrix", TEXT, "--form", form, "-o", "表.md"]) == 0
        shown.append("内部意见" in Path("表.md").read_text(encoding="utf-8"))
    assert shown == [True, False, False, False]
    assert "no other table" in PAGES["forms.md"].replace("\n", " ")
    for name in ("zh/forms.md", "zh/handbook.md"):
        assert "不进其他表格" in PAGES[name]


@pytest.mark.usefixtures("desk")
def test_only_the_workbook_that_the_pages_name_is_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["matrix", TEXT, "--form", "任务分工表", "-o", "任务分工表.xlsx"]) == 0
    assert main(["review", "import", "任务分工表.xlsx", TEXT]) == ERROR
    assert "义务清单" in capsys.readouterr().err
    assert "is not read back" in PAGES["forms.md"]
    assert "不读回" in PAGES["zh/forms.md"]


MISTAKES = (
    ["check", "没有.txt"],
    ["matrix", TEXT],
    ["matrix", TEXT, "-o", "清单.pdf"],
    ["matrix", TEXT, "--form", "分工表", "-o", "表.docx"],
    ["matrix", TEXT, "--form", "我的.toml", "-o", "表.docx"],
    ["graph", "ask", TEXT, "职责", "司法局"],
    ["procedures", TEXT, "会议"],
    ["review", "show", TEXT],
    ["review", "import", TEXT],
    ["review", "import", "寄回/义务清单.xlsx"],
)


@pytest.mark.usefixtures("desk")
def test_the_handbook_translates_what_the_program_says(capsys: pytest.CaptureFixture[str]) -> None:
    Path("我的.toml").write_text("name = 甲", encoding="utf-16")
    Path("寄回").mkdir()
    _confirm_a_row(Path("义务清单.xlsx"))
    Path("义务清单.xlsx").rename("寄回/义务清单.xlsx")
    for mistake in MISTAKES:
        with suppress(SystemExit):
            main(mistake)
    said = capsys.readouterr().err
    translated = re.findall(r"^\| `([^`]*[a-z] [^`]*)` \|", PAGES["zh/handbook.md"], re.MULTILINE)
    assert len(translated) == len(MISTAKES)
    assert [words for words in translated if words not in said] == []


@pytest.fixture(scope="module")
def hooks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hooks", ROOT / "docs" / "hooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_chinese_lines_are_joined_and_others_are_not(hooks: ModuleType) -> None:
    fence = "```text\n县长\n副县长\n```\n"
    joined = hooks.on_page_markdown(f"依照规定\n“办理”。\n\n一行\nEnglish here\nand there\n{fence}")
    assert joined == f"依照规定“办理”。\n\n一行\nEnglish here\nand there\n{fence}"


def test_chinese_is_cut_into_words_of_which_none_is_lost(hooks: ModuleType) -> None:
    assert hooks.cut("任务\u200b分工表").strip("\u200b").split("\u200b") == ["任务", "分工", "表"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


class Reader:
    """A page in the browser without a network, and what it should never have done."""

    def __init__(self, browser: Browser, site: Path, width: int = 1280) -> None:
        self.site, self.complaints = site, list[str]()
        self.page: Page = browser.new_context(viewport={"width": width, "height": 900}, offline=True).new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.watch(request.url))

    def watch(self, url: str) -> None:
        """Complain of what does not lie in the site."""
        if not url.startswith((self.site.as_uri(), "data:")):
            self.complaints.append(url)

    def open(self, name: str) -> Page:
        """Open a page of the site."""
        self.page.goto((self.site / name).as_uri())
        return self.page


def test_no_page_asks_for_anything_elsewhere(built: Path, browser: Browser) -> None:
    reader = Reader(browser, built)
    for name in PAGES:
        page = reader.open(name.replace(".md", ".html"))
        assert page.locator("h1").count() == 1
        language = "zh" if name.startswith("zh/") or name == "index.md" else "en"
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert reader.complaints == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [("任务分工表", "表格式样"), ("置信度", "使用手册"), ("confidence", "Formats"), ("due", "Verbs")],
)
def test_the_search_finds_words_of_both_languages(built: Path, browser: Browser, typed: str, found: str) -> None:
    reader = Reader(browser, built)
    page = reader.open("index.html")
    field = page.locator("input.md-search__input")
    field.focus()
    field.fill(typed)
    items = page.locator(".md-search-result__item")
    # The theme hears keys, as an input method sends them, and none that come before its index is there.
    while items.count() == 0:
        field.press("End")
        page.wait_for_timeout(100)
    titles = [title.replace("\u200b", "") for title in page.locator(".md-search-result__item h1").all_inner_texts()]
    assert [title for title in titles if found in title]
    assert reader.complaints == []


def test_a_page_fits_a_phone(built: Path, browser: Browser) -> None:
    reader = Reader(browser, built, width=PHONE)
    for name in ("index.html", "zh/handbook.html", "formats.html"):
        assert reader.open(name).evaluate("document.documentElement.scrollWidth") <= PHONE
