"""What may happen to an inspection, one line of the final list.

The list is drawn ones ∪ focus ones (方案四（三）); where a line comes from is kept and never changes.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.table import ASIDE, NEW, REFUSAL, VISIT, Act, Row, Workflow, guard
from law.words import told


class InspectionState(models.TextChoices):
    LISTED = "listed", _("待指派")
    ASSIGNED = "assigned", _("待检查")
    VISITED = "visited", _("已到户")
    CORRECTING = "correcting", _("责令改正中")
    CONCLUDED = "concluded", _("已办结")
    CASE_FILED = "case_filed", _("已转立案")
    CANCELLED = "cancelled", _("已取消")


class Outcome(models.TextChoices):
    CLEAN = "clean", _("未发现问题")
    CORRECTED = "corrected", _("发现问题，已责令改正")
    ON_SITE = "on_site", _("发现问题，当场改正")
    CASE = "case", _("发现问题，待后续处理")
    UNCOOPERATIVE = "uncooperative", _("不配合检查，情节严重")
    NOT_FOUND = "not_found", _("查无下落")
    SHUT = "shut", _("已停业")


# Visited and not over: another visit adds what it finds, and a case may take over.
AGAIN = (InspectionState.VISITED, InspectionState.CORRECTING)
DONE = (InspectionState.CONCLUDED, InspectionState.CASE_FILED)


def _who_inspects(act: Act) -> str:
    return "、".join(person.name for person in act.record.handlers()) or str(_("还没有指派"))


@guard(_("您不是这一户的主办或协办监察员。主办、协办："), names=_who_inspects)
def is_handler(act: Act) -> bool:
    return act.actor is None or act.actor.pk in (act.record.lead_id, act.record.second_id)


@guard(_("双随机抽取的检查人员不能直接改派，请在抽取页面办理回避或指定人员，另起一轮。"))
def is_not_seated_by_draw(act: Act) -> bool:
    return not act.record.is_seated_by_draw


@guard(
    _(
        "到户检查发现了问题，不能这样办结。请责令限期改正，或者转立案查处；当场已经改正的，选“发现问题，当场改正”。"
    )
)
def problems_are_dealt_with(act: Act) -> bool:
    """方案四（三）: 检查中发现问题的，要及时跟进处理到位."""
    return not act.record.problems or act.data.get("outcome", Outcome.ON_SITE) == Outcome.ON_SITE


@guard(_("到户检查没有登记问题，不能按“当场改正”办结。请选其他结果；确有问题的，先补登一次到户检查。"))
def has_problems_to_correct(act: Act) -> bool:
    return act.data.get("outcome") != Outcome.ON_SITE or act.record.problems > 0


S = InspectionState
INSPECTION = Workflow(
    states=InspectionState,
    rows=(
        Row("list_focus", NEW, S.LISTED, "checks.list_focus", _("列为检查重点")),
        Row("list_drawn", NEW, S.ASSIGNED, None, _("双随机抽中，列入检查名单"), notify=("handlers",)),
        Row("list_unstaffed", NEW, S.LISTED, None, _("双随机抽中，检查人员不足，待指派")),
        Row(
            "assign",
            S.LISTED,
            S.ASSIGNED,
            "checks.assign",
            _("指派检查人员"),
            in_lists=True,
            notify=("handlers",),
            hint=told(_("两名持有效执法证、没有利害关系的监察员")),
        ),
        Row(
            "reassign",
            S.ASSIGNED,
            S.ASSIGNED,
            "checks.reassign",
            _("改派检查人员"),
            in_lists=True,
            guards=(is_not_seated_by_draw,),
            notify=("handlers",),
            kind=ASIDE,
        ),
        Row(
            "replace_inspector",
            S.ASSIGNED,
            S.ASSIGNED,
            None,
            _("检查人员变更"),
            notify=("handlers",),
            kind=ASIDE,
        ),
        Row(
            "record_visit",
            S.ASSIGNED,
            S.VISITED,
            None,
            _("到户检查"),
            elsewhere="checks.record_visit",
            place=VISIT,
        ),
        # A later visit adds what it found.
        Row("record_visit", S.VISITED, S.VISITED, None, _("到户检查")),
        Row("record_visit", S.CORRECTING, S.CORRECTING, None, _("到户检查")),
        Row(
            "conclude_inspection",
            S.VISITED,
            S.CONCLUDED,
            "checks.conclude_inspection",
            _("办结"),
            guards=(is_handler, problems_are_dealt_with, has_problems_to_correct),
            hint=told(_("没有发现问题，当场已改正，或者查无下落、停业、不配合")),
        ),
        Row(
            "order_correction",
            S.VISITED,
            S.CORRECTING,
            "checks.order_correction",
            _("责令限期改正"),
            guards=(is_handler,),
            hint=told(_("编指令书文号，开始计改正期限")),
        ),
        Row(
            "confirm_corrected",
            S.CORRECTING,
            S.CONCLUDED,
            "checks.confirm_corrected",
            _("确认改正到位"),
            guards=(is_handler,),
            hint=told(_("改正到位，这一户办结")),
            place=VISIT,
        ),
        Row("file_case", (S.VISITED, S.CORRECTING), S.CASE_FILED, None, _("转立案查处")),
        Row(
            "cancel_inspection",
            (S.LISTED, S.ASSIGNED),
            S.CANCELLED,
            "checks.cancel_inspection",
            _("取消检查"),
            kind=REFUSAL,
            is_final=True,
            waits_if=None,
        ),
    ),
    final=(*DONE, S.CANCELLED),
    unclocked={
        state: _("方案只定了专项执法检查阶段的起止，没有单户的日数；到户检查发现问题之日起算跟进期限")
        for state in (S.LISTED, S.ASSIGNED)
    },
)
