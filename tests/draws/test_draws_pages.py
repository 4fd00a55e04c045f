"""The pages of draws: what they show, that looking draws nothing, that sending twice does nothing more."""

import hashlib
import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from casework.models import AuditEntry
from casework.submissions import new_key
from inspections.checks.models import Inspection
from inspections.draws.models import Draw, Round
from inspections.draws.verification import verify_file
from law import clock
from tests.factories import accounts, draws, registry, trail

COUNTS = {"劳动密集、服务": 3, "歌舞、酒吧、游艺": 2}
HELD = {"place": "区人社局三楼会议室", "host": "刘某"}

pytestmark = pytest.mark.usefixtures("day", "inspectors", "firms")


@pytest.fixture
def page(client_for: Any, leader: Any) -> Any:
    """The leader's browser."""
    return client_for(leader)


def body(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def act(draw: Draw, action: str) -> str:
    return reverse("draws:draw_act", args=[draw.pk, action])


def test_a_draw_from_the_plan_to_the_list_through_the_pages(
    page: Any, campaign: Any, client_for: Any, legal_reviewer: Any
) -> None:
    new = reverse("draws:draw_create")
    assert "歌舞、酒吧、游艺（户）" in body(page.get(new))
    sent = {
        "title": "六月抽查",
        "strata_by": "category",
        "ratio": "5",
        "category_2": "3",
        "matters": ["wage_arrears"],
    }
    answer = page.post(new, {**sent, "submission": new_key()})
    draw = Draw.objects.get()
    assert answer["Location"] == draw.get_absolute_url() and draw.asked == {"劳动密集、服务": 3}
    assert (draw.campaign, draw.matters) == (campaign, ["wage_arrears"])
    assert page.post(act(draw, "freeze"), {"submission": new_key()}).status_code == 302
    draw.refresh_from_db()
    shown = body(page.get(draw.get_absolute_url()))
    assert draw.commitment[:8] in shown and draw.nonce not in shown and "法规、纪检人员或者外部人士" in shown
    witness = client_for(legal_reviewer)
    witness.post(
        act(draw, "add_witness"),
        {"submission": new_key(), "witness": "陈某", "kind": "legal", "text": "东南风四级"},
    )
    assert "东南风四级" in body(page.get(draw.get_absolute_url()))
    page.post(act(draw, "draw"), {"submission": new_key(), **HELD})
    done = Round.objects.get()
    shown = body(page.get(draw.get_absolute_url()))
    for text in (done.seed[:8], done.proof["nonce"][:8], "相符", done.file_name, "python3 verify_draw.py"):
        assert text in shown
    for row in done.results.all():
        assert row.code in shown
    page.post(act(draw, "adopt"), {"submission": new_key()})
    assert Inspection.objects.drawn().count() == 3


def test_refreshing_and_sending_again_draw_nothing(page: Any, campaign: Any, leader: Any) -> None:
    draw = draws.witnessed(campaign=campaign, actor=leader, counts=COUNTS)
    address, key = act(draw, "draw"), new_key()
    for _ in range(3):
        page.get(draw.get_absolute_url())
        page.get(address)
    assert not Round.objects.exists() and Draw.objects.get().state == "frozen"
    first = page.post(address, {"submission": key, **HELD})
    again = page.post(address, {"submission": key, **HELD})
    assert first.status_code == again.status_code == 302 and first["Location"] == again["Location"]
    other_tab = page.post(address, {"submission": new_key(), **HELD})
    assert other_tab.status_code == 409
    assert (
        Round.objects.count() == 1 and AuditEntry.objects.filter(action="draw", is_success=True).count() == 1
    )


def test_too_early_says_when_it_opens(page: Any, campaign: Any, leader: Any) -> None:
    with clock.at(date(2021, 5, 31)):
        draw = draws.witnessed(campaign=campaign, actor=leader, counts=COUNTS, on=date(2021, 5, 31))
    with clock.at(date(2021, 5, 20)):
        shown = body(page.get(draw.get_absolute_url()))
        assert "“抽取”只在专项执法检查阶段进行，2021-06-01 开始。" in shown
        refused = page.post(act(draw, "draw"), {"submission": new_key(), **HELD})
        assert refused.status_code == 409 and "2021-06-01" in refused.content.decode()
    assert not Round.objects.exists()


def test_the_plan_off_phase_asks_for_a_reason(page: Any, campaign: Any) -> None:
    sent = {"title": "提前", "strata_by": "category", "ratio": "5"}
    with clock.at(date(2021, 5, 20)):
        missing = page.post(reverse("draws:draw_create"), {**sent, "submission": new_key()})
        assert missing.status_code == 422 and "请写明为什么现在拟定" in missing.content.decode()
        page.post(reverse("draws:draw_create"), {**sent, "off_plan": "提前准备", "submission": new_key()})
    assert Draw.objects.get().title == "提前"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "请给这次抽查起一个名称"),
        ({"ratio": "0"}, "0.01"),
        ({"ratio": "abc"}, "数字"),
        ({"category_0": "-1"}, "0"),
        ({"category_0": "0"}, "各层户数都是 0"),
        ({"strata_by": "x"}, "x"),
    ],
)
def test_a_wrong_plan_is_told_at_the_field_and_kept(
    page: Any, changed: dict[str, str], sentence: str
) -> None:
    sent = {"title": "六月抽查", "strata_by": "category", "ratio": "5", **changed, "submission": new_key()}
    answer = page.post(reverse("draws:draw_create"), sent)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not Draw.objects.exists()


