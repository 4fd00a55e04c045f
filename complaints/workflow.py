"""What may happen to a complaint, by whom. No phase: a complaint never waits for the campaign."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.table import ASIDE, BACK, CALL, NEW, REFUSAL, SAME, Act, Row, Workflow, guard
from complaints import hooks
from law import terms
from law.matters import MATTERS
from law.words import told


class State(models.TextChoices):
    RECEIVED = "received", _("已登记")
    SUPPLEMENTING = "supplementing", _("待补正")
    ACCEPTED = "accepted", _("已受理")
    REFUSED = "refused", _("不予受理")
    REDIRECTED = "redirected", _("已告知转办")
    MERGED = "merged", _("已并入")
    CONCLUDED = "concluded", _("已办结")
    ANSWERED = "answered", _("已反馈")


UNDECIDED = (State.RECEIVED, State.SUPPLEMENTING)
ACCEPTED_STATES = (State.ACCEPTED, State.CONCLUDED, State.ANSWERED)


def limitation(act_ended_on: date, *, has_harm: bool = False) -> terms.Due:
    """The last day to report an act that ended then (条例 20; 行政处罚法 36 for one with harmful consequences).

    The day of its end is not counted.
    """
    return terms.due("limitation", act_ended_on, harm=has_harm)


def _by_whom(act: Act) -> str:
    return f"{act.record.handler.name}。"


@guard(_("已经有人接办了，承办人是"), names=_by_whom)
def is_nobodys(act: Act) -> bool:
    return act.record.handler_id is None


@guard(
    _("还没有确定是哪一家用人单位。请先“更正登记信息”选定单位，确定不了的先要求补正。"),
    instead="request_supplement",
)
def has_employer(act: Act) -> bool:
    return act.record.employer_id is not None


@guard(_("从违法行为终了到收到来件已超过查处时效，不能受理，请办理“不予受理”。"), instead="refuse")
def is_within_limitation(act: Act) -> bool:
    ends_on = act.record.limitation_ends_on
    return ends_on is None or act.record.received_on <= ends_on


@guard(_("所列事项都属于劳动争议仲裁，监察不受理，请办理“告知转办”，告知申请仲裁。"), instead="redirect")
def is_for_inspection(act: Act) -> bool:
    codes = act.record.matters
    return not codes or not all(MATTERS[code].is_arbitration_only for code in codes)


@guard(_("没有同一来件人就同一单位、同一事项已受理还没有办结的来件，不能并入。"))
def has_open_original(act: Act) -> bool:
    return act.record.open_originals.exists()


@guard(_("由这件来件立的案还没有办完，请先办结案件，再办结来件。"))
def has_no_open_work(act: Act) -> bool:
    return not hooks.is_held_up(act.record)


TABLE = Workflow(
    states=State,
    rows=(
        Row("register", NEW, State.RECEIVED, "complaints.register", _("登记")),
        # Before `accept`: where there is an original, this is the first thing to be offered.
        Row(
            "attach",
            (State.RECEIVED, State.SUPPLEMENTING),
            State.MERGED,
            "complaints.attach",
            _("并入原件"),
            guards=(has_open_original,),
            notify=("keepers", "keepers_of_original"),
            waits_if=None,
            hint=told(_("不另立一件，随原件办理和反馈，本件到此为止")),
        ),
        Row(
            "accept",
            State.RECEIVED,
            State.ACCEPTED,
            "complaints.accept",
            _("受理"),
            guards=(has_employer, is_for_inspection, is_within_limitation),
            notify=("handlers",),
            hint=told(_("受理之日起由承办人办理；除举报保密的外，单位列入专项行动对象")),
        ),
        Row(
            "request_supplement",
            State.RECEIVED,
            State.SUPPLEMENTING,
            "complaints.request_supplement",
            _("要求补正"),
            notify=("keepers",),
            hint=told(
                _("受理期限停止计算，等 %(term)s，材料收齐之日重新起算；到期不补的按现有材料决定"),
                term="complaint.supplement",
            ),
            kind=BACK,
        ),
        Row(
            "redirect",
            (State.RECEIVED, State.SUPPLEMENTING),
            State.REDIRECTED,
            "complaints.redirect",
            _("告知转办"),
            notify=("keepers",),
            hint=told(_("告知去仲裁、其他部门或其他区，本件到此为止")),
            kind=REFUSAL,
        ),
        Row(
            "refuse",
            (State.RECEIVED, State.SUPPLEMENTING),
            State.REFUSED,
            "complaints.refuse",
            _("不予受理"),
            notify=("keepers",),
            kind=REFUSAL,
            is_final=True,
            hint=told(_("须书面说明理由，本件到此为止")),
        ),
        Row(
            "receive_supplement",
            State.SUPPLEMENTING,
            State.RECEIVED,
            "complaints.receive_supplement",
            _("收到补正材料"),
            notify=("keepers",),
            place=CALL,
            hint=told(_("受理期限从材料收齐之日重新起算")),
        ),
        # Until somebody has it, a complaint is nobody's: whoever takes it on decides on it.
        Row(
            "take_on",
            UNDECIDED,
            SAME,
            "complaints.take_on",
            _("我来办"),
            guards=(is_nobodys,),
            kind=ASIDE,
            hint=told(_("由您承办：受理的决定和以后的办理都在您的待办里；您可以查看举报人身份")),
        ),
        Row(
            "reassign_complaint",
            UNDECIDED,
            SAME,
            "complaints.reassign_complaint",
            _("指派承办人"),
            notify=("handlers",),
            kind=ASIDE,
            hint=told(_("还没有人接的，由大队负责人指派；指派以后列在承办人的待办里")),
        ),
        Row(
            "reassign_complaint",
            (State.ACCEPTED, State.CONCLUDED),
            SAME,
            "complaints.reassign_complaint",
            _("改派承办人"),
            in_lists=True,
            notify=("handlers",),
            kind=ASIDE,
            hint=told(_("承办人回避、病假或者调离时换人；新承办人可以查看举报人身份")),
        ),
        # Child labour, forced labour, a mass incident: hours, not days, and those who decide are told at once.
        Row(
            "raise_alarm",
            (State.RECEIVED, State.SUPPLEMENTING, State.ACCEPTED),
            SAME,
            None,
            _("反映重大问题，须立即处置"),
            kind=ASIDE,
            notify=("alarmed",),
        ),
        # From here on the case's own clock runs; the complaint is concluded after it.
        Row("file_case", State.ACCEPTED, State.ACCEPTED, None, _("转立案查处")),
        Row(
            "conclude",
            State.ACCEPTED,
            State.CONCLUDED,
            "complaints.conclude",
            _("办结"),
            guards=(has_no_open_work,),
            notify=("keepers",),
            hint=told(_("办结后 %(term)s内反馈实名的来件人"), term="complaint.feedback"),
        ),
        Row(
            "give_feedback",
            State.CONCLUDED,
            State.ANSWERED,
            "complaints.give_feedback",
            _("反馈"),
            place=CALL,
            hint=told(_("记录已告知来件人")),
        ),
    ),
    final=(State.REFUSED, State.REDIRECTED, State.MERGED, State.ANSWERED),
)
