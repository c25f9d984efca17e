"""Every page says which paper it follows, once, where a menu reads it without loading an engine."""

from __future__ import annotations

import re

import pytest

from dashboard import pages, papers
from dashboard.papers import Paper

PAPERS = {name: one for name, one in vars(papers).items() if isinstance(one, Paper)}


@pytest.mark.parametrize("key", pages.folders())
def test_a_page_says_its_paper(key: str) -> None:
    paper = getattr(pages.folder(key), "PAPER", None)
    assert paper in PAPERS.values(), (
        f"dashboard/pages/{key}/__init__.py must say PAPER, one of dashboard.papers, "
        f"such as: PAGE, TITLE, PAPER = …, papers.{next(iter(PAPERS))}"
    )
    assert pages.page(key).paper is paper, f"dashboard/pages/{key}/page.py: paper = PAPER"


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_can_be_found(name: str) -> None:
    paper = PAPERS[name]
    assert paper.authors and paper.title and 1900 < paper.year < 2100
    assert re.fullmatch(r"10\.\d{4,5}/\S+", paper.doi) or re.fullmatch(
        r"\d{4}\.\d{4,5}", paper.arxiv
    )
    assert bool(paper.journal) == bool(paper.volume) == bool(paper.pages)
    assert paper.address in paper.reference() and str(paper.year) in paper.short
    entry = paper.bibtex()
    assert entry.startswith("@") and entry.count("{") == entry.count("}")
    assert all(author in entry for author in paper.authors)


def test_every_key_is_that_of_one_paper() -> None:
    assert len({paper.key for paper in PAPERS.values()}) == len(PAPERS)
