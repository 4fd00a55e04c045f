"""What the components write, given objects of the agreed shape."""

import re
from datetime import date
from pathlib import Path

from django import forms
from django.conf import settings

from casework.forms import ManyFilesInput
from tests.shell.conftest import Render
from tests.shell.fakes import ACTS, FACTS, FILES, SENTENCES, STEPS, TIMELINE, Act, Clock, days, ribbon


def test_the_ribbon_says_the_phase_the_day_and_what_comes_next(render: Render) -> None:
    html = render("components/ribbon.html", ribbon=ribbon())
    assert "③ 专项执法检查" in html
    assert "第 23 天，共 61 天" in html
    assert "08-03 开始，还有 41 天" in html
    assert html.count("</li>") == 4
    assert html.count('aria-current="step"') == 1


def test_in_a_gap_the_ribbon_says_so_and_that_work_goes_on(render: Render) -> None:
    html = render(
        "components/ribbon.html",
        ribbon=ribbon(now=None, day_number=None, day_total=None, today=date(2021, 8, 1)),
    )
    assert "阶段间隙" in html
    assert "日常工作照常" in html


def test_before_and_after_the_campaign_the_ribbon_stays_true(render: Render) -> None:
    before = render(
        "components/ribbon.html", ribbon=ribbon(now=None, today=date(2021, 3, 1), today_percent=None)
    )
    after = render(
        "components/ribbon.html",
        ribbon=ribbon(now=None, next=None, today=date(2021, 9, 1), today_percent=None),
    )
    assert "尚未开始" in before
    assert "行动已结束" in after
    assert "rb-pin" not in before + after


def test_U_07_one_primary_act_and_a_reason_beside_each_refused_one(render: Render) -> None:
    html = render("components/acts.html", acts=ACTS, submission="one-two")
    assert html.count("btn-primary") == 1
    assert html.count('aria-disabled="true"') == 2
    assert 'aria-describedby="why-notify"' in html
    assert "调查尚未终结" in html


def test_what_may_not_be_done_now_is_folded_and_counted(render: Render) -> None:
    html = render("components/acts.html", acts=ACTS, submission="one-two")
    before, folded = html.split("<details", 1)
    assert "现在不能办（2）" in folded
    assert 'aria-disabled="true"' not in before and folded.count('aria-disabled="true"') == 2
    assert "申请延长调查" in before
    free = render("components/acts.html", acts=[act for act in ACTS if act.is_allowed], submission="one-two")
    assert "<details" not in free


def test_UX_19_a_reason_that_keeps_from_several_acts_is_told_once(render: Render) -> None:
    why = "您不是承办人。承办人：甲、乙"
    refused = [Act(f"act{n}", f"行为{n}", is_allowed=False, reason=why) for n in range(4)]
    html = render("components/acts.html", acts=refused, submission="s", idle="等甲、乙办理。")
    assert html.count(why) == 1 and "现在不能办（4）" in html
    assert html.count('aria-describedby="why-act0"') == 4 and html.count('id="why-act0"') == 1
    assert "不可用" not in html and "其他行为" not in html and "等甲、乙办理。" in html


def test_UX_19_many_acts_are_buttons_in_a_line_and_what_each_is_for_is_folded(render: Render) -> None:
    several = [Act(f"act{n}", f"登记{n}", hint=f"说明{n}") for n in range(5)]
    html = render("components/acts.html", acts=several, submission="s")
    before, folded = html.split("<details", 1)
    assert "还可以办" in before and "登记4" in before and "说明4" not in before and "说明4" in folded


def test_UX_19_UX_22_a_record_that_is_over_is_one_line_with_day_and_result(render: Render) -> None:
    html = render("components/acts.html", acts=[], submission="s", ended="2021-06-20 整改到位")
    assert "2021-06-20 整改到位" in html and "<section" not in html and "下一步" not in html
    more = render(
        "components/acts.html", acts=[Act("note", "登记说明")], submission="s", ended="2021-06-20 整改到位"
    )
    assert "已经办完" in more and "登记说明" in more and "下一步" not in more


