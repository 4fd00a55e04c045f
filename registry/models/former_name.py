"""What an employer was called before, and its earlier codes: kept, found by the search, recognised in lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.codes import LONGEST
from registry.models.employer import Employer


class FormerName(models.Model):
    """A name an employer had, a code it had, or both; `code` is empty where it is still the present one."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(_("曾用名"), max_length=200)
    code = models.CharField(_("原代码"), max_length=LONGEST, blank=True)
    until = models.DateTimeField(_("停用时间"))
    search_text = models.CharField(max_length=760, editable=False)
    name_key = models.CharField(max_length=250, editable=False)

    class Meta:
        ordering = ["-until", "-pk"]
        verbose_name = verbose_name_plural = _("曾用名")
        constraints = [
            models.UniqueConstraint(fields=["employer", "name", "code"], name="registry_formername_once")
        ]
        indexes = [
            models.Index(fields=["name_key"], name="formername_key"),
            models.Index(fields=["code"], condition=~models.Q(code=""), name="formername_code"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）" if self.code else self.name
