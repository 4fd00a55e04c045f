"""The words of the room: how grave a problem is, what became of it, and who found it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """In what kind of work something was found or brought back. Rows carry it, so that a figure needs no join."""

    PATROL = "patrol", _("镇街巡查")
    INSPECTION = "inspection", _("专项检查")
    COMPLAINT = "complaint", _("投诉举报")
    CASE = "case", _("案件")


# Which record counts where several write down the same wages: the one most people may read. So no figure and no list tells
# anybody of a record that is kept from him.
COUNTS_FIRST = (Origin.PATROL, Origin.INSPECTION, Origin.CASE, Origin.COMPLAINT)


class Severity(models.TextChoices):
    MINOR = "minor", _("一般")
    SERIOUS = "serious", _("较重")
    MAJOR = "major", _("重大")


class Result(models.TextChoices):
    """What a re-check said of a problem."""

    FIXED = "fixed", _("整改到位")
    PARTLY = "partly", _("部分整改")
    NOT_FIXED = "not_fixed", _("整改不到位")
