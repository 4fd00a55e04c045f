"""A suspected crime on its way to the police and back (国务院令第310号)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspections.cases.kinds import Crime, PoliceAnswer
from inspections.cases.models.fields import count, day, line, of_case, of_paper


class Transfer(models.Model):
    """Facts of a suspected crime, written once; other facts are another row. What became of them is added."""

    case = of_case("transfers")
    crime = models.CharField(_("涉嫌罪名"), max_length=16, choices=Crime)
    facts = models.TextField(_("涉嫌犯罪的事实和依据"))
    suspects = count(_("涉嫌人数"))
    noted_on = models.DateField(_("写明日期"))
    proposed_on = day(_("报请移送日期"))
    report = of_paper(_("移送审批表"))
    # When the head of the bureau turned it down, or the police did.
    cleared_on = day(_("不移送或不予立案日期"))
    paper = of_paper(_("移送书"))
    handed_over_at = models.DateTimeField(_("移交时间"), null=True)
    receipt = line(_("公安机关签收"))
    answer = models.CharField(_("公安机关答复"), max_length=8, choices=PoliceAnswer, blank=True)
    answer_number = line(_("答复文号"), 100)
    answer_reason = models.TextField(_("不予立案的理由"), blank=True)
    answered_on = day(_("答复日期"))
    challenged_on = day(_("提请复议日期"))
    challenge = of_paper(_("提请复议书"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("移送公安")

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_crime_display()}"

    @property
    def is_open(self) -> bool:
        """Nobody has decided that it is no matter of the police."""
        return self.cleared_on is None
