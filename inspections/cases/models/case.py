"""One case against one employer, from the clue to the archive. It names no complainant."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.models import WorkflowRecord
from complaints.models import Complaint
from findings import outcomes
from findings.kinds import Origin
from inspections.cases.deadlines import RULES
from inspections.cases.kinds import Crime, DecisionKind, ServiceMethod, Source
from inspections.cases.querysets import DECIDED, UNFILED, CaseQuerySet
from inspections.cases.stages import AT
from inspections.cases.workflow import TABLE, State
from inspections.checks.models import Inspection, Visit
from law import terms
from law.matters import MATTERS, are_sensitive
from law.words import Sentence
from registry.models import Employer, Town

USER = settings.AUTH_USER_MODEL


def yuan(label: Sentence) -> models.DecimalField:
    """An amount in yuan; empty means that none was set."""
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


def day(label: Sentence) -> models.DateField:
    return models.DateField(label, null=True, blank=True)


def count(label: Sentence) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True)


class Case(WorkflowRecord):
    workflow = TABLE
    clocks = RULES

    # The clue
    number = models.CharField(_("线索编号"), max_length=60, unique=True)
    source = models.CharField(_("案件来源"), max_length=12, choices=Source)
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("专项行动"), null=True, on_delete=models.PROTECT, related_name="cases"
    )
    employer = models.ForeignKey(
        Employer, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="cases"
    )
    town = models.ForeignKey(
        Town,
        verbose_name=_("镇街"),
        null=True,
        on_delete=models.PROTECT,
        related_name="cases",
        db_index=False,
    )
    complaint = models.ForeignKey(
        Complaint, verbose_name=_("投诉举报"), null=True, on_delete=models.PROTECT, related_name="cases"
    )
    inspection = models.ForeignKey(
        Inspection, verbose_name=_("专项检查"), null=True, on_delete=models.PROTECT, related_name="cases"
    )
    visit = models.ForeignKey(
        Visit, verbose_name=_("现场检查"), null=True, on_delete=models.PROTECT, related_name="cases"
    )
    matters = models.JSONField(_("案由"), default=list)
    cause = models.TextField(_("线索内容"), blank=True)
    people_count = count(_("涉及人数"))
    amount = yuan(_("涉及金额（元）"))
    found_on = models.DateField(_("发现日期"))
    # None: still going on, or not known to have ended.
    act_ended_on = day(_("违法行为终了日期"))
    has_harm = models.BooleanField(_("危害生命健康安全、金融安全且有危害后果"), default=False)
    is_edge_confirmed = models.BooleanField(_("时效最后一日已人工核对"), default=False)
    lead = models.ForeignKey(
        USER, verbose_name=_("主办"), null=True, on_delete=models.PROTECT, related_name="cases_led"
    )
    second = models.ForeignKey(
        USER, verbose_name=_("协办"), null=True, on_delete=models.PROTECT, related_name="cases_seconded"
    )
    filing_number = models.CharField(_("立案文号"), max_length=60, blank=True)
    filed_on = day(_("立案日期"))

    # The investigation
    extension_reason = models.TextField(_("延长理由"), blank=True)
    extension_approved_on = day(_("批准延长日期"))
    correction_number = models.CharField(_("责令改正文号"), max_length=60, blank=True)
    correction_ordered_on = day(_("责令改正日期"))
    correction_text = models.TextField(_("改正要求"), blank=True)
    correct_by = day(_("改正期限"))
    correction_result = models.TextField(_("复查情况"), blank=True)
    corrected_on = day(_("确认改正日期"))
    findings = models.TextField(_("查明的事实和证据"), blank=True)
    is_minor_and_corrected = models.BooleanField(_("情节轻微且已改正"), default=False)
    is_unfounded = models.BooleanField(_("违法事实不能成立"), default=False)
    investigated_on = day(_("调查终结日期"))
    withdrawn_on = day(_("撤销立案日期"))

    # Review, notice, hearing
    review_opinion = models.TextField(_("法制审核意见"), blank=True)
    reviewed_on = day(_("审核日期"))
    is_individual = models.BooleanField(_("当事人是个人"), default=False)
    notice_kind = models.CharField(_("拟作决定"), max_length=10, choices=DecisionKind, blank=True)
    notice_number = models.CharField(_("告知书文号"), max_length=60, blank=True)
    notice_text = models.TextField(_("告知内容"), blank=True)
    notified_on = day(_("告知日期"))
    proposed_fine = yuan(_("拟处罚款（元）"))
    has_hearing_right = models.BooleanField(_("有权要求听证"), default=False)
    is_hearing_waived = models.BooleanField(_("书面放弃听证"), default=False)
    statement = models.TextField(_("陈述申辩"), blank=True)
    statement_heard_on = day(_("听取陈述申辩日期"))
    hearing_requested_on = day(_("申请听证日期"))
    hearing_on = day(_("听证日期"))
    hearing_report = models.TextField(_("听证报告"), blank=True)
    hearing_closed_on = day(_("听证结束日期"))

    # The decision and what came of it. 加付赔偿金 goes to the workers and is never a fine.
    decision_kind = models.CharField(_("决定种类"), max_length=10, choices=DecisionKind, blank=True)
    decision_text = models.TextField(_("决定内容"), blank=True)
    decision_number = models.CharField(_("决定书文号"), max_length=60, blank=True)
    decided_on = day(_("决定日期"))
    fine_amount = yuan(_("罚款（元）"))
    back_pay_amount = yuan(_("责令支付工资等（元）"))
    back_pay_people = count(_("责令支付人数"))
    extra_compensation_amount = yuan(_("加付赔偿金（元）"))
    pay_by = day(_("支付期限"))
    served_on = day(_("送达日期"))
    service_method = models.CharField(_("送达方式"), max_length=12, choices=ServiceMethod, blank=True)
    executed_on = day(_("执行完毕日期"))
    fine_collected = yuan(_("实收罚款（元）"))
    execution_note = models.TextField(_("执行说明"), blank=True)
    closing_report = models.TextField(_("结案报告"), blank=True)
    closed_on = day(_("结案日期"))
    archive_number = models.CharField(_("归档号"), max_length=60, blank=True)
    archived_on = day(_("归档日期"))

    # To the police
    crime = models.CharField(_("涉嫌罪名"), max_length=16, choices=Crime, blank=True)
    crime_facts = models.TextField(_("涉嫌犯罪的事实和依据"), blank=True)
    # When the head of the bureau turned the transfer down; written anew, the facts are open again.
    crime_cleared_on = day(_("审批不移送日期"))
    suspects_count = count(_("涉嫌人数"))
    # Where the case stood when its transfer was asked for; empty when none waits.
    transfer_from = models.CharField(_("报请移送前的状态"), max_length=20, choices=State, blank=True)
    transfer_number = models.CharField(_("移送文号"), max_length=60, blank=True)
    transferred_on = day(_("移交日期"))
    transfer_receipt = models.CharField(_("公安机关签收"), max_length=200, blank=True)

    recoveries = GenericRelation("findings.Recovery")

    objects: ClassVar = CaseQuerySet.as_manager()
    found_by = Origin.CASE

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("案件")
        constraints = [
            models.CheckConstraint(condition=~Q(lead=F("second")), name="cases_case_two_persons"),
            models.CheckConstraint(
                condition=Q(state__in=UNFILED)
                | (
                    Q(filed_on__isnull=False, lead__isnull=False, second__isnull=False) & ~Q(filing_number="")
                ),
                name="cases_case_filed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED)
                | (Q(decided_on__isnull=False) & ~Q(decision_kind="") & ~Q(decision_number="")),
                name="cases_case_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(fine_amount__isnull=True)
                | Q(fine_amount=0)
                | Q(decision_kind=DecisionKind.PENALTY),
                name="cases_case_fine_is_penalty",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CORRECTING) | Q(correct_by__isnull=False),
                name="cases_case_correction_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.CLOSED, State.ARCHIVED]) | Q(closed_on__isnull=False),
                name="cases_case_closed_has_day",
            ),
            models.UniqueConstraint(
                fields=["filing_number"], condition=~Q(filing_number=""), name="cases_case_filing_number"
            ),
            models.UniqueConstraint(
                fields=["decision_number"],
                condition=~Q(decision_number=""),
                name="cases_case_decision_number",
            ),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=Q(inspection__isnull=False) & ~Q(state=State.NOT_FILED),
                name="cases_case_one_of_inspection",
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(complaint__isnull=False) & ~Q(state=State.NOT_FILED),
                name="cases_case_one_of_complaint",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="cases_state"),
            models.Index(fields=["town", "-id"], name="cases_town"),
            models.Index(fields=["campaign", "state"], name="cases_campaign_state"),
            models.Index(fields=["filed_on"], name="cases_filed"),
            models.Index(fields=["decided_on"], name="cases_decided"),
            models.Index(fields=["closed_on"], name="cases_closed"),
        ]

    def __str__(self) -> str:
        return f"{self.current_number} {self.employer.name}"

    @property
    def current_number(self) -> str:
        """The number it goes by: of the filing, before it the number of the clue."""
        return self.filing_number or self.number

    @property
    def title(self) -> str:
        """What the case is called: its first matter, as in 违法延长工作时间案."""
        labels = self.matter_labels
        more = "等" if len(labels) > 1 else ""
        return f"{labels[0]}{more}案" if labels else self.kind_label

    @property
    def matter_labels(self) -> list[str]:
        return [MATTERS[code].label if code in MATTERS else code for code in self.matters]

    @property
    def totals(self) -> dict[str, outcomes.Number]:
        """What was paid to the workers, by outcome; no query where `recoveries` are loaded."""
        return outcomes.totals(self.recoveries.all())

    @property
    def stage_number(self) -> int:
        """Which of the eight steps it stands at (inspections.cases.stages), from 1."""
        return AT[self.transfer_from or self.state]

    @property
    def is_sensitive(self) -> bool:
        """Concerns children or people held by force: looking at it is written down."""
        return are_sensitive(self.matters)

    @property
    def is_confidential(self) -> bool:
        """Born of a complaint labelled 举报保密, or of an inspection that only such complaints have raised."""
        made_on = (self.inspection, self.visit)
        is_of_hidden = self.complaint is not None and self.complaint.is_hidden
        return is_of_hidden or any(each is not None and each.is_confidential for each in made_on)

    @property
    def limitation(self) -> terms.Due | None:
        """Until when the act may be looked into (条例 20; 行政处罚法 36 with harm); None while its end is not known."""
        return terms.due("limitation", self.act_ended_on, harm=self.has_harm) if self.act_ended_on else None

    @property
    def is_limitation_edge(self) -> bool:
        """Found on the very last day of the limitation: in time, but a person must confirm it."""
        return self.limitation is not None and self.limitation.is_edge(self.found_on)

    @property
    def is_penalty(self) -> bool:
        return self.decision_kind == DecisionKind.PENALTY

    @property
    def is_handling(self) -> bool:
        return self.decision_kind == DecisionKind.HANDLING

    @property
    def is_under_penalty_law(self) -> bool:
        """A penalty, or the decision that there is none: both are served by 行政处罚法 61."""
        return self.decision_kind in (DecisionKind.PENALTY, DecisionKind.NONE)

    @property
    def has_fine(self) -> bool:
        return bool(self.fine_amount)

    @property
    def has_pay_day(self) -> bool:
        return self.pay_by is not None

    @property
    def has_open_crime(self) -> bool:
        """A crime is suspected and nobody has decided that it does not go to the police (国务院令第310号)."""
        return bool(self.crime_facts) and self.crime_cleared_on is None

    @property
    def is_filed(self) -> bool:
        return self.state not in UNFILED

    def handlers(self) -> list[Any]:
        """The two who handle it."""
        return [person for person in (self.lead, self.second) if person is not None]

    def leaders(self) -> QuerySet:
        return get_user_model().objects.with_permission("cases.approve_filing")

    def heads(self) -> QuerySet:
        return get_user_model().objects.with_permission("cases.decide")

    def reviewers(self) -> QuerySet:
        return get_user_model().objects.with_permission("cases.pass_review")
