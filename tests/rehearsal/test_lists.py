"""The lists of the rehearsed cases: their sums are the decisions', what was kept was dealt with in time."""

import pytest
from django.db.models import Count

from casework.models import Deadline
from inspections.cases.models import Case
from tests.rehearsal.playing import Played

pytestmark = pytest.mark.django_db


def test_a_handling_case_has_35_workers_whose_sum_is_the_decision(played: Played) -> None:
    case = Case.objects.annotate(listed=Count("workers")).get(listed=35)
    assert case.decision.back_pay == case.wages.missing and case.decision.back_pay_people == 35
    lines = list(case.workers.all())
    assert len({line.starts_on for line in lines}) > 1 and any(line.overtime for line in lines)


def test_every_handling_decision_with_a_list_orders_its_sum(played: Played) -> None:
    decided = [case for case in Case.objects.filter(decision__kind="handling") if case.wages.people]
    assert decided
    for case in decided:
        sums, decision = case.wages, case.decision
        assert (sums.missing, sums.unpaid, sums.extra) == (
            decision.back_pay,
            decision.back_pay_people,
            decision.extra or 0,
        )


def test_a_case_of_child_labour_has_its_minors(played: Played) -> None:
    cases = Case.objects.filter(matters__icontains="child_labour", minors__isnull=False).distinct()
    assert cases.exists()
    for case in cases:
        assert case.minors.count() == case.people_count


def test_what_was_kept_was_dealt_with_in_time(played: Played) -> None:
    clocks = Deadline.objects.filter(clock="evidence.preservation").exclude(stopped_at=None)
    assert clocks.exists()
    assert not [each.pk for each in clocks if each.stopped_on > each.due_on]
