"""The clocks of an inspection."""

from django.utils.translation import gettext_lazy as _

from casework.table import Clock

CLOCKS = (
    # 方案四（三）: 检查中发现问题的，要及时跟进处理到位. Corrected on the spot is dealt with, and so is a case.
    Clock(
        "inspection.follow_up",
        _("发现问题跟进处理"),
        starts=("record_visit",),
        stops=("order_correction", "conclude_inspection", "confirm_corrected", "file_case"),
        when="has_problems",
    ),
    Clock(
        "inspection.correction",
        _("限期改正"),
        starts=("order_correction",),
        stops=("confirm_corrected",),
        voids=("file_case",),
        due_from="correct_by",
        kept_if="is_corrected",
    ),
)
