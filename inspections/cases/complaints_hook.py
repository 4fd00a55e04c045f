"""What cases tell the room of complaints below them (`complaints.hooks`)."""

from django.db.models import QuerySet

from casework.by import Reader
from complaints.models import Complaint
from findings.kinds import Origin
from findings.models import Recovery
from inspections.cases.models import Case


def holds_up(complaint: Complaint) -> bool:
    """Whether a case made of the complaint still goes on: the complaint is answered after it."""
    return Case.objects.under_way().filter(complaint=complaint).exists()


def got_back(complaint: Complaint) -> QuerySet:
    """The wages paid in cases made of the complaint, each money once."""
    wages = Recovery.objects.wages_of(complaint.employer_id, complaint.campaign_id)
    paid_in = Case.objects.filter(complaint=complaint).values("pk")
    return wages.filter(origin=Origin.CASE, object_id__in=paid_in)


def handled_by(user: Reader) -> QuerySet:
    """The complaints of which this user leads or seconds the case: its 承办人 may know who complained.

    Only once it is filed: a clue anybody may register, filing the brigade's leader approves.
    """
    return Case.objects.of_handler(user).filed().exclude(complaint=None).values("complaint_id")
