"""Reminding the towns of their report (方案四（四）: 于8月17日前报区劳动监察大队)."""

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from campaign.models import Campaign
from casework import hooks, notices
from law import policy
from registry.models import Posting

REPORTING = "reports.submit_summary"


def remind_reports(campaign: Campaign, on: date) -> dict[str, int]:
    """One line a day to each officer of a town that has not reported, from seven days before until the end.

    Which towns have reported is asked of the rooms above: an AppConfig's `towns_reported` names a function
    `(campaign) -> set of town ids`. Returns how many officers were told.
    """
    first = campaign.report_due_on - timedelta(days=policy.integer("report.reminder_days"))
    if not first <= on <= max(campaign.ends_on, campaign.report_due_on):
        return {"reminded": 0}
    serving = Posting.objects.current(on).exclude(town__in=_towns_reported(campaign))
    officers = list(
        get_user_model()
        .objects.with_permission(REPORTING)
        .filter(pk__in=serving.values("user"), is_active=True)
    )
    notices.send(officers, what=_sentence(campaign, on), about=campaign)
    return {"reminded": len(officers)}


def _towns_reported(campaign: Campaign) -> set[int]:
    return {town for told in hooks.functions("towns_reported") for town in told(campaign)}


def _sentence(campaign: Campaign, on: date) -> str:
    left = (campaign.report_due_on - on).days
    facts = {"day": campaign.report_due_on.isoformat(), "number": abs(left)}
    if left < 0:
        return _("镇街总结报告应于 %(day)s 前报送，已逾期 %(number)s 天，请尽快报送。") % facts
    if left == 0:
        return _("镇街总结报告今天（%(day)s）截止，请今天报送。") % facts
    return _("镇街总结报告须在 %(day)s 前报送，还有 %(number)s 天。") % facts