def test_strata_by_town_from_the_page(page: Any, town_b: Any) -> None:
    sent = {"title": "按镇街", "strata_by": "town", "ratio": "5", f"town_{town_b.pk}": "2", "category_0": "9"}
    page.post(reverse("draws:draw_create"), {**sent, "submission": new_key()})
    assert Draw.objects.get().asked == {town_b.name: 2}


def test_a_witness_without_a_text_is_told_and_the_name_kept(page: Any, campaign: Any, leader: Any) -> None:
    draw = draws.frozen(campaign=campaign, actor=leader, counts=COUNTS)
    answer = page.post(
        act(draw, "add_witness"), {"submission": new_key(), "witness": "陈某", "kind": "legal", "text": ""}
    )
    assert answer.status_code == 422
    assert "请见证人键入任意一段文字" in answer.content.decode() and "陈某" in answer.content.decode()


def test_the_receipt_and_the_pool_file_are_what_was_published(page: Any, campaign: Any, leader: Any) -> None:
    draw = draws.drawn(campaign=campaign, actor=leader, counts=COUNTS)
    answer = page.get(reverse("draws:round_receipt", args=[draw.latest_round.pk]))
    raw = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"] == 'attachment; filename="draw-1.json"'
    assert verify_file(raw) == [] and hashlib.sha256(raw).hexdigest() == draw.latest_round.digest
    pool = b"".join(page.get(reverse("draws:draw_pool_file", args=[draw.pk])).streaming_content)
    assert hashlib.sha256(pool).hexdigest() == draw.pool_digest
    downloads = trail.about(draw, action="download_file")
    assert {entry.data["sha256"] for entry in downloads} == {draw.pool_digest, draw.latest_round.digest}


def test_without_a_frozen_pool_there_is_no_file(page: Any, campaign: Any, leader: Any) -> None:
    draw = draws.prepared(campaign=campaign, actor=leader, counts=COUNTS)
    answer = page.get(reverse("draws:draw_pool_file", args=[draw.pk]), follow=True)
    assert "名录还没有冻结" in body(answer)


def test_what_was_left_out_is_listed_with_the_reason(page: Any, campaign: Any, leader: Any) -> None:
    registry.employer(categories=("bar",), status="closed", name="青岛关门酒吧")
    draw = draws.frozen(campaign=campaign, actor=leader, counts=COUNTS)
    shown = body(page.get(draw.get_absolute_url()))
    assert "已停业、注销或吊销" in shown
    listed = body(page.get(reverse("draws:draw_exclusions", args=[draw.pk]) + "?reason=not_active"))
    assert "青岛关门酒吧" in listed and "共 1 条" in listed


def test_a_redraw_through_the_pages_keeps_the_first_round(
    page: Any, campaign: Any, leader: Any, head: Any, client_for: Any
) -> None:
    draw = draws.drawn(campaign=campaign, actor=leader, counts=COUNTS)
    page.post(act(draw, "redraw"), {"submission": new_key(), "reason": "名录外人员在场"})
    assert "申请重抽" in body(page.get(draw.get_absolute_url()))
    assert page.post(act(draw, "approve_redraw"), {"submission": new_key()}).status_code == 403
    client_for(head).post(act(draw, "approve_redraw"), {"submission": new_key()})
    page.post(
        act(draw, "add_witness"),
        {"submission": new_key(), "witness": "孙某", "kind": "legal", "text": "灵山湾"},
    )
    page.post(act(draw, "draw"), {"submission": new_key(), **HELD})
    shown = body(page.get(draw.get_absolute_url()))
    assert "第 2 轮" in shown and "名录外人员在场" in shown
    first, second = draw.rounds.all()
    assert reverse("draws:round_detail", args=[first.pk]) in shown and first.digest in shown
    assert second.previous == first.digest
    assert first.results.first().code in body(page.get(reverse("draws:round_detail", args=[first.pk])))


