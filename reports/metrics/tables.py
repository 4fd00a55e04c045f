"""What the figures read: one pass over each of these tables, however many figures and towns there are."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from django.db.models import Aggregate, Count, F, Model, Q, QuerySet

from campaign.models import Publicity
from casework import kinds
from complaints.models import Complaint
from findings.models import Escalation, Finding, Recovery
from inspections.cases.models import Case
from inspections.checks.models import Inspection, Visit
from inspections.patrols.models import Patrol, SelfCheck
from registry.models import Employer
from reports.metrics.secrecy import flag, secret_of, told_openly
from reports.metrics.window import Window

Made = Callable[[Window], QuerySet]
Secret = Callable[[Window], Q]
KEYS, EMPLOYER = ("of_town", "is_hidden"), "of_employer"


@dataclass(frozen=True)
class Table:
    """Rows that figures count by town.

    `each` leads to what is counted in place of a row, several to one (the people of a patrol): that takes a pass of its own.
    With `is_by_employer` every employer of the rows is counted once, in the town it has now, and a page lists employers.
    `made` gives the rows where they are not simply all of the model, for the window asked about, and `secret` which of them no
    town may know of, where that is not told by the model.
    """

    model: type[Model]
    each: str = ""
    is_by_employer: bool = False
    made: Made | None = None
    secret: Secret | None = None

    @property
    def employers(self) -> Self:
        """The employers of these rows, each once."""
        return replace(self, is_by_employer=True)

    def of(self, each: str) -> Self:
        """What stands several times behind a row."""
        return replace(self, each=each)

    @property
    def listed(self) -> type[Model]:
        """The model whose rows a page of these lists."""
        return Employer if self.is_by_employer else self.model

    def read(self, window: Window) -> QuerySet:
        """All rows; in a window that is told openly those that towns may know of."""
        if self.made is not None:
            return self.made(window)
        rows = self.model._default_manager.all()
        return told_openly(rows) if window.is_open else rows

    def where(self, condition: Q, window: Window) -> QuerySet:
        """The rows of a condition as a page lists them."""
        rows = self.read(window).filter(condition)
        if not self.is_by_employer:
            return rows
        return Employer.objects.filter(pk__in=rows.order_by().values("employer"))

    @property
    def keys(self) -> tuple[str, ...]:
        """What rows are told apart by before they are counted."""
        return (*KEYS, EMPLOYER) if self.is_by_employer else KEYS

    def by_town(self, window: Window) -> QuerySet:
        """All rows with their keys: the town that counts them, whether they are kept from it, and the employer counted once."""
        rows = self.read(window).order_by()
        secret = self.secret(window) if self.secret else secret_of(self.model)
        if not self.is_by_employer:
            return rows.annotate(of_town=F(kinds.of(self.model).town), is_hidden=flag(secret))
        rows = rows.filter(employer__merged_into=None)
        return rows.annotate(of_town=F("employer__town"), is_hidden=flag(secret), of_employer=F("employer"))

    def number(self, value: Callable[..., Aggregate], condition: Q) -> Aggregate:
        """The aggregate over the rows of a condition, beside others in one pass; of employers whether there is any row."""
        return Count("pk", filter=condition) if self.is_by_employer else value(filter=condition)


PATROLS = Table(Patrol)
SELF_CHECKS = Table(SelfCheck)
FINDINGS = Table(Finding)
ESCALATIONS = Table(Escalation)
RECOVERIES = Table(Recovery)
VISITS = Table(Visit)
INSPECTIONS = Table(Inspection)
COMPLAINTS = Table(Complaint)
CASES = Table(Case)
PUBLICITY = Table(Publicity)
EMPLOYERS = Table(Employer)
