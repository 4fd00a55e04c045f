"""The papers of a visit: the record on the spot, and the notice and record of an enquiry (条例 15, 16; 山东 14)."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, Fixed, PaperKind, Sheet, Typed
from inspections.checks import enquiry, officers
from registry import party

VISIT = "checks.Visit"


def _findings(facts: Facts) -> list[Any]:
    return list(facts.record.findings.all())


def matters(facts: Facts) -> str:
    """What it is about, said neutrally: labels of what was found, otherwise the daily inspection."""
    labels = dict.fromkeys(finding.label for finding in _findings(facts))
    return "、".join(labels) or _t("遵守劳动保障法律、法规和规章的情况")


def seen(facts: Facts) -> str:
    """What was seen, one line each: facts only, no article and no verdict."""
    lines = [f"{number}. {finding.fact}" for number, finding in enumerate(_findings(facts), start=1)]
    lines += [facts.record.text] if facts.record.text else []
    return "\n".join(lines) or _t("现场未发现违反劳动保障法律、法规和规章的情况。")


def moment(facts: Facts) -> str:
    return f"{facts.record.visited_on:%Y年%-m月%-d日}"


def headcount(facts: Facts) -> str:
    count = facts.record.headcount
    return "" if count is None else _t("%(count)s人") % {"count": count}


def received_by(facts: Facts) -> str:
    return str(facts.record.received_by)


def files(facts: Facts) -> str:
    """Photographs, sound and copies by their names."""
    named = facts.record.attachments.order_by("uploaded_at", "pk")
    return "、".join(file.label or file.name for file in named)


SITE_RECORD = PaperKind(
    code="site_record",
    title=_("劳动保障监察现场检查笔录"),
    basis=_("《劳动保障监察条例》第十五条、第十六条，《山东省劳动和社会保障监察条例》第十四条"),
    sheet=Sheet.RECORD,
    about=VISIT,
    signatures=2,
    signers="handlers",
    hands=(_("现场负责人"),),
    issued_by="checks.record_visit",
    is_again=True,
    has_seal=False,
    blocks=(
        Field("begun_at", _("开始时间"), moment, Typed.MOMENT, help=_("补上几时几分。")),
        Field("ended_at", _("结束时间"), typed=Typed.MOMENT, help=_("年月日时分。")),
        Field("checked_place", _("检查地点"), party.address, Typed.LINE),
        *party.E_BLOCK_WITH_PHONE,
        Field("received_by", _("现场负责人"), received_by, Typed.LINE),
        Field("checked_by", _("检查人员及执法证号"), officers.handlers),
        Fixed(
            officers.sentence(
                _("检查人员已出示执法证件，依照%(law)s的规定实施检查，并告知有权申请回避。"),
                law=officers.by_law("supervision.enquiry", "supervision.officers", "penalty.enquiry"),
            )
        ),
        Field("shown_answer", _("现场负责人确认"), lambda facts: _t("已看清证件，不申请回避。"), Typed.LINE),
        Field("seen", _("检查情况"), seen, Typed.TEXT, help=_("只写看到的事实，不写条文，不下结论。")),
        Field("has_song_and_dance", _("是否提供歌舞娱乐设备"), typed=Typed.CHOICE, is_optional=True,
              choices=(("提供", _("提供")), ("不提供", _("不提供"))), help=_("酒吧、餐饮等场所必须写明。")),
        Field("headcount", _("现场人数"), headcount, Typed.LINE, is_optional=True),
        Field("evidence_numbers", _("提取证据编号"), typed=Typed.LINE, is_optional=True),
        Field("recordings", _("照片、录音录像编号"), files, Typed.LINE, is_optional=True),
        Field("party_opinion", _("当事人意见"), typed=Typed.TEXT, help=_("照原话写；没有意见的写“属实，没有意见”。")),
        officers.READ_OVER,
        Field("refused_to_sign", _("拒绝签名的事由和见证人"), typed=Typed.LINE, is_optional=True),
    ),
)  # fmt: skip

CATALOGUE = (
    enquiry.notice("visit_enquiry_notice", VISIT, matters, issued_by="checks.assign"),
    enquiry.record("visit_enquiry_record", VISIT, matters, issued_by="checks.record_visit"),
    SITE_RECORD,
)
