"""The printed words papers of a case share: functions of the day, so that articles and terms are those in force."""

from django.utils.translation import gettext as _

from casework.paper_kinds import Facts, Fixed
from inspections.cases.papers import responsible, sources
from inspections.checks.officers import by_law, sentence
from law import policy
from law.articles import article
from law.matters import MATTERS
from law.remedies import Paper
from law.remedies import remedies as law_remedies

__all__ = ["by_law", "party_called", "remedies", "sentence", "unpaid_wages"]


def party_called(facts: Facts) -> str:
    """How the paper speaks to the party."""
    unit = _("你") if sources.is_individual(facts) else _("你单位")
    return responsible.called(unit, (each.name for each in responsible.people(facts)))


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


def court(facts: Facts) -> str:
    return policy.text("remedy.court", facts.on)


def remedies(paper: Paper) -> Fixed:
    """The block of a decision (行政处罚法 59(5), formerly 39(5); 条例 19), as law.remedies says it on the day of issue."""
    return Fixed(lambda facts: remedies_told(paper, facts))


def remedies_told(paper: Paper, facts: Facts, *, names_sum: bool = False) -> str:
    """The same as a text; empty for a correction order that names no sum."""
    found = law_remedies(paper, facts.on, names_sum=names_sum)
    return found.text.replace(" ", "") if found is not None else ""
