"""The paper of a town: what it found and proposes. It imposes nothing, and says that the bureau decides (PAPERS 2; DOUBTS B9).

It is issued in the town's own name and never in the words of an order or a penalty.
"""

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, Fixed, PaperKind, Sheet, Table
from law import policy
from law.articles import articles
from registry import party

PROBLEMS = (_("序号"), _("组别"), _("事实"), _("应遵守的规定"), _("整改建议"))


def proposed(text: str) -> str:
    """What an officer typed as an order, said as a proposal: to order belongs to the bureau. Facts stay as they were written."""
    return text.replace("责令", "请")


def town(facts: Facts) -> str:
    """In whose name it is issued."""
    place = facts.record.town
    return place.name if place is not None else policy.text("document.agency", facts.on)


def number(facts: Facts) -> str:
    return str(facts.record.rectification_number)


def patrolled_on(facts: Facts) -> date:
    return facts.record.patrolled_on


def patrollers(facts: Facts) -> str:
    return "、".join(map(str, facts.record.patrollers.all()))


def problems(facts: Facts) -> Table:
    rows = [
        (order, finding.group, finding.fact, f"{finding.citation}：{finding.duty}", proposed(finding.measure))
        for order, finding in enumerate(facts.record.findings.all(), start=1)
    ]  # fmt: skip
    return Table(PROBLEMS, rows)


def requirements(facts: Facts) -> str:
    return proposed(facts.given.get("requirements") or facts.record.requirements)


def rectify_by(facts: Facts) -> str:
    day = facts.given.get("rectify_by") or facts.record.rectify_by
    return _t("%(day)s前，并于次日接受复查") % {"day": f"{day:%Y年%-m月%-d日}"} if day else ""


def received_by(facts: Facts) -> str:
    record = facts.record
    told = (record.received_by, str(record.get_signature_display()) if record.signature else "")
    return "，".join(filter(None, told))


def _by_law(facts: Facts) -> str:
    said = {
        "law": articles(("migrant_wages.territory",), facts.on),
        "body": policy.text("document.body", facts.on),
    }
    return (
        _t(
            "本镇街在巡查中发现你单位用工存在下列问题，现予通知，请在期限内自行整改。整改中有疑问的，可以向本镇街咨询。"
            "属于保障农民工工资支付的，本镇街依照%(law)s履行属地职责。"
        )
        % said
    )


def _decides(facts: Facts) -> str:
    return _t(
        "本通知不是行政处理或者行政处罚决定。逾期没有整改或者整改不到位的，本镇街将报%(body)s依法调查处理。"
    ) % {"body": policy.text("document.body", facts.on)}


TOWN_NOTICE = PaperKind(
    code="town_notice",
    title=_("镇街用工问题整改通知书"),
    basis=_("《保障农民工工资支付条例》第四条；没有处罚权"),
    sheet=Sheet.BLANK,
    about="patrols.Patrol",
    body=town,
    to=party.name,
    copies=2,
    blocks=(
        Field("notice_number", _("编号"), number),
        party.NAME,
        party.ADDRESS,
        Field("patrolled_on", _("巡查日期"), patrolled_on),
        Fixed(_by_law),
        Field("problems", _("问题清单"), problems),
        Field("rectification", _("整改建议"), requirements, is_optional=True),
        Field("rectification_term", _("整改和复查日期"), rectify_by),
        Field("patrollers", _("巡查人员"), patrollers),
        Fixed(_decides),
        Field("taken_by", _("单位签收（拒绝签收的写明）"), received_by, is_optional=True),
    ),
)

CATALOGUE = (TOWN_NOTICE,)
