"""What comes from a site is the document that was meant, whole, or one line; the corpus is as it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from layouts import LAYOUTS, RULES, dahan
from website import Site
from website_pages import ARTICLES, NUMBER, TITLE, html, links, notice, paged
from word import docx, paragraph

import zhize
from zhize import corpus
from zhize.cli import main
from zhize.corpus import fetching, manifest
from zhize.corpus.download import Limits
from zhize.corpus.fetching import fetch
from zhize.errors import CorpusError
from zhize.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhize.corpus.receiving import Arrival

LIMITS = Limits(connect=1, silence=1, whole=2, pause=0.0)
TEXT = "\n".join((TITLE, *ARTICLES))
BY_HAND = "save the document from a browser and run: zhize corpus add qingshan-2023 FILE"
ENTRY = corpus.Entry(
    id="qingshan-2023",
    title=TITLE,
    issuer="青石市人民政府",
    level=Level.CITY,
    doc_number=NUMBER,
    issued="2023-06-20",
    confidence="high",
)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site, and a manifest that knows one document of it beside the others."""
    known = (*corpus.entries(), ENTRY)
    monkeypatch.setattr(manifest, "entries", lambda: known)
    with Site() as running:
        yield running


def _fetch(site: Site, path: str, name: str = "qingshan-2023", *, accept: bool = False) -> Arrival:
    return fetch(name, url=site.url(path), limits=LIMITS, accept=accept)


def _text(arrival: Arrival) -> str:
    assert arrival.regulation.source is not None
    return arrival.regulation.source.text


# --- the right result ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/plain",
        "/redirect/3",
        "/charset/gb2312-but-utf8",
        "/charset/gbk",
        "/charset/gbk-in-page-only",
        "/charset/utf8-but-gbk",
        "/charset/unknown",
        "/type/none",
        "/type/octets-but-html",
        "/meta-refresh",
        "/cookie",
        "/once/503",
        "/encoded/gzip",
        "/paged/x.html",
        "/slow/0.3",
    ],
)
def test_the_document_comes_whole(path: str, site: Site) -> None:
    assert _text(_fetch(site, path)) == TEXT


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pages_of_every_layout(layout: str, site: Site) -> None:
    site.page("/art/rules.html", LAYOUTS[layout]())
    arrival = _fetch(site, "/art/rules.html", "qingshi-2023")
    assert _text(arrival) == RULES.rstrip("\n")
    assert arrival.holding.doc_number == "青石政发〔2023〕4号"


def test_the_pages_of_a_document_are_kept_each(site: Site) -> None:
    arrival = _fetch(site, "/paged/x.html")
    assert [place.file for place in arrival.holding.places] == [
        "qingshan-2023.html",
        "qingshan-2023~2.html",
        "qingshan-2023~3.html",
    ]
    assert [place.address for place in arrival.holding.places] == [
        site.url(f"/paged/x{number}.html") for number in ("", "_2", "_3")
    ]
    assert site.most_open() == 1


def test_a_file_that_hangs_on_a_page_is_the_document(site: Site) -> None:
    file = docx(*(paragraph(line) for line in (TITLE, *ARTICLES)))
    arrival = fetch("qingshan-2023", url=site.attachment("/t/1.html", "规则.docx", file), limits=LIMITS)
    assert _text(arrival) == TEXT
    assert [place.file for place in arrival.holding.places] == ["qingshan-2023.docx"]


def test_a_file_is_taken_where_its_page_has_the_notice_only(site: Site) -> None:
    words = f"<p>现将《{TITLE}》印发给你们，请结合实际认真贯彻执行，并及时报告执行中的问题。</p>"
    file = docx(*(paragraph(line) for line in (TITLE, *ARTICLES)))
    site.page("/t/rules.docx", file)
    site.page("/t/2.html", html("关于印发会议规则的通知", words * 2, '<p><a href="rules.docx">会议规则</a></p>'))
    assert _text(_fetch(site, "/t/2.html")) == TEXT


def test_where_it_came_from_is_written_down(site: Site) -> None:
    arrival = _fetch(site, "/redirect/2")
    [place] = arrival.holding.places
    assert (place.url, place.address) == (site.url("/redirect/2"), site.url("/plain"))
    assert (arrival.holding.how, arrival.holding.title, arrival.holding.articles) == ("fetched", TITLE, 5)


