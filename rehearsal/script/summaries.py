"""Phase four: towns report by 08-17, two of them late; the brigade accepts, and closes with the district's."""

from datetime import date, datetime
from random import Random

from accounts.models import User
from casework.by import By
from casework.workflow import perform
from law.clock import now, today
from registry.models import Town
from rehearsal.hours import at, later, on, working
from rehearsal.stage import Stage, Story, fresh
from reports.models import Summary
from reports.services import summaries

EARLIEST, LATE, LAST = date(2021, 8, 10), date(2021, 8, 18), date(2021, 8, 20)
LATE_TOWNS = 2
WRITTEN = {
    "experience": "一是网格员日常走访与集中巡查相结合；二是对欠薪苗头先行调解，发现重大问题当日上报；三是把自查表发到每一户。",
    "problems": "小微单位用工不规范，合同签订率偏低；部分娱乐场所人员流动快，录用登记不及时；基层巡查力量不足。",
    "next_steps": "建立巡查台账，每季度开展一次回访；与市场监管、文旅等部门共享信息；继续做好法律法规宣传。",
}
ADDED = "补充：已对逾期未整改的单位逐户约谈。"


def script(stage: Stage) -> None:
    random = stage.random("summaries")
    towns = list(Town.objects.order_by("order", "pk"))
    late = {town.pk for town in random.sample(towns, LATE_TOWNS)}
    in_time = [town for town in towns if town.pk not in late]
    days = working(EARLIEST, stage.campaign.report_due_on)
    for town in towns:
        day = LATE if town.pk in late else random.choice(days)
        stage.tell(summary_story(stage, town, on(day, random), is_returned=town is in_time[0]))
        if town.pk in late:
            stage.tell(reminder_story(stage, town))
    stage.tell(district_story(stage))


def summary_story(stage: Stage, town: Town, moment: datetime, *, is_returned: bool) -> Story:
    """Written, submitted with its figures frozen, accepted; one is sent back and submitted a second time."""
    random = stage.random("summary", town.code)
    officer, leader = stage.people.officer(town.pk, random), stage.people.leader
    yield moment
    summaries.save_text(_of(stage, town), by=By(officer), **WRITTEN)
    _submit(_of(stage, town), officer)
    if is_returned:
        yield _next_act(random)
        summaries.return_summary(_of(stage, town), by=By(leader), reason="请补充逾期未整改单位的处置情况")
        yield _next_act(random)
        summaries.save_text(_of(stage, town), by=By(officer), problems=WRITTEN["problems"] + ADDED)
        _submit(_of(stage, town), officer)
    yield _next_act(random)
    summaries.accept_summary(_of(stage, town), by=By(leader))


def reminder_story(stage: Stage, town: Town) -> Story:
    """The brigade asks the towns that have not reported on the last day."""
    yield at(stage.campaign.report_due_on, 15)
    perform(_of(stage, town), "remind_town", by=By(stage.people.leader))


def district_story(stage: Stage) -> Story:
    yield at(LAST, 16)
    leader, summary = stage.people.leader, Summary.objects.get(campaign=stage.campaign, town=None)
    summaries.save_text(summary, by=By(leader), **WRITTEN)
    summaries.finish_district(fresh(summary), by=By(leader))


def _next_act(random: Random) -> datetime:
    """Within the hour or on the next working day; nothing is left for after the last day."""
    return later(now(), random.choice((0, 1)) if today() < date(2021, 8, 18) else 0, random)


def _of(stage: Stage, town: Town) -> Summary:
    return Summary.objects.select_related("campaign", "town").get(campaign=stage.campaign, town=town)


def _submit(summary: Summary, officer: User) -> None:
    is_zero = summaries.is_all_zero(summaries.town_figures(summary, today()))
    summaries.submit_summary(summary, by=By(officer), is_zero=is_zero)
