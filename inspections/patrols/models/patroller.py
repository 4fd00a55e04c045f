from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Duty(models.TextChoices):
    INSPECTOR = "inspector", _("监察员")
    PART_TIME = "part_time", _("兼职监察员")
    ASSISTANT = "assistant", _("协管员")
    OTHER = "other", _("其他工作人员")


class Patroller(models.Model):
    """Somebody who was there. Not everybody has an account."""

    patrol = models.ForeignKey("patrols.Patrol", on_delete=models.CASCADE, related_name="patrollers")
    name = models.CharField(_("姓名"), max_length=30)
    duty = models.CharField(_("身份"), max_length=16, choices=Duty, default=Duty.ASSISTANT)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="patrols_taken_part",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("巡查人员")
        constraints = [models.UniqueConstraint(fields=["patrol", "name"], name="patrols_patroller_once")]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_duty_display()}）"
