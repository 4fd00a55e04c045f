"""What `bin/test --quick` leaves out, and why: what takes long, or tells of many things at once. `.ci/run` leaves nothing out."""

LEFT_OUT = {
    "tests/pages": "every page for its readers",
    "tests/permissions": "every address for every role",
    "tests/test_query_counts.py": "every page, with few rows and with many",
    "tests/rehearsal": "campaigns played to their end, and the benchmarks",
    "tests/scenarios": "a campaign told through its pages",
    "tests/reports": "the figures and papers of a campaign",
    "tests/shell": "the parts pages are made of, in a browser",
    "tests/draws/test_draws_browser.py": "a browser",
    "tests/patrols/test_patrols_browser.py": "a browser",
    "tests/config": "workers, supervisors and databases in processes of their own",
}


def leaves_out(name: str) -> bool:
    """Whether the file, the folder or the test (`file::test`) is one of those, or lies in one."""
    return any(
        name == left_out or name.startswith((f"{left_out}/", f"{left_out}::")) for left_out in LEFT_OUT
    )
