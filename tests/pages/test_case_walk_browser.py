"""Two cases through the pages alone, each act by whose it is, each paper opened. In a real browser; needs Chromium."""

import shutil
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from casework import jobs
from casework import tasks as casework_tasks  # noqa: F401 registers the job
from casework.models import Job
from casework.papers import pdf
from inspections.cases import tasks  # noqa: F401 registers the job
from tests.factories import accounts, registry
from tests.factories.campaign import campaign_2021
from tests.pages.desk import PHONE, WIDE, Desk, Office
from tests.patrols.pages import photo

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.django_db(transaction=True),
]
HAS_OFFICE = any(map(shutil.which, pdf.PROGRAMS))
FIRM, WORKSHOP = "青岛灵山湾甲&乙<b>餐饮有限公司", "青岛海边制衣有限公司𠮷厂"
DRAWN_ON, VISITED_ON, HEARD_ON, PAID_ON = (date(2021, 6, day) for day in (3, 8, 11, 18))
ROLES = {
    "lead": ("inspector", "孙立案"), "second": ("inspector", "周协办"), "leader": ("brigade_leader", "李队长"),
    "head": ("bureau_head", "王局长"), "reviewer": ("legal_reviewer", "郑审核"),
}  # fmt: skip
HANDED = {"way": "direct", "done_at": "10:30", "place": "海汀路3号", "receiver": "钱某", "relation": "店长"}
FACTS = "四月二十日、五月六日起先后招用王小某、李小某洗碗，均不满16周岁。\n六月八日责令送回，工资已结清。"
CHILDREN = {
    "r0-name": "王小某", "r0-born": "2006-03-15", "r0-started_on": "2021-04-20", "r0-ended_on": "2021-06-08",
    "r1-name": "李小某", "r1-born": "2005-12-01", "r1-started_on": "2021-05-06", "r1-ended_on": "2021-06-08",
}  # fmt: skip
WORKERS = [f"工人{one}{two}" for one in "甲乙丙丁戊" for two in "一二三四五六七"]
OWED = 164_500
SHEET = "\n".join(
    (
        "姓名\t期间\t应发\t已发\t欠额",
        *(
            f"{name}\t2021年3月至5月\t{12_000 + 100 * place}\t9000\t{3_000 + 100 * place}"
            for place, name in enumerate(WORKERS)
        ),
        "合计\t\t\t\t",
    )
)


