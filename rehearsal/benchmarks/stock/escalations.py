"""What towns reported to the brigade, and the brigade's answers; what is still owed is proposed."""

from findings.deadlines import ANSWER
from findings.kinds import Origin
from findings.models import Escalation
from findings.triggers import Trigger, is_major, trigger_of
from findings.workflow import State
from inspections.patrols.models import Patrol
from law.matters import red_flags
from rehearsal.benchmarks.stock.district import District
from rehearsal.benchmarks.stock.findings import Place
from rehearsal.benchmarks.stock.trail import Deed, Run, instant
from rehearsal.benchmarks.stock.visit import Visit


def write_escalation(district: District, patrol: int, visit: Visit, number: str) -> None:
    """Write the report of a stored patrol (its key, as it was made up, its number)."""
    red = [each for each in visit.found if each.matter in red_flags()]
    trigger = trigger_of(red[0].matter) if red else Trigger.NOT_RECTIFIED
    sent, answered = visit.reported_on, visit.answered_on
    pk = district.shelf.next_key(Escalation)
    runs: list[Run] = [(ANSWER, sent, 1, answered)] if sent else []
    state, leader = (State.ACCEPTED if sent else State.PROPOSED), district.people.leader
    label = number.replace("巡字", "报字")
    district.shelf.add(
        Escalation,
        pk,
        number=label,
        **Place(Patrol, patrol, Origin.PATROL, visit.firm, visit.year.campaign).facts(),
        trigger=trigger,
        is_red_flag=is_major(trigger),
        sent_on=sent,
        sent_by_id=visit.officer.pk if sent else None,
        answered_on=answered,
        answered_by_id=leader.pk if answered else None,
        state=state,
        state_since=instant(answered or visit.day),
        **district.trail.clocks(Escalation, pk, runs),
    )
    deeds: list[Deed] = [("propose_escalation", "", State.PROPOSED, visit.officer, visit.day)]
    if sent and answered:
        deeds = [
            ("send_escalation", "", State.SENT, visit.officer, sent),
            ("accept_escalation", State.SENT, State.ACCEPTED, leader, answered),
        ]
    district.trail.told(Escalation, pk, label, deeds)
