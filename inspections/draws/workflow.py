"""What may happen to a draw (双随机抽取), and to an inspection, one line of the final list.

The list is drawn ones ∪ focus ones (方案四（三）); where a line comes from is kept and never changes.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.phases import Phase
from casework.table import ASIDE, NEW, REFUSAL, Act, Row, Workflow, guard
from law.words import told


class DrawState(models.TextChoices):
    PREPARED = "prepared", _("已拟定")
    FROZEN = "frozen", _("名录已冻结")
    DRAWN = "drawn", _("已抽取")
    ADOPTED = "adopted", _("已列入检查名单")
    ABANDONED = "abandoned", _("已作废")


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


class WitnessKind(models.TextChoices):
    """Who a witness is; the first three are independent of who draws (法规、纪检或者外部人士)."""

    LEGAL = "legal", _("法规（法制审核）人员")
    DISCIPLINE = "discipline", _("纪检人员")
    OUTSIDE = "outside", _("外部人士")
    OTHER = "other", _("其他")


INDEPENDENT = (WitnessKind.LEGAL, WitnessKind.DISCIPLINE, WitnessKind.OUTSIDE)


def same_person(one: str, other: str) -> bool:
    """Whether two names as they were typed are one; spaces and letter case do not matter."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


DONE = (InspectionState.CONCLUDED, InspectionState.CASE_FILED)


@guard(_("还没有法规、纪检人员或者外部人士键入见证文字。请至少一名这样的见证人键入后再抽取。"))
def has_witness(act: Act) -> bool:
    return any(one.kind in INDEPENDENT for one in act.record.witnesses_of_round())


@guard(_("您是本轮的见证人，不能由您操作抽取，请换一人操作。"))
def operator_is_no_witness(act: Act) -> bool:
    witnesses = act.record.witnesses_of_round()
    return act.actor is None or not any(same_person(one.witness, act.actor.name) for one in witnesses)


@guard(_("名录里没有可以抽取的单位，请检查抽取范围。"))
def has_employers(act: Act) -> bool:
    return act.data.get("employers") != 0


@guard(_("持有效执法证的监察员不足两人，不能抽取（《劳动保障监察条例》第十六条）。"))
def has_two_inspectors(act: Act) -> bool:
    return act.data.get("inspectors", 2) >= 2


@guard(_("已申请重抽，须先由区局负责人批准或者退回。"))
def has_no_request(act: Act) -> bool:
    return not act.record.redraw_reason


@guard(_("没有人申请重抽。"))
def has_request(act: Act) -> bool:
    return bool(act.record.redraw_reason)


@guard(_("已经抽取过，大队不能自行作废，须由区局负责人废止。"))
def is_not_yet_drawn(act: Act) -> bool:
    return not act.record.rounds.exists()


@guard(_("还没有抽取过，由大队负责人作废即可。"))
def was_drawn(act: Act) -> bool:
    return act.record.rounds.exists()


@guard(_("只有这一户的主办或协办监察员可以办理。"))
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


