"""What `bin/test --quick` leaves out, and why: what takes long, or tells of many things at once. `.ci/run` leaves nothing out."""

from fnmatch import fnmatchcase

LEFT_OUT = {
    "tests/pages": "every page for its readers",
    "tests/permissions": "every address for every role",
    "tests/test_query_counts.py": "every page, with few rows and with many",
    "tests/rehearsal": "campaigns played to their end, and the benchmarks",
    "tests/scenarios": "a campaign told through its pages",
    "tests/reports": "the figures and papers of a campaign",
    "tests/shell": "the parts pages are made of, in a browser",
    "tests/config": "workers, supervisors and databases in processes of their own",
    "tests/*/test_*_browser.py": "a browser",
    "tests/*/test_*pages.py": "the pages of a room",
    "tests/*/test_*_page.py": "one page of a room",
    "tests/casework/test_pictures.py": "photographs of many millions of pixels",
    "tests/registry/test_i*.py": "whole lists of employers taken in",
    "tests/draws/test_draws_receipts.py": "receipts changed in every place, and read by a browser's program",
    "tests/draws/test_draws_algorithm.py::test_three_hundred_thousand*": "a draw among 300,000",
}


def leaves_out(name: str) -> bool:
    """Whether the file, the folder or the test (`file::test`) is one of those, or lies in one."""
    return any(fnmatchcase(name, left_out + inside) for left_out in LEFT_OUT for inside in ("", "/*", "::*"))
