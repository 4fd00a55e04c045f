"""Which summaries and reports somebody may see."""

from typing import Self

from django.db.models import Q, QuerySet

from casework.by import Reader
from casework.models import WorkflowQuerySet
from registry.scoping import sees_all_towns, town_scope
from reports.workflow import State

VIEW = "reports.view_summary"


class SummaryQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Towns see their own; the district's summary is for those who see all towns."""
        return self.filter(town_scope(user)) if user.has_perm(VIEW) else self.none()

    def handled_by(self, user: Reader) -> Self:
        """A town officer handles the town's summary, the brigade what came in and its own."""
        if user.has_perm("reports.submit_summary"):
            return self
        return self.filter(Q(state=State.SUBMITTED) | Q(town__isnull=True))

    def reported(self) -> Self:
        return self.filter(state__in=(State.SUBMITTED, State.ACCEPTED), town__isnull=False)

    def for_list(self) -> Self:
        return self.select_related("campaign", "town", "submitted_by")


class VersionQuerySet(QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(town_scope(user, "summary__town")) if user.has_perm(VIEW) else self.none()


class PlaceQuerySet(QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Who sees all towns is told the district's numbers, everybody else what their own towns are told."""
        if not user.has_perm("reports.view_cockpit"):
            return self.none()
        return self.filter(town=None) if sees_all_towns(user) else self.filter(town_scope(user))


class RunQuerySet(QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """A run holds the reports of all towns, so only who sees all towns sees it."""
        return self if user.has_perm(VIEW) and sees_all_towns(user) else self.none()

    def for_list(self) -> Self:
        return self.select_related("campaign", "made_by")
