"""Which patrols: by town for everybody, and by who made them for those who see more than their own."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.auth import get_user_model
from django.db.models import Exists, Prefetch, Q, QuerySet

from casework import loading
from casework.by import Reader
from casework.models import WorkflowQuerySet
from findings.models import Escalation, Finding
from inspections.patrols.workflow import State
from law.clock import today
from registry.models import Posting
from registry.scoping import town_scope, towns_of

OFFICER = "patrols.record_recheck"


def officers_of(towns: Iterable[int | None]) -> QuerySet:
    """Users who serve one of these towns today and may re-check its patrols."""
    serving = Posting.objects.current(today()).filter(town__in=list(towns)).values("user")
    return get_user_model().objects.with_permission(OFFICER).filter(pk__in=serving)


class PatrolQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(town_scope(user)) if user.has_perm("patrols.view_patrol") else self.none()

    def handled_by(self, user: Reader) -> Self:
        """Patrols of the towns the user serves, and those the user recorded (an inspector serves no town)."""
        return self.filter(Q(town__in=towns_of(user)) | Q(recorded_by=user))

    def overdue(self, on: date) -> Self:
        """To be rectified by a day before `on`, and not confirmed."""
        return self.filter(state=State.RECTIFYING, rectify_by__lt=on)

    def unreported(self) -> Self:
        """With a red flag and not yet escalated."""
        return self.with_the_town().filter(is_red_flag=True)

    def with_the_town(self) -> Self:
        """On which the town still has something to do."""
        return self.filter(state__in=(State.RECORDED, State.RECTIFYING))

    def with_problems(self) -> Self:
        return self.filter(Exists(self._findings()))

    def with_matter(self, matter: str) -> Self:
        return self.filter(Exists(self._findings().filter(matter=matter)))

    def _findings(self) -> QuerySet:
        return Finding.objects.of_outer(self.model)

    def for_list(self) -> Self:
        """What a row of the list shows: two queries, whatever their number."""
        found = loading.listed("findings", Finding.objects.for_list())
        return self.select_related("employer", "town", "recorded_by", "next_clock").prefetch_related(found)

    def for_page(self) -> Self:
        """What the record's page shows, in a fixed number of queries."""
        joined = self.select_related("employer", "town", "grid", "campaign", "recorded_by")
        return joined.prefetch_related(
            "findings__recoveries",
            Prefetch(
                "escalations", Escalation.objects.select_related("answered_by").prefetch_related("led_to")
            ),
            "patrollers",
            "rechecks__results__finding",
            "employer__categories",
            "campaign__phases",
        )


class OfPatrolQuerySet(QuerySet):
    """Rows that belong to a patrol and are seen with it."""

    def visible_to(self, user: Reader) -> Self:
        return (
            self.filter(town_scope(user, "patrol__town"))
            if user.has_perm("patrols.view_patrol")
            else self.none()
        )


class SelfCheckQuerySet(QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(town_scope(user)) if user.has_perm("patrols.view_patrol") else self.none()
