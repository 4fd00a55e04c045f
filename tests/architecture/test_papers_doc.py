"""docs/papers.md lists every kind of paper as the catalogue has it."""

from casework.paper_kinds import catalogue
from config.papers_page import papers_page
from tests.architecture.sources import ROOT


def test_the_page_of_papers_is_fresh() -> None:
    """Stale? Run `manage.py write_rules` and look at the difference."""
    assert (ROOT / "docs" / "papers.md").read_text(encoding="utf-8") == papers_page()


def test_every_kind_is_on_the_page() -> None:
    page = papers_page()
    assert all(f"| {kind.title} | `{kind.code}` |" in page for kind in catalogue().values())
