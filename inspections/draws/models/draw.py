"""One random draw: what is drawn from, how many, and the secret it is committed to."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.models import Campaign
from casework.models import WorkflowRecord
from casework.sealing import SealedTextField
from inspections.draws.models.round import Round, WitnessText
from inspections.draws.querysets import DrawQuerySet
from inspections.draws.strata import StrataBy
from inspections.draws.workflow import DRAW, DrawState
from law.matters import MATTERS


class Draw(WorkflowRecord):
    workflow = DRAW

    number = models.CharField(_("编号"), max_length=60, unique=True)
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("专项行动"), null=True, on_delete=models.PROTECT, related_name="draws"
    )
    title = models.CharField(_("名称"), max_length=100)
    matters = models.JSONField(_("抽查事项"), default=list)
    strata_by = models.CharField(_("分层"), max_length=10, choices=StrataBy, default=StrataBy.CATEGORY)
    # Per cent; used for the strata whose count is not given.
    ratio = models.DecimalField(_("抽查比例（%）"), max_digits=5, decimal_places=2)
    # Stratum -> how many were asked for; None: by ratio.
    asked = models.JSONField(_("要求抽取户数"), default=dict)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="draws_prepared"
    )
    prepared_on = models.DateField(_("拟定日期"))

    frozen_on = models.DateField(_("冻结日期"), null=True)
    # Stratum -> how many will be drawn, and how many the pool has.
    counts = models.JSONField(_("抽取户数"), default=dict)
    available = models.JSONField(_("名录户数"), default=dict)
    employer_count = models.PositiveIntegerField(_("名录单位数"), default=0)
    inspector_count = models.PositiveIntegerField(_("名录监察员数"), default=0)
    excluded_count = models.PositiveIntegerField(_("排除数"), default=0)
    pool_digest = models.CharField(_("名录摘要"), max_length=64, blank=True)
    commitment = models.CharField(_("承诺值"), max_length=64, blank=True)
    # The secret behind the commitment, in hex; emptied when the draw reveals it.
    nonce = SealedTextField(null=True)
    # The round under way, or the latest one.
    round_number = models.PositiveIntegerField(_("轮次"), default=0)
    heading = models.CharField(max_length=600, blank=True)
    redraw_reason = models.CharField(_("重抽理由"), max_length=300, blank=True)
    redraw_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="redraws_approved"
    )

    objects: ClassVar = DrawQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("双随机抽取")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DrawState.FROZEN)
                | ~Q(commitment="") & ~Q(pool_digest="") & Q(nonce__isnull=False),
                name="draws_draw_frozen_is_committed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DrawState.DRAWN, DrawState.ADOPTED]) | Q(nonce__isnull=True),
                name="draws_draw_secret_ends_with_draw",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state"], name="draws_draw_campaign")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def matter_labels(self) -> list[str]:
        return [MATTERS[code].label for code in self.matters if code in MATTERS]

    @property
    def drawn_count(self) -> int:
        return sum(self.counts.values())

    @property
    def shortages(self) -> dict[str, tuple[int, int]]:
        """Strata with fewer employers than asked for: stratum -> (asked, available)."""
        pairs = ((name, asked, self.available.get(name, 0)) for name, asked in self.asked.items() if asked)
        return {name: (asked, had) for name, asked, had in pairs if self.frozen_on and asked > had}

    @cached_property
    def latest_round(self) -> Round | None:
        return self.rounds.order_by("-number").first()

    @property
    def held_round(self) -> Round:
        """The latest round of a draw that has been held. `Round.DoesNotExist` before."""
        if self.latest_round is None:
            raise Round.DoesNotExist
        return self.latest_round

    def texts_of_round(self) -> list[str]:
        """The witnesses' texts of the round under way, in the order they were typed; a redraw opens with its heading."""
        return [*filter(None, [self.heading]), *(one.text for one in self.witnesses_of_round())]

    def witnesses_of_round(self) -> list[WitnessText]:
        """Who has typed in the round under way, in the order of typing."""
        return list(self.witness_texts.filter(round_number=self.round_number).order_by("pk"))

    def drawers(self) -> QuerySet[User]:
        """Whom to tell that a redraw was decided."""
        return User.objects.with_permission("draws.draw")

    def deciders(self) -> QuerySet[User]:
        """Whom to tell that a redraw was asked for."""
        return User.objects.with_permission("draws.approve_redraw")

    @property
    def on(self) -> date:
        return self.frozen_on or self.prepared_on
