"""The frozen pools: who can be drawn and how heavily, who inspects, who is left out, and the secret committed to."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from inspections.checks.models import Inspection
from inspections.draws.models import Draw
from inspections.draws.services import preparing, rounds
from inspections.draws.verification import verify
from law import clock
from registry.models import Conflict
from registry.services.conflicts import declare_conflict, withdraw_conflict
from tests.factories import accounts, checks, complaints, draws, registry

LABOUR, BARS = "劳动密集、服务", "歌舞、酒吧、游艺"
COUNTS = {LABOUR: 3, BARS: 2}

pytestmark = pytest.mark.usefixtures("day", "inspectors", "firms")


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}:")


def test_CMP_01_the_weight_is_the_grade_alone(
    campaign: Any, leader: Any, town_a: Any, inspectors: Any
) -> None:
    facts = {"town": town_a, "categories": ("live_streaming",)}
    a, b, c, none = (registry.employer(grade=grade, **facts) for grade in ("A", "B", "C", ""))
    both = registry.employer(grade="C", **facts)
    for firm in (b, both):
        registry.warning(firm)
    for _ in range(2):
        complaints.accepted(employer=both, actor=leader, on=date(2021, 4, 30))
    draw = draws.frozen(campaign=campaign, actor=leader, counts={"网络直播": 1})
    weights = dict(draw.pool_employers.values_list("employer", "weight"))
    assert weights == {a.pk: 1, none.pk: 2, b.pk: 3, c.pk: 6, both.pk: 6}


def test_an_employer_of_several_kinds_is_in_one_stratum(campaign: Any, leader: Any) -> None:
    draw = draws.frozen(campaign=campaign, actor=leader, counts=COUNTS)
    assert draw.available == {LABOUR: 8, BARS: 3}
    only = draws.frozen(campaign=campaign, actor=leader, counts={LABOUR: 1})
    assert only.available == {LABOUR: 11}


def test_without_counts_five_per_cent_of_each_kind_rounded_up(campaign: Any, leader: Any) -> None:
    draw = draws.frozen(campaign=campaign, actor=leader)
    assert (draw.ratio, draw.counts) == (Decimal(5), {LABOUR: 1, BARS: 1})


def test_strata_by_town(campaign: Any, leader: Any, town_a: Any, town_b: Any) -> None:
    homeless = registry.employer(town=None)
    draw = draws.frozen(
        campaign=campaign, actor=leader, strata_by="town", counts={town_a.name: 2, town_b.name: None}
    )
    assert draw.available == {town_a.name: 7, town_b.name: 4} and draw.counts == {
        town_a.name: 2,
        town_b.name: 1,
    }
    assert [(row.employer, row.reason) for row in draw.exclusions.filter(inspector=None)] == [
        (homeless, "no_town")
    ]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"counts": {LABOUR: 0}}, "nothing_asked"),
        ({"counts": {"没有这一层": 1}}, "unknown_stratum"),
        ({"counts": {"其他": 1}, "strata_by": "town"}, "unknown_stratum"),
    ],
)
def test_a_plan_that_draws_nothing_is_refused(
    campaign: Any, leader: Any, facts: dict[str, Any], code: str
) -> None:
    with refused(code):
        draws.prepared(campaign=campaign, actor=leader, **facts)


def test_a_shortage_of_employers_is_reported(campaign: Any, leader: Any) -> None:
    draw = draws.frozen(campaign=campaign, actor=leader, counts={BARS: 5, "网络直播": 2, LABOUR: 1})
    assert draw.counts == {BARS: 3, LABOUR: 1}
    assert draw.shortages == {BARS: (5, 3), "网络直播": (2, 0)}


def test_who_is_left_out_stands_beside_the_pool_with_the_reason(
    campaign: Any, leader: Any, head: Any, firms: Any
) -> None:
    closed = registry.employer(categories=("bar",), status="closed")
    listed = firms[0]
    checks.inspection(campaign=campaign, employer=listed)
    visited, suspected = firms[1], firms[2]
    for firm in (visited, suspected):
        checks.concluded(employer=firm, on=date(2021, 3, 10))
    registry.warning(suspected)
    before = draws.adopted(campaign=None, actor=leader, counts={BARS: 3}, on=date(2021, 2, 1))
    drawn = set(Inspection.objects.listed_by(before).values_list("employer", flat=True))
    no_certificate = accounts.user("inspector", certificate=None, certificate_until=None)
    expired = accounts.user("inspector", certificate_until=date(2021, 6, 2))
    draw = draws.frozen(campaign=campaign, actor=leader, counts=COUNTS)
    told = {(row.employer_id or f"u{row.inspector_id}"): row.reason for row in draw.exclusions.all()}
    assert told == {
        closed.pk: "not_active",
        listed.pk: "on_list",
        visited.pk: "frequency",
        **dict.fromkeys(drawn, "already_drawn"),
        f"u{no_certificate.pk}": "no_certificate",
        f"u{expired.pk}": "expired",
    }
    assert suspected.pk in draw.pool_employers.values_list("employer", flat=True)
    assert draw.excluded_count == len(told)


def test_inspectors_of_today_with_their_conflicts(
    campaign: Any, leader: Any, inspectors: Any, firms: Any, town_b: Any
) -> None:
    relative, handler, local, free = inspectors
    with clock.at(date(2021, 5, 1)):
        declare_conflict(by=By(relative), employer=firms[0], kind="relative")
        over = declare_conflict(by=By(free), employer=firms[0], kind="former")
        withdraw_conflict(over, by=By(free))
    complaints.accepted(employer=firms[2], actor=handler, on=date(2021, 5, 20))
    registry.posting(local, town_b)
    gone = accounts.user("inspector", until=date(2021, 6, 2))
    draw = draws.frozen(campaign=campaign, actor=leader, counts=COUNTS)
    told = {row.user: row.conflicts for row in draw.pool_inspectors.all()}
    assert gone not in told
    assert told == {
        relative: [firms[0].code],
        handler: [firms[2].code],
        local: sorted(firm.code for firm in firms if firm.town == town_b),
        free: [],
    }


def test_the_secret_is_sealed_until_the_draw_and_fits_the_commitment(campaign: Any, leader: Any) -> None:
    draw = draws.prepared(campaign=campaign, actor=leader, counts=COUNTS)
    preparing.freeze(draw, by=By(leader))
    other = draws.prepared(campaign=campaign, actor=leader, counts=COUNTS)
    preparing.freeze(other, by=By(leader))
    stored = Draw.objects.get(pk=draw.pk)
    assert hashlib.sha256(bytes.fromhex(stored.nonce)).hexdigest() == stored.commitment != other.commitment
    raw = Draw.objects.filter(pk=draw.pk).extra(select={"raw": "nonce"}).values_list("raw", flat=True)[0]
    assert stored.nonce not in raw
    assert stored.nonce not in str(list(AuditEntry.objects.about(draw).values_list("data", flat=True)))


def test_the_frozen_pool_does_not_follow_the_registry(campaign: Any, leader: Any, firms: Any) -> None:
    draw = draws.witnessed(campaign=campaign, actor=leader, counts=COUNTS)
    type(firms[0]).objects.update(name="改名后的公司", grade="C", status="closed")
    rounds.draw(draw, by=By(leader))
    assert verify(draw.latest_round.receipt()) == []


def test_freeze_needs_employers_and_two_inspectors(campaign: Any, leader: Any, inspectors: Any) -> None:
    empty = draws.prepared(campaign=campaign, actor=leader, counts={"网络直播": 1})
    with refused("has_employers"):
        preparing.freeze(empty, by=By(leader))
    type(inspectors[0]).objects.filter(pk__in=[one.pk for one in inspectors[1:]]).update(is_active=False)
    lonely = draws.prepared(campaign=campaign, actor=leader, counts=COUNTS)
    with refused("has_two_inspectors"):
        preparing.freeze(lonely, by=By(leader))
    assert not lonely.pool_employers.exists() and lonely.state == "prepared"


def test_weights_too_great_for_a_receipt_are_refused(
    campaign: Any, leader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = draws.prepared(campaign=campaign, actor=leader, counts=COUNTS)
    monkeypatch.setattr("inspections.draws.services.pools.MAX_WEIGHT", 5)
    with refused("weight_too_great"):
        preparing.freeze(draw, by=By(leader))


def test_conflicts_are_declared_once_and_stay_readable(inspectors: Any, firms: Any, leader: Any) -> None:
    mine = declare_conflict(by=By(inspectors[0]), employer=firms[0], kind="relative")
    with refused("declared_before"):
        declare_conflict(by=By(inspectors[0]), employer=firms[0], kind="former")
    with refused("no_reason"):
        declare_conflict(by=By(inspectors[0]), employer=firms[1], kind="other")
    withdraw_conflict(mine, by=By(inspectors[0]))
    withdraw_conflict(mine, by=By(inspectors[0]))
    declare_conflict(by=By(leader), inspector=inspectors[0], employer=firms[0], kind="former")
    assert Conflict.objects.count() == 2 and Conflict.objects.open().count() == 1
    assert AuditEntry.objects.filter(action="withdraw_conflict").count() == 1
