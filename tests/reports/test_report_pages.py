"""The pages: what stands on them, who may open them, and how many queries they take."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign.models import Campaign
from casework.models import Job
from law import clock
from registry.models import Town
from registry.services.towns import load_towns
from reports.metrics import FIGURES, Window, figures
from reports.models import ReportRun, Summary
from tests.factories import campaign as campaigns
from tests.factories import cases, checks, complaints, patrols, registry
from tests.factories import reports as factory
from tests.opened import Opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_day")]
LIST = "/reports/"


def browser(user: Any) -> Client:
    client = Opened()
    client.force_login(user, backend="accounts.backends.RoleBackend")
    return client


def page(user: Any, url: str, status: int = 200, **query: str) -> Any:
    response = browser(user).get(url, query)
    assert response.status_code == status, response.content.decode()[:2000]
    return response


def post(user: Any, url: str, **data: Any) -> Any:
    client = browser(user)
    sent = client.get(url).context
    return client.post(url, {"submission": sent["submission"], **data})


def figure(user: Any, code: str, status: int = 200, **query: str) -> Any:
    return page(user, reverse("reports:figure", args=[code]), status, **query)


def test_the_leader_sees_all_towns_and_who_is_late(campaign: Campaign, people: Any) -> None:
    load_towns()
    factory.submitted(campaign, people.here, on=date(2021, 8, 17))
    with clock.at(date(2021, 8, 18)):
        text = page(people.leader, LIST).content.decode()
        assert text.count('class="firm"') == 24
        assert text.count("逾期1天") == 22
        assert "零报告" in text and "按时" in text
        late = page(people.leader, LIST, late="1").context["records"]
        assert len(late) == 22 and people.here not in [row.town for row in late]


def test_an_officer_sees_only_the_own_town(campaign: Campaign, people: Any) -> None:
    mine, other = factory.drafted(campaign, people.here), factory.drafted(campaign, people.there)
    assert [row.town for row in page(people.officer, LIST).context["records"]] == [people.here]
    page(people.officer, mine.get_absolute_url())
    for url in (other.get_absolute_url(), other.act_url("save_text"), other.act_url("submit_summary")):
        page(people.officer, url, 404)
    page(people.officer, Summary.objects.get(town=None).get_absolute_url(), 404)
    page(people.officer, reverse("reports:run_new"), 403)
    page(people.contact, LIST, 403)
    page(people.admin, LIST, 403)


def test_text_is_written_and_the_summary_submitted_in_the_browser(campaign: Campaign, people: Any) -> None:
    patrols.rectifying(employer=registry.employer(town=people.here))
    summary = factory.drafted(campaign, people.here)
    form = page(people.officer, summary.act_url("save_text")).context["form"]
    assert "巡查用人单位1户" in form["supervision"].value()
    texts = {name: form[name].value() or "已写" for name in form.fields}
    assert post(people.officer, summary.act_url("save_text"), **texts).status_code == 302
    wrong = post(people.officer, summary.act_url("submit_summary"), is_zero="on")
    assert wrong.status_code == 422 and "不是零报告" in wrong.content.decode()
    assert post(people.officer, summary.act_url("submit_summary")).status_code == 302
    summary.refresh_from_db()
    assert (summary.state, summary.submitted_by, summary.experience) == ("submitted", people.officer, "已写")
    assert post(people.leader, summary.act_url("return_summary"), reason="补充案例").status_code == 302
    assert "补充案例" in page(people.officer, summary.get_absolute_url()).content.decode()


def test_an_unconfirmed_zero_report_is_asked_for_at_the_field(campaign: Campaign, people: Any) -> None:
    summary = factory.written(campaign, people.here)
    answer = post(people.officer, summary.act_url("submit_summary"))
    assert answer.status_code == 422 and answer.context["form"].errors["is_zero"]
    assert post(people.officer, summary.act_url("submit_summary"), is_zero="on").status_code == 302


def test_every_number_of_a_summary_is_a_door_to_its_rows(campaign: Campaign, people: Any) -> None:
    made = patrols.rectifying(employer=registry.employer(town=people.here))
    patrols.rectifying(employer=registry.employer(town=people.there))
    summary = factory.drafted(campaign, people.here)
    groups = page(people.officer, summary.get_absolute_url()).context["groups"]
    rows = {str(row.label): row for _label, found in groups for row in found}
    assert (rows["巡查户次"].text, rows["巡查发现问题条数"].text) == ("1", "1")
    opened = browser(people.officer).get(rows["巡查户次"].url)
    assert [row.record for row in opened.context["records"]] == [made]
    problem = browser(people.officer).get(rows["巡查发现问题条数"].url)
    assert [row.record for row in problem.context["records"]] == [made]


def test_the_page_of_every_figure_opens_and_its_rows_make_the_number(campaign: Campaign, people: Any) -> None:
    made = patrols.rectifying(
        patrols.ARREARS, employer=registry.employer(town=people.here, headcount=9), leaflets=4
    )
    patrols.recheck(made, on=date(2021, 4, 28), wages_paid_people=2, wages_paid_amount=100)
    cases.case("closed", employer=registry.employer(town=people.here))
    checks.visit(employer=registry.employer(town=people.here, headcount=3), result="ordered")
    complaints.concluded(
        employer=registry.employer(town=people.here), on=date(2021, 6, 7), actor=people.leader
    )
    campaigns.publicity(campaign, actor=people.leader, town=people.here)
    numbers = figures(Window(campaign, date(2021, 8, 17)))["towns"][people.here.code]
    for code, one in FIGURES.items():
        shown = figure(people.leader, code, town=people.here.code).context
        if one.table is None:
            assert all(part["url"] for part in shown["parts"]), code
        else:
            assert sum(float(row.counted or 0) for row in shown["records"]) == float(numbers[code]), code
    assert sum(1 for number in numbers.values() if number) > 30


def test_rows_that_were_not_counted_stand_below_with_the_reason(campaign: Campaign, people: Any) -> None:
    late = patrols.patrol(on=date(2021, 8, 10), employer=registry.employer(town=people.here), off_plan="补查")
    patrols.patrol(on=date(2021, 8, 11), employer=registry.employer(town=people.there), off_plan="补查")
    context = figure(people.officer, "patrols", until="2021-08-01").context
    assert [(str(left.reason), left.number, left.records) for left in context["left"]] == [
        ("巡查日期晚于统计截止日", 1, [late])
    ]


def test_rows_are_shown_only_to_those_who_may_see_them(campaign: Campaign, people: Any) -> None:
    cases.case("closed", employer=registry.employer(town=people.here))
    patrols.patrol(employer=registry.employer(town=people.there))
    assert not figure(people.officer, "patrols").context["records"]
    figure(people.officer, "patrols", 404, town=people.there.code)
    for code in ("cases_filed", "complaints_accepted", "accepted", "wages_amount", "corrections"):
        figure(people.officer, code, 404)
    figure(people.leadership, "cases_filed", 404)
    figure(people.leader, "cases_filed")
    figure(people.leader, "no_such_figure", 404)
    figure(people.leader, "patrols", 404, until="yesterday")
    figure(people.leader, "patrols", 404, campaign="1999")


def test_a_report_is_asked_for_made_and_downloaded(campaign: Campaign, people: Any) -> None:
    url = reverse("reports:run_new")
    tomorrow = post(people.leader, url, campaign=campaign.pk, kind="district", cut_off="2021-08-18")
    assert tomorrow.status_code == 422 and "不能晚于今天" in tomorrow.content.decode()
    answer = post(people.leader, url, campaign=campaign.pk, kind="district", cut_off="2021-08-17")
    job = Job.objects.get()
    assert answer["Location"] == reverse("casework:job", args=[job.pk])
    page(people.leader, answer["Location"])
    run = factory.run(campaign, actor=people.leader, on=date(2021, 8, 17))
    assert ReportRun.objects.count() == 1
    assert run.sha256[:12] in page(people.leader, reverse("reports:run_list")).content.decode().replace(
        " ", ""
    )
    files = page(people.leader, run.get_absolute_url()).context["files"]
    content = b"".join(browser(people.leader).get(files[0]["url"]).streaming_content)
    assert content.startswith(b"PK") and files[0]["name"].endswith("第1版.docx")
    page(people.officer, run.get_absolute_url(), 404)
    assert browser(people.officer).get(files[0]["url"]).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows(campaign: Campaign, people: Any) -> None:
    client = browser(people.leader)

    def queries(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    factory.submitted(campaign, people.here)
    patrols.rectifying(employer=registry.employer(town=people.here))
    urls = [
        LIST,
        reverse("reports:figure", args=["problems"]),
        Summary.objects.get(town=people.here).get_absolute_url(),
    ]
    before = [queries(url) for url in urls]
    load_towns()
    factory.drafted(campaign, people.here)
    for place in Town.objects.all():
        patrols.rectifying(employer=registry.employer(town=place))
    after = [queries(url) for url in urls]
    assert after == before
    assert after[0] <= 12 and after[1] <= 12 and after[2] <= 20, after
