"""The investigation: enquiry, order to correct, re-check, extension, report (条例 15–18)."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, Fixed, Sheet, Typed
from inspections.cases.papers import blocks, issued, lists, sources, spans
from inspections.cases.papers.fixed import by_law, remedies_told, unpaid_wages
from inspections.cases.workflow import FILED_AND_OPEN
from inspections.checks import enquiry
from law.articles import article
from law.matters import are_about_minors
from law.remedies import Paper
from registry import party

ENQUIRED = tuple(map(str, FILED_AND_OPEN))


def _ordered(facts: Facts) -> str:
    return _t("依照%(law)s的规定，责令你单位在期限内改正：") % {
        "law": by_law("supervision.correction", "penalty.correction")(facts)
    }


def _term(facts: Facts) -> str:
    """The day, and how long it is from today."""
    day = sources.correct_by(facts)
    if day is None:
        return ""
    told = {"day": spans.day(day), "count": (day - facts.on).days}
    return (_t("%(day)s前（自签发之日起%(count)s日内）") if day > facts.on else _t("%(day)s当日")) % told


def _sent_home(facts: Facts) -> str:
    """A child is sent home at the employer's cost (禁止使用童工规定 6)."""
    if "child_labour" not in facts.record.matters:
        return ""
    return _t(
        "依照%(law)s的规定，你单位应当将童工送回原居住地交其父母或者其他监护人，所需交通和食宿费用全部由你单位承担，"
        "并结清工资、取得监护人签收的凭证。"
    ) % {"law": article("child_labour.sent_home", facts.on)}


def _if_late(facts: Facts) -> str:
    return _t("逾期不改正的，本机关将依照%(law)s等规定依法处理、处罚。%(note)s") % {
        "law": article("supervision.obstruction", facts.on),
        "note": unpaid_wages(facts),
    }


def _remedies_of_a_sum(facts: Facts) -> str:
    """Whether an order can be attacked is disputed; one that names a sum to be paid says how (PAPERS 1.7)."""
    is_of_a_sum = bool(sources.sum_of(facts, "amount") and unpaid_wages(facts))
    return remedies_told(Paper.CORRECTION_ORDER, facts, names_sum=is_of_a_sum)


def _aggravating(facts: Facts) -> str:
    case = facts.record
    if case.is_minor_and_corrected:
        return _t("情节轻微，已经改正。")
    return _t("涉及未成年人。") if are_about_minors(case.matters) else _t("没有从轻、从重情节。")


def _proposal(facts: Facts) -> str:
    case = facts.record
    if facts.given.get("is_unfounded") or case.is_unfounded:
        return _t("违法事实不能成立，建议不予处罚。")
    if facts.given.get("is_minor_and_corrected") or case.is_minor_and_corrected:
        return _t("情节轻微且已改正，建议依照%(law)s撤销立案。") % {
            "law": article("supervision.withdrawal", facts.on)
        }
    return _t("建议依照%(law)s的规定处理。") % {"law": sources.basis(facts) or _t("有关法律、法规")}


def _extended_until(facts: Facts) -> str:
    filed = sources.filed_on(facts)
    return spans.day(spans.until("case.investigation_extended", filed)) if filed else ""


def _first_until(facts: Facts) -> str:
    filed = sources.filed_on(facts)
    if filed is None:
        return ""
    due = spans.until("case.investigation", filed)
    return _t("%(day)s（立案之日起%(length)s）") % {
        "day": spans.day(due),
        "length": spans.within("case.investigation", facts),
    }


def _course(facts: Facts) -> str:
    told = {"found": spans.day(facts.record.found_on), "source": sources.source_kind(facts)}
    filed = sources.filed_on(facts)
    return _t("%(found)s发现线索（来源：%(source)s）；") % told + (
        _t("%(day)s立案。") % {"day": spans.day(filed)} if filed else ""
    )


