"""Closing and the file (行政处罚法 47; 档案法 14)."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, Fixed
from casework.papers import delivering
from inspections.cases.papers import afterwards, blocks, issued, lists, outcome, sources, spans
from law import policy

KEPT_LONG, KEPT_SHORT = "30", "10"


def _open(facts: Facts) -> str:
    """What is still open besides the closing itself: running clocks, papers nobody was served with. There must be nothing."""
    case = facts.record
    lines = [str(clock.label) for clock in case.deadlines.running().duties().exclude(clock="case.closing")]
    lines += [str(paper) for paper in delivering.waiting(case)]
    return "、".join(lines) or _t("无")


def _transfer(facts: Facts) -> str:
    case = facts.record
    if not case.transferred_on:
        return ""
    return _t("%(day)s移送，%(receipt)s") % {
        "day": spans.day(case.transferred_on),
        "receipt": sources.transfer_receipt(facts),
    }


def _kept(facts: Facts) -> str:
    """Penalties, orders and transfers are kept longer than the rest; the local schedule goes before it."""
    case = facts.record
    is_long = case.is_penalty or case.is_handling or case.is_accepted_by_police
    return _t("%(years)s年（以档案保管期限表为准）") % {"years": KEPT_LONG if is_long else KEPT_SHORT}


CLOSING_APPROVAL = blocks.sheet(
    "closing_approval",
    _("结案审批表"),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    blocks.PARTY,
    blocks.FILED_ON,
    Field("decision_number", _("决定文号"), outcome.decision_number, is_optional=True),
    Field("decision_day", _("决定日期"), outcome.decision_day, is_optional=True),
    Field("decision_served", _("送达日期"), outcome.decision_served, is_optional=True),
    Field("outcome", _("处理结果"), outcome.outcome),
    Field("paid", _("履行情况"), afterwards.paid, is_optional=True),
    Field("remedies", _("复议和诉讼"), afterwards.remedies, is_optional=True),
    Field("publication", _("公开情况"), afterwards.publication, is_optional=True),
    Field("transfer", _("移送结果"), _transfer, is_optional=True),
    # Asked when closing is asked for.
    Field("closing_report", _("结案报告"), sources.words("closing_report"), is_optional=True),
    Field("open_matters", _("未结事项"), _open),
    blocks.handlers_opinion(blocks.said(_("已办理完毕，报请结案。"))),
    blocks.opinion("approval", _("审批意见"), _("同意结案。")),
    mark="结",
    basis=_("《行政处罚法》第四十七条"),
)
FILE_COVER = blocks.sheet(
    "file_cover",
    _("卷宗封面"),
    Field("body", _("机关"), lambda facts: policy.text("document.body", facts.on)),
    Field("file_class", _("案卷类别"), lambda facts: _t("劳动保障监察案卷")),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    blocks.PARTY,
    blocks.FILED_ON,
    Field("closed_on", _("结案日期"), lambda facts: facts.record.closed_on, is_optional=True),
    Field("outcome", _("处理结果"), outcome.outcome),
    blocks.HANDLERS,
    Field("archived_on", _("归档日期"), lambda facts: facts.on),
    Field("archive_number", _("归档号"), sources.words("archive_number"), is_optional=True),
    Field("kept_for", _("保管期限"), _kept, told=_("本地值")),
    Field(
        "secrecy",
        _("密级"),
        lambda facts: _t("内部") if facts.record.is_confidential else "",
        is_optional=True,
    ),
    basis=_("《档案法》第十四条"),
    is_front=True,
)
FILE_CONTENTS = blocks.sheet(
    "file_contents",
    _("卷内目录"),
    blocks.CASE_NUMBER,
    Field("contents", _("目录"), issued.contents, is_optional=True),
    basis=_("《档案法》第十四条"),
    is_front=True,
)
FILE_NOTE = blocks.sheet(
    "file_note",
    _("卷内备考表"),
    blocks.CASE_NUMBER,
    blocks.typed("damage", _("缺损、修改、补充、移出说明"), source=blocks.said(_("无缺损。"))),
    Field("pictures", _("影像和电子材料"), lists.evidence_count, is_optional=True, told=blocks.FROM_CASE),
    Field("filed_by", _("立卷人"), sources.names),
    blocks.typed("checked_by", _("检查人"), is_optional=True),
    Fixed(_("身份信息单独封存，不入本卷；电子原件附摘要值。")),
    basis=_("《档案法》第十四条"),
    is_front=True,
)
CATALOGUE = (CLOSING_APPROVAL, FILE_COVER, FILE_CONTENTS, FILE_NOTE)
