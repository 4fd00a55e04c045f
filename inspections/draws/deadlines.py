"""The clocks of an inspection."""

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
    # 国办发〔2015〕58号: the result of a random check is public within 20 working days after the check is done.
    Clock(
        "publication.random_check",
        _("抽查结果公示"),
        starts=("conclude_inspection", "confirm_corrected", "file_case"),
        stops=("publish_result",),
        when="is_drawn",
        term="publication.random_check",
    ),
)
