"""From the frozen pools to the list: witnesses, drawing, redrawing, recusal, adoption."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError

from campaign.models import Target
from casework import jobs
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from inspections.checks.models import Inspection
from inspections.checks.services.inspecting import assign, reassign
from inspections.draws import algorithm
from inspections.draws.models import Draw, Round, WitnessText
from inspections.draws.services import adopting, preparing, rounds
from inspections.draws.verification import verify, verify_file
from law import clock
from registry.services.conflicts import declare_conflict
from tests.factories import checks, draws

LABOUR, BARS = "劳动密集、服务", "歌舞、酒吧、游艺"
COUNTS = {LABOUR: 3, BARS: 2}

pytestmark = pytest.mark.usefixtures("day", "inspectors", "firms")


@pytest.fixture
def draw(campaign: Any, leader: Any, inspectors: Any, firms: Any) -> Draw:
    """Round 1 drawn."""
    return draws.drawn(campaign=campaign, actor=leader, counts=COUNTS)


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}:")


def test_the_draw_gives_a_receipt_that_holds(draw: Draw) -> None:
    done = draw.latest_round
    told = done.receipt()
    assert verify(told) == []
    assert verify_file(b"".join(done.file())) == []
    assert hashlib.sha256(b"".join(done.file())).hexdigest() == done.digest
    assert (told["round"], told["previous"], told["campaign"]) == (1, None, "2021")
    assert told["commitment"] == draw.commitment and told["pool_digest"] == draw.pool_digest
    assert told["nonce"] == draws.NONCE.hex() and draw.nonce is None
    assert [(row.stratum, row.rank, row.code) for row in done.results.all()] == [
        (row["stratum"], row["rank"], row["code"]) for row in told["result"]
    ]
    entry = AuditEntry.objects.about(draw).get(action="draw")
    assert entry.data["receipt_sha256"] == done.digest


def test_the_same_bytes_draw_the_same_list(campaign: Any, leader: Any) -> None:
    one = draws.drawn(campaign=campaign, actor=leader, counts=COUNTS).latest_round
    two = draws.drawn(campaign=campaign, actor=leader, counts=COUNTS).latest_round
    assert one.proof["result"] == two.proof["result"]


def test_nothing_is_drawn_twice_or_without_a_witness(campaign: Any, leader: Any) -> None:
    draw = draws.frozen(campaign=campaign, actor=leader, counts=COUNTS)
    with refused("has_witness"):
        rounds.draw(draw, by=By(leader))
    rounds.add_witness(draw, by=By(leader), witness="陈某", kind="legal", text="东南风")
    stale = Draw.objects.get(pk=draw.pk)
    rounds.draw(draw, by=By(leader))
    with refused("state"):
        rounds.draw(draw, by=By(leader))
    with pytest.raises((Refused, ValueError)):
        rounds.draw(stale, by=By(leader))
    assert Round.objects.count() == 1


def test_a_witness_who_types_while_it_is_drawn_is_in_or_the_draw_waits(campaign: Any, leader: Any) -> None:
    """The text of the second witness came after the page was opened: the older view of the draw may not go on."""
    stale = draws.witnessed(campaign=campaign, actor=leader, counts=COUNTS)
    rounds.add_witness(
        Draw.objects.get(pk=stale.pk), by=By(leader), witness="孙某", kind="legal", text="再来一句"
    )
    with refused("conflict"):
        rounds.draw(stale, by=By(leader))
    assert not Round.objects.exists()


def test_typed_texts_are_kept_as_they_go_into_the_seed(campaign: Any, leader: Any) -> None:
    draw = draws.frozen(campaign=campaign, actor=leader, counts=COUNTS)
    rounds.add_witness(draw, by=By(leader), witness="陈某", kind="legal", text=" 东\x1f南风\n四级\x00 ")
    rounds.add_witness(draw, by=By(leader), witness="孙某", kind="legal", text="“3”")
    assert draw.texts_of_round() == ["东南风四级", "“3”"]
    with refused("no_text"):
        rounds.add_witness(draw, by=By(leader), witness="孙某", kind="legal", text="\x00\x1f")
    with refused("reserved_text"):
        rounds.add_witness(
            draw, by=By(leader), witness="孙某", kind="legal", text=algorithm.heading(3, "0" * 64, "x", "y")
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        WitnessText.objects.create(draw=draw, round_number=1, witness="x", text="", typed_at=clock.now())


def test_M_DRAW_strictly_in_the_inspection_phase(campaign: Any, leader: Any) -> None:
    with clock.at(date(2021, 5, 31)):
        draw = draws.witnessed(campaign=campaign, actor=leader, counts=COUNTS, on=date(2021, 5, 31))
    with clock.at(date(2021, 5, 20)), pytest.raises(Refused) as refusal:
        rounds.draw(draw, by=By(leader, off_plan="想早点抽"))
    assert (refusal.value.code, refusal.value.opens_on) == ("not_in_phase", date(2021, 6, 1))
    assert "2021-06-01" in refusal.value.sentence
    with clock.at(date(2021, 5, 31)):
        rounds.draw(draw, by=By(leader))


def test_preparing_early_asks_for_a_reason(campaign: Any, leader: Any) -> None:
    with refused("off_plan"):
        draws.prepared(campaign=campaign, actor=leader, counts=COUNTS, on=date(2021, 5, 20))
    early = draws.prepared(
        campaign=campaign, actor=leader, counts=COUNTS, on=date(2021, 5, 20), off_plan="提前准备"
    )
    assert early.state == "prepared"


def test_a_redraw_is_a_new_round_of_two_people(draw: Draw, leader: Any, head: Any) -> None:
    first = draw.latest_round
    with refused("has_request"):
        rounds.approve_redraw(draw, by=By(head))
    rounds.redraw(draw, by=By(leader), reason="名录外人员在场")
    for act in (adopting.adopt, rounds.draw):
        with pytest.raises(Refused):
            act(draw, by=By(leader))
    with refused("permission"):
        rounds.approve_redraw(draw, by=By(leader))
    rounds.approve_redraw(draw, by=By(head), nonce=bytes(32))
    assert (draw.state, draw.round_number) == ("frozen", 2) and draw.commitment != first.proof["commitment"]
    with refused("has_witness"):
        rounds.draw(draw, by=By(leader))
    rounds.add_witness(draw, by=By(leader), witness="孙某", kind="legal", text="灵山湾")
    second = rounds.draw(draw, by=By(leader))
    assert (second.number, second.kind, second.previous, second.approver) == (
        2,
        "redrawn",
        first.digest,
        head,
    )
    told = second.receipt()
    assert verify(told) == [] and told["previous"] == first.digest
    assert told["witness_texts"] == [f"第2轮 {first.digest} 名录外人员在场（{head.audit_label}）", "灵山湾"]
    assert told["pool_digest"] == first.proof["pool_digest"] and told["seed"] != first.proof["seed"]
    assert verify(Round.objects.get(pk=first.pk).receipt()) == []


def test_who_asked_may_not_approve_even_after_a_change_of_office(draw: Draw, leader: Any) -> None:
    rounds.redraw(draw, by=By(leader), reason="重来")
    leader.role = "bureau_head"
    leader.save()
    with refused("own_draft"):
        rounds.approve_redraw(draw, by=By(leader))


def test_a_refused_redraw_leaves_the_round_standing(draw: Draw, leader: Any, head: Any) -> None:
    with refused("no_reason"):
        rounds.redraw(draw, by=By(leader), reason=" ")
    rounds.redraw(draw, by=By(leader), reason="重来")
    rounds.refuse_redraw(draw, by=By(head), reason="理由不成立")
    adopting.adopt(draw, by=By(leader))
    assert draw.rounds.count() == 1


def test_a_recusal_redraws_one_seat(draw: Draw, leader: Any) -> None:
    before = draw.latest_round
    row = before.results.first()
    added = rounds.recuse(
        draw, by=By(leader), code=row.code, recused=row.lead.certificate, reason="近亲属在该单位任职"
    )
    assert (added.number, added.kind, added.previous, added.approver) == (2, "recusal", before.digest, leader)
    assert verify(added.receipt()) == [] and added.seed == before.seed
    changed = [
        (old, new)
        for old, new in zip(before.results.all(), added.results.all(), strict=True)
        if (old.lead, old.second) != (new.lead, new.second)
    ]
    assert len(changed) == 1
    old, new = changed[0]
    assert new.lead not in (old.lead, old.second) and new.second == old.second
    third = rounds.recuse(draw, by=By(leader), code=row.code, recused=new.lead.certificate, reason="也有关系")
    assert verify(third.receipt()) == [] and third.results.get(code=row.code).lead not in (
        old.lead,
        new.lead,
        old.second,
    )
    assert len(third.proof["overrides"]) == 2


def test_recusal_says_what_is_wrong(draw: Draw, leader: Any, firms: Any) -> None:
    row = draw.latest_round.results.first()
    missed = next(
        firm.code for firm in firms if not draw.latest_round.results.filter(code=firm.code).exists()
    )
    with refused("no_reason"):
        rounds.recuse(draw, by=By(leader), code=row.code, recused=row.lead.certificate, reason="")
    with refused("not_drawn"):
        rounds.recuse(draw, by=By(leader), code=missed, recused=row.lead.certificate, reason="x")
    with refused("not_seated"):
        rounds.recuse(draw, by=By(leader), code=row.code, recused="鲁B999999", reason="x")
    assert draw.rounds.count() == 1


def test_the_head_may_name_two_from_the_frozen_pool(draw: Draw, leader: Any, head: Any) -> None:
    row = draw.latest_round.results.first()
    free = [one.certificate for one in draw.pool_inspectors.all() if row.code not in one.conflicts]
    others = [seat for seat in free if seat not in (row.lead.certificate, row.second.certificate)]
    facts = {"code": row.code, "reason": "案情复杂"}
    with refused("permission"):
        rounds.override(draw, by=By(leader), inspectors=others[:2], **facts)
    with refused("not_two"):
        rounds.override(draw, by=By(head), inspectors=others[:1] * 2, **facts)
    with refused("not_free"):
        rounds.override(draw, by=By(head), inspectors=["鲁B999999", others[0]], **facts)
    added = rounds.override(draw, by=By(head), inspectors=others[:2], **facts)
    assert added.kind == "override" and verify(added.receipt()) == []
    assert added.results.get(code=row.code).lead.certificate == others[0]


def test_adopting_lists_what_was_drawn_and_moves_the_targets(draw: Draw, leader: Any, campaign: Any) -> None:
    listed = adopting.adopt(draw, by=By(leader))
    assert len(listed) == 5 == Inspection.objects.drawn().count()
    for inspection in listed:
        assert (inspection.state, inspection.source, inspection.origin) == ("assigned", "drawn", draw)
        assert inspection.lead != inspection.second and inspection.matters == ["wage_arrears"]
        target = Target.objects.get(campaign=campaign, employer=inspection.employer)
        assert target.state == "inspection_listed" and target.reasons.filter(reason="drawn").exists()
    with refused("state"):
        adopting.adopt(draw, by=By(leader))


def test_an_employer_listed_meanwhile_is_not_listed_twice(draw: Draw, leader: Any, campaign: Any) -> None:
    code = draw.latest_round.results.first().code
    employer = draw.pool_employers.get(code=code).employer
    focus = checks.inspection(campaign=campaign, employer=employer)
    assert len(adopting.adopt(draw, by=By(leader))) == 4
    assert Inspection.objects.get(employer=employer) == focus and focus.source == "manual"
    assert AuditEntry.objects.about(draw).get(action="adopt").data["already_listed"] == [code]


def test_a_long_result_is_listed_by_a_job(draw: Draw, leader: Any, campaign: Any) -> None:
    first = adopting.adopt(draw, by=By(leader), at_once=2)
    assert len(first) == 2 == Inspection.objects.drawn().count()
    waiting = adopting.listing_job(draw)
    row = draw.latest_round.results.exclude(employer__in=[line.employer_id for line in first]).first()
    rounds.recuse(draw, by=By(leader), code=row.code, recused=row.lead.certificate, reason="回避")
    assert jobs.run(waiting.pk)
    assert adopting.listing_job(draw) is None and Inspection.objects.drawn().count() == 5
    later = Inspection.objects.get(employer=row.employer_id)
    assert later.lead != row.lead and later.second == row.second
    assert adopting.list_rest(draw, by=By(leader)) == 0
    assert {target.state for target in Target.objects.all()} == {"inspection_listed"}


def test_who_steps_down_while_a_long_result_is_listed_is_not_seated(draw: Draw, leader: Any) -> None:
    """The job has read the result when the round changes: every employer is listed by the round of its own moment."""
    adopting.adopt(draw, by=By(leader), at_once=1)
    gone: list[Any] = []

    def step_down(done: int, total: int) -> None:
        if done == 1:
            held = Draw.objects.get(pk=draw.pk)
            waiting = held.latest_round.results.exclude(
                employer__in=Inspection.objects.listed_by(held).values_list("employer", flat=True)
            )
            gone.extend([waiting.last(), waiting.last().lead])
            act = {"code": gone[0].code, "recused": gone[1].certificate, "reason": "近亲属任职"}
            rounds.recuse(held, by=By(leader), **act)

    assert adopting.list_rest(Draw.objects.get(pk=draw.pk), by=By(leader), progress=step_down) == 4
    line = Inspection.objects.get(employer=gone[0].employer_id)
    assert gone[1] not in (line.lead, line.second) and "第2轮" in line.ground_labels[0]
    held = draw.rounds.get(number=2).results.get(code=gone[0].code)
    assert (line.lead, line.second) == (held.lead, held.second)


def test_one_without_two_inspectors_waits_to_be_assigned(
    campaign: Any, leader: Any, inspectors: Any, firms: Any
) -> None:
    for person in inspectors[:3]:
        declare_conflict(by=By(person), employer=firms[8], kind="interest")
    draw = draws.drawn(campaign=campaign, actor=leader, counts={BARS: 3})
    assert draw.latest_round.unseated == 1 and verify(draw.latest_round.receipt()) == []
    adopting.adopt(draw, by=By(leader))
    waiting = Inspection.objects.get(employer=firms[8])
    assert (waiting.state, waiting.lead, waiting.second) == ("listed", None, None)
    with refused("conflicted"):
        assign(waiting, by=By(leader), lead=inspectors[0], second=inspectors[3])


def test_a_recusal_after_adoption_changes_the_inspection(draw: Draw, leader: Any) -> None:
    adopting.adopt(draw, by=By(leader))
    inspection = Inspection.objects.drawn().order_by("pk").first()
    old = inspection.second
    with refused("is_not_seated_by_draw"):
        reassign(inspection, by=By(leader), lead=old, second=inspection.lead, reason="换一换")
    added = rounds.recuse(
        draw, by=By(leader), code=inspection.employer.code, recused=old.certificate, reason="曾在该单位工作"
    )
    inspection.refresh_from_db()
    assert inspection.second not in (old, inspection.lead) and inspection.is_seated_by_draw
    assert AuditEntry.objects.about(inspection).first().data == {"round": added.number}
    pair = [inspection.lead, inspection.second]
    checks.visit(inspection=inspection, inspectors=pair, on=draws.DRAW_DAY)
    with refused("too_late"):
        rounds.recuse(
            draw,
            by=By(leader),
            code=inspection.employer.code,
            recused=inspection.lead.certificate,
            reason="x",
        )
    assert draw.rounds.count() == 2


def test_giving_up_before_and_after_something_was_drawn(campaign: Any, leader: Any, head: Any) -> None:
    early = draws.frozen(campaign=campaign, actor=leader, counts=COUNTS)
    with refused("was_drawn"):
        preparing.annul(early, by=By(head), reason="x")
    with refused("no_reason"):
        preparing.abandon(early, by=By(leader), reason="")
    preparing.abandon(early, by=By(leader), reason="名录有误")
    assert (early.state, early.nonce) == ("abandoned", None)
    late = draws.drawn(campaign=campaign, actor=leader, counts=COUNTS)
    with refused("state"):
        preparing.abandon(late, by=By(leader), reason="不满意")
    draws.redrawn(late, leader=leader, head=head)
    rounds.redraw(late, by=By(leader), reason="再来")
    rounds.approve_redraw(late, by=By(head))
    with refused("is_not_yet_drawn"):
        preparing.abandon(late, by=By(leader), reason="不满意")
    preparing.annul(late, by=By(head), reason="程序有瑕疵")
    assert late.state == "abandoned" and late.rounds.count() == 2
    assert all(verify(done.receipt()) == [] for done in late.rounds.all())


def test_rounds_name_each_other_to_the_byte(draw: Draw, leader: Any, head: Any) -> None:
    row = draw.latest_round.results.first()
    rounds.recuse(draw, by=By(leader), code=row.code, recused=row.lead.certificate, reason="回避")
    draws.redrawn(draw, leader=leader, head=head)
    previous = ""
    for number, done in enumerate(draw.rounds.all(), 1):
        raw = b"".join(done.file())
        assert (done.number, done.previous) == (number, previous)
        assert verify_file(raw) == []
        previous = hashlib.sha256(raw).hexdigest()
    assert number == 3


def test_a_new_round_may_wait_for_days(draw: Draw, leader: Any, head: Any) -> None:
    later = draws.redrawn(draw, leader=leader, head=head, on=draws.DRAW_DAY + timedelta(days=20))
    assert later.proof["drawn_at"].startswith("2021-06-23") and verify(later.receipt()) == []


def test_what_was_frozen_and_drawn_cannot_be_changed_even_by_hand(draw: Draw) -> None:
    tables = (
        draw.pool_employers,
        draw.pool_inspectors,
        draw.witness_texts,
        draw.rounds,
        draw.latest_round.results,
    )
    for rows in tables:
        field = rows.model._meta.fields[-1].name
        with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
            rows.update(**{field: rows.values_list(field, flat=True)[0]})
    with pytest.raises(ProtectedError):
        draw.latest_round.delete()
