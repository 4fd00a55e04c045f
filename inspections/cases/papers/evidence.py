"""The list of evidence, and what is registered and kept before it can vanish (行政处罚法 56, formerly 37)."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.models import Paper
from casework.paper_kinds import Facts, Field, Fixed, Typed
from inspections.cases.papers import blocks, issued, lists, sources, spans
from inspections.cases.papers.fixed import by_law, sentence
from inspections.cases.workflow import OPEN
from registry import party

STATES = (*map(str, OPEN), "investigated")
PRESERVED = (_("名称"), _("规格、特征"), _("数量"), _("单位"), _("状态"), _("备注"))
ONE_A_LINE = _("每行一件，各栏用逗号分开：名称，规格特征，数量，单位，状态，备注。不写“若干”。")


def _kept_until(facts: Facts) -> str:
    due = spans.until("evidence.preservation", facts.on)
    told = {
        "since": spans.day(facts.on),
        "until": spans.day(due),
        "length": spans.within("evidence.preservation", facts),
    }
    return _t("自%(since)s至%(until)s（%(length)s）") % told


def _approval(facts: Facts) -> str:
    """The approval of the head that no notice rests on yet: each notice has one of its own."""
    standing = Paper.objects.about(facts.record).standing().order_by("pk")
    given = list(standing.filter(kind="preservation_approval"))
    used = standing.filter(kind="preservation_notice").count()
    return issued.called(given[used]) if used < len(given) else ""


APPROVED = Field("approved_by", _("审批依据"), _approval)
ITEMS = Field("preserved_items", _("证据清单"), typed=Typed.ROWS, help=ONE_A_LINE, columns=PRESERVED)

EVIDENCE_LIST = blocks.sheet(
    "evidence_list",
    _("证据（材料）清单"),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    blocks.PARTY,
    Field(
        "evidence",
        _("证据"),
        typed=Typed.ROWS,
        source=lists.evidence,
        columns=lists.EVIDENCE[1:],
        help=_(
            "每行一件，各栏用逗号分开：名称，种类，份数或页数，原件或者复制件，来源，取证时间地点和取证人。"
        ),
    ),
    Fixed(_("以上材料由我提供；复制件与原件核对无误。")),
    blocks.typed("provider", _("提供人"), how=Typed.LINE, help=_("姓名或者单位，签名或者盖章并注明日期。")),
    Fixed(sentence(_("依照%(law)s收集。"), law=by_law("penalty.evidence"))),
    basis=_("《行政处罚法》第四十六条"),
    signatures=2,
    issued_by="cases.record_findings",
    is_front=True,
    is_again=True,
    copies=2,
    states=STATES,
)
PRESERVATION_APPROVAL = blocks.sheet(
    "preservation_approval",
    _("先行登记保存证据审批表"),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    blocks.PARTY,
    Field("preservation_basis", _("依据"), by_law("penalty.preservation")),
    ITEMS,
    blocks.typed("loss", _("可能灭失或者以后难以取得的理由")),
    blocks.typed("kept_where", _("保存方式和地点"), how=Typed.LINE),
    Field("kept_until", _("保存期限"), _kept_until, told=_("时限")),
    blocks.handlers_opinion(blocks.said(_("证据可能灭失，报请先行登记保存。"))),
    blocks.opinion("approval", _("区局负责人意见"), _("同意先行登记保存。")),
    basis=_("《行政处罚法》第五十六条"),
    signatures=2,
    # The head of the bureau, and nobody for him.
    issued_by="cases.decide",
    is_again=True,
    states=STATES,
)
PRESERVATION_NOTICE = blocks.notice(
    "preservation_notice",
    _("先行登记保存证据通知书"),
    "存",
    *party.E_BLOCK,
    Fixed(
        sentence(
            _(
                "因调查%(matters)s一案，为防止证据灭失，依照%(law)s的规定，经本机关负责人批准，对下列证据先行登记保存。"
            ),
            matters=sources.matters,
            law="penalty.preservation",
        )
    ),
    APPROVED,
    Field("kept_until", _("保存期限"), _kept_until, told=_("时限")),
    blocks.typed("kept_where", _("保存地点"), how=Typed.LINE),
    blocks.typed("keeper", _("保管人"), how=Typed.LINE),
    ITEMS,
    Fixed(_("保存期间，当事人或者有关人员不得销毁、转移、变卖、隐匿证据；期满前由本机关作出处理决定。")),
    blocks.CONTACT,
    basis=_("《行政处罚法》第五十六条"),
    signatures=2,
    issued_by="cases.record_findings",
    is_again=True,
    states=STATES,
)
PRESERVATION_LIST = blocks.sheet(
    "preservation_list",
    _("先行登记保存证据清单"),
    blocks.PARTY,
    Field("notice_number", _("通知书文号"), issued.numbered("preservation_notice")),
    ITEMS,
    Fixed(_("以下空白。当事人、执法人员、见证人核对无误后签名并注明日期。")),
    blocks.typed("seen_by", _("当事人、见证人"), how=Typed.LINE, is_optional=True),
    basis=_("《行政处罚法》第五十六条"),
    signatures=2,
    issued_by="cases.record_findings",
    is_front=True,
    is_again=True,
    copies=3,
    states=STATES,
)
PRESERVATION_DISPOSAL = blocks.notice(
    "preservation_disposal",
    _("先行登记保存证据处理通知书"),
    "存处",
    *party.E_BLOCK,
    Field("preserved_under", _("原通知书文号"), lists.preserved_under),
    Fixed(sentence(_("依照%(law)s的规定，对先行登记保存的证据作出如下处理："), law="penalty.preservation")),
    Field("disposed_items", _("处理清单"), lists.disposed),
    Field("disposed_day", _("处理日期"), lambda facts: facts.on),
    blocks.CONTACT,
    basis=_("《行政处罚法》第五十六条"),
    is_again=True,
)
CATALOGUE = (
    EVIDENCE_LIST,
    PRESERVATION_APPROVAL,
    PRESERVATION_NOTICE,
    PRESERVATION_LIST,
    PRESERVATION_DISPOSAL,
)
