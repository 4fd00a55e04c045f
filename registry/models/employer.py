"""Employers: the objects of every patrol, draw, complaint and case (一企一档)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.addresses import page_of
from casework.models.partly import Partly
from registry.codes import LONGEST
from registry.models.town import Grid, Town
from registry.querysets import EmployerManager, EmployerQuerySet


class EmployerStatus(models.TextChoices):
    ACTIVE = "active", _("存续")
    SUSPENDED = "suspended", _("停业")
    CLOSED = "closed", _("注销")
    REVOKED = "revoked", _("吊销")


class Grade(models.TextChoices):
    A = "A", _("A级")
    B = "B", _("B级")
    C = "C", _("C级")


class Category(models.Model):
    """A kind of employer the campaign looks at; seeded by a migration, one employer may have several."""

    code = models.CharField(_("代码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = verbose_name_plural = _("单位类别")

    def __str__(self) -> str:
        return self.name


class Employer(Partly):
    """One employer. `code` names it everywhere: its credit code, or our register number when it has none.

    A further site of a code has `/NN` behind it. `vouched_by` has seen the licence of a code whose check digits do not fit.
    `name_key` and `address_key` are what is compared to find the same employer under another spelling (`registry.spelling`).

    `search_text` is the normalised name, address and pinyin initials (`registry.search`); it is what makes an employer
    without a code unique. Only the services write these rows, so that the search tokens stay true.
    """

    code = models.CharField(_("代码"), max_length=LONGEST, editable=False)
    name = models.CharField(_("企业名称"), max_length=200)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=LONGEST, null=True, blank=True)
    vouched_by = models.CharField(_("代码核对人"), max_length=50, blank=True)
    register_number = models.CharField(_("登记号"), max_length=18, null=True, editable=False)
    # `code` without its site, back to front.
    code_tail = models.CharField(max_length=18, editable=False)
    address = models.CharField(_("地址"), max_length=300, blank=True)
    search_text = models.CharField(max_length=760, editable=False)
    name_key = models.CharField(max_length=250, editable=False)
    address_key = models.CharField(max_length=350, editable=False)
    town = models.ForeignKey(
        Town, verbose_name=_("镇街"), null=True, blank=True, on_delete=models.PROTECT, related_name="employers",
        db_index=False,
    )  # fmt: skip
    grid = models.ForeignKey(
        Grid,
        verbose_name=_("网格"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="employers",
    )
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    status = models.CharField(
        _("登记状态"), max_length=10, choices=EmployerStatus, default=EmployerStatus.ACTIVE
    )
    registered_capital = models.CharField(_("注册资本"), max_length=40, blank=True)
    categories = models.ManyToManyField(
        Category, verbose_name=_("类别"), blank=True, related_name="employers"
    )
    legal_representative = models.CharField(_("法定代表人"), max_length=50, blank=True)
    contact_name = models.CharField(_("联系人"), max_length=50, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=20, blank=True)
    headcount = models.PositiveIntegerField(_("职工人数"), null=True, blank=True)
    headcount_female = models.PositiveIntegerField(_("女职工"), null=True, blank=True)
    headcount_migrant = models.PositiveIntegerField(_("农民工"), null=True, blank=True)
    headcount_minor = models.PositiveIntegerField(_("未成年工（16–17周岁）"), null=True, blank=True)
    headcount_dispatched = models.PositiveIntegerField(_("劳务派遣"), null=True, blank=True)
    is_licensed = models.BooleanField(_("有营业执照"), default=True)
    entertainment_licence = models.CharField(_("娱乐经营许可证号"), max_length=50, blank=True)
    licence_until = models.DateField(_("许可证有效期至"), null=True, blank=True)
    grade = models.CharField(_("守法诚信等级"), max_length=1, choices=Grade, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1, editable=False)
    created_at = models.DateTimeField(_("建档时间"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    # The list that brought this employer in; none when it was entered by hand.
    imported_by = models.ForeignKey(
        "registry.EmployerImport",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="created_employers",
    )
    updated_at = models.DateTimeField(_("最近变更"), editable=False)
    attachments = GenericRelation("casework.Attachment")

    # Set while this one is merged into another (registry.services.merges): then it is in no list, but its row and code stay.
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="absorbed_employers"
    )

    objects = EmployerManager()
    everyone = EmployerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("用人单位")
        constraints = [
            models.UniqueConstraint(fields=["code"], name="registry_employer_code_unique"),
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=Q(credit_code__isnull=False),
                name="registry_employer_credit_code_unique",
            ),
            models.UniqueConstraint(
                fields=["register_number"],
                condition=Q(register_number__isnull=False),
                name="registry_employer_register_number_unique",
            ),
            models.UniqueConstraint(
                fields=["search_text"],
                condition=Q(credit_code__isnull=True, merged_into__isnull=True),
                name="registry_employer_uncoded_unique",
            ),
            models.CheckConstraint(
                condition=Q(credit_code__isnull=False, code=F("credit_code"))
                | Q(credit_code__isnull=True, register_number__isnull=False, code=F("register_number")),
                name="registry_employer_code_is_one_of_both",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="registry_employer_has_name"),
            models.CheckConstraint(
                condition=~Q(credit_code=""), name="registry_employer_no_empty_credit_code"
            ),
            models.CheckConstraint(
                condition=Q(status__in=EmployerStatus.values), name="registry_employer_status_known"
            ),
            models.CheckConstraint(
                condition=Q(grade__in=["", *Grade.values]), name="registry_employer_grade_known"
            ),
        ]
        indexes = [
            # The list and the export of one town, newest first; `town is null` lists what is not assigned yet.
            models.Index(fields=["town", "-id"], name="employer_town_list"),
            # Employers per town and status: the towns page and the figures, answered from the index alone.
            models.Index(fields=["town", "status"], name="employer_town_status"),
            # In which town employers are counted that other tables name, and for how many people, from the index alone.
            models.Index(
                fields=["id", "town", "headcount"],
                condition=Q(merged_into__isnull=True),
                name="employer_counted",
            ),
            # Filter and draw strata by grade; most employers have none.
            models.Index(fields=["grade", "-id"], condition=~Q(grade=""), name="employer_graded"),
            # The filters «not active» and «without licence» pick few of very many rows.
            models.Index(fields=["status", "-id"], condition=~Q(status="active"), name="employer_not_active"),
            models.Index(fields=["-id"], condition=Q(is_licensed=False), name="employer_unlicensed"),
            # «Probably the same»: by name of all, by address of those without a code.
            models.Index(fields=["name_key"], name="employer_name_key"),
            models.Index(
                fields=["address_key"], condition=Q(credit_code__isnull=True), name="employer_uncoded_address"
            ),
            # A code asked for by its last characters.
            models.Index(fields=["code_tail"], name="employer_code_tail"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"

    def get_absolute_url(self) -> str:
        return page_of("registry:employer_detail", self.pk)

    @property
    def present(self) -> "Employer":
        """The employer this one is now: itself, or the one it was merged into."""
        return self.merged_into or self

    @property
    def is_active(self) -> bool:
        return self.status == EmployerStatus.ACTIVE
