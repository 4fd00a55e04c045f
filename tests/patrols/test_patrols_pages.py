"""The pages of a recorded patrol, its acts, and the self-checks."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import Attachment
from casework.submissions import new_key
from findings.entries import Problem
from inspections.patrols.models import Patrol, SelfCheck
from inspections.patrols.services import escalation
from law import clock
from tests.factories import patrols as make
from tests.factories import registry
from tests.patrols.pages import finding, of, photo, send, visit


class TestActs:
    def test_order_recheck_confirm_through_the_pages(
        self, campaign: Any, browser: Client, town_officer: Any, employer: Any
    ) -> None:
        patrol = make.patrol(make.NO_CONTRACT, actor=town_officer, employer=employer)
        with clock.at(date(2021, 4, 21)):
            page = browser.get(patrol.act_url("order_rectification")).content.decode()
            assert "补签并交复印件" in page
            browser.post(
                patrol.act_url("order_rectification"),
                {"submission": new_key(), "rectify_by": "2021-05-07", "requirements": "补签"},
            )
        found, browser = patrol.findings.get(), of(town_officer)
        with clock.at(date(2021, 4, 30)):
            page = browser.get(patrol.act_url("record_recheck")).content.decode()
            assert "补签劳动合同（人）" in page
            assert "补发工资" not in page, "only what this problem can bring"
            sent = {
                "submission": new_key(),
                "rechecked_on": "2021-04-30",
                "rechecked_by": "李某",
                f"f{found.pk}_result": "fixed",
                f"f{found.pk}_contracts_signed": "5",
                "files": [photo("合同.jpg")],
            }
            assert browser.post(patrol.act_url("record_recheck"), sent).status_code == 302
            assert (
                browser.post(patrol.act_url("confirm_rectified"), {"submission": new_key()}).status_code
                == 302
            )
        patrol.refresh_from_db()
        found.refresh_from_db()
        assert patrol.state == "rectified"
        assert (found.totals["contracts_signed"], patrol.attachments.count()) == (5, 1)

    def test_SEC_01_what_was_found_is_text_to_whoever_looks_again(
        self, campaign: Any, town_officer: Any, inspector: Any, employer: Any
    ) -> None:
        fact = """<div hx-post="/campaign/targets/1/clear_target/" hx-trigger="load" hx-vals='{"reason":"x"}'></div>"""
        patrol = make.rectifying(Problem("wage_arrears", fact), actor=town_officer, employer=employer)
        with clock.at(date(2021, 4, 30)):
            page = of(inspector).get(patrol.act_url("record_recheck")).content.decode()
        assert "&lt;div hx-post=" in page and "<div hx-post=" not in page
        assert "htmx" not in page, "nothing here acts by itself"

    @pytest.mark.parametrize(
        ("action", "sent", "sentence"),
        [
            ("order_rectification", {"rectify_by": "2021-04-20", "requirements": "改"}, "要晚于今天"),
            ("order_rectification", {"rectify_by": "2021-05-20"}, "整改方案"),
            ("order_rectification", {"rectify_by": "五月", "requirements": "改"}, "2021-04-20 的样子"),
        ],
    )
    def test_bad_orders(
        self,
        campaign: Any,
        browser: Client,
        town_officer: Any,
        employer: Any,
        action: str,
        sent: dict[str, str],
        sentence: str,
    ) -> None:
        patrol = make.patrol(make.NO_CONTRACT, actor=town_officer, employer=employer)
        with clock.at(make.PATROL_DAY):
            answer = browser.post(patrol.act_url(action), {"submission": new_key(), **sent})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        patrol.refresh_from_db()
        assert patrol.state == "recorded"

    @pytest.mark.parametrize(
        ("action", "sent", "sentence"),
        [
            ("extend_rectification", {"rectify_by": "2021-05-01", "reason": "住院"}, "要晚于原到期日"),
            ("extend_rectification", {"rectify_by": "2021-05-20"}, "为什么延长"),
            ("record_recheck", {"rechecked_on": "2021-05-20", "rechecked_by": "李某"}, "今天以前"),
            ("record_recheck", {"rechecked_on": "2021-04-28", "rechecked_by": "李某"}, "请至少选择一个"),
        ],
    )
    def test_bad_acts_while_rectifying(
        self,
        campaign: Any,
        browser: Client,
        town_officer: Any,
        employer: Any,
        action: str,
        sent: dict[str, str],
        sentence: str,
    ) -> None:
        patrol = make.rectifying(actor=town_officer, employer=employer)
        with clock.at(date(2021, 4, 28)):
            answer = browser.post(patrol.act_url(action), {"submission": new_key(), **sent})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()

    def test_escalation_offers_only_the_grounds_there_are(
        self, campaign: Any, browser: Client, town_officer: Any, employer: Any
    ) -> None:
        patrol = make.patrol(make.CHILD, actor=town_officer, employer=employer)
        with clock.at(make.PATROL_DAY):
            page = browser.get(patrol.act_url("escalate")).content.decode()
            assert "使用童工" in page
            assert "无照用工" not in page
            bad = browser.post(patrol.act_url("escalate"), {"submission": new_key(), "trigger": "unlicensed"})
            assert bad.status_code == 422 and "需要大队做什么" in bad.content.decode()
            good = browser.post(
                patrol.act_url("escalate"),
                {"submission": new_key(), "trigger": "child_labour", "note": "已送回监护人，请大队立案"},
            )
        assert good.status_code == 302
        patrol.refresh_from_db()
        assert patrol.state == "escalated"

    def test_off_plan_order_asks_for_a_reason_with_its_form(
        self, campaign: Any, browser: Client, town_officer: Any, employer: Any
    ) -> None:
        patrol = make.patrol(make.NO_CONTRACT, actor=town_officer, employer=employer)
        sent = {"rectify_by": "2021-06-20", "requirements": "补签"}
        with clock.at(date(2021, 6, 2)):
            assert (
                browser.post(
                    patrol.act_url("order_rectification"), {"submission": new_key(), **sent}
                ).status_code
                == 422
            )
            again = {"submission": new_key(), "off_plan": "大队交办", **sent}
            assert browser.post(patrol.act_url("order_rectification"), again).status_code == 302

    def test_an_act_that_may_not_be_done_now_is_409(
        self, campaign: Any, browser: Client, town_officer: Any, employer: Any
    ) -> None:
        patrol = make.rectifying(actor=town_officer, employer=employer)
        with clock.at(date(2021, 4, 28)):
            answer = browser.post(
                patrol.act_url("escalate"), {"submission": new_key(), "trigger": "not_rectified"}
            )
        assert answer.status_code == 409
        assert "什么都没有改动" in answer.content.decode()

    def test_what_only_the_system_does_has_no_address(
        self, campaign: Any, browser: Client, town_officer: Any, employer: Any
    ) -> None:
        patrol = make.rectifying(actor=town_officer, employer=employer)
        assert browser.post(patrol.act_url("put_forward")).status_code == 404


class TestRecordPage:
    def test_it_shows_what_was_found_and_what_comes_next(
        self, campaign: Any, browser: Client, town_officer: Any, employer: Any
    ) -> None:
        send(browser, visit(employer, files=[photo()], line_a="bad", **finding()))
        patrol = Patrol.objects.get()
        with clock.at(date(2021, 4, 21)):
            page = of(town_officer).get(patrol.get_absolute_url()).content.decode()
        for text in (
            "未订立书面劳动合同",
            "《劳动合同法》第十条",
            "登记复查",
            "整改期限",
            patrol.rectification_number,
        ):
            assert text in page
        assert f"/work/files/{patrol.attachments.get().pk}/?show=1" in page

    def test_it_says_which_offices_are_to_be_told(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        """方案五（二）: 无合法证照、其它违法行为及时通报相关部门."""
        told = make.patrol(Problem("unlicensed", "无照，雇4人"), employer=employer)
        plain = make.patrol(make.NO_CONTRACT, employer=employer)
        assert "须通报：市场监管部门" in browser.get(told.get_absolute_url()).content.decode()
        assert "须通报" not in browser.get(plain.get_absolute_url()).content.decode()

    def test_T_08_a_photo_is_served_without_exif(self, campaign: Any, browser: Client, employer: Any) -> None:
        send(browser, visit(employer, files=[photo()]))
        attachment = Attachment.objects.get()
        with clock.at(make.PATROL_DAY):
            body = b"".join(browser.get(f"/work/files/{attachment.pk}/?show=1").streaming_content)
        assert b"CANARY-PHONE" not in body
        assert b"CANARY-PHONE" in attachment.original.open("rb").read(), (
            "the original stays sealed as evidence"
        )

    def test_what_was_put_forward_says_so(
        self, campaign: Any, browser: Client, town_officer: Any, employer: Any
    ) -> None:
        patrol = make.rectifying(actor=town_officer, employer=employer)
        with clock.at(date(2021, 5, 30)):
            escalation.put_forward_overdue(campaign, date(2021, 5, 30))
            page = browser.get(patrol.get_absolute_url()).content.decode()
            listed = browser.get("/patrols/", {"alert": "put_forward"}).content.decode()
        assert "系统提请上报" in page
        assert employer.name in listed


class TestSelfCheckPages:
    def test_it_is_taken_in_and_shown(self, campaign: Any, browser: Client, employer: Any) -> None:
        url = reverse("patrols:selfcheck_create")
        sent = {
            "submission": new_key(),
            "employer": employer.pk,
            "received_on": "2021-04-20",
            "filled_by": "钱某",
        }
        sent |= {f"line_{letter}": "ok" for letter in "abcdefx"}
        with clock.at(make.PATROL_DAY):
            assert browser.get(url, {"employer": employer.pk}).status_code == 200
            bad = browser.post(
                f"{url}?employer={employer.pk}", sent | {"line_b": "bad", "submission": new_key()}
            )
            assert bad.status_code == 422
            assert "请写明是什么问题" in bad.content.decode()
            answer = browser.post(f"{url}?employer={employer.pk}", sent)
            page = browser.get(answer["Location"]).content.decode()
        assert "钱某" in page
        assert SelfCheck.objects.count() == 1

    def test_M_AC_05_of_a_foreign_employer_it_is_not(
        self, campaign: Any, browser: Client, town_b: Any
    ) -> None:
        url, foreign = reverse("patrols:selfcheck_create"), registry.employer(town=town_b)
        assert browser.get(url, {"employer": foreign.pk}).status_code == 404
        answer = browser.post(url, {"employer": foreign.pk, "received_on": "2021-04-20", "filled_by": "钱某"})
        assert answer.status_code == 422
        assert foreign.name not in answer.content.decode()