def test_what_the_page_says_of_its_validity_is_kept(site: Site) -> None:
    site.page("/a.html", dahan())
    assert _fetch(site, "/a.html", "qingshi-2023").holding.validity == "有效"


# --- one clear line --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "/twin/city",
            (
                f"is not the document that qingshan-2023 names: title 青山市人民政府会议规则, not {TITLE}; "
                "look at it; --accept takes it all the same"
            ),
        ),
        (
            "/twin/edition",
            (
                f"is not the document that qingshan-2023 names: number 青政发〔2018〕11号, not {NUMBER}; "
                "look at it; --accept takes it all the same"
            ),
        ),
        ("/missing-but-200", f"holds no regulation (is an error page of the site); {BY_HAND}"),
        ("/missing", f"answers 404 Not Found; the page may have moved: {BY_HAND}"),
        ("/frameset", f"holds no regulation (is a set of frames without text of its own); {BY_HAND}"),
        (
            "/challenge/200",
            f"holds no regulation (holds a script or a test for people instead of the document); {BY_HAND}",
        ),
        ("/empty-page", f"holds no regulation (is empty); {BY_HAND}"),
        ("/menu", f"holds no regulation (is a list of links, no document); {BY_HAND}"),
        (
            "/elsewhere/other-host",
            f"leads to another site, localhost; if that is the issuer's, name the address with --url, or {BY_HAND}",
        ),
        ("/robots.txt", "is not the document that qingshan-2023 names: "),
    ],
)
def test_what_cannot_be_had_is_one_line(path: str, message: str, site: Site) -> None:
    with pytest.raises(CorpusError) as raised:
        _fetch(site, path)
    assert str(raised.value).startswith(f"{site.url(path)}: {message}")
    assert "\n" not in str(raised.value)


def test_a_scan_is_refused_at_its_own_address(site: Site) -> None:
    with pytest.raises(CorpusError) as raised:
        _fetch(site, "/scan")
    what = "holds no regulation (is a PDF of pictures, without text (a scan))"
    assert str(raised.value) == f"{site.url('/scan/rules.pdf')}: {what}; {BY_HAND}"


def test_a_page_of_several_without_the_others_is_refused(site: Site) -> None:
    site.page("/x.html", notice().replace("</body>", "<p>第1页 共7页</p></body>"))
    with pytest.raises(CorpusError, match="it is one page of 7; look at it"):
        _fetch(site, "/x.html")
    assert _fetch(site, "/x.html", accept=True).holding.accepted == ("it is one page of 7",)


def test_pages_that_name_the_next_one_only_are_followed(site: Site) -> None:
    for name, body in paged().items():
        site.page(f"/n/{name}", re.sub(r'<a href="[^"]+">[0-9]</a>', "", body))
    arrival = _fetch(site, "/n/x.html")
    assert _text(arrival) == TEXT
    assert len(arrival.holding.places) == 3


def test_more_pages_than_any_regulation_has_are_refused(site: Site) -> None:
    for number in range(45):
        turn = f'<a href="x_{number + 1}.html">下一页</a>'
        site.page(f"/m/x_{number}.html", html(TITLE, *(f"<p>{line}</p>" for line in ARTICLES), turn))
    with pytest.raises(CorpusError, match="is on more than 40 pages; save the document from a browser"):
        fetch("qingshan-2023", url=site.url("/m/x_0.html"), limits=Limits(pause=0.0), accept=True)
    assert len(site.requests) == 40


def test_what_is_accepted_is_the_file_and_not_the_notice_that_links_it(site: Site) -> None:
    words = f"<p>现将《{TITLE}》印发给你们，请结合实际认真贯彻执行，并及时报告执行中的问题。</p>"
    site.page("/t/rules.docx", docx(*(paragraph(line) for line in ("青山市人民政府会议规则", *ARTICLES))))
    site.page("/t/4.html", html("关于印发会议规则的通知", words * 2, '<p><a href="rules.docx">会议规则</a></p>'))
    arrival = _fetch(site, "/t/4.html", accept=True)
    assert [place.file for place in arrival.holding.places] == ["qingshan-2023.docx"]
    assert [article.number for article in arrival.regulation.articles] == [1, 2, 3, 4, 5]


