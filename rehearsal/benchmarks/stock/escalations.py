"""What towns reported to the brigade, and the brigade's answers; the last ones wait, with their clocks."""

from collections.abc import Iterator

from findings.deadlines import ANSWER
from findings.models import Escalation
from findings.triggers import Trigger, is_major, trigger_of
from findings.workflow import State
from law.clock import instant_of
from law.matters import red_flags
from rehearsal.benchmarks.scale import DAY
from rehearsal.benchmarks.stock.findings import Draft
from rehearsal.benchmarks.stock.rows import clock_row, facts_of, write


def write_escalations(drafts: list[Draft]) -> None:
    """Write the reports of stored patrols: answered on their day, those of `DAY` waiting, those still owed proposed."""
    reports = list(_reports(drafts))
    write(reports)
    write(clock_row(each, ANSWER, each.sent_on, 1, each.answered_on) for each in reports if each.sent_on)


def _reports(drafts: list[Draft]) -> Iterator[Escalation]:
    for draft in drafts:
        patrol, red = draft.patrol, [each for each in draft.found if each.matter in red_flags()]
        if draft.reported_on is None and not patrol.is_red_flag:
            continue
        trigger = trigger_of(red[0].matter) if red else Trigger.NOT_RECTIFIED
        is_answered = draft.reported_on is not None and draft.reported_on < DAY
        yield Escalation(
            number=patrol.number.replace("巡字", "报字"),
            source=patrol,
            **facts_of(patrol),
            trigger=trigger,
            is_red_flag=is_major(trigger),
            sent_on=draft.reported_on,
            sent_by=patrol.recorded_by if draft.reported_on else None,
            answered_on=draft.reported_on if is_answered else None,
            state=State.ACCEPTED if is_answered else State.SENT if draft.reported_on else State.PROPOSED,
            state_since=instant_of(draft.reported_on or patrol.patrolled_on),
        )
