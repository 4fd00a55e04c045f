"""Who sees what: cases are the district's, visits too; towns learn a number; files follow their record."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from casework import attachments
from casework.by import By
from casework.models import AuditEntry
from findings.models import Finding
from inspections.cases import dossier
from inspections.cases.models import Case
from inspections.checks import dossier as check_dossier
from inspections.checks.models import Visit
from law import clock
from tests.factories import accounts, checks, complaints, registry, trail
from tests.factories import cases as make
from tests.factories.cases import extending

READERS = {"inspector", "brigade_leader", "bureau_head", "legal_reviewer"}
VISIT_READERS = READERS | {"leadership"}


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_M_AC_05_who_sees_cases_and_visits(firm: Any, town_a: Any, client_for: Any, role: str) -> None:
    case, visit = make.case("investigating", employer=firm), checks.visit(employer=firm, result="ordered")
    user = accounts.user(role, town_a if role == "town_officer" else None)
    assert list(Case.objects.visible_to(user)) == ([case] if role in READERS else [])
    assert list(Visit.objects.visible_to(user)) == ([visit] if role in VISIT_READERS else [])
    assert Finding.objects.visible_to(user).count() == (1 if role in VISIT_READERS else 0)
    client = client_for(user)
    with clock.at(make.CASE_DAY):
        for path, readers in (
            (reverse("cases:case_list"), READERS),
            (case.get_absolute_url(), READERS),
            (reverse("checks:visit_list"), VISIT_READERS),
            (visit.get_absolute_url(), VISIT_READERS),
            (reverse("cases:case_new"), {"inspector"}),
            (reverse("checks:visit_new"), {"inspector"}),
        ):
            assert client.get(path).status_code == (200 if role in readers else 403), path


def test_a_file_is_seen_by_those_who_see_its_case(
    firm: Any, people: SimpleNamespace, town_officer: Any, client_for: Any
) -> None:
    case = make.case("investigating", employer=firm)
    paper = SimpleUploadedFile("证据.pdf", b"%PDF-1.4\n%%EOF\n")
    stored = attachments.store(paper, uploaded_by=people.lead, about=case)
    path = reverse("casework:file", args=[stored.pk])
    assert client_for(people.legal).get(path).status_code == 200
    assert client_for(town_officer).get(path).status_code == 404


def test_an_inspectors_desk_holds_their_own_cases_an_approvers_all(db: Any, people: SimpleNamespace) -> None:
    mine = make.case("investigating", lead=people.lead, second=people.second)
    theirs = make.case("filing")
    assert list(Case.objects.awaiting(people.lead)) == list(Case.objects.awaiting(people.second)) == [mine]
    assert list(Case.objects.awaiting(people.leader)) == [theirs]
    assert list(Case.objects.awaiting(people.legal)) == []
    assert list(Case.objects.awaiting(people.head)) == []
    with clock.at(make.CASE_DAY):
        extending.request_extension(mine, by=By(people.lead), extension_reason="涉及三处工地")
        assert list(Case.objects.awaiting(people.head)) == [mine]
        extending.approve_extension(mine, by=By(people.head))
    assert list(Case.objects.awaiting(people.head)) == []


def test_the_dossier_tells_a_town_only_how_many(
    firm: Any, people: SimpleNamespace, town_officer: Any, leadership: Any
) -> None:
    case = make.case("investigating", employer=firm)
    visit = checks.visit(employer=firm, result="ordered")
    make.clue(employer=firm)
    make.case("investigating", employer=registry.employer())
    assert dossier.events(firm, town_officer) == []
    assert dossier.counts(firm, town_officer) == [("立案查处", 1, "")]
    assert check_dossier.counts(firm, town_officer) == [("专项检查", 0, f"/inspections/?employer={firm.pk}")]
    assert [label for label, _number, url in dossier.counts(firm, people.lead) if url] == ["立案查处"]
    assert [label for label, *_rest in check_dossier.counts(firm, people.lead)] == ["专项检查", "现场检查"]
    assert case.get_absolute_url() in {event.url for event in dossier.events(firm, people.lead)}
    assert dossier.events(firm, leadership) == []
    for person in (people.lead, leadership):
        assert {event.url for event in check_dossier.events(firm, person)} == {visit.get_absolute_url()}


def test_the_link_on_a_complaint_is_for_inspectors_and_accepted_ones(
    firm: Any, people: SimpleNamespace
) -> None:
    accepted = complaints.accepted(employer=firm, actor=people.lead, on=make.CASE_DAY)
    received = complaints.complaint(employer=firm, actor=people.lead, on=make.CASE_DAY)
    assert [url for _label, url in dossier.complaint_links(accepted, people.lead)] == [
        f"/cases/new/?complaint={accepted.pk}"
    ]
    assert dossier.complaint_links(received, people.lead) == []
    assert dossier.complaint_links(accepted, people.leader) == []
    case = make.clue(complaint=accepted)
    assert [url for _label, url in dossier.complaint_links(accepted, people.leader)] == [
        case.get_absolute_url()
    ]


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        ("listed", []),
        # What comes next is put forward, not listed.
        ("assigned", []),
        ("visited", ["登记到户检查", "转立案"]),
        ("correcting", ["登记到户检查", "转立案"]),
        ("concluded", []),
    ],
)
def test_the_links_on_an_inspection(
    db: Any, people: SimpleNamespace, client_for: Any, state: str, labels: list[str]
) -> None:
    record = checks.in_state(state, **({"lead": people.lead} if state == "assigned" else {}))
    page = client_for(people.lead).get(record.get_absolute_url())
    assert [str(label) for label, _url in page.context["links"]] == labels
    is_offered = bool(labels) or state == "assigned"
    assert (f"/cases/visits/new/?inspection={record.pk}" in page.content.decode()) is is_offered
    assert client_for(people.leader).get(record.get_absolute_url()).context["links"] == []


def test_looking_at_a_case_about_children_is_written_down(
    db: Any, people: SimpleNamespace, client_for: Any
) -> None:
    plain, grave = make.clue(), make.clue(matters=["child_labour"])
    client = client_for(people.legal)
    for record in (plain, grave):
        assert client.get(record.get_absolute_url()).status_code == 200
    seen = trail.entries(action="view_sensitive")
    assert [entry.record_label for entry in seen] == [str(grave)]


def test_a_record_names_no_complainant(firm: Any, people: SimpleNamespace) -> None:
    accepted = complaints.accepted(
        employer=firm,
        actor=people.lead,
        on=make.CASE_DAY,
        complainant=complaints.complainant(name="慕容复来"),
    )
    case = make.case("archived", complaint=accepted)
    assert "慕容" not in str(case) + case.cause
    told = "".join(
        str(entry.data) + entry.reason + entry.record_label for entry in AuditEntry.objects.about(case)
    )
    assert "慕容" not in told
