"""When the clocks of a case start and stop. Their length stands in law/terms.py.

What runs for the party begins with the delivery of the paper that says it, what runs for us to serve it with its issue.
A case the police look into keeps its clocks until they take it up.
"""

from django.utils.translation import gettext_lazy as _

from casework.table import Clock

# A decision that is not carried out while it is attacked (行政处罚法 73): the duty to pay waits, and what was left of it runs on.
PAUSES, RESUMES = ("appeal:suspended",), ("appeal:ended", "appeal:resumed")
# The decision fell and another is to be made: what ran about the former is over, the days to decide begin.
REMADE = "appeal:remade"
# The police have taken it up: nothing is owed in the case any more.
GONE = "answered:accepted"


def served(*kinds: str) -> tuple[str, ...]:
    return tuple(f"delivered:{kind}" for kind in kinds)


def handed(*kinds: str) -> tuple[str, ...]:
    return tuple(f"handed:{kind}" for kind in kinds)


def issued(*kinds: str) -> tuple[str, ...]:
    return tuple(f"issued:{kind}" for kind in kinds)


PENALTY = ("penalty_decision", "no_penalty_decision")
DECISIONS = (*PENALTY, "handling_decision")
# Papers of a step, each to be served in the general term; the notice of a hearing has a day of its own.
STEPS = ("penalty_notice", "handling_notice", "hearing_right_notice", "correction_order", "withdrawal_decision",
         "demand_notice", "deferral_decision", "hearing_notice", "recusal_decision")  # fmt: skip
NOTICES = ("penalty_notice", "handling_notice", "hearing_right_notice")

