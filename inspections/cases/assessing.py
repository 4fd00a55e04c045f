"""What the law allows to be decided in a case, by its matters and facts, and what speaks against a proposed decision (ENF-04).

Each matter is priced by itself (`law.penalties.assess`). Matters that are one act (the same norm answers, or norms that name
each other as competing) are never added; the sums of several acts are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from django.utils.translation import gettext as _

from inspections.cases.kinds import DecisionKind
from inspections.cases.models import Case, Minor
from law import review
from law.assessment import Assessment
from law.clock import today
from law.matters import MATTERS, Group, Matter, are_about_minors
from law.norms import Form
from law.penalties import Facts, FactsInvalid, Proposed, Refusal, Spell, assess, refusals

# Kinds of places as the register calls them, by what law.norms calls them.
VENUES = {"karaoke": "ktv", "bar": "bar", "arcade": "arcade"}
BY_MONTH = frozenset({Form.FIXED_PER_PERSON_MONTH, Form.ALTERNATIVE})
BY_PERSON = frozenset({Form.FIXED_PER_PERSON, Form.RANGE_PER_PERSON})
BY_AMOUNT = frozenset({Form.RANGE_OF_AMOUNT, Form.PERCENT_TO_WORKER})
# What `law.refusals` says of the fine of a person; the rest is said of the unit's.
OF_PERSON = ("person_above_max", "person_below_min", "no_person_fine", "order_not_expired", "no_fine")
# The acts that fill a fact.
COUNTED_BY, LISTED_BY, PAID_BY = "record_findings", "record_minors", "record_workers"


@dataclass(frozen=True)
class Priced:
    """One matter of a case with what the law says of it, and the facts that was asked with."""

    matter: str
    label: str
    facts: Facts
    assessment: Assessment

    @property
    def violation(self) -> str:
        return MATTERS[self.matter].violation


@dataclass(frozen=True)
class Missing:
    """A fact no sum can be computed without: what to do, and the act of the case that does it."""

    sentence: str
    act: str


def priced(case: Case, on: date | None = None) -> list[Priced]:
    """Every matter of the case that the law attaches something to, as of `on` (today): for pages and papers."""
    return list(_priced(case, on or today()))


def missing(case: Case, on: date | None = None) -> list[Missing]:
    """The facts that the norms of this case count by and that nobody has written down; none twice."""
    day = on or today()
    told = [each for code in case.matters for each in _missing(case, code, day)]
    return list(dict.fromkeys(told))


def objections(case: Case, kind: str, proposed: Proposed, on: date | None = None) -> list[Refusal]:
    """What speaks against deciding `proposed` on this case; empty where it lies inside the law.

    A penalty is measured by its fine, an order to pay by what goes to the workers (条例 26); a decision not to punish by
    nothing: its ground is for the reviewer.
    """
    if kind == DecisionKind.NONE:
        return []
    day = on or today()
    lacking = missing(case, day) if kind == DecisionKind.PENALTY or proposed.extra else []
    if lacking:
        return [Refusal("facts_missing", each.sentence, "", may_be_reasoned=False) for each in lacking]
    made = whole(case, day)
    if made is None:
        return _unpriced(proposed)
    if kind == DecisionKind.HANDLING:
        proposed = replace(proposed, confiscate=made.confiscate)
        made = replace(made, fine_min=Decimal(0), fixed_min=Decimal(0))
        return [
            each for each in refusals(made, proposed) if proposed.extra or not each.code.startswith("extra")
        ]
    return refusals(replace(made, to_workers_min=Decimal(0)), proposed)


def person_objections(case: Case, fine: Decimal, on: date | None = None) -> list[Refusal]:
    """What speaks against a penalty of `fine` yuan on one person responsible, nothing being one below the least."""
    found = objections(case, DecisionKind.PENALTY, Proposed(persons=(fine,)), on)
    return [each for each in found if each.code in OF_PERSON]


def rejected(found: list[Refusal], *, is_reasoned: bool) -> Refusal | None:
    """The first objection that stands: one no reason leads past, or one the reviewer has not passed in writing."""
    return next((each for each in found if not (each.may_be_reasoned and is_reasoned)), None)


def needs_review(case: Case, on: date | None = None) -> bool:
    """Whether the law or the amounts force a legal review whatever is decided."""
    made = whole(case, on)
    return made is not None and made.needs_legal_review


def whole(case: Case, on: date | None = None) -> Assessment | None:
    """All matters of the case in one decision, as of `on` (today); None where the law attaches nothing to any."""
    return together([each.assessment for each in _priced(case, on or today())])


def _unpriced(proposed: Proposed) -> list[Refusal]:
    """Nothing the case is about has a penalty: no fine, no extra and nothing taken away has a ground."""
    if not (proposed.fine or proposed.extra or proposed.confiscate or any(proposed.persons)):
        return []
    sentence = _("案由没有对应的处罚、加付规定，不能罚款、没收或者加付；请核对案由，或者改作行政处理。")
    return [Refusal("no_fine", sentence, "", may_be_reasoned=False)]


def _priced(case: Case, on: date) -> Iterator[Priced]:
    for code in case.matters:
        matter = MATTERS.get(code)
        if matter is None or not matter.violation:
            continue
        facts = facts_of(case, code, on)
        try:
            yield Priced(code, matter.label, facts, assess(matter.violation, facts))
        except FactsInvalid:  # told by `missing`
            continue


def facts_of(case: Case, matter: str, on: date) -> Facts:
    """The facts of one matter of the case as `law.penalties` asks for them, for a decision taken on `on`.

    Days of work count where the matter is about minors; then the day of the question is `on`, as each spell has its own.
    """
    workers = tuple(_spells(case, on)) if are_about_minors([matter]) else ()
    return Facts(
        workers=workers,
        headcount=headcount(case),
        amount=_amount(case, matter),
        licensed=case.employer.is_licensed,
        venue=venue_of(case),
        on=on if workers else case.act_ended_on or case.found_on,
        order_expired=order_ran_out(case, on),
    )


def headcount(case: Case) -> int:
    """How many workers it concerns: those of the wage table where there is one, else as it was written down."""
    return case.wages.people or case.people_count or 0


def arrears(case: Case) -> Decimal:
    """What is owed to the workers, in yuan: the sum of the wage table where there is one, else as it was written down."""
    return case.known_amount or Decimal(0)


def _amount(case: Case, matter: str) -> Decimal:
    """The sum the norm speaks of: wages of a matter about wages; else what was written down, where that is not the wages."""
    if MATTERS[matter].group == Group.WAGES:
        return arrears(case)
    return Decimal(0) if _is_of_wages(case) else case.amount or Decimal(0)


def _is_of_wages(case: Case) -> bool:
    """Whether the sum written down is that of the wages, as the case is about them too and has no wage table."""
    is_about_wages = any(MATTERS[code].group == Group.WAGES for code in case.matters if code in MATTERS)
    return is_about_wages and not case.workers.exists()


def _spells(case: Case, on: date) -> Iterator[Spell]:
    for minor in case.minors.all():
        if minor.started_on is not None:
            yield _spell(minor, minor.started_on, on)


def _spell(minor: Minor, start: date, on: date) -> Spell:
    return Spell(
        start, minor.ended_on or max(on, start), minor.born, minor.ordered_home_on, minor.still_there_on
    )


def _missing(case: Case, code: str, on: date) -> Iterator[Missing]:
    matter = MATTERS.get(code)
    if matter is None or not matter.violation:
        return
    facts = facts_of(case, code, on)
    try:
        forms = {norm.form for norm in assess(matter.violation, facts).norms if norm.is_ours}
    except FactsInvalid as wrong:
        sentence = _("请先在“登记未成年人”更正（%(label)s）：%(why)s")
        yield Missing(sentence % {"label": matter.label, "why": wrong}, LISTED_BY)
        return
    told = {"label": matter.label}
    if forms & BY_MONTH and not _are_listed(case):
        yield Missing(
            _("请先在“登记未成年人”补充每人的出生日期和用工起止日期（%(label)s）。") % told, LISTED_BY
        )
    elif forms & BY_PERSON and not (facts.headcount or facts.workers):
        yield Missing(_("请先在“记录调查情况”补充涉及人数（%(label)s）。") % told, COUNTED_BY)
    if forms & BY_AMOUNT and not facts.money:
        yield _no_amount(case, matter)


def _no_amount(case: Case, matter: Matter) -> Missing:
    told = {"label": matter.label}
    if matter.group != Group.WAGES and _is_of_wages(case):
        sentence = _("请先在“登记劳动者名单”逐人登记欠薪，再在“记录调查情况”把涉及金额改为%(label)s的数额。")
        return Missing(sentence % told, PAID_BY)
    return Missing(_("请先在“记录调查情况”补充涉及金额（%(label)s）。") % told, COUNTED_BY)


def _are_listed(case: Case) -> bool:
    """Whether there are minors, and the days of each of them are known."""
    listed = list(case.minors.all())
    return bool(listed) and all(minor.started_on and minor.born for minor in listed)


def venue_of(case: Case) -> str | None:
    """What kind of place it is, by the categories of the employer."""
    codes = {category.code for category in case.employer.categories.all()}
    return next((venue for code, venue in VENUES.items() if code in codes), None)


def order_ran_out(case: Case, on: date) -> bool:
    """Whether a served order to correct ran out before `on` and the re-check found it unfulfilled."""
    return any(
        order.is_corrected is False
        and order.paper is not None
        and order.paper.delivered_on is not None
        and max(order.correct_by, order.paper.delivered_on) < on
        for order in case.corrections.select_related("paper")
    )


def together(found: Sequence[Assessment]) -> Assessment | None:
    """All acts in one decision; None where nothing answers."""
    acts: list[list[Assessment]] = []
    for each in found:
        same = [act for act in acts if any(_is_one_act(each, other) for other in act)]
        acts = [act for act in acts if act not in same] + [[*(other for act in same for other in act), each]]
    return _added([reduce(_of_one_act, act) for act in acts]) if acts else None


def _is_one_act(one: Assessment, other: Assessment) -> bool:
    """Whether the same norm answers both, or one names the other as competing: then there is one fine (行政处罚法 29)."""
    ones, others = ({norm.code for norm in (*each.norms, *each.waiting)} for each in (one, other))
    return bool(ones & others) or _are_rivals(one, other)


def _are_rivals(one: Assessment, other: Assessment) -> bool:
    """Whether a fine of one matter names that of the other as hitting the same act."""
    return any(
        norm.code in rival.competing
        for these, those in ((one, other), (other, one))
        for norm in these.norms
        for rival in those.norms
    )


def _of_one_act(one: Assessment, other: Assessment) -> Assessment:
    """Two matters that are one act: what the stricter of them asks for; which norm is used the reviewer says."""
    made = _joined(
        one, other,
        fine_min=max(one.fine_min, other.fine_min),
        fine_max=max(one.fine_max, other.fine_max),
        fixed_min=max(one.fixed_min, other.fixed_min),
        to_workers_min=max(one.to_workers_min, other.to_workers_min),
        to_workers_max=max(one.to_workers_max, other.to_workers_max),
        persons_min=max(one.persons_min, other.persons_min),
        persons_max=max(one.persons_max, other.persons_max),
        confiscate=max(one.confiscate, other.confiscate),
        optional=one.optional and other.optional,
    )  # fmt: skip
    if not _are_rivals(one, other):
        return made
    return replace(
        made,
        needs_legal_review=True,
        review_reasons=tuple(dict.fromkeys((*made.review_reasons, review.competing()))),
    )


def _added(acts: Sequence[Assessment]) -> Assessment:
    """Several acts in one decision: each lists its fine, and they are added.

    Less than all of them may only be decided with the reviewer's reason (an act that was not made out), and never less
    than the smallest sum that is fixed where every fine is.
    """
    fined = [each for each in acts if each.fine_max]
    due = [each for each in fined if not each.optional]
    return replace(
        reduce(_summed, acts),
        fine_min=sum((each.fine_min for each in due), Decimal(0))
        if due
        else min((each.fine_min for each in fined), default=Decimal(0)),
        fixed_min=min((each.fixed_min for each in fined), default=Decimal(0)),
        optional=bool(fined) and not due,
        awaits_order=all(each.awaits_order for each in acts),
    )


def _summed(one: Assessment, other: Assessment) -> Assessment:
    return _joined(
        one, other,
        fine_max=one.fine_max + other.fine_max,
        to_workers_min=one.to_workers_min + other.to_workers_min,
        to_workers_max=one.to_workers_max + other.to_workers_max,
        # Who is responsible for one of the acts only is fined for that one.
        persons_min=min(filter(None, (one.persons_min, other.persons_min)), default=Decimal(0)),
        persons_max=one.persons_max + other.persons_max,
        confiscate=one.confiscate + other.confiscate,
    )  # fmt: skip


def _joined(one: Assessment, other: Assessment, **sums: Any) -> Assessment:
    """What either asks for, both ask for."""
    names = ("review_reasons", "norms", "waiting", "lines", "explanation", "orders")
    lists: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(one, name), *getattr(other, name)))) for name in names
    }
    return replace(
        one,
        needs_legal_review=one.needs_legal_review or other.needs_legal_review,
        **lists,
        **sums,
    )
