"""How the party was told and heard before the decision: notice, statement, hearing (条例 19; 行政处罚法 44, 45, 62–65)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspections.cases.kinds import DecisionKind
from inspections.cases.models.fields import day, line, of_case, of_paper, yuan


class PriorNotice(models.Model):
    """What the party was told (事先告知); told anew it is another row. Its words stand in its paper."""

    case = of_case("notices")
    paper = of_paper(_("告知书"))
    # The notice of the right to a hearing, where it is a sheet of its own.
    hearing_paper = of_paper(_("听证告知书"))
    kind = models.CharField(_("拟作决定"), max_length=10, choices=DecisionKind)
    fine = yuan(_("拟处罚款（元）"))
    # What its rows of `persons` (责任人员) come to; never part of the unit's fine.
    persons_fine = yuan(_("拟对责任人员罚款合计（元）"))
    confiscated = yuan(_("拟没收（元）"))
    # What the list of workers came to that day, where an order to pay was told; nothing without a list.
    back_pay = yuan(_("拟责令支付（元）"))
    extra = yuan(_("拟责令加付（元）"))
    is_individual = models.BooleanField(_("当事人是个人"), default=False)
    has_hearing_right = models.BooleanField(_("有权要求听证"), default=False)
    given_on = models.DateField(_("告知日期"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("事先告知")

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_kind_display()} {self.given_on}"

    def people(self) -> list[Any]:
        """The persons responsible whom it tells of a fine; no query where there are none."""
        return list(self.persons.all()) if self.persons_fine else []

    def was_answered(self, **how: object) -> bool:
        """Whether the unit and each person who was told has said something to it (`how`: in a certain way, by columns)."""
        spoke = set(self.statements.filter(**how).values_list("person_id", flat=True))
        return {None, *(each.pk for each in self.people())} <= spoke


class Statement(models.Model):
    """What the party said about one notice (陈述申辩), or that it has nothing to say."""

    case = of_case("statements")
    notice = models.ForeignKey(PriorNotice, on_delete=models.PROTECT, related_name="statements")
    paper = of_paper(_("陈述申辩笔录"))
    # Which person responsible said it; None: the unit.
    person = models.ForeignKey(
        "cases.PersonFine", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("责任人员")
    )
    text = models.TextField(_("陈述申辩"))
    heard_on = models.DateField(_("听取日期"))
    waives_hearing = models.BooleanField(_("书面放弃听证"), default=False)
    answer = models.TextField(_("复核意见"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("陈述申辩")

    def __str__(self) -> str:
        return f"{self.case_id} {self.heard_on}"


class Hearing(models.Model):
    """One hearing about one notice (听证). Each day it was set for stands in a notice of its own."""

    case = of_case("hearings")
    notice = models.ForeignKey(PriorNotice, on_delete=models.PROTECT, related_name="hearings")
    paper = of_paper(_("听证通知书"))
    requested_on = models.DateField(_("申请日期"))
    held_on = day(_("听证日期"))
    time = models.TimeField(_("时间"), null=True, blank=True)
    place = line(_("地点"))
    host = line(_("主持人"), 100)
    is_closed_door = models.BooleanField(_("不公开举行"), default=False)
    report = of_paper(_("听证报告"))
    closed_on = day(_("听证结束日期"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("听证")

    def __str__(self) -> str:
        return f"{self.case_id} {self.requested_on}"
