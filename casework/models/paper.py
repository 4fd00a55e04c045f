"""A paper (文书) as it was issued, who signed it, and how it reached the party."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework import kinds
from casework.by import Reader
from casework.kinds import visible
from casework.models.record import WorkflowQuerySet, WorkflowRecord
from casework.paper_kinds import PaperKind, kind_of, kinds_about
from casework.paper_table import PAPER_TABLE, PaperState

USER = settings.AUTH_USER_MODEL
UNISSUED = (PaperState.DRAFT, PaperState.SIGNED)


class PaperQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Papers about what this user may see; each is looked up by itself, so that one paper does not cost all records."""
        query = Q(pk__in=())
        for kind in kinds.kinds():
            if kinds_about(kind.model):
                type_of = ContentType.objects.get_for_model(kind.model_class)
                query |= Q(_is_about(visible(kind.model_class, user)), content_type=type_of)
        return self.filter(query)

    def awaiting(self, user: Reader, *, action: str = "") -> Self:
        """Drafts this person has still to sign, and what is signed and theirs to issue; none is fetched by a query of its own."""
        waits = Q(pk__in=())
        for kind in kinds.kinds():
            codes = [each for each in kinds_about(kind.model) if each.signatures]
            if codes and user.has_perm(kind.permission):
                waits |= Q(content_type=ContentType.objects.get_for_model(kind.model_class)) & (
                    _to_sign(kind, codes, user, action) | _to_issue(kind, codes, user, action)
                )
        return self.filter(waits, state__in=UNISSUED)

    def about(self, record: models.Model) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)

    def standing(self) -> Self:
        """Issued, and neither replaced nor withdrawn."""
        return self.filter(state=PaperState.ISSUED)

    def ever_issued(self) -> Self:
        """Issued at some time, whatever became of it."""
        return self.exclude(issued_on=None)


def _to_sign(kind: kinds.Kind, codes: list[PaperKind], user: Reader, action: str) -> Q:
    """Drafts without this person's name: of those who handle the matter, or their own where nobody is named."""
    if action not in ("", "sign_paper") or not user.has_perm("casework.sign_paper"):
        return Q(pk__in=())
    by_people = [each.code for each in codes if each.signers]
    own = reduce(or_, (Q(**{way: user.pk}) for way in kind.signed_by), Q(pk__in=()))
    mine = Q(_is_about(kind.visible_to(user).filter(own)), kind__in=by_people)
    mine |= ~Q(kind__in=by_people) & Q(drafted_by=user.pk)
    signed = Signature.objects.filter(paper=OuterRef("pk"), person=user.pk)
    return mine & Q(state=PaperState.DRAFT) & Q(~Exists(signed))


def _to_issue(kind: kinds.Kind, codes: list[PaperKind], user: Reader, action: str) -> Q:
    """What is signed and waits for whoever may issue it; of handlers only what they handle."""
    if action not in ("", "issue_paper") or not user.has_perm("casework.issue_paper"):
        return Q(pk__in=())
    able = [each.code for each in codes if not each.issued_by or user.has_perm(each.issued_by)]
    rows = kind.visible_to(user)
    if hasattr(rows, "handled_by"):
        rows = rows.handled_by(user)
    elif user.has_perm("casework.sign_paper"):
        rows = rows.filter(reduce(or_, (Q(**{way: user.pk}) for way in kind.signed_by), Q(pk__in=())))
    return Q(_is_about(rows), state=PaperState.SIGNED, kind__in=able)


def _is_about(rows: models.QuerySet) -> Exists:
    """The record of the paper is one of these."""
    return Exists(rows.order_by().filter(pk=OuterRef("object_id")))


