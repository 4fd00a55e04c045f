"""The register of complaints: tabs, filters, rows, and the same rows as a workbook without persons."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from casework.loading import CLOCK
from casework.views import RecordListView
from complaints.filters import WHERE, ComplaintFilter
from complaints.models import Complaint
from complaints.views.export import COLUMNS
from registry.models import Employer

TABS = {"todo": _("待受理"), "handling": _("办理中"), "unanswered": _("待反馈"), "": _("全部")}


HOME = (_("投诉举报"), reverse_lazy("complaints:complaint_list"))


@dataclass(frozen=True)
class Tab:
    label: Any
    url: str
    count: int | None
    is_current: bool


class ComplaintListView(RecordListView):
    permission = "complaints.view_complaint"
    model = Complaint
    filterset_class = ComplaintFilter
    template_name = "complaints/list.html"
    may_be_ticked = True
    title = HOME[0]
    shown = (
        "number", "received_at", "channel", "kind", "is_anonymous", "label", "involves_minors", "matters", "workers_count",
        "state", "employer_named", "employer__name", "town__name", "handler__name", *CLOCK,
    )  # fmt: skip
    columns = COLUMNS

    def rows(self) -> QuerySet:
        rows = Complaint.objects.visible_to(self.request.user)
        return rows.for_export() if self.is_export else rows.for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        may_register = self.request.user.has_perm("complaints.register")
        return super().get_context_data(**{"tabs": self._tabs(), "may_register": may_register, **kwargs})

    def _chips(self) -> Iterator[Any]:
        """The tab is shown as a tab, and an employer by its name."""
        fields = self.filterset.form.fields
        for chip in super()._chips():
            if chip.label == str(fields["employer"].label):
                named = Employer.objects.visible_to(self.request.user).filter(pk=int(chip.value)).first()
                yield replace(chip, value=named.name if named else chip.value)
            elif chip.label != str(fields["tab"].label):
                yield chip

    def _tabs(self) -> list[Tab]:
        """Counts of what is open and one may see, in one query, whatever else is filtered; all are counted under the table."""
        visible = Complaint.objects.visible_to(self.request.user)
        counts = visible.filter(state__in=chain.from_iterable(WHERE.values())).state_counts()
        current = self.request.GET.get("tab", "")
        return [
            Tab(
                label,
                self._address("tab", "state", **({"tab": code} if code else {})),
                sum(counts.get(state, 0) for state in WHERE[code]) if code else None,
                code == current,
            )
            for code, label in TABS.items()
        ]