RULES = (
    Clock(
        "case.investigation",
        _("案件调查期限"),
        starts=("approve_filing", "return_to_investigation"),
        stops=("conclude_investigation",),
        voids=("merge_case", GONE),
        starts_from="investigated_from",
        extends={
            "approve_extension": "case.investigation_extended",
            "again:extended": "case.investigation_extended",
        },
    ),
    Clock(
        "case.decision",
        _("处理决定期限"),
        starts=("conclude_investigation", REMADE),
        stops=("decide", "withdraw_case"),
        voids=("return_to_investigation", "merge_case", GONE),
        extended_to={"approve_decision_extension": "extended_until"},
    ),
    Clock(
        "case.correction",
        _("限期改正"),
        starts=served("correction_order"),
        stops=("confirm_correction",),
        voids=(GONE,),
        due_from="correct_by",
        kept_if="was_corrected_in_time",
    ),
    Clock(
        "evidence.preservation",
        _("处理登记保存的证据"),
        starts=issued("preservation_notice"),
        stops=("disposed:preservation_notice",),
        voids=("withdrawn:preservation_notice", GONE),
    ),
    Clock(
        "penalty.advance_notice",
        _("陈述申辩期限"),
        starts=served("penalty_notice", "handling_notice"),
        stops=("record_statement", "submit_decision"),
        voids=("give_notice", "archive_case", GONE),
        is_right=True,
        allows=_("当事人可陈述申辩"),
    ),
    Clock(
        "hearing.request",
        _("要求听证期限"),
        starts=served("hearing_right_notice"),
        stops=("request_hearing", "submit_decision"),
        voids=("give_notice", "archive_case", GONE),
        is_right=True,
        allows=_("当事人可要求听证"),
        when="has_hearing_right",
    ),
    Clock(
        "service.paper",
        _("送达文书"),
        starts=issued(*STEPS),
        stops=handed(*STEPS),
        voids=("replaced", GONE),
    ),
    Clock(
        "service.penalty_decision",
        _("处罚、不予处罚决定书送达"),
        starts=issued(*PENALTY),
        stops=handed(*PENALTY),
        voids=(GONE,),
    ),
    Clock(
        "service.handling_decision",
        _("处理决定书送达"),
        starts=issued("handling_decision"),
        stops=handed("handling_decision"),
        voids=(GONE,),
    ),
    Clock(
        "fine.payment",
        _("缴纳罚款"),
        starts=served("penalty_decision"),
        stops=("paid:fine", "record_execution"),
        voids=("cleared:fine", GONE),
        pauses=PAUSES,
        resumes=RESUMES,
        when="has_fine",
        extended_to={"approve_deferral": "extended_until"},
    ),
    Clock(
        "decision.payment",
        _("支付工资等"),
        starts=served(*DECISIONS),
        stops=("paid:wages", "record_execution"),
        voids=("cleared:wages", GONE),
        pauses=PAUSES,
        resumes=RESUMES,
        when="has_pay_day",
        due_from="pay_by",
    ),
    Clock(
        "decision.reconsideration",
        _("申请行政复议期限"),
        starts=served(*DECISIONS),
        stops=("record_appeal", "archive_case"),
        voids=(REMADE,),
        is_right=True,
        allows=_("当事人可申请复议"),
    ),
    Clock(
        "decision.suit",
        _("提起行政诉讼期限"),
        starts=served(*DECISIONS),
        stops=("appeal:sued", "archive_case"),
        voids=("appeal:reconsidered", REMADE),
        is_right=True,
        allows=_("当事人可起诉"),
    ),
    Clock(
        "decision.suit_after_reconsideration",
        _("不服复议决定起诉期限"),
        starts=("appeal:reconsidered",),
        stops=("appeal:sued", "archive_case"),
        voids=(REMADE,),
        is_right=True,
        allows=_("当事人可起诉"),
    ),
    Clock(
        "appeal.answer",
        _("复议答复、诉讼答辩"),
        starts=("appeal:received",),
        stops=("answer_appeal",),
        voids=("record_appeal_result",),
        facts={"suit": "is_sued"},
    ),
    Clock(
        "publication.penalty",
        _("处罚决定公示"),
        starts=issued("penalty_decision"),
        stops=("publish_decision",),
        voids=("appeal:overturned", GONE),
    ),
    Clock(
        "publication.withdrawal",
        _("撤回处罚公示"),
        starts=("appeal:overturned",),
        stops=("withdraw_publication",),
        when="must_be_unpublished",
    ),
    Clock(
        "execution.reminder",
        _("催告后履行期限"),
        starts=served("demand_notice"),
        stops=("apply_to_court", "record_execution"),
        voids=("archive_case", GONE, REMADE),
        is_right=True,
        allows=_("当事人可自行履行"),
    ),
    Clock(
        "execution.court",
        _("申请法院强制执行"),
        starts=(*served(*DECISIONS), "approve_deferral", "appeal:ended"),
        stops=("apply_to_court",),
        voids=("record_execution", "record_appeal", "approve_deferral", "appeal:ended", GONE),
        when="may_be_enforced",
        starts_from="suit_ends_on",
    ),
    Clock(
        "transfer.approval",
        _("移送审批"),
        starts=("propose_transfer",),
        stops=("approve_transfer", "reject_transfer"),
    ),
    Clock("transfer.handover", _("移交公安机关"), starts=("approve_transfer",), stops=("hand_over",)),
    Clock(
        "transfer.answer",
        _("公安机关答复"),
        term="transfer.police_decision",
        starts=("hand_over",),
        stops=("record_police_answer",),
    ),
    Clock(
        "transfer.challenge",
        _("提请公安机关复议"),
        term="transfer.objection",
        starts=("answered:refused",),
        stops=("challenge_refusal",),
        voids=("propose_transfer", "reject_filing", "archive_case"),
        is_right=True,
        allows=_("可提请公安机关复议"),
    ),
    Clock(
        "case.recusal",
        _("决定回避"),
        starts=("request_recusal",),
        stops=("decide_recusal", "decide_recusal_as_head", "record_recusal_answer"),
        voids=(GONE,),
    ),
    Clock(
        "case.closing",
        _("结案"),
        starts=("serve", "record_execution", "withdraw_case", "merge_case", GONE),
        stops=("approve_closing",),
        voids=(REMADE,),
        when="has_result",
    ),
    Clock("case.archive", _("归档"), starts=("approve_closing",), stops=("archive_case",), voids=(REMADE,)),
)
