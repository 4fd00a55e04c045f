"""Papers of a case: issued by its acts, replaced and never written over, delivered, and what runs from that."""

from datetime import date
from typing import Any

import pytest

from casework import audit
from casework.by import By
from casework.models import Paper
from casework.papers import delivering, issuing
from casework.workflow import Refused
from law import clock
from tests.factories import accounts, cases
from tests.factories.cases import hearing, serving

DAY = date(2021, 6, 7)


def give_notice(case: Any, **facts: Any) -> None:
    told = {"notice_kind": "penalty", "notice_text": "拟处罚款一万元", "proposed_fine": 10_000} | facts
    hearing.give_notice(case, by=By(None), **told)


def deliver(case: Any, **told: Any) -> None:
    told = {"way": "direct", "receiver": "王某", "relation": "前台"} | told
    serving.deliver(case, by=By(case.lead), papers=delivering.waiting(case)[:1], **told)


@pytest.fixture
def told(db: Any) -> Any:
    """Told, and not yet reached by the paper."""
    case = cases.case("reviewed", on=DAY)
    with clock.at(DAY):
        give_notice(case)
    return case


def papers(case: Any, *kinds: str) -> list[Paper]:
    return list(Paper.objects.about(case).filter(kind__in=kinds))


def test_HSE_01_a_second_notice_keeps_the_first(told: Any) -> None:
    with clock.at(DAY):
        give_notice(told, notice_text="拟处罚款五千元", proposed_fine=5_000)
    first, second = papers(told, "penalty_notice")
    assert (first.state, second.state) == ("replaced", "issued")
    assert second.replaces == first and first.number != second.number
    assert "五千" in str(second.content) and "五千" not in str(first.content)
    assert first.digest != second.digest and len(first.digest) == 64


def test_ENF_06_periods_run_from_the_delivery(told: Any) -> None:
    assert not told.deadlines.running().filter(clock="penalty.advance_notice").exists()
    with clock.at(date(2021, 6, 10)):
        deliver(told, done_on=date(2021, 6, 9))
    deadline = told.deadlines.running().get(clock="penalty.advance_notice")
    assert deadline.started_on == date(2021, 6, 9)
    assert deadline.about == f"casework.paper:{papers(told, 'penalty_notice')[0].pk}"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"receiver": ""}, "receiver"),
        ({"way": "left"}, "refusal"),
        ({"way": "left", "refusal": "拒绝签字"}, "witness"),
        ({"way": "post"}, "carrier"),
        ({"way": "notice", "carrier": "青岛日报"}, "refusal"),
        ({"way": "electronic", "carrier": "a@b.cn"}, "way"),
        ({"way": "pigeon"}, "way"),
        ({"done_on": date(2021, 6, 6)}, "done_on"),
        ({"done_on": date(2021, 6, 8)}, "done_on"),
    ],
)
def test_ENF_07_every_way_has_facts_of_its_own(told: Any, facts: Any, field: str) -> None:
    with clock.at(DAY), pytest.raises(Refused) as refused:
        deliver(told, **facts)
    assert refused.value.code == field


def test_ENF_07_published_it_counts_after_sixty_days(told: Any) -> None:
    with clock.at(DAY):
        deliver(told, way="notice", carrier="青岛日报", refusal="直接、邮寄均未送达")
    delivery = papers(told, "penalty_notice")[0].deliveries.get()
    assert delivery.effective_on == date(2021, 8, 6)


def test_a_number_is_not_lost_when_the_act_is_refused(told: Any) -> None:
    number = papers(told, "penalty_notice")[0].number
    with clock.at(DAY), pytest.raises(Refused):
        hearing.give_notice(told, by=By(told.lead), notice_kind="penalty", notice_text="x")
    with clock.at(DAY):
        give_notice(told)
    newest = issuing.newest(told, "penalty_notice")
    assert newest is not None and newest.number != number
    serial = [int(each.split("第")[1][:-1]) for each in (number, newest.number)]
    assert serial[1] == serial[0] + 1


def test_the_trail_names_paper_and_delivery(told: Any) -> None:
    with clock.at(DAY):
        deliver(told)
    entry = audit.of_record(told, limit=1)[0]
    assert entry.action == "deliver" and "行政处罚事先告知书" in entry.data["note"]


def test_the_form_shows_the_paper_as_it_would_be_issued(told: Any, client: Any) -> None:
    leader = accounts.user("brigade_leader")
    client.force_login(leader)
    sent = {
        "version": told.version,
        "notice_kind": "penalty",
        "notice_text": "拟处罚款伍仟元",
        "proposed_fine": "5000",
        "preview": "1",
    }
    with clock.at(DAY):
        page = client.post(told.act_url("give_notice"), sent).content.decode()
    assert "签发时的样子" in page and page.count("拟处罚款伍仟元") >= 2
    assert len(papers(told, "penalty_notice")) == 1
