"""Recording a visit as people do it: without script, with bad input, twice."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.submissions import new_key
from inspections.patrols.models import Patrol
from law import clock
from tests.factories import patrols as make
from tests.factories import registry
from tests.patrols.pages import NEW, finding, of, photo, send, visit


class TestRecording:
    def test_a_clean_visit_is_one_save(
        self, campaign: Any, browser: Client, town_officer: Any, employer: Any
    ) -> None:
        answer = send(browser, visit(employer, files=[photo()], leaflets="2"))
        patrol = Patrol.objects.get()
        assert answer.status_code == 302 and answer["Location"] == patrol.get_absolute_url()
        assert (patrol.state, patrol.leaflets, patrol.recorded_by) == ("closed", 2, town_officer)
        assert [each.name for each in patrol.patrollers.all()] == [town_officer.name, "赵某"]
        assert patrol.answers["q_child"] == "no"
        assert patrol.answers["a"] == "ok"
        assert patrol.rectify_by is None
        assert patrol.attachments.count() == 1

    def test_a_visit_with_problems_orders_rectification(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        sent = visit(
            employer,
            line_a="bad",
            **finding(people="5", measure="补签"),
            headcount="20",
            contracts_signed="15",
        )
        assert send(browser, sent).status_code == 302
        patrol = Patrol.objects.get()
        assert (patrol.state, patrol.rectify_by) == ("rectifying", date(2021, 5, 7))
        assert (patrol.findings.get().measure, patrol.contracts_signed) == ("补签", 15)

    def test_a_finding_ticks_its_own_line(self, campaign: Any, browser: Client, employer: Any) -> None:
        send(browser, visit(employer, **finding()))
        assert Patrol.objects.get().answers["a"] == "bad"

    def test_the_page_works_on_a_get(self, campaign: Any, browser: Client, employer: Any) -> None:
        with clock.at(make.PATROL_DAY):
            page = browser.get(NEW, {"employer": employer.pk}).content.decode()
        assert employer.name in page
        assert 'capture="environment"' in page
        assert 'value="2021-05-06"' in page, "ten working days, over the May holidays"
        assert "为什么现在巡查" not in page

    def test_last_companions_are_not_asked_twice(self, campaign: Any, browser: Client, employer: Any) -> None:
        send(browser, visit(employer, companions="赵某、孙某"))
        with clock.at(make.PATROL_DAY):
            page = browser.get(NEW, {"employer": employer.pk}).content.decode()
        assert 'value="赵某、孙某"' in page

    @pytest.mark.parametrize(
        ("day", "is_asked"),
        [(date(2021, 5, 31), False), (date(2021, 6, 1), True), (date(2021, 4, 13), False)],
    )
    def test_off_plan_asks_for_a_reason_a_gap_does_not(
        self, campaign: Any, browser: Client, employer: Any, day: date, is_asked: bool
    ) -> None:
        sent = visit(employer, patrolled_on=day.isoformat())
        answer = send(browser, sent, day)
        assert answer.status_code == (422 if is_asked else 302)
        assert ("为什么现在巡查" in answer.content.decode()) is is_asked
        if is_asked:
            assert send(browser, sent | {"off_plan": "大队交办"}, day).status_code == 302
        assert Patrol.objects.get().phase == {31: "", 1: "inspection", 13: "patrol"}[day.day]

    def test_T_13_a_second_send_is_harmless(self, campaign: Any, browser: Client, employer: Any) -> None:
        sent = visit(employer)
        first, again = send(browser, sent), send(browser, sent)
        assert first["Location"] == again["Location"]
        lost_answer = send(browser, sent | {"submission": new_key()})
        assert lost_answer["Location"] == first["Location"], "the same visit, sent anew from a draft"
        assert Patrol.objects.count() == 1

    def test_venue_questions_are_asked_in_venues_only(
        self, campaign: Any, browser: Client, town_a: Any
    ) -> None:
        bar = registry.employer(town=town_a, categories=("bar",))
        with clock.at(make.PATROL_DAY):
            plain = browser.get(NEW, {"employer": registry.employer(town=town_a).pk}).content.decode()
            venue = browser.get(NEW, {"employer": bar.pk}).content.decode()
        assert "16、17周岁" not in plain
        assert "16、17周岁" in venue


BAD = [
    ({"q_child": None}, "请回答这一项"),
    ({"q_child": "yes"}, "选了“有”"),
    ({"q_child": "no", **finding(matter="child_labour")}, "请改一处"),
    ({"q_child": "unclear"}, "请在备注里写明"),
    ({"rest_ok": None}, "还没有勾选"),
    ({"line_b": "bad"}, "选了“有问题”"),
    ({"line_a": "ok", **finding()}, "请改为“有问题”"),
    (finding(fact=" "), "请写明事实"),
    (finding(matter=""), "请选择是什么问题"),
    (finding(matter="noise"), "noise"),
    (finding(people="-1"), "请填写不带小数的数字"),
    (finding(people="99999999999999999999"), "1000000"),
    (finding(amount="很多"), "请填写金额"),
    ({"patrolled_on": "2021-04-21"}, "不能晚于今天"),
    ({"patrolled_on": "0021-04-20"}, "请核对年份"),
    ({"patrolled_on": "二十几号"}, "2021-04-20 的样子"),
    ({"rectify_by": "2021-04-20", **finding()}, "要晚于今天"),
    ({"companions": ""}, "同行人员姓名"),
    ({"companions": "、 ，"}, "同行人员姓名"),
    ({"companions": "赵" * 40}, "姓名过长"),
    ({"headcount": "10", "insured": "11"}, "不能多于职工总数"),
    ({"headcount": "99999999999999999999"}, "1000000"),
    ({"arrears_people": "3"}, "加一条拖欠工资的问题"),
    ({"lowest_wage": "1909"}, "低于当时的最低工资标准 1910 元"),
    (finding(settled_people="6", people="5"), "不能多于发现的数目"),
    (finding(matter="illegal_overtime", settled_people="5"), "没有这一项"),
    ({"monthly_overtime": "401"}, "400"),
    ({"latitude": "36.0", "longitude": "120.1", "accuracy": "80"}, "±80 米"),
    ({"latitude": "9e99"}, ""),
    ({"uid": "x"}, ""),
    ({"signature": "maybe"}, "maybe"),
    ({"finding-TOTAL_FORMS": "many"}, "请逐条改好"),
    ({"finding-TOTAL_FORMS": "100000"}, "请逐条改好"),
]


class TestBadInput:
    @pytest.mark.parametrize(("changes", "sentence"), BAD)
    def test_U_15_it_says_what_to_do_and_keeps_what_was_typed(
        self, campaign: Any, browser: Client, employer: Any, changes: dict[str, Any], sentence: str
    ) -> None:
        answer = send(
            browser,
            visit(employer, **({"place_note": "CANARY"} if "accuracy" not in changes else {}), **changes),
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert "data-errors" in page
        assert "赵某" in page or "companions" in changes
        assert "CANARY" in page or "accuracy" in changes
        assert not Patrol.objects.exists()

    def test_the_summary_names_the_field_of_each_sentence(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        sent = visit(employer, q_child=None, rest_ok=None, patrolled_on="", **finding(people="-1"))
        form = send(browser, sent).context["form"]
        told = dict(form.error_list)
        assert told["id_patrolled_on"] == "请填写巡查日期。"
        assert told["id_q_child_0"].startswith(f"{form['q_child'].label}：")
        assert told["id_line_b_0"] == f"{form['line_b'].label}：还没有勾选。都符合的话，选“其余都符合”。"
        assert told["id_finding-0-people"].startswith("第 1 条问题：涉及人数：")

    def test_a_bar_with_a_17_year_old_before_the_new_law(
        self, campaign: Any, browser: Client, town_a: Any
    ) -> None:
        bar = registry.employer(town=town_a, categories=("bar",))
        sent = visit(bar, q_minor="yes", **finding(matter="bar_minor", fact="服务员17岁"))
        answer = send(browser, sent)
        assert answer.status_code == 422
        assert "2021-04-20 法律还没有禁止" in answer.content.decode()

    def test_U_15_html_named_jpg_is_refused_and_the_good_photo_is_kept(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        fake = SimpleUploadedFile("现场.jpg", b"<html><script>alert(1)</script></html>", "image/jpeg")
        sent = visit(employer, files=[photo(), fake])
        page = send(browser, sent)
        assert page.status_code == 422
        text = page.content.decode()
        assert "“现场.jpg”不是可接受的文件" in text
        assert "已上传：门头.jpg" in text
        held = page.context["form"]["held_files"].value()
        assert send(browser, visit(employer, held_files=held)).status_code == 302
        assert [each.name for each in Patrol.objects.get().attachments.all()] == ["门头.jpg"]

    def test_a_held_file_of_somebody_else_is_not_taken(
        self, campaign: Any, browser: Client, other_officer: Any, employer: Any, town_b: Any
    ) -> None:
        page = send(of(other_officer), visit(registry.employer(town=town_b), q_child=None, files=[photo()]))
        held = page.context["form"]["held_files"].value()
        assert held
        send(browser, visit(employer, held_files=held))
        assert not Patrol.objects.get().attachments.exists()

    def test_more_rows_without_script_keep_everything(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        sent = visit(employer, q_child=None, more="1", files=[photo()], **finding(2, fact="第三条"))
        answer = send(browser, sent)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert 'name="finding-5-matter"' in page
        assert "第三条" in page
        assert "已上传：门头.jpg" in page
        assert "data-errors" not in page, "nothing is checked yet"
        assert not Patrol.objects.exists()


class TestPicking:
    def test_without_an_employer_one_is_chosen_first(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        make.patrol(actor=None, employer=employer)
        page = browser.get(NEW)
        assert page.status_code == 200
        assert "巡查哪家单位" in page.content.decode()

    def test_search_by_name_and_code_in_the_own_town(
        self, campaign: Any, browser: Client, town_a: Any, town_b: Any
    ) -> None:
        mine = registry.employer(town=town_a, name="青岛夜汐餐饮有限公司")
        registry.employer(town=town_b, name="青岛夜汐酒店有限公司")
        for text in ("夜汐", mine.code[:12]):
            page = browser.get("/patrols/pick/", {"q": text}).content.decode()
            assert mine.name in page
            assert "青岛夜汐酒店有限公司" not in page

    def test_the_last_ones_visited_come_first(
        self, campaign: Any, browser: Client, town_officer: Any, town_a: Any
    ) -> None:
        firms = [registry.employer(town=town_a) for _ in range(12)]
        for firm in firms:
            make.patrol(actor=town_officer, employer=firm)
        page = browser.get("/patrols/pick/").content.decode()
        shown = [firm.name for firm in firms if f">{firm.name}<" in page]
        assert shown == [firm.name for firm in firms[2:]]
        assert page.index(firms[11].name) < page.index(firms[2].name)

    @pytest.mark.parametrize("named", ["foreign", "999999", "x", "１", "-1", "9" * 30])
    def test_M_AC_05_a_foreign_employer_and_none_look_the_same(
        self, campaign: Any, browser: Client, town_b: Any, named: str
    ) -> None:
        foreign = registry.employer(town=town_b)
        pk = str(foreign.pk) if named == "foreign" else named
        page = browser.get(NEW, {"employer": pk})
        assert page.status_code == 404
        assert "找不到该单位" in page.content.decode()
        assert foreign.name not in page.content.decode()
        answer = send(browser, visit(None, note="CANARY") | {"employer": pk})
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "找不到该单位" in text
        assert foreign.name not in text
        assert "CANARY" in text
        assert not Patrol.objects.exists()
