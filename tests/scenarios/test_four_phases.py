"""The whole campaign in one story, told through the pages that people use: from the first poster to the August report."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.services import change_password
from campaign.models import Campaign, Publicity, Target
from campaign.services.boundaries import advance
from casework import audit, jobs
from casework.by import By
from casework.models import Job
from casework.paper_kinds import Field
from casework.papers.forms import shown
from casework.submissions import new_key
from complaints.models import Complaint
from inspections.cases import reviewing
from inspections.cases.models import Case
from inspections.checks.models import Inspection
from inspections.draws.models import Draw
from inspections.draws.verification import verify_file
from inspections.patrols.models import Patrol
from law import clock
from registry.models import Employer
from registry.services.towns import load_towns
from reports import tasks  # noqa: F401 registers the job that makes reports
from reports.models import ReportRun, Summary
from tests.factories import accounts, cases, registry
from tests.factories.campaign import campaign_2021
from tests.opened import Opened

pytestmark = pytest.mark.django_db
SECTIONS = ("basics", "supervision", "major_cases", "experience", "problems", "next_steps")

ANY = Field("any", "")


class Staff:
    """One person at a browser. Every page is opened and every form sent on the day the story has reached."""

    def __init__(self, user: User) -> None:
        self.user = user

    def browser(self) -> Client:
        """Signed in anew: the nights between two acts end every session."""
        client = Opened()
        client.force_login(self.user, backend="accounts.backends.RoleBackend")
        return client

    def gets(self, url: str, **query: Any) -> Any:
        return self.browser().get(url, query)

    def reads(self, url: str, **query: Any) -> str:
        answer = self.gets(url, **query)
        assert answer.status_code == 200, (url, answer.status_code)
        return answer.content.decode()

    def sends(self, url: str, **form: Any) -> Any:
        """Send a form that must be taken: it answers with a redirect."""
        answer = self.browser().post(url, {"submission": new_key(), **form})
        assert answer.status_code == 302, (url, answer.status_code, _wrong_in(answer))
        assert "login" not in answer["Location"], url
        return answer

    def acts(self, record: Any, action: str, **form: Any) -> None:
        """Find the act on the record's page, and do it."""
        record.refresh_from_db()
        assert record.act_url(action) in self.reads(record.get_absolute_url()), action
        self.sends(record.act_url(action), **form)
        record.refresh_from_db()


def _wrong_in(answer: Any) -> Any:
    form = answer.context and answer.context.get("form")
    return form.errors.as_text() if form else answer.content.decode()[:600]


@pytest.fixture
def campaign(db: Any) -> Campaign:
    with clock.at(date(2021, 3, 15)):
        load_towns()
        return campaign_2021()


@pytest.fixture
def staff(campaign: Campaign) -> SimpleNamespace:
    """The people of the story at their work."""
    with clock.at(date(2021, 3, 15)):
        place = registry.town()
        people = {
            "officer": accounts.user(Role.TOWN_OFFICER, place),
            "stranger": accounts.user(Role.TOWN_OFFICER, registry.town("370211102")),
            "lead": accounts.user(Role.INSPECTOR),
            "second": accounts.user(Role.INSPECTOR),
            "third": accounts.user(Role.INSPECTOR),
            "leader": accounts.user(Role.BRIGADE_LEADER),
            "head": accounts.user(Role.BUREAU_HEAD),
            "legal": accounts.user(Role.LEGAL_REVIEWER),
            "leadership": accounts.user(Role.LEADERSHIP),
        }
    return SimpleNamespace(**{name: Staff(user) for name, user in people.items()})


@pytest.fixture
def firms(campaign: Campaign) -> list[Employer]:
    """A textile mill that will be escalated, a restaurant that will be complained about, and others to draw from."""
    with clock.at(date(2021, 3, 15)):
        named = [
            registry.employer(name=name, categories=(kind,), headcount=40)
            for name, kind in (
                ("青岛海禾服装有限公司", "labour_intensive"),
                ("青岛渔人码头餐饮有限公司", "service"),
            )
        ]
        others = [registry.employer(categories=("service",), headcount=12) for _number in range(6)]
    return [*named, *others]


