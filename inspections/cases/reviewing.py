"""What the legal reviewer passed in a case: deviations with their reason, and the values nobody has verified (待核实).

A review counts for the facts it saw: what was found out or listed after it, it has not passed.
"""

from collections.abc import Callable, Iterable
from datetime import date

from casework.models import AuditEntry
from inspections.cases import assessing
from inspections.cases.models import Case, Review
from law import unverified
from law.clock import today
from law.discretion import TABLES
from law.matters import MATTERS, Group
from law.unverified import Open

# The acts that change what a sum is computed from.
NEW_FACTS = ("record_findings", "record_workers", "record_minors", "confirm_correction")
PASSED = "pass_review"


def standing(case: Case) -> Review | None:
    """The review that counts now: the last one, if it passed and no fact has changed since."""
    last = case.reviews.order_by("-pk").first()
    if last is None or not last.is_passed:
        return None
    acts = AuditEntry.objects.about(case).filter(action__in=(PASSED, *NEW_FACTS), is_success=True)
    newest = acts.order_by("-pk").values_list("action", flat=True).first()
    return last if newest == PASSED else None


def deviation(case: Case) -> str:
    """Why the reviewer let a sum outside the law's span stand; empty where nobody wrote it on the facts as they are."""
    review = standing(case)
    return review.deviation if review is not None else ""


def asked(case: Case) -> frozenset[str]:
    """The unverified values some reviewer of this case was asked about: nobody is asked twice."""
    found: Iterable[list[str]] = case.reviews.values_list("confirmed", flat=True)
    return frozenset(key for keys in found for key in keys)


def unasked(case: Case, on: date | None = None) -> list[Open]:
    """The unverified values the case rests on that no reviewer was asked about yet."""
    known = asked(case)
    return [each for each in doubts(case, on) if each.key not in known]


def doubts(case: Case, on: date | None = None) -> list[Open]:
    """What is open on `on` (today) and a decision in this case would rest on."""
    day = on or today()
    used = _used(case, day)
    return [each for each in unverified.open_on(day) if each.code in used]


def _used(case: Case, on: date) -> frozenset[str]:
    priced = assessing.priced(case, on)
    codes = {norm.code for each in priced for norm in each.assessment.norms if norm.is_ours}
    codes |= {TABLES[code] for code in codes if code in TABLES}
    fined = any(each.assessment.fine_max or each.assessment.persons_max for each in priced)
    for holds, values in _ALSO:
        if holds(case, fined):
            codes |= set(values)
    if any(code.startswith("venue_minor") for code in codes):
        codes.add("penalty.venue_part_month")
    return frozenset(codes)


def _is_about_wages(case: Case, _is_fined: bool) -> bool:
    return any(MATTERS[code].group == Group.WAGES for code in case.matters if code in MATTERS)


# What a decision rests on besides its norms. A fine gives the right to a hearing from a sum nobody has confirmed; unpaid
# wages are a matter for the police from one; every decision names who hears a remedy.
_ALSO: tuple[tuple[Callable[[Case, bool], bool], tuple[str, ...]], ...] = (
    (
        lambda case, is_fined: True,
        ("remedy.government", "remedy.superior", "remedy.court", "document.body"),
    ),
    (lambda case, is_fined: is_fined, ("hearing.unit_fine", "hearing.citizen_fine", "document.fine_bank")),
    (
        _is_about_wages,
        ("crime.arrears_one", "crime.arrears_many", "crime.arrears_one_lower", "crime.arrears_many_lower"),
    ),
    (
        lambda case, is_fined: "minimum_wage" in case.matters,
        ("wage.minimum", "wage.minimum_hour", "wage.minimum_towns", "wage.minimum_notice"),
    ),
)
