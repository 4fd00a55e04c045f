"""Which template a paper of a kind is printed with: the house's own sheet, or the brigade's Word file that replaces it."""

from casework.papers.sheets import VERSION

SHEETS = f"sheets-{VERSION}"


def current(kind: str) -> str:
    """The version of the template in force for a kind of paper now; stored with each paper and part of its digest."""
    return SHEETS
