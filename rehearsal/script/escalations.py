"""What towns report to the brigade, answered by its leader every working morning (方案四（二）)."""

from campaign.phases import Phase
from casework.by import By
from findings.models import Escalation
from findings.services import escalating
from law.clock import day_of, today
from rehearsal.hours import at, working
from rehearsal.stage import Stage, Story, fresh


def script(stage: Stage) -> None:
    stage.tell(answers(stage))


def answers(stage: Stage) -> Story:
    """What came in until yesterday is accepted, or joined to an inspection that goes on."""
    for day in working(stage.campaign.opens_on(Phase.PATROL), stage.campaign.ends_on):
        yield at(day, 8, 30)
        for report in Escalation.objects.unanswered().order_by("pk"):
            if day_of(report.state_since) < today():
                _answer(fresh(report), By(stage.people.leader))


def _answer(report: Escalation, by: By) -> None:
    found = report.work_under_way()
    if found:
        escalating.join_escalation(report, by=by, joined_to=escalating.key_of(found[0]))
    else:
        escalating.accept_escalation(report, by=by)
