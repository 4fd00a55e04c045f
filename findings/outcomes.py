"""What setting a problem right brings the workers: the numbers a form asks for, and what each counts.

People and yuan of wages are two numbers of one thing. Forms ask for running totals since the visit, because that is what an
officer reads off the vouchers; `findings.services.bring` stores what each look added.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from law import money
from law.matters import MATTERS, Group

Number = int | Decimal
Totals = Mapping[str, Number]


class What(models.TextChoices):
    """What was got back for workers. Wages are those paid in fact (voucher seen), without compensation on top."""

    CONTRACTS = "contracts", _("补签劳动合同")
    WAGES = "wages", _("补发工资")
    INSURANCE = "insurance", _("补办参保")
    CHILDREN = "children", _("清退童工")
    COMPENSATION = "compensation", _("加付赔偿金")


@dataclass(frozen=True)
class Outcome:
    """One number: of which thing, whether its people or its yuan, and its words."""

    what: What
    field: str
    label: Any

    @property
    def is_money(self) -> bool:
        return self.field == "amount"


OUTCOMES: dict[str, Outcome] = {
    "contracts_signed": Outcome(What.CONTRACTS, "people", _("补签劳动合同（人）")),
    "wages_paid_people": Outcome(What.WAGES, "people", _("补发工资（人）")),
    "wages_paid_amount": Outcome(What.WAGES, "amount", _("补发工资（元）")),
    "insured_people": Outcome(What.INSURANCE, "people", _("补办参保（人）")),
    "children_sent_home": Outcome(What.CHILDREN, "people", _("清退童工（人）")),
    "compensation_paid": Outcome(What.COMPENSATION, "amount", _("加付赔偿金（元）")),
}
# What a patrol or an inspection may bring; compensation on top is ordered by a decision only.
OF_A_CHECK = tuple(name for name, outcome in OUTCOMES.items() if outcome.what != What.COMPENSATION)
OF_GROUP: dict[Group, tuple[str, ...]] = {
    Group.CONTRACT: ("contracts_signed",),
    Group.WAGES: ("wages_paid_people", "wages_paid_amount"),
    Group.INSURANCE: ("insured_people",),
}
OF_MATTER: dict[str, tuple[str, ...]] = {
    "child_labour": ("children_sent_home",),
    "refusal_to_pay": ("wages_paid_people", "wages_paid_amount"),
    "deposit": (),
    "internal_rules": (),
}


def outcomes_of(matter: str) -> tuple[str, ...]:
    """Which outcomes a visit and a re-check of this matter ask for."""
    known = MATTERS.get(matter)
    return OF_MATTER.get(matter, OF_GROUP.get(known.group, ()) if known else ())


def totals(recoveries: Iterable[Any]) -> dict[str, Number]:
    """The running total of every outcome over these recoveries, noughts included."""
    rows = list(recoveries)
    return {
        name: sum(getattr(row, outcome.field) for row in rows if row.what == outcome.what)
        for name, outcome in OUTCOMES.items()
    }


def told(recoveries: Iterable[Any]) -> list[tuple[str, str]]:
    """What was brought, thing by thing, each number with its unit: («补发工资», «3 人，9,000.50 元»)."""
    brought: dict[str, list[str]] = {}
    for name, number in totals(recoveries).items():
        if number:
            outcome = OUTCOMES[name]
            said = money.told(Decimal(number)) if outcome.is_money else _("%(n)s 人") % {"n": f"{number:,}"}
            brought.setdefault(str(outcome.what.label), []).append(str(said))
    return [(label, "，".join(said)) for label, said in brought.items()]
