"""Which complaints somebody may see, and the lists made of them."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models
from django.db.models import Count, Max, Q

from casework.by import Reader
from casework.models import WorkflowQuerySet
from complaints.confidentiality import knowable_by
from complaints.kinds import Label
from complaints.workflow import ACCEPTED_STATES, State
from findings.models import Recovery
from registry.scoping import sees_all_towns, town_scope

EXPORTED = (
    "number",
    "received_at",
    "kind",
    "channel",
    "is_anonymous",
    "employer_named",
    "matters",
    "workers_count",
    "amount",
    "state",
    "accepted_on",
    "concluded_on",
    "recovered",
    "employer__name",
    "town__name",
    "handler__name",
)


class ComplaintQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """District readers: all. Towns: their own, but nothing labelled 举报保密, not even as a count."""
        if not user.has_perm("complaints.view_complaint"):
            return self.none()
        if sees_all_towns(user):
            return self
        return self.filter(town_scope(user)).told_openly()

    def handled_by(self, user: Reader) -> Self:
        """What nobody has taken on yet is nobody's: it stands apart (`unclaimed`)."""
        return self.filter(handler=user)

    def awaiting(self, user: Reader, *, action: str = "") -> Self:
        return super().awaiting(user, action=action).exclude(_unanswerable())

    def open(self) -> Self:
        return super().open().exclude(_unanswerable())

    def told_openly(self) -> Self:
        """Those from which something may follow that towns read: not what is labelled 举报保密 (条例 9、12)."""
        return self.exclude(label=Label.WHISTLEBLOWER)

    def secret(self) -> Q:
        """What is labelled 举报保密; no town counts what follows from it."""
        return Q(label=Label.WHISTLEBLOWER)

    def hidden(self) -> Self:
        return self.filter(self.secret())

    def accepted(self) -> Self:
        return self.filter(state__in=ACCEPTED_STATES)

    def accepted_within(self, since: date, until: date) -> Self:
        """Accepted after `since` and not later than `until`."""
        return self.accepted().filter(accepted_on__gt=since, accepted_on__lte=until)

    def of_matter(self, code: str) -> Self:
        """Complaints that name a matter."""
        return self.of_any_matter([code])

    def of_any_matter(self, codes: Iterable[str]) -> Self:
        """The list is stored as JSON, which SQLite cannot search otherwise."""
        named = (Q(matter_text__contains=f'"{code}"') for code in codes)
        as_text = self.annotate(matter_text=models.functions.Cast("matters", models.TextField()))
        return as_text.filter(reduce(or_, named, Q(pk__in=())))

    def same_claim_as(self, record: Any) -> Self:
        """Others by the same person about the same employer with a matter in common (青岛条例 27(三)).

        The person is recognised by the blind index; nothing is opened. Nobody recognises an anonymous reporter.
        """
        known = (
            {"employer": record.employer_id}
            if record.employer_id
            else {"employer_named": record.employer_named}
        )
        person = self.model._default_manager.filter(pk=record.pk, identity__person__isnull=False).values(
            "identity__person"
        )
        same = self.filter(identity__person__in=person, **known).exclude(pk=record.pk)
        return same.of_any_matter(record.matters)

    def for_list(self) -> Self:
        """All a list row shows, in a fixed number of queries; never the vault."""
        return self.select_related("employer", "town", "handler", "next_clock")

    def for_export(self) -> models.QuerySet:
        """Plain tuples of what the workbook shows: there may be very many, and models cost three times as much."""
        return self.annotate(recovered=Recovery.objects.amount_of(self.model)).values_list(
            *EXPORTED, named=True
        )

    def state_counts(self) -> dict[str, int]:
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def tally_by_employer(self) -> models.QuerySet:
        """One row per employer: `count`, `people` (all anonymous ones count as one), `workers`, `last` (accepted on)."""
        rows = self.exclude(employer=None).order_by().values("employer_id")
        return rows.annotate(
            count=Count("pk"),
            people=Count("identity__person", distinct=True)
            + Max(models.Case(models.When(identity__person=None, then=1), default=0)),
            workers=Max("workers_count"),
            last=Max("accepted_on"),
        )


class IdentityQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """The vault rows, and files kept with them, of complainants this user may know."""
        return self.filter(knowable_by(user, "complaint__"))


def _unanswerable() -> Q:
    """Concluded, and nobody to answer: an anonymous report ends there."""
    return Q(state=State.CONCLUDED) & Q(is_anonymous=True)
