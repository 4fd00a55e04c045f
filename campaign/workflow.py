"""The way of one employer through the campaign.

All rows but the last only follow from work in other rooms (`campaign.services.move_target`). A target never
goes back along the line; rectifying, rectified and escalated stand side by side and may change into each
other. A step that happens to a target which is further along already (a town reports an employer whose
inspection is concluded) leaves it where it is and is kept with its day. A cleared employer that work comes
upon again is back on the line.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.table import ASIDE, BACK, NEW, REFUSAL, SAME, Row, Workflow
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


def beyond(stage: Stage) -> tuple[str, ...]:
    """The stages at which a target stays when `stage` happens to it."""
    return tuple(source.value for source in Stage if not may_move(source, stage))


# What happens to a target, each with a day of its own (`day_field`), by its act.
STEPS: dict[Stage, tuple[str, Any]] = {
    Stage.PATROLLED: ("mark_patrolled", _("已巡查")),
    Stage.RECTIFYING: ("mark_rectifying", _("责令整改")),
    Stage.RECTIFIED: ("mark_rectified", _("整改到位")),
    Stage.ESCALATED: ("mark_escalated", _("上报为专项检查对象")),
    Stage.INSPECTION_LISTED: ("mark_inspection_listed", _("列入检查名单")),
    Stage.INSPECTED: ("mark_inspected", _("已检查")),
    Stage.CASE: ("mark_case", _("已立案")),
    Stage.CONCLUDED: ("mark_concluded", _("已办结")),
}


# What a town does about what it found: side by side on the line.
CORRECTED = (Stage.RECTIFYING, Stage.RECTIFIED, Stage.ESCALATED)


def day_field(stage: str) -> str:
    """The column of a target that keeps the day on which `stage` first happened to it."""
    return f"{Stage(stage).value}_on"


TABLE = Workflow(
    states=Stage,
    rows=(
        Row("list_target", NEW, Stage.LISTED, None, _("列入专项行动对象")),
        Row("relist_target", before(Stage.LISTED), Stage.LISTED, None, _("重新列入")),
        *(Row(action, before(stage), stage, None, label) for stage, (action, label) in STEPS.items()),
        *(
            Row(action, beyond(stage), SAME, None, label, kind=ASIDE)
            for stage, (action, label) in STEPS.items()
        ),
        # When its employer is joined with another one, or parted from it again.
        Row(
            "join_target",
            tuple(Stage),
            Stage.LISTED,
            None,
            _("与并入单位的进展合并"),
            kind=ASIDE,
            back_to="stood_at",
        ),
        Row("absorb_target", tuple(Stage), Stage.CLEARED, None, _("单位并入另一家"), kind=ASIDE),
        Row(
            "part_target",
            tuple(Stage),
            Stage.LISTED,
            None,
            _("撤销合并，恢复原状"),
            kind=BACK,
            back_to="stood_at",
        ),
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
    # None: what is concluded may be reported, listed and visited again.
    final=(),
    unclocked={stage: _("走到哪一步看巡查、检查和案件，时限在它们各自的记录上") for stage in Stage},
)

# The act that brings a target to a stage; from nothing it is always listed first.
ACTION_TO: dict[str, str] = {
    Stage.LISTED: "relist_target",
    **{stage: action for stage, (action, _label) in STEPS.items()},
}
