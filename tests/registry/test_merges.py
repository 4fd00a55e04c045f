"""REG-09: two employers that are one are joined with everything that hangs on them, by two persons, and can be parted."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from campaign.models import Target
from campaign.services.merging import DAYS
from campaign.services.targets import move_target
from casework import attachments
from casework.by import By
from casework.workflow import Refused
from complaints.models import Complaint
from inspections.cases.models import Case
from inspections.checks.models import Inspection
from inspections.draws.models import RoundResult
from inspections.patrols.models import Patrol
from registry import dossier
from registry.models import Employer, FormerName, Merge, Warning
from registry.services import carrying, conflicts, employers, merges, sameness
from registry.workflow import MergeState
from tests.factories import accounts, campaign, cases, checks, complaints, draws, patrols
from tests.factories import registry as make

pytestmark = pytest.mark.django_db
# Columns that lead to an employer and are not carried, each with the reason.
NOT_CARRIED = {
    "registry.Merge.kept": "says which were joined",
    "registry.Merge.absorbed": "says which were joined",
    "registry.Employer_categories.employer": "belongs to the employer's own facts, joined with them",
    "draws.PoolEmployer.employer": "frozen; has the code as text",
    "draws.Exclusion.employer": "frozen",
    "draws.RoundResult.employer": "drawn; the receipt keeps the old code",
}


@pytest.fixture(autouse=True)
def in_phase_three(today: object) -> None:
    """The clock stands in phase three."""


@pytest.fixture
def two() -> tuple[Employer, Employer]:
    shop = make.employer(
        name="海风早餐店",
        address="样例路501号",
        credit_code=None,
        contact_phone="13812345678",
        categories=("service",),
    )
    return make.employer(name="海风餐饮公司", address="滨海路9号", categories=("bar",)), shop


@pytest.fixture
def second() -> User:
    return accounts.user(Role.BRIGADE_LEADER)


def merged(one: Employer, other: Employer, inspector: User, second: User) -> Merge:
    merge = merges.propose_merge(one=one, other=other, reason="看过执照", by=By(inspector))
    return merges.confirm_merge(merge, by=By(second))


def test_every_key_to_an_employer_is_carried_or_said_why_not() -> None:
    """A new model that names an employer is carried by itself; one that is to stay says so here and in its room."""
    leading = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if getattr(field, "remote_field", None) and field.concrete and field.remote_field.model is Employer
    }
    carried = {f"{model._meta.label}.{field.name}" for model, field in carrying.columns()}
    assert leading - carried == set(NOT_CARRIED)
    assert carried <= leading


def hung(employer: Employer, inspector: User, second: User) -> None:
    """One record of nearly every kind on an employer."""
    campaign.campaign_2021()
    patrols.patrol(patrols.NO_CONTRACT, employer=employer, actor=inspector)
    complaints.complaint(employer=employer, actor=inspector)
    cases.clue(employer=employer, actor=inspector)
    checks.concluded(employer=employer)
    make.warning(employer)
    conflicts.declare_conflict(inspector=second, employer=employer, kind="relative", by=By(second))
    photo = SimpleUploadedFile("说明.pdf", b"%PDF-1.4 made up")
    attachments.adopt([attachments.store(photo, uploaded_by=inspector)], employer)


def rows_of(employer: Employer) -> dict[str, set[Any]]:
    found = {
        f"{model._meta.label}.{field.name}": set(
            model._base_manager.filter(**{field.name: employer}).values_list("pk", flat=True)
        )
        for model, field in carrying.columns()
    }
    found["files"] = set(employer.attachments.values_list("pk", flat=True))
    return {name: pks for name, pks in found.items() if pks}


def test_REG_09_everything_goes_with_it_and_comes_back(
    two: tuple[Employer, Employer], inspector: User, second: User
) -> None:
    kept, absorbed = two
    hung(absorbed, inspector, second)
    before, facts = rows_of(absorbed), Employer.everyone.order_by("pk").values()
    stood = list(facts)
    assert len(before) >= 8
    merge = merged(kept, absorbed, inspector, second)
    assert rows_of(absorbed) == {}
    after = rows_of(kept)
    assert all(pks <= after[name] for name, pks in before.items())
    for model in (Patrol, Complaint, Case, Inspection, Warning, Target):
        assert set(model._base_manager.values_list("employer_id", flat=True)) == {kept.pk}, model
    kept.refresh_from_db()
    assert kept.contact_phone == "13812345678", "what only the other had"
    assert {category.code for category in kept.categories.all()} == {"bar", "service"}

    merges.undo_merge(merge, by=By(second), reason="是两家")
    assert rows_of(absorbed) == before
    assert not FormerName.objects.exists()
    ours = ("version", "updated_at")
    now = [
        {name: value for name, value in row.items() if name not in ours}
        for row in Employer.everyone.order_by("pk").values()
    ]
    assert now == [{name: value for name, value in row.items() if name not in ours} for row in stood]


def test_REG_09_the_absorbed_one_is_in_no_list_but_found_by_name_and_code(
    two: tuple[Employer, Employer], client_for: Any, inspector: User, second: User
) -> None:
    kept, absorbed = two
    merged(kept, absorbed, inspector, second)
    assert list(Employer.objects.all()) == [kept]
    for asked in ("海风早餐", absorbed.code, "海风餐饮"):
        assert list(Employer.objects.search(asked)) == [kept]
    client = client_for(inspector)
    assert client.get(absorbed.get_absolute_url())["Location"] == kept.get_absolute_url()
    assert "海风早餐店" in client.get(kept.get_absolute_url()).content.decode()
    again = make.employer(name="海风早餐店", address="样例路501号", credit_code=None)
    assert again.code != absorbed.code


def test_REG_09_one_says_so_another_confirms(
    two: tuple[Employer, Employer], inspector: User, second: User
) -> None:
    kept, absorbed = two
    merge = merges.propose_merge(one=absorbed, other=kept, reason="看过执照", by=By(inspector))
    assert (merge.kept, merge.absorbed) == (kept, absorbed), "the one with a code is kept"
    with pytest.raises(Refused):
        merges.confirm_merge(merge, by=By(inspector))
    with pytest.raises(Refused, match="open"):
        merges.propose_merge(one=kept, other=absorbed, reason="又一次", by=By(inspector))
    merges.decline_merge(merge, by=By(second), reason="两家")
    assert Employer.objects.count() == 2
    with pytest.raises(Refused, match="permission"):
        merges.propose_merge(one=kept, other=absorbed, reason="x", by=By(accounts.user(Role.TOWN_OFFICER)))


def standing(target: Target) -> dict[str, Any]:
    return {"state": target.state} | {name: getattr(target, name) for name in DAYS}


def test_REG_09_two_targets_of_one_campaign_become_one_and_two_again(
    two: tuple[Employer, Employer], inspector: User, second: User
) -> None:
    kept, absorbed = two
    plan = campaign.campaign_2021()
    patrols.patrol(employer=kept, actor=inspector)
    for stage, day in (("patrolled", date(2021, 4, 13)), ("inspected", date(2021, 6, 2))):
        move_target(campaign=plan, employer=absorbed, stage=stage, by=By(inspector), on=day)
    was = {target.employer_id: standing(target) for target in Target.objects.all()}
    merge = merged(kept, absorbed, inspector, second)
    target = Target.objects.get(employer=kept)
    assert target.state == was[absorbed.pk]["state"] != was[kept.pk]["state"]
    for name, day in standing(target).items():
        if name != "state":
            days = [one[name] for one in was.values() if one[name]]
            assert day == (min(days) if days else None), name
    assert Target.objects.get(employer=absorbed).state == "cleared"
    merges.undo_merge(merge, by=By(second), reason="是两家")
    assert {one.employer_id: standing(one) for one in Target.objects.all()} == was


def test_REG_09_what_cannot_stand_twice_stops_the_merge_with_a_sentence(
    two: tuple[Employer, Employer], inspector: User, second: User
) -> None:
    kept, absorbed = two
    for one in two:
        make.warning(one, kind="arrears")
    merge = merges.propose_merge(one=kept, other=absorbed, reason="看过执照", by=By(inspector))
    with pytest.raises(Refused) as refused:
        merges.confirm_merge(merge, by=By(second))
    assert "预警" in refused.value.sentence
    merge.refresh_from_db()
    assert merge.state == MergeState.PROPOSED
    assert Employer.objects.count() == 2


def test_REG_09_a_chain_is_parted_from_its_end(inspector: User, second: User) -> None:
    one, other, third = (make.employer() for _number in range(3))
    first = merged(other, one, inspector, second)
    later = merged(third, other, inspector, second)
    assert Employer.everyone.get(pk=one.pk).present == third
    with pytest.raises(Refused, match="later"):
        merges.undo_merge(first, by=By(second), reason="x")
    merges.undo_merge(later, by=By(second), reason="x")
    assert Employer.everyone.get(pk=one.pk).present == other
    merges.undo_merge(first, by=By(second), reason="x")
    assert Employer.objects.count() == 3


def test_REG_09_a_code_that_was_merged_away_is_not_entered_again(
    two: tuple[Employer, Employer], inspector: User, second: User
) -> None:
    one, other = make.employer(), make.employer()
    merged(one, other, inspector, second)
    with pytest.raises(Refused, match="exists"):
        employers.create_employer(by=By(inspector), name="又一家", credit_code=other.code)


def test_REG_09_through_the_pages(
    two: tuple[Employer, Employer], client_for: Any, inspector: User, second: User
) -> None:
    kept, absorbed = two
    client = client_for(inspector)
    address = f"/employers/{kept.pk}/merge/"
    assert absorbed.code in client.get(f"{address}?with={absorbed.code}").content.decode()
    assert client.post(address, {"other": kept.code, "reason": "x"}).status_code == 422
    sent = client.post(address, {"other": absorbed.code, "reason": "看过执照"})
    merge = Merge.objects.get()
    assert sent["Location"] == merge.get_absolute_url()
    page = client.get(merge.get_absolute_url()).content.decode()
    assert kept.name in page and absorbed.name in page
    assert (
        client.post(f"{merge.get_absolute_url()}confirm_merge/", {"version": merge.version}).status_code
        == 409
    )
    other = client_for(second)
    assert (
        other.post(f"{merge.get_absolute_url()}confirm_merge/", {"version": merge.version}).status_code == 302
    )
    merge.refresh_from_db()
    assert (
        other.post(
            f"{merge.get_absolute_url()}undo_merge/", {"version": merge.version, "reason": "是两家"}
        ).status_code
        == 302
    )
    assert Employer.objects.count() == 2


def test_REG_09_what_names_the_absorbed_one_still_opens(
    client_for: Any, inspector: User, second: User
) -> None:
    """A draw keeps the code it drew, its pages open, the link leads to the kept one, whose history tells of both."""
    for _number in range(3):
        accounts.user(Role.INSPECTOR)
        make.employer(categories=("labour_intensive",))
    held = draws.drawn(campaign=campaign.campaign_2021(), actor=second, counts={"劳动密集、服务": 1})
    absorbed = RoundResult.objects.select_related("employer").get(round__draw=held).employer
    kept = make.employer(name="海风新名公司")
    merged(kept, absorbed, inspector, second)
    result = RoundResult.objects.get(round__draw=held)
    assert (result.employer, result.code) == (absorbed, absorbed.code)
    client = client_for(second)
    page = client.get(held.get_absolute_url())
    assert page.status_code == 200 and absorbed.code in page.content.decode()
    assert client.get(absorbed.get_absolute_url())["Location"] == kept.get_absolute_url()
    entered = [event for event in dossier.own_events(kept, second) if event.text == "建档"]
    assert len(entered) == 2


def test_REG_09_two_that_were_told_apart_are_not_offered_again(inspector: User, second: User) -> None:
    shop = make.employer(name="海风早餐店", address="样例路501号", credit_code=None, town=make.town())
    firm = make.employer(name="海风早餐店", address="样例路501号", town=shop.town)
    assert [one.pk for one in sameness.of(shop, inspector)] == [firm.pk]
    merge = merges.propose_merge(one=firm, other=shop, reason="看过执照", by=By(inspector))
    merges.decline_merge(merge, by=By(second), reason="前店后厂，两家")
    assert sameness.of(shop, inspector) == sameness.of(firm, inspector) == []


def test_REG_09_an_old_address_of_a_list_shows_what_the_kept_one_has(
    two: tuple[Employer, Employer], client_for: Any, inspector: User, second: User
) -> None:
    kept, absorbed = two
    made = checks.visit(employer=absorbed)
    merged(kept, absorbed, inspector, second)
    for one in (absorbed, kept):
        answer = client_for(second).get(reverse("checks:visit_list"), {"employer": one.pk})
        assert [each.pk for each in answer.context["records"]] == [made.pk]


def test_REG_09_an_id_two_merges_back_leads_to_the_one_that_was_kept_in_the_end(
    two: tuple[Employer, Employer], client_for: Any, inspector: User, second: User
) -> None:
    kept, first = two
    last, made = make.employer(name="海风餐饮集团", address="滨海路10号"), checks.visit(employer=first)
    merged(kept, first, inspector, second)
    later = merged(last, kept, inspector, second)
    client = client_for(second)
    for one in (first, kept):
        one.refresh_from_db()
        assert one.present == last
        assert client.get(one.get_absolute_url())["Location"] == last.get_absolute_url()
        answer = client.get(reverse("checks:visit_list"), {"employer": one.pk})
        assert [each.pk for each in answer.context["records"]] == [made.pk]
    assert len([event for event in dossier.own_events(last, second) if event.text == "建档"]) == 3
    merges.undo_merge(later, by=By(second), reason="看错了执照")
    assert client.get(first.get_absolute_url())["Location"] == kept.get_absolute_url()
