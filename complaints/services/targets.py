"""What a complaint does to the campaign's targets. Towns read them, so nothing that is 举报保密 enters (条例 9、12)."""

from campaign.reasons import Reason
from campaign.services.targets import move_target, withdraw_reason
from casework.by import By
from complaints.models import Complaint
from complaints.services.repeats import repeated_employers
from law.clock import today


def follow(record: Complaint, *, by: By) -> None:
    """Bring the target of its employer in line with an accepted complaint, when it is accepted or gets another label."""
    if record.accepted_on is None or record.employer is None:
        return
    if record.is_hidden:
        _withdraw(record, by=by)
        return
    move_target(
        campaign=record.campaign,
        employer=record.employer,
        stage="listed",
        by=by,
        reason_code=Reason.COMPLAINT,
    )


def _withdraw(record: Complaint, *, by: By) -> None:
    """Take back the reasons that nothing open stands behind any more."""
    known = Complaint.objects.accepted().told_openly().filter(employer=record.employer)
    held = {
        Reason.COMPLAINT: known.filter(campaign=record.campaign).exists(),
        Reason.REPEATED_COMPLAINTS: record.employer_id in repeated_employers(today(), openly=True),
    }
    for reason, is_held in held.items():
        if record.employer is not None and not is_held:
            withdraw_reason(
                campaign=record.campaign, employer=record.employer, reason_code=reason, by=by, about=record
            )
