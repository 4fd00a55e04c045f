"""Several complaints on one case, and two cases of one employer in one (并案)."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework import audit
from casework.by import By, Reader
from casework.models import AuditEntry
from casework.workflow import Refused, perform
from complaints.models import Complaint
from complaints.services.acts import file_case
from inspections.cases import complaints_hook
from inspections.cases.models import Case, LinkedComplaint
from inspections.cases.querysets import UNFILED
from inspections.cases.services import acts
from law.clock import today


def joinable(record: Case, user: Reader | None) -> QuerySet[Complaint]:
    """The accepted complaints about the same employer that no case deals with yet, as far as `user` may see them."""
    seen = Complaint.objects.all() if user is None else Complaint.objects.visible_to(user)
    free = seen.filter(employer=record.employer_id, state="accepted")
    return free.exclude(pk__in=complaints_hook.taken()).order_by("-pk")


@transaction.atomic
def link_complaint(record: Case, *, by: By, complaint: Complaint) -> AuditEntry:
    """A further complaint is dealt with in this case; it is concluded after it. Raises `Refused` (complaint …)."""
    audit.lock()
    acts.may(record, "link_complaint", by=by)
    if not joinable(record, by.actor).filter(pk=complaint.pk).exists():
        raise Refused("complaint", _("只能并入同一单位已受理、还没有立案的投诉举报，请另选。"))
    entry = _link(record, complaint, by=by)
    if record.state not in UNFILED:
        file_case(complaint, by=by)
    return entry


def _link(record: Case, complaint: Complaint, *, by: By) -> AuditEntry:
    actor = by.actor.pk if by.actor is not None else None
    LinkedComplaint.objects.create(case=record, complaint=complaint, linked_on=today(), linked_by_id=actor)
    return acts.act(
        record, "link_complaint", by=by, note=complaint.number, data={"complaint": complaint.pk}
    )  # fmt: skip


@transaction.atomic
def unlink_complaint(record: Case, *, by: By, complaint: Complaint, reason: str) -> AuditEntry:
    """It is another matter after all: the complaint is free again. `reason` is obligatory."""
    acts.may(record, "unlink_complaint", by=by)
    text = acts.written(reason, _("请写明为什么移出。"))
    row = record.linked_complaints.filter(complaint=complaint, unlinked_on=None).first()
    if row is None:
        raise Refused("complaint", _("这件投诉举报没有并入本案，请另选。"))
    entry = acts.act(
        record, "unlink_complaint", by=by, reason=text, note=complaint.number, data={"complaint": complaint.pk}
    )  # fmt: skip
    row.unlinked_on, row.unlinked_by_id = today(), by.actor.pk if by.actor is not None else None
    row.save(update_fields=["unlinked_on", "unlinked_by"])
    return entry


def may_lead(record: Case) -> QuerySet[Case]:
    """The other cases of the employer that are still investigated: one of them may take this one in."""
    states = record.workflow.rows_of("take_in_case")[0].sources
    return Case.objects.filter(employer=record.employer_id, state__in=states).exclude(pk=record.pk)


@transaction.atomic
def merge_case(record: Case, *, by: By, leading: Case, reason: str) -> AuditEntry:
    """`leading` deals with it from now on: its matters and complaints go over, its papers and evidence are read there.

    The earlier day of discovery counts for the limitation of both. What was served stays; this case only remains to be closed.
    Raises `Refused` (leading, text and those of `perform`).
    """
    audit.lock()
    acts.may(record, "merge_case", by=by)
    text = acts.written(reason, _("请写明为什么并案。"))
    if not may_lead(record).filter(pk=leading.pk).exists():
        raise Refused("leading", _("只能并入同一单位正在调查的另一案件，请另选。"))
    if record.has_open_crime and not leading.has_open_crime:
        raise Refused("leading", _("本案已写明涉嫌犯罪的事实，请先报请移送或者把另一案并入本案。"))
    is_hidden_there = leading.is_confidential or any(each.is_hidden for each in record.complaints())
    if record.is_confidential and not is_hidden_there:
        raise Refused("leading", _("本案由举报保密的检查而来，请把另一案并入本案。"))
    acts.keep_secret(leading, text, by=by)
    carried = record.complaints()
    record.linked_complaints.filter(unlinked_on=None).update(unlinked_on=today())
    entry = acts.act(
        record,
        "merge_case",
        by=by,
        reason=text,
        merged_into=leading,
        merged_on=today(),
        note=_("并入 %(number)s") % {"number": leading.current_number},
    )
    for complaint in carried:
        actor = by.actor.pk if by.actor is not None else None
        LinkedComplaint.objects.create(
            case=leading, complaint=complaint, linked_on=today(), linked_by_id=actor
        )
    _take_in(leading, record, by=by)
    return entry


def _take_in(leading: Case, record: Case, *, by: By) -> None:
    """What the leading case has of it from now on."""
    matters = list(dict.fromkeys([*leading.matters, *record.matters]))
    perform(
        leading,
        "take_in_case",
        by=by.plainly(),
        changes={"matters": matters, "found_on": min(leading.found_on, record.found_on)},
        note=_("并入 %(number)s") % {"number": record.current_number},
    )
