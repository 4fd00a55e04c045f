"""What papers tell of a decision after it was made: what was paid and went back, what remedies were taken, what was published."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from casework.paper_kinds import Facts, Table
from inspections.cases.kinds import OF_PERSONS, TO_WORKERS, Paid
from inspections.cases.models import Appeal, Case, Decision, Payment, Publication, Repayment
from inspections.cases.papers import responsible, spans
from law import policy
from law.money import both

NOTHING = Decimal(0)
PAYMENTS = ("对应项", "日期", "金额", "余额", "票据号", "收款行或者领取方式")
# What the workers got is counted with what other records tell of the same wages.
BROUGHT = {Paid.WAGES: "wages_paid_amount", Paid.EXTRA: "compensation_paid"}


def paid(facts: Facts) -> str:
    """What was due, as a remedy left it, what was paid and what went back: the fine is never one sum with the workers' money."""
    case, decision = facts.record, facts.record.decision
    if decision is None:
        return ""
    day = decision.executed_on or facts.on
    lines = [_paid(case, decision, what, day) for what in Paid if what not in OF_PERSONS]
    return "；\n".join([*filter(None, lines), *responsible.paid(facts)]) or _("无履行事项")


def _paid(case: Case, decision: Decision, what: Paid, day: date) -> str:
    due = case.late_fee(day) if what == Paid.LATE_FEE else decision.ordered(what)
    done = case.totals[BROUGHT[what]] if what in BROUGHT else decision.paid(what)
    if not due and not done:
        return ""
    told = {"label": what.label, "due": both(due), "paid": both(Decimal(done or 0))}
    line = _("%(label)s应缴（付）%(due)s，实缴（付）%(paid)s") % told
    if what == Paid.WAGES and (count := case.totals["wages_paid_people"]):
        line += _("，%(count)s人") % {"count": count}
    back = decision.repaid(what)
    return line + (_("，已退还%(sum)s") % {"sum": both(back)} if back else "")


def payments(facts: Facts) -> Table:
    """Each payment and each repayment in a row of its own, with what was left to be paid of its thing after it."""
    decision = facts.record.decision
    if decision is None:
        return Table(PAYMENTS, [])
    bank = policy.text("document.fine_bank", facts.on)
    made = decision.payments.select_related("person", "decision")
    rows = [_row(each, left, bank) for each, left in _with_rest(decision, list(made))]
    back = decision.repayments.select_related("person")
    return Table(PAYMENTS, [*rows, *map(_back, back)])


def _with_rest(decision: Decision, made: list[Payment]) -> Iterator[tuple[Payment, Decimal | None]]:
    """Each payment with what was left of what it is of; of a late fee, which grows, nobody says it."""
    done: dict[tuple[str, int | None], Decimal] = {}
    for each in made:
        of = (each.what, each.person_id)
        done[of] = done.get(of, NOTHING) + each.amount
        ordered = each.person.ordered if each.person is not None else decision.ordered(each.what)
        is_fee = each.what in (Paid.LATE_FEE, Paid.PERSON_FEE)
        yield each, None if is_fee else max(NOTHING, ordered - done[of])


def _row(each: Payment, left: Decimal | None, bank: str) -> tuple[str, ...]:
    way = _("直接支付劳动者") if each.what in TO_WORKERS else bank
    rest = "" if left is None else f"{left:,.2f}"
    return (_of_what(each), spans.day(each.paid_on), both(each.amount), rest, each.voucher, way)


def _back(each: Repayment) -> tuple[str, ...]:
    what = _("退还%(what)s") % {"what": _of_what(each)}
    return (what, spans.day(each.repaid_on), both(each.amount), "", each.receipt, "")


def _of_what(each: Payment | Repayment) -> str:
    return f"{each.get_what_display()} {each.person.name if each.person is not None else ''}".strip()


def remedies(facts: Facts) -> str:
    """Each remedy that was taken against the decision that counts, and how it ended."""
    decision = facts.record.decision
    taken = decision.appeals.all() if decision is not None and decision.pk else ()
    return "\n".join(map(_remedy, taken))


def remedies_or_none(facts: Facts) -> str:
    """The same for the court, which is told that there was none (行政强制法 53)."""
    return remedies(facts) or _("法定期限内没有申请行政复议，没有提起行政诉讼。")


def _remedy(appeal: Appeal) -> str:
    told = {
        "filed": spans.day(appeal.filed_on),
        "kind": appeal.get_kind_display(),
        "body": appeal.body,
        "decided": spans.day(appeal.decided_on),
        "result": appeal.get_result_display(),
        "number": appeal.number,
    }
    if appeal.is_open:
        return _("%(filed)s向%(body)s提起%(kind)s，尚未了结。") % told
    return _("%(filed)s向%(body)s提起%(kind)s，%(decided)s%(result)s%(number)s。") % told


def in_place_of(facts: Facts) -> str:
    """Of a decision made anew: which one fell, and by what (行政复议法; 行政诉讼法 70)."""
    remedy = facts.record.remade
    paper = remedy.decision.paper if remedy is not None else None
    if remedy is None or paper is None:
        return ""
    told = {
        "title": paper.title,
        "number": paper.number,
        "body": remedy.body,
        "day": spans.day(remedy.decided_on),
        "by": remedy.number,
    }
    return (
        _(
            "本机关作出的《%(title)s》（%(number)s）于%(day)s由%(body)s%(by)s撤销并责令重新作出，现重新作出决定。"
        )
        % told
    )


def publication(facts: Facts) -> str:
    """Where the decision was published, or why not, and that it was taken back (行政处罚法 48)."""
    decision = facts.record.decision
    shown = decision.publications.all() if decision is not None and decision.pk else ()
    return "；".join(map(_shown, shown))


def _shown(row: Publication) -> str:
    if row.published_on is None:
        return _("不公示：%(why)s") % {"why": row.withheld_why}
    line = _("%(day)s在%(place)s公示") % {"day": spans.day(row.published_on), "place": row.place}
    taken = {"day": spans.day(row.withdrawn_on), "why": row.withdrawn_why}
    return line + (_("，%(day)s撤回（%(why)s）") % taken if row.withdrawn_on else "")