class Walk:
    """A case on its way, and the desks of all who work on it."""

    def __init__(self, office: Office, folder: Path) -> None:
        people = {who: accounts.user(role, name=name) for who, (role, name) in ROLES.items()}
        self.office, self.folder = office, folder
        self.lead, self.second, self.leader, self.head, self.reviewer = map(office.of, people.values())
        self.case, self.party = "", ""

    def does(self, who: Desk, label: str, /, *, following: str = "", **values: Any) -> str:
        """An act on the case from its page. `following`: what the page then puts forward to the same person."""
        told = who.act(self.case, label, **values)
        assert "办好了" in told, told[:300]
        if following:
            assert self.next_of(who) == following
        return told

    def approves(self, who: Desk, label: str, **values: Any) -> None:
        """What waits for an approval stands on the worklist of whoever gives it."""
        assert self.party in who.go("/"), f"{who.person.role} is not asked for “{label}”"
        assert self.next_of(who) == label
        who.act(self.case, label, answer=label, **values)

    def next_of(self, who: Desk) -> str:
        """The act that the page of the case puts forward to this person."""
        who.go(self.case)
        return str(who.page.locator("#acts .btn-primary").first.inner_text()).strip()

    def writes(self, about: str, title: str, **values: Any) -> None:
        """A record that the lead writes and both inspectors sign; the second issues it."""
        draft = self.lead.begin(about, title, **values)
        for signer in (self.lead, self.second):
            signer.act(draft, "签名")
        self.second.act(draft, "签发")
        self.opens(self.second, draft, title, self.party)

    def opens(self, who: Desk, paper: str, title: str, party: str) -> None:
        """The paper's page and its sheet show what it is and whom it is about."""
        assert title in who.go(paper) and party in who.text(), f"{title}: {paper}"
        who.page.goto(f"{paper}sheet/")
        sheet = who.page.inner_text("body")
        assert title in sheet and "{{" not in sheet, f"{title}: {paper}"

    def opens_all(self, who: Desk) -> list[str]:
        """Every paper on the tab of papers; their titles."""
        held = who.papers(self.case)
        for title, address in held:
            self.opens(who, address, title, self.party if "卷内" not in title else "")
        return [title for title, _address in held]

    def a_photo(self, name: str) -> str:
        path = self.folder / f"{name}.jpg"
        path.write_bytes(photo().read())
        return str(path)

    def delivers_all(self) -> None:
        """What was issued is handed over, together with one receipt, as the page asks for."""
        while self.next_of(self.second) == "登记文书送达":
            self.second.act(self.case, "登记文书送达", **HANDED)

    def files(self, **notice: Any) -> None:
        """From the end of the investigation to the notice: lead, reviewer with a tick for every open value, leader."""
        self.does(self.lead, "提交法制审核")
        self.reviewer.go(self.case)
        assert self.reviewer.page.locator("#steps, .steps").count() and "法制审核" in self.reviewer.text()
        self.reviewer.press("审核通过", "#acts")
        ticks = [each.get_attribute("value") for each in self.reviewer.page.locator("[name=confirmed]").all()]
        assert ticks, "what nobody has verified is asked once"
        self.approves(self.reviewer, "审核通过", review_opinion="事实清楚，证据充分，同意", confirmed=ticks)
        self.does(self.leader, "事先告知", **notice)

    def ends(self, report: str, number: str) -> None:
        """Closed by the leader, archived by the lead, the whole file taken as one PDF."""
        self.does(self.lead, "报请结案", closing_report=report)
        self.approves(self.leader, "批准结案")
        self.does(self.lead, "归档", archive_number=number)
        assert "已归档" in self.lead.go(self.case)

    def binds(self) -> str:
        """The text of the file as one PDF, asked for on its page and made by the worker."""
        lead = self.lead
        lead.go(f"{self.case}file/")
        lead.press("装订整卷 PDF")
        jobs.run(Job.objects.latest("pk").pk)
        lead.go(f"{self.case}file/")
        lead.page.wait_for_selector("a:has-text('整卷 PDF')")
        address = lead.page.get_attribute("a:has-text('整卷 PDF')", "href")
        answer = lead.page.request.get(f"{self.office.address}{address}")
        assert answer.headers["content-type"] == "application/pdf"
        return "".join(
            "".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.body())).pages
        )


@pytest.fixture
def walk(monkeypatch: Any, live_server: Any, settings: Any, tmp_path: Path) -> Iterator[Walk]:
    settings.CAMPAIGN_TODAY = DRAWN_ON
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    campaign_2021()
    with playwright.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        office = Office(browser, live_server.url, settings)
        yield Walk(office, tmp_path)
        browser.close()
    assert office.said == []


def test_a_penalty_from_the_draw_to_the_archive(walk: Walk) -> None:
    walk.party = FIRM
    registry.employer(categories=("service",), name=FIRM, legal_representative="赵法人", headcount=40)
    inspection = _drawn(walk)
    visit = _visited(walk, inspection)
    _investigated(walk)
    walk.files(
        notice_kind="penalty", notice_text="你单位招用两名不满16周岁的人。\n拟处罚款20000元。", proposed_fine="20000",
        discretion="两人各两个月，每人每月5000元",
    )  # fmt: skip
    _heard_and_decided(walk)
    _paid_and_published(walk)
    walk.ends("罚款已缴清，两名童工已送回，建议结案。", "青西新人社监档字〔2021〕1号")
    titles = walk.opens_all(walk.lead)
    assert titles.count("送达回证") == 2 and {
        "立案审批表", "劳动保障监察调查询问笔录", "案件调查终结报告", "案件处理审批表", "法制审核意见书", "行政处罚事先告知书",
        "行政处罚听证告知书", "陈述申辩笔录", "重大案件集体讨论记录", "行政处罚决定书", "缴款（支付）凭证登记表", "结案审批表",
        "卷宗封面", "卷内目录", "卷内备考表",
    } <= set(titles)  # fmt: skip
    assert [title for title, _address in walk.lead.papers(visit)] == ["劳动保障监察现场检查笔录"]
    assert "劳动保障监察现场检查笔录" in walk.lead.go(f"{walk.case}file/")
    if HAS_OFFICE:
        bound = walk.binds()
        assert all(title in bound for title in titles) and "现场检查笔录" in bound and FIRM in bound


