"""Summaries: drafted for every town, written, submitted with frozen figures, sent back or accepted (方案四（四）)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import Campaign
from casework import audit
from casework.by import SYSTEM, By
from casework.models import AuditEntry
from casework.workflow import Refused, check, perform
from law.clock import now, today
from registry.models import Town
from reports.freezing import digest
from reports.metrics import FIGURES, Window, figures
from reports.models import SECTIONS, Summary, SummaryVersion
from reports.paper import of_town
from reports.prose import draft


def draft_summaries(campaign: Campaign, on: date) -> dict[str, Any]:
    """Boundary work at the start of the summary phase: a draft for every town and one for the district.

    Towns that have one already are left alone. Returns how many were made.
    """
    numbers = figures(Window(campaign, on))
    made = 0
    with transaction.atomic():
        audit.lock()
        having = set(Summary.objects.filter(campaign=campaign).values_list("town", flat=True))
        for town in [*Town.objects.order_by("order", "code"), None]:
            if (town.pk if town else None) not in having:
                _draft(campaign, town, numbers, on)
                made += 1
    return {"drafted": made, "summary": _("生成总结初稿 %(number)s 份") % {"number": made}}


def _draft(campaign: Campaign, town: Town | None, numbers: dict[str, Any], on: date) -> Summary:
    told = of_town(numbers["towns"][town.code]) if town else numbers["district"]
    texts = draft(campaign, _place(town), told)
    summary = Summary(
        number=f"{campaign.code}-ZJ-{town.code if town else 'QJ'}",
        campaign=campaign,
        town=town,
        drafted_on=on,
        drafted=texts,
        **texts,
    )
    perform(summary, "draft_summary", by=SYSTEM)
    return summary


def _place(town: Town | None) -> str:
    return town.name if town else str(_("全区"))


def towns_reported(campaign: Campaign) -> set[int]:
    """Ids of the towns whose summary has been submitted and not sent back: they need no reminder."""
    return set(Summary.objects.filter(campaign=campaign).reported().values_list("town", flat=True))


def town_figures(summary: Summary, cut_off: date) -> dict[str, Any]:
    """The figures this summary would be frozen with if it were submitted now: the town's own, or the district's."""
    numbers = figures(Window(summary.campaign, cut_off))
    return of_town(numbers["towns"][summary.town.code]) if summary.town else numbers["district"]


def is_all_zero(numbers: dict[str, Any]) -> bool:
    """Nothing to report: every figure is nought or has no number."""
    return not any(numbers.get(code) for code in FIGURES)


@transaction.atomic
def save_text(summary: Summary, *, by: By, **texts: str) -> AuditEntry:
    """Change sections of the text; `texts` are fields of `SECTIONS`, those not given stay. The figures are not touched."""
    unknown = set(texts) - set(SECTIONS)
    if unknown:
        raise TypeError(f"not a section: {', '.join(sorted(unknown))}")
    changed = [name for name, text in texts.items() if text != getattr(summary, name)]
    return perform(summary, "save_text", by=by, changes=texts, data={"sections": sorted(changed)})


@transaction.atomic
def submit_summary(
    summary: Summary,
    *,
    by: By,
    is_zero: bool = False,
    cut_off: date | None = None,
) -> AuditEntry:
    """Freeze the figures of today (or of `cut_off`) with their hash and report them; a late report is marked, not refused.

    `is_zero` says that there is nothing to report: it must be given exactly when every figure is nought.
    Raises `Refused` (zero_not_confirmed, not_zero, cut_off_ahead and those of `perform`).
    """
    check(summary, "submit_summary", by=by)
    cut_off = _checked_cut_off(cut_off)
    numbers = town_figures(summary, cut_off)
    if is_all_zero(numbers) and not is_zero:
        raise Refused("zero_not_confirmed", _("各项数据都是零。确实没有需要上报的，请勾选“零报告”后再报送。"))
    if is_zero and not is_all_zero(numbers):
        raise Refused("not_zero", _("已有数据，不是零报告，请去掉“零报告”的勾选。"))
    return _freeze(summary, "submit_summary", numbers, cut_off, by=by, is_zero=is_zero)


@transaction.atomic
def finish_district(summary: Summary, *, by: By, cut_off: date | None = None) -> AuditEntry:
    """Freeze the district's figures and close its summary. Raises `Refused`."""
    cut_off = _checked_cut_off(cut_off)
    numbers = town_figures(summary, cut_off)
    return _freeze(summary, "finish_district", numbers, cut_off, by=by, is_zero=False)


@transaction.atomic
def return_summary(summary: Summary, *, by: By, reason: str) -> AuditEntry:
    """Send it back with what is to be changed; the town submits a new version. Raises `Refused`."""
    return perform(
        summary,
        "return_summary",
        by=by,
        reason=reason,
        changes={"return_reason": reason},
    )


@transaction.atomic
def accept_summary(summary: Summary, *, by: By) -> AuditEntry:
    """Take it in; refuses one whose frozen figures no longer have their hash."""
    if not summary.is_intact:
        raise Refused("not_intact", _("数据与报送时的摘要不一致，不能接收，请退回重报并报告审计管理员。"))
    return perform(summary, "accept_summary", by=by)


def _checked_cut_off(cut_off: date | None) -> date:
    cut_off = cut_off or today()
    if cut_off > today():
        raise Refused("cut_off_ahead", _("统计截止日不能晚于今天。"))
    return cut_off


def _freeze(
    summary: Summary,
    action: str,
    numbers: dict[str, Any],
    cut_off: date,
    *,
    by: By,
    is_zero: bool,
) -> AuditEntry:
    """The act, with the figures and their hash in the same update, and a version that is never changed again.

    What nobody has rewritten of the draft is written anew from these figures, so that text and table agree.
    """
    audit.lock()
    hashed, number = digest(numbers), summary.version_no + 1
    redrawn = summary.redrawn(draft(summary.campaign, _place(summary.town), numbers))
    entry = perform(
        summary,
        action,
        by=by,
        changes={
            "version_no": number,
            "cut_off": cut_off,
            "figures": numbers,
            "figures_sha256": hashed,
            "is_zero": is_zero,
            "submitted_on": summary.submitted_on or today(),
            "submitted_by": by.actor,
            "drafted": summary.drafted | redrawn,
            **redrawn,
        },
        data={
            "version": number,
            "cut_off": cut_off.isoformat(),
            "sha256": hashed,
            "late_days": summary.days_late,
            "is_zero": is_zero,
        },
    )
    SummaryVersion.objects.create(
        summary=summary,
        version_no=number,
        cut_off=cut_off,
        figures=numbers,
        figures_sha256=hashed,
        texts=summary.texts,
        frozen_at=now(),
        frozen_by=by.actor,
    )
    return entry
