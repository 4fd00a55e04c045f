from typing import Any

import pytest

from tests.factories.campaign import campaign_2021


@pytest.fixture
def campaign(db: Any) -> Any:
    """The real campaign of 2021: ② 04-13…05-29, gap 05-30/31, ③ 06-01…07-31."""
    return campaign_2021()