def test_a_missing_page_of_several_loses_all(site: Site) -> None:
    site.page("/p/x.html", html(TITLE, *(f"<p>{line}</p>" for line in ARTICLES[:3]), '<a href="x_2.html">下一页</a>'))
    with pytest.raises(CorpusError, match=r"x_2\.html: answers 404"):
        _fetch(site, "/p/x.html")


def test_pages_without_end_come_to_one(site: Site) -> None:
    with pytest.raises(CorpusError):
        _fetch(site, "/paged-forever/x.html")
    assert len(site.requests) < 5


def test_an_attachment_on_another_site_is_left_there(site: Site) -> None:
    away = site.url("/scan/rules.pdf", host="localhost")
    site.page("/t/3.html", links("关于印发会议规则的通知", (away, "会议规则.pdf")))
    with pytest.raises(CorpusError, match="holds no text but links a file"):
        _fetch(site, "/t/3.html")
    assert site.asked("/scan/rules.pdf") == []


def test_a_page_without_its_end_is_a_doubt(site: Site) -> None:
    site.page("/cut.html", notice().replace("</body>", "").replace("</html>", ""))
    assert _fetch(site, "/cut.html").doubts == ("the page ends without </html>; a part of it may be missing",)


@pytest.mark.parametrize(
    "url", ["", "www.qingshan.gov.cn/a.html", "规则.txt", "http://", "http://[::1", "ftp://a.gov.cn/"]
)
def test_what_is_no_address_is_one_line(url: str) -> None:
    with pytest.raises(CorpusError) as raised:
        fetch("qingshan-2023", url=url)
    remedy = "copy it from a browser: http:// or https://…"
    assert str(raised.value) == f"{url or '--url'}: is no address of a page; {remedy}"


def test_an_unknown_name_needs_an_address() -> None:
    with pytest.raises(CorpusError) as raised:
        fetch("nowhere-1999")
    assert str(raised.value) == (
        "nowhere-1999: is no text that the manifest knows; zhize corpus list shows what is known; --url names an "
        "address for a new text"
    )


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "Limits", lambda: LIMITS)


@pytest.mark.usefixtures("fast")
def test_the_command_fetches_and_says_what_came(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, url = tmp_path / "corpus", site.url("/plain")
    assert main(["corpus", "fetch", "qingshan-2023", "--url", url, "--corpus", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        f"已入库 qingshan-2023：《{TITLE}》，{NUMBER}，5 条，施行状态未核实",
        f"  文件      {folder / 'qingshan-2023.html'}",
        f"  网址      {url}",
    ]
    source = corpus.read_text("qingshan-2023", folder)
    assert source is not None
    assert source.text == TEXT
    assert zhize.parse(source).metadata.issued == "2023-06-20"  # the manifest fills what the page leaves open


@pytest.mark.usefixtures("fast")
def test_what_fails_leaves_the_corpus_as_it_was(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "corpus"
    main(["corpus", "fetch", "qingshan-2023", "--url", site.url("/plain"), "--corpus", str(folder)])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    capsys.readouterr()
    for path in ("/twin/city", "/missing-but-200", "/cut", "/endless/no-length", "/silent"):
        arguments = ["corpus", "fetch", "qingshan-2023", "--url", site.url(path), "--replace", "--corpus", str(folder)]
        assert main(arguments) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_one_that_fails_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "fetch", "shandong-2025", "gwy-2023", "--corpus", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        f"zhize: error: {name}: has no official address in the manifest; save the text as a file and run: zhize corpus "
        f"add {name} FILE"
        for name in ("shandong-2025", "gwy-2023")
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("fast")
def test_a_text_that_is_there_is_not_fetched_again(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["corpus", "fetch", "qingshan-2023", "--url", site.url("/plain"), "--corpus", str(tmp_path)]
    assert main(arguments) == 0
    capsys.readouterr()
    assert main(arguments) == 2
    assert "is in the corpus already" in capsys.readouterr().err
    assert len(site.asked("/plain")) == 1
    assert main([*arguments, "--replace"]) == 0


def test_one_address_is_for_one_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "fetch", "a", "b", "--url", "http://a.gov.cn/"]) == 2
    assert capsys.readouterr().err == "zhize: error: --url goes with one ID; fetch the others without it\n"
