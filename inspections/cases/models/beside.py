"""What stands beside a case: further complaints it deals with, and requests that somebody step aside."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint
from inspections.cases.kinds import RecusalAsker
from inspections.cases.models.fields import day, line, of_case, of_paper
from law.powers import Office

USER = settings.AUTH_USER_MODEL


class LinkedComplaint(models.Model):
    """A further complaint the case deals with; that it was made of is `Case.complaint`."""

    case = of_case("linked_complaints")
    complaint = models.ForeignKey(
        Complaint, verbose_name=_("投诉举报"), on_delete=models.PROTECT, related_name="case_links"
    )
    linked_on = models.DateField(_("并入日期"))
    linked_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    unlinked_on = day(_("移出日期"))
    unlinked_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("并入的投诉举报")
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(unlinked_on__isnull=True),
                name="cases_linked_complaint_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.complaint_id}"


class Recusal(models.Model):
    """Somebody is to step aside (回避): asked by the party or declared by the person, decided by who the law of the day says."""

    case = of_case("recusals")
    person = models.ForeignKey(
        USER, verbose_name=_("被申请回避的人"), on_delete=models.PROTECT, related_name="+"
    )
    asked_by = models.CharField(_("提出人"), max_length=8, choices=RecusalAsker)
    reason = models.TextField(_("理由"))
    asked_on = models.DateField(_("提出日期"))
    # Who decides, by law.powers on the day it was asked for, and where that stands.
    office = models.CharField(
        _("决定人"), max_length=20, choices=[(each.value, each.label) for each in Office]
    )
    citation = models.CharField(_("依据"), max_length=100)
    decided_on = day(_("决定日期"))
    is_granted = models.BooleanField(_("同意回避"), null=True)
    why = models.TextField(_("决定理由"), blank=True)
    # Of a decision that is not the bureau's own: there is no paper of ours.
    number = line(_("决定文号"), 100)
    paper = of_paper(_("回避决定书"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("回避")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_on__isnull=True), name="cases_recusal_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"