def test_UX_22_a_record_says_at_one_glance_what_how_many_and_how_much(render: Render) -> None:
    told = [{"label": "涉及", "value": "6 人"}, {"label": "金额", "value": "81,600 元", "note": "单位自报"}]
    html = render("components/gist.html", gist=told)
    assert (
        re.findall(r"<dt>([^<]+)</dt>", html) == ["涉及", "金额"]
        and "81,600 元" in html
        and "单位自报" in html
    )
    assert render("components/gist.html", gist=[]).strip() == ""


def test_UX_22_a_clock_is_a_line_and_its_sum_is_asked_for(render: Render) -> None:
    def opened(*clocks: Clock) -> int:
        return render("components/clocks.html", clocks=clocks, open_first=True).count("<details open")

    told = {"days": days(), "explanation": SENTENCES}
    assert opened(Clock("near", 2, **told), Clock("near", 2, **told)) == 1
    assert opened(Clock("late", -2, **told)) == 1
    assert opened(Clock("ok", 40, **told)) == opened(Clock("done", 2, **told)) == 0
    assert opened(Clock("late", -2, stopped_on=date(2021, 6, 21), **told)) == 0


def test_UX_41_no_form_stands_in_a_phrase(render: Render) -> None:
    html = render("components/facts.html", facts=FACTS)
    assert "<form" in html and not re.search(r"<span[^>]*>(?:(?!</span>).)*<form", html, re.DOTALL)


def test_UX_41_a_field_for_several_files_says_so_once() -> None:
    assert ManyFilesInput().render("files", None, {"id": "id_files"}).count("multiple") == 1


def test_UX_41_what_asks_the_server_is_said_in_attributes_html_knows() -> None:
    texts = {path: path.read_text("utf-8") for path in Path(settings.BASE_DIR, "templates").rglob("*.html")}
    bare = re.compile(r"<[^>]*\s(?<!data-)hx-[a-z]+")
    assert [path for path, text in texts.items() if bare.search(text)] == []


def test_a_direct_act_is_a_post_with_token_and_submission_and_a_form_act_is_a_link(render: Render) -> None:
    html = render("components/acts.html", acts=ACTS, submission="one-two")
    assert html.count('<form method="post"') == 2
    assert html.count("csrfmiddlewaretoken") == 2
    assert html.count('name="submission" value="one-two"') == 2
    assert re.search(r'<a class="btn btn-sm" href="/act/">申请延长调查</a>', html)


def test_a_dangerous_act_asks_first(render: Render) -> None:
    html = render(
        "components/act.html", act=Act("withdraw", "撤销立案", is_danger=True, is_final=True), submission="s"
    )
    assert "data-confirm=" in html
    assert "btn-danger" in html


def test_without_acts_the_panel_says_why(render: Render) -> None:
    html = render("components/acts.html", acts=[], submission="s", idle="已经办完，没有下一步。")
    assert "没有下一步" in html


def test_steps_mark_the_current_one_and_count_it(render: Render) -> None:
    html = render("components/steps.html", steps=STEPS)
    assert html.count('aria-current="step"') == 1
    assert "第 3 步，共 7 步" in html
    assert html.count('class="done"') == 2


def test_UX_33_the_day_of_a_step_is_not_broken_and_words_are(render: Render) -> None:
    line = [{"label": "登记", "note": "2021-06-16", "is_done": True}, {"label": "受理", "note": "王某、李某"}]
    html = render("components/steps.html", steps=line)
    assert '<span class="nw">2021-06-16</span>' in html and "<span>王某、李某</span>" in html


def test_why_this_day_draws_the_calendar_and_tells_the_sum(render: Render) -> None:
    html = render(
        "components/clocks.html", clocks=[Clock(days=days(), explanation=SENTENCES)], open_first=True
    )
    assert html.count("<rect") == 88 + 1 + 6  # days, the frame of today, the key
    assert html.count("axis-m") == 88 and re.search(r"axis axis-m axis-on[^>]*>\s*25\s*<", html)
    assert 'class="d-due"' in html
    assert all(sentence in html for sentence in SENTENCES)
    assert "style=" not in html


def test_the_timeline_is_grouped_by_day_in_local_time_and_tells_people_from_system(render: Render) -> None:
    html = render("components/timeline.html", entries=TIMELINE)
    assert re.findall(r'class="day">([^<]+)<', html) == ["2021-06-23", "2021-06-18", "2021-03-30"]
    assert "00:10" in html
    assert html.count('class="sys"') == 1
    assert html.count('class="warn"') == 1