def _drawn(walk: Walk) -> str:
    """The leader draws under the eyes of a witness; the address of the inspection that comes of it."""
    leader = walk.leader
    leader.go("/draws/")
    leader.press("拟定抽取方案")
    leader.fill(title="六月双随机抽查", ratio=100)
    leader.send("保存方案")
    draw = leader.address()
    leader.act(draw, "冻结名录")
    walk.reviewer.go(draw)
    walk.reviewer.fill(witness="吴见证", kind="discipline", capacity="派驻纪检监察组", text="今日东南风四级")
    walk.reviewer.send("键入见证文字", draw)
    leader.act(draw, "抽取", place="三楼会议室", host="王局长")
    assert FIRM in leader.text()
    leader.act(draw, "列入检查名单")
    assert FIRM in walk.lead.go("/") and FIRM in walk.second.go("/"), "both are asked to go there"
    return str(walk.lead.page.locator("main table a").first.get_attribute("href"))


def _visited(walk: Walk, inspection: str) -> str:
    """Two children at work, on the phone; the record of it written and signed; the address of the visit."""
    lead, office = walk.lead, walk.office
    office.on(VISITED_ON)
    lead.page.set_viewport_size(PHONE)
    lead.go(inspection)
    lead.press("登记到户检查", "#acts")
    lead.fill(
        **{
            "received_by": "钱店长", "headcount": 40, "text": "查看花名册、考勤\n询问店长", "result": "to_case",
            "finding-0-matter": "child_labour", "finding-0-people": 2,
            "finding-0-fact": "后厨两名员工王小某、李小某未满16周岁，五月起洗碗",
        }
    )  # fmt: skip
    lead.send("保存检查")
    visit = lead.address()
    walk.writes(
        visit, "劳动保障监察现场检查笔录", begun_at="2021年6月8日9时10分", ended_at="2021年6月8日10时20分",
        party_opinion="属实，是亲戚介绍来的",
    )  # fmt: skip
    lead.go(visit)
    lead.page.click("main a:has-text('看案件')")
    lead.page.wait_for_url("**/cases/*/")
    walk.case = lead.address()
    lead.page.set_viewport_size(WIDE)
    return visit


def _investigated(walk: Walk) -> None:
    """Filed by the leader; minors, party, evidence, findings and the words of the manager by the lead."""
    lead = walk.lead
    walk.does(lead, "报请立案")
    walk.approves(walk.leader, "批准立案")
    walk.does(lead, "登记未成年人", **CHILDREN)
    walk.does(lead, "登记当事人", **{"r0-duty": "经理"})
    walk.does(
        lead, "登记证据", files=walk.a_photo("五月考勤表"),
        **{"r0-name": "五月考勤表", "r0-pages": 3, "r0-given_by": "店长钱某", "r0-proves": "两名未成年人五月出勤",
           "r0-taken_place": "后厨", "r0-holder": "大队证据室"},
    )  # fmt: skip
    walk.does(lead, "记录调查情况", findings=FACTS, people_count=2)
    walk.writes(
        walk.case, "劳动保障监察调查询问笔录", begun_at="2021年6月8日14时", ended_at="2021年6月8日15时", person_name="钱某",
        person_relation="店长", turns="问：两人何时上班？\n答：四月二十日和五月六日。\n问：看过身份证吗？\n答：没有。",
    )  # fmt: skip
    walk.does(lead, "调查终结", findings=FACTS)


def _heard_and_decided(walk: Walk) -> None:
    """Both notices are handed over, the party waives its hearing, the house discusses, the head decides, the second serves."""
    lead, head = walk.lead, walk.head
    walk.delivers_all()
    walk.office.on(HEARD_ON)
    assert walk.next_of(lead) == "记录陈述申辩"
    walk.does(
        lead, "记录陈述申辩", statement="对事实无异议，请求从轻。\n书面放弃听证。", is_hearing_waived=True,
        statement_answer="罚款数额固定，不能从轻。", files=walk.a_photo("放弃听证"), following="报请决定",
    )  # fmt: skip
    walk.does(lead, "报请决定", decision_text="招用两名不满16周岁的人。\n处罚款20000元。")
    assert walk.next_of(head) == "登记集体讨论"
    walk.does(
        head, "登记集体讨论", discussion="王局长：同意处罚。\n陈副局长：同意。", chaired_by="王局长", attended_by="两名局长",
    )  # fmt: skip
    head.go(walk.case)
    head.press("作出决定", "#acts")
    told = head.text()
    assert "20,000 元" in told and "不能从轻" in told and "贰万元整" in told, (
        "the sum as computed, and the paper"
    )
    walk.approves(head, "作出决定")
    assert walk.next_of(walk.second) == "送达决定书"
    walk.does(walk.second, "送达决定书", following="登记缴款和支付", **HANDED)


