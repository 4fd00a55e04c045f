"""Which lines of the inspection list and which visits somebody may see."""

from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, Model, Q
from django.db.models.functions import Coalesce

from casework import loading
from casework.by import Reader
from casework.models import WorkflowQuerySet
from complaints.confidentiality import sees_hidden
from findings.models import Finding
from inspections.checks.workflow import DONE, InspectionState
from registry.scoping import town_scope

VISITED = (InspectionState.VISITED, InspectionState.CORRECTING, *DONE)


class InspectionQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Reader) -> Self:
        if not user.has_perm("checks.view_inspection"):
            return self.none()
        seen = self.filter(town_scope(user))
        return seen if sees_hidden(user) else seen.told_openly()

    def told_openly(self) -> Self:
        """Without what only complaints labelled 举报保密 have raised."""
        return self.filter(is_confidential=False)

    def secret(self) -> Q:
        """What only complaints labelled 举报保密 have raised; no town counts it."""
        return Q(is_confidential=True)

    def hidden(self) -> Self:
        return self.filter(self.secret())

    def handled_by(self, user: Reader) -> Self:
        """Who assigns handles the whole list; others what they lead or second."""
        return self if user.has_perm("checks.assign") else self.led_by(user)

    def led_by(self, user: Reader) -> Self:
        return self.filter(Q(lead=user) | Q(second=user))

    def drawn(self) -> Self:
        return self.filter(source="drawn")

    def listed_by(self, record: Model) -> Self:
        """What `record`, such as a draw, put on the list."""
        return self.filter(origin_type=ContentType.objects.get_for_model(record), origin_id=record.pk)

    def counting(self) -> Self:
        return self.exclude(state=InspectionState.CANCELLED)

    def of_year(self, year: int) -> Self:
        """By the day of the visit, or of the listing while there was none."""
        return self.annotate(year=Coalesce("visited_on", "listed_on")).filter(year__year=year)

    def visited(self) -> Self:
        return self.filter(state__in=VISITED)

    def state_counts(self) -> dict[str, int]:
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def for_list(self) -> Self:
        """All a list row shows, in a fixed number of queries."""
        return self.select_related("employer", "town", "lead", "second", "next_clock")

    def for_page(self) -> Self:
        joined = self.select_related("employer", "town", "lead", "second", "campaign")
        return joined.prefetch_related("campaign__phases", "employer__categories")


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        if not user.has_perm("checks.view_visit"):
            return self.none()
        seen = self.filter(town_scope(user))
        return seen if sees_hidden(user) else seen.told_openly()

    def told_openly(self) -> Self:
        return self.exclude(inspection__is_confidential=True)

    def secret(self) -> Q:
        """Made because of nothing but complaints labelled 举报保密; no town counts them."""
        return Q(inspection__is_confidential=True)

    def hidden(self) -> Self:
        return self.filter(self.secret())

    def with_problems(self) -> Self:
        return self.filter(Exists(Finding.objects.of_outer(self.model)))

    def for_list(self) -> Self:
        seats: Any = self.model._meta.get_field("seats").related_model
        sat = loading.listed("seats", loading.only(seats.objects.all(), ("visit", "order", "user__name")))
        found = loading.listed("findings", Finding.objects.for_list())
        return self.select_related("employer", "town").prefetch_related(sat, found)

    def for_page(self) -> Self:
        joined = self.select_related(
            "employer", "town", "campaign", "inspection", "inspection__employer", "recorded_by"
        )
        return joined.prefetch_related("seats__user", "findings")
