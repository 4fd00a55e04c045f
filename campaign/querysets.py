"""Which rows of the campaign somebody may see, and the campaign that is running."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from time import monotonic
from typing import Any, Self

from django.db import connections, models
from django.db.models import Count, Q

from campaign.workflow import CORRECTED, STEPS, day_field
from casework import loading
from casework.by import Reader
from casework.models import WorkflowQuerySet
from registry.scoping import town_scope

REMEMBER_SECONDS = 30
_remembered: dict[str, tuple[float, Any]] = {}


def forget_current() -> None:
    """Forget this process's current campaign; every service that changes a campaign calls it."""
    _remembered.clear()


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self if user.has_perm("campaign.view_campaign") else self.none()

    def current(self) -> Any:
        """The running campaign with its phases, or None.

        Two queries at most every 30 seconds in each process.

        Inside a transaction the database is always asked: what is written there may still be rolled back.
        """
        if connections[self.db].in_atomic_block:
            return self._ask_current()
        found = _remembered.get(self.db)
        if found is None or found[0] < monotonic():
            found = _remembered[self.db] = (monotonic() + REMEMBER_SECONDS, self._ask_current())
        return found[1]

    def _ask_current(self) -> Any:
        return self.filter(is_current=True).prefetch_related("phases").first()

    def current_on(self, day: date) -> Any:
        """The current campaign when `day` is one of its days, the gaps between its phases included; else None."""
        found = self.current()
        return found if found is not None and found.starts_on <= day <= found.ends_on else None

    def advancing(self, on: date) -> Self:
        """The campaigns whose boundary work is done on `on`: the current one, and others on their days."""
        return self.filter(Q(is_current=True) | Q(starts_on__lte=on, ends_on__gte=on))


class TargetQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(town_scope(user)) if user.has_perm("campaign.view_target") else self.none()

    def for_list(self) -> Self:
        reasons: Any = self.model._meta.get_field("reasons").related_model
        held = loading.listed("reasons", reasons.objects.all())
        return self.select_related("employer", "town", "campaign").prefetch_related(held)

    def for_page(self) -> Self:
        return self.select_related("employer", "town", "campaign").prefetch_related("reasons")

    def counts(self) -> list[dict[str, Any]]:
        """Targets by town and present stage, with the number to which each step happened; one query.

        Rows of `town`, `state`, `number`, a number for each of `campaign.workflow.STEPS`, and `corrected` for any of
        `CORRECTED`.
        """
        happened = {step.value: Count("pk", filter=_happened(step)) for step in STEPS}
        happened["corrected"] = Count("pk", filter=_happened(*CORRECTED))
        return list(self.order_by().values("town", "state").annotate(number=Count("pk"), **happened))

    def reached(self, steps: Iterable[str]) -> Self:
        """To which one of these steps ever happened, wherever they stand now."""
        return self.filter(_happened(*steps))


def _happened(*steps: str) -> Q:
    return reduce(or_, (Q(**{f"{day_field(step)}__isnull": False}) for step in steps))


class PublicityQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(town_scope(user)) if user.has_perm("campaign.view_publicity") else self.none()

    def for_list(self) -> Self:
        return self.select_related("town", "campaign", "recorded_by")
