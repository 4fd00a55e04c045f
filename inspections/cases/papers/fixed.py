"""The printed words papers of a case share: functions of the day, so that articles and terms are those in force."""

from django.utils.translation import gettext as _

from casework.paper_kinds import Facts, Fixed
from inspections.cases.papers import sources, spans
from inspections.checks.officers import by_law, sentence
from law.articles import article, articles
from law.matters import MATTERS
from law.words import Sentence

__all__ = ["by_law", "party_called", "remedies", "sentence", "unpaid_wages"]


def party_called(facts: Facts) -> str:
    """How the paper speaks to the party."""
    return _("你") if sources.is_individual(facts) else _("你单位")


def unpaid_wages(facts: Facts) -> str:
    """Said wherever wages are ordered to be paid: what follows is a crime (刑法 276之一)."""
    is_about_wages = any(
        MATTERS[code].violation == "overdue_pay_order" for code in facts.record.matters if code in MATTERS
    )
    if not is_about_wages:
        return ""
    return _(
        "有能力支付而不支付劳动者的劳动报酬，数额较大，经责令支付仍不支付，涉嫌犯罪的，依照%(law)s移送公安机关。"
    ) % {"law": article("crime.unpaid_wages", facts.on)}


# Remedies: until law.remedies says them


GOVERNMENT, SUPERIOR = "青岛市黄岛区人民政府", "青岛市人力资源和社会保障局"
COURT = "青岛市黄岛区人民法院"


def remedies(title: Sentence) -> Fixed:
    """The block of a decision (行政处罚法 59(5), formerly 39(5); 条例 19)."""

    def told(facts: Facts) -> str:
        is_of_two = facts.on.year < 2024
        words = {
            "title": title,
            "days": spans.within("decision.reconsideration", facts),
            "months": spans.within("decision.suit", facts),
            "law": articles(("reconsideration.term", "reconsideration.body"), facts.on),
            "suit": articles(("suit.term", "suit.court"), facts.on),
            "body": f"{GOVERNMENT}或者{SUPERIOR}" if is_of_two else GOVERNMENT,
            "court": COURT,
        }
        return _(
            "不服本决定的，可以自收到本%(title)s之日起%(days)s内，依照%(law)s的规定向%(body)s申请行政复议；"
            "也可以自收到本%(title)s之日起%(months)s内，依照%(suit)s的规定向%(court)s提起行政诉讼。"
        ) % words + _("行政复议、行政诉讼期间，除法律另有规定外，本决定不停止执行。")

    return Fixed(told)
