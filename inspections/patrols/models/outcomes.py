"""What a visit and its rectification brought the workers, counted on the spot and at each re-check."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    FIXED = "fixed", _("整改到位")
    PARTLY = "partly", _("部分整改")
    NOT_FIXED = "not_fixed", _("整改不到位")


class Outcomes(models.Model):
    """Running totals since the patrol: the latest re-check holds the whole, nothing is counted twice.

    Wages are those paid in fact (voucher seen), without compensation on top; amounts in yuan.
    """

    contracts_signed = models.PositiveIntegerField(_("补签劳动合同（人）"), default=0)
    wages_paid_people = models.PositiveIntegerField(_("补发工资（人）"), default=0)
    wages_paid_amount = models.DecimalField(_("补发工资（元）"), max_digits=14, decimal_places=2, default=0)
    insured_people = models.PositiveIntegerField(_("补办参保（人）"), default=0)
    children_sent_home = models.PositiveIntegerField(_("清退童工（人）"), default=0)

    class Meta:
        abstract = True


OUTCOME_FIELDS: tuple[str, ...] = tuple(field.name for field in Outcomes._meta.local_fields)
