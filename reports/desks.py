"""The kinds of records that wait for somebody, and where a list finds their words."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy

from casework.models import WorkflowRecord
from complaints.models import Complaint
from inspections.cases.models import Case
from inspections.draws.models import Draw, Inspection
from inspections.patrols.models import Patrol
from reports.models import Summary


@dataclass(frozen=True)
class Desk:
    """One kind of record that can lie on a desk, and where its line finds its words."""

    model: type[WorkflowRecord]
    label: Any
    title: str
    town: str = "town__name"
    numbers: tuple[str, ...] = ("number",)

    @property
    def number(self) -> Any:
        """The first of its numbers that is there."""
        there = (NullIf(F(name), Value("")) for name in self.numbers)
        return Coalesce(*there, Value(""), Value(""), output_field=CharField())


DESKS: dict[str, Desk] = {
    "complaint": Desk(Complaint, gettext_lazy("投诉举报"), "employer__name"),
    "patrol": Desk(Patrol, gettext_lazy("巡查整改"), "employer__name"),
    "inspection": Desk(Inspection, gettext_lazy("专项检查"), "employer__name"),
    "case": Desk(Case, gettext_lazy("案件"), "employer__name", numbers=("filing_number", "number")),
    "draw": Desk(Draw, gettext_lazy("双随机"), "title", town=""),
    "summary": Desk(Summary, gettext_lazy("总结报告"), "town__name", numbers=()),
}
