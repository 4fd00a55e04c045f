"""A draw on the inspection list: told apart from the focus, found by the draw, hidden from the towns."""

from typing import Any

import pytest

from casework.submissions import new_key
from inspections.checks.models import Inspection
from tests.checks.test_checks_pages import LIST, act, body
from tests.factories import checks, draws, registry

pytestmark = pytest.mark.usefixtures("day")


@pytest.fixture
def page(client_for: Any, leader: Any) -> Any:
    return client_for(leader)


def test_drawn_and_focus_are_told_apart(
    page: Any, campaign: Any, leader: Any, inspectors: Any, firms: Any
) -> None:
    draw = draws.adopted(campaign=campaign, actor=leader, counts={"劳动密集、服务": 2})
    focus = checks.inspection(campaign=campaign)
    drawn = Inspection.objects.listed_by(draw).first()
    only = body(page.get(f"{LIST}?source=drawn"))
    assert drawn.get_absolute_url() in only and focus.get_absolute_url() not in only
    text = body(page.get(drawn.get_absolute_url()))
    assert "双随机抽中" in text and draw.get_absolute_url() in text
    assert draw.title in body(page.get(f"{LIST}?draw={draw.pk}"))


def test_M_AC_05_a_town_sees_its_own_and_not_where_it_was_drawn(
    campaign: Any,
    leader: Any,
    inspectors: Any,
    client_for: Any,
    town_officer: Any,
    other_officer: Any,
    town_a: Any,
) -> None:
    registry.employer(town=town_a, categories=("bar",))
    draw = draws.adopted(campaign=campaign, actor=leader, counts={"歌舞、酒吧、游艺": 1})
    mine = Inspection.objects.listed_by(draw).get()
    text = body(client_for(town_officer).get(mine.get_absolute_url()))
    assert "/draws/" not in text.split("</header>", 1)[-1].split("<footer")[0]
    stranger = client_for(other_officer)
    assert stranger.get(mine.get_absolute_url()).status_code == 404
    assert stranger.post(act(mine, "cancel_inspection"), {"submission": new_key()}).status_code == 404
    assert mine.get_absolute_url() not in body(stranger.get(LIST))
    assert "共 0 条" not in body(stranger.get(LIST)) and "检查名单还是空的" in body(stranger.get(LIST))
