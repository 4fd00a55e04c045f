"""CMP-01: nothing that follows from a complaint labelled 举报保密 is seen in a scope that may not know of it (条例 9、12).

The site is walked as each narrower role, then hidden complaints are planted with all the work that comes of them, and it is
walked again: every page, list, export, search and number must be the same.
"""

import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from campaign.models import Campaign, Target
from casework.by import By
from complaints.boundaries import list_repeated
from complaints.models import Complaint
from complaints.services import acts, intake
from inspections.cases.models import Case
from inspections.checks import frequency
from inspections.checks.models import Inspection, Visit
from inspections.checks.services import focus, inspecting
from law import clock
from reports.metrics import Window, figures
from reports.models import Cockpit
from tests.complaints.canaries import TOLD
from tests.complaints.clients import body_of, signed_in
from tests.factories import accounts, cases, checks, complaints, draws, patrols, registry
from tests.factories.complaints import accepted, complainant
from tests.permissions.addresses import addresses

DAY = date(2021, 6, 23)
# What differs from one answer to the next by itself.
MOVING = re.compile(
    r'<dcterms:[^<]*|value="[0-9a-f-]{36}"|name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"'
)
SOUGHT = ("/find/", "/employers/", "/targets/")
BOOKS = ("/employers/", "/targets/", "/checks/", "/complaints/", "/patrols/")
HIDDEN = {"kind": "report", "label": "whistleblower", "matters": ["wage_arrears", "child_labour"]}


@pytest.fixture
def today() -> Iterator[date]:
    with clock.at(DAY):
        yield DAY


@pytest.fixture
def firms(people: SimpleNamespace, campaign: Campaign, today: date) -> SimpleNamespace:
    """Never complained of; and one with an open complaint, a patrol and a visit."""
    quiet = registry.employer(town=people.here, name="青岛静水食品有限公司")
    known = registry.employer(town=people.here, name="青岛明流服装有限公司", categories=("labour_intensive",))
    patrols.rectifying(employer=known)
    checks.visit(employer=known)
    accepted(employer=known, actor=people.inspector)
    return SimpleNamespace(quiet=quiet, known=known)


def plant(people: SimpleNamespace, campaign: Campaign, firms: SimpleNamespace) -> None:
    """Reports about both, and whatever may follow: repeated, on the focus list, visited, a case decided and concluded."""
    for firm in (firms.quiet, firms.quiet, firms.quiet, firms.known, firms.known):
        accepted(employer=firm, actor=people.inspector, complainant=complainant(), **HIDDEN)
    list_repeated(campaign, DAY)
    focus.draft_focus_list(campaign, DAY)
    line = Inspection.objects.get(employer=firms.quiet)
    pair = [accounts.user("inspector"), accounts.user("inspector")]
    inspecting.assign(line, by=By(people.leader), lead=pair[0], second=pair[1])
    checks.visit(inspection=line, inspectors=pair, result="ordered", on=DAY)
    of_quiet = Complaint.objects.filter(employer=firms.quiet).first()
    of_known = Complaint.objects.filter(employer=firms.known, label="whistleblower").first()
    cases.case("decided", on=DAY, complaint=of_quiet)
    acts.conclude(
        of_known, by=By(people.inspector), result="已责令支付", recovered_amount=5000, recovered_people=2
    )


def snapshot(user: Any, objects: list[str], words: list[str]) -> dict[str, str]:
    """Every page this person may open: all lists, their workbooks, what is found by these words, and these objects."""
    client, found = signed_in(user), {}
    lists = [
        reverse(each.name)
        for each in addresses()
        if not each.fields and not each.is_public and user.role in each.roles and "log" not in each.name
    ]
    sought = [f"{path}?q={word}" for path in lists if path.endswith(SOUGHT) for word in words]
    exports = [f"{path}?export=xlsx" for path in lists if path.endswith(BOOKS)]
    for path in [*lists, *sought, *exports, *objects]:
        response = client.get(path)
        found[path] = f"{response.status_code} {MOVING.sub('', body_of(response))}"
    return found


@pytest.mark.parametrize("name", ["officer", "leadership", "contact"])
def test_CMP_01_the_site_is_the_same_with_and_without_it(
    people: SimpleNamespace, campaign: Campaign, firms: SimpleNamespace, name: str
) -> None:
    reader = getattr(people, name)
    objects = [
        firms.quiet.get_absolute_url(),
        firms.known.get_absolute_url(),
        campaign.get_absolute_url(),
        *(target.get_absolute_url() for target in Target.objects.all()),
        f"{reverse('campaign:target_list')}?reason=complaint",
        f"{reverse('campaign:target_list')}?reason=repeated_complaints",
        f"{reverse('registry:employer_list')}?town={people.here.pk}",
    ]
    words = ["静水", "明流"]
    before = snapshot(reader, objects, words)
    plant(people, campaign, firms)
    cache.clear()
    Cockpit.objects.all().delete()
    after = snapshot(reader, objects, words)
    assert len(before) >= 20
    differing = [
        path for path in before if before[path] != after[path] and not is_district_figures(path, reader)
    ]
    assert [(path, *_first_difference(before[path], after[path])) for path in differing] == []


def _first_difference(before: str, after: str) -> tuple[str, str]:
    """Where two answers part, with some words of each."""
    place = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    return before[place - 60 : place + 60], after[place - 60 : place + 60]


