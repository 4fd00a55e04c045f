"""The clock of an inspection."""

from django.utils.translation import gettext_lazy as _

from casework.table import Clock

CLOCKS = (
    Clock(
        "inspection.correction",
        _("限期改正"),
        starts=("order_correction",),
        stops=("confirm_corrected",),
        voids=("file_case",),
        due_from="correct_by",
    ),
)
