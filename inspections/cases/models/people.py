"""Who a case is about: its parties, the workers with what each of them is owed, the minors with their days at work."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.sealing import SealedTextField
from inspections.cases.kinds import RESPONSIBLE, PartyRole
from inspections.cases.models.fields import day, line, of_case, yuan


class Party(models.Model):
    """A party (当事人) as it stands on papers; without one the employer of the case is it."""

    case = of_case("parties")
    role = models.CharField(_("身份"), max_length=8, choices=PartyRole)
    name = line(_("名称或姓名"))
    # Of an individual the number of the identity card.
    code = SealedTextField(_("统一社会信用代码或证件号码"), blank=True)
    address = line(_("地址"))
    representative = line(_("法定代表人或负责人"), 100)
    duty = line(_("职务"), 100)
    telephone = line(_("电话"), 40)
    is_individual = models.BooleanField(_("个人"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("当事人")
        constraints = [models.UniqueConstraint(fields=["case", "role", "name"], name="cases_party_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_responsible(self) -> bool:
        """May be fined beside the unit (责任人员)."""
        return self.role in RESPONSIBLE

    @property
    def post(self) -> str:
        """Who the person is in the unit, as a paper says it."""
        return "，".join(filter(None, (str(self.get_role_display()), self.duty)))


class WorkerLine(models.Model):
    """One worker's line of the wage table (支付劳动报酬名单). All amounts in yuan."""

    case = of_case("workers")
    place = models.PositiveIntegerField(_("序号"))
    name = line(_("姓名"), 100)
    identity = SealedTextField(_("证件号码"), blank=True)
    starts_on = day(_("期间自"))
    ends_on = day(_("期间至"))
    owed = yuan(_("应发"))
    paid = yuan(_("已发"))
    missing = yuan(_("欠额"))
    overtime = yuan(_("其中加班费"))
    minimum_wage = yuan(_("其中最低工资差额"))
    compensation = yuan(_("其中经济补偿"))
    extra_rate = models.PositiveIntegerField(_("加付比例（%）"), null=True, blank=True)
    extra = yuan(_("加付金额"))

    class Meta:
        ordering = ["place"]
        verbose_name = _("劳动者名单")
        constraints = [models.UniqueConstraint(fields=["case", "place"], name="cases_worker_place_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.place}"


class Minor(models.Model):
    """A person under 18 whom the case is about, with the days of work an amount is counted by (law.facts.Spell)."""

    case = of_case("minors")
    place = models.PositiveIntegerField(_("序号"))
    name = SealedTextField(_("姓名"))
    identity = SealedTextField(_("证件号码"), blank=True)
    born = day(_("出生日期"))
    started_on = day(_("用工自"))
    # None: still there when the case was looked into.
    ended_on = day(_("用工至"))
    ordered_home_on = day(_("责令送回日期"))
    still_there_on = day(_("责令后仍在岗的最后日期"))

    class Meta:
        ordering = ["place"]
        verbose_name = _("未成年人名单")
        constraints = [models.UniqueConstraint(fields=["case", "place"], name="cases_minor_place_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.place}"
