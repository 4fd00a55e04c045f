"""Which draws somebody may see, and who sees what belongs to them."""

from typing import Self

from django.db import models
from django.db.models import Count

from casework.by import Reader
from casework.models import WorkflowQuerySet


class DrawQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """A draw concerns the whole district; towns see what came of it, the inspections."""
        return self if user.has_perm("draws.view_draw") else self.none()

    def for_list(self) -> Self:
        return self.select_related("campaign", "prepared_by")


class OfDrawQuerySet(models.QuerySet):
    """Rows that belong to a draw and are seen with it."""

    def visible_to(self, user: Reader) -> Self:
        return self if user.has_perm("draws.view_draw") else self.none()


class ExclusionQuerySet(OfDrawQuerySet):
    def tally(self) -> dict[str, int]:
        """How many for each reason."""
        return dict(self.order_by("reason").values_list("reason").annotate(Count("pk")))
