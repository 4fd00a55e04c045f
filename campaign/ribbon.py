"""The phase ribbon under the header (templates/components/ribbon.html), in percent of the campaign's days."""

from dataclasses import dataclass
from datetime import date

from campaign.models import Campaign, PhaseWindow


@dataclass(frozen=True)
class RibbonPhase:
    """One band. `run_percent` is how much of the ribbon is behind us inside this phase."""

    number: int
    mark: str
    name: str
    starts_on: date
    ends_on: date
    status: str
    x_percent: float
    width_percent: float
    run_percent: float


@dataclass(frozen=True)
class Ribbon:
    """`now` is None in a gap, before and after; `day_number` of `day_total` are days of the running phase."""

    campaign_title: str
    starts_on: date
    ends_on: date
    today: date
    phases: tuple[RibbonPhase, ...]
    now: RibbonPhase | None
    day_number: int | None
    day_total: int | None
    next: RibbonPhase | None
    days_to_next: int | None
    report_due_on: date
    due_percent: float
    today_percent: float | None


def ribbon(campaign: Campaign, today: date) -> Ribbon:
    """Where `today` stands in the campaign.

    No query when the campaign came from `Campaign.objects.current()`.
    """
    phases = tuple(
        _band(campaign, window, number, today) for number, window in enumerate(campaign.windows, start=1)
    )
    running = next((phase for phase in phases if phase.status == "now"), None)
    coming = next((phase for phase in phases if phase.status == "next"), None)
    return Ribbon(
        campaign_title=campaign.title,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        today=today,
        phases=phases,
        now=running,
        day_number=(today - running.starts_on).days + 1 if running else None,
        day_total=(running.ends_on - running.starts_on).days + 1 if running else None,
        next=coming,
        days_to_next=(coming.starts_on - today).days if coming else None,
        report_due_on=campaign.report_due_on,
        due_percent=_noon(campaign, campaign.report_due_on),
        today_percent=_noon(campaign, today) if campaign.starts_on <= today <= campaign.ends_on else None,
    )


def _band(campaign: Campaign, window: PhaseWindow, number: int, today: date) -> RibbonPhase:
    status = "done" if window.ends_on < today else "now" if window.starts_on <= today else "next"
    left = _percent(campaign, (window.starts_on - campaign.starts_on).days)
    width = _percent(campaign, (window.ends_on - window.starts_on).days + 1)
    run = {"done": width, "now": round(_noon(campaign, today) - left, 2), "next": 0.0}[status]
    return RibbonPhase(
        number=number,
        mark=window.mark,
        name=campaign.phase_label(window.phase),
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        status=status,
        x_percent=left,
        width_percent=width,
        run_percent=run,
    )


def _percent(campaign: Campaign, days: float) -> float:
    return round(100 * days / campaign.day_total, 2)


def _noon(campaign: Campaign, day: date) -> float:
    """The middle of a day, kept on the ribbon."""
    days = (day - campaign.starts_on).days + 0.5
    return _percent(campaign, min(max(days, 0), campaign.day_total))
