"""Which cases somebody may see, and the lists made of them."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Cast

from casework.by import Reader
from casework.models import WorkflowQuerySet
from complaints.kinds import Label
from complaints.models import Complaint
from findings.models import Recovery
from inspections.cases.workflow import State

HANDLES = "cases.request_filing"
UNFILED = (State.CLUE, State.FILING, State.NOT_FILED)
# Who and what a case is about, line by line, with what its page shows of each.
LISTS = {
    "parties": ("parties",), "workers": ("workers",), "minors": ("minors",),
    "evidence": ("evidence__taken_by", "evidence__custody", "evidence__attachment", "evidence__preserved"),
}  # fmt: skip
ENDED = (State.CLOSED, State.ARCHIVED, State.WITHDRAWN, State.MERGED, State.TRANSFERRED)
# Ends of a case before somebody has closed it.
RESULTS = (State.WITHDRAWN, State.MERGED, State.TRANSFERRED)


class CaseQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Cases are the district's: who reads cases reads them all, towns and the leading group none."""
        return self if user.has_perm("cases.view_case") else self.none()

    def secret(self) -> Q:
        """A complaint labelled 举报保密 is dealt with in it, or only such raised its inspection; no town counts them.

        By keys and without a join: the few that are hidden are looked up once, however many cases there are.
        """
        complaints, links, inspections, visits = (
            self.model._meta.get_field(name).related_model._default_manager.order_by()
            for name in ("complaint", "linked_complaints", "inspection", "visit")
        )
        linked = links.filter(unlinked_on=None, complaint__label=Label.WHISTLEBLOWER)
        return (
            Q(complaint__in=complaints.filter(complaints.secret()).values("pk"))
            | Q(pk__in=linked.values("case_id"))
            | Q(inspection__in=inspections.filter(inspections.secret()).values("pk"))
            | Q(visit__in=visits.filter(visits.secret()).values("pk"))
        )

    def hidden(self) -> Self:
        return self.filter(self.secret())

    def dealing_with(self, complaint: Complaint) -> Self:
        """The cases made of a complaint, or to which it was linked; both are looked up, where an OR would read all cases."""
        made = self.model._default_manager.filter(complaint=complaint).order_by().values("pk")
        linked = complaint.case_links.filter(unlinked_on=None).order_by().values("case_id")
        return self.filter(pk__in=made.union(linked))

    def handled_by(self, user: Reader) -> Self:
        """An inspector handles what they lead or second; reviewers and approvers have every case before them."""
        return self.of_handler(user) if user.has_perm(HANDLES) else self

    def of_handler(self, user: Reader) -> Self:
        return self.filter(Q(lead=user) | Q(second=user))

    def filed(self) -> Self:
        """Filed in fact, whatever came of it."""
        return self.exclude(filed_on=None)

    def decided(self) -> Self:
        return self.exclude(decision__decided_on=None)

    def ended(self) -> Self:
        """Closed, archived, withdrawn or handed over; whether its closing is still to be approved does not matter."""
        return self.filter(
            Q(state__in=ENDED) | Q(state=State.CLOSING, closing_from__in=RESULTS)
        )  # fmt: skip

    def under_way(self) -> Self:
        """Neither turned down nor ended."""
        going = self.exclude(state__in=(*ENDED, State.NOT_FILED))
        return going.exclude(state=State.CLOSING, closing_from__in=RESULTS)

    def of_matter(self, code: str) -> Self:
        """Cases that name a matter; the list is stored as JSON, which SQLite cannot search otherwise."""
        as_text = self.annotate(matter_text=Cast("matters", models.TextField()))
        return as_text.filter(matter_text__contains=f'"{code}"')

    def state_counts(self) -> dict[str, int]:
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def for_list(self) -> Self:
        """All a list row shows, in a fixed number of queries."""
        return self.select_related(
            "employer", "town", "lead", "second", "next_clock", "decision", "decision__paper"
        )

    def for_export(self) -> Self:
        """The same with what was paid."""
        return self.for_list().annotate(wages_paid=Recovery.objects.amount_of(self.model))

    def lists_of(self, record: models.Model) -> list[str]:
        """The lists of a case that have lines, so that what is empty is not asked for; no query where `for_page` loaded it."""
        names = {f"holds_{name}": name for name in LISTS}
        flags = vars(record)
        if not names.keys() <= flags.keys():
            flags = self.filter(pk=record.pk).order_by().values(**self._held()).first() or {}
        return [name for flag, name in names.items() if flags.get(flag)]

    def _held(self) -> dict[str, Exists]:
        return {f"holds_{name}": Exists(self._lines(name).filter(case=OuterRef("pk"))) for name in LISTS}

    def _lines(self, name: str) -> models.QuerySet:
        related: Any = self.model._meta.get_field(name).related_model
        rows: models.QuerySet = related.objects.all()
        return rows

    def for_page(self) -> Self:
        return self.select_related(
            "employer", "town", "lead", "second", "campaign", "complaint", "complaint__employer", "inspection",
            "inspection__employer", "visit", "notice", "notice__paper", "statement", "hearing", "decision", "decision__paper",
            "decision__changed", "correction", "correction__paper", "transfer", "transfer__paper", "extension", "disposal",
            "appeal", "publication", "remade", "recusal", "recusal__person", "merged_into", "wage_table",
        ).prefetch_related("papers", "appeal__suspensions").annotate(**self._held())  # fmt: skip


class EvidenceQuerySet(models.QuerySet):
    def kept(self) -> Self:
        """Under a notice of 先行登记保存 that stands, and not dealt with yet (行政处罚法 56)."""
        return self.filter(preserved__state="issued", disposed_on=None)
