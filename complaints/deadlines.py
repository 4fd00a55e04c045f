"""The clocks of a complaint. How long they run: `law/term_table.py`."""

from django.utils.translation import gettext_lazy as _

from casework.table import Clock

CLOCKS = (
    # 25号令 18: five working days, counted anew from the day on which the missing material is complete.
    Clock(
        "complaint.acceptance",
        _("作出受理决定"),
        starts=("register", "receive_supplement"),
        stops=("accept", "refuse", "redirect", "attach"),
        voids=("request_supplement",),
        starts_from="acceptance_starts_at",
    ),
    # The matters decide, as for a patrol: hours until a case is filed of it or it is decided otherwise.
    Clock(
        "complaint.urgent",
        _("重大问题处置"),
        starts=("raise_alarm",),
        stops=("file_case", "conclude", "refuse", "redirect", "attach"),
        term="escalation.report",
        starts_from="received_at",
        facts={"red_flag": "is_red_flag"},
    ),
    # Until when the complainant is to answer; past that day the officer decides on what there is.
    Clock(
        "complaint.supplement",
        _("等待补正"),
        starts=("request_supplement",),
        stops=("refuse", "redirect"),
        voids=("receive_supplement", "attach"),
    ),
    # 25号令 18: accepting a 投诉 is filing it, and 条例 17 gives sixty working days from there. For a 举报 25号令 19 says
    # «及时» and no number: it gets the same. Once a case of it is filed, the case's clock runs instead.
    Clock(
        "complaint.investigation",
        _("查处办结"),
        starts=("accept",),
        stops=("conclude", "file_case"),
        term="case.investigation",
        starts_from="accepted_on",
    ),
    # Nobody can be answered who gave no name.
    Clock(
        "complaint.feedback",
        _("反馈投诉举报人"),
        starts=("conclude",),
        stops=("give_feedback",),
        when="needs_feedback",
    ),
    # The platform a complaint came from may set its own last day; whichever ends first shows first.
    Clock(
        "complaint.external",
        _("来件平台要求的答复"),
        starts=("register",),
        stops=("refuse", "redirect", "attach", "conclude"),
        due_from="external_deadline",
        when="has_external_deadline",
    ),
)
