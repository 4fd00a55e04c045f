"""The acts of a paper on its pages: what is typed arrives, a reason is asked for, a delivery is written down where it belongs."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.roles import Role
from casework.by import By
from casework.models import Paper
from casework.paper_kinds import Facts, kind_of
from casework.papers import issuing
from casework.submissions import new_key
from law import clock
from tests.cases import paper_samples as samples
from tests.factories import accounts, cases, checks, patrols, registry


def do(client: Any, paper: Paper, action: str, /, **told: Any) -> Any:
    address = reverse("casework:paper_act", args=[paper.pk, action])
    response = client.post(address, {"submission": new_key(), **told})
    paper.refresh_from_db()
    return response


def draft(record: Any, code: str) -> Paper:
    kind = kind_of(code)
    lead = record.handlers()[0]
    given = samples.typed(kind, Facts(record, clock.today()))
    return issuing.draft_paper(record, kind=code, given=given, by=By(lead))


@pytest.fixture
def visit(db: Any, town_a: Any) -> Any:
    return checks.visit(employer=registry.employer(town=town_a))


def test_a_draft_is_changed_signed_returned_and_dropped_on_its_pages(db: Any, client_for: Any) -> None:
    case = cases.case("investigating")
    lead, second, leader = (
        client_for(case.lead),
        client_for(case.second),
        client_for(accounts.user("brigade_leader")),
    )
    paper = draft(case, "enquiry_notice")
    page = lead.get(reverse("casework:paper_act", args=[paper.pk, "change_paper"])).content.decode()
    assert "按实际情况填写" in page or "需携带" in page
    typed = {field.name: paper.given.get(field.name, "") for field in kind_of(paper.kind).typed}
    do(lead, paper, "change_paper", **typed | {"enquiry_materials": "工资表原件"})
    assert paper.given["enquiry_materials"] == "工资表原件"
    for client in (lead, second):
        do(client, paper, "sign_paper")
    assert paper.state == "signed"
    assert do(leader, paper, "return_paper", reason=" ").status_code == 422
    do(leader, paper, "return_paper", reason="时间写错了")
    assert paper.state == "draft" and not paper.signatures.exists()
    do(lead, paper, "drop_paper", reason="不用了")
    assert paper.state == "withdrawn"


def test_a_paper_of_a_visit_is_written_issued_and_delivered_from_its_pages(
    visit: Any, client_for: Any
) -> None:
    lead, second = visit.handlers()
    leader = accounts.user(Role.BRIGADE_LEADER)
    page = client_for(lead).get(visit.get_absolute_url()).content.decode()
    assert reverse("casework:paper_new", args=["visit_enquiry_notice", visit.pk]) in page
    paper = draft(visit, "visit_enquiry_notice")
    for person in (lead, second):
        do(client_for(person), paper, "sign_paper")
    do(client_for(leader), paper, "issue_paper")
    assert paper.state == "issued" and paper.waits_for_delivery
    page = client_for(lead).get(visit.get_absolute_url()).content.decode()
    assert paper.number in page and f'value="{paper.pk}"' in page
    told = {"way": "direct", "done_on": clock.today().isoformat()}
    assert do(client_for(lead), paper, "deliver_paper", **told).status_code == 422  # nobody has received it
    do(client_for(lead), paper, "deliver_paper", **told, receiver="王某")
    assert paper.delivered_on == clock.today() and not paper.waits_for_delivery
    assert paper.deliveries.get().receiver == "王某"


def test_papers_of_a_case_are_delivered_on_the_case(db: Any, client_for: Any) -> None:
    case = cases.case("reviewed")
    with clock.at(cases.CASE_DAY):
        cases.do(case, "give_notice")
    paper = Paper.objects.about(case).get(kind="penalty_notice")
    told = {"way": "direct", "done_on": "2021-06-07", "receiver": "王某"}
    assert do(client_for(case.lead), paper, "deliver_paper", **told).status_code == 409
    assert not paper.deliveries.exists()


def test_a_town_lists_its_notices_to_print_them_together(
    db: Any, client_for: Any, town_officer: Any, other_officer: Any
) -> None:
    patrol = (
        patrols.rectifying(town=town_officer.town) if hasattr(town_officer, "town") else patrols.rectifying()
    )
    paper = Paper.objects.about(patrol).get()
    leader = client_for(accounts.user("brigade_leader"))
    page = leader.get(reverse("patrols:notice_list")).content.decode()
    assert f'value="{paper.pk}"' in page and patrol.employer.name in page
    assert f'value="{paper.pk}"' in leader.get(patrol.get_absolute_url()).content.decode()
    assert (
        f'value="{paper.pk}"'
        not in client_for(other_officer).get(reverse("patrols:notice_list")).content.decode()
    )
