"""What may happen to a report of a town to the brigade (上报), from the ground for it to the brigade's answer.

Whoever reports does so on the record the ground was found in (`patrols.escalate`); here the brigade answers. A report sent
is on the inspection list at once, and lies on the leader's worklist until it is accepted, returned with a reason, or joined
to work that is under way.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.table import ASIDE, BACK, NEW, Act, Row, Workflow, guard
from law.words import told


class State(models.TextChoices):
    PROPOSED = "proposed", _("待镇街上报")
    SENT = "sent", _("待大队答复")
    ACCEPTED = "accepted", _("已受理")
    RETURNED = "returned", _("已退回镇街")
    JOINED = "joined", _("已并入在办")
    DROPPED = "dropped", _("不再需要上报")


@guard(_("这家单位另有检查在办，请并入。"), instead="join_escalation")
def nothing_is_under_way(act: Act) -> bool:
    return not act.record.work_under_way()


@guard(_("这家单位没有别的检查在办，请受理或者退回。"), instead="accept_escalation")
def something_is_under_way(act: Act) -> bool:
    return bool(act.record.work_under_way())


@guard(_("已经指派监察员检查，不能退回，请受理；不检查了的，在检查名单里取消。"), instead="accept_escalation")
def nobody_inspects(act: Act) -> bool:
    line = act.record.led_to
    return line is None or not line.is_begun


S = State
WHAT_FOLLOWS = told(_("由大队检查，这一户在检查名单里等待指派；镇街能看到"))
TABLE = Workflow(
    states=State,
    rows=(
        Row("propose_escalation", NEW, S.PROPOSED, None, _("须上报大队")),
        Row("send_escalation", NEW, S.SENT, None, _("上报大队"), notify=("receivers",)),
        # The patrol it was found on waits for the town, not this.
        Row(
            "send_escalation",
            S.PROPOSED,
            S.SENT,
            None,
            _("上报大队"),
            notify=("receivers",),
            elsewhere="patrols.escalate",
            waits_if=None,
        ),
        Row(
            "accept_escalation",
            S.SENT,
            S.ACCEPTED,
            "findings.accept_escalation",
            _("受理"),
            guards=(nothing_is_under_way,),
            notify=("senders",),
            hint=WHAT_FOLLOWS,
        ),
        # The brigade need not wait for the town where children or people held by force are concerned.
        Row(
            "accept_escalation",
            S.PROPOSED,
            S.ACCEPTED,
            "findings.accept_escalation",
            _("不等上报，直接受理"),
            guards=(nothing_is_under_way,),
            notify=("senders",),
            hint=WHAT_FOLLOWS,
            waits_if={"is_red_flag": True},
        ),
        Row(
            "join_escalation",
            (S.SENT, S.PROPOSED),
            S.JOINED,
            "findings.join_escalation",
            _("并入在办"),
            guards=(something_is_under_way,),
            notify=("senders",),
            hint=told(_("这家单位已有检查在办，合在一起办理")),
            waits_if={"is_red_flag": True},
        ),
        Row(
            "return_escalation",
            S.SENT,
            S.RETURNED,
            "findings.return_escalation",
            _("退回镇街"),
            kind=BACK,
            guards=(nobody_inspects,),
            notify=("senders",),
            hint=told(_("要写明理由；巡查回到镇街，只因这次上报列入的检查随之取消")),
        ),
        Row("drop_escalation", S.PROPOSED, S.DROPPED, None, _("不再需要上报"), kind=ASIDE),
    ),
    final=(S.ACCEPTED, S.RETURNED, S.JOINED, S.DROPPED),
    unclocked={S.PROPOSED: _("上报的时限在发现问题的记录上")},
)