@pytest.fixture
def on_day() -> Iterator[Callable[..., None]]:
    """`on_day(6, 3)` moves the story to that day of 2021, at nine or at the hour given."""
    held: list[Any] = []

    def move(month: int, day: int, hour: int = 9) -> None:
        while held:
            held.pop().__exit__(None, None, None)
        held.append(clock.at(datetime(2021, month, day, hour)))
        held[-1].__enter__()

    yield move
    while held:
        held.pop().__exit__(None, None, None)


def test_four_phases(
    campaign: Campaign, staff: SimpleNamespace, firms: list[Employer], on_day: Callable[..., None]
) -> None:
    mill, restaurant = firms[:2]

    on_day(3, 26)
    _publicity(staff)
    on_day(4, 13)
    _night(campaign)
    assert Target.objects.filter(campaign=campaign, state="listed").count() == len(firms)

    patrol = _patrol_and_order(staff, mill, on_day)
    on_day(5, 6)
    complaint = _complaint(staff, restaurant)
    on_day(5, 14)
    _recheck_fails(staff, patrol)

    on_day(6, 1)
    for person in vars(staff).values():
        change_password(
            person.user, by=By(person.user), password="Qingdao-0601"
        )  # ninety days are nearly over
    _night(campaign)
    focus = Inspection.objects.get(employer=mill)
    assert focus.source == "escalation"

    on_day(6, 3)
    drawn = _draw(staff)
    assert mill.pk not in [line.employer_id for line in drawn]
    on_day(6, 8)
    _clean_visit(staff, drawn[0])
    case = _visit_to_case(staff, focus)
    _case_to_its_end(staff, case, on_day)
    on_day(6, 25)
    staff.lead.acts(
        complaint, "conclude", result="已支付拖欠工资", recovered_amount="9000", recovered_people="3"
    )
    staff.lead.acts(complaint, "give_feedback", feedback="已电话告知", feedback_method="phone")

    on_day(8, 3)
    _night(campaign)
    on_day(8, 16)
    _summary(staff, campaign)
    on_day(8, 20)
    _reports(staff, campaign)
    _cockpit(staff)
    assert Target.objects.get(campaign=campaign, employer=mill).state == "concluded"
    assert audit.verify() is None


def _night(campaign: Campaign) -> None:
    assert not [run.error for run in advance(campaign, clock.today()) if run.error]


def _publicity(staff: SimpleNamespace) -> None:
    staff.officer.sends(
        reverse("campaign:publicity_new"),
        campaign=Campaign.objects.current().pk, town=registry.town().pk, held_on="2021-03-26", form="stand",
        place="社区广场", leaflets="300", consultations="45", participants="80", trained_employers="0", note="",
    )  # fmt: skip
    assert Publicity.objects.get().leaflets == 300


def _patrol_and_order(staff: SimpleNamespace, mill: Employer, on_day: Callable[..., None]) -> Patrol:
    """The officer finds five people without a contract; another town's officer sees nothing of it."""
    on_day(4, 20)
    staff.officer.sends(
        reverse("patrols:patrol_create"),
        employer=mill.pk, uid=new_key(), patrolled_on="2021-04-20", companions="赵某", companion_duty="assistant",
        q_child="no", q_freedom="no", rest_ok="on", line_a="bad", rectify_by="2021-05-13", requirements="逐人补签合同",
        **_findings(matter="no_written_contract", fact="5人没签合同", severity="minor", people="5"),
    )  # fmt: skip
    patrol = Patrol.objects.get()
    assert patrol.state == "rectifying"
    assert staff.stranger.gets(patrol.get_absolute_url()).status_code == 404
    return patrol


def _recheck_fails(staff: SimpleNamespace, patrol: Patrol) -> None:
    """One day after the last day nothing is done: looked at, written down, reported to the brigade."""
    found = patrol.findings.get()
    staff.officer.acts(
        patrol,
        "record_recheck",
        rechecked_on="2021-05-14",
        rechecked_by="李某",
        **{f"f{found.pk}_result": "not_fixed"},
    )
    staff.officer.acts(patrol, "escalate", trigger="not_rectified", note="到期未整改")
    assert patrol.state == "escalated"
    assert str(patrol.number) in staff.leader.reads(patrol.get_absolute_url())


