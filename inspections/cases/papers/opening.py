"""From the clue to the case (条例 14; 行政处罚法 54; 25号令 19)."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, Typed
from inspections.cases.papers import blocks, sources
from inspections.cases.papers.fixed import by_law
from registry import party

JURISDICTION = _("用人单位和用工所在地在本行政区域内，属于本机关管辖。")

HEAD = (
    blocks.MATTERS,
    Field("source", _("案件来源"), sources.source, told=blocks.FROM_CASE),
    Field("found_on", _("来源日期"), sources.found_on, told=blocks.FROM_CASE),
    *party.E_BLOCK_WITH_PHONE,
    Field("summary", _("案情摘要"), sources.summary, told=blocks.FROM_CASE),
    Field("people", _("涉及人数"), sources.people, is_optional=True),
    Field("amount", _("涉及金额"), sources.amount, is_optional=True),
)


def _proposes(facts: Facts) -> str:
    return _t("经初步核查，%(party)s%(matters)s，有违法事实需要追究，建议立案调查。") % {
        "party": party.name(facts),
        "matters": sources.matters(facts),
    }


def _looked_into(facts: Facts) -> str:
    return _t("已初步核查，报请大队负责人审批。")


def _told(facts: Facts) -> str:
    """Whoever complained is told; by number only."""
    complaint = facts.record.complaint
    return (
        _t("投诉举报（%(number)s）的来件人，以书面告知") % {"number": complaint.number} if complaint else ""
    )


FILING_APPROVAL = blocks.sheet(
    "filing_approval",
    _("立案审批表"),
    # The series 立 is the number of the case itself, which this sheet gives it.
    Field("case_number", _("立案号"), sources.case_number, told=blocks.FROM_CASE),
    *HEAD,
    Field("filing_basis", _("拟立案依据"), by_law("supervision.source", "penalty.filing")),
    Field("broken", _("涉嫌违反条款"), sources.broken, told=_("条文")),
    blocks.typed("jurisdiction", _("管辖"), source=blocks.said(JURISDICTION), how=Typed.LINE),
    Field("limitation", _("时效审查"), sources.limitation),
    blocks.handlers_opinion(_proposes),
    Field("checked_opinion", _("审核意见"), blocks.said(_("承办人二人，持有效执法证，无利害关系申报。"))),
    blocks.opinion("approval", _("审批意见"), _("同意立案。")),
    Field("filed_on", _("立案日期"), sources.filing_day, told=_("批准之日；投诉受理的为受理之日")),
    basis=_("《劳动保障监察条例》第十四条；《行政处罚法》第五十四条"),
)
NOT_FILED = blocks.sheet(
    "not_filed",
    _("不予立案审批表"),
    *HEAD,
    Field("limitation", _("时效审查"), sources.limitation),
    blocks.handlers_opinion(_looked_into),
    # The act's own form asks for it.
    Field("reason", _("不予立案理由"), told=_("办理时填写")),
    Field("told_to", _("告知对象"), _told, is_optional=True),
    blocks.opinion("approval", _("审批意见"), _("不予立案。")),
    mark="不立",
    basis=_("《行政处罚法》第五十四条"),
)
CATALOGUE = (FILING_APPROVAL, NOT_FILED)
