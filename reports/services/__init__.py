"""What may be done with summaries and reports. Functions named like actions do the act and what follows from it."""

from reports.services.making import make_run, request_run, run_files, write_all, write_district, write_towns
from reports.services.summaries import (
    accept_summary,
    draft_summaries,
    finish_district,
    is_all_zero,
    return_summary,
    save_text,
    submit_summary,
    town_figures,
    towns_reported,
)

__all__ = [
    "accept_summary",
    "draft_summaries",
    "finish_district",
    "is_all_zero",
    "make_run",
    "request_run",
    "return_summary",
    "run_files",
    "save_text",
    "submit_summary",
    "town_figures",
    "towns_reported",
    "write_all",
    "write_district",
    "write_towns",
]