class Paper(WorkflowRecord):
    workflow = PAPER_TABLE

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    kind = models.CharField(_("文书"), max_length=40)
    title = models.CharField(_("标题"), max_length=100)
    # Whom it is addressed to, as printed; papers of two parties of one record stand side by side.
    party = models.CharField(_("受送达人"), max_length=200, blank=True)
    # Each of those it must reach, where that is not only one (`PaperKind.to`); empty: whoever `party` names.
    addressees = models.JSONField(_("逐一送达的受送达人"), default=list, blank=True)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    # The place among the papers of its record, from 1; what an internal sheet is called by.
    place = models.PositiveIntegerField(_("张次"), default=0)
    # What was typed, while it is a draft; what is printed (casework.papers.content), once it is issued.
    given = models.JSONField(default=dict)
    content = models.JSONField(default=dict)
    template_version = models.CharField(_("模板版本"), max_length=40, blank=True)
    digest = models.CharField(_("内容摘要"), max_length=64, blank=True)
    # The act of the record that made it; empty where handlers wrote it by themselves.
    made_by = models.CharField(_("由哪一步作出"), max_length=40, blank=True)
    issued_on = models.DateField(_("签发日期"), null=True)
    issued_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    drafted_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    # The first day on which it counts as delivered to everybody it is addressed to; kept with its deliveries.
    delivered_on = models.DateField(_("送达生效日"), null=True)

    objects: ClassVar = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("文书")
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="casework_paper_number_once"
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "place"], name="casework_paper_place_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "signed"]) | Q(state="withdrawn") | ~Q(digest=""),
                name="casework_paper_issued_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id", "kind"], name="paper_record"),
            models.Index(fields=["state"], condition=Q(state__in=["draft", "signed"]), name="paper_unissued"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    @property
    def paper_kind(self) -> PaperKind:
        return kind_of(self.kind)

    @property
    def is_draft(self) -> bool:
        return not self.content

    @property
    def is_issued(self) -> bool:
        return self.issued_on is not None

    @property
    def is_served(self) -> bool:
        """Whether it is one that has to reach the party."""
        return self.paper_kind.is_served

    def unreached(self) -> list[str]:
        """Those of its `addressees` to whom no delivery was written down; empty where it is addressed to one only."""
        reached = {each.addressee for each in self.deliveries.all()} if self.addressees else {""}
        return [] if "" in reached else [name for name in self.addressees if name not in reached]

    @property
    def waits_for_delivery(self) -> bool:
        return self.state == PaperState.ISSUED and self.is_served and self.delivered_on is None

    @property
    def state_once_signed(self) -> str:
        """Where one more signature leads: on, once it is the last."""
        missing = self.paper_kind.signatures - self.signatures.count() - 1
        return PaperState.SIGNED if missing <= 0 else PaperState.DRAFT

    @property
    def dossier(self) -> Any:
        return getattr(self.record, "dossier", None)

    @property
    def schedule(self) -> None:
        return None


class Signature(models.Model):
    """One of those who made the paper has put his name to what it says now; a change of the draft takes all back."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    certificate = models.CharField(_("执法证号"), max_length=40, blank=True)
    signed_at = models.DateTimeField(_("签名时间"))

    class Meta:
        ordering = ["signed_at", "pk"]
        verbose_name = _("签名")
        constraints = [
            models.UniqueConstraint(fields=["paper", "person"], name="casework_signature_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.person_id}"


class Way(models.TextChoices):
    """How a paper reaches somebody (民事诉讼法 84–92 of 2017, 87–95 of 2021; 青岛 32, 33)."""

    DIRECT = "direct", _("直接送达")
    LEFT = "left", _("留置送达")
    ENTRUSTED = "entrusted", _("委托送达")
    POST = "post", _("邮寄送达")
    NOTICE = "notice", _("公告送达")
    ELECTRONIC = "electronic", _("电子送达")


class Delivery(models.Model):
    """One delivery of one paper (送达), as the 送达回证 says it. Never changed; a wrong one is followed by another."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="deliveries")
    # Which of the paper's `addressees`; empty: all of them, as the only one.
    addressee = models.CharField(_("受送达人"), max_length=200, blank=True)
    way = models.CharField(_("送达方式"), max_length=12, choices=Way)
    # The day it was handed over, left, signed for, published, or reached the agreed system.
    done_on = models.DateField(_("送达日期"))
    done_at = models.TimeField(_("时分"), null=True, blank=True)
    place = models.CharField(_("送达地点"), max_length=200, blank=True)
    receiver = models.CharField(_("签收人"), max_length=100, blank=True)
    relation = models.CharField(_("与受送达人的关系或职务"), max_length=100, blank=True)
    refusal = models.CharField(_("拒收事由"), max_length=300, blank=True)
    witness = models.CharField(_("见证人"), max_length=200, blank=True)
    carrier = models.CharField(_("邮寄单号、公告载体或者电子地址"), max_length=200, blank=True)
    # The day on which it counts (law.service).
    effective_on = models.DateField(_("送达生效日"))
    explanation = models.JSONField(default=list)
    servers: models.ManyToManyField = models.ManyToManyField(USER, related_name="+", verbose_name=_("送达人"))
    entered_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering = ["effective_on", "pk"]
        verbose_name = _("送达")

    def __str__(self) -> str:
        return f"{self.paper_id} {self.get_way_display()} {self.effective_on}"
