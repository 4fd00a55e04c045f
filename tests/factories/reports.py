"""Summaries and reports for tests, made by the services the pages use."""

from datetime import date
from typing import Any

from campaign.models import Campaign
from casework import jobs
from casework.by import By
from law import clock
from registry.models import Town
from reports.models import ReportRun, Summary
from reports.services import making, summaries

DRAFT_DAY = date(2021, 8, 3)
WRITTEN = {
    "experience": "网格员先行、整改销号。",
    "problems": "小餐饮流动性大，合同意识弱。",
    "next_steps": "每月一次巡查，失信公开。",
}


def drafted(campaign: Campaign, town: Town | None, *, on: date = DRAFT_DAY) -> Summary:
    """The summary of a town (or of the district) as the start of the summary phase makes it; all towns get theirs."""
    with clock.at(on):
        summaries.draft_summaries(campaign, on)
    return Summary.objects.get(campaign=campaign, town=town)


def written(campaign: Campaign, town: Town | None, *, actor: Any = None, on: date = DRAFT_DAY) -> Summary:
    summary = drafted(campaign, town, on=on)
    with clock.at(on):
        summaries.save_text(summary, by=By(actor), **WRITTEN)
    return summary


def submitted(campaign: Campaign, town: Town, *, actor: Any = None, on: date = date(2021, 8, 16)) -> Summary:
    """Written and submitted on `on`; a zero report when the town has nothing to report."""
    summary = written(campaign, town, actor=actor)
    with clock.at(on):
        is_zero = summaries.is_all_zero(summaries.town_figures(summary, on))
        summaries.submit_summary(summary, by=By(actor), is_zero=is_zero)
    return summary


def run(campaign: Campaign, *, kind: str = "district", actor: Any, on: date = date(2021, 8, 18)) -> ReportRun:
    """Reports made by the job itself."""
    with clock.at(on):
        job = making.request_run(by=By(actor), campaign=campaign, kind=kind, cut_off=on)
        jobs.run(job.pk)
    return ReportRun.objects.filter(campaign=campaign, kind=kind).latest("pk")