def is_district_figures(path: str, reader: Any) -> bool:
    """The leading group reads the district's sums, in which every complaint is counted and none is told."""
    return reader.role == "leadership" and path.startswith(("/reports/", "/cockpit"))


def test_CMP_01_no_town_counts_what_follows_from_it_and_the_district_does(
    people: SimpleNamespace, campaign: Campaign, firms: SimpleNamespace
) -> None:
    window = Window(campaign, DAY)
    before = figures(window)
    plant(people, campaign, firms)
    after, groups = figures(window), ("complaint", "accepted", "reports_", "wages", "conclu", "in_time")
    here = people.here.code
    changed = {
        code for code in before["towns"][here] if before["towns"][here][code] != after["towns"][here][code]
    }
    assert not {code for code in changed if not any(part in code for part in groups)}
    for code in ("cases_filed", "visits", "checked_employers", "found_problems"):
        assert after["district"][code] > before["district"][code], code


def test_CMP_01_it_makes_no_target_and_goes_to_the_brigades_list(
    people: SimpleNamespace, campaign: Campaign, firms: SimpleNamespace
) -> None:
    plant(people, campaign, firms)
    assert not Target.objects.filter(employer=firms.quiet).exists()
    line = Inspection.objects.get(employer=firms.quiet)
    assert line.is_confidential and line.source == "complaints"
    for reader in (people.officer, people.leadership):
        assert line not in Inspection.objects.visible_to(reader)
        assert not Visit.objects.visible_to(reader).filter(employer=firms.quiet).exists()
    assert line in Inspection.objects.visible_to(people.leader)
    assert Case.objects.hidden().get().employer == firms.quiet


def test_CMP_01_another_ground_gives_a_line_as_if_there_were_no_hidden_one(
    people: SimpleNamespace, campaign: Campaign, firms: SimpleNamespace
) -> None:
    for _ in range(3):
        accepted(employer=firms.quiet, actor=people.inspector, complainant=complainant(), **HIDDEN)
    focus.draft_focus_list(campaign, DAY)
    registry.warning(firms.quiet)
    focus.extend_focus_list(campaign, DAY)
    lines = Inspection.objects.filter(employer=firms.quiet)
    assert [(line.is_confidential, line.source, line.state) for line in lines.order_by("pk")] == [
        (True, "complaints", "cancelled"),
        (False, "warning", "listed"),
    ]
    shown = lines.get(is_confidential=False).ground_labels
    assert shown and "举报" not in "".join(shown)


def test_CMP_01_the_label_raised_later_takes_back_what_followed(
    people: SimpleNamespace, campaign: Campaign, firms: SimpleNamespace
) -> None:
    only = accepted(employer=firms.quiet, actor=people.inspector)
    beside = Complaint.objects.get(employer=firms.known)
    target = Target.objects.get(employer=firms.known)
    acted = signed_in(people.officer).get(target.get_absolute_url())
    assert "投诉举报" in str([line.detail for line in acted.context["log"]]) + str(
        [str(each) for each in target.reasons.all()]
    )
    for record in (only, beside):
        intake.correct(record, by=By(people.leader), reason="来件人要求保密", label="whistleblower")
    assert not Target.objects.filter(employer=firms.quiet).exists()
    assert "complaint" not in target.reasons.values_list("reason", flat=True)
    page = signed_in(people.officer).get(target.get_absolute_url())
    assert not [line for line in page.context["log"] if line.action == "add_target_reason"]
    dossier = body_of(signed_in(people.officer).get(firms.known.get_absolute_url()))
    assert "增加列入原因" not in dossier and people.inspector.name not in dossier
    intake.correct(only, by=By(people.leader), reason="误标", label="general")
    assert Target.objects.get(employer=firms.quiet).reasons.get().get_reason_display() == "投诉举报"


def test_CMP_01_a_repeat_is_as_secret_as_what_it_repeats(
    people: SimpleNamespace, campaign: Campaign, firms: SimpleNamespace
) -> None:
    first = accepted(employer=firms.quiet, actor=people.inspector, complainant=TOLD, label="whistleblower")
    again = complaints.complaint(employer=firms.quiet, actor=people.inspector, complainant=TOLD)
    assert again in Complaint.objects.visible_to(people.officer)
    acts.attach(again, by=By(people.inspector), earlier=first)
    assert again not in Complaint.objects.visible_to(people.officer)


def test_CMP_01_the_pools_of_a_draw_know_nothing_of_it(
    people: SimpleNamespace, campaign: Campaign, firms: SimpleNamespace
) -> None:
    """Neither weight nor the lifted limit nor a handler's conflict."""
    accounts.user("inspector")
    draw = {"campaign": campaign, "actor": people.leader, "counts": {"劳动密集、服务": 1}}

    def pool() -> Any:
        made = draws.frozen(**draw)
        return (
            list(made.pool_employers.order_by("code").values_list("code", "weight")),
            [sorted(one.conflicts) for one in made.pool_inspectors.order_by("certificate")],
            list(made.exclusions.order_by("pk").values_list("employer", "inspector", "reason")),
        )

    before = pool()
    for _ in range(3):
        accepted(employer=firms.quiet, actor=people.inspector, complainant=complainant(), **HIDDEN)
    focus.draft_focus_list(campaign, DAY)
    assert pool() == before
    assert frequency.suspected(campaign, DAY, [firms.quiet.pk])
    assert not frequency.suspected(campaign, DAY, [firms.quiet.pk], openly=True)