def _paid_and_published(walk: Walk) -> None:
    """In two parts; the leader, who is asked for it, publishes."""
    walk.office.on(PAID_ON)
    walk.does(walk.lead, "登记缴款和支付", what="fine", paid_amount="12000", voucher="0037216")
    assert walk.next_of(walk.lead) == "登记缴款和支付"
    walk.does(walk.lead, "登记缴款和支付", what="fine", paid_amount="8,000", voucher="0037217")
    assert walk.next_of(walk.lead) == "登记执行完毕"
    walk.does(walk.lead, "登记执行完毕")
    assert "处罚决定公示" in walk.lead.text()
    assert FIRM in walk.leader.go("/") and walk.next_of(walk.leader) == "登记处罚公示"
    walk.does(walk.leader, "登记处罚公示", published_at="信用中国（山东青岛）")


def test_a_handling_of_thirty_five_workers_wages(walk: Walk) -> None:
    walk.party = WORKSHOP
    registry.employer(name=WORKSHOP, legal_representative="孙厂长", headcount=60)
    lead = walk.lead
    walk.office.on(VISITED_ON)
    lead.go("/cases/")
    lead.press("登记线索")
    lead.fill(
        employer=WORKSHOP, origin="other", matters="wage_arrears", cause="三十五名工人三月至五月工资没有足额发放",
        people_count=35, second=walk.second.person.pk,
    )  # fmt: skip
    lead.send("登记线索")
    walk.case = lead.address()
    walk.does(lead, "报请立案")
    walk.approves(walk.leader, "批准立案")
    walk.does(lead, "登记当事人")
    _listed(walk)
    walk.writes(
        walk.case, "劳动保障监察调查询问笔录", begun_at="2021年6月8日14时", ended_at="2021年6月8日15时", person_name="孙某",
        person_relation="厂长", turns="问：工资发到几月？\n答：三至五月只发了一部分。",
    )  # fmt: skip
    walk.does(lead, "调查终结", findings=f"拖欠35名工人三月至五月工资{OWED}元。")
    walk.files(notice_kind="handling", notice_text=f"拟责令支付35名工人三月至五月工资共{OWED}元。")
    walk.delivers_all()
    walk.office.on(HEARD_ON)
    walk.does(lead, "记录陈述申辩", statement="无异议")
    _ordered(walk)
    walk.office.on(PAID_ON)
    for amount, people in ((100_000, 20), (64_500, 15)):
        walk.does(lead, "登记缴款和支付", what="wages", paid_amount=amount, paid_people=people)
    walk.does(lead, "登记执行完毕")
    walk.ends("工资已付清，建议结案。", "青西新人社监档字〔2021〕2号")
    titles = walk.opens_all(lead)
    assert {"行政处理事先告知书", "行政处理决定书", "支付劳动报酬名单", "结案审批表"} <= set(titles)
    if HAS_OFFICE:
        bound = walk.binds()
        assert all(name in bound for name in WORKERS) and "164,500.00" in bound


def _listed(walk: Walk) -> None:
    """Pasted from a sheet, its sums looked at before anything is kept."""
    lead = walk.lead
    lead.go(walk.case)
    lead.press("登记劳动者名单", "#acts")
    lead.fill(sheet=SHEET)
    lead.press("先核对合计，暂不保存")
    told = lead.text()
    assert "人数 35" in told and "应发 479,500.00" in told and "欠额 164,500.00" in told
    assert "164,500.00" in lead.send("登记劳动者名单", walk.case)


def _ordered(walk: Walk) -> None:
    """The draft starts from the sums of the list; the annex names all 35."""
    lead = walk.lead
    lead.go(walk.case)
    lead.press("报请决定", "#acts")
    kept = [lead.page.input_value(f"[name={name}]") for name in ("back_pay_amount", "back_pay_people")]
    assert kept == ["164500.00", "35"]
    walk.does(lead, "报请决定", decision_text="责令足额支付35名工人工资。", pay_by=date(2021, 7, 12))
    walk.approves(walk.head, "作出决定")
    walk.does(walk.second, "送达决定书", following="登记缴款和支付", **HANDED)
    annex = next(address for title, address in lead.papers(walk.case) if title == "支付劳动报酬名单")
    told = lead.go(annex)
    assert all(told.count(name) == 1 for name in WORKERS)
