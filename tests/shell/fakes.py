"""Objects of the shape the components ask for (templates/components/README.md)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

CHINA = ZoneInfo("Asia/Shanghai")
TODAY = date(2021, 6, 23)
HOLIDAYS = {date(2021, 4, 5), *(date(2021, 5, n) for n in (3, 4, 5)), date(2021, 6, 14)}
MAKEUP = {date(2021, 4, 25), date(2021, 5, 8)}


@dataclass
class Clock:
    lamp: str = "near"
    left: int = 2
    label: str = "案件调查期限"
    due_on: date | None = date(2021, 6, 25)
    is_provisional: bool = False
    paused_reason: str = ""
    explanation: list[str] = field(default_factory=list)
    days: list[Any] = field(default_factory=list)
    basis: str = ""
    unit: str = "workday"
    is_right: bool = False
    is_past: bool = False
    allows: str = ""
    stopped_on: date | None = None


@dataclass
class Day:
    day: date
    kind: str = "workday"
    is_start: bool = False
    is_due: bool = False
    is_today: bool = False
    is_counted: bool = False
    is_left: bool = False


@dataclass
class Act:
    action: str
    label: str
    url: str = "/act/"
    is_allowed: bool = True
    reason: str = ""
    is_primary: bool = False
    hint: str = ""
    needs_form: bool = False
    is_danger: bool = False
    is_final: bool = False


@dataclass
class Phase:
    number: int
    mark: str
    name: str
    starts_on: date
    ends_on: date
    status: str
    x_percent: float
    width_percent: float
    run_percent: float = 0


@dataclass
class Ribbon:
    campaign_title: str
    starts_on: date
    ends_on: date
    today: date
    phases: list[Phase]
    now: Phase | None
    day_number: int | None
    day_total: int | None
    next: Phase | None
    days_to_next: int | None
    report_due_on: date
    due_percent: float
    today_percent: float


def kind_of(day: date) -> str:
    if day in MAKEUP:
        return "makeup"
    if day in HOLIDAYS:
        return "holiday"
    return "weekend" if day.weekday() > 4 else "workday"


def days(start: date = date(2021, 3, 30), due: date = date(2021, 6, 25)) -> list[Day]:
    """The days of the clock drawn in the mock-up: sixty working days from 2021-03-30."""
    made = []
    for n in range((due - start).days + 1):
        day = start + timedelta(days=n)
        works = kind_of(day) in ("workday", "makeup")
        made.append(
            Day(
                day,
                kind_of(day),
                is_start=n == 0,
                is_due=day == due,
                is_today=day == TODAY,
                is_counted=works and n > 0 and day <= TODAY,
                is_left=works and day > TODAY,
            )
        )
    return made


SENTENCES = [
    "2021-03-30 周二批准立案，当天不计。",
    "此后 87 个日历日里，周末 22 天、工作日上的假日 5 天不计。",
    "04-25 周日、05-08 周六补班，计入。",
    "没有暂停。第 60 个工作日是 2021-06-25 周五，到当天结束。",
]

PHASES = [
    Phase(1, "①", "宣传动员", date(2021, 3, 22), date(2021, 4, 10), "done", 0, 13.16),
    Phase(2, "②", "镇街巡视整改", date(2021, 4, 13), date(2021, 5, 29), "done", 14.47, 30.92),
    Phase(3, "③", "专项执法检查", date(2021, 6, 1), date(2021, 7, 31), "now", 46.71, 40.13, 14.8),
    Phase(4, "④", "总结", date(2021, 8, 3), date(2021, 8, 20), "next", 88.16, 11.84),
]


def ribbon(**changes: Any) -> Ribbon:
    base = {
        "campaign_title": "清理整顿人力资源市场秩序专项行动",
        "starts_on": date(2021, 3, 22),
        "ends_on": date(2021, 8, 20),
        "today": TODAY,
        "phases": PHASES,
        "now": PHASES[2],
        "day_number": 23,
        "day_total": 61,
        "next": PHASES[3],
        "days_to_next": 41,
        "report_due_on": date(2021, 8, 17),
        "due_percent": 97.7,
        "today_percent": 61.51,
    }
    return Ribbon(**(base | changes))


NAV = [
    {"label": label, "url": f"/{name}/", "icon": name, "is_current": name == "doc"}
    for label, name in (
        ("工作台", "home"),
        ("线索投诉", "talk"),
        ("巡查整改", "walk"),
        ("双随机", "draw"),
        ("案件", "doc"),
        ("单位", "firm"),
        ("驾驶舱", "chart"),
        ("报告", "report"),
    )
]


def shell(**changes: Any) -> dict[str, Any]:
    return {
        "nav": NAV,
        "todo_count": 14,
        "user_id": 7,
        "session_seconds": 1800,
        "stay_url": "/stay/",
        "sign_in_url": "/login/",
        "user_name": "王某",
        "role_label": "监察员",
        "place": "区大队",
        "ribbon": ribbon(),
        "today": TODAY,
        "training": True,
        "brigade": "区劳动监察大队",
        "district": "青岛西海岸新区",
        "version": "0.1.0",
        "home_url": "/",
        "inbox_url": "/inbox/",
        "search_url": "/search/",
        "help_url": "/help/",
        "feedback_url": "/feedback/",
        "sign_out_url": "/sign-out/",
    } | changes


ACTS = [
    Act(
        "close_investigation",
        "提交调查终结报告",
        is_primary=True,
        hint="提交后调查时钟停止，次日起算处理决定期限 15 个工作日。",
    ),
    Act(
        "extend", "申请延长调查", needs_form=True, hint="可用：06-25 前报区局负责人批准，最多延长 30 个工作日"
    ),
    Act("withdraw", "撤销立案", is_danger=True, is_final=True, hint="确认轻微且已改正"),
    Act("notify", "发出事先告知", is_allowed=False, reason="调查尚未终结"),
    Act(
        "decide",
        "作出处罚决定",
        is_allowed=False,
        reason="未告知、未听取陈述申辩（监察条例第十九条）",
        is_primary=True,
    ),
]
STEPS = [
    {"label": label, "note": note, "is_done": n < 2, "is_current": n == 2}
    for n, (label, note) in enumerate(
        [
            ("线索", "03-24 投诉"),
            ("立案", "03-30 批准"),
            ("调查", "王某、李某"),
            ("告知", ""),
            ("决定", ""),
            ("送达", ""),
            ("结案", ""),
        ]
    )
]


def at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2021, month, day, hour, minute, tzinfo=CHINA)


TIMELINE = [
    {"at": at(6, 23, 0, 10), "who": "", "text": "调查期限剩 2 工作日，已提醒承办人", "kind": "warn"},
    {
        "at": at(6, 18, 10, 5),
        "who": "李某",
        "text": "加证据 3 件：考勤导出、排班表、门禁记录",
        "kind": "human",
        "url": "/evidence/",
    },
    {"at": at(6, 18, 9, 0), "who": "", "text": "12345 工单答复暂停", "kind": "system", "badge": "时限"},
    {
        "at": at(3, 30, 17, 10),
        "who": "刘某",
        "text": "批准立案",
        "kind": "human",
        "detail": "起算调查期限 60 个工作日",
    },
]
FACTS = [
    {"label": "被监察单位", "value": "青岛海润食品有限公司", "url": "/firm/", "note": "隐珠街道"},
    {"label": "信用代码", "value": "91370211MA9Y90011Y"},
    {"label": "联系电话", "value": "138****1234", "reveal_url": "/reveal/phone/"},
    {
        "label": "投诉人",
        "value": "王**（受保密）",
        "reveal_url": "/reveal/who/",
        "needs_reason": True,
        "note": "每次留痕",
    },
    {"label": "送达日期", "value": None},
]
FILES = [
    {
        "name": "5月考勤.xlsx",
        "size": 421888,
        "sha256": "2ef158e5f350c8b650457b19ea5b1447",
        "url": "/f/1",
        "uploaded_by": "李某",
        "uploaded_at": at(6, 18, 10, 5),
    },
    {
        "name": "门头.jpg",
        "size": 388000,
        "sha256": "bb92e16a30af0edb523e2e68f0958f12",
        "url": "/f/2",
        "icon": "image",
    },
]


class RectificationForm(forms.Form):
    """A form with one field of every kind the field template knows."""

    code = forms.CharField(label="统一社会信用代码", help_text="18 位，可直接粘贴，空格会去掉")
    due_on = forms.DateField(
        label="整改到期日", help_text="如 2021-07-05", widget=forms.DateInput(attrs={"type": "date"})
    )
    town = forms.ChoiceField(label="镇街", choices=[("", "请选择"), ("a", "泊里镇"), ("b", "隐珠街道")])
    kind = forms.ChoiceField(
        label="问题类别", choices=[("wage", "拖欠工资"), ("contract", "未签合同")], widget=forms.RadioSelect
    )
    items = forms.MultipleChoiceField(
        label="核对过的材料",
        choices=[("roster", "花名册"), ("pay", "工资表")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    photo = forms.FileField(label="照片", required=False, help_text="JPEG 或 PNG，最大 10 MB")
    amount = forms.CharField(
        label="追发金额（元）", required=False, widget=forms.TextInput(attrs={"data-money": ""})
    )
    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    is_agreed = forms.BooleanField(label="单位已在笔录上签字")
    token = forms.CharField(widget=forms.HiddenInput, required=False)