def _complaint(staff: SimpleNamespace, restaurant: Employer) -> Complaint:
    """A worker complains by name; the inspector accepts; the name stands on no page of the officer."""
    staff.lead.sends(
        reverse("complaints:complaint_new"),
        kind="complaint", channel="visit", received_at="2021-05-06T08:30", employer=restaurant.code, employer_named="",
        matters=["wage_arrears"], content="反映拖欠三人三月工资", workers_count="3", amount="9000",
        name="证人甲乙", phone="13900001111", label="general",
    )  # fmt: skip
    complaint = Complaint.objects.get()
    staff.lead.acts(complaint, "accept", handler=staff.lead.user.pk)
    assert complaint.state == "accepted"
    assert "证人甲乙" not in staff.officer.reads(complaint.get_absolute_url())
    return complaint


def _draw(staff: SimpleNamespace) -> list[Inspection]:
    """Planned, frozen, witnessed, drawn and adopted in one morning; the receipt holds for everybody."""
    plan = {
        "title": "六月双随机抽查",
        "strata_by": "category",
        "ratio": "5",
        "category_2": "2",
        "matters": ["wage_arrears"],
    }
    staff.leader.sends(reverse("draws:draw_create"), **plan)
    draw = Draw.objects.get()
    staff.leader.acts(draw, "freeze")
    assert len(draw.commitment) == 64
    witness = {"witness": "陈某", "kind": "discipline", "capacity": "区纪委监委派驻组"}
    staff.legal.acts(draw, "add_witness", **witness, text="东南风四级 0603")
    staff.leader.acts(draw, "draw", place="区人社局三楼会议室", host="刘某")
    receipt = staff.leader.gets(reverse("draws:round_receipt", args=[draw.rounds.get().pk]))
    assert verify_file(b"".join(receipt)) == []
    staff.leader.acts(draw, "adopt")
    return list(Inspection.objects.drawn().order_by("pk"))


def _desk_of(staff: SimpleNamespace, user: User) -> Staff:
    return next(person for person in vars(staff).values() if person.user == user)


def _clean_visit(staff: SimpleNamespace, line: Inspection) -> None:
    lead = _desk_of(staff, line.lead)
    _visit(lead, line, result="no_problem")
    lead.acts(line, "conclude_inspection", outcome="clean", note="")
    assert line.state == "concluded"


def _visit_to_case(staff: SimpleNamespace, focus: Inspection) -> Case:
    """The leader names two, they go there, and what they find becomes a case."""
    staff.leader.acts(focus, "assign", lead=staff.lead.user.pk, second=staff.second.user.pk)
    found = _findings(matter="illegal_overtime", fact="12人五月加班超过36小时", people="12")
    _visit(staff.lead, focus, result="to_case", **found)
    focus.refresh_from_db()
    assert focus.state == "case_filed"
    return Case.objects.get(visit__inspection=focus)


def _visit(person: Staff, line: Inspection, **told: Any) -> None:
    person.sends(
        f"{reverse('checks:visit_new')}?inspection={line.pk}",
        **{
            "visited_on": clock.today().isoformat(),
            "inspectors": [line.lead_id or person.user.pk, line.second_id],
            "text": "",
        },
        **(_findings() | told),
    )


def _findings(**first: Any) -> dict[str, Any]:
    rows = {f"finding-0-{name}": value for name, value in first.items()}
    return {"finding-TOTAL_FORMS": "3", "finding-INITIAL_FORMS": "0", **rows}


HANDED = {"way": "direct", "receiver": "王某", "relation": "前台", "place": "单位住所"}


def _more(case: Case, action: str, form: dict[str, Any]) -> dict[str, Any]:
    """What papers want typed besides, and of a delivery which paper and when."""
    case.refresh_from_db()
    more = {
        name: shown(ANY, value)
        for name, value in cases.with_words(action, case, form).get("words", {}).items()
    }
    if action == "pass_review":
        more |= {"confirmed": [each.key for each in reviewing.unasked(case)]}
    if form is HANDED:
        papers = [] if action == "serve" else [paper.pk for paper in case.papers_to_deliver]
        more |= {"papers": papers, "done_on": clock.today().isoformat()}
    return more


