from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from casework.by import Reader
from law.clock import now


class DeputyQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """All for whoever grants roles; for anybody else those they named or stand in by."""
        if user.has_perm("accounts.grant_role"):
            return self
        return self.filter(Q(principal=user.pk) | Q(deputy=user.pk))

    def standing(self) -> Self:
        """Not ended before their time."""
        return self.filter(ended_at=None)

    def on(self, day: object) -> Self:
        """Those in force on `day`, of accounts that count."""
        return self.standing().filter(from_on__lte=day, until_on__gte=day, principal__is_active=True)

    def within(self, from_on: object, until_on: object) -> Self:
        """Those that share a day with this time."""
        return self.standing().filter(from_on__lte=until_on, until_on__gte=from_on)


class Deputy(models.Model):
    """Somebody stands in for another from one day to another (代理): the approvals of the one may be given by the other."""

    principal = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="deputies", verbose_name=_("被代理人")
    )
    deputy = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="deputy_of", verbose_name=_("代理人")
    )
    from_on = models.DateField(_("从"))
    # The last day, included.
    until_on = models.DateField(_("到"))
    reason = models.CharField(_("原因"), max_length=200)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("指定人"))
    named_at = models.DateTimeField(_("指定时间"), default=now)
    ended_at = models.DateTimeField(_("提前结束时间"), null=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        verbose_name = _("代理")
        constraints = [
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="accounts_deputy_not_oneself"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="accounts_deputy_days_in_order"
            ),
        ]
        indexes = [models.Index(fields=["deputy", "until_on"], name="accounts_deputy_of")]

    def __str__(self) -> str:
        return f"{self.deputy.name}代{self.principal.name}"

    def is_standing_on(self, day: date) -> bool:
        """Whether it is not over yet."""
        return self.ended_at is None and self.until_on >= day
