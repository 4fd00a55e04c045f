"""Every test of this room starts from the built-in calendar and the default policy values."""

from collections.abc import Iterator

import pytest

from law import policy, workdays


@pytest.fixture(autouse=True)
def untouched_tables(settings) -> Iterator[None]:
    """Read the two tables only on `reload()`, and leave no copy of a rolled-back row behind."""
    settings.LAW_RECHECK_SECONDS = None
    workdays.forget()
    policy.forget()
    yield
    workdays.forget()
    policy.forget()
