"""Which draws and which lines of the inspection list somebody may see."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from casework.models import WorkflowQuerySet
from inspections.draws.workflow import DONE, InspectionState
from registry.scoping import town_scope

VISITED = (InspectionState.VISITED, InspectionState.CORRECTING, *DONE)


class DrawQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Any) -> Self:
        """A draw concerns the whole district; towns see what came of it, the inspections."""
        return self if user.has_perm("draws.view_draw") else self.none()

    def for_list(self) -> Self:
        return self.select_related("campaign", "prepared_by")


class OfDrawQuerySet(models.QuerySet):
    """Rows that belong to a draw and are seen with it."""

    def visible_to(self, user: Any) -> Self:
        return self if user.has_perm("draws.view_draw") else self.none()


class ExclusionQuerySet(OfDrawQuerySet):
    def tally(self) -> dict[str, int]:
        """How many for each reason."""
        return dict(self.order_by("reason").values_list("reason").annotate(Count("pk")))


class InspectionQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(town_scope(user)) if user.has_perm("draws.view_inspection") else self.none()

    def handled_by(self, user: Any) -> Self:
        """Who assigns has the whole list on the desk; others what they lead or second."""
        return self if user.has_perm("draws.assign") else self.led_by(user)

    def led_by(self, user: Any) -> Self:
        return self.filter(Q(lead=user) | Q(second=user))

    def drawn(self) -> Self:
        return self.filter(source="drawn")

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
        joined = self.select_related("employer", "town", "lead", "second", "draw", "round", "campaign")
        return joined.prefetch_related("campaign__phases", "employer__categories")


class ConflictQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who assigns people knows all declarations; others only their own."""
        if user.has_perm("draws.assign"):
            return self
        return self.filter(inspector=user) if user.has_perm("draws.declare_conflict") else self.none()

    def open(self) -> Self:
        return self.filter(withdrawn_on__isnull=True)

    def for_list(self) -> Self:
        return self.select_related("inspector", "employer", "employer__town")
