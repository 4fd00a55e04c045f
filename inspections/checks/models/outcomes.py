"""What an inspection brought the workers; the names are those of the towns' re-checks, so that figures add up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcomes(models.Model):
    """Counted when the inspection is done. Wages are those paid in fact, without compensation on top; amounts in yuan."""

    contracts_signed = models.PositiveIntegerField(_("补签劳动合同（人）"), default=0)
    wages_paid_people = models.PositiveIntegerField(_("补发工资（人）"), default=0)
    wages_paid_amount = models.DecimalField(_("补发工资（元）"), max_digits=14, decimal_places=2, default=0)
    insured_people = models.PositiveIntegerField(_("补办参保（人）"), default=0)
    children_sent_home = models.PositiveIntegerField(_("清退童工（人）"), default=0)

    class Meta:
        abstract = True

    @property
    def outcomes(self) -> list[tuple[str, object]]:
        """Those that are not nought, with their labels."""
        counted = ((self._meta.get_field(name).verbose_name, getattr(self, name)) for name in OUTCOME_FIELDS)
        return [(str(label), value) for label, value in counted if value]


OUTCOME_FIELDS: tuple[str, ...] = tuple(field.name for field in Outcomes._meta.local_fields)
