"""What was done to make the law known (方案四（一）)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.models.campaign import Campaign
from campaign.querysets import PublicityQuerySet
from registry.models import Town

sane = MaxValueValidator(1_000_000, _("数字过大，请核对，最多填 1000000。"))


class Form(models.TextChoices):
    LECTURE = "lecture", _("集中宣讲")
    STAND = "stand", _("现场咨询")
    VISIT = "visit", _("进企业宣传")
    TRAINING = "training", _("用工培训")
    MEDIA = "media", _("报纸、广播、网络宣传")
    POSTER = "poster", _("张贴标语、海报")
    OTHER = "other", _("其他形式")


class Publicity(models.Model):
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("专项行动"), on_delete=models.PROTECT, related_name="publicity"
    )
    # None: held by the district itself.
    town = models.ForeignKey(
        Town,
        verbose_name=_("镇街"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="publicity",
    )
    held_on = models.DateField(_("日期"))
    form = models.CharField(_("形式"), max_length=16, choices=Form)
    place = models.CharField(_("地点"), max_length=100)
    leaflets = models.PositiveIntegerField(_("发放宣传资料（份）"), default=0, validators=[sane])
    consultations = models.PositiveIntegerField(_("接待咨询（人次）"), default=0, validators=[sane])
    participants = models.PositiveIntegerField(_("参加人数"), default=0, validators=[sane])
    trained_employers = models.PositiveIntegerField(_("培训用人单位（户）"), default=0, validators=[sane])
    note = models.TextField(_("说明"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="publicity_recorded"
    )
    recorded_at = models.DateTimeField(_("登记时间"))
    version = models.PositiveIntegerField(_("版本"), default=1, editable=False)
    attachments = GenericRelation("casework.Attachment")

    objects = PublicityQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("宣传活动")
        indexes = [models.Index(fields=["campaign", "town", "held_on"], name="campaign_publicity_town")]

    def __str__(self) -> str:
        return f"{self.held_on.isoformat()} {self.place} {self.get_form_display()}"

    def get_absolute_url(self) -> str:
        return reverse("campaign:publicity_detail", args=[self.pk])