def test_recusal_and_override_through_the_pages(
    page: Any, campaign: Any, leader: Any, head: Any, client_for: Any
) -> None:
    draw = draws.drawn(campaign=campaign, actor=leader, counts=COUNTS)
    row = draw.latest_round.results.first()
    form = body(page.get(act(draw, "recuse") + f"?code={row.code}&recused={row.lead.certificate}"))
    assert f'value="{row.code}"' in form
    wrong = page.post(
        act(draw, "recuse"), {"submission": new_key(), "code": "W9", "recused": "x", "reason": ""}
    )
    assert wrong.status_code == 422 and "这个代码不在抽中名单里" in wrong.content.decode()
    sent = {"code": row.code, "recused": row.lead.certificate, "reason": "近亲属在该单位任职"}
    page.post(act(draw, "recuse"), {**sent, "submission": new_key()})
    draw = Draw.objects.get(pk=draw.pk)
    assert draw.latest_round.kind == "recusal"
    now = draw.latest_round.results.get(code=row.code)
    boss, pair = client_for(head), {"lead": now.second.certificate, "second": now.lead.certificate}
    same = boss.post(
        act(draw, "override"),
        {
            "submission": new_key(),
            "code": row.code,
            "reason": "调换",
            "lead": pair["lead"],
            "second": pair["lead"],
        },
    )
    assert same.status_code == 422 and "主办和协办须是两个人" in same.content.decode()
    boss.post(act(draw, "override"), {"submission": new_key(), "code": row.code, "reason": "调换", **pair})
    draw = Draw.objects.get(pk=draw.pk)
    assert draw.latest_round.results.get(code=row.code).lead == now.second


def test_a_town_never_sees_a_draw(client_for: Any, campaign: Any, leader: Any, town_officer: Any) -> None:
    draw = draws.drawn(campaign=campaign, actor=leader, counts=COUNTS)
    client = client_for(town_officer)
    for name, pk in (
        ("draw_detail", draw.pk),
        ("draw_pool", draw.pk),
        ("draw_exclusions", draw.pk),
        ("draw_pool_file", draw.pk),
        ("round_detail", draw.latest_round.pk),
        ("round_receipt", draw.latest_round.pk),
    ):
        assert client.get(reverse(f"draws:{name}", args=[pk])).status_code == 403, name
    assert client.get(reverse("draws:draw_list")).status_code == 403


def test_the_check_page_needs_no_account_and_takes_no_upload(client_for: Any) -> None:
    shown = body(client_for(None).get(reverse("draws:verify")))
    assert "js/verify_draw.js" in shown and "verify_draw.py" in shown
    form = re.search(r"<form[^>]*data-verify-form[^>]*>", shown)[0]
    assert "method" not in form and 'name="' not in shown.split("data-verify-form")[1].split("</form>")[0]


@pytest.mark.parametrize("name", ["draw_list", "draw_pool", "draw_exclusions", "round_detail"])
def test_lists_are_exported(page: Any, campaign: Any, leader: Any, name: str) -> None:
    accounts.user("inspector", certificate=None, certificate_until=None)
    draw = draws.drawn(campaign=campaign, actor=leader, counts=COUNTS)
    pk = {"draw_list": [], "round_detail": [draw.latest_round.pk]}.get(name, [draw.pk])
    answer = page.get(reverse(f"draws:{name}", args=pk) + "?export=xlsx")
    assert answer.status_code == 200 and b"".join(answer.streaming_content)[:2] == b"PK"


def test_odd_addresses_are_answered(page: Any, campaign: Any, leader: Any) -> None:
    draw = draws.drawn(campaign=campaign, actor=leader, counts=COUNTS)
    for address in (
        reverse("draws:draw_list") + "?state=x&after=zz",
        reverse("draws:draw_pool", args=[draw.pk]) + "?stratum=x&q=%F0%9F%98%80",
        reverse("checks:inspection_list") + "?draw=99999999999999999999&employer=x&only=y&town=-1&source=q",
        act(draw, "recuse") + "?code=x&recused=x&reason=y",
    ):
        assert page.get(address).status_code == 200, address
    assert page.get(act(draw, "nonsense")).status_code == 404
    assert page.get(act(draw, "prepare")).status_code in (404, 409)
    assert page.get(reverse("draws:round_receipt", args=[999999])).status_code == 404


@pytest.mark.parametrize("drawn", [2, 60])
def test_the_room_costs_the_same_however_much_is_drawn(
    page: Any, campaign: Any, leader: Any, drawn: int, django_assert_max_num_queries: Any, town_a: Any
) -> None:
    for _ in range(drawn):
        registry.employer(town=town_a, categories=("live_streaming",))
    draw = draws.drawn(campaign=campaign, actor=leader, counts={"网络直播": drawn})
    page.get(draw.get_absolute_url())
    with django_assert_max_num_queries(20):
        body(page.get(draw.get_absolute_url()))
