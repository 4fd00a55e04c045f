"""The two pools as they stand today: who can be drawn and how heavily, who can inspect, and who is left out and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.workflow import Refused
from inspections.checks import frequency
from inspections.checks.models import Inspection
from inspections.draws.algorithm import MAX_WEIGHT, strip_control
from inspections.draws.models import Draw, Exclusion, ExclusionReason, PoolEmployer, PoolInspector
from inspections.draws.strata import CATEGORY_STRATA, StrataBy, stratum_of
from law import policy
from registry import eligibility
from registry.models import Employer

FIELDS = ("pk", "code", "name", "grade", "status", "town_id", "town__name")
WEIGHT_OF_GRADE = {
    "A": "draw.weight.a",
    "": "draw.weight.ungraded",
    "B": "draw.weight.b",
    "C": "draw.weight.c",
}


@dataclass
class Pools:
    employers: list[PoolEmployer] = field(default_factory=list)
    inspectors: list[PoolInspector] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)


def weights(day: date) -> dict[str, int]:
    """What an employer of each grade weighs (policy `draw.weight.*`), and nothing else does.

    Warnings and complaints lead to the focus list: a weight is published, and would tell who was complained of.
    Raises `Refused` for a policy value greater than a receipt allows.
    """
    of_grade = {grade: policy.integer(code, day) for grade, code in WEIGHT_OF_GRADE.items()}
    if max(of_grade.values()) > MAX_WEIGHT:
        raise Refused(
            "weight_too_great",
            _("抽取权重不能超过 %(most)s，请先调整政策值。") % {"most": MAX_WEIGHT},
        )
    return of_grade


def build(draw: Draw, on: date) -> Pools:
    """Both pools for `draw` as of `on`, unsaved. A fixed number of queries."""
    pools = Pools()
    _fill_employers(pools, draw, on)
    _fill_inspectors(pools, draw, on)
    return pools


def _fill_employers(pools: Pools, draw: Draw, on: date) -> None:
    of_grade, barred = weights(on), _barred(draw, on)
    for row, stratum in _in_scope(draw):
        pk, code, name, grade, status, town_id, town = row
        reason = ExclusionReason.NOT_ACTIVE if status != "active" else barred.get(pk)
        if reason is None and draw.strata_by == StrataBy.TOWN and town_id is None:
            reason = ExclusionReason.NO_TOWN
        if reason is not None:
            pools.exclusions.append(Exclusion(draw=draw, employer_id=pk, reason=reason))
            continue
        pools.employers.append(
            PoolEmployer(
                draw=draw,
                employer_id=pk,
                code=code,
                name=strip_control(name),
                grade=grade,
                stratum=stratum,
                town=town or "",
                weight=of_grade[grade],
            )
        )


def _in_scope(draw: Draw) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Employers of the strata that are drawn from, each with its stratum; in no special order."""
    if draw.strata_by == StrataBy.TOWN:
        for row in Employer.objects.order_by().values_list(*FIELDS).iterator(chunk_size=5000):
            if row[-1] in draw.asked or row[-1] is None:
                yield row, row[-1] or ""
        return
    codes = [code for name in draw.asked for code in CATEGORY_STRATA[name]]
    kinds = defaultdict(list)
    held = Employer.categories.through.objects.filter(category__code__in=codes).values_list(
        "employer_id", "category__code"
    )
    for employer, code in held.iterator(chunk_size=5000):
        kinds[employer].append(code)
    rows = Employer.objects.filter(categories__code__in=codes).order_by().distinct()
    for row in rows.values_list(*FIELDS).iterator(chunk_size=5000):
        yield row, stratum_of(kinds[row[0]], draw.asked) or ""


def _barred(draw: Draw, on: date) -> dict[int, ExclusionReason]:
    """Employers that may not be drawn now; of several reasons the first listed here.

    The pools are published: nothing that follows from a complaint labelled 举报保密 enters.
    """
    limited = frequency.at_limit(on)
    lifted = frequency.suspected(draw.campaign, on, limited, openly=True) if limited else set()
    drawn = Inspection.objects.drawn().counting().of_year(on.year)
    listed = Inspection.objects.told_openly().open().filter(campaign=draw.campaign)
    return {
        **dict.fromkeys(limited - lifted, ExclusionReason.FREQUENCY),
        **dict.fromkeys(drawn.values_list("employer_id", flat=True), ExclusionReason.ALREADY_DRAWN),
        **dict.fromkeys(listed.values_list("employer_id", flat=True), ExclusionReason.ON_LIST),
    }


def _fill_inspectors(pools: Pools, draw: Draw, on: date) -> None:
    fit = list(eligibility.certified(on).order_by("certificate"))
    codes = {one.employer_id: one.code for one in pools.employers}
    towns = dict(Employer.objects.order_by().values_list("pk", "town_id")) if fit else {}
    found = eligibility.conflicts([user.pk for user in fit], {pk: towns.get(pk) for pk in codes}, on)
    pools.inspectors += [
        PoolInspector(
            draw=draw,
            user=user,
            certificate=user.certificate,
            name=strip_control(user.name),
            conflicts=sorted(codes[pk] for pk in found.get(user.pk, ())),
        )
        for user in fit
    ]
    pools.exclusions += _unfit(draw, {user.pk for user in fit})


def _unfit(draw: Draw, fit: set[int]) -> Iterable[Exclusion]:
    for user in eligibility.inspectors().order_by("pk"):
        if user.pk in fit:
            continue
        if user.certificate:
            until = _("有效期至 %(day)s") % {"day": user.certificate_until.isoformat()}
            yield Exclusion(draw=draw, inspector=user, reason=ExclusionReason.EXPIRED, detail=until)
        else:
            yield Exclusion(draw=draw, inspector=user, reason=ExclusionReason.NO_CERTIFICATE)
