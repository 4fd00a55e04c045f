"""What a visit may result in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VisitResult(TextChoices):
    NO_PROBLEM = "no_problem", _("未发现问题")
    CORRECTED = "corrected_on_site", _("发现问题，当场改正")
    ORDERED = "ordered", _("发现问题，责令限期改正")
    TO_CASE = "to_case", _("发现问题，转立案查处")
    UNCOOPERATIVE = "uncooperative", _("不配合检查，情节严重")
    NOT_FOUND = "not_found", _("查无下落")
    CLOSED = "closed", _("已停业")


# Results that say what was wrong, and the one that says nothing was.
WITH_FINDINGS = frozenset({VisitResult.CORRECTED, VisitResult.ORDERED, VisitResult.TO_CASE})
