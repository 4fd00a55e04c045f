"""Making the report files: for a folder, or as a numbered run kept in the database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from campaign.models import Campaign
from casework import attachments, audit, jobs
from casework.acts import require
from casework.by import By
from casework.models import Job
from law.clock import now
from registry.models import Town
from reports.freezing import digest
from reports.metrics import Window, figures
from reports.metrics.window import last_cut_off
from reports.models import ReportKind, ReportRun, Summary
from reports.paper import Paper, district_paper, town_paper
from reports.renderers import figures_json, word, workbook

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = (("docx", word, DOCX), ("xlsx", workbook, XLSX))
JOBS = {ReportKind.TOWN: "reports.town_reports", ReportKind.DISTRICT: "reports.district_report"}
Said = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Made:
    """One file: `stem` is its plain name in a folder, `title` its name for people."""

    stem: str
    suffix: str
    title: str
    content: bytes
    media_type: str

    @property
    def name(self) -> str:
        return f"{self.stem}.{self.suffix}"


def run_files(
    kind: str,
    window: Window,
    numbers: dict[str, Any],
    *,
    version_no: int,
    made_at: datetime,
    said: Said = lambda *_step: None,
) -> Iterator[Made]:
    """The files of one kind of report, one after the other; `said` is told how far it is."""
    papers = list(_papers(kind, window, numbers, version_no=version_no, made_at=made_at))
    wanted = [(stem, paper, form) for stem, paper in papers for form in FORMS]
    for done, (stem, paper, (suffix, render, media_type)) in enumerate(wanted):
        said(done, len(wanted), f"{paper.title} {suffix}")
        yield Made(stem, suffix, paper.title, render(paper), media_type)


def _papers(
    kind: str, window: Window, numbers: dict[str, Any], *, version_no: int, made_at: datetime
) -> Iterator[tuple[str, Paper]]:
    campaign = window.campaign
    summaries = {
        row.town_id: row
        for row in Summary.objects.filter(campaign=campaign).select_related("campaign", "town")
    }
    towns = list(Town.objects.order_by("order", "code"))
    told: dict[str, Any] = {"cut_off": window.cut_off, "made_at": made_at, "version_no": version_no}
    if kind == ReportKind.TOWN:
        for town in towns:
            summary = summaries.get(town.pk)
            yield (
                f"town-{town.code}",
                town_paper(campaign, town, numbers["towns"][town.code], summary=summary, **told),
            )
    else:
        late = {
            town.code: summaries[town.pk].days_late for town in towns if _has_reported(summaries.get(town.pk))
        }
        yield (
            "district",
            district_paper(campaign, towns, numbers, summary=summaries.get(None), late=late, **told),
        )


def _has_reported(summary: Summary | None) -> bool:
    return summary is not None and summary.submitted_on is not None


def write_towns(campaign: Campaign, cut_off: date, out: Path) -> list[Path]:
    """`town-<code>.docx` and `.xlsx` for every town, into the folder `out`."""
    return _write(ReportKind.TOWN, Window(campaign, cut_off), Path(out))


def write_district(campaign: Campaign, cut_off: date, out: Path) -> list[Path]:
    """`district.docx` and `district.xlsx`, into the folder `out`."""
    return _write(ReportKind.DISTRICT, Window(campaign, cut_off), Path(out))


def write_all(campaign: Campaign, cut_off: date, out: Path) -> list[Path]:
    """All reports and `figures.json`; the figures are counted once."""
    window, out = Window(campaign, cut_off), Path(out)
    numbers = figures(window)
    written = [path for kind in ReportKind for path in _write(kind, window, out, numbers)]
    path = out / "figures.json"
    path.write_text(figures_json(window, numbers), encoding="utf-8")
    return [*written, path]


def _write(kind: str, window: Window, out: Path, numbers: dict[str, Any] | None = None) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    numbers = figures(window) if numbers is None else numbers
    written = []
    for made in run_files(
        kind, window, numbers, version_no=_next_version(window.campaign, kind), made_at=now()
    ):
        path = out / made.name
        path.write_bytes(made.content)
        written.append(path)
    return written


def request_run(*, by: By, campaign: Campaign, kind: str, cut_off: date | None = None) -> Job:
    """Ask a worker for the reports; asked twice while one is under way, it is the same job."""
    require(by, "reports.make_reports")
    cut_off = min(filter(None, (cut_off, last_cut_off(campaign))))
    label = _("%(kind)s，统计截至 %(day)s") % {"kind": ReportKind(kind).label, "day": cut_off.isoformat()}
    return jobs.enqueue(
        JOBS[ReportKind(kind)],
        key=f"{campaign.pk}:{kind}:{cut_off.isoformat()}",
        label=label,
        arguments={"campaign": campaign.pk, "kind": kind, "cut_off": cut_off.isoformat()},
        requested_by=by.actor,
    )


def make_run(job: jobs.JobRun) -> dict[str, Any]:
    """Do such a job: the files are made first, then run and files are kept in the job's own transaction, once or not at all.

    When another job has taken the version number meanwhile, the files are made again with the next one.
    """
    while True:
        try:
            return _attempt(job)
        except _VersionTaken:
            continue


class _VersionTaken(Exception):
    """Another run got the number that stands in our files."""


def _attempt(job: jobs.JobRun) -> dict[str, Any]:
    kind, cut_off = job.arguments["kind"], date.fromisoformat(job.arguments["cut_off"])
    campaign = Campaign.objects.get(pk=job.arguments["campaign"])
    window, made_at = Window(campaign, cut_off), now()
    job.progress(0, 0, _("统计各项数据"))
    numbers, version_no = figures(window), _next_version(campaign, kind)
    files = list(run_files(kind, window, numbers, version_no=version_no, made_at=made_at, said=job.progress))
    result: dict[str, Any] = {}
    with job.commit(result):
        if _next_version(campaign, kind) != version_no:
            raise _VersionTaken
        run = ReportRun.objects.create(
            campaign=campaign,
            kind=kind,
            version_no=version_no,
            cut_off=cut_off,
            made_at=made_at,
            made_by=job.job.requested_by,
            figures=numbers,
            sha256=digest(numbers),
        )
        for made in files:
            name = f"{made.title}_第{version_no}版.{made.suffix}"
            attachments.store_made(
                made.content, name=name, media_type=made.media_type, about=run, label=made.stem
            )
        audit.record(
            "make_report",
            by=By(job.job.requested_by),
            about=run,
            data={"version": version_no, "sha256": run.sha256},
        )
        result |= {"url": run.get_absolute_url(), "label": _("打开报告"), "files": len(files)}
    return result


def _next_version(campaign: Campaign, kind: str) -> int:
    made = ReportRun.objects.filter(campaign=campaign, kind=kind).aggregate(last=Max("version_no"))["last"]
    return (made or 0) + 1
