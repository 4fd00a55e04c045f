"""The days of a rectification: reminders, what is put forward, and the self-checks that come in meanwhile."""

from datetime import date
from typing import Any

import pytest

from campaign.services.boundaries import advance
from casework.by import By
from casework.models import Notice
from casework.workflow import Refused
from inspections.patrols.models import Patrol
from inspections.patrols.services import rectification, self_checks
from law import clock
from tests.factories import patrols as make
from tests.factories import registry
from tests.factories.accounts import doer

DUE = date(2021, 5, 5)  # of make.rectifying()


class TestDays:
    """Boundary and daily work, through `campaign.services.advance` as the night does it."""

    @pytest.fixture
    def late(self, campaign: Any, town_officer: Any) -> Patrol:
        employer = registry.employer(town=town_officer.postings.get().town)
        return make.rectifying(employer=employer, actor=town_officer)

    def night(self, campaign: Any, day: date) -> None:
        with clock.at(day):
            assert [run.error for run in advance(campaign, day) if run.error] == []

    def test_at_the_end_of_the_patrol_phase_what_is_late_is_put_forward(
        self, campaign: Any, late: Patrol, town_officer: Any
    ) -> None:
        in_time = make.rectifying(days=60)
        make.recheck(rectified := make.rectifying(), on=date(2021, 4, 30))
        with clock.at(date(2021, 4, 30)):
            rectification.confirm_rectified(rectified, by=doer(rectified, "confirm_rectified"))
        self.night(campaign, date(2021, 5, 30))
        self.night(campaign, date(2021, 5, 30))
        marked = set(Patrol.objects.filter(put_forward_on=date(2021, 5, 30)))
        assert marked == {late}
        late.refresh_from_db()
        assert late.state == "rectifying", "to escalate stays the officer's act"
        assert Notice.objects.filter(user=town_officer, what__contains="提请上报").count() == 1
        assert in_time.put_forward_on is None

    def test_what_falls_due_after_the_phase_is_put_forward_the_day_after(
        self, campaign: Any, late: Patrol
    ) -> None:
        later = make.rectifying(days=50)  # due 2021-06-09
        self.night(campaign, date(2021, 6, 9))
        later.refresh_from_db()
        assert later.put_forward_on is None
        self.night(campaign, date(2021, 6, 10))
        later.refresh_from_db()
        assert later.put_forward_on == date(2021, 6, 10)

    def test_during_the_phase_nothing_is_put_forward(self, campaign: Any, late: Patrol) -> None:
        self.night(campaign, date(2021, 5, 20))
        late.refresh_from_db()
        assert late.put_forward_on is None

    def test_the_recheck_is_reminded_of_on_the_next_working_day_once(
        self, campaign: Any, late: Patrol, town_officer: Any
    ) -> None:
        """Due on 05-05, a holiday; the next working day is 05-06."""
        self.night(campaign, DUE)
        assert not Notice.objects.filter(user=town_officer).exists()
        for day in (date(2021, 5, 6), date(2021, 5, 6), date(2021, 5, 7)):
            self.night(campaign, day)
        assert Notice.objects.get(user=town_officer).text.endswith("整改 2021-05-05 到期，请复查")

    def test_a_rest_day_reminds_nobody(self, campaign: Any, town_officer: Any) -> None:
        employer = registry.employer(town=town_officer.postings.get().town)
        make.rectifying(employer=employer, days=23)  # due Thu 2021-05-13, then Friday
        self.night(campaign, date(2021, 5, 15))
        assert not Notice.objects.filter(user=town_officer).exists()
        self.night(campaign, date(2021, 5, 17))
        assert Notice.objects.filter(user=town_officer).count() == 1, (
            "a missed night is made good on the next working day"
        )

    def test_an_extension_is_reminded_of_anew(self, campaign: Any, late: Patrol, town_officer: Any) -> None:
        self.night(campaign, date(2021, 5, 6))
        with clock.at(date(2021, 5, 6)):
            late.refresh_from_db()
            rectification.extend_rectification(
                late, by=doer(late, "extend_rectification"), rectify_by=date(2021, 5, 12), reason="已补签一半"
            )
        self.night(campaign, date(2021, 5, 13))
        assert Notice.objects.filter(user=town_officer, what__contains="请复查").count() == 2

    def test_other_towns_are_not_told(self, campaign: Any, late: Patrol, other_officer: Any) -> None:
        self.night(campaign, date(2021, 5, 6))
        assert not Notice.objects.filter(user=other_officer).exists()


class TestSelfCheck:
    def test_it_is_kept_and_audited(self, campaign: Any, town_officer: Any, employer: Any) -> None:
        with clock.at(make.PATROL_DAY):
            check = self_checks.record_self_check(
                by=By(town_officer),
                employer=employer,
                received_on=make.PATROL_DAY,
                filled_by="钱某",
                answers={"a": "ok"},
            )
        assert (check.campaign, check.town) == (campaign, employer.town)

    def test_refusals(
        self, campaign: Any, town_officer: Any, other_officer: Any, brigade_leader: Any, employer: Any
    ) -> None:
        for actor, day, code in (
            (other_officer, make.PATROL_DAY, "employer_unknown"),
            (brigade_leader, make.PATROL_DAY, "permission"),
            (town_officer, date(2021, 4, 21), "received_later"),
        ):
            with clock.at(make.PATROL_DAY), pytest.raises(Refused) as refusal:
                self_checks.record_self_check(
                    by=By(actor), employer=employer, received_on=day, filled_by="钱某", answers={}
                )
            assert refusal.value.code == code
