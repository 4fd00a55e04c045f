"""The clock of a town's summary."""

from django.utils.translation import gettext_lazy as _

from casework.table import Clock

CLOCKS = (
    # 方案四（四）: reported before the day the campaign names. A report sent back was in time when it first came in time.
    Clock(
        "summary.report",
        _("报送总结报告"),
        starts=("draft_summary",),
        stops=("submit_summary", "finish_district"),
        due_from="report_due_on",
        when="is_of_town",
    ),
)
