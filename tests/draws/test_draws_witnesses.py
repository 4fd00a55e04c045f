"""Who may witness a draw (DOMAIN 5: 监督/见证人 ≥1 from 法规/纪检 or outside), and what its record names beside them."""

from typing import Any

import pytest
from django.urls import reverse

from casework.by import By
from casework.submissions import new_key
from casework.workflow import Refused
from inspections.draws.models import Draw, WitnessText
from inspections.draws.services import rounds
from inspections.draws.verification import verify
from tests.draws.test_draws_pages import HELD, act, body
from tests.factories import accounts, draws
from tests.factories.accounts import doer

COUNTS = {"劳动密集、服务": 3}

pytestmark = pytest.mark.usefixtures("day", "inspectors", "firms")


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}:")


@pytest.fixture
def frozen(campaign: Any, leader: Any) -> Draw:
    return draws.frozen(campaign=campaign, actor=leader, counts=COUNTS)


def test_who_prepared_or_may_draw_is_no_witness(frozen: Draw, leader: Any) -> None:
    other = accounts.user("brigade_leader", name="Wang Fang")
    told = {"kind": "legal", "text": "东南风"}
    for actor, name in (
        (leader, leader.name),
        (leader, " ".join(leader.name)),
        (other, leader.name),
        (other, "wang  fang"),
    ):
        with refused("own_draw"):
            rounds.add_witness(frozen, by=By(actor), witness=name, **told)
    assert not WitnessText.objects.exists()
    reviewer = accounts.user("legal_reviewer")
    rounds.add_witness(frozen, by=By(reviewer), witness=reviewer.name, **told)
    assert WitnessText.objects.get().witness == reviewer.name


def test_who_witnessed_does_not_draw(frozen: Draw, leader: Any, legal_reviewer: Any) -> None:
    """Typed by somebody else under the name of a leader who has not acted so far."""
    other = accounts.user("brigade_leader", name="赵某")
    rounds.add_witness(frozen, by=By(legal_reviewer), witness="赵某", kind="legal", text="东南风")
    with refused("operator_is_no_witness"):
        rounds.draw(frozen, by=By(other))
    rounds.draw(frozen, by=By(leader))
    assert frozen.state == "drawn"


@pytest.mark.parametrize("kind", ["legal", "discipline", "outside"])
def test_one_from_law_discipline_or_outside_must_have_typed(
    frozen: Draw, leader: Any, inspector: Any, kind: str
) -> None:
    rounds.add_witness(
        frozen, by=By(inspector), witness="钱某", kind="other", capacity="大队内勤", text="四级"
    )
    with refused("has_witness"):
        rounds.draw(frozen, by=By(leader))
    rounds.add_witness(
        frozen, by=By(inspector), witness="陈某", kind=kind, capacity="区人大代表", text="东风"
    )
    done = rounds.draw(frozen, by=By(leader))
    assert done.witness_texts == ["四级", "东风"], "all that was typed goes into the seed"


def test_a_witness_of_the_first_round_does_not_stand_for_the_second(
    frozen: Draw, leader: Any, head: Any, legal_reviewer: Any
) -> None:
    witness = {"by": By(legal_reviewer), "witness": "陈某", "kind": "legal"}
    rounds.add_witness(frozen, text="东风", **witness)
    rounds.draw(frozen, by=By(leader))
    rounds.redraw(frozen, by=By(leader), reason="投影中断")
    rounds.approve_redraw(frozen, by=By(head))
    with refused("has_witness"):
        rounds.draw(frozen, by=By(leader))
    rounds.add_witness(frozen, text="西风", **witness)
    assert rounds.draw(frozen, by=By(leader)).number == 2


def test_a_witness_says_who_he_is(frozen: Draw, legal_reviewer: Any) -> None:
    told = {"by": By(legal_reviewer), "witness": "陈某", "text": "东风"}
    for kind, capacity, code in (
        ("", "区纪委监委", "no_kind"),
        ("boss", "区纪委监委", "no_kind"),
        ("outside", " ", "no_capacity"),
        ("other", "", "no_capacity"),
    ):
        with refused(code):
            rounds.add_witness(frozen, kind=kind, capacity=capacity, **told)
    rounds.add_witness(frozen, kind="discipline", capacity="派驻组", **told)
    assert WitnessText.objects.get().standing == "纪检人员，派驻组"


def test_the_page_of_the_draw_names_witness_place_and_host(
    frozen: Draw, leader: Any, client_for: Any, legal_reviewer: Any
) -> None:
    witness, page = client_for(legal_reviewer), client_for(leader)
    sent = {"witness": "陈某", "text": "东风", "submission": new_key()}
    missing = witness.post(act(frozen, "add_witness"), sent)
    assert missing.status_code == 422 and "请选择见证人的身份" in missing.content.decode()
    witness.post(act(frozen, "add_witness"), {**sent, "kind": "outside", "capacity": "区人大代表"})
    missing = page.post(act(frozen, "draw"), {"submission": new_key(), "place": "", "host": ""})
    assert missing.status_code == 422 and "请填写主持人姓名" in missing.content.decode()
    page.post(act(frozen, "draw"), {"submission": new_key(), **HELD})
    frozen.refresh_from_db()
    row = frozen.latest_round.results.first()
    for _round in range(2):
        shown = body(page.get(frozen.get_absolute_url()))
        assert "在区人社局三楼会议室，主持 刘某" in shown and "陈某（外部人士，区人大代表）" in shown
        if frozen.rounds.count() == 1:
            act_of = {"code": row.code, "recused": row.lead.certificate, "reason": "近亲属任职"}
            rounds.recuse(Draw.objects.get(pk=frozen.pk), by=By(leader), **act_of)


def test_the_page_of_a_round_names_place_and_host(frozen: Draw, leader: Any, client_for: Any) -> None:
    rounds.add_witness(frozen, by=doer(frozen, "add_witness"), witness="陈某", kind="legal", text="东风")
    done = rounds.draw(frozen, by=By(leader), **HELD)
    shown = body(client_for(leader).get(reverse("draws:round_detail", args=[done.pk])))
    assert "在区人社局三楼会议室，主持 刘某" in shown


def test_place_and_host_stand_in_no_receipt(frozen: Draw, leader: Any, legal_reviewer: Any) -> None:
    rounds.add_witness(frozen, by=By(legal_reviewer), witness="陈某", kind="legal", text="东风")
    done = rounds.draw(frozen, by=By(leader), **HELD)
    raw = b"".join(done.file()).decode()
    assert (done.place, done.host) == (HELD["place"], HELD["host"])
    assert HELD["place"] not in raw and HELD["host"] not in raw and "陈某" not in raw
    assert verify(done.receipt()) == []
