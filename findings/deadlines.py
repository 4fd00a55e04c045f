"""The clock of a report: how soon the brigade answers the town. How long it runs stands in `law.terms`."""

from django.utils.translation import gettext_lazy as _

from casework.table import Clock

ANSWER = "escalation.answer"

CLOCKS = (
    Clock(
        ANSWER,
        _("上报答复"),
        starts=("send_escalation",),
        stops=("accept_escalation", "return_escalation", "join_escalation"),
        facts={"red_flag": "is_red_flag"},
    ),
)
