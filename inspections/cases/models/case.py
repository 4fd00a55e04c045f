"""One case against one employer, from the clue to the archive. It names no complainant."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.models import Attachment, WorkflowRecord
from complaints.models import Complaint
from findings import outcomes
from findings.kinds import Origin
from inspections.cases.deadlines import RULES
from inspections.cases.kinds import (
    DECISION_PAPERS,
    Longer,
    PartyRole,
    ReportKind,
    Source,
)
from inspections.cases.lists import Sums, sums_of
from inspections.cases.models.fields import count, day, yuan
from inspections.cases.models.people import Party
from inspections.cases.models.standing import Standing
from inspections.cases.querysets import UNFILED, CaseQuerySet
from inspections.cases.stages import AT
from inspections.cases.workflow import TABLE, State
from inspections.checks.models import Inspection, Visit
from law import terms
from law.matters import MATTERS, are_sensitive
from law.powers import Office
from registry.models import Employer, Town

USER = settings.AUTH_USER_MODEL


def current(model: str) -> models.ForeignKey:
    """The row of its kind that counts now."""
    return models.ForeignKey(
        f"cases.{model}", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )


class Case(Standing, WorkflowRecord):
    workflow = TABLE
    clocks = RULES
    named_by = ("number", "filing_number", "employer__name")
    lists_told = ("record_parties", "record_workers", "record_minors", "record_evidence")
    drafts_told: ClassVar = {"submit_decision": "decisions"}

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
    # The workbook its list of workers was read from last.
    wage_table = models.ForeignKey(
        Attachment, verbose_name=_("劳动者名单原件"), null=True, on_delete=models.PROTECT, related_name="+"
    )
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

    # The investigation. What was ordered, told, said and decided stands in rows of its own; the case points at the current.
    # A request for more time that waits for the head of the bureau.
    extension = current("Extension")
    correction = current("Correction")
    # What is to become of evidence that is kept, before the head of the bureau.
    disposal = current("DisposalRequest")
    is_minor_and_corrected = models.BooleanField(_("情节轻微且已改正"), default=False)
    is_unfounded = models.BooleanField(_("违法事实不能成立"), default=False)
    investigated_on = day(_("调查终结日期"))
    withdrawn_on = day(_("撤销立案日期"))

    recusal = current("Recusal")
    # The case that deals with it from then on (并案).
    merged_into = models.ForeignKey(
        "self", verbose_name=_("并入的案件"), null=True, on_delete=models.PROTECT, related_name="merged"
    )
    merged_on = day(_("并案日期"))

    # Being heard, and the decision. A new notice starts over: what was said to the former is not said to it.
    notice = current("PriorNotice")
    statement = current("Statement")
    hearing = current("Hearing")
    decision = current("Decision")
    # The newest remedy the party took, and the newest publication.
    appeal = current("Appeal")
    publication = current("Publication")
    # The remedy by which the last decision fell and another had to be made.
    remade = current("Appeal")
    # The result whose closing was asked for: the state it goes back to.
    closing_from = models.CharField(_("报请结案前的状态"), max_length=20, choices=State, blank=True)
    closed_on = day(_("结案日期"))
    archive_number = models.CharField(_("归档号"), max_length=60, blank=True)
    archived_on = day(_("归档日期"))

    # To the police
    transfer = current("Transfer")
    # Where the case stood when its transfer was asked for; empty when none waits.
    transfer_from = models.CharField(_("报请移送前的状态"), max_length=20, choices=State, blank=True)
    transferred_on = day(_("移交日期"))

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
                | Q(transfer_from__in=UNFILED)
                | (
                    Q(filed_on__isnull=False, lead__isnull=False, second__isnull=False) & ~Q(filing_number="")
                ),
                name="cases_case_filed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DECIDED, State.SERVED, State.EXECUTED])
                | Q(decision__isnull=False),
                name="cases_case_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CORRECTING) | Q(correction__isnull=False),
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
                fields=["inspection"],
                condition=Q(inspection__isnull=False) & ~Q(state=State.NOT_FILED),
                name="cases_case_one_of_inspection",
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(complaint__isnull=False, merged_into__isnull=True) & ~Q(state=State.NOT_FILED),
                name="cases_case_one_of_complaint",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="cases_state"),
            models.Index(fields=["town", "-id"], name="cases_town"),
            models.Index(fields=["campaign", "state"], name="cases_campaign_state"),
            models.Index(fields=["filed_on"], name="cases_filed"),
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
        is_away = self.state in (State.TRANSFER_PENDING, State.TRANSFER_APPROVED, State.TRANSFERRED)
        return AT[(self.transfer_from if is_away else "") or self.state]

    @property
    def is_sensitive(self) -> bool:
        """Concerns children or people held by force: looking at it is written down."""
        return are_sensitive(self.matters)

    @property
    def is_confidential(self) -> bool:
        """It deals with a complaint labelled 举报保密, or comes of an inspection that only such complaints have raised."""
        made_on = (self.inspection, self.visit)
        is_of_hidden = any(each.is_hidden for each in self.complaints())
        return is_of_hidden or any(each is not None and each.is_confidential for each in made_on)

    def complaints(self) -> list[Complaint]:
        """Every complaint it deals with: the one it was made of first, then those linked since."""
        first = [self.complaint] if self.complaint is not None else []
        if self.pk is None:
            return first
        linked = Complaint.objects.filter(case_links__case=self, case_links__unlinked_on=None)
        return [*first, *linked.order_by("pk")]

    @property
    def limitation(self) -> terms.Due | None:
        """Until when the act may be looked into (条例 20; 行政处罚法 36 with harm); None while its end is not known."""
        return terms.due("limitation", self.act_ended_on, harm=self.has_harm) if self.act_ended_on else None

    @property
    def is_limitation_edge(self) -> bool:
        """Found on the very last day of the limitation: in time, but a person must confirm it."""
        return self.limitation is not None and self.limitation.is_edge(self.found_on)

    @property
    def is_extended(self) -> bool:
        """More time for the investigation was granted; that is done once (条例 17)."""
        granted = self.extensions.filter(what=Longer.INVESTIGATION).exclude(approved_on=None)
        return granted.exists()

    @property
    def needs_discussion(self) -> bool:
        """Complex or grave (行政处罚法 57): a hearing was held, or it concerns children or people held by force."""
        return self.is_sensitive or self.hearings.exclude(closed_on=None).exists()

    @cached_property
    def known_parties(self) -> list[Party]:
        return list(self.parties.all())

    @property
    def principal(self) -> Party | None:
        """Who stands on its papers as the party: the unit, or whoever was written down; None where nobody was.

        Those responsible in the unit are fined beside it, never in its place.
        """
        parties = [each for each in self.known_parties if not each.is_responsible]
        return next((each for each in parties if each.role == PartyRole.UNIT), next(iter(parties), None))

    @property
    def responsible(self) -> list[Party]:
        """Those responsible in the unit (责任人员), each of whom the law may let be fined beside it."""
        return [each for each in self.known_parties if each.is_responsible]

    @property
    def wages(self) -> Sums:
        """What its list of workers comes to; no query where `workers` are loaded."""
        return sums_of(self.workers.all())

    @property
    def known_people(self) -> int | None:
        """How many people it concerns: those on its lists, and what was reported as long as there is none."""
        listed = max(self.wages.people, len(self.minors.all()))
        return listed or self.people_count

    @property
    def known_amount(self) -> Decimal | None:
        """What the workers miss, in yuan: the sum of their list, and what was reported as long as there is none."""
        wages = self.wages
        return wages.missing if wages.people else self.amount

    @property
    def findings(self) -> str:
        """What was found out, as it was written down last."""
        return self.said(ReportKind.FINDINGS)

    @property
    def closing_report(self) -> str:
        return self.said(ReportKind.CLOSING)

    def said(self, kind: str) -> str:
        newest = self.reports.filter(kind=kind).order_by("-pk").values_list("text", flat=True).first()
        return newest or ""

    def papers_of(self, *codes: str) -> QuerySet:
        """The papers of these kinds that stand (issued, neither replaced nor withdrawn), the newest first."""
        return self.papers.filter(kind__in=codes, state="issued").order_by("-pk")

    @property
    def decision_papers(self) -> QuerySet:
        return self.papers_of(*DECISION_PAPERS)

    @property
    def is_filed(self) -> bool:
        return self.filed_on is not None

    def filed_under(self, number: str) -> "Case | None":
        """The other case put away under a number."""
        others: CaseQuerySet = Case.objects.exclude(pk=self.pk).exclude(archive_number="")
        return others.filter(archive_number=number.strip()).first()

    def bars(self, people: Iterable[int]) -> bool:
        """Whoever stepped aside does nothing more in the case (条例 16; 行政处罚法 43)."""
        if self.recusal_id is None or not people:
            return False
        barred: bool = self.recusals.filter(person__in=people, is_granted=True).exists()
        return barred

    def handlers(self) -> list[Any]:
        """The two who handle it."""
        return [person for person in (self.lead, self.second) if person is not None]

    def takes_part(self) -> QuerySet:
        """Who may be asked to step aside: who handles, reviews, approves or decides it."""
        people = get_user_model().objects.filter(is_active=True)
        others = self.leaders() | self.reviewers() | self.heads()
        return people.filter(Q(pk__in=(self.lead_id, self.second_id)) | Q(pk__in=others.values("pk")))

    def recusal_deciders(self) -> QuerySet:
        """Who decides on the recusal that waits; of one the government decides on, who asks it and writes down its answer."""
        is_for_head = self.recusal is not None and self.recusal.office == Office.BUREAU_HEAD
        return self.heads() if is_for_head else self.leaders()

    def leaders(self) -> QuerySet:
        return get_user_model().objects.with_permission("cases.approve_filing")

    def heads(self) -> QuerySet:
        return get_user_model().objects.with_permission("cases.decide")

    def reviewers(self) -> QuerySet:
        return get_user_model().objects.with_permission("cases.pass_review")
