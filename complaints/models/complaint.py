"""A complaint or report as it may be read by those who may not know who made it."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.models import WorkflowRecord
from complaints.deadlines import CLOCKS
from complaints.kinds import Channel, Destination, FeedbackMethod, Kind, Label, RefusalGround
from complaints.querysets import ComplaintQuerySet
from complaints.workflow import ACCEPTED_STATES, TABLE, State, limitation
from findings import outcomes
from findings.kinds import Origin
from law import terms
from law.clock import day_of, today
from law.matters import MATTERS, must_be_reported, offices
from registry.models import Employer, Posting, Town

USER = settings.AUTH_USER_MODEL


def employer_shown(name: str | None, named: str) -> str:
    """The employer's name; without one, what the complaint calls it."""
    if name:
        return name
    return gettext("%(name)s（单位待核）") % {"name": named} if named else gettext("单位不明")


class Complaint(WorkflowRecord):
    workflow = TABLE
    clocks = CLOCKS
    named_by = ("number", "employer_named", "employer__name")

    number = models.CharField(_("编号"), max_length=60, unique=True)
    received_at = models.DateTimeField(_("收到时间"))
    channel = models.CharField(_("来源渠道"), max_length=20, choices=Channel)
    external_number = models.CharField(_("来件编号"), max_length=60, blank=True)
    kind = models.CharField(_("类型"), max_length=12, choices=Kind)
    is_anonymous = models.BooleanField(_("匿名"), default=False)
    label = models.CharField(_("密级"), max_length=16, choices=Label, default=Label.GENERAL)
    involves_minors = models.BooleanField(_("涉及未成年人"), default=False)
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("专项行动"), null=True, on_delete=models.PROTECT, related_name="complaints"
    )
    employer = models.ForeignKey(
        Employer, verbose_name=_("用人单位"), null=True, on_delete=models.PROTECT, related_name="complaints"
    )
    # As the complainant put it: a name, a sign-board, a place. Kept when the employer is found.
    employer_named = models.CharField(_("来件所称单位"), max_length=200, blank=True)
    # The employer's town at the time, or the place of work when the employer is not known.
    town = models.ForeignKey(
        Town, verbose_name=_("镇街"), null=True, on_delete=models.PROTECT, related_name="complaints"
    )
    matters = models.JSONField(_("反映事项"), default=list)
    content = models.TextField(_("转办内容（不含举报人信息）"))
    workers_count = models.PositiveIntegerField(_("涉及人数"), null=True)
    amount = models.DecimalField(_("涉及金额（元）"), max_digits=14, decimal_places=2, null=True)
    # None: still going on, or not known to have ended.
    act_ended_on = models.DateField(_("违法行为终了日期"), null=True)
    # 行政处罚法 36: harm to life, health or financial safety, with consequences; the limitation is then five years.
    has_harm = models.BooleanField(_("危害生命健康安全或者金融安全，且有危害后果"), default=False)
    external_deadline = models.DateField(_("来件平台要求答复日期"), null=True)
    received_by = models.ForeignKey(
        USER,
        verbose_name=_("登记人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="complaints_received",
    )
    handler = models.ForeignKey(
        USER, verbose_name=_("承办人"), null=True, on_delete=models.PROTECT, related_name="complaints_handled"
    )

    supplement_request = models.TextField(_("要求补正的内容"), blank=True)
    supplement_requested_on = models.DateField(_("要求补正日期"), null=True)
    supplemented_on = models.DateField(_("补正材料收齐日期"), null=True)
    accepted_on = models.DateField(_("受理日期"), null=True)
    is_edge_confirmed = models.BooleanField(_("时效最后一日已人工核对"), default=False)
    refusal_ground = models.CharField(_("不予受理情形"), max_length=24, choices=RefusalGround, blank=True)
    refusal_reason = models.TextField(_("不予受理理由"), blank=True)
    # The one already filed, when the same claim came again: refused for it (青岛条例 27(三)) or attached to it.
    earlier = models.ForeignKey(
        "self",
        verbose_name=_("已受理的同一来件"),
        null=True,
        on_delete=models.PROTECT,
        related_name="repeats",
    )
    redirected_to = models.CharField(_("告知去向"), max_length=20, choices=Destination, blank=True)
    redirect_office = models.CharField(_("受理机构"), max_length=100, blank=True)
    redirect_note = models.TextField(_("告知内容"), blank=True)
    closed_on = models.DateField(_("不予受理、告知或并入日期"), null=True)
    concluded_on = models.DateField(_("办结日期"), null=True)
    result = models.TextField(_("处理结果"), blank=True)
    feedback = models.TextField(_("反馈内容"), blank=True)
    feedback_method = models.CharField(_("反馈方式"), max_length=12, choices=FeedbackMethod, blank=True)
    feedback_on = models.DateField(_("反馈日期"), null=True)

    recoveries = GenericRelation("findings.Recovery")

    objects: ClassVar = ComplaintQuerySet.as_manager()
    found_by = Origin.COMPLAINT

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("投诉举报")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.REPORT) | Q(is_anonymous=False), name="complaints_complaint_named"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ACCEPTED_STATES)
                | Q(employer__isnull=False, accepted_on__isnull=False),
                name="complaints_complaint_accepted_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED) | (~Q(refusal_reason="") & ~Q(refusal_ground="")),
                name="complaints_complaint_refused_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.MERGED) | Q(earlier__isnull=False),
                name="complaints_complaint_merged_into",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.CONCLUDED, State.ANSWERED])
                | (~Q(result="") & Q(concluded_on__isnull=False)),
                name="complaints_complaint_concluded_result",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="complaints_state"),
            models.Index(fields=["town", "-id"], name="complaints_town"),
            models.Index(fields=["employer", "accepted_on"], name="complaints_employer_accepted"),
            models.Index(fields=["accepted_on"], name="complaints_accepted"),
            models.Index(fields=["campaign", "state"], name="complaints_campaign_state"),
            # What no town counts, and what follows from it: few, looked for by every figure.
            models.Index(fields=["id"], condition=Q(label=Label.WHISTLEBLOWER), name="complaints_hidden"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.employer_label}"

    @property
    def employer_label(self) -> str:
        """The employer as far as it is known; never anything about the complainant."""
        return employer_shown(self.employer.name if self.employer else "", self.employer_named)

    @property
    def received_on(self) -> date:
        return day_of(self.received_at)

    @property
    def acceptance_starts_at(self) -> date | datetime:
        """From when the five working days count: receipt, or when missing material was complete."""
        return self.supplemented_on or self.received_at

    @property
    def has_external_deadline(self) -> bool:
        return self.external_deadline is not None

    @property
    def needs_feedback(self) -> bool:
        return not self.is_anonymous

    @property
    def is_confidential(self) -> bool:
        """Labelled in any way: looking at it is written down."""
        return self.label != Label.GENERAL

    @property
    def is_hidden(self) -> bool:
        """举报保密: towns may not know of it, nor see anything that follows from it."""
        return self.label == Label.WHISTLEBLOWER

    @property
    def limitation_ends_on(self) -> date | None:
        return self._limitation.on if self._limitation else None

    @property
    def is_limitation_edge(self) -> bool:
        """Received on the very last day of the limitation: in time, but a person must confirm it."""
        return self._limitation is not None and self._limitation.is_edge(self.received_on)

    @property
    def _limitation(self) -> terms.Due | None:
        return limitation(self.act_ended_on, has_harm=self.has_harm) if self.act_ended_on else None

    @property
    def open_originals(self) -> ComplaintQuerySet:
        """The complaints under way that this one repeats: it may be attached to one of them."""
        return Complaint.objects.same_claim_as(self).filter(state=State.ACCEPTED)

    @property
    def totals(self) -> dict[str, outcomes.Number]:
        """What it brought the workers, by outcome; no query where `recoveries` are loaded."""
        return outcomes.totals(self.recoveries.all())

    @property
    def matter_labels(self) -> list[str]:
        return [MATTERS[code].label if code in MATTERS else code for code in self.matters]

    @property
    def is_red_flag(self) -> bool:
        """Whether what it tells of must be acted on within hours, as with a patrol: the matters decide."""
        return must_be_reported(self.matters, people=self.workers_count, amount=self.amount)

    @property
    def offices(self) -> tuple[str, ...]:
        """The other offices that are to be told of its matters."""
        return offices(self.matters)

    def alarmed(self) -> list[Any]:
        """Who is told at once of a red flag: those who decide, and the town's officers where they may know of it."""
        people = get_user_model().objects
        told = list(people.with_permission("patrols.receive_red_flag"))
        if not self.is_hidden and self.town_id:
            posted = Posting.objects.current(today()).filter(town=self.town_id).values("user")
            told += people.current().filter(pk__in=posted)
        return told

    def handlers(self) -> list[Any]:
        """Who is told when it is accepted."""
        return [self.handler] if self.handler_id else []

    def keepers(self) -> list[Any]:
        """The receiver and the handler, who are told what becomes of it."""
        return [user for user in (self.received_by, self.handler) if user is not None]

    def keepers_of_original(self) -> list[Any]:
        """Those of the complaint this one was attached to."""
        return self.earlier.keepers() if self.earlier else []
