from reports.models.cockpit import Cockpit, CockpitPlace
from reports.models.run import ReportKind, ReportRun
from reports.models.summary import SECTIONS, Summary, SummaryVersion

__all__ = ["SECTIONS", "Cockpit", "CockpitPlace", "ReportKind", "ReportRun", "Summary", "SummaryVersion"]
