"""The form of an act of a record, as its page asks for it."""

from collections.abc import Callable
from typing import Any

from django import forms

from casework import deeds
from casework.by import Reader
from casework.forms import FilesMixin, OffPlanForm
from casework.models import WorkflowRecord
from casework.papers.forms import with_words
from casework.table import BACK, REFUSAL, Row
from casework.views.remarks import with_remarks
from casework.workflow import is_off_plan
from law.clock import today

# How remarks on single parts are asked for: the form of a return, its record and the approval it answers.
Remarked = Callable[[type[forms.Form], WorkflowRecord, Row], type[forms.Form]]


def form_class_of(
    record: WorkflowRecord, row: Row, *, remarked: Remarked = with_remarks
) -> type[forms.Form] | None:
    """What an act asks for: its own fields, the words of its papers, what is wrong with what it sends back, why off plan."""
    form_class = deeds.forms_of(type(record)).get(row.action)
    if row.papers:
        form_class = with_words(form_class, row, record)
    approval = record.workflow.approval_of(row)
    if approval is not None and form_class is not None and row.kind in (BACK, REFUSAL):
        form_class = remarked(form_class, record, approval)
    if is_off_plan(record, row, today()):
        bases = (form_class, OffPlanForm) if form_class else (OffPlanForm,)
        return type("OffPlan", bases, {"off_plan": OffPlanForm.base_fields["off_plan"]})
    return form_class


def made(
    form_class: type[forms.Form], *sent: Any, record: WorkflowRecord, user: Reader, **options: Any
) -> forms.Form:
    """The form for this person and record; `sent` is what came with a POST."""
    if issubclass(form_class, FilesMixin) or getattr(form_class, "takes_user", False):
        options["user"] = user
    if getattr(form_class, "takes_record", False):
        options["record"] = record
    return form_class(*sent, **options)