D = DrawState
REQUESTED = {"redraw_reason__gt": ""}
DRAW = Workflow(
    states=DrawState,
    rows=(
        Row("prepare", NEW, D.PREPARED, "draws.prepare", _("拟定抽取方案"), phases=(Phase.INSPECTION,)),
        Row(
            "freeze",
            D.PREPARED,
            D.FROZEN,
            "draws.freeze",
            _("冻结名录"),
            guards=(has_employers, has_two_inspectors),
            hint=told(_("此后单位、人员和权重的变动都不影响这次抽取；同时公布承诺值")),
        ),
        # Strict: the list is settled by drawing in the inspection phase, not before.
        Row(
            "draw",
            D.FROZEN,
            D.DRAWN,
            "draws.draw",
            _("抽取"),
            phases=(Phase.INSPECTION,),
            strict=True,
            guards=(has_witness, operator_is_no_witness),
            hint=told(_("公开随机数，算出种子，按种子抽取。不能撤回")),
            is_final=True,
        ),
        Row("add_witness", D.FROZEN, D.FROZEN, "draws.add_witness", _("键入见证文字")),
        Row(
            "adopt",
            D.DRAWN,
            D.ADOPTED,
            "draws.adopt",
            _("列入检查名单"),
            guards=(has_no_request,),
            hint=told(_("抽中的单位列入检查名单，通知主办、协办")),
        ),
        Row(
            "approve_redraw",
            D.DRAWN,
            D.FROZEN,
            "draws.approve_redraw",
            _("批准重抽"),
            guards=(has_request,),
            waits_if=REQUESTED,
            four_eyes=("redraw",),
            notify=("drawers",),
            hint=told(_("名录不变，换新的随机数和承诺值，重新见证")),
        ),
        Row(
            "refuse_redraw",
            D.DRAWN,
            D.DRAWN,
            "draws.refuse_redraw",
            _("不同意重抽"),
            guards=(has_request,),
            waits_if=REQUESTED,
            notify=("drawers",),
            kind=REFUSAL,
        ),
        Row(
            "recuse",
            D.DRAWN,
            D.DRAWN,
            "draws.recuse",
            _("办理回避"),
            guards=(has_no_request,),
            kind=ASIDE,
            hint=told(_("只重抽一个席位，另起一轮")),
        ),
        Row(
            "recuse",
            D.ADOPTED,
            D.ADOPTED,
            "draws.recuse",
            _("办理回避"),
            kind=ASIDE,
            hint=told(_("只重抽一个席位，另起一轮")),
        ),
        Row(
            "override",
            D.DRAWN,
            D.DRAWN,
            "draws.override",
            _("指定人员"),
            guards=(has_no_request,),
            kind=ASIDE,
            hint=told(_("写明理由，另起一轮")),
        ),
        Row(
            "override",
            D.ADOPTED,
            D.ADOPTED,
            "draws.override",
            _("指定人员"),
            kind=ASIDE,
            hint=told(_("写明理由，另起一轮")),
        ),
        Row(
            "redraw",
            D.DRAWN,
            D.DRAWN,
            "draws.redraw",
            _("申请重抽"),
            guards=(has_no_request,),
            notify=("deciders",),
            kind=ASIDE,
            hint=told(_("另起一轮，要由区局负责人批准；原来的一轮保留")),
        ),
        Row(
            "abandon",
            (D.PREPARED, D.FROZEN),
            D.ABANDONED,
            "draws.abandon",
            _("作废"),
            guards=(is_not_yet_drawn,),
            kind=REFUSAL,
            is_final=True,
            waits_if=None,
            hint=told(_("名录和承诺值作废，另拟方案")),
        ),
        Row(
            "annul",
            (D.FROZEN, D.DRAWN),
            D.ABANDONED,
            "draws.annul",
            _("废止抽取"),
            guards=(was_drawn,),
            kind=REFUSAL,
            is_final=True,
            waits_if=None,
        ),
    ),
    final=(D.ABANDONED,),
    unclocked={
        state: _("何时抽取由大队在专项执法检查阶段内安排，法规没有定日数")
        for state in (D.PREPARED, D.FROZEN, D.DRAWN, D.ADOPTED)
    },
)

S = InspectionState
INSPECTION = Workflow(
    states=InspectionState,
    rows=(
        Row("list_focus", NEW, S.LISTED, "draws.list_focus", _("列为检查重点")),
        Row("list_drawn", NEW, S.ASSIGNED, None, _("双随机抽中，列入检查名单"), notify=("handlers",)),
        Row("list_unstaffed", NEW, S.LISTED, None, _("双随机抽中，检查人员不足，待指派")),
        Row(
            "assign",
            S.LISTED,
            S.ASSIGNED,
            "draws.assign",
            _("指派检查人员"),
            notify=("handlers",),
            hint=told(_("两名持有效执法证、没有利害关系的监察员")),
        ),
        Row(
            "reassign",
            S.ASSIGNED,
            S.ASSIGNED,
            "draws.reassign",
            _("改派检查人员"),
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
        Row("record_visit", S.ASSIGNED, S.VISITED, None, _("到户检查")),
        # A later visit adds what it found.
        Row("record_visit", S.VISITED, S.VISITED, None, _("到户检查")),
        Row("record_visit", S.CORRECTING, S.CORRECTING, None, _("到户检查")),
        Row(
            "conclude_inspection",
            S.VISITED,
            S.CONCLUDED,
            "draws.conclude_inspection",
            _("办结"),
            guards=(is_handler, problems_are_dealt_with, has_problems_to_correct),
            hint=told(_("没有发现问题，当场已改正，或者查无下落、停业、不配合")),
        ),
        Row(
            "order_correction",
            S.VISITED,
            S.CORRECTING,
            "draws.order_correction",
            _("责令限期改正"),
            guards=(is_handler,),
            hint=told(_("编指令书文号，开始计改正期限")),
        ),
        Row(
            "confirm_corrected",
            S.CORRECTING,
            S.CONCLUDED,
            "draws.confirm_corrected",
            _("确认改正到位"),
            guards=(is_handler,),
            hint=told(_("改正到位，这一户办结")),
        ),
        Row("file_case", (S.VISITED, S.CORRECTING), S.CASE_FILED, None, _("转立案查处")),
        Row(
            "cancel_inspection",
            (S.LISTED, S.ASSIGNED),
            S.CANCELLED,
            "draws.cancel_inspection",
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
