from reports.models.run import ReportKind, ReportRun
from reports.models.summary import SECTIONS, Summary, SummaryVersion

__all__ = ["SECTIONS", "ReportKind", "ReportRun", "Summary", "SummaryVersion"]
