"""Towns and streets, their grids, and who serves which of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.partly import Partly
from registry.querysets import GridQuerySet, PostingQuerySet, TownQuerySet


class TownKind(models.TextChoices):
    STREET = "street", _("街道")
    TOWN = "town", _("镇")
    RESERVE = "reserve", _("保护区管委")


class Town(Partly):
    """A town, street or reserve. The statistical code is data, not identity: it changes hands and names change under it."""

    code = models.CharField(_("区划代码"), max_length=12, unique=True)
    name = models.CharField(_("名称"), max_length=50, unique=True)
    kind = models.CharField(_("类别"), max_length=10, choices=TownKind)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)

    objects = TownQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = verbose_name_plural = _("镇街")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TownKind.values), name="registry_town_kind_known")
        ]

    def __str__(self) -> str:
        return self.name


class Grid(models.Model):
    """A village's or community's cell of the two-network supervision; each employer is in at most one."""

    town = models.ForeignKey(Town, verbose_name=_("镇街"), on_delete=models.PROTECT, related_name="grids")
    code = models.CharField(_("网格编号"), max_length=20)
    name = models.CharField(_("网格名称"), max_length=50, blank=True)

    objects = GridQuerySet.as_manager()

    class Meta:
        ordering = ["town__order", "code"]
        verbose_name = verbose_name_plural = _("网格")
        constraints = [models.UniqueConstraint(fields=["town", "code"], name="registry_grid_code_in_town")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class Posting(models.Model):
    """Who serves which town, from `since` to `until`, both days included. Rows end; they are not deleted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("人员"), on_delete=models.PROTECT, related_name="postings"
    )
    town = models.ForeignKey(Town, verbose_name=_("镇街"), on_delete=models.PROTECT, related_name="postings")
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("结束日期（含当天）"), null=True, blank=True)
    duty = models.CharField(_("职责"), max_length=50, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["town__order", "-since", "pk"]
        verbose_name = verbose_name_plural = _("派驻")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="registry_posting_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["user", "town"], condition=Q(until__isnull=True), name="registry_posting_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.town} {self.since}–{self.until or ''}"