def _case_to_its_end(staff: SimpleNamespace, case: Case, on_day: Callable[..., None]) -> None:
    """Filing, investigation, review, notice, statement, decision, service, payment, closing, archive."""
    lead = {"lead": staff.lead.user.pk, "second": staff.second.user.pk}
    way: list[tuple[tuple[int, int], Staff, str, dict[str, Any]]] = [
        ((6, 9), staff.lead, "request_filing", lead),
        ((6, 10), staff.leader, "approve_filing", {}),
        ((6, 18), staff.second, "record_findings", {"findings": "考勤与询问笔录相互印证", "people_count": "12"}),
        ((6, 24), staff.lead, "conclude_investigation", {"findings": "考勤与询问笔录相互印证"}),
        ((6, 25), staff.lead, "submit_review", {}),
        ((6, 28), staff.legal, "pass_review", {"review_opinion": "同意"}),
        ((6, 29), staff.leader, "give_notice", {"notice_kind": "penalty", "notice_text": "拟罚款", "proposed_fine": "3600"}),
        ((6, 29), staff.second, "deliver", HANDED),
        ((7, 1), staff.lead, "record_statement", {"statement": "无异议", "statement_heard_on": "2021-07-01"}),
        ((7, 2), staff.lead, "submit_decision", {"decision_kind": "penalty", "decision_text": "罚款", "fine_amount": "3600"}),
        ((7, 5), staff.head, "decide", {}),
        ((7, 6), staff.second, "serve", HANDED),
        ((7, 9), staff.leader, "publish_decision", {"published_at": "信用中国（山东青岛）", "published_on": "2021-07-09"}),
        ((7, 15), staff.lead, "record_execution", {"executed_on": "2021-07-15", "fine_collected": "3600"}),
        ((7, 16), staff.lead, "request_closing", {"closing_report": "罚款已缴，加班已纠正"}),
        ((7, 19), staff.leader, "approve_closing", {}),
        ((7, 26), staff.lead, "archive_case", {"archive_number": "2021-001"}),
    ]  # fmt: skip
    for (month, day), person, action, form in way:
        on_day(month, day)
        person.acts(case, action, **form, **_more(case, action, form))
    assert case.state == "archived" and case.decision.paid("fine") == 3600
    assert not case.deadlines.running().exists()
    assert not [clock_ for clock_ in case.deadlines.all() if clock_.is_late]


def _summary(staff: SimpleNamespace, campaign: Campaign) -> None:
    """The town writes and submits; its figures are frozen; the brigade accepts."""
    summary = Summary.objects.get(campaign=campaign, town=registry.town())
    staff.officer.acts(summary, "save_text", **dict.fromkeys(SECTIONS, "已写。"))
    staff.officer.acts(summary, "submit_summary")
    assert summary.figures["patrolled_employers"] == 1 and summary.figures["escalated_employers"] == 1
    assert summary.days_late == 0
    staff.leader.acts(summary, "accept_summary")
    assert summary.state == "accepted"


def _reports(staff: SimpleNamespace, campaign: Campaign) -> None:
    """The district report is asked for on a page and made by a job."""
    staff.leader.sends(
        reverse("reports:run_new"), campaign=campaign.pk, kind="district", cut_off=clock.today().isoformat()
    )
    assert jobs.run(Job.objects.get(kind="reports.district_report").pk)
    run = ReportRun.objects.get()
    assert run.figures["district"]["fines_collected"] == 3600
    assert "docx" in staff.leader.reads(run.get_absolute_url())


def _cockpit(staff: SimpleNamespace) -> None:
    for person in (staff.leadership, staff.leader, staff.officer):
        assert "整治非法用工打击违法犯罪行为专项行动" in person.reads(reverse("reports:cockpit"))
    assert "青岛海禾服装有限公司" in staff.leader.reads(reverse("reports:figure", args=["fines_collected"]))
