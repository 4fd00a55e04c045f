"""The rounds of a draw: only ever added, each naming the digest of the one before (docs/adr/0010-draw-rounds.md)."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspections.draws import receipt
from inspections.draws.querysets import OfDrawQuerySet
from inspections.draws.workflow import WitnessKind
from registry.codes import LONGEST
from registry.models import Employer

USER = settings.AUTH_USER_MODEL


class WitnessText(models.Model):
    """Any text a witness typed before a round was drawn; it goes into the seed as it stands here."""

    draw = models.ForeignKey("draws.Draw", on_delete=models.PROTECT, related_name="witness_texts")
    round_number = models.PositiveIntegerField(_("轮次"))
    witness = models.CharField(_("见证人"), max_length=40)
    kind = models.CharField(_("见证身份"), max_length=10, choices=WitnessKind)
    capacity = models.CharField(_("单位和职务"), max_length=60, blank=True)
    text = models.CharField(_("键入的文字"), max_length=200)
    typed_at = models.DateTimeField(_("键入时间"))
    recorded_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfDrawQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("见证文字")
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="draws_witnesstext_not_empty")
        ]

    def __str__(self) -> str:
        return f"{self.witness}：{self.text}"

    @property
    def standing(self) -> str:
        """Who the witness is, and of which office."""
        return "，".join(filter(None, [str(self.get_kind_display()), self.capacity]))


class RoundKind(models.TextChoices):
    DRAWN = "drawn", _("抽取")
    REDRAWN = "redrawn", _("重抽")
    RECUSAL = "recusal", _("回避")
    OVERRIDE = "override", _("指定人员")


class Round(models.Model):
    """One round as it is proven. `proof` is the receipt without the two pools, which are kept once for all rounds."""

    draw = models.ForeignKey("draws.Draw", on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField(_("轮次"))
    kind = models.CharField(_("方式"), max_length=10, choices=RoundKind)
    previous = models.CharField(_("上一轮凭证摘要"), max_length=64, blank=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    approver = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="rounds_approved")
    operator = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="rounds_drawn")
    drawn_at = models.DateTimeField(_("抽取时间"))
    # Of a round that was drawn before witnesses; no part of the receipt, whose bytes are fixed.
    place = models.CharField(_("抽取地点"), max_length=60, blank=True)
    host = models.CharField(_("主持人"), max_length=40, blank=True)
    seed = models.CharField(_("种子"), max_length=64)
    proof = models.JSONField()
    # SHA-256 of the receipt's file.
    digest = models.CharField(_("凭证摘要"), max_length=64)

    objects = OfDrawQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("轮次")
        constraints = [models.UniqueConstraint(fields=["draw", "number"], name="draws_round_once")]

    def __str__(self) -> str:
        return f"{self.draw.number} 第{self.number}轮"

    def file(self) -> Iterator[bytes]:
        """The bytes of the receipt's file, piece by piece, the pools read from the database as they are needed."""
        employers = (one.line for one in self.draw.pool_employers.order_by("code").iterator(chunk_size=2000))
        return receipt.file(self.proof, employers, [one.line for one in self.draw.pool_inspectors.all()])

    def receipt(self) -> dict[str, Any]:
        """The whole receipt as data."""
        employers = [one.line for one in self.draw.pool_employers.order_by("code")]
        return receipt.whole(self.proof, employers, [one.line for one in self.draw.pool_inspectors.all()])

    @property
    def file_name(self) -> str:
        return f"draw-{self.number}.json"

    @property
    def witness_texts(self) -> list[str]:
        return self.proof["witness_texts"]

    @property
    def unseated(self) -> int:
        """How many drawn employers have not got two inspectors."""
        return sum(len(row["inspectors"]) < 2 for row in self.proof["result"])


class RoundResult(models.Model):
    """A drawn employer of a round with its rank and its two inspectors."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="results", db_index=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="drawn_results")
    code = models.CharField(_("代码"), max_length=LONGEST)
    stratum = models.CharField(_("层"), max_length=50)
    rank = models.PositiveIntegerField(_("名次"))
    weight = models.PositiveSmallIntegerField(_("权重"))
    key = models.CharField(_("抽取键"), max_length=64)
    lead = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfDrawQuerySet.as_manager()

    class Meta:
        ordering = ["stratum", "rank"]
        verbose_name = _("抽取结果")
        constraints = [
            models.UniqueConstraint(fields=["round", "stratum", "rank"], name="draws_roundresult_rank_once"),
            models.UniqueConstraint(fields=["round", "code"], name="draws_roundresult_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stratum} {self.rank} {self.code}"
