"""When the clocks of a patrol start and stop. How long they run stands in `law.terms`."""

from django.utils.translation import gettext_lazy as _

from casework.table import Clock

RECTIFICATION = "patrol.rectification"
RED_FLAG_REPORT = "escalation.report"
UNRECTIFIED_REPORT = "escalation.unrectified"
RETURNED_REPORT = "escalation.again"

CLOCKS = (
    Clock(
        RED_FLAG_REPORT,
        _("重大问题上报"),
        starts=("record_patrol",),
        stops=("escalate",),
        starts_from="found_at",
        when="is_red_flag",
        facts={"red_flag": "is_red_flag"},
    ),
    Clock(
        RECTIFICATION,
        _("整改期限"),
        starts=("order_rectification", "resume_patrol"),
        stops=("confirm_rectified",),
        voids=("escalate",),
        due_from="rectify_by",
        when="is_ordered",
        kept_if="was_never_found_short",
        extends={"extend_rectification": ""},
    ),
    # 整改不到位: the town has to report (方案四（二）). It shows at a re-check, or when the campaign puts it forward; a second
    # time gives no new time.
    Clock(
        UNRECTIFIED_REPORT,
        _("整改不到位上报"),
        starts=("record_recheck", "put_forward", "resume_patrol"),
        stops=("escalate",),
        voids=("confirm_rectified", "extend_rectification"),
        term="escalation.report",
        when="starts_owing_report",
    ),
    # The brigade gave a grave problem back: the town reports it anew, or does itself what the brigade asked for.
    Clock(
        RETURNED_REPORT,
        _("退回后再上报或者责令整改"),
        starts=("resume_patrol",),
        stops=("escalate", "order_rectification"),
        voids=("confirm_rectified",),
        term="escalation.report",
        when="is_red_flag",
    ),
)
