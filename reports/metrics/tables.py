"""What the figures read: one pass over each of these tables, however many figures and towns there are."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from django.db.models import Aggregate, Count, Exists, F, Model, OuterRef, Q, QuerySet

from campaign.models import Publicity
from casework import kinds
from complaints.models import Complaint
from findings.models import Escalation, Finding, Recovery
from inspections.cases.models import Case
from inspections.checks.models import Inspection, Visit
from inspections.patrols.models import Patrol, SelfCheck
from registry.models import Employer
from reports.metrics.secrecy import hidden, keeps_secrets, told_openly
from reports.metrics.window import Window

Made = Callable[[Window], QuerySet]


@dataclass(frozen=True)
class Table:
    """Rows that figures count by town.

    `each` leads to what is counted in place of a row, several to one (the people of a patrol): that takes a pass of its own.
    With `is_by_employer` every employer of the rows is counted once, in the town it has now, and a page lists employers.
    `made` gives the rows where they are not simply all of the model, for the window asked about, and `made_hidden` those of
    them that only what is hidden makes.
    """

    model: type[Model]
    each: str = ""
    is_by_employer: bool = False
    made: Made | None = None
    made_hidden: Made | None = None

    @property
    def employers(self) -> Self:
        """The employers of these rows, each once."""
        return replace(self, is_by_employer=True)

    def of(self, each: str) -> Self:
        """What stands several times behind a row."""
        return replace(self, each=each)

    @property
    def keeps_secrets(self) -> bool:
        """Whether a town may know of fewer rows than there are."""
        return self.made is not None or keeps_secrets(self.model)

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

    def by_town(self, window: Window, *, is_hidden: bool) -> QuerySet:
        """All rows, or the hidden ones, with the key of the town that counts them, as `of_town`."""
        rows = (self._hidden(window) if is_hidden else self.read(window)).order_by()
        if not self.is_by_employer:
            return rows.annotate(of_town=F(kinds.of(self.model).town))
        return rows.filter(employer__merged_into=None).annotate(of_town=F("employer__town"))

    def _hidden(self, window: Window) -> QuerySet:
        return self.made_hidden(window) if self.made_hidden else hidden(self.model)

    def number(
        self, value: Callable[..., Aggregate], condition: Q, window: Window, *, is_hidden: bool
    ) -> Aggregate:
        """The aggregate over the rows of a condition, beside others in one statement.

        Of the employers of hidden rows those are counted that no row towns may know of speaks for.
        """
        if not self.is_by_employer:
            return value(filter=condition)
        if is_hidden:
            told = self.read(replace(window, is_open=True)).filter(condition)
            condition &= ~Q(Exists(told.filter(employer=OuterRef("employer"))))
        return Count("employer", distinct=True, filter=condition)


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