def test_facts_mask_what_is_private_and_reveal_by_post(render: Render) -> None:
    html = render("components/facts.html", facts=FACTS)
    assert html.count('method="post"') == 2
    assert 'name="reason"' in html
    assert html.count("required") == 1
    assert "<dd> — </dd>" in " ".join(html.split())


def test_an_empty_list_says_why_and_what_next(render: Render) -> None:
    html = render(
        "components/empty.html", title="没有案件", why="这两个条件下没有案件。", clear_url="/cases/"
    )
    assert "这两个条件下没有案件。" in html
    assert "清除筛选" in html


def test_each_chip_can_be_taken_off_by_name(render: Render) -> None:
    html = render(
        "components/chips.html",
        filter_chips=[{"label": "镇街", "value": "泊里镇", "remove_url": "?"}],
        clear_url="/",
    )
    assert 'aria-label="去掉筛选 镇街：泊里镇"' in html


def test_pages_are_links_and_only_where_there_is_one(render: Render) -> None:
    html = render(
        "components/pagination.html",
        page={"next_url": "?after=9", "previous_url": None, "count_label": "第 1–50 件"},
    )
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html


def test_a_running_job_polls_and_a_finished_one_stops(render: Render) -> None:
    job = {
        "is_running": True,
        "title": "报告",
        "note": "",
        "done": 3,
        "total": 9,
        "poll_url": "/jobs/1/",
        "url": "/reports/1/",
    }
    running = render("components/progress.html", job=job)
    done = render(
        "components/progress.html", job=job | {"is_running": False, "result_url": "/reports/1/file/"}
    )
    assert 'hx-get="/jobs/1/"' in running
    assert '<noscript><a href="/reports/1/">' in running
    assert "hx-get" not in done
    assert "/reports/1/file/" in done


def test_files_show_size_and_digest(render: Render) -> None:
    html = render("components/attachments.html", attachments=FILES)
    assert "2ef1 58e5 f350…" in html
    assert "412.0" in html


class Narrowing(forms.Form):
    q = forms.CharField(label="单位", required=False)
    town = forms.ChoiceField(label="镇街", choices=[("", "全部"), ("5", "泊里镇")], required=False)
    since = forms.DateField(label="自", required=False)


def test_a_folded_filter_says_how_many_conditions_are_in_use(render: Render) -> None:
    used = render("components/filters.html", filter={"form": Narrowing({"q": "康信", "town": "5"})})
    assert "筛选条件（已用 1）" in used
    assert 'class="filter-lead"><label for="id_q">' in " ".join(used.split())
    assert "已用" not in render("components/filters.html", filter={"form": Narrowing({"q": "康信"})})


def test_a_filter_with_an_error_in_it_is_unfolded(render: Render) -> None:
    assert " checked>" in render("components/filters.html", filter={"form": Narrowing({"since": "昨天"})})
    assert " checked>" not in render("components/filters.html", filter={"form": Narrowing({})})


def test_who_serves_one_town_is_not_asked_for_the_town(render: Render) -> None:
    form = Narrowing({"town": "5"})
    one = render("components/filters.html", filter={"form": form}, shell={"place": "泊里镇"})
    two = render("components/filters.html", filter={"form": form}, shell={"place": "泊里镇、大场镇"})
    assert '<input type="hidden" name="town" value="5"' in one
    assert "<select" in two


def test_what_people_typed_is_escaped_everywhere(render: Render) -> None:
    evil = "<script>alert(1)</script>"
    html = "".join(
        [
            render(
                "components/timeline.html", entries=[TIMELINE[1] | {"text": evil, "who": evil, "badge": evil}]
            ),
            render("components/facts.html", facts=[{"label": evil, "value": evil, "note": evil}]),
            render(
                "components/acts.html", acts=[Act("a", evil, is_allowed=False, reason=evil)], submission=evil
            ),
            render("components/attachments.html", attachments=[FILES[0] | {"name": evil}]),
            render("components/chips.html", filter_chips=[{"label": evil, "value": evil, "remove_url": "?"}]),
        ]
    )
    assert "<script>" not in html
