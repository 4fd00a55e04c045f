"""The parts of a campaign's document: objects, contents, requirements, legal bases."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models.campaign import Campaign


class Part(models.Model):
    """A numbered paragraph of the document."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="%(class)ss")
    order = models.PositiveSmallIntegerField(_("序号"))
    text = models.TextField(_("内容"))

    class Meta:
        abstract = True
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "order"], name="%(app_label)s_%(class)s_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"


class TargetGroup(Part):
    """专项行动对象: which employers the campaign is about. `categories` are codes of `registry.Category`."""

    categories = models.JSONField(_("单位类别"), default=list)

    class Meta(Part.Meta):
        verbose_name = _("专项行动对象")


class Content(Part):
    """专项行动内容: what is looked at. `matters` are codes of `law.matters`."""

    matters = models.JSONField(_("检查事项"), default=list)

    class Meta(Part.Meta):
        verbose_name = _("专项行动内容")


class Requirement(Part):
    """工作要求."""

    title = models.CharField(_("标题"), max_length=100)

    class Meta(Part.Meta):
        verbose_name = _("工作要求")

    def __str__(self) -> str:
        return self.title


class LegalBasis(models.Model):
    """An instrument the document names.

    `instrument` is a code of `law.instruments`, empty for one it does not hold.
    """

    class Use(models.TextChoices):
        BASIS = "basis", _("制定依据")
        TEACHING = "teaching", _("宣传普及")
        DUTY = "duty", _("工作依据")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="legal_bases")
    order = models.PositiveSmallIntegerField(_("序号"))
    instrument = models.CharField(_("法律文件代码"), max_length=64, blank=True)
    title = models.CharField(_("名称"), max_length=200)
    uses = models.JSONField(_("用途"), default=list)

    class Meta:
        ordering = ["order"]
        verbose_name = _("法律依据")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "order"], name="campaign_legalbasis_order_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def use_labels(self) -> list[Any]:
        return [self.Use(use).label for use in self.uses]
