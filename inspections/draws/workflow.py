"""What may happen to a draw (双随机抽取)."""

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
