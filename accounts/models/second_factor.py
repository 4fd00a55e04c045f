"""Something the user has: a program on their telephone that makes codes from a shared secret and the time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.sealing import SealedTextField


class SecondFactor(models.Model):
    """The secret, sealed. `last_step` is the time step of the last code used: none is good twice."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor"
    )
    secret = SealedTextField(_("密钥"))
    confirmed_at = models.DateTimeField(_("启用时间"), null=True)
    last_step = models.BigIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    failed_at = models.FloatField(default=0.0)  # machine time, as everything about codes

    class Meta:
        verbose_name = _("动态口令")

    def __str__(self) -> str:
        return f"{self.user_id}"


class RecoveryCode(models.Model):
    """One of eight codes on paper, for the day the telephone is lost; each is good once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    code = models.CharField(max_length=128)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("备用口令")

    def __str__(self) -> str:
        return f"{self.user_id} {self.pk}"