CORRECTION_ORDER = blocks.notice(
    "correction_order",
    _("劳动保障监察限期改正指令书"),
    "令",
    *party.E_BLOCK,
    Field("facts_found", _("经查明"), sources.facts_found, told=blocks.FROM_CASE),
    blocks.BROKEN,
    Fixed(_ordered),
    # Asked by the act itself.
    Field("correction_text", _("改正内容"), help=_("逐项写明事实、改正内容和怎样证明。")),
    Field("correction_term", _("改正期限"), _term),
    Fixed(_sent_home),
    Field("workers", _("支付名单"), lists.workers_table, is_optional=True),
    blocks.typed(
        "correction_report",
        _("报告方式"),
        source=blocks.said(_("期满前将改正情况和凭证书面报送承办机构。")),
        how=Typed.LINE,
    ),
    Fixed(_if_late),
    Fixed(_remedies_of_a_sum),
    blocks.CONTACT,
    basis=_("《劳动保障监察条例》第十八条第一款第二项"),
    is_again=True,
)
RECHECK_RECORD = blocks.record(
    "recheck_record",
    _("复查笔录"),
    Field("order_number", _("指令书文号"), sources.correction_number, is_optional=True),
    blocks.PARTY,
    Field("rechecked_on", _("复查日期"), lambda facts: facts.on),
    Field("correction_term", _("改正期限"), sources.correct_by),
    Field("correction_result", _("复查情况"), help=_("逐项写到位、部分到位或者没有到位。")),
    Field("recheck_outcome", _("复查结果"), sources.is_corrected),
    Field("evidence_summary", _("凭证"), lists.evidence_summary, is_optional=True),
    blocks.HANDLERS,
    hands=(_("被检查单位负责人"),),
    basis=_("《劳动保障监察条例》第十八条"),
)
EXTENSION_APPROVAL = blocks.sheet(
    "extension_approval",
    _("延长调查期限审批表"),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    blocks.PARTY,
    blocks.FILED_ON,
    Field("due_on", _("调查期限届满日"), _first_until, told=_("时限")),
    Field("work_done", _("已做工作"), sources.facts_found, told=blocks.FROM_CASE),
    Field(
        "extension_reason", _("延长理由"), lambda facts: str(sources.given(facts, "extension_reason") or "")
    ),
    Field("extended_until", _("延长至"), _extended_until, told=_("时限")),
    blocks.handlers_opinion(blocks.said(_("案情复杂，期限内不能调查终结，报请延长。"))),
    blocks.opinion("approval", _("区局负责人意见"), _("同意延长一次。")),
    mark="延",
    basis=_("《劳动保障监察条例》第十七条，《青岛市劳动保障监察条例》第三十一条"),
)
INVESTIGATION_REPORT = blocks.sheet(
    "investigation_report",
    _("案件调查终结报告"),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    *party.E_BLOCK,
    Field("course", _("案件来源与调查经过"), _course),
    Field("findings", _("查明的事实"), sources.facts_found, told=blocks.FROM_CASE),
    Field("evidence", _("证据目录"), lists.evidence, is_optional=True),
    blocks.BROKEN,
    blocks.typed("circumstances", _("情节（从轻、从重）"), source=_aggravating, how=Typed.LINE),
    blocks.typed(
        "discretion", _("裁量"), is_optional=True, help=_("适用的裁量档次和理由；没有裁量幅度的不填。")
    ),
    blocks.typed("proposal", _("处理建议"), source=_proposal),
    blocks.typed("party_said", _("当事人意见"), is_optional=True),
    Field("concluded_on", _("调查终结日期"), lambda facts: facts.on),
    blocks.HANDLERS,
    sheet=Sheet.OFFICIAL,
    is_again=True,
    basis=_("《行政处罚法》第五十七条"),
)
CASE_HANDLING_APPROVAL = blocks.sheet(
    "case_handling_approval",
    _("案件处理审批表"),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    blocks.PARTY,
    blocks.FACTS,
    blocks.BROKEN,
    Field("handling_basis", _("处理依据"), sources.basis, is_optional=True, told=_("条文")),
    blocks.typed("proposal", _("拟处理意见"), source=_proposal),
    blocks.typed("computation", _("幅度和计算"), source=sources.computation, is_optional=True, help=_("按条文逐项算出。")),
    Field("discussed", _("集体讨论"), lambda facts: _t("是") if issued.newest(facts, "collective_discussion") else _t("否")),
    blocks.handlers_opinion(blocks.said(_("事实清楚，证据充分，报请法制审核。"))),
    Field("review_opinion_said", _("法制审核意见"), issued.numbered("legal_review_opinion"), is_optional=True),
    basis=_("《行政处罚法》第五十七条"),
    is_again=True,
)  # fmt: skip
CATALOGUE = (
    enquiry.notice("enquiry_notice", blocks.CASE, sources.matters, issued_by="cases.approve_filing", states=ENQUIRED),
    enquiry.record("enquiry_record", blocks.CASE, sources.matters, issued_by="cases.record_findings", states=ENQUIRED),
    CORRECTION_ORDER,
    RECHECK_RECORD,
    EXTENSION_APPROVAL,
    INVESTIGATION_REPORT,
    CASE_HANDLING_APPROVAL,
)  # fmt: skip
