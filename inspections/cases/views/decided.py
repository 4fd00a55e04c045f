"""What the page of a case shows of its decisions: decided, paid and published, what remedies made of it, what goes back."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from inspections.cases.kinds import GIVEN_BACK, OF_PERSONS, UNIT, Paid
from inspections.cases.models import Appeal, Case, Decision, PersonFine, Publication, Suspension
from inspections.checks.views.facts import Facts, known
from law import money
from law.words import Sentence

Rows = Iterable[tuple[Any, ...]]


def yuan(value: Decimal | int | None) -> str:
    return money.told(value) if value is not None else ""


def _fallen(case: Case) -> Iterable[Decision]:
    """The decisions in whose place others had to be made."""
    fell = case.decisions.exclude(fell_on=None).select_related("paper", "changed")
    return fell.prefetch_related("payments", "repayments") if case.remade_id else ()


def _former(decision: Decision) -> list[tuple[Any, ...]]:
    paper, fell = decision.paper, decision.fell_on
    when = _("%(day)s 撤销，责令重新作出") % {"day": fell.isoformat()} if fell else ""
    return [
        (_("原决定"), paper.number if paper else "", paper.get_absolute_url() if paper else "", when),
        (_("原决定内容"), decision.text),
        *_sums(decision),
    ]


def _sums(decision: Decision) -> Rows:
    """What the unit is to pay, and paid; then each person responsible for himself."""
    for what in Paid:
        if what not in OF_PERSONS and (decision.decided(what) or decision.paid(what)):
            yield (what.label, yuan(decision.decided(what)), "", _paid(decision.paid(what)))
    for each in decision.people():
        fee = each.paid(Paid.PERSON_FEE)
        paid = "，".join(filter(None, (each.post, str(_paid(each.paid())))))
        yield (_("责任人员罚款 %(name)s") % {"name": each.name}, yuan(each.amount), "", paid)
        yield (Paid.PERSON_FEE.label, yuan(fee) if fee else "", "", each.name)


def _by_whom(person: PersonFine | None, *told: object) -> str:
    return " ".join(filter(None, (person.name if person is not None else "", *map(str, told))))


def decision_facts(case: Case) -> Facts:
    decision = case.decision
    former = [fact for each in _fallen(case) for fact in _former(each)]
    if decision is None:
        return known(
            *former,
            (_("结案报告"), case.closing_report if case.closing_from else ""),
            (_("结案日期"), case.closed_on),
            (_("归档号"), case.archive_number, "", case.archived_on),
        )
    prefetch_related_objects([decision], "payments", *(["payments__person"] if decision.persons_fine else []))
    paper = decision.paper
    return known(
        *former,
        (_("决定种类"), decision.get_kind_display(), "", "" if decision.decided_on else _("草案，还没有作出")),
        (
            _("决定书"), paper.number if paper else "", paper.get_absolute_url() if paper else "", decision.decided_on,
        ),
        (_("决定内容"), decision.text),
        *_sums(decision),
        (_("责令支付人数"), decision.back_pay_people, "", _paid(decision.people_paid() or None)),
        (_("支付期限"), decision.pay_by),
        (_("送达"), decision.served_on),
        *(
            (_("缴款"), f"{payment.get_what_display()} {yuan(payment.amount)}", "", _by_whom(payment.person, payment.paid_on))
            for payment in decision.payments.all()
        ),
        (_("执行完毕"), decision.executed_on),
        (_("执行说明"), decision.execution_note),
        (_("结案报告"), case.closing_report if case.closing_from else ""),
        (_("结案日期"), case.closed_on),
        (_("归档号"), case.archive_number, "", case.archived_on),
    )  # fmt: skip


def remedy_facts(case: Case) -> Facts:
    appeals = case.appeals.prefetch_related("suspensions") if case.appeal_id or case.remade_id else ()
    shown = case.publications.all() if case.publication_id or case.remade_id else ()
    decisions = [*_fallen(case), *([case.decision] if case.decision else [])]
    return known(
        *(fact for appeal in appeals for fact in _appeal(appeal)),
        *(fact for decision in decisions for fact in _owed_since(decision)),
        *(fact for row in shown for fact in _publication(row)),
    )


def _owed_since(decision: Decision) -> Rows:
    """What a remedy left to be paid, what goes back and what has gone back."""
    if decision.changed is None:
        return
    for what in Paid:
        if what in OF_PERSONS:
            continue
        if decision.ordered(what) or (decision.paid(what) and what != Paid.LATE_FEE):
            yield (_("现应缴付"), f"{what.label} {yuan(decision.ordered(what))}")
        if back := decision.overpaid(what):
            yield _too_much(what, back)
    for each in decision.people():
        yield (_("现应缴付"), f"{Paid.PERSON_FINE.label} {each.name} {yuan(each.ordered)}")
        for what in OF_PERSONS:
            if back := each.overpaid(what):
                yield (_("多缴应退还"), f"{Paid(what).label} {each.name} {yuan(back)}", "", _("还没有退"))
    for row in decision.repayments.all():
        told = f"{row.get_what_display()} {yuan(row.amount)}"
        yield (_("已退还"), told, "", _by_whom(row.person, row.repaid_on, row.receipt))


def _too_much(what: Paid, back: Decimal) -> tuple[Any, ...]:
    """What the house has in hand goes back; wages are between the unit and its workers."""
    told = f"{what.label} {yuan(back)}"
    if what in GIVEN_BACK:
        return (_("多缴应退还"), told, "", _("还没有退"))
    return (_("多付给劳动者"), told, "", _("由单位和劳动者自行结算"))


def _appeal(appeal: Appeal) -> list[tuple[Any, ...]]:
    stayed = list(appeal.suspensions.all())
    told = {"filed": appeal.filed_on, "accepted": appeal.accepted_on}
    days = _("%(filed)s 提出，%(accepted)s 受理") % told
    goes_on = "" if stayed else _("，不停止执行")
    result = f"{appeal.get_result_display()} {appeal.number}".strip()
    return [
        (appeal.get_kind_display(), appeal.body, "", f"{days}{goes_on}"),
        (
            _("申请人、起诉人"),
            "、".join(str(_("单位")) if each == UNIT else each for each in appeal.appellants),
        ),
        *(fact for each in stayed for fact in _suspension(each)),
        (_("已提交答复"), appeal.answered_on, "", ""),
        (_("结果"), result, "", _effective(appeal)),
        (_("结果说明"), appeal.note),
    ]


def _suspension(each: Suspension) -> list[tuple[Any, ...]]:
    return [
        (_("停止执行"), each.ordered_by, "", each.since),
        (_("恢复执行"), each.ended_on, "", each.ended_why),
    ]


def _effective(appeal: Appeal) -> Sentence:
    return _("%(day)s 生效") % {"day": appeal.effective_on.isoformat()} if appeal.effective_on else ""


def _publication(row: Publication) -> list[tuple[Any, ...]]:
    return [
        (_("处罚公示"), row.place, "", row.published_on),
        (_("不公示的理由"), row.withheld_why),
        (_("撤回公示"), row.withdrawn_on, "", row.withdrawn_why),
    ]


def _paid(value: Decimal | int | None) -> Sentence:
    return _("实际 %(value)s") % {"value": money.told(value)} if value is not None else ""
