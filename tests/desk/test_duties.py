"""The worklist says the duty: what, for whom, how many, how much, which act, by when, and whose it is (UX-01, 02, 05, 10, 30)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casework.by import By
from casework.kinds import on_desk
from casework.submissions import new_key
from casework.table import ASIDE
from casework.workflow import Refused
from complaints.models import Complaint
from complaints.services import acts
from desk import boards, lines, worklist
from desk.lines import Line
from law.clock import at
from registry.services.merges import propose_merge
from tests.factories import accounts, campaign, cases, checks, complaints, patrols, registry

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 23)


@pytest.fixture(autouse=True)
def day() -> Any:
    campaign.campaign_2021()
    with at(TODAY):
        yield


def told(person: Any, **asked: Any) -> list[Line]:
    return lines.told(worklist.todo(person, **asked), person)


def groups(person: Any) -> dict[str, str]:
    return {group.name: group.label for group in lines.grouped(told(person))}


def page(client: Any, address: str = "/") -> str:
    return client.get(address).content.decode()


def test_UX_02_a_line_says_what_for_whom_how_many_how_much_and_which_act(
    inspector: Any, client_for: Any
) -> None:
    employer = registry.employer(name="青岛海润食品有限公司")
    made = complaints.complaint(
        actor=inspector,
        employer=employer,
        workers_count=12,
        amount=Decimal("364000"),
        matters=["wage_arrears"],
    )
    acts.take_on(made, by=By(inspector))
    (line,) = told(inspector)
    assert line.name == employer.name and line.short_number == "监投字〔2021〕1号"
    assert "拖欠" in line.brief.what and line.size == "12 人，36.40 万元"
    assert line.act is not None and str(line.act.label) == "受理" and line.act_url == made.act_url("accept")
    shown = page(client_for(inspector))
    assert all(said in shown for said in ("12 人，36.40 万元", "监投字〔2021〕1号", made.act_url("accept")))


@pytest.mark.parametrize(
    ("yuan", "said"), [("50000", "50,000 元"), ("812.50", "812.50 元"), ("100000", "10.00 万元")]
)
def test_UX_02_money_is_said_as_people_say_it(yuan: str, said: str) -> None:
    assert lines.money(Decimal(yuan)) == said


def test_UX_02_what_waits_for_ones_name_is_first_with_the_days_it_waited(
    brigade_leader: Any, client_for: Any
) -> None:
    waiting = cases.case("filing", on=TODAY - timedelta(days=5))
    late = complaints.complaint(actor=brigade_leader, employer=registry.employer(), on=date(2021, 6, 1))
    acts.take_on(late, by=By(brigade_leader))
    listed = told(brigade_leader)
    assert [(line.kind.name, line.is_signature) for line in listed] == [("case", True), ("complaint", False)]
    assert str(listed[0].act.label) == "批准立案" and listed[0].waited_days == 5
    assert groups(brigade_leader)["sign"] == "等我签批 1"
    shown = page(client_for(brigade_leader))
    assert shown.index("等我签批 1") < shown.index("已超期 1") and "已等 5 天" in shown
    assert waiting.act_url("approve_filing") in shown


def test_UX_02_every_line_of_every_state_names_an_act(today: Any) -> None:
    """Whoever has a line has something to do about it: of each kind, each state and each role that is waited for."""
    wrong = []
    for kind in on_desk():
        table = kind.model_class.workflow
        for state in table.states.values:
            rows = [row for row in table.rows_from(state) if row.is_waited_for]
            steps = [row for row in rows if row.kind != ASIDE]
            if rows and not steps:
                wrong.append(f"{kind.name} {state}")
    assert not wrong


def test_UX_01_a_visit_assigned_to_me_is_on_my_list_and_leads_to_its_page(
    inspector: Any, client_for: Any
) -> None:
    newer = checks.assigned(lead=inspector, on=date(2021, 6, 10))
    older = checks.assigned(second=inspector, on=date(2021, 6, 4))
    listed = told(inspector)
    assert [line.pk for line in listed] == [older.pk, newer.pk], "the oldest first"
    assert groups(inspector) == {"visit": "还没到户 2 户"}
    assert str(listed[0].act.label) == "到户检查"
    assert client_for(inspector).get(listed[0].act_url).status_code == 200
    record = page(client_for(inspector), older.get_absolute_url())
    acts_part = record.partition('id="acts"')[2]
    assert "登记到户检查" in acts_part.partition("</section>")[0] and "btn-primary btn-lg" in acts_part


def test_UX_01_a_report_not_sent_yet_sends_the_town_to_its_patrol(
    town_officer: Any, brigade_leader: Any, town_a: Any, client_for: Any
) -> None:
    made = patrols.escalated(employer=registry.employer(town=town_a), actor=town_officer)
    shown = page(client_for(brigade_leader), made.get_absolute_url())
    assert "等其他岗位" not in shown and "答复这件上报" in shown
    assert "等大队答复" in page(client_for(town_officer), made.get_absolute_url())


def test_UX_10_what_nobody_has_taken_on_stands_apart_and_is_not_counted(
    inspector: Any, client_for: Any
) -> None:
    free = complaints.complaint(actor=inspector, employer=registry.employer())
    assert told(inspector) == [] and worklist.todo_count(inspector) == 0
    (line,), number = worklist.unclaimed(inspector)
    assert (line.pk, number) == (free.pk, 1)
    shown = page(client_for(inspector))
    assert "还没人接 1" in shown and "我来办" in shown and "不计入您的待办" in shown
    assert 'class="todo"' in shown


def test_UX_10_one_press_takes_it_and_others_see_who_has_it(
    inspector: Any, brigade_leader: Any, client_for: Any
) -> None:
    free = complaints.complaint(actor=brigade_leader, employer=registry.employer())
    other, client = accounts.user("inspector", name="王接办"), client_for(inspector)
    sent = {"submission": new_key(), "version": free.version}
    answer = client_for(other).post(free.act_url("take_on"), sent)
    assert answer.status_code == 302
    free.refresh_from_db()
    assert free.handler == other and [line.pk for line in told(other)] == [free.pk]
    assert worklist.unclaimed(inspector) == ([], 0) and told(inspector) == []
    assert "王接办" in page(client, free.get_absolute_url())
    late = client.post(free.act_url("take_on"), {"submission": new_key(), "version": sent["version"]})
    assert late.status_code == 409 and "已经有人接办了，承办人是王接办" in late.content.decode()


def test_UX_10_only_who_may_handle_it_takes_it_on(inspector: Any, bureau_head: Any, client_for: Any) -> None:
    free = complaints.complaint(actor=inspector, employer=registry.employer())
    with pytest.raises(Refused, match="permission"):
        acts.take_on(free, by=By(bureau_head))
    assert worklist.unclaimed(bureau_head) == ([], 0)


def test_UX_10_the_leader_gives_out_what_nobody_takes(
    inspector: Any, brigade_leader: Any, client_for: Any
) -> None:
    free = complaints.complaint(actor=inspector, employer=registry.employer())
    acts.reassign_complaint(free, by=By(brigade_leader), handler=inspector, reason="当日值班")
    assert [line.pk for line in told(inspector)] == [free.pk]
    acts.accept(Complaint.objects.get(pk=free.pk), by=By(brigade_leader))
    free.refresh_from_db()
    assert free.handler == inspector, "who decides on it is not who handles it"


def test_UX_02_what_was_done_in_one_go_is_one_line(inspector: Any, client_for: Any) -> None:
    made = complaints.complaint(actor=inspector, employer=registry.employer(name="青岛海润食品有限公司"))
    acts.take_on(made, by=By(inspector))
    shown = page(client_for(inspector), "/done/")
    assert shown.count(made.get_absolute_url()) == 1
    assert "登记、我来办" in shown and "青岛海润食品有限公司" in shown and "今天" in shown


def test_UX_05_after_an_act_the_next_one_is_named_with_its_way(inspector: Any, client_for: Any) -> None:
    first, second, third = (
        complaints.complaint(actor=inspector, employer=registry.employer(), on=date(2021, 6, day))
        for day in (18, 21, 22)
    )
    for each in (first, second, third):
        acts.take_on(each, by=By(inspector))
    sent = {
        "submission": new_key(), "version": first.version, "redirected_to": "arbitration",
        "redirect_note": "属于劳动争议，请申请仲裁", "redirect_office": "",
    }  # fmt: skip
    answer = client_for(inspector).post(first.act_url("redirect"), sent, follow=True)
    shown = answer.content.decode()
    assert "办好了。下一件：" in shown and "（还有 1 件）" in shown
    assert f'<a href="{second.act_url("accept")}" data-next>' in shown


def test_UX_05_the_last_act_says_that_nothing_is_left(inspector: Any, client_for: Any) -> None:
    only = complaints.complaint(actor=inspector, employer=registry.employer())
    acts.take_on(only, by=By(inspector))
    sent = {
        "submission": new_key(), "version": only.version, "redirected_to": "arbitration",
        "redirect_note": "属于劳动争议，请申请仲裁", "redirect_office": "",
    }  # fmt: skip
    assert (
        "待办都办完了"
        in client_for(inspector).post(only.act_url("redirect"), sent, follow=True).content.decode()
    )


def first_button(person: Any) -> str:
    return str(boards.buttons(person, worklist.standing(person))[0].label)


def test_UX_30_the_button_follows_role_and_phase(
    inspector: Any, brigade_leader: Any, town_officer: Any, town_a: Any, leadership: Any, audit_admin: Any
) -> None:
    assert first_button(inspector) == "登记投诉举报"
    assert first_button(brigade_leader) == "看驾驶舱" == first_button(leadership)
    assert first_button(town_officer) == "记录一次巡查" and first_button(audit_admin) == "查看审计日志"
    checks.assigned(lead=inspector)
    assert first_button(inspector) == "今日一张单"
    checks.inspection()
    assert first_button(brigade_leader) == "指派检查人员（1 户）"
    cases.case("filing")
    assert first_button(brigade_leader) == "逐件签批（1）"
    patrols.rectifying(
        employer=registry.employer(town=town_a), actor=town_officer, on=date(2021, 5, 20), days=15
    )
    assert first_button(town_officer) == "先办超期的（1 件）"
    with at(date(2021, 8, 4)):
        assert [str(each.label) for each in boards.buttons(leadership, worklist.standing(leadership))] == [
            "看驾驶舱"
        ]
        assert "写总结报告" in [
            str(each.label) for each in boards.buttons(town_officer, worklist.standing(town_officer))
        ]


def test_UX_30_a_leader_watches_what_nobody_has_and_what_is_late(
    inspector: Any, brigade_leader: Any, client_for: Any
) -> None:
    complaints.complaint(actor=inspector, employer=registry.employer(), on=date(2021, 6, 1))
    client = client_for(brigade_leader)
    shown = page(client)
    assert "您盯的事" in shown and "还没人接的投诉举报" in shown
    board = {
        str(each.label): each for each in boards.board(brigade_leader, worklist.standing(brigade_leader), 1)
    }
    assert board["全队已超期的时限"].number == 1
    for each in board.values():
        assert client.get(each.url).status_code == 200
    assert "您盯的事" not in page(client_for(inspector))


def test_UX_30_a_number_that_is_nought_is_no_door(inspector: Any, client_for: Any) -> None:
    shown = page(client_for(inspector))
    assert "我的时限" in shown and "?due=late" not in shown


def test_UX_02_a_clock_another_has_to_stop_is_not_mine(inspector: Any, brigade_leader: Any) -> None:
    """A penalty that was served waits for the leader to publish it, and for its handler to see it carried out."""
    case = cases.case("served", lead=inspector, on=date(2021, 6, 1))
    (mine,) = [line for line in told(inspector) if line.pk == case.pk]
    (theirs,) = [line for line in told(brigade_leader) if line.pk == case.pk]
    assert theirs.clock is not None and theirs.clock.clock == "publication.penalty" and theirs.others is None
    assert mine.clock is None or mine.clock.clock != "publication.penalty"
    assert str(theirs.act.label) == "登记处罚公示"


def test_UX_02_papers_an_act_made_are_no_deeds_of_their_own(inspector: Any, client_for: Any) -> None:
    case = cases.case("investigating", lead=inspector, on=date(2021, 6, 21))
    cases.investigating.order_correction(
        case, by=By(inspector), correct_by=date(2021, 7, 5), correction_text="补签劳动合同"
    )
    shown = page(client_for(inspector), "/done/")
    assert "责令限期改正" in shown and "作出文书" not in shown


def test_UX_02_of_a_record_that_is_not_seen_any_more_only_the_deed_is_told(
    town_officer: Any, town_a: Any, town_b: Any, client_for: Any
) -> None:
    made = patrols.rectifying(
        employer=registry.employer(town=town_a), actor=town_officer, on=date(2021, 5, 20)
    )
    assert made.get_absolute_url() in page(client_for(town_officer), "/done/")
    type(made).objects.filter(pk=made.pk).update(town=town_b)
    shown = page(client_for(town_officer), "/done/")
    assert made.get_absolute_url() not in shown and made.number in shown and "责令整改" in shown


def test_UX_01_nobody_is_told_to_confirm_what_he_proposed_himself(inspector: Any) -> None:
    kept, absorbed = registry.employer(), registry.employer()
    made = propose_merge(one=kept, other=absorbed, by=By(inspector), reason="同一家")
    assert told(inspector) == []
    assert [line.pk for line in told(accounts.user("inspector"))] == [made.pk]
