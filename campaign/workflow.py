"""The way of one employer through the campaign.

All rows but the last only follow from work in other rooms (`campaign.services.move_target`). A target never
goes back along the line; rectifying, rectified and escalated stand side by side and may change into each
other. A cleared employer that work comes upon again is back on the line.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.table import NEW, REFUSAL, Row, Workflow
from law.words import told


class Stage(models.TextChoices):
    LISTED = "listed", _("已列入")
    PATROLLED = "patrolled", _("已巡查")
    RECTIFYING = "rectifying", _("整改中")
    RECTIFIED = "rectified", _("已整改")
    ESCALATED = "escalated", _("已上报")
    INSPECTION_LISTED = "inspection_listed", _("列入检查名单")
    INSPECTED = "inspected", _("已检查")
    CASE = "case", _("已立案")
    CONCLUDED = "concluded", _("已办结")
    CLEARED = "cleared", _("已排除")


RANK = {
    Stage.CLEARED: 0,
    Stage.LISTED: 1,
    Stage.PATROLLED: 2,
    Stage.RECTIFYING: 3,
    Stage.RECTIFIED: 3,
    Stage.ESCALATED: 3,
    Stage.INSPECTION_LISTED: 4,
    Stage.INSPECTED: 5,
    Stage.CASE: 6,
    Stage.CONCLUDED: 7,
}


def may_move(source: str, target: str) -> bool:
    """Whether the stage `target` lies ahead of `source`, or beside it."""
    return source != target and target != Stage.CLEARED and RANK[Stage(target)] >= RANK[Stage(source)]


def before(stage: Stage) -> tuple[str, ...]:
    """The stages from which `stage` may be reached."""
    return tuple(source.value for source in Stage if may_move(source, stage))


TABLE = Workflow(
    states=Stage,
    rows=(
        Row("list_target", NEW, Stage.LISTED, None, _("列入专项行动对象")),
        Row("relist_target", before(Stage.LISTED), Stage.LISTED, None, _("重新列入")),
        Row("mark_patrolled", before(Stage.PATROLLED), Stage.PATROLLED, None, _("已巡查")),
        Row("mark_rectifying", before(Stage.RECTIFYING), Stage.RECTIFYING, None, _("责令整改")),
        Row("mark_rectified", before(Stage.RECTIFIED), Stage.RECTIFIED, None, _("整改到位")),
        Row("mark_escalated", before(Stage.ESCALATED), Stage.ESCALATED, None, _("上报为专项检查对象")),
        Row(
            "mark_inspection_listed",
            before(Stage.INSPECTION_LISTED),
            Stage.INSPECTION_LISTED,
            None,
            _("列入检查名单"),
        ),
        Row("mark_inspected", before(Stage.INSPECTED), Stage.INSPECTED, None, _("已检查")),
        Row("mark_case", before(Stage.CASE), Stage.CASE, None, _("已立案")),
        Row("mark_concluded", before(Stage.CONCLUDED), Stage.CONCLUDED, None, _("已办结")),
        # Only where nothing is under way: a running rectification, inspection or case ends in its own room.
        Row(
            "clear_target",
            (Stage.LISTED, Stage.PATROLLED, Stage.RECTIFIED),
            Stage.CLEARED,
            "campaign.clear_target",
            _("排除"),
            kind=REFUSAL,
            is_final=True,
            hint=told(_("单位已注销、不属于行动对象时使用；以后查到会自动恢复。")),
        ),
    ),
    final=(Stage.CONCLUDED,),
    unclocked={
        stage: _("走到哪一步看巡查、检查和案件，时限在它们各自的记录上")
        for stage in Stage
        if stage != Stage.CONCLUDED
    },
)

# The act that brings a target to a stage; from nothing it is always listed first.
ACTION_TO = {row.target: row.action for row in TABLE.rows if row.permission is None and row.source != NEW}
