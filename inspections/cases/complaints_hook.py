"""What cases tell the room of complaints below them (`complaints.hooks`)."""

from django.db.models import Q, QuerySet

from casework.by import Reader
from complaints.models import Complaint
from findings.kinds import Origin
from findings.models import Recovery
from inspections.cases.models import Case, LinkedComplaint
from inspections.cases.states import State


def holds_up(complaint: Complaint) -> bool:
    """Whether a case that deals with the complaint still goes on: the complaint is answered after it."""
    return Case.objects.under_way().dealing_with(complaint).exists()


def got_back(complaint: Complaint) -> QuerySet:
    """The wages paid in cases that deal with the complaint, each money once."""
    wages = Recovery.objects.wages_of(complaint.employer_id, complaint.campaign_id)
    paid_in = Case.objects.dealing_with(complaint).values("pk")
    return wages.filter(origin=Origin.CASE, object_id__in=paid_in)


def handled_by(user: Reader) -> tuple[QuerySet, ...]:
    """Rows of ids of the complaints of which this user leads or seconds the case: its 承办人 may know who complained.

    Only once it is filed: a clue anybody may register, filing the brigade's leader approves.
    """
    theirs = Case.objects.of_handler(user).filed()
    linked = LinkedComplaint.objects.filter(unlinked_on=None, case__in=theirs.order_by().values("pk"))
    born = theirs.exclude(complaint=None).order_by().values("complaint_id")
    return born, linked.values("complaint_id")


def taken() -> QuerySet:
    """Ids of the complaints a case deals with: none of them makes or joins another.

    What a merged case was made of went over to the leading one as a link; unlinked there it is free like any other.
    """
    made = (
        Case.objects.filter(merged_into=None)
        .exclude(complaint=None)
        .exclude(state=State.NOT_FILED)
        .order_by()
    )
    linked = LinkedComplaint.objects.filter(unlinked_on=None)
    both = Q(pk__in=made.values("complaint_id")) | Q(pk__in=linked.values("complaint_id"))
    return Complaint.objects.filter(both).values("pk")
