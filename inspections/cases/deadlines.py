"""When the clocks of a case start and stop. Their length stands in law/terms.py."""

from django.utils.translation import gettext_lazy as _

from casework.table import Clock

RULES = (
    Clock(
        "case.investigation",
        _("案件调查期限"),
        starts=("approve_filing",),
        stops=("conclude_investigation", "hand_over"),
        starts_from="filed_on",
        extends={"approve_extension": "case.investigation_extended"},
    ),
    Clock(
        "case.decision",
        _("处理决定期限"),
        starts=("conclude_investigation",),
        stops=("decide", "withdraw_case"),
        voids=("hand_over",),
    ),
    Clock(
        "case.correction",
        _("限期改正"),
        starts=("order_correction",),
        stops=("confirm_correction",),
        voids=("hand_over",),
        due_from="correct_by",
        kept_if="corrected_on",
    ),
    Clock(
        "penalty.advance_notice",
        _("陈述申辩期限"),
        starts=("delivered:penalty_notice", "delivered:handling_notice"),
        stops=("record_statement", "submit_decision"),
        voids=("give_notice", "hand_over"),
        is_right=True,
    ),
    Clock(
        "hearing.request",
        _("要求听证期限"),
        starts=("delivered:penalty_notice",),
        stops=("request_hearing", "submit_decision"),
        voids=("give_notice", "hand_over"),
        is_right=True,
        when="has_hearing_right",
    ),
    Clock(
        "service.paper",
        _("送达告知书"),
        starts=("issued:penalty_notice", "issued:handling_notice"),
        stops=("delivered:penalty_notice", "delivered:handling_notice"),
        voids=("give_notice", "hand_over"),
    ),
    Clock(
        "service.penalty_decision",
        _("处罚、不予处罚决定书送达"),
        starts=("decide",),
        stops=("serve",),
        voids=("hand_over",),
        when="is_under_penalty_law",
    ),
    Clock(
        "service.handling_decision",
        _("处理决定书送达"),
        starts=("decide",),
        stops=("serve",),
        voids=("hand_over",),
        when="is_handling",
    ),
    Clock(
        "fine.payment",
        _("缴纳罚款"),
        starts=("serve",),
        stops=("record_execution",),
        voids=("hand_over",),
        when="has_fine",
    ),
    Clock(
        "decision.payment",
        _("支付工资等"),
        starts=("serve",),
        stops=("record_execution",),
        voids=("hand_over",),
        when="has_pay_day",
        due_from="pay_by",
    ),
    Clock(
        "transfer.approval",
        _("移送审批"),
        starts=("propose_transfer",),
        stops=("approve_transfer", "reject_transfer"),
    ),
    Clock("transfer.handover", _("移交公安机关"), starts=("approve_transfer",), stops=("hand_over",)),
    Clock("case.archive", _("归档"), starts=("approve_closing",), stops=("archive_case",)),
)
