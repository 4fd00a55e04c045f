"""Early warnings: opened with the day until which the town must visit, closed with an outcome."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from casework.by import By
from casework.models import AuditEntry, Notice
from casework.workflow import Refused
from law import clock
from registry.models import Employer, Warning
from registry.services import warnings
from tests.factories import patrols
from tests.factories import registry as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_phase_three(today: object) -> None:
    """The clock stands in phase three, on Wednesday 2021-06-23."""


@pytest.mark.parametrize(
    ("level", "due"), [("yellow", date(2021, 7, 7)), ("orange", date(2021, 6, 30)), ("red", date(2021, 6, 24))]
)  # fmt: skip
def test_a_warning_says_until_when_the_town_must_visit(level: str, due: date) -> None:
    assert make.warning(level=level).visit_due_on == due


def test_one_warning_of_a_kind_is_open_at_a_time(inspector: User) -> None:
    employer = make.employer()
    first = make.warning(employer)
    with pytest.raises(Refused, match="exists"):
        make.warning(employer, level="red")
    make.warning(employer, kind="insurance")
    warnings.close_warning(first, outcome="已付清", by=By(inspector))
    make.warning(employer, level="red")
    assert Employer.objects.warned().get() == employer
    assert Warning.objects.open().count() == 2


def test_closing_is_done_once_and_says_what_was_done(inspector: User) -> None:
    warning = make.warning()
    with clock.at(date(2021, 7, 1)):
        warnings.close_warning(warning, outcome="18 人工资已付清", by=By(inspector))
        with pytest.raises(Refused, match="state"):
            warnings.close_warning(warning, outcome="再一次", by=By(inspector))
    warning.refresh_from_db()
    assert (warning.closed_on, warning.closed_by, warning.outcome) == (
        date(2021, 7, 1),
        inspector,
        "18 人工资已付清",
    )
    actions = [entry.action for entry in AuditEntry.objects.about(warning.employer)]
    assert actions == ["close_warning", "open_warning", "create_employer"]


def test_the_database_refuses_a_close_without_outcome_or_before_the_start() -> None:
    warning = make.warning()
    for broken in (
        {"closed_on": date(2021, 6, 23), "outcome": ""},
        {"closed_on": date(2021, 1, 1), "outcome": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Warning.objects.filter(pk=warning.pk).update(**broken)


def test_an_officer_of_another_town_can_do_nothing(other_officer: User, client_for: Any) -> None:
    warning = make.warning()
    with pytest.raises(Refused, match="town"):
        warnings.open_warning(employer=warning.employer, kind="fees", level="red", by=By(other_officer))
    with pytest.raises(Refused, match="town"):
        warnings.close_warning(warning, outcome="x", by=By(other_officer))
    client = client_for(other_officer)
    for address in (f"/employers/{warning.employer_id}/warn/", f"/warnings/{warning.pk}/close/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"outcome": "x"}).status_code == 404


def test_a_warning_from_tomorrow_is_refused_at_the_field(client_for: Any, town_officer: User) -> None:
    employer = make.employer()
    sent = {"kind": "arrears", "level": "orange", "opened_on": "2021-06-24", "note": "欠薪一个月"}
    page = client_for(town_officer).post(f"/employers/{employer.pk}/warn/", sent)
    assert page.status_code == 422
    assert "预警日期晚于今天" in str(page.context["form"].errors["opened_on"])
    assert "欠薪一个月" in page.content.decode()


def test_the_pages_open_and_close(client_for: Any, town_officer: User) -> None:
    employer, client = make.employer(), client_for(town_officer)
    sent = {
        "kind": "arrears",
        "level": "red",
        "opened_on": "2021-06-23",
        "note": "<b>停产</b>",
        "warned_by": "供电公司",
    }
    assert client.post(f"/employers/{employer.pk}/warn/", sent).status_code == 302
    warning = Warning.objects.get()
    assert (warning.opened_by, warning.source) == (town_officer, "供电公司")
    page = client.get(employer.get_absolute_url()).content.decode()
    assert "红色预警：拖欠工资" in page
    assert "&lt;b&gt;停产" in page
    assert client.post(f"/warnings/{warning.pk}/close/", {"outcome": " "}).status_code == 422
    answer = {"outcome": "已付清", "version": client.get(f"/warnings/{warning.pk}/close/").context["version"]}
    assert client.post(f"/warnings/{warning.pk}/close/", answer).status_code == 302
    assert "解除预警" in client.get(employer.get_absolute_url()).content.decode()


def test_a_second_warning_of_a_kind_is_said_on_the_form(client_for: Any, inspector: User) -> None:
    warning = make.warning()
    sent = {"kind": "arrears", "level": "red", "opened_on": "2021-06-23", "note": "x"}
    page = client_for(inspector).post(f"/employers/{warning.employer_id}/warn/", sent)
    assert page.status_code == 422
    assert "已有同一事项的预警没有解除" in page.content.decode()


@pytest.mark.parametrize("kind", ["stoppage", "absconded", "unrest"])
def test_some_kinds_are_red_by_themselves(client_for: Any, town_officer: User, kind: str) -> None:
    employer = make.employer()
    sent = {"kind": kind, "opened_on": "2021-06-23", "note": "x"}
    assert client_for(town_officer).post(f"/employers/{employer.pk}/warn/", sent).status_code == 302
    assert Warning.objects.get().level == "red"
    assert make.warning(make.employer(), kind=kind, level="yellow").level == "red"


def test_the_other_kinds_are_judged_by_the_officer(client_for: Any, town_officer: User) -> None:
    sent = {"kind": "arrears", "opened_on": "2021-06-23", "note": "x"}
    page = client_for(town_officer).post(f"/employers/{make.employer().pk}/warn/", sent)
    assert "请选择级别" in str(page.context["form"].errors["level"])


@pytest.mark.parametrize(
    ("level", "told"),
    [("yellow", set()), ("orange", {"brigade_leader"}), ("red", {"brigade_leader", "bureau_head"})],
)
def test_orange_and_red_are_reported_at_once(
    brigade_leader: User, bureau_head: User, town_officer: User, level: str, told: set[str]
) -> None:
    """DOMAIN 4.4: orange to the brigade, red the same day."""
    warning = make.warning(level=level)
    assert {notice.user.role for notice in Notice.objects.all()} == told
    for notice in Notice.objects.all():
        assert str(warning) in notice.what and warning.visit_due_on.isoformat() in notice.what


def test_a_visit_in_time_ends_the_wait_and_a_late_one_is_found() -> None:
    visited, missed = make.warning(level="orange"), make.warning(level="orange")
    warnings.note_visit(visited.employer, on=date(2021, 6, 22))
    visited.refresh_from_db()
    assert visited.visited_on is None, "a visit before the warning says nothing of it"
    for day in (date(2021, 6, 28), date(2021, 7, 5), date(2021, 6, 25)):
        warnings.note_visit(visited.employer, on=day)
    visited.refresh_from_db()
    assert visited.visited_on == date(2021, 6, 25), "the first visit"
    assert not Employer.objects.visit_overdue(date(2021, 6, 30)).exists()
    assert Employer.objects.visit_overdue(date(2021, 7, 1)).get() == missed.employer


def test_a_patrol_is_the_visit() -> None:
    warning = make.warning()
    patrols.patrol(employer=warning.employer, on=date(2021, 6, 24))
    warning.refresh_from_db()
    assert warning.visited_on == date(2021, 6, 24)


def test_what_nobody_visited_in_time_is_a_filter_of_the_list(client_for: Any, inspector: User) -> None:
    missed, waiting = make.warning(level="orange").employer, make.employer()
    with clock.at(date(2021, 7, 1)):
        make.warning(waiting)
        client = client_for(inspector)
        page = client.get("/employers/", {"warned": "overdue"})
        both = client.get("/employers/", {"warned": "yes"})
    assert [employer.pk for employer in page.context["records"]] == [missed.pk]
    assert "走访超期" in page.content.decode()
    assert len(both.context["records"]) == 2
    with clock.at(date(2021, 7, 1)):
        assert "走访超期" in client.get(missed.get_absolute_url()).content.decode()
