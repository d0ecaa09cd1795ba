"""Pages as the systems of government sites build them: the document whole, nothing of the site, what it says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from oldsites import OLD_SITES
from portals import PORTALS, central
from published import DOCUMENTS

import zhize
from zhize.types import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from published import Published

SITES = {site.__name__: site for site in (*PORTALS, *OLD_SITES)}
# What each page says of its document beside the text.
_FACTS = {
    "dahan_2022": "index_number issuer doc_number written published validity",
    "central": "index_number issuer doc_number written published",
    "vsb_9": "index_number issuer doc_number written published validity",
    "district": "index_number issuer doc_number written published validity",
    "openness": "index_number issuer doc_number written published validity",
    "gkmlpt": "index_number issuer doc_number written published",
    "sichuan": "index_number issuer doc_number written published validity",
    "mobile": "index_number issuer doc_number written published",
    "columns": "issuer doc_number written",
    "below": "index_number issuer doc_number written published validity",
    "dahan_2012": "index_number issuer doc_number written published validity",
    "gazette": "issuer doc_number written published",
    "asp": "published",
    "saved": "published",
    "breaks": "issuer doc_number written",
}

each_site = pytest.mark.parametrize("site", SITES.values(), ids=SITES)
each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=[document.name for document in DOCUMENTS])


def _read(page: str) -> Source:
    return zhize.read(page.encode())


@each_document
@each_site
def test_a_page_gives_its_document_and_nothing_of_the_site(
    site: Callable[[Published], str], document: Published
) -> None:
    assert _read(site(document)).text == document.text


@each_document
@each_site
def test_a_page_gives_the_tree_of_its_document(site: Callable[[Published], str], document: Published) -> None:
    found = zhize.parse(_read(site(document)))
    plain = zhize.parse(Source(text=document.text, name="-", encoding="utf-8"))
    assert found.title == plain.title
    assert [(article.label, article.text) for article in found.articles] == [
        (article.label, article.text) for article in plain.articles
    ]


@each_document
@each_site
def test_each_line_leads_back_to_the_element_that_holds_it(
    site: Callable[[Published], str], document: Published
) -> None:
    source = _read(site(document))
    numbers = [source.origin(at).number for at in _starts(source.text) if source.origin(at) is not None]
    assert len(numbers) == len(document.lines)
    assert numbers == sorted(numbers)


def _starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


@each_document
@pytest.mark.parametrize("name", _FACTS)
def test_a_page_gives_what_it_says_of_its_document(name: str, document: Published) -> None:
    found = {fact.name: fact.value for fact in reversed(_read(SITES[name](document)).facts)}
    expected = {key: getattr(document, key) for key in _FACTS[name].split()}
    assert {key: found.get(key) for key in expected} == expected


@each_document
@each_site
def test_a_page_gives_no_fact_that_it_does_not_say(site: Callable[[Published], str], document: Published) -> None:
    said = {fact.name: fact.value for fact in _read(site(document)).facts if hasattr(document, fact.name)}
    assert [name for name, value in said.items() if not value.startswith(getattr(document, name))] == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_page_is_the_same_in_every_encoding(encoding: str) -> None:
    assert zhize.read(central(DOCUMENTS[1]).encode(encoding)).text == DOCUMENTS[1].text
