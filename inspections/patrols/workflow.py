"""What may happen to a patrol, from the visit to its end.

A town's patrol informs, guides and reports; it imposes nothing. An officer decides every act; the only act of
the system is to put forward what stayed unrectified, and even then the officer escalates.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.phases import Phase
from casework.table import ASIDE, BACK, NEW, VISIT, Act, Row, Workflow, guard
from law.words import told


class State(models.TextChoices):
    RECORDED = "recorded", _("已记录")
    CLOSED = "closed", _("无问题办结")
    RECTIFYING = "rectifying", _("整改中")
    RECTIFIED = "rectified", _("整改到位")
    ESCALATED = "escalated", _("已上报大队")


@guard(_("这次巡查没有发现问题，不用责令整改。"))
def has_findings(act: Act) -> bool:
    return bool(act.record.findings.all())


@guard(_("这次巡查发现了问题，要责令整改或者上报，不能直接办结。"))
def has_no_findings(act: Act) -> bool:
    return not act.record.findings.all()


@guard(_("还有问题没有复查到位，请先登记复查结果。"))
def all_findings_fixed(act: Act) -> bool:
    return all(finding.fixed_on for finding in act.record.findings.all())


@guard(_("有重大问题，须上报大队列为专项检查对象，不能由镇街自行办结。"), instead="escalate")
def may_be_settled_here(act: Act) -> bool:
    """What is grave the brigade settles, unless it gave the report back to the town."""
    return not act.record.is_red_flag or act.record.was_returned


@guard(_("只有重大问题、到期没有整改、复查不到位的才上报。请先责令整改，到期复查。"))
def may_escalate(act: Act) -> bool:
    return bool(act.record.triggers)


@guard(_("整改还没有到期。"))
def is_overdue(act: Act) -> bool:
    return act.record.is_overdue


@guard(_("已经提请过上报。"))
def is_not_put_forward(act: Act) -> bool:
    return act.record.put_forward_on is None


TABLE = Workflow(
    states=State,
    rows=(
        Row(
            "record_patrol",
            NEW,
            State.RECORDED,
            "patrols.record_patrol",
            _("记录巡查"),
            phases=(Phase.PATROL,),
        ),
        # First, so that it is the primary button exactly when it is owed.
        Row(
            "escalate",
            (State.RECORDED, State.RECTIFYING),
            State.ESCALATED,
            "patrols.escalate",
            _("上报大队"),
            guards=(may_escalate,),
            hint=told(_("报大队列为专项检查对象，大队答复前镇街的整改停在这里")),
        ),
        # The brigade gave it back: on where the town was before.
        Row(
            "resume_patrol",
            State.ESCALATED,
            State.RECTIFYING,
            None,
            _("大队退回镇街"),
            kind=BACK,
            back_to="resumes_at",
            notify=("town_officers",),
        ),
        Row(
            "confirm_rectified",
            State.RECTIFYING,
            State.RECTIFIED,
            "patrols.confirm_rectified",
            _("确认整改到位"),
            guards=(may_be_settled_here, all_findings_fixed),
        ),
        Row(
            "order_rectification",
            State.RECORDED,
            State.RECTIFYING,
            "patrols.order_rectification",
            _("责令整改"),
            phases=(Phase.PATROL,),
            papers=("town_notice",),
            guards=(has_findings,),
            hint=told(_("给出到期日，到期次日提醒复查")),
        ),
        Row(
            "close_patrol",
            State.RECORDED,
            State.CLOSED,
            "patrols.close_patrol",
            _("无问题办结"),
            guards=(has_no_findings,),
        ),
        Row(
            "record_recheck",
            State.RECTIFYING,
            State.RECTIFYING,
            "patrols.record_recheck",
            _("登记复查"),
            hint=told(_("逐条登记，补签、补发、参保人数一并登记")),
            place=VISIT,
        ),
        Row(
            "extend_rectification",
            State.RECTIFYING,
            State.RECTIFYING,
            "patrols.extend_rectification",
            _("延长整改期限"),
            hint=told(_("要写明理由")),
            kind=ASIDE,
        ),
        # Boundary work of the campaign; no button.
        Row(
            "put_forward",
            State.RECTIFYING,
            State.RECTIFYING,
            None,
            _("到期未整改，提请上报"),
            guards=(is_overdue, is_not_put_forward),
            notify=("town_officers",),
        ),
    ),
    final=(State.CLOSED, State.RECTIFIED),
    unclocked={State.ESCALATED: _("等大队答复，时限在上报件上")},
)
